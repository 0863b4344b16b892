"""Several days in a row: "trước ngày 15/6 và 15/12", "30/4, 30/8 và 30/12 hằng năm". None of them is dropped."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise

from compiler.when.dates import LEAP, make_date
from compiler.when.rules import ROW_NOTE

_DAY = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})(?:[/.-](?P<m>\d{1,2})(?:[/.-](?P<y>\d{4}))?| tháng (?P<w>\d{1,2})(?:(?: năm |/)(?P<z>\d{4}))?)?(?!\d)"
)
_NOTE = re.compile(ROW_NOTE)
_MID_YEAR, _YEAR_END = frozenset({5, 6, 7}), frozenset({11, 12, 1})
"""Months in which a report of half a year and that of the year are due."""


def days_of_a_row(said: str, year: int | None, *, each_year: bool) -> str:
    """The rule of a row of days. A day without a month or year takes those of the next that names one; without any, the
    plan's `year`. Two days without a year in the middle and at the end of it are those of every half-year.

    A day that no calendar has is left out, and asked about (D133); `other` where none is left.
    """
    days = _days(said)
    known = any(own for own, _, _ in days)
    real = [f"{int(month):02d}-{int(day):02d}" for _, month, day in days if make_date(LEAP, month, day)]
    if not known and len(real) == len(days) == 2 and (halves := _halves(*real)):
        return f"half-yearly:{halves}"
    if each_year:
        return "+".join(f"yearly:{day}" for day in dict.fromkeys(real)) or "yearly"
    dates = [make_date(own or year or 0, month, day) for own, month, day in days]
    return "+".join(dict.fromkeys(f"by:{day}" for day in dates if day)) or "other"


def stretch_of_a_row(said: str, year: int | None) -> str:
    """The rule of days on which something takes place: a span where each follows the one before ("các ngày 05, 06 và
    07/02"), else each of them. `other` where none is on the calendar."""
    found = (make_date(own or year or 0, month, day) for own, month, day in _days(said))
    dates = list(dict.fromkeys(day for day in found if day))
    if len(dates) > 1 and all(other - one == timedelta(days=1) for one, other in pairwise(dates)):
        return f"period:{dates[0]}..{dates[-1]}"
    return "+".join(f"by:{day}" for day in dates) or "other"


def _days(said: str) -> list[tuple[str, str, str]]:
    """Year, month and day of each day in a row as written; what one leaves out is that of the next that says it."""
    month, known = "", ""
    days: list[tuple[str, str, str]] = []
    for found in reversed(list(_DAY.finditer(_NOTE.sub("", said)))):
        month, known = found["m"] or found["w"] or month, found["y"] or found["z"] or known
        days.insert(0, (known, month, found["d"]))
    return days


def _halves(one: str, other: str) -> str | None:
    """The two days as those of each half-year, the middle of the year first; None where they are none."""
    for middle, end in ((one, other), (other, one)):
        if int(middle[:2]) in _MID_YEAR and int(end[:2]) in _YEAR_END:
            return f"{middle},{end}"
    return None
