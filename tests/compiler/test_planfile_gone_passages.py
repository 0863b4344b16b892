"""A duty that a person made of a passage or copied by hand, and a document or a file in which its place is another's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from compiler.asks.check import check
from compiler.document import compile_document
from compiler.planfile.against import carry_over
from compiler.planfile.decide import decide
from compiler.planfile.links import ends, linked
from compiler.planfile.model import PlanFile
from compiler.planfile.read import read_planfile
from compiler.planfile.write import planfile_text
from compiler.result import Responsibility
from compiler.rounds.pattern import edges_of

TEXT = """ỦY BAN NHÂN DÂN TỈNH SƠN HÀ

Số: 58/KH-UBND

Sơn Hà, ngày 09 tháng 02 năm 2027

KẾ HOẠCH

Nạo vét lòng hồ năm 2027

II. NỘI DUNG

- Những đoạn cạn thì Sở Tài chính thuê ba tàu hút túc trực.

III. TỔ CHỨC THỰC HIỆN

1. Sở Xây dựng

- Theo dõi, đôn đốc, tổng hợp báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12/2027.

2. Sở Y tế

- Phối hợp với Sở Xây dựng cấp thuốc cho người nạo vét.
"""
PASSAGE = "- Những đoạn cạn thì Sở Tài chính thuê ba tàu hút túc trực.\n\n"
RECORD: dict[str, Any] = {"by": "Lê Thị Mận", "why": "biên bản họp", "at": datetime(2027, 2, 20, 3, tzinfo=UTC)}
Compile = Callable[..., PlanFile]


@pytest.fixture
def compiled(tmp_path: Path) -> Compile:
    def of(text: str = TEXT) -> PlanFile:
        path = tmp_path / "ke-hoach.txt"
        path.write_text(text, "utf-8")
        return compile_document(path)

    return of


def made(file: PlanFile) -> PlanFile:
    """The file with a duty of Sở Tài chính, made of the passage that names it amid its sentence."""
    note = next(note for note in file.notes if note.draft and "tàu hút" in (note.quote or ""))
    return decide(file, note.ref, answer="Sở Tài chính", **RECORD)


def of(file: PlanFile, holder: str) -> list[Responsibility]:
    return [duty for duty in file.responsibilities if duty.holder == holder]


def with_duty(file: PlanFile, duty: Responsibility) -> PlanFile:
    whole = file.changed(responsibilities=[each.model_dump(by_alias=True) for each in (*file.responsibilities, duty)])
    return read_planfile(planfile_text(whole))


def test_a_decided_duty_whose_passage_is_gone_is_asked_about_and_points_nowhere(compiled: Compile) -> None:
    old = made(compiled())
    carried = carry_over(compiled(TEXT.replace(PASSAGE, "- Nạo vét theo từng đoạn.\n\n")), old)
    (duty,) = of(carried.file, "Sở Tài chính")
    assert duty.source is None
    (asked,) = carried.asked
    assert (asked.code, asked.sets) == ("D259", f"responsibilities.{duty.id}")
    kept = decide(carried.file, asked.id, answer="giữ", **RECORD)
    assert [each.text for each in of(kept, "Sở Tài chính")] == [duty.text]
    assert not of(decide(carried.file, asked.id, accept=True, **RECORD), "Sở Tài chính")


def test_it_is_asked_about_once_and_stays_asked_until_somebody_decides(compiled: Compile) -> None:
    now = TEXT.replace(PASSAGE, "")
    first = carry_over(compiled(now), made(compiled())).file
    again = carry_over(compiled(now.replace("cấp thuốc", "cấp đủ thuốc")), first)
    assert [each.code for each in again.asked] == ["D259"]
    kept = decide(first, next(each.id for each in first.questions if each.code == "D259"), answer="giữ", **RECORD)
    last = carry_over(compiled(now), kept)
    assert not last.asked and len(of(last.file, "Sở Tài chính")) == 1


def test_a_decided_duty_whose_passage_stands_goes_on_with_its_new_place(compiled: Compile) -> None:
    moved = compiled(TEXT.replace("II. NỘI DUNG", "I. MỤC ĐÍCH\n\n- Hồ đủ nước.\n\nII. NỘI DUNG"))
    old = made(compiled())
    carried = carry_over(moved, old)
    (before,), (duty,) = of(old, "Sở Tài chính"), of(carried.file, "Sở Tài chính")
    assert not carried.asked
    assert duty.source and before.source and duty.source.start > before.source.start


def test_a_copied_duty_with_the_place_of_its_original_is_warned_of(compiled: Compile) -> None:
    file = compiled()
    first = file.responsibilities[0]
    copied = with_duty(file, first.model_copy(update={"id": "R90", "holder": "Sở Công Thương"}))
    (said,) = [each for each in check(copied) if each.code == "D260"]
    assert (said.about, "R90 (Sở Công Thương)" in said.message) == ("responsibilities.R90.source", True)
    bare = with_duty(file, first.model_copy(update={"id": "R90", "holder": "Sở Công Thương", "source": None}))
    assert not [each for each in check(bare) + check(file) + check(made(file)) if each.code == "D260"]


def test_a_copied_duty_has_no_place_in_a_corrected_document(compiled: Compile) -> None:
    file = compiled()
    own = file.responsibilities[0].model_copy(
        update={"id": "R90", "holder": "Sở Công Thương", "text": "Cho mượn máy bơm."}
    )
    carried = carry_over(compiled(TEXT.replace(PASSAGE, "")), with_duty(file, own))
    (duty,) = of(carried.file, "Sở Công Thương")
    assert duty.source is None


def edited(file: PlanFile, id_: str, **fields: Any) -> PlanFile:
    duties = [
        each.model_copy(update=fields if each.id == id_ else {}).model_dump(by_alias=True)
        for each in file.responsibilities
    ]
    return read_planfile(planfile_text(file.changed(responsibilities=duties)))


def test_no_edge_to_whom_a_duty_reported_between_two_edits_and_a_decision_is_left(compiled: Compile) -> None:
    file = edited(compiled(), "R1", reports_to=["Sở Công Thương"])
    file = edited(made(file), "R1", reports_to=["Thanh tra tỉnh"])
    assert {ends(edge) for edge in linked(file)} == {ends(edge) for edge in edges_of(file.responsibilities)}
    assert not [each for each in check(file) if each.code == "D222"]


def test_no_edge_of_a_decided_duty_that_is_edited_later_is_left_in_a_corrected_document(compiled: Compile) -> None:
    asking = TEXT.replace("túc trực.", "túc trực, báo cáo Sở Công Thương.")
    now = carry_over(compiled(asking.replace("cấp thuốc", "cấp đủ thuốc")), made(compiled(asking))).file
    (duty,) = of(now, "Sở Tài chính")
    assert duty.reports_to == ["Sở Công Thương"]
    file = edited(now, duty.id, reports_to=["Thanh tra tỉnh"])
    assert {ends(edge) for edge in linked(file)} == {ends(edge) for edge in edges_of(file.responsibilities)}
