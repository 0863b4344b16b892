"""Dates as an office writes them.

Nghị định 30/2020/NĐ-CP, Phụ lục I, I.4: the day below 10 and the months 1 and 2 take a leading zero.
Names of weekdays come from CLDR (babel).
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from config.settings import OFFICE_ZONE


@lru_cache(maxsize=512)
def full_date(day: date | str, language: str = "vi") -> str:
    """With the weekday: "thứ Ba, ngày 10 tháng 3 năm 2026"; "Tuesday, 10 March 2026". Takes a date or its ISO form."""
    from babel.dates import format_date

    day = _day(day)
    if language == "en":
        return format_date(day, "EEEE, d MMMM y", locale="en")
    weekday = format_date(day, "EEEE", locale="vi").capitalize()
    if weekday.startswith("Thứ"):
        weekday = "thứ " + weekday[4:].capitalize()
    return f"{weekday}, {plain_date(day)}"


@lru_cache(maxsize=512)
def plain_date(day: date | str, language: str = "vi") -> str:
    """Without the weekday: "ngày 05 tháng 01 năm 2026"; "5 January 2026"."""
    day = _day(day)
    if language == "en":
        from babel.dates import format_date

        return format_date(day, "d MMMM y", locale="en")
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short_date(day: date | str) -> str:
    """As it stands in a subject or an SMS: "10/3/2026"."""
    day = _day(day)
    return f"{day.day}/{day.month}/{day.year}"


def moment(at: datetime | str, language: str = "vi") -> str:
    """A moment in the office's zone: "09 giờ 05, ngày 10 tháng 3 năm 2026". Takes an aware datetime or its ISO form."""
    local = (datetime.fromisoformat(at) if isinstance(at, str) else at).astimezone(OFFICE_ZONE)
    if language == "en":
        return f"{local:%H:%M}, {plain_date(local.date(), 'en')}"
    return f"{local:%H} giờ {local:%M}, {plain_date(local.date())}"


def _day(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day
