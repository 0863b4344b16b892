"""How far the rounds of a plan reach, and the days that custom supplies beside those that the text states."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from compiler.result import Role
from compiler.rounds.pattern import regime_questions
from config.workdays import is_working_day, working_days_between
from tests.compiler.test_regime_rounds import drafted, duty, head, keys


@pytest.mark.parametrize(
    ("title", "last_asked", "said"),
    [
        ("Kế hoạch phát triển giáo dục giai đoạn 2025 - 2035", 2035, "(2025–2035)"),
        ("Kế hoạch phát triển vật liệu xây không nung giai đoạn 2025-2045", 2035, "(2025–2045)"),
    ],
)
def test_the_span_of_a_long_plan_is_told_whole_and_so_is_where_its_rounds_end(
    title: str, last_asked: int, said: str
) -> None:
    plan = head(2025, title=title, issued_on=date(2025, 11, 19))
    found = drafted(plan=plan, preset="hang-nam")
    assert keys(found)[-1] == f"{last_asked}-Y"
    told = next(each for each in regime_questions(found) if each.code == "D214").message
    assert said in told
    assert ("đến hết 2035" in told) is ("2045" in said)


@pytest.mark.parametrize(
    "rule", ["yearly:12-15", "monthly:05", "monthly:18", "quarterly:15", "monthly:05+monthly:20", "yearly:12-31"]
)
def test_agencies_come_days_before_the_coordinator_whose_day_alone_is_stated(rule: str) -> None:
    plan = head(2026, title="Kế hoạch phát triển hạ tầng số giai đoạn 2026 - 2030", issued_on=date(2025, 11, 20))
    found = drafted(duty(rule, Role.CONSOLIDATE, holder="Sở Nội vụ"), plan=plan)
    for each in found.regime.periods:
        assert each.consolidated_due
        assert is_working_day(each.due)
        assert working_days_between(each.due, each.consolidated_due) >= 3
        assert each.window_from <= each.window_to < each.due
    for one, other in pairwise(found.regime.periods):
        assert other.window_from == date.fromordinal(one.window_to.toordinal() + 1)
    assert "đặt theo lệ trước hạn tổng hợp" in (found.regime.reason or "")
    assert "hạn tổng hợp văn bản không nêu" not in (found.regime.reason or "")


def test_a_plan_issued_just_before_the_coordinators_day_keeps_its_round_and_a_stated_day_keeps_its_cut_off() -> None:
    own = duty("yearly:12-15", Role.CONSOLIDATE, holder="Sở Nội vụ")
    (late,) = drafted(own, plan=head(2025, issued_on=date(2025, 12, 11))).regime.periods
    assert (late.window_to, late.due) == (date(2025, 12, 14), date(2025, 12, 15))
    both = drafted(own, duty("yearly:12-12"))
    (asked,) = both.regime.periods
    assert (asked.due, asked.consolidated_due) == (date(2026, 12, 12), date(2026, 12, 15))
    assert "theo lệ" not in (both.regime.reason or "")


def test_the_day_of_every_month_is_that_of_the_month_which_a_longer_round_swallows() -> None:
    monthly = duty("monthly:18", said="trước ngày 18 hằng tháng")
    found = {each.key: each for each in drafted(monthly, duty("half-yearly+yearly")).regime.periods}
    assert "2026-M12" not in found and "2026-M06" not in found
    assert (found["2026-Y"].due, found["2026-H1"].due) == (date(2026, 12, 18), date(2026, 6, 18))
    own = {each.key: each for each in drafted(monthly, duty("yearly:12-10")).regime.periods}
    assert own["2026-Y"].due == date(2026, 12, 10)
    upwards = duty("yearly:12-15", Role.CONSOLIDATE, holder="Sở Nội vụ")
    earlier = {each.key: each for each in drafted(monthly, upwards).regime.periods}["2026-Y"]
    assert earlier.consolidated_due == date(2026, 12, 15)
    assert earlier.due < date(2026, 12, 15)


def test_what_a_body_reports_under_its_own_plan_has_a_round_beside_what_it_asks_of_its_units() -> None:
    plan = head(issuer="Sở Công Thương tỉnh Sông Lam")
    units = duty("monthly:18", holder="Các phòng, đơn vị")
    itself = duty("half-yearly+yearly", holder="Sở Công Thương")
    assert {"2026-H1", "2026-Y"} < set(keys(drafted(units, itself, plan=plan)))
    another = duty("half-yearly+yearly", holder="Sở Tài chính")
    assert "2026-H1" not in keys(drafted(units, another, plan=plan))
