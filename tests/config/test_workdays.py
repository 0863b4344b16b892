"""Working days: decreed calendars, DOMAIN 10.1, and arithmetic against a count day by day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import CalendarError, SettingFileError
from config.holidays_table import TABLE, YEARS, compute, table_text, year_off
from config.workdays import (
    add_working_days,
    day_off_name,
    is_working_day,
    load_calendar,
    working_days_between,
)

days = st.dates(date(2014, 1, 1), date(2030, 12, 31))
counts = st.integers(-300, 300)


def test_ten_and_three_working_days_as_the_emulation_plan_counts_them() -> None:
    assert working_days_between(date(2025, 11, 19), date(2025, 12, 3)) == 10
    assert working_days_between(date(2025, 12, 7), date(2025, 12, 10)) == 3
    assert add_working_days(date(2025, 11, 19), 10) == date(2025, 12, 3)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 1, 2),
        *(date(2026, 2, d) for d in range(16, 21)),
        date(2026, 4, 26),
        date(2026, 4, 27),
        date(2026, 4, 30),
        date(2026, 5, 1),
        date(2026, 8, 31),
        date(2026, 9, 1),
        date(2026, 9, 2),
        date(2019, 4, 29),
        date(2014, 1, 30),
    ],
)
def test_offices_rest_on_decreed_days(day: date) -> None:
    assert not is_working_day(day)
    assert day_off_name(day)


@pytest.mark.parametrize("day", [date(2026, 1, 10), date(2026, 8, 22), date(2019, 5, 4), date(2025, 4, 26)])
def test_offices_work_on_make_up_saturdays(day: date) -> None:
    assert day.weekday() == 5
    assert is_working_day(day)
    assert day_off_name(day) is None


def test_a_plain_weekend_has_no_name() -> None:
    assert not is_working_day(date(2026, 11, 21))
    assert day_off_name(date(2026, 11, 21)) is None


@given(days, counts)
def test_adding_agrees_with_a_count_day_by_day(day: date, count: int) -> None:
    step = timedelta(days=1 if count > 0 else -1)
    here, left = day, abs(count)
    while left:
        here += step
        left -= is_working_day(here)
    if count == 0:
        while not is_working_day(here):
            here += timedelta(days=1)
    assert add_working_days(day, count) == here


@given(days, counts.filter(bool))
def test_between_undoes_adding(day: date, count: int) -> None:
    assert working_days_between(day, add_working_days(day, count)) == count


@given(days.filter(is_working_day), counts)
def test_going_there_and_back_ends_where_it_began(day: date, count: int) -> None:
    assert add_working_days(add_working_days(day, count), -count) == day


@given(days, days, counts)
def test_a_later_day_never_lands_earlier(one: date, other: date, count: int) -> None:
    early, late = sorted((one, other))
    assert add_working_days(early, count) <= add_working_days(late, count)


@given(days, days)
def test_between_agrees_with_a_count_day_by_day(start: date, end: date) -> None:
    if start <= end:
        span = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
        assert working_days_between(start, end) == sum(map(is_working_day, span))
    else:
        span = [end + timedelta(days=n) for n in range((start - end).days)]
        assert working_days_between(start, end) == -sum(map(is_working_day, span))


def test_an_absurd_year_is_refused_with_a_remedy() -> None:
    with pytest.raises(CalendarError) as refused:
        add_working_days(date(9999, 1, 1), 1)
    assert refused.value.remedy
    assert "2099" in refused.value.reason


def test_an_edited_calendar_wins_over_the_computed_one(tmp_path: Path) -> None:
    edited = tmp_path / "calendar.yaml"
    edited.write_text("worked:\n  2026-11-24: Vẫn làm việc\noff:\n  2027-02-11: Nghỉ thêm\n", "utf-8")
    ours = load_calendar(edited)
    assert ours.works(date(2026, 11, 24))
    assert ours.off_name(date(2027, 2, 11)) == "Nghỉ thêm"


@pytest.mark.parametrize(
    "text",
    [
        "off: [",
        "holidays: {}",
        "off:\n  Tết: nghỉ",
        "off:\n  2026-01-02: a\nworked:\n  2026-01-02: b",
        "- 1",
    ],
)
def test_a_spoilt_calendar_names_the_file_and_the_remedy(tmp_path: Path, text: str) -> None:
    spoilt = tmp_path / "calendar.yaml"
    spoilt.write_text(text, "utf-8")
    with pytest.raises(SettingFileError) as refused:
        load_calendar(spoilt)
    assert str(spoilt) in (refused.value.place or "")
    assert refused.value.remedy


def test_the_ready_table_agrees_with_the_holidays_package() -> None:
    assert TABLE.read_text("utf-8") == table_text(), "run python -m config.holidays_table"
    assert all(year_off(year) == compute(year) for year in YEARS)


def test_years_beyond_the_table_are_computed() -> None:
    assert not is_working_day(date(2040, 9, 2))
    assert is_working_day(date(2040, 9, 5))
