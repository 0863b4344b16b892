"""Dates as official texts write them: "ngày 05 tháng 01 năm 2019", "5/1/2019", "01.7.2025", "05-01-2019"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

DATE = re.compile(
    r"""(?:ngày\s*)?(?<!\d)(?:
      (?P<d1>\d{1,2})\s*tháng\s*(?P<m1>\d{1,2})\s*(?:năm|,)\s*(?P<y1>(?:19|20)\d\d)
    | (?P<d2>\d{1,2})\s*(?P<sep>[/.\-])\s*(?P<m2>\d{1,2})\s*(?P=sep)\s*(?P<y2>(?:19|20)\d\d)
    )(?!\d)""",
    re.VERBOSE | re.IGNORECASE,
)


class FoundDate(NamedTuple):
    """A date in running text: ``text[start:end]``."""

    day: date
    start: int
    end: int


def find_dates(text: str) -> list[FoundDate]:
    """Every full date in `text`, in order; impossible ones (31/02/2025) are left out."""
    found = []
    for match in DATE.finditer(text):
        day = make_date(match["y1"] or match["y2"], match["m1"] or match["m2"], match["d1"] or match["d2"])
        if day is not None:
            found.append(FoundDate(day, match.start(), match.end()))
    return found


def make_date(year: str | int, month: str | int, day: str | int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


SHORT = re.compile(r"(?<![\w/.-])(?P<d>\d{1,2})(?P<sep>[/.-])(?P<m>\d{1,2})(?P=sep)(?P<y>\d\d)(?![\w/-]|\.\d)")
"""A day with a year of two digits: "30/9/26"."""
LEAP = 2024
"""A year that has every day, for days without one."""
NEAR_BEFORE, NEAR_AFTER = 1, 5
"""Years before and after a plan's own that two digits may mean."""


def short_year(digits: str, year: int | None) -> int | None:
    """The year that two digits mean in a plan of `year`: 26 is 2026 where that is near; None where it is not, or no
    year is known."""
    meant = 2000 + int(digits)
    return meant if year is not None and -NEAR_BEFORE <= meant - year <= NEAR_AFTER else None


def last_of_month(year: int, month: int) -> date:
    """The month's last day."""
    return date(year, month, monthrange(year, month)[1])


def with_whole_years(key: str, year: int | None) -> tuple[str, list[int] | None]:
    """`key` with the century before years of two digits, and for each place in it the place in `key`; None where there
    are none to read."""
    short = [found for found in SHORT.finditer(key) if short_year(found["y"], year) is not None]
    if not short:
        return key, None
    added = [0] * (len(key) + 1)
    for found in reversed(short):
        at = found.start("y")
        key = f"{key[:at]}20{key[at:]}"
        added[at] = 2
    steps = [place for place, more in enumerate(added) for place in [place] * (more + 1)]
    return key, steps
