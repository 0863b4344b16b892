"""The year's months as a page shows them: days off with their names, marks of rounds, counts, groups of messages."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from config.wording import say, say_or_none
from config.workdays import day_off_name, is_working_day
from models.clock import local_day
from tasks.rehearsed.compare import channel_named, kind_named
from tasks.rehearsed.load import Load, by_day
from tasks.rehearsed.tet import in_tet
from tasks.rehearsed.year import Sent, Year

SHOWN = 60
"""Recipients named in one group of a day; a province's day has thousands."""
SATURDAY = 5


@dataclass(frozen=True)
class Mark:
    """A round's opens, cut_off, due or consolidated on a day."""

    what: str
    round: str


@dataclass(frozen=True)
class Group:
    """Messages of one day with the same cause: what they are, why, and to whom (``more`` are not named)."""

    title: str
    reason: str
    count: int
    people: tuple[str, ...]
    more: int


@dataclass(frozen=True)
class Day:
    """One cell. ``weight`` 0 to 4 is its share of the busiest day; ``off`` is "", off, holiday or tet."""

    day: date
    in_month: bool
    off: str
    off_name: str
    worked: bool
    marks: tuple[Mark, ...]
    load: Load | None
    weight: int
    groups: tuple[Group, ...]

    @property
    def active(self) -> bool:
        """Whether there is something to read about the day."""
        return self.in_month and (self.load is not None or bool(self.marks))

    @property
    def named(self) -> str:
        """The day in words: "Thứ Hai 01/03/2027"."""
        return f"{say(f'rehearsed.weekday.{self.day.weekday()}')} {self.day:%d/%m/%Y}"


@dataclass(frozen=True)
class Month:
    """A month's grid, Monday first, and its days off by name in runs: (first, last, name)."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]
    holidays: tuple[tuple[date, date, str], ...]

    @property
    def active(self) -> list[Day]:
        """Days with marks or messages, in order."""
        return [day for week in self.weeks for day in week if day.active]

    @property
    def messages(self) -> int:
        """All messages of the month."""
        return sum(day.load.messages for day in self.active if day.load)


def months_of(year: Year, price: int | None) -> list[Month]:
    """Whole calendar years around everything that happens: January of the first to December of the plan's year."""
    marks, loads = _marks(year), by_day(year, price)
    sent: dict[date, list[Sent]] = defaultdict(list)
    for each in year.sent:
        sent[each.day].append(each)
    busiest = max((load.messages for load in loads.values()), default=0)
    happens = sorted({*marks, *loads})
    first = min(happens[0], date(year.number_year, 1, 1)).replace(day=1)
    last = max(happens[-1], date(year.number_year, 12, 1))
    months = []
    while first <= last:
        weeks = tuple(
            tuple(
                _day(year, day, first.month, marks.get(day, []), loads.get(day), busiest, sent.get(day, []))
                for day in week
            )
            for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
        )
        months.append(Month(first, weeks, _holidays(weeks)))
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return months


def _marks(year: Year) -> Mapping[date, list[Mark]]:
    found: dict[date, list[Mark]] = defaultdict(list)
    for kept in year.rounds:
        found[local_day(kept.opens_at)].append(Mark("opens", kept.name))
        found[kept.cut_off].append(Mark("cut_off", kept.name))
        found[local_day(kept.due_at)].append(Mark("due", kept.name))
        if kept.consolidated_due_at is not None:
            found[local_day(kept.consolidated_due_at)].append(Mark("consolidated", kept.name))
    return found


def _day(
    year: Year, day: date, month: int, marks: Sequence[Mark], load: Load | None, busiest: int, sent: Sequence[Sent]
) -> Day:
    off, works = day_off_name(day) or "", is_working_day(day)
    shade = ""
    if not works:
        shade = "tet" if in_tet(day) else "holiday" if off else "off"
    if shade == "tet" and not off:
        off = say("rehearsed.tet")
    return Day(
        day,
        day.month == month,
        shade,
        off,
        works and day.weekday() >= SATURDAY,
        tuple(marks),
        load,
        -(-4 * load.messages // busiest) if load else 0,
        _groups(year, sent) if day.month == month else (),
    )


def _groups(year: Year, sent: Sequence[Sent]) -> tuple[Group, ...]:
    """One group for each cause, in the order in which the first of it left."""
    causes: dict[tuple[str | None, str, str | None, str, str], list[Sent]] = defaultdict(list)
    for each in sent:
        causes[each.round_id, each.kind, each.step, each.channel, each.reason].append(each)
    made = []
    for (round_id, kind, step, channel, reason), letters in causes.items():
        parts = [kind_named(kind), channel_named(channel)]
        if step and step != kind:
            parts.append(say("rehearsed.page.step", step=step))
        if round_id:
            parts.append(year.round_named(round_id))
        people = tuple(_person(year, each) for each in letters[:SHOWN])
        title = " · ".join(parts)
        made.append(Group(title[:1].upper() + title[1:], reason, len(letters), people, len(letters) - len(people)))
    return tuple(made)


def _person(year: Year, each: Sent) -> str:
    """A recipient with what the name itself does not say: role and agency."""
    role = say_or_none(f"who.{each.audience}") if each.audience else None
    known = each.recipient.casefold()
    about = [part for part in (role, year.agency_named(each.agency_key)) if part and part.casefold() not in known]
    return f"{each.recipient} ({', '.join(about)})" if about else each.recipient


def _holidays(weeks: Sequence[Sequence[Day]]) -> tuple[tuple[date, date, str], ...]:
    """Named days off of the month; the days of Tết are one run."""
    runs: list[tuple[date, date, str]] = []
    for day in (day for week in weeks for day in week if day.in_month):
        if day.off not in ("holiday", "tet"):
            continue
        name = say("rehearsed.tet") if day.off == "tet" else day.off_name
        if runs and runs[-1][2] == name and (day.day - runs[-1][1]).days == 1:
            runs[-1] = (runs[-1][0], day.day, name)
        else:
            runs.append((day.day, day.day, name))
    return tuple(runs)
