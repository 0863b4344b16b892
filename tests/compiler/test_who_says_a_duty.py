"""A duty that a person decided or edited says so (DESIGN, decision 6): in the plan file, in what is drawn and launched."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from compiler.asks.check import with_questions
from compiler.compile import compile_text
from compiler.planfile.bases import with_bases
from compiler.planfile.compiled import as_compiled, plan_file
from compiler.planfile.decide import decide
from compiler.planfile.model import PlanFile, SourceFile
from compiler.planfile.read import read_planfile
from compiler.planfile.write import planfile_text
from compiler.result import Responsibility

TEXT = """ỦY BAN NHÂN DÂN
TỈNH HÒA AN
Số: 12/KH-UBND
Hòa An, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Nạo vét kênh mương năm 2026

II. TỔ CHỨC THỰC HIỆN

1. Sở Nội vụ

- Vớt bèo kênh Ba Xã trước Tết Nguyên đán 2026.

- Đắp bờ kênh Bảy Xã trước Tết Nguyên đán 2026.

- Sơn cống đầu kênh trước ngày 30/6/2026.
"""
BY: dict[str, Any] = {"by": "Trần Văn Kênh", "why": "theo lịch nghỉ Tết", "at": datetime(2026, 1, 6, tzinfo=UTC)}


def plan() -> PlanFile:
    file = plan_file(compile_text(TEXT), SourceFile(file="ke-hoach.txt", sha256="0" * 64))
    return read_planfile(planfile_text(with_questions(file)))


def bases(duties: list[Responsibility]) -> dict[str, str]:
    return {duty.id: duty.basis for duty in duties}


def decided(file: PlanFile) -> PlanFile:
    asked = next(each for each in file.questions if each.code == "D137")
    return decide(file, asked.id, accept=True, **BY)


def test_what_no_person_touched_is_stated() -> None:
    assert set(bases(plan().responsibilities).values()) == {"stated"}


def test_a_duty_whose_day_was_decided_says_so_with_all_that_share_the_day() -> None:
    assert bases(decided(plan()).responsibilities) == {"R1": "decided", "R2": "decided", "R3": "stated"}


def test_the_plan_file_that_is_written_says_it_too() -> None:
    written = planfile_text(decided(plan()))
    assert written.count("basis: decided") == 2
    assert bases(read_planfile(written).responsibilities)["R1"] == "decided"


def test_an_edit_by_hand_is_a_person_s_and_reading_it_changes_no_line() -> None:
    text = planfile_text(plan()).replace("by:2026-06-30", "by:2026-07-15")
    file = read_planfile(text)
    assert planfile_text(file) == text
    assert bases(with_bases(file).responsibilities)["R3"] == "decided"
    assert bases(as_compiled(file).responsibilities)["R3"] == "decided"
    assert bases(decided(file).responsibilities)["R3"] == "decided"


def test_a_duty_added_by_hand_is_a_person_s() -> None:
    file = plan()
    plain = file.model_dump(by_alias=True)
    plain["responsibilities"].append({**plain["responsibilities"][2], "id": "R9", "source": None, "holder": "Sở Y tế"})
    assert bases(with_bases(file.replaced(plain)).responsibilities)["R9"] == "decided"


def test_a_file_without_a_record_is_left_as_it_is() -> None:
    file = plan().model_copy(update={"compiled": None})
    assert with_bases(file) is file
