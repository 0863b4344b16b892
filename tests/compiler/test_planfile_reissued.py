"""A plan that is issued anew as a whole: what was due before its new day goes on, and is no error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from compiler.asks.check import check, open_questions_of
from compiler.planfile.against import carry_over
from compiler.planfile.decide import accept_all
from compiler.planfile.model import PlanFile
from compiler.planfile.read import read_planfile
from compiler.planfile.write import planfile_text
from compiler.result import Due, Responsibility, Role

MakePlan = Callable[..., PlanFile]
RECORD: dict[str, Any] = {"by": "Lê Hà", "why": "theo lệ", "at": datetime(2026, 11, 21, 2, tzinfo=UTC)}
FIRST, AGAIN = date(2027, 1, 8), date(2027, 4, 20)
FUND = Responsibility(
    id="R1",
    holder="Sở Tài chính",
    text="Bố trí kinh phí thực hiện Kế hoạch trước ngày 31/3/2027.",
    roles=[Role.FUND],
    due=Due(text="trước ngày 31/3/2027", rule="by:2027-03-31"),
)
REPORT = Responsibility(
    id="R2",
    holder="Sở Y tế",
    text="Hằng quý báo cáo Sở Nội vụ trước ngày 20 của tháng cuối quý.",
    roles=[Role.REPORT],
    reports_to=["Sở Nội vụ"],
    due=Due(text="hằng quý, trước ngày 20 của tháng cuối quý", rule="quarterly:20"),
)


@pytest.fixture
def running(make_plan: MakePlan) -> PlanFile:
    """The plan of January, settled: rounds of all four quarters."""
    file = accept_all(make_plan(duties=(FUND, REPORT), issued_on=FIRST), **RECORD)
    return read_planfile(planfile_text(file))


def again(make_plan: MakePlan, *duties: Responsibility, issued_on: date = AGAIN) -> PlanFile:
    return make_plan(duties=duties or (FUND, REPORT), issued_on=issued_on, number="52/KH-UBND")


def keys(file: PlanFile) -> list[str]:
    return [period.key for period in file.regime.periods] if file.regime else []


def codes(file: PlanFile) -> list[str]:
    return [finding.code for finding in check(file)]


def test_a_duty_that_stands_unchanged_may_be_due_before_the_new_day(make_plan: MakePlan, running: PlanFile) -> None:
    carried = carry_over(again(make_plan), running).file
    assert not {"D220", "D210"} & set(codes(carried))
    assert carried.amends is not None
    assert (carried.amends.number, carried.amends.issued_on) == (running.plan.number, FIRST)
    assert carried.amends.duties == ["R1"]
    assert read_planfile(planfile_text(carried)).amends == carried.amends
    assert "D220" in codes(again(make_plan)), "without the plan before it, such a day is a slip"


def test_a_duty_that_is_new_or_got_such_a_day_is_an_error_still(make_plan: MakePlan, running: PlanFile) -> None:
    earlier = FUND.model_copy(update={"due": Due(text="trước ngày 28/2/2027", rule="by:2027-02-28")})
    assert "D220" in codes(carry_over(again(make_plan, earlier, REPORT), running).file)
    new = FUND.model_copy(update={"id": "R9", "holder": "Công an tỉnh", "text": "Cử cán bộ tham gia đoàn kiểm tra."})
    assert "D220" in codes(carry_over(again(make_plan, FUND, REPORT, new), running).file)


def test_rounds_before_the_new_day_stay(make_plan: MakePlan, running: PlanFile) -> None:
    assert "2027-Q1" in keys(running) and "2027-Q1" not in keys(again(make_plan))
    carried = carry_over(again(make_plan), running)
    assert keys(carried.file) == keys(running)
    assert not [each for each in carried.changes if each.about.startswith("regime")]
    assert open_questions_of(carried.file) == []


def test_rounds_of_another_year_or_of_other_words_do_not(make_plan: MakePlan, running: PlanFile) -> None:
    monthly = REPORT.model_copy(
        update={
            "text": "Hằng tháng báo cáo Sở Nội vụ trước ngày 20 hằng tháng.",
            "due": Due(text="hằng tháng, trước ngày 20 hằng tháng", rule="monthly:20"),
        }
    )
    other = carry_over(again(make_plan, FUND, monthly), running).file
    assert "2027-Q1" in keys(other), "what was asked before the new day was asked by the old words"
    assert "2027-Q3" not in keys(other)


def test_what_was_carried_once_is_carried_on_by_the_next_amendment(make_plan: MakePlan, running: PlanFile) -> None:
    second = read_planfile(planfile_text(carry_over(again(make_plan), running).file))
    third = carry_over(again(make_plan, issued_on=date(2027, 8, 2)), second).file
    assert not {"D220", "D210"} & set(codes(third))
    assert keys(third) == keys(running)
    assert third.amends is not None and third.amends.duties == ["R1"]


def test_a_corrected_copy_of_the_same_day_amends_nothing(make_plan: MakePlan, running: PlanFile) -> None:
    carried = carry_over(make_plan(duties=(FUND, REPORT), issued_on=FIRST), running)
    assert carried.file.amends is None
