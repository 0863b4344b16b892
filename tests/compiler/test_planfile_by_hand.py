"""Edits made by hand outlive a corrected document: kept, taken over, or asked about, never lost in silence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from compiler.asks.check import check, open_questions_of
from compiler.document import compile_document
from compiler.planfile.against import Carried, TwiceNamedError, carry_over, changes_text
from compiler.planfile.decide import DecisionError, accept_all, decide
from compiler.planfile.links import ends, linked
from compiler.planfile.model import PlanFile
from compiler.planfile.read import read_planfile
from compiler.planfile.write import planfile_text
from compiler.rounds.pattern import edges_of

RECORD: dict[str, Any] = {"by": "Hoàng Lê", "why": "theo biên bản họp", "at": datetime(2027, 1, 20, 2, tzinfo=UTC)}
BEFORE = """ỦY BAN NHÂN DÂN
TỈNH ĐÔNG HÀ
Số: 41/KH-UBND
Đông Hà, ngày 11 tháng 01 năm 2027

KẾ HOẠCH
Trồng cây xanh trong trường học năm 2027

III. TỔ CHỨC THỰC HIỆN
1. Sở Nông nghiệp và Môi trường
- Chủ trì, phối hợp với Sở Tài chính cung ứng cây giống cho các trường trước ngày 25 tháng 02 năm 2027.
- Theo dõi, đôn đốc; hằng quý tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 25 của tháng cuối quý.
2. Sở Giáo dục và Đào tạo
- Hướng dẫn các trường lập sổ theo dõi cây trồng.
- Tổ chức cuộc thi vẽ tranh về cây xanh trước ngày 20 tháng 5 năm 2027.
3. Sở Tài chính
- Bố trí kinh phí thực hiện Kế hoạch.
4. Ủy ban nhân dân các xã, phường
- Rà soát quỹ đất trồng cây; hằng quý báo cáo Sở Nông nghiệp và Môi trường trước ngày 18 của tháng cuối quý.
"""


@pytest.fixture
def compiled(tmp_path: Path) -> Callable[[str], PlanFile]:
    """The plan file of a document with these words."""

    def make(text: str = BEFORE) -> PlanFile:
        paper = tmp_path / "trong-cay.txt"
        paper.write_text(text, "utf-8")
        return compile_document(paper)

    return make


Compiled = Callable[..., PlanFile]


def edited(file: PlanFile, *pairs: tuple[str, str]) -> PlanFile:
    text = planfile_text(file)
    for was, becomes in pairs:
        assert was in text, was
        text = text.replace(was, becomes, 1)
    return read_planfile(text)


def without(file: PlanFile, id_: str) -> PlanFile:
    """The file without the lines of one duty or round."""
    head = f"  - id: {id_}\n" if id_.startswith("R") else f"    - key: {id_}\n"
    text = planfile_text(file)
    start = text.index(head)
    next_one = head[: head.index(":")]
    ends = [text.find(mark, start + len(head)) for mark in (next_one, "\n\n", "\n  basis")]
    end = min(place + behind for place, behind in zip(ends, (0, 1, 1), strict=True) if place > 0)
    return read_planfile(text[:start] + text[end:])


def duty(file: PlanFile, words: str) -> Any:
    return next(each for each in file.responsibilities if words in each.text)


def asked(carried: Carried) -> list[tuple[str, str | None]]:
    return [(each.code, each.sets) for each in carried.asked]


def test_an_edit_stays_where_the_document_says_what_it_said(compiled: Compiled) -> None:
    old = edited(
        accept_all(compiled(), **RECORD),
        ("rule: by:2027-05-20", "rule: by:2027-05-10  # thi sớm, đã bàn"),
        ("due: 2027-03-18", "due: 2027-03-16"),
    )
    carried = carry_over(compiled(), old)
    assert carried.changes == [] and carried.asked == []
    assert planfile_text(carried.file) == planfile_text(old)
    text = changes_text(carried)
    assert "không có gì khác" in text
    assert "giữ sửa tay: R4 (Sở Giáo dục và Đào tạo), hạn: chậm nhất 10/5/2027 (văn bản: chậm nhất 20/5/2027)" in text
    assert "giữ sửa tay: Báo cáo quý I/2027, hạn: 16/03/2027 (văn bản: 18/03/2027)" in text


def test_an_edit_stays_when_the_document_changes_elsewhere(compiled: Compiled) -> None:
    old = edited(compiled(), ("holder: Sở Tài chính", "holder: Kho bạc Nhà nước tỉnh"))
    carried = carry_over(compiled(BEFORE.replace("20 tháng 5", "22 tháng 5")), old)
    assert duty(carried.file, "Bố trí kinh phí").holder == "Kho bạc Nhà nước tỉnh"
    assert duty(carried.file, "cuộc thi").due.rule == "by:2027-05-22"
    assert {each.about for each in carried.changes} == {"R4.text", "R4.due"}
    assert "20/5/2027 → chậm nhất 22/5/2027" in changes_text(carried)
    assert "by:2027" not in changes_text(carried)


@pytest.mark.parametrize("keep", [False, True])
def test_what_both_changed_is_asked_and_the_edit_stands_until_then(compiled: Compiled, keep: bool) -> None:
    old = edited(accept_all(compiled(), **RECORD), ("rule: by:2027-05-20", "rule: by:2027-05-10"))
    carried = carry_over(compiled(BEFORE.replace("20 tháng 5", "22 tháng 5")), old)
    assert duty(carried.file, "cuộc thi").due.rule == "by:2027-05-10"
    assert asked(carried) == [("D247", "responsibilities.R4.due")]
    (question,) = carried.asked
    assert all(day in question.asks for day in ("10/5/2027", "22/5/2027", "20/5/2027"))
    assert "D247" in {each.code for each in check(carried.file)}
    again = read_planfile(planfile_text(carried.file))
    how: dict[str, Any] = {"answer": "giữ"} if keep else {"accept": True}
    settled = decide(again, question.id, **RECORD, **how)
    assert duty(settled, "cuộc thi").due.rule == ("by:2027-05-10" if keep else "by:2027-05-22")
    assert not [each for each in open_questions_of(settled) if each.code == "D247"]
    later = carry_over(compiled(BEFORE.replace("20 tháng 5", "22 tháng 5")), read_planfile(planfile_text(settled)))
    assert later.file.responsibilities == settled.responsibilities and later.asked == [] and later.changes == []


def test_an_open_question_about_an_edit_goes_on_with_the_newest_words(compiled: Compiled) -> None:
    old = edited(compiled(), ("rule: by:2027-05-20", "rule: by:2027-05-10"))
    second = carry_over(compiled(BEFORE.replace("20 tháng 5", "22 tháng 5")), old)
    same = carry_over(compiled(BEFORE.replace("20 tháng 5", "22 tháng 5")), read_planfile(planfile_text(second.file)))
    assert same.asked == second.asked and planfile_text(same.file) == planfile_text(second.file)
    third = carry_over(compiled(BEFORE.replace("20 tháng 5", "24 tháng 5")), same.file)
    assert [each.id for each in third.asked] == [each.id for each in second.asked]
    assert "24/5/2027" in third.asked[0].asks
    back = carry_over(compiled(BEFORE.replace("20 tháng 5", "10 tháng 5")), third.file)
    assert back.asked == [], "the document says by now what the edit said"


def test_a_duty_deleted_by_hand_stays_deleted_and_is_named(compiled: Compiled) -> None:
    old = without(compiled(), "R3")
    assert not [each for each in old.responsibilities if "lập sổ" in each.text]
    carried = carry_over(compiled(BEFORE.replace("20 tháng 5", "22 tháng 5")), old)
    assert not [each for each in carried.file.responsibilities if "lập sổ" in each.text]
    assert carried.asked == []
    assert "đã bỏ bằng tay: R3: Sở Giáo dục và Đào tạo: Hướng dẫn các trường" in changes_text(carried)
    once_more = carry_over(compiled(), read_planfile(planfile_text(carried.file)))
    assert "đã bỏ bằng tay: R3" in changes_text(once_more), "also by the document after that"


@pytest.mark.parametrize("back", [False, True])
def test_a_deleted_duty_whose_words_changed_is_asked_about(compiled: Compiled, back: bool) -> None:
    old = without(compiled(), "R3")
    new = BEFORE.replace("lập sổ theo dõi cây trồng", "lập sổ theo dõi cây trồng và vườn ươm")
    carried = carry_over(compiled(new), old)
    assert asked(carried) == [("D248", "responsibilities.R3")]
    how: dict[str, Any] = {"accept": True} if back else {"answer": "bỏ"}
    settled = decide(read_planfile(planfile_text(carried.file)), carried.asked[0].id, **RECORD, **how)
    assert bool([each for each in settled.responsibilities if "vườn ươm" in each.text]) == back
    later = carry_over(compiled(new), read_planfile(planfile_text(settled)))
    assert later.file.responsibilities == settled.responsibilities and later.asked == []


@pytest.mark.parametrize("keep", [False, True])
def test_an_edited_duty_that_the_document_drops_is_asked_about(compiled: Compiled, keep: bool) -> None:
    old = edited(
        compiled(), ("text: Bố trí kinh phí thực hiện Kế hoạch.", "text: Bố trí 2 tỷ đồng thực hiện Kế hoạch.")
    )
    new = BEFORE.replace("3. Sở Tài chính\n- Bố trí kinh phí thực hiện Kế hoạch.\n4.", "3.")
    carried = carry_over(compiled(new), old)
    assert asked(carried) == [("D249", "responsibilities.R5")]
    assert duty(carried.file, "2 tỷ đồng")
    how: dict[str, Any] = {"answer": "giữ"} if keep else {"accept": True}
    settled = decide(read_planfile(planfile_text(carried.file)), carried.asked[0].id, **RECORD, **how)
    assert bool([each for each in settled.responsibilities if "2 tỷ" in each.text]) == keep
    with pytest.raises(DecisionError):
        decide(carried.file, carried.asked[0].id, answer="Sở Y tế", **RECORD)
    later = carry_over(compiled(new), read_planfile(planfile_text(settled)))
    assert later.file.responsibilities == settled.responsibilities and later.asked == []


def test_a_duty_that_nobody_edited_goes_with_the_document(compiled: Compiled) -> None:
    new = BEFORE.replace("3. Sở Tài chính\n- Bố trí kinh phí thực hiện Kế hoạch.\n4.", "3.")
    carried = carry_over(compiled(new), edited(compiled(), ("rule: by:2027-05-20", "rule: by:2027-05-10")))
    assert carried.asked == []
    assert [(each.kind, each.about) for each in carried.changes if each.kind == "dropped"] == [("dropped", "R5")]


def test_rounds_are_merged_day_by_day(compiled: Compiled) -> None:
    old = edited(
        compiled(),
        ("due: 2027-03-18", "due: 2027-03-16"),
        ("consolidated_due: 2027-06-25", "consolidated_due: 2027-06-24"),
    )
    carried = carry_over(compiled(BEFORE.replace("trước ngày 25 của", "trước ngày 26 của")), old)
    rounds = {period.key: period for period in carried.file.regime.periods}  # type: ignore[union-attr]
    assert rounds["2027-Q1"].due == date(2027, 3, 16), "edited, and the document left the day of the agencies"
    assert rounds["2027-Q1"].consolidated_due == date(2027, 3, 26), "not edited, changed by the document"
    assert rounds["2027-Q2"].consolidated_due == date(2027, 6, 24)
    assert ("D247", "regime.periods.2027-Q2.consolidated_due") in asked(carried)
    text = changes_text(carried)
    assert "Báo cáo quý I/2027: hạn tổng hợp 25/03/2027 → hạn tổng hợp 26/03/2027" in text


def test_a_round_added_and_a_round_taken_out_stay_so(compiled: Compiled) -> None:
    first = without(compiled(), "2027-Q3")
    added = "    - key: 2027-T1\n      name: Báo cáo Tết trồng cây\n      window_from: 2027-01-15\n      window_to: 2027-02-20\n      due: 2027-02-26\n"
    old = edited(first, ("    - key: 2027-Q1\n", f"{added}    - key: 2027-Q1\n"))
    carried = carry_over(compiled(), old)
    assert [each.key for each in carried.file.regime.periods] == ["2027-T1", "2027-Q1", "2027-Q2", "2027-Q4"]  # type: ignore[union-attr]
    assert planfile_text(carried.file) == planfile_text(old)
    assert "giữ sửa tay: Báo cáo Tết trồng cây" in changes_text(carried)
    assert "đã bỏ bằng tay: 2027-Q3" in changes_text(carried)


def test_the_head_is_merged_too(compiled: Compiled) -> None:
    old = edited(
        compiled(), ("title: Trồng cây", "title: Phát động trồng cây"), ("number: 41/KH-UBND", "number: 41a/KH-UBND")
    )
    carried = carry_over(compiled(BEFORE.replace("Số: 41/", "Số: 52/").replace("11 tháng 01", "12 tháng 01")), old)
    assert carried.file.plan.title and carried.file.plan.title.startswith("Phát động")
    assert carried.file.plan.issued_on == date(2027, 1, 12)
    assert asked(carried) == [("D247", "plan.number")]
    assert "ngày ban hành: 11/01/2027 → 12/01/2027" in changes_text(carried)


def test_a_duty_written_by_hand_stays_whatever_its_basis(compiled: Compiled) -> None:
    own = "  - id: R40\n    holder: Sở Y tế\n    text: Khám sức khỏe cho đội trồng cây.\n    roles: [execute]\n"
    old = edited(compiled(), ("responsibilities:\n", f"responsibilities:\n{own}"))
    carried = carry_over(compiled(), old)
    assert planfile_text(carried.file) == planfile_text(old)
    assert "giữ sửa tay: R40 (Sở Y tế), do người thêm" in changes_text(carried)


def test_a_decision_that_the_new_words_end_is_named_with_what_it_said(compiled: Compiled) -> None:
    draft = BEFORE.replace("Số: 41/KH-UBND", "Số:     /KH-UBND")
    file = compiled(draft)
    question = next(each for each in open_questions_of(file) if each.about == "plan.number")
    old = decide(file, question.id, answer="40/KH-UBND", **RECORD)
    carried = carry_over(compiled(), old)
    assert carried.file.plan.number == "41/KH-UBND"
    assert [each.answer for each in carried.lapsed] == ["40/KH-UBND"]
    assert "hết hiệu lực" in changes_text(carried) and "40/KH-UBND (Hoàng Lê)" in changes_text(carried)


def test_a_remark_and_a_question_that_a_person_deleted_stay_away(compiled: Compiled) -> None:
    file = compiled(BEFORE + "\nCác tổ chức liên quan thuộc ngành có thể tham gia.\n")
    plain = file.model_dump(by_alias=True)
    plain["notes"] = [{"code": "D106", "says": "Hỏi thêm Tỉnh đoàn."}]
    old = read_planfile(planfile_text(file.replaced(plain)))
    carried = carry_over(compiled(BEFORE + "\nCác tổ chức liên quan thuộc ngành có thể tham gia.\n"), old)
    assert carried.file.notes == old.notes


def test_a_file_of_an_earlier_version_is_read_and_what_cannot_be_told_is_said(compiled: Compiled) -> None:
    plain = compiled().model_dump(by_alias=True) | {"compiled": None}
    old = edited(compiled().replaced(plain), ("rule: by:2027-05-20", "rule: by:2027-05-10"))
    assert "compiled:" not in planfile_text(old)
    same = carry_over(compiled(), old)
    assert duty(same.file, "cuộc thi").due.rule == "by:2027-05-10", "the same document: what differs is an edit"
    other = carry_over(compiled(BEFORE.replace("lập sổ", "lập nhật ký")), old)
    assert other.unsure and "không phân biệt được" in changes_text(other)
    assert ("changed", "R4.due") in {(each.kind, each.about) for each in other.changes}
    assert other.file.compiled, "from now on there is a record"


def test_a_replacement_over_the_whole_file_does_not_reach_the_record(compiled: Compiled) -> None:
    text = planfile_text(compiled()).replace("Sở Tài chính", "Sở Y tế")
    carried = carry_over(compiled(), read_planfile(text))
    assert duty(carried.file, "Bố trí kinh phí").holder == "Sở Y tế"
    assert planfile_text(carried.file) == text


def test_edges_follow_the_document_and_those_of_a_person_stay(compiled: Compiled) -> None:
    file = compiled()
    own = "  - kind: guides\n    source: R3\n    target: R6\n    basis: decided\n"
    old = edited(file, ("\nedges:\n", f"\nedges:\n{own}"))
    new = BEFORE.replace("báo cáo Sở Nông nghiệp và Môi trường trước", "báo cáo Sở Giáo dục và Đào tạo trước")
    carried = carry_over(compiled(new), old)
    assert [edge.target for edge in carried.file.edges if edge.basis == "decided"] == ["R6"]
    reports = {(edge.source, edge.target) for edge in carried.file.edges if edge.kind == "reports_to"}
    fresh = {(edge.source, edge.target) for edge in compiled(new).edges if edge.kind == "reports_to"}
    assert reports == fresh and reports != {(e.source, e.target) for e in file.edges if e.kind == "reports_to"}


def test_an_event_keeps_its_edit_though_duties_before_it_shift_its_number(compiled: Compiled) -> None:
    told = "- Báo cáo Ủy ban nhân dân tỉnh trong 3 ngày kể từ khi xảy ra cháy rừng.\n"
    before = BEFORE.replace("3. Sở Tài chính\n", f"{told}3. Sở Tài chính\n")
    file = compiled(before)
    assert file.regime is not None and [each.key for each in file.regime.events] == ["E1"]
    old = edited(file, ("within: 3\n", "within: 2\n"))
    earlier = "- Báo cáo Ủy ban nhân dân tỉnh trong 5 ngày kể từ khi cây giống bị bệnh.\n"
    carried = carry_over(compiled(before.replace("- Theo dõi, đôn đốc", f"{earlier}- Theo dõi, đôn đốc")), old)
    assert carried.file.regime is not None
    held = {each.key: (each.within, each.duties) for each in carried.file.regime.events}
    fire = next(each.id for each in carried.file.responsibilities if "cháy rừng" in each.text)
    assert held["E1"] == (2, [fire]) and held["E2"][0] == 5
    assert carried.asked == []


def test_the_plan_of_the_next_year_asks_nothing_about_the_days_of_the_last(compiled: Compiled) -> None:
    old = edited(compiled(), ("rule: by:2027-05-20", "rule: by:2027-05-10"), ("due: 2027-03-18", "due: 2027-03-16"))
    carried = carry_over(compiled(BEFORE.replace("2027", "2028")), old)
    assert carried.asked == []
    assert duty(carried.file, "cuộc thi").due.rule == "by:2028-05-20"
    assert {each.due.year for each in carried.file.regime.periods} == {2028}  # type: ignore[union-attr]
    assert "10/5/2027 → chậm nhất 20/5/2028" in changes_text(carried)


def test_a_long_text_is_shown_where_it_differs(compiled: Compiled) -> None:
    carried = carry_over(compiled(BEFORE.replace("20 tháng 5", "22 tháng 5")), compiled())
    line = next(each for each in changes_text(carried).splitlines() if "nội dung" in each)
    assert "ngày 20 tháng 5" in line and "ngày 22 tháng 5" in line
    long = BEFORE.replace("cuộc thi vẽ tranh", f"cuộc thi {'rất lớn ' * 40}vẽ tranh")
    carried = carry_over(
        compiled(long.replace("trước ngày 20 tháng 5", "trong tháng 6, trước ngày 20 tháng 6")), compiled(long)
    )
    line = next(each for each in changes_text(carried).splitlines() if "nội dung" in each)
    assert len(line) < 500 and "trong tháng 6" in line


def test_a_duty_made_by_answering_who_does_it_goes_on_and_ends_with_its_sentence(compiled: Compiled) -> None:
    bare = BEFORE.replace(
        "4. Ủy ban nhân dân các xã",
        "4. Trồng bổ sung cây chết trước ngày 10 tháng 9 năm 2027.\n5. Ủy ban nhân dân các xã",
    )
    file = compiled(bare)
    question = next(each for each in open_questions_of(file) if each.draft is not None)
    old = read_planfile(planfile_text(decide(file, question.id, answer="Hạt Kiểm lâm", **RECORD)))
    made = duty(old, "cây chết")
    assert planfile_text(carry_over(compiled(bare), old).file) == planfile_text(old)
    shifted = bare.replace("- Theo dõi, đôn đốc", "- Công bố số cây đã trồng.\n- Theo dõi, đôn đốc")
    carried = carry_over(compiled(shifted), old)
    held = duty(carried.file, "cây chết")
    assert (held.id, held.holder, held.due) == (made.id, "Hạt Kiểm lâm", made.due)
    assert held.source.start > made.source.start, "its place is that in the new text"
    assert [each.kind for each in carried.changes if each.about.startswith("R")] == ["added"]
    gone = carry_over(compiled(), old)
    assert not [each for each in gone.file.responsibilities if "cây chết" in each.text]
    assert [each.answer for each in gone.lapsed] == ["Hạt Kiểm lâm"]
    assert "hết hiệu lực" in changes_text(gone)


def test_a_copied_duty_that_kept_its_id_is_refused_with_its_line_and_never_lost(compiled: Compiled) -> None:
    text = planfile_text(compiled())
    start = text.index("  - id: R3\n")
    block = text[start : text.index("  - id: R4\n")]
    copied = text.replace(block, block + block.replace("Hướng dẫn các trường", "Kiểm tra các trường"), 1)
    with pytest.raises(TwiceNamedError) as refused:
        carry_over(compiled(), read_planfile(copied))
    second = copied[: copied.index("  - id: R3\n", start + 5)].count("\n") + 1
    assert "R3" in refused.value.reason
    assert f"responsibilities.R3 (dòng {second})" == refused.value.place
    assert refused.value.remedy


def test_a_copied_duty_with_an_id_of_its_own_goes_on(compiled: Compiled) -> None:
    text = planfile_text(compiled())
    block = text[text.index("  - id: R3\n") : text.index("  - id: R4\n")]
    added = block.replace("id: R3", "id: R20").replace("Hướng dẫn các trường", "Kiểm tra các trường")
    carried = carry_over(compiled(), read_planfile(text.replace(block, block + added, 1)))
    assert {"R3", "R20"} <= {duty.id for duty in carried.file.responsibilities}


def test_a_graph_edited_by_hand_stays_edited_when_the_document_changes(compiled: Compiled) -> None:
    to = "    reports_to:\n      - Sở Nông nghiệp và Môi trường\n"
    old = edited(compiled(), (to, to.replace("Sở Nông nghiệp và Môi trường", "Sở Tài chính")))
    corrected = BEFORE.replace("báo cáo Sở Nông nghiệp và Môi trường trước", "báo cáo Sở Tài chính trước")
    for text in (BEFORE, BEFORE.replace("20 tháng 5", "22 tháng 5"), corrected):
        carried = read_planfile(planfile_text(carry_over(compiled(text), old).file))
        assert {ends(edge) for edge in linked(carried)} == {ends(edge) for edge in edges_of(carried.responsibilities)}
        reports = {edge.target for edge in linked(carried) if edge.kind == "reports_to"}
        assert "Sở Tài chính" in reports and "Sở Nông nghiệp và Môi trường" not in reports
