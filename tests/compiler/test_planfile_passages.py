"""Passages that name nobody, or name somebody in a way that no rule reads: a person's answer makes duties of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from compiler.asks.check import check, open_questions_of
from compiler.document import compile_document
from compiler.planfile.against import carry_over
from compiler.planfile.decide import DecisionError, accept_all, decide
from compiler.planfile.model import PlanFile, Question
from compiler.planfile.read import read_planfile
from compiler.planfile.write import planfile_text
from compiler.result import Responsibility, Role

HEAD = """ỦY BAN NHÂN DÂN TỈNH SƠN HÀ

Số: 57/KH-UBND

Sơn Hà, ngày 09 tháng 02 năm 2027

KẾ HOẠCH

Phòng, chống sạt lở bờ sông năm 2027

I. MỤC ĐÍCH

- Giữ an toàn cho dân cư ven sông.

"""
HELD = "1. Sở Xây dựng\n\n- Theo dõi, đôn đốc, tổng hợp báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12/2027.\n\n"
LIST = (
    "IV. BIỆN PHÁP TỔ CHỨC THỰC HIỆN\n\n"
    "- Cắm biển cảnh báo ở các đoạn xung yếu trước ngày 30 tháng 4 năm 2027.\n\n"
    "- Phối hợp với Sở Tài chính lập dự toán kè tạm.\n\n"
)
NAMED = "- Những đoạn xung yếu thì Sở Tài chính thuê ba xe múc túc trực.\n\n"
RECORD = {"by": "Lê Thị Mận", "why": "biên bản họp giao ban", "at": datetime(2027, 2, 20, 3, tzinfo=UTC)}
Compile = Callable[..., PlanFile]


@pytest.fixture
def compiled(tmp_path: Path) -> Compile:
    def of(body: str, *, content: str = "") -> PlanFile:
        path = tmp_path / "ke-hoach.txt"
        content = "II. NỘI DUNG\n\n- Nâng cao ý thức phòng, chống thiên tai.\n\n" + content
        path.write_text(HEAD + content + "III. TỔ CHỨC THỰC HIỆN\n\n" + HELD + body, "utf-8")
        return compile_document(path)

    return of


def listed(file: PlanFile) -> Question:
    return next(question for question in file.questions if question.code == "D108")


def duties(file: PlanFile, holder: str) -> list[Responsibility]:
    return [duty for duty in file.responsibilities if duty.holder == holder]


def test_the_body_that_does_a_list_has_one_duty_for_each_of_its_items(compiled: Compile) -> None:
    file = compiled(LIST)
    signs, money = duties(decide(file, listed(file).id, answer="Chi cục Thủy lợi", **RECORD), "Chi cục Thủy lợi")
    assert signs.text == "Cắm biển cảnh báo ở các đoạn xung yếu trước ngày 30 tháng 4 năm 2027."
    assert (signs.basis, signs.due and signs.due.rule, signs.group) == ("decided", "by:2027-04-30", False)
    assert (money.with_, Role.COOPERATE in money.roles) == (["Sở Tài chính"], True)
    assert signs.source and money.source and signs.source.end < money.source.start


def test_a_class_of_bodies_that_does_a_list_is_a_group(compiled: Compile) -> None:
    file = compiled(LIST)
    made = duties(decide(file, listed(file).id, answer="UBND các xã ven sông", **RECORD), "UBND các xã ven sông")
    assert [duty.group for duty in made] == [True, True]


def test_a_list_that_is_general_content_leaves_no_duty_and_no_remark(compiled: Compile) -> None:
    file = compiled(LIST)
    assert [each.code for each in check(file)].count("D106") == 1
    left = decide(file, listed(file).id, answer="bỏ", **RECORD)
    assert left.responsibilities == file.responsibilities
    assert not [each for each in check(left) if each.code in ("D106", "D108")]


@pytest.mark.parametrize("body", [LIST, "2. Dọn sạch lòng suối trước mùa lũ.\n\n3. Sở Y tế\n\n- Cấp thuốc.\n"])
def test_words_that_name_no_body_do_not_answer_who_does_it(compiled: Compile, body: str) -> None:
    file = compiled(body)
    asked = next(each for each in open_questions_of(file) if each.code in ("D102", "D108"))
    with pytest.raises(DecisionError) as refused:
        decide(file, asked.id, answer="linh tinh abc", **RECORD)
    assert "linh tinh abc" in refused.value.reason
    with pytest.raises(DecisionError) as refused:
        decide(file, asked.id, accept=True, **RECORD)
    assert "cần tên cơ quan" in refused.value.reason


def test_a_name_that_does_not_look_like_one_may_be_insisted_on(compiled: Compile) -> None:
    file = compiled(LIST)
    made = decide(file, listed(file).id, answer="cơ quan: Nhóm 4C", **RECORD)
    assert len(duties(made, "Nhóm 4C")) == 2


def test_the_duties_of_an_answered_list_go_on_in_the_corrected_document(compiled: Compile) -> None:
    file = compiled(LIST)
    old = read_planfile(planfile_text(decide(file, listed(file).id, answer="Chi cục Thủy lợi", **RECORD)))
    assert planfile_text(carry_over(compiled(LIST), old).file) == planfile_text(old)
    shifted = carry_over(compiled("- Công bố bản đồ các đoạn sạt lở.\n\n" + LIST), old)
    was, now = duties(old, "Chi cục Thủy lợi"), duties(shifted.file, "Chi cục Thủy lợi")
    assert [(duty.id, duty.text, duty.due) for duty in now] == [(duty.id, duty.text, duty.due) for duty in was]
    assert all(
        one.source and two.source and one.source.start < two.source.start for one, two in zip(was, now, strict=True)
    )
    assert not [each for each in open_questions_of(shifted.file) if each.code == "D108"]


@pytest.mark.parametrize(
    "now",
    ["", LIST.replace("lập dự toán kè tạm", "rà soát quy hoạch kè"), LIST + "- Diễn tập sơ tán.\n\n"],
    ids=["gone", "reworded", "longer"],
)
def test_the_answer_to_a_list_ends_with_the_list_that_it_was_given_for(compiled: Compile, now: str) -> None:
    file = compiled(LIST)
    old = decide(file, listed(file).id, answer="Chi cục Thủy lợi", **RECORD)
    carried = carry_over(compiled(now), old)
    assert not duties(carried.file, "Chi cục Thủy lợi")
    assert [each.answer for each in carried.lapsed] == ["Chi cục Thủy lợi"]
    assert any(each.code == "D108" for each in open_questions_of(carried.file)) == bool(now)


def test_a_table_that_could_not_be_read_is_not_answered_by_a_word(compiled: Compile) -> None:
    table = "PHỤ LỤC\n\n| STT | Đơn vị thực hiện | Ghi chú |\n| 1 | Sở Y tế | đã nhận |\n| 2 | Sở Nội vụ | đã nhận |\n"
    file = compiled(table)
    asked = next(each for each in file.questions if each.code == "D109")
    with pytest.raises(DecisionError, match="chưa đưa nhiệm vụ nào của bảng"):
        decide(file, asked.id, answer="Sở Y tế", **RECORD)
    assert decide(file, asked.id, answer="bỏ", **RECORD).responsibilities == file.responsibilities
    own = file.responsibilities[0].model_copy(update={"id": "R90", "holder": "Sở Y tế", "text": "Nhận vật tư."})
    added = file.changed(responsibilities=[each.model_dump() for each in [*file.responsibilities, own]])
    assert asked.id not in {each.id for each in open_questions_of(decide(added, asked.id, answer="đã thêm", **RECORD))}


def remark(file: PlanFile) -> str:
    return next(note.ref for note in file.notes if note.code in ("D101", "D114"))


def test_a_sentence_that_is_no_duty_is_dismissed_by_one_decision_and_stays_so(compiled: Compile) -> None:
    file = compiled("", content=NAMED)
    ref = remark(file)
    code = ref.partition(":")[0]
    assert code in {each.code for each in check(file)}
    old = read_planfile(planfile_text(decide(file, ref, answer="bỏ", **RECORD)))
    note = next(note for note in old.notes if note.ref == ref)
    assert (note.answer, note.decided_by, note.why) == ("bỏ", "Lê Thị Mận", "biên bản họp giao ban")
    assert code not in {each.code for each in check(old)}
    assert old.responsibilities == file.responsibilities
    again = carry_over(compiled(LIST, content=NAMED), old).file
    assert [each.decided_by for each in again.notes if each.code == code] == ["Lê Thị Mận"]
    assert code not in {each.code for each in check(again)}
    with pytest.raises(DecisionError, match="Lê Thị Mận đã quyết định"):
        decide(old, ref, answer="bỏ", **RECORD)


@pytest.mark.parametrize("answer", [None, "Sở Tài chính", "Sở Xây dựng"])
def test_a_sentence_that_is_a_duty_becomes_one_by_one_decision(compiled: Compile, answer: str | None) -> None:
    file = compiled(LIST, content=NAMED)
    old = decide(file, remark(file), accept=answer is None, answer=answer, **RECORD)
    made = old.responsibilities[-1]
    assert (made.holder, made.basis) == (answer or "Sở Tài chính", "decided")
    assert "ba xe múc" in made.text and made.source
    taken = {draft["id"] for question in file.questions for draft in question.drafts}
    assert made.id not in taken | {duty.id for duty in file.responsibilities}
    both = accept_all(decide(old, listed(old).id, answer="Chi cục Thủy lợi", **RECORD), **RECORD)
    assert len({duty.id for duty in both.responsibilities}) == len(both.responsibilities)
    shifted = carry_over(compiled(LIST, content="- Công bố bản đồ.\n\n" + NAMED), old).file
    moved = next(duty for duty in shifted.responsibilities if duty.id == made.id)
    assert moved.source and moved.source.start > made.source.start


def test_a_code_that_stands_at_two_places_is_no_name(compiled: Compile) -> None:
    file = compiled("", content=NAMED + NAMED.replace("ba xe múc", "năm xe tải"))
    code = remark(file).partition(":")[0]
    with pytest.raises(DecisionError) as refused:
        decide(file, code, answer="bỏ", **RECORD)
    assert refused.value.remedy and remark(file) in refused.value.remedy


def test_who_is_only_encouraged_is_requested_and_who_is_to_encourage_is_ordered(compiled: Compile) -> None:
    text = "Khuyến khích các doanh nghiệp ven sông góp xe chở đá"
    own = compiled(f"2. Các doanh nghiệp\n\n- {text}.\n\n- Giữ sạch bến bãi.\n\n3. Sở Tài chính\n\n- {text}.\n\n")
    assert [duty.requested for duty in duties(own, "Các doanh nghiệp")] == [True, False]
    assert [duty.requested for duty in duties(own, "Sở Tài chính")] == [False]
    firm = compiled(f"2. Các doanh nghiệp\n\n- {text}; các doanh nghiệp phải báo cáo số chuyến.\n\n")
    assert [duty.requested for duty in duties(firm, "Các doanh nghiệp")] == [False]


@pytest.mark.parametrize(("answer", "requested"), [("các doanh nghiệp", True), ("Sở Công Thương", False)])
def test_an_encouraged_passage_that_a_person_gives_to_somebody_is_a_request_to_those_encouraged(
    compiled: Compile, answer: str, requested: bool
) -> None:
    file = compiled("", content="- Khuyến khích các doanh nghiệp ven sông góp xe chở đá.\n\n")
    (note,) = [note for note in file.notes if note.code == "D101"]
    (duty,) = duties(decide(file, note.ref, answer=answer, **RECORD), answer)
    assert duty.requested is requested
