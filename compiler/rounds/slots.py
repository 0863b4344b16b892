"""Periods as the calendar cuts them: which there are in a year, what each tells about, and customary days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Literal, NamedTuple

from compiler.rounds.regimes import regimes
from compiler.rounds.statements import Statement
from compiler.rounds.weekdays import weekday_of, weeks_begin
from config.wording import say
from config.workdays import add_working_days, is_working_day, working_days_between

Kind = Literal["day", "week", "month", "quarter", "half", "nine", "year", "date", "part"]

ROMAN = ("", "I", "II", "III", "IV")
NEXT_YEAR_UNTIL = 3
"""A yearly due date in January to March closes the year before: "trước ngày 10 tháng 01 hằng năm"."""
SHORT: tuple[Kind, ...] = ("day", "week", "date", "part")
"""Periods that no longer one swallows."""


class Slot(NamedTuple):
    """One period before its days are settled; `end` is its last day, for a month and longer that of its last month.

    A part of a month ends on its report's own day and tells from `start`, the day of the report before.
    """

    kind: Kind
    key: str
    name: str
    end: date
    months: int
    at: time | None = None
    start: date | None = None


def slots(statement: Statement, year: int) -> Iterator[tuple[Slot, date | None]]:
    """The periods of ``year`` that a statement asks for, each with its stated day."""
    days = statement.days
    match statement.word:
        case "date":
            due = _date(days[0], year)
            name = say("regime.by_date", day=due.strftime("%d/%m/%Y"))
            if year - 1 <= due.year <= year + 1:
                yield Slot("date", f"D{due:%Y%m%d}", name, due, 0), due
        case "day":
            yield from _daily(statement, year)
        case "week":
            yield from _weeks(statement.text, year)
        case "days":
            yield from _parts_of_months(days, year)
        case "month":
            for month in range(1, 13):
                yield _slot("month", year, month), _day(year, month, days[0]) if days else None
        case "quarter":
            for quarter in range(1, 5):
                yield _slot("quarter", year, quarter * 3), _day(year, quarter * 3, days[0]) if days else None
        case "half":
            for month, day in zip((6, 12), (*days, None, None), strict=False):
                yield _slot("half", year, month), _month_day(year, day, month) if day else None
        case "nine":
            yield _slot("nine", year, 9), _month_day(year, days[0], 9) if days else None
        case _:
            yield _slot("year", year, 12), _month_day(year, days[0], 12) if days else None


def fold(found: list[Slot]) -> list[Slot]:
    """Of rounds that end in the same month the longest stays: quarter II is told with the half year (DOMAIN 4.3)."""
    longest: dict[object, Slot] = {}
    for slot in found:
        at: object = slot.key if slot.kind in SHORT else (slot.end.year, slot.end.month)
        if at not in longest or longest[at].months < slot.months:
            longest[at] = slot
    return list(longest.values())


def window(slot: Slot, due: date) -> tuple[date, date]:
    """What a round tells about: the lawful 15th to 14th, or up to the last day that `due` allows."""
    if slot.kind == "day":
        return slot.end, slot.end
    if slot.kind == "week":
        return slot.end - timedelta(days=6), slot.end
    if slot.kind == "date":
        return date(slot.end.year - 1, 12, 15), _cutoff_of_day(due)
    if slot.start is not None:
        return slot.start - (slot.end - due), due - timedelta(days=1)
    window_to = _cutoff(slot.end, due)
    lawful_before = shift(slot.end, -slot.months).replace(day=14)
    if window_to.day == 14 and window_to.month == slot.end.month:
        return lawful_before + timedelta(days=1), window_to
    return _cutoff(lawful_before, shift(due, -slot.months)) + timedelta(days=1), window_to


def customary_day(slot: Slot) -> date:
    """When the coordinator is due where no sentence says: the 20th of a period's last month, or the working day before.

    A week is put together two working days after its last day, a day on itself.
    """
    if slot.kind == "day":
        return slot.end
    if slot.kind == "week":
        return add_working_days(slot.end, 2)
    return working_day(slot.end.replace(day=int(regimes()["customary"]["consolidated_day"])))


def working_day(day: date) -> date:
    """``day``, or the last working day before it: what is proposed within a lawful or customary limit keeps it."""
    return day if is_working_day(day) else add_working_days(day + timedelta(days=1), -1)


def contributors_due(consolidated: date, window_to: date) -> date:
    """When contributors are due, customarily: some working days before the coordinator (DOMAIN 4.4).

    Never less than a working day after the cut-off (NĐ 09/2019, Điều 8) and never after `consolidated`.
    """
    customary = regimes()["customary"]
    early = add_working_days(consolidated, -customary["contributors_before"])
    lawful = add_working_days(window_to, customary["after_cutoff"])
    return min(max(early, lawful), consolidated)


def shift(day: date, months: int) -> date:
    """The same day of another month, or its last where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _date(written: str, year: int) -> date:
    """A day alone, or the day of ``year`` where none is written; 29 February is the 28th in other years."""
    if len(written) > len("06-30"):
        return date.fromisoformat(written)
    month, day = (int(part) for part in written.split("-"))
    return _day(year, month, str(day))


