"""Office hours: seasons, make-up Saturdays, and arithmetic against a count minute by minute."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.workdays import (
    add_working_hours,
    calendar,
    is_working_day,
    working_hours_between,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

moments = st.datetimes(datetime(2014, 1, 1), datetime(2030, 12, 31, 23, 59)).map(
    lambda each: each.replace(second=0, microsecond=0, tzinfo=ZONE)
)
minutes = st.integers(-60 * 200, 60 * 200)


def at(day: str, clock: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), ZONE)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (at("2026-06-15", "07:00"), 4.5, at("2026-06-15", "11:30")),
        (at("2026-06-15", "11:00"), 1, at("2026-06-15", "14:00")),
        (at("2026-06-15", "16:00"), 1, at("2026-06-15", "17:00")),
        (at("2026-06-15", "16:00"), 2, at("2026-06-16", "08:00")),
        (at("2026-12-15", "16:00"), 2, at("2026-12-16", "08:30")),
        (at("2026-02-13", "16:00"), 1.5, at("2026-02-23", "08:00")),
        (at("2026-08-21", "16:30"), 1, at("2026-08-22", "07:30")),
        (at("2026-06-16", "08:00"), -2, at("2026-06-15", "16:00")),
        (at("2026-06-15", "17:00"), 0, at("2026-06-15", "17:00")),
        (at("2026-06-15", "17:01"), 0, at("2026-06-16", "07:00")),
        (at("2026-06-15", "12:00"), 0, at("2026-06-15", "13:30")),
        (at("2026-06-13", "09:00"), 0, at("2026-06-15", "07:00")),
        (at("2026-10-15", "16:00"), 2, at("2026-10-16", "08:30")),
    ],
)
def test_hours_run_only_while_the_office_of_that_season_is_open(start: datetime, hours: float, end: datetime) -> None:
    assert add_working_hours(start, hours) == end


def test_a_day_of_either_season_has_eight_hours() -> None:
    assert working_hours_between(at("2026-06-15", "00:00"), at("2026-06-16", "00:00")) == 8
    assert working_hours_between(at("2026-12-15", "00:00"), at("2026-12-16", "00:00")) == 8
    assert working_hours_between(at("2026-02-16", "00:00"), at("2026-02-21", "00:00")) == 0


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        add_working_hours(datetime(2026, 6, 15, 8), 1)


@given(moments, minutes)
def test_between_undoes_adding_hours(moment: datetime, count: int) -> None:
    assert working_hours_between(moment, add_working_hours(moment, count / 60)) == pytest.approx(count / 60)


@given(moments, minutes)
def test_there_and_back_ends_at_the_same_working_minute(moment: datetime, count: int) -> None:
    back = add_working_hours(add_working_hours(moment, count / 60), -count / 60)
    assert working_hours_between(moment, back) == pytest.approx(0)


@given(moments, moments, minutes)
def test_a_later_moment_never_lands_earlier(one: datetime, other: datetime, count: int) -> None:
    early, late = sorted((one, other))
    assert add_working_hours(early, count / 60) <= add_working_hours(late, count / 60)


@given(moments, minutes, minutes)
def test_more_hours_never_land_earlier(moment: datetime, one: int, other: int) -> None:
    few, many = sorted((one, other))
    assert add_working_hours(moment, few / 60) <= add_working_hours(moment, many / 60)


@given(moments, minutes)
def test_adding_lands_where_the_office_is_open(moment: datetime, count: int) -> None:
    landed = add_working_hours(moment, count / 60).astimezone(ZONE)
    windows = calendar().hours.windows(landed.date())
    assert any(start <= landed.time() <= end for start, end in windows)


@settings(max_examples=25)
@given(moments, st.integers(0, 9 * 24 * 60))
def test_between_agrees_with_a_count_minute_by_minute(start: datetime, span: int) -> None:
    def is_open(moment: datetime) -> bool:
        if not is_working_day(moment.date()):
            return False
        summer = (4, 16) <= (moment.month, moment.day) <= (10, 15)
        morning = ("07:00", "11:30") if summer else ("07:30", "12:00")
        clock = f"{moment:%H:%M}"
        return morning[0] <= clock < morning[1] or "13:30" <= clock < "17:00"

    worked = sum(is_open(start + timedelta(minutes=n)) for n in range(span))
    end = start + timedelta(minutes=span)
    assert working_hours_between(start, end) == pytest.approx(worked / 60)
    assert working_hours_between(end, start) == pytest.approx(-worked / 60)


@given(moments, moments)
def test_between_over_years_agrees_with_a_sum_day_by_day(one: datetime, other: datetime) -> None:
    start, end = sorted((one.replace(hour=0, minute=0), other.replace(hour=0, minute=0)))
    days = (start.date() + timedelta(days=n) for n in range((end.date() - start.date()).days))
    assert working_hours_between(start, end) == pytest.approx(8 * sum(map(is_working_day, days)))
