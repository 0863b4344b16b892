"""The weekday on which a weekly report is due, and from when: "thứ Năm hằng tuần (bắt đầu từ ngày 05/3/2026)"."""

from __future__ import annotations

import re
from datetime import date

from compiler.when.dates import make_date

_DAYS = {"hai": 1, "ba": 2, "tư": 3, "năm": 4, "sáu": 5, "bảy": 6, **{str(n): n - 1 for n in range(2, 8)}}
_WEEKDAY = re.compile(rf"(?<!tuần )(?<!\w)(?:thứ\s(?P<nth>{'|'.join(_DAYS)})|(?P<sunday>chủ nhật))(?!\w)", re.I)
_BEGINS = re.compile(r"(?:bắt đầu|thực hiện|kể|tính)(?: từ)+\s(?P<when>.{1,60})", re.I)
_DAY = re.compile(r"(?P<d>\d{1,2})(?:[/.-]| tháng )(?P<m>\d{1,2})(?:(?:[/.-]| năm )(?P<y>\d{4}))?")
_WEEK = re.compile(r"tuần (?:thứ )?(?P<n>\d) (?:của )?tháng (?P<m>\d{1,2})(?:(?:/| năm )(?P<y>\d{4}))?", re.I)
_MONTH = re.compile(r"tháng (?P<m>\d{1,2})(?:(?:/| năm )(?P<y>\d{4}))?", re.I)


def weekday_of(text: str) -> int | None:
    """The weekday in the words, Monday 1 to Sunday 7; None where they name none, or several."""
    found = {7 if one["sunday"] else _DAYS[one["nth"].lower()] for one in _WEEKDAY.finditer(text)}
    return found.pop() if len(found) == 1 else None


def weeks_begin(text: str, year: int) -> date | None:
    """The first day from which the words ask ("bắt đầu từ …"), in ``year`` where they name none; a month's week n begins
    on its day 7n - 6. None where they name no start."""
    begins = _BEGINS.search(text)
    if begins is None:
        return None
    if week := _WEEK.search(begins["when"]):
        return make_date(week["y"] or year, week["m"], 7 * int(week["n"]) - 6)
    if day := _DAY.search(begins["when"]):
        return make_date(day["y"] or year, day["m"], day["d"])
    month = _MONTH.search(begins["when"])
    return make_date(month["y"] or year, month["m"], 1) if month else None