def _daily(statement: Statement, year: int) -> Iterator[tuple[Slot, date | None]]:
    """Each working day of the stretch that the text gives; without one there is none (a question says so)."""
    if statement.span is None:
        return
    day, last = statement.span
    at = time.fromisoformat(statement.days[0]) if statement.days else None
    written = regimes()["kinds"]["day"]
    while day <= last:
        if day.year == year and is_working_day(day):
            yield Slot("day", written["key"].format(day=day), written["name"].format(day=day), day, 0, at), day
        day += timedelta(days=1)


def _weeks(text: str, year: int) -> Iterator[tuple[Slot, date | None]]:
    """The weeks that end in ``year`` and hold a working day, from the day on which the words let them begin.

    A weekday in the words ("thứ Năm hằng tuần") is the report's day, and data closes the day before; where they name
    none, or several, data closes on the customary day.
    """
    written = regimes()["kinds"]["week"]
    weekday, start = weekday_of(text), weeks_begin(text, year)
    closes = (weekday - 2) % 7 + 1 if weekday else regimes()["customary"]["week_ends"]
    end = date.fromisocalendar(year, 1, closes)
    end += timedelta(days=7 * (end.year < year))
    while end.year == year:
        due = end + timedelta(days=1) if weekday else None
        if working_days_between(end - timedelta(days=7), end) and (start is None or (due or end) >= start):
            facts = {"year": year, "week": end.isocalendar().week}
            yield Slot("week", written["key"].format(**facts), written["name"].format(**facts), end, 0), due
        end += timedelta(days=7)


def _parts_of_months(days: tuple[str, ...], year: int) -> Iterator[tuple[Slot, date]]:
    """A round for each of the days that a text names of every month; it tells what came since the one before."""
    before = _day(year - 1, 12, days[-1])
    for month in range(1, 13):
        whole = _slot("month", year, month)
        for nth, due in enumerate(sorted({_day(year, month, day) for day in days}), 1):
            name = say("regime.nth", name=whole.name, nth=nth)
            yield Slot("part", f"{whole.key}-{nth}", name, due, 0, start=before), due
            before = due


def _slot(kind: Literal["month", "quarter", "half", "nine", "year"], year: int, month: int) -> Slot:
    written = regimes()["kinds"][kind]
    facts = {
        "year": year,
        "month": month,
        "quarter": month // 3,
        "roman": ROMAN[month // 3] or "",
        "half": month // 6,
        "half_name": say("regime.first_half" if month == 6 else "regime.second_half"),
    }
    end = date(year, month, monthrange(year, month)[1])
    return Slot(kind, written["key"].format(**facts), written["name"].format(**facts), end, written["months"])


def working_day_after(day: date, window_to: date) -> date:
    """The working day that a due date on a day off moves to: the one before, or the next where the data would not be
    closed by then: "trước ngày 15/12" in a year whose 15th is a Saturday. The day moves and not the window, since
    cut-offs are fixed (NĐ 09/2019, Điều 12)."""
    return max(working_day(day), add_working_days(window_to, regimes()["customary"]["after_cutoff"]))


def _cutoff(end: date, due: date) -> date:
    """The 14th of the last month (NĐ 09/2019, Điều 12), or the day before `due` where that comes first."""
    return min(end.replace(day=14), due - timedelta(days=1))


def _cutoff_of_day(due: date) -> date:
    """The cut-off of a report with one day of its own: the 14th, or earlier where `due` leaves no working day after it."""
    lawful = due.replace(day=14)
    if add_working_days(lawful, regimes()["customary"]["after_cutoff"]) <= due:
        return lawful
    return add_working_days(due + timedelta(days=1), -1) - timedelta(days=1)


def _day(year: int, month: int, day: str) -> date:
    return date(year, month, min(max(int(day), 1), monthrange(year, month)[1]))


def _month_day(year: int, written: str, period_ends: int) -> date:
    month, day = (int(part) for part in written.split("-"))
    closes_last_year = period_ends == 12 and month <= NEXT_YEAR_UNTIL
    return _day(year + closes_last_year, month, str(day))
