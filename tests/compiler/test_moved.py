"""A plan of one year moved to another: what is drafted anew, what moves, what stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compiler.asks.check import check
from compiler.planfile.decide import accept_all
from compiler.planfile.model import PlanFile
from compiler.planfile.write import planfile_text
from compiler.result import Due, Responsibility, Role, Severity
from compiler.rounds.moved import moved, moved_rule
from compiler.rounds.regime import draft_regime
from config.workdays import is_working_day
from tests.compiler.conftest import DUTIES

MakePlan = Callable[..., PlanFile]


def settled(file: PlanFile) -> PlanFile:
    return accept_all(file, by="Trần Bình", why="theo lệ", at=datetime(2026, 11, 21, tzinfo=UTC))


@pytest.fixture
def silent(make_plan: MakePlan) -> PlanFile:
    """A plan that says nothing about periods: its rounds are those of the preset."""
    return settled(make_plan(duties=DUTIES[:3]))


def test_rounds_of_a_preset_are_those_of_the_other_year(silent: PlanFile) -> None:
    there = moved(silent, 2026)
    anew = draft_regime(there.plan.model_copy(update={"issued_on": None}), [], None, "cchc")
    assert there.regime and anew
    assert [each.due for each in there.regime.periods] == [each.due for each in anew.regime.periods]
    assert [each.key for each in there.regime.periods] == ["2026-Q1", "2026-H1", "2026-Q3", "2026-Y"]
    assert there.regime.periods[0].name == "Báo cáo quý I/2026"


def test_number_and_day_of_issue_are_facts_and_the_title_says_what_was_done(silent: PlanFile) -> None:
    there = moved(silent, 2030)
    assert (there.plan.number, there.plan.issued_on, there.plan.year) == ("268/KH-UBND", date(2026, 11, 16), 2030)
    assert (there.plan.title or "").endswith("(chuyển sang năm 2030 từ kế hoạch năm 2027)")
    assert silent.plan.year == 2027
    assert planfile_text(moved(silent, 2027)) == planfile_text(silent)


def test_a_round_that_was_taken_out_stays_out_and_one_that_was_edited_moves(silent: PlanFile) -> None:
    plain = silent.model_dump(by_alias=True)
    del plain["regime"]["periods"][2]
    plain["regime"]["periods"][1] |= {"due": date(2027, 6, 23), "consolidated_due": date(2027, 6, 30)}
    there = moved(silent.replaced(plain), 2026)
    assert there.regime
    assert [each.key for each in there.regime.periods] == ["2026-Q1", "2026-H1", "2026-Y"]
    assert there.regime.periods[1].due == date(2026, 6, 23)


def test_a_stated_day_on_a_day_off_goes_to_a_working_day_and_the_data_window_stays(make_plan: MakePlan) -> None:
    there = moved(settled(make_plan()), 2029)  # 15 December 2029 is a Saturday
    assert there.regime
    (period,) = there.regime.periods
    assert (period.window_to, period.due) == (date(2029, 12, 14), date(2029, 12, 17))


def test_a_due_date_that_would_fall_into_its_window_goes_forward(silent: PlanFile) -> None:
    plain = silent.model_dump(by_alias=True)
    plain["regime"]["periods"][3] |= {"window_to": date(2027, 12, 13), "due": date(2027, 12, 14)}
    there = moved(silent.replaced(plain), 2030)  # 14 December 2030 is a Saturday, 13 December still tells
    assert there.regime
    period = there.regime.periods[3]
    assert (period.window_to, period.due) == (date(2030, 12, 13), date(2030, 12, 16))


@pytest.mark.parametrize(
    ("rule", "by", "becomes"),
    [
        ("by:2024-02-29", 1, "by:2025-02-28"),
        ("by:2019-12-16", 7, "by:2026-12-16"),
        ("period:2019-01-01..2019-06-30", 7, "period:2026-01-01..2026-06-30"),
        ("year:2019+yearly:12-15", 7, "year:2026+yearly:12-15"),
        ("within:10d", 7, "within:10d"),
    ],
)
def test_dates_of_duties_move_by_the_years_between(rule: str, by: int, becomes: str) -> None:
    assert moved_rule(rule, by) == becomes


@settings(max_examples=25, deadline=None)
@given(
    st.integers(2014, 2030),
    st.sampled_from(["monthly:15", "quarterly", "half-yearly:06-10,12-10", "by:2027-06-16", "weekly", "yearly:01-10"]),
)
def test_a_moved_plan_is_as_sound_as_it_was(year: int, rule: str) -> None:
    from compiler.planfile.compiled import plan_file
    from compiler.result import Compiled, DocumentClass, PlanHead
    from compiler.rounds.pattern import complete
    from tests.compiler.conftest import HEAD, SOURCE

    said = Responsibility(
        id="R4",
        holder="Các sở",
        group=True,
        text="Báo cáo kết quả.",
        roles=[Role.REPORT],
        due=Due(text="kỳ", rule=rule),
    )
    plan = PlanHead(**{"class": DocumentClass("plan"), **HEAD})
    file = plan_file(complete(Compiled(plan=plan, responsibilities=[*DUTIES[:3], said])), SOURCE)
    there = moved(settled(file), year)
    assert [each.code for each in check(there) if each.severity in (Severity.ERROR, Severity.QUESTION)] == []
    assert file.regime and there.regime
    for was, period in zip(file.regime.periods, there.regime.periods, strict=True):
        assert (was.due.year - was.window_to.year) == (period.due.year - period.window_to.year) or rule == "weekly"
        assert is_working_day(period.due) or not is_working_day(was.due)
