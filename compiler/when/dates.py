"""Dates as official texts write them: "ngày 05 tháng 01 năm 2019", "5/1/2019", "01.7.2025", "05-01-2019"."""

from __future__ import annotations

import re
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
