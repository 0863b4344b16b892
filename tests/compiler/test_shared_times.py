"""One time in the text that holds for several duties is asked about once, and its answer is the answer for all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from compiler.compile import compile_text
from compiler.document import compile_document
from compiler.planfile.decide import decide
from compiler.planfile.model import PlanFile

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HÒA AN
Số: 15/KH-UBND
Hòa An, ngày 03 tháng 02 năm 2026

KẾ HOẠCH
Dọn dẹp kênh mương năm 2026

II. TỔ CHỨC THỰC HIỆN

"""
FIELD = """1. Sở Y tế

a) Rà soát cống thoát nước.

b) Phun thuốc dọc kênh.

c) Lập sổ theo dõi.

d) Thời gian: Trước ngày 31/6/2026.

2. Sở Nội vụ

- Nạo vét kênh chính trước ngày 31/6/2026.
"""
RECORD: dict[str, Any] = {"by": "Lê Thị Mận", "why": "biên bản họp", "at": datetime(2026, 2, 20, 3, tzinfo=UTC)}
Compile = Callable[[str], PlanFile]


@pytest.fixture
def compiled(tmp_path: Path) -> Compile:
    def of(body: str) -> PlanFile:
        path = tmp_path / "ke-hoach.txt"
        path.write_text(HEAD + body, "utf-8")
        return compile_document(path)

    return of


def rules(file: PlanFile) -> dict[str, str]:
    return {duty.id: duty.due.rule for duty in file.responsibilities if duty.due and duty.basis != "assumed"}


def test_a_day_of_no_calendar_in_one_place_is_one_question_that_names_all_its_duties() -> None:
    found = [each for each in compile_text(HEAD + FIELD).diagnostics if each.code == "D133"]
    assert [(each.about, each.quote) for each in found] == [("R1.due", "31/6/2026"), ("R4.due", "31/6/2026")]
    assert "R2, R3" in found[0].message and "R1" not in found[1].message
    assert len({each.source.start for each in found if each.source}) == 2


def test_its_answer_is_that_of_all_duties_that_the_words_time(compiled: Compile) -> None:
    file = compiled(FIELD)
    asked = next(each for each in file.questions if each.code == "D133")
    assert asked.sets == "responsibilities.R1.due"
    settled = rules(decide(file, asked.id, accept=True, **RECORD))
    assert {settled[each] for each in ("R1", "R2", "R3")} == {"by:2026-06-30"}
    assert settled["R4"] == rules(file)["R4"], "it has a place and a question of its own"


def test_a_time_that_no_calendar_dates_is_answered_once_for_all(compiled: Compile) -> None:
    file = compiled("1. Sở Y tế\n\n- Phun thuốc trước Tết.\n\n- Sơn cống trước Tết.\n\n- Trực trong dịp hè.\n")
    asked = next(each for each in file.questions if each.code == "D137")
    settled = rules(decide(file, asked.id, answer="13/02/2026", **RECORD))
    assert settled["R1"] == settled["R2"] == "by:2026-02-13"


def test_what_was_edited_by_hand_in_between_is_left_alone(compiled: Compile) -> None:
    file = compiled(FIELD)
    duties = [each.model_dump(by_alias=True) for each in file.responsibilities]
    duties[1]["due"] = {"text": "Trước ngày 31/6/2026", "rule": "by:2026-05-20"}
    asked = next(each for each in file.questions if each.code == "D133")
    settled = rules(decide(file.changed(responsibilities=duties), asked.id, accept=True, **RECORD))
    assert (settled["R1"], settled["R2"], settled["R3"]) == ("by:2026-06-30", "by:2026-05-20", "by:2026-06-30")


@pytest.mark.parametrize("time", ["(thời gian: trước ngày 30/6/2026)", "(hạn: 30/6/2026)", "(trước ngày 30/6/2026)"])
def test_the_time_in_brackets_behind_a_holder_is_no_part_of_its_name_and_times_its_items(time: str) -> None:
    found = compile_text(f"{HEAD}1. Các sở, ban, ngành {time}\n\n- Rà soát cống.\n\n- Phun thuốc.\n").responsibilities
    assert [(duty.holder, duty.due and duty.due.rule) for duty in found] == [
        ("Các sở, ban, ngành", "by:2026-06-30"),
        ("Các sở, ban, ngành", "by:2026-06-30"),
    ]
