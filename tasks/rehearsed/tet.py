"""Tết in the office's calendar, and the days around it on which nobody reports."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from config.workdays import WorkCalendar, add_working_days, calendar

QUIET_AFTER = 2
"""Working days after Tết without deadlines (DOMAIN 10.1: letters "sau Tết" fill them)."""
SPRING = (date(2000, 1, 15), date(2000, 3, 5))
"""Lunar New Year falls between 21 January and 20 February; its days off begin and end within these."""


def tet(year: int) -> tuple[date, date]:
    """(first, last) day of the unbroken days off around Lunar New Year of a year, weekends included.

    Raises CalendarError outside the calendar's years.
    """
    return _tet(year, calendar())


@cache
def _tet(year: int, by: WorkCalendar) -> tuple[date, date]:
    day, end = SPRING[0].replace(year=year), SPRING[1].replace(year=year)
    named = []
    while day <= end:
        if _is_tet(by.off_name(day)):
            named.append(day)
        day += timedelta(days=1)
    first, last = named[0], named[-1]
    while not by.works(first - timedelta(days=1)):
        first -= timedelta(days=1)
    while not by.works(last + timedelta(days=1)):
        last += timedelta(days=1)
    return first, last


def in_tet(day: date) -> bool:
    """Whether offices are closed for Tết on a day."""
    first, last = tet(day.year)
    return first <= day <= last


def around_tet(day: date) -> bool:
    """Whether a day lies in Tết's days off or the QUIET_AFTER working days that follow."""
    first, last = tet(day.year)
    return first <= day <= add_working_days(last, QUIET_AFTER)


def _is_tet(name: str | None) -> bool:
    return name is not None and "Tết" in name and "Dương lịch" not in name
