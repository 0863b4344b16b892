"""What a match of a rule of time says: its rule of the closed list (corpus/GUIDE)."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Any

from compiler.when.dates import LEAP, make_date
from compiler.when.part_of_month import days_of_part
from compiler.when.row import days_of_a_row, stretch_of_a_row
from compiler.when.rules import MONTHS, QUARTERS, Rule, named_in
from config.workdays import add_working_days


def numbers(match: re.Match[str]) -> tuple[str, str]:
    """Month and day of a match, the month also by its name."""
    named = named_in(match)
    month = MONTHS[str(named["w"])] if named.get("w") else named["m"]
    return str(month), str(named["d"])


def say(rule: Rule, match: re.Match[str], year: int | None) -> str | None:
    """The rule that `match` of `rule` states in a plan of `year`, or None where it names no day that exists."""
    named: dict[str, Any] = named_in(match)
    if rule.kind == "text":
        return rule.to
    if rule.kind in {"other", "before", "vague"}:
        return "other"
    if rule.kind == "daily-clock":
        return f"daily:{int(named['h']):02d}:{int(named['p'] or 0):02d}"
    if rule.kind == "within":
        unit = "wd" if named.get("wd") else "m" if named.get("mo") else "d"
        return f"within:{int(named['n']) * (7 if named.get('wk') else 1)}{unit}"
    if rule.kind == "hours":
        return f"within:{int(named['n']) // 24}d" if int(named["n"]) % 24 == 0 else "other"
    if rule.kind == "within-of":
        return _counted(named)
    if rule.kind == "row":
        return stretch_of_a_row(named["l"], year)
    if rule.kind == "monthly-row":
        return "+".join(dict.fromkeys(f"monthly:{int(day):02d}" for day in _FIGURES.findall(named["j"])))
    if rule.kind == "month-row":
        return _months_of_a_row(
            [int(month) for month in _FIGURES.findall(named["k"])], int(named.get("y") or year or 0)
        )
    if rule.kind == "month-part":
        return _part(named, int(named.get("y") or year or 0))
    if rule.kind == "days":
        return days_of_a_row(named["l"], year, each_year=bool(named.get("each")))
    if rule.kind.endswith(("-day", "-days", "-and-year", "yearly-month", "yearly-quarter")):
        return _recurring(rule.kind, named)
    return _dated(rule.kind, named, year)


_FIGURES = re.compile(r"\d+")


def _counted(named: dict[str, Any]) -> str | None:
    """The last of so many days from a day that the text names; that day itself is not counted (Bộ luật Dân sự, Điều 147)."""
    start = make_date(named["y"], named["m"], named["d"])
    if start is None:
        return None
    count = int(named["n"]) * (7 if named.get("wk") else 1)
    if named.get("wd"):
        return f"by:{add_working_days(start, count)}"
    return f"by:{_months_on(start, count) if named.get('mo') else start + timedelta(days=count)}"


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _months_of_a_row(months: list[int], year: int) -> str | None:
    """A span for months that follow each other, else one for each: "Tháng 3, 6, 9, 12"."""
    if not year:
        return None
    if months == list(range(months[0], months[0] + len(months))):
        return _period(year, months[0], year, months[-1])
    return "+".join(f"{_period(year, month, year, month)}" for month in dict.fromkeys(months))


def _part(named: dict[str, Any], year: int) -> str | None:
    """The days of a part of a month; None where no year is known."""
    if not year:
        return None
    month = MONTHS[named["w"]] if named.get("w") else int(named["m"])
    first, last = days_of_part(named["g"], year, month)
    return f"period:{year}-{month:02d}-{first:02d}..{year}-{month:02d}-{last:02d}"


def _recurring(kind: str, named: dict[str, Any]) -> str | None:
    if kind == "monthly-day":
        return f"monthly:{int(named['d']):02d}"
    if kind == "monthly-days":
        return f"monthly:{int(named['d1']):02d}+monthly:{int(named['d2']):02d}"
    if kind == "quarterly-day":
        return f"quarterly:{int(named['d']):02d}"
    if kind in {"half-and-year", "half-yearly-days"}:
        first, second = (_real(named[f"m{n}"], named[f"d{n}"]) for n in (1, 2))
        if kind == "half-and-year":
            return f"{_on('half-yearly', first)}+{_on('yearly', second)}"
        return _on("half-yearly", f"{first},{second}" if first and second else None)
    if kind == "yearly-quarter":
        return f"yearly:{_last_day(2001, 3 * QUARTERS[named['q']])[5:]}"
    if kind == "yearly-month":
        return f"yearly:{_last_day(2001, int(named['m']))[5:]}"
    period = "half-yearly" if kind == "half-yearly-day" else "yearly"
    return _on(period, _real(named["m"], named["d"]))


def _real(month: str, day: str) -> str | None:
    """A day of every year, or None for 31/6: what is asked about is no day."""
    return month_day(month, day) if make_date(LEAP, month, day) else None


def _on(period: str, days: str | None) -> str:
    return f"{period}:{days}" if days else period


def _dated(kind: str, named: dict[str, Any], year: int | None) -> str | None:
    y = int(named.get("y") or year or 0)
    for nth in ("", "1", "2"):
        if named.get(f"w{nth}"):
            named[f"m{nth}"] = MONTHS[named[f"w{nth}"]]
    if kind == "by-two":
        days = [make_date(named[f"y{n}"] or named["y2"], named[f"m{n}"], named[f"d{n}"]) for n in (1, 2)]
        return "+".join(f"by:{day}" for day in days) if all(days) else None
    if kind in {"by", "by-plan-year", "day"}:
        day = make_date(y, named["m"], named["d"]) if y else None
        return f"by:{day}" if day else ("other" if kind == "by-plan-year" or (y and kind in {"by", "day"}) else None)
    if not y and kind in {
        "by-month",
        "by-quarter",
        "by-year",
        "year",
        "month",
        "quarter",
        "half",
        "by-half",
        "by-outer-quarter",
        "outer-quarter",
    }:
        return None
    if kind in {"by-half", "by-outer-quarter"}:
        return f"by:{_last_day(y, {'by-half': 6, 'by-outer-quarter': 3}[kind] if named['half'] == 'đầu' else 12)}"
    if kind == "by-month":
        return f"by:{_last_day(y, int(named['m']))}"
    if kind == "by-quarter":
        return f"by:{_last_day(y, 3 * QUARTERS[named['q']])}"
    if kind == "by-year":
        return f"by:{y}-12-31"
    if kind == "year":
        return f"year:{y}"
    if kind == "month":
        return _period(y, int(named["m"]), y, int(named["m"]))
    if kind == "month-to-quarter":
        return _period(int(named["y1"]), int(named["m1"]), int(named["y2"]), 3 * QUARTERS[named["q2"]])
    if kind == "half":
        return _period(y, 1, y, 6) if named["half"] == "đầu" else _period(y, 7, y, 12)
    if kind == "outer-quarter":
        return _period(y, 1, y, 3) if named["half"] == "đầu" else _period(y, 10, y, 12)
    if kind == "quarter":
        quarter = QUARTERS[named["q"]]
        return _period(y, 3 * quarter - 2, y, 3 * quarter)
    if kind == "years":
        return _period(int(named["y1"]), 1, int(named["y2"]), 12)
    last = int(named.get("y2") or named.get("y1") or year or 0)
    first = int(named.get("y1") or last)
    if not last:
        return None
    if kind in {"months", "quarters"}:
        long = 1 if kind == "months" else 3
        one, other = (int(named[f"m{n}"]) if long == 1 else 3 * QUARTERS[named[f"q{n}"]] for n in (1, 2))
        if named.get("and") and (other - one != long or first != last):
            return f"{_period(first, one - long + 1, first, one)}+{_period(last, other - long + 1, last, other)}"
        return _period(first, one - long + 1, last, other)
    begin = make_date(first, named.get("m1") or named["m2"], named["d1"])
    end = make_date(last, named["m2"], named["d2"])
    return f"period:{begin}..{end}" if begin and end and begin <= end else None


def _period(first_year: int, first_month: int, last_year: int, last_month: int) -> str | None:
    if (first_year, first_month) > (last_year, last_month):
        return None
    return f"period:{first_year}-{first_month:02d}-01..{_last_day(last_year, last_month)}"


def _last_day(year: int, month: int) -> str:
    return f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"


def month_day(month: str, day: str) -> str:
    """A day of every year: "12-10"."""
    return f"{int(month):02d}-{int(day):02d}"
