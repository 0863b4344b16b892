"""Office hours by season, and a moment so many working hours away.

Provinces set their hours by decision, often with a summer and a winter half (DOMAIN 10.2); config/calendar.yaml
holds them under ``hours``. A deadline that a plan gives as a date does not follow the season: it is kept until
DUE_HOUR (models/ladder) all year, since agencies are told one hour and most office days end at it. Hours
counted from a moment, as an urgent request gives them, do follow the season.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""As in config/settings, which a compilation does not load. No summer time since 1975: local time runs evenly."""

MonthDay = tuple[int, int]
Window = tuple[time, time]
ONE_HOUR = timedelta(hours=1)
NOTHING = timedelta(0)


@dataclass(frozen=True)
class Season:
    """Part of the year with its own hours: first and last day as (month, day), both included; windows rise.

    A season may run over the turn of the year: (10, 16) to (4, 15).
    """

    name: str
    first: MonthDay
    last: MonthDay
    windows: tuple[Window, ...]

    def holds(self, day: date) -> bool:
        """Whether `day` lies in this season."""
        at = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= at <= self.last
        return at >= self.first or at <= self.last

    @cached_property
    def length(self) -> timedelta:
        """The working time of one office day."""
        return sum((_span(window) for window in self.windows), NOTHING)


class OfficeHours:
    """Hours on the working days that ``works`` and ``add`` tell (see WorkCalendar); seasons cover the year once."""

    def __init__(
        self, seasons: Sequence[Season], works: Callable[[date], bool], add: Callable[[date, int], date]
    ) -> None:
        self.seasons = tuple(seasons)
        self._works, self._add = works, add
        self._months: dict[tuple[int, int], timedelta] = {}

    def season(self, day: date) -> Season:
        """The season of a day."""
        return next(season for season in self.seasons if season.holds(day))

    def windows(self, day: date) -> tuple[Window, ...]:
        """The office hours of `day`; none on a day off."""
        return self.season(day).windows if self._works(day) else ()

    def add(self, moment: datetime, hours: float) -> datetime:
        """See :func:`config.workdays.add_working_hours`."""
        local = _local(moment)
        left = timedelta(hours=hours)
        if left < NOTHING:
            return _aware(self._back(local, -left))
        return _aware(self._ahead(local, left))

    def between(self, start: datetime, end: datetime) -> float:
        """See :func:`config.workdays.working_hours_between`."""
        early, late = _local(start), _local(end)
        if late < early:
            return -self.between(end, start)
        if early.date() == late.date():
            return (self._done(late) - self._done(early)) / ONE_HOUR
        whole = self._whole(early.date() + timedelta(days=1), late.date())
        return (self._length(early.date()) - self._done(early) + whole + self._done(late)) / ONE_HOUR

    def _ahead(self, local: datetime, left: timedelta) -> datetime:
        """The first moment with `left` of working time behind it, counted from `local`."""
        day = local.date()
        while True:
            for start, end in self.windows(day):
                here, ends = max(datetime.combine(day, start), local), datetime.combine(day, end)
                if here > ends:
                    continue
                if left <= ends - here:
                    return here + left
                left -= ends - here
            day = self._add(day, 1)

    def _back(self, local: datetime, left: timedelta) -> datetime:
        """The last moment from which `left` of working time leads to `local`."""
        day = local.date()
        while True:
            for start, end in reversed(self.windows(day)):
                begins, here = datetime.combine(day, start), min(datetime.combine(day, end), local)
                if here < begins:
                    continue
                if left <= here - begins:
                    return here - left
                left -= here - begins
            day = self._add(day, -1)

    def _done(self, local: datetime) -> timedelta:
        """Working time of the day of `local` up to it."""
        clock, day = local.time(), local.date()
        passed = NOTHING
        for start, end in self.windows(day):
            if clock > start:
                passed += _span((start, min(end, clock)))
        return passed

    def _length(self, day: date) -> timedelta:
        return self.season(day).length if self._works(day) else NOTHING

    def _whole(self, first: date, until: date) -> timedelta:
        """Working time of the whole days from `first` to before `until`, months at a time."""
        passed, day = NOTHING, first
        while day < until:
            after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
            if day.day == 1 and after <= until:
                if (day.year, day.month) not in self._months:
                    self._months[day.year, day.month] = self._days(day, after)
                passed += self._months[day.year, day.month]
            else:
                after = min(after, until)
                passed += self._days(day, after)
            day = after
        return passed

    def _days(self, first: date, until: date) -> timedelta:
        span = (first + timedelta(days=n) for n in range((until - first).days))
        return sum((self._length(day) for day in span), NOTHING)


def _span(window: Window) -> timedelta:
    start, end = window
    return datetime.combine(date.min, end) - datetime.combine(date.min, start)


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(OFFICE_ZONE).replace(tzinfo=None)


def _aware(local: datetime) -> datetime:
    return local.replace(tzinfo=OFFICE_ZONE).astimezone(UTC)
