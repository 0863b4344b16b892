"""Days that a holiday gives: "trước Tết Nguyên đán 2026" ends on the last working day before its days off.

Which days those are the working calendar says (config/calendar.yaml, config/holidays.yaml; Bộ luật Lao động 2019, Điều
111 and 112). The text's own day is nobody's guess: it is a proposal with its reason (D137).
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from compiler.when.years import PlanYears
from config.holidays_table import YEARS, year_off
from config.wording import say
from config.workdays import add_working_days, is_working_day

_TET = "Tết Nguyên Đán"
_NAMES = {
    _TET: r"tết(?! (?:trung thu|thiếu nhi|trồng cây|quân dân|dương lịch|tây))",
    "Tết Dương lịch": r"tết (?:dương lịch|tây)",
    "Ngày Giỗ Tổ Hùng Vương": r"giỗ tổ|(?:mùng |ngày )?10(?:/| tháng )(?:0?3|ba) âm lịch",
    "Ngày Chiến thắng": r"30/4|ngày giải phóng miền nam|ngày chiến thắng",
    "Quốc khánh": r"quốc khánh|0?2/9",
}
"""The calendar's name of a holiday, and the words of plans for it."""
_FIXED = {"Tết Dương lịch": (1, 1), "Ngày Chiến thắng": (4, 30), "Quốc khánh": (9, 2)}
_IN_JANUARY = re.compile(r"(?:(?P<full>rằm)|(?P<day>\d{1,2})) tháng giêng")
"""A day of the moon's first month, which begins with Tết."""
_MID_YEAR = re.compile(r"(?<!họp )(?<!lệ )giữa năm(?! học)(?: (?P<year>20\d\d))?")
_YEAR = re.compile(r"(?<![\d/])(?:19|20)\d\d(?!\d)")
_TENS = ("canh", "tân", "nhâm", "quý", "giáp", "ất", "bính", "đinh", "mậu", "kỷ")
_TWELVES = ("thân", "dậu", "tuất", "hợi", "tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi")
_OF_SIXTY = re.compile(rf"(?P<ten>{'|'.join(_TENS)}) (?P<twelve>{'|'.join(_TWELVES)}|tị)(?!\w)")
_COUNT = re.compile(r"(?P<n>\d{1,3}) (?:ngày(?P<wd> làm việc)?|(?P<wk>tuần))(?! \d)")
_BEFORE, _AFTER = re.compile(r"(?<!\w)trước(?!\w)(?!.*\ssau\s)"), re.compile(r"(?<!\w)sau(?!\w)")


class Proposed(NamedTuple):
    """A due rule that words give by the calendar, and the reason."""

    rule: str
    reason: str


def by_calendar(words: str, plan: PlanYears) -> Proposed | None:
    """The rule that `words` (one-tone) give by the working calendar in a plan of such years; None where they name no
    holiday, or nobody knows of which year."""
    low = words.lower()
    if middle := _MID_YEAR.search(low):
        year = int(middle["year"]) if middle["year"] else plan.year
        return Proposed(f"by:{year}-06-30", say("compile.holiday.middle")) if year else None
    if first := _IN_JANUARY.search(low):
        return _in_january(low, 15 if first["full"] else int(first["day"]), plan)
    name = next((name for name, said in _NAMES.items() if re.search(rf"(?<!\w)(?:{said})(?!\w)", low)), None)
    day = _day_of(name, low, plan) if name else None
    if name is None or day is None:
        return None
    off, on = _days_off(day)
    facts = {"name": name, "day": f"{day:%d/%m/%Y}", "off": f"{off:%d/%m/%Y}", "on": f"{on:%d/%m/%Y}"}
    return Proposed(_rule(low, day, off, on), say("compile.holiday.reason", **facts))


def _rule(low: str, day: date, off: date, on: date) -> str:
    count = _COUNT.search(low)
    if _BEFORE.search(low):
        return f"by:{_so_long_before(day, count) if count else add_working_days(off, -1)}"
    if _AFTER.search(low):
        return f"by:{add_working_days(on, 1)}"
    return f"by:{day}" if "âm lịch" in low and "tết" not in low else f"period:{off}..{on}"


def _so_long_before(day: date, count: re.Match[str]) -> date:
    many = int(count["n"]) * (7 if count["wk"] else 1)
    return add_working_days(day, -many) if count["wd"] else day - timedelta(days=many)


def _in_january(low: str, nth: int, plan: PlanYears) -> Proposed | None:
    tet = _day_of(_TET, low, plan)
    if tet is None or not 1 <= nth <= 30:
        return None
    return Proposed(f"by:{tet + timedelta(days=nth - 1)}", say("compile.holiday.moon", day=f"{tet:%d/%m/%Y}"))


def _day_of(name: str, low: str, plan: PlanYears) -> date | None:
    """The holiday in the year that the words name, else the first to come after the issue, in the plan's own time."""
    if named := _named_year(low, plan):
        return _in_year(name, named)
    first = plan.first or plan.year
    begin = max((day for day in (plan.issued_on, date(first, 1, 1) if first else None) if day), default=None)
    if begin is None:
        return None
    coming = (_in_year(name, year) for year in (begin.year, begin.year + 1))
    return next((day for day in coming if day is not None and day > begin), None)


def _named_year(low: str, plan: PlanYears) -> int | None:
    if said := _YEAR.search(low):
        return int(said[0])
    near = plan.year or (plan.issued_on.year if plan.issued_on else None)
    if near is None or (of_sixty := _OF_SIXTY.search(low)) is None:
        return None
    ten, twelve = _TENS.index(of_sixty["ten"]), _TWELVES.index(of_sixty["twelve"].replace("tị", "tỵ"))
    return next((year for year in range(near - 1, near + 4) if (year % 10, year % 12) == (ten, twelve)), None)


def _in_year(name: str, year: int) -> date | None:
    if year not in YEARS:
        return None
    if name in _FIXED:
        return date(year, *_FIXED[name])
    return next((day for day, said in year_off(year).off.items() if name in said.split("; ")), None)


def _days_off(day: date) -> tuple[date, date]:
    """The first and the last of the days off on end around a holiday."""
    off = on = day
    while not is_working_day(off - timedelta(days=1)):
        off -= timedelta(days=1)
    while not is_working_day(on + timedelta(days=1)):
        on += timedelta(days=1)
    return off, on
