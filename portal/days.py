"""Days and clock times as people type them into a form: day/month/year, whatever language their browser speaks.

A browser draws ``<input type="date">`` in its own language: 03/04/2027 is then another day to somebody whose
browser speaks English. Forms therefore take plain text, and what they show is what is written in letters.
"""

from __future__ import annotations

import re
from datetime import date, time

from config.errors import DondocError

OLDEST = 1900
"""An earlier year is a slip: 20120403 is no day of the year 403."""

_DAY = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4}|\d{2})|(\d{2})(\d{2})(\d{4})")
_CLOCK = re.compile(r"(\d{1,2})\s*(?:[:.hg]|giờ|gio)?\s*(\d{2})?\s*(?:phút|phut|p|')?", re.IGNORECASE)


class DayUnread(DondocError):
    """A field of a form that holds no day, or no clock time."""


def read_day(text: str) -> date:
    """The day that somebody typed: 25/03/2027, 25.3.2027, 25-3-27, 25032027, or as machines write it, 2027-03-25.

    Raises DayUnread for an empty field, another shape, a day that no calendar has.
    """
    written = text.strip()
    if not written:
        raise DayUnread.of("web.day.none")
    found = _DAY.fullmatch(written)
    try:
        if found is None:
            return date.fromisoformat(written)
        day, month, year = (int(part) for part in found.groups() if part)
        if 100 <= year < OLDEST:
            raise ValueError(written)
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError as why:
        raise DayUnread.of("web.day.unread", written=written[:40]) from why


def read_clock(text: str) -> time:
    """The time of day that somebody typed: 19:00, 19h30, 19 giờ. Raises DayUnread."""
    found = _CLOCK.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError(text)
        return time(int(found[1]), int(found[2] or 0))
    except ValueError as why:
        raise DayUnread.of("web.clock.unread", written=text.strip()[:40]) from why


def typed_day(day: date | None) -> str:
    """25/03/2027, as a field of a form shows it; empty for None."""
    return f"{day:%d/%m/%Y}" if day else ""
