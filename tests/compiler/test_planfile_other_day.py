"""A document issued again on a later day, with a duty less: its rounds, its question on them, and what remarks name."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from compiler.asks.check import check, open_questions_of
from compiler.document import compile_document
from compiler.planfile.against import carry_over
from compiler.planfile.decide import accept_all, decide
from compiler.planfile.model import PlanFile, Question
from compiler.planfile.read import read_planfile
from compiler.planfile.write import planfile_text

RECORD: dict[str, Any] = {"by": "Lê Hà", "why": "theo lệ", "at": datetime(2026, 1, 27, 2, tzinfo=UTC)}
FIRST = """\
ỦY BAN NHÂN DÂN TỈNH SÔNG LAM
Số: 27/KH-UBND
Sông Lam, ngày 26 tháng 01 năm 2026

KẾ HOẠCH
Cải tạo chợ năm 2026 trên địa bàn tỉnh Sông Lam

III. TỔ CHỨC THỰC HIỆN
1. Sở Công Thương
a) Tổng hợp kết quả, báo cáo UBND tỉnh trước ngày 25 hằng tháng.
b) Bố trí sạp hàng tạm cho tiểu thương.
2. Sở Tài chính: Hướng dẫn các hộ kinh doanh dùng cân điện tử.
3. Sở Y tế: hằng tuần, vào chiều thứ Sáu, báo cáo số chợ đã khử trùng về Sở Công Thương để tổng hợp.
4. Các sở, ban, ngành: Báo cáo kết quả hằng tháng về Sở Công Thương trước ngày 20; riêng báo cáo tháng 5 trước ngày 28.
"""
LATER = FIRST.replace("ngày 26 tháng 01", "ngày 20 tháng 5")
SHORTER = LATER.replace("b) Bố trí sạp hàng tạm cho tiểu thương.\n", "")


@pytest.fixture
def first(tmp_path: Path) -> PlanFile:
    """The plan of January, its rounds still a question."""
    return read(compiled(tmp_path, FIRST))


def compiled(folder: Path, text: str) -> PlanFile:
    document = folder / "ke-hoach.txt"
    document.write_text(text, encoding="utf-8")
    return compile_document(document)


def read(file: PlanFile) -> PlanFile:
    return read_planfile(planfile_text(file))


def rounds(file: PlanFile) -> list[date]:
    return [period.due for period in file.regime.periods] if file.regime else []


def on_rounds(file: PlanFile) -> list[Question]:
    return [question for question in open_questions_of(file) if question.about == "regime"]


def test_rounds_that_nobody_had_settled_do_not_stay_before_the_new_day(first: PlanFile, tmp_path: Path) -> None:
    assert min(rounds(first)) < date(2026, 5, 20)
    carried = read(carry_over(compiled(tmp_path, LATER), first).file)
    assert rounds(carried) == rounds(compiled(tmp_path, LATER))
    assert min(rounds(carried)) > date(2026, 5, 20)


def test_the_question_on_the_rounds_stays_open_in_the_file_as_it_was_written(first: PlanFile, tmp_path: Path) -> None:
    carried = read(carry_over(compiled(tmp_path, LATER), first).file)
    (asked,) = on_rounds(carried)
    assert asked.code in {each.code for each in check(carried)}
    settled = decide(carried, asked.id, accept=True, **RECORD)
    assert "đã sửa" not in str(settled.questions[0].answer)
    assert rounds(settled) == rounds(carried)


def test_settled_rounds_stay_in_their_order_and_so_they_do_when_the_new_ones_are_accepted(
    first: PlanFile, tmp_path: Path
) -> None:
    running = read(accept_all(first, **RECORD))
    other_day = LATER.replace("trước ngày 20; riêng báo cáo tháng 5 trước ngày 28", "trước ngày 18")
    carried = read(carry_over(compiled(tmp_path, other_day), running).file)
    past = [due for due in rounds(running) if due <= date(2026, 5, 20)]
    assert past == [due for due in rounds(carried) if due <= date(2026, 5, 20)]
    (asked,) = on_rounds(carried)
    assert rounds(decide(carried, asked.id, accept=True, **RECORD)) == rounds(carried)


def test_remarks_and_questions_name_duties_as_the_file_does(first: PlanFile, tmp_path: Path) -> None:
    holders = {duty.id: duty.holder for duty in first.responsibilities}
    carried = carry_over(compiled(tmp_path, SHORTER), first).file
    last = next(duty for duty in carried.responsibilities if duty.holder == "Các sở, ban, ngành")
    assert holders[last.id] == last.holder
    (note,) = [note for note in carried.notes if note.code == "D135"]
    assert note.says.startswith(f"{last.id} (Các sở, ban, ngành)") and note.about == f"{last.id}.due"
    assert f"due của {last.id} " in (note.remedy or "")
    (asked,) = on_rounds(carried)
    weekly = next(duty.id for duty in carried.responsibilities if duty.holder == "Sở Y tế")
    assert f"chỉ hỏi {weekly} (Sở Y tế)" in asked.asks
