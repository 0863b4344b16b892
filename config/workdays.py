"""Working days and hours of Vietnamese offices.

Monday to Friday, less the holidays and compensatory days of Bộ luật Lao động 2019, Điều 111(3) and
112 (the ``holidays`` package; see config/holidays_table), corrected by config/calendar.yaml: swaps and make-up Saturdays are
decreed year by year. DONDOC_CALENDAR may name another such file.

An office lays its own file over these (``dondoc calendar apply``); whoever works for that office counts by the
version that was applied last (``count_by``), each context for itself, so that a rehearsal beside it may differ.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property, lru_cache
from pathlib import Path

from config.calendar_file import FIRST_YEAR, LAST_YEAR, SATURDAY, CalendarFile, Finding, parse_calendar
from config.errors import CalendarError, SettingFileError
from config.holidays_table import year_off
from config.workhours import OfficeHours, Season

ALL_YEAR = Season("cả năm", (1, 1), (12, 31), ((time(7, 30), time(11, 30)), (time(13, 0), time(17, 0))))
"""Where a calendar says nothing of hours: forty a week (Bộ luật Lao động 2019, Điều 105)."""


def add_working_days(day: date, count: int) -> date:
    """The `count`-th working day after `day` (before it, where negative).

    Zero gives `day` itself, or the next working day where `day` is a day off. Raises CalendarError
    outside FIRST_YEAR..LAST_YEAR.
    """
    return calendar().add(day, count)


def working_days_between(start: date, end: date) -> int:
    """How many working days after `start` up to and including `end`; negative where `end` is earlier.

    ``working_days_between(day, add_working_days(day, n)) == n`` for every n but zero.
    """
    return calendar().between(start, end)


def add_working_hours(moment: datetime, hours: float) -> datetime:
    """The moment (aware UTC) at which `hours` of office time have passed since `moment`; before it, where negative.

    Office hours are those of the season on working days, make-up Saturdays among them. Full hours end with the
    office day and not with the next morning: 16:00 and one hour is 17:00. Zero gives `moment` itself, or the next
    opening where the office is closed. Raises ValueError for a moment without a zone, CalendarError outside
    FIRST_YEAR..LAST_YEAR.
    """
    return calendar().hours.add(moment, hours)


def working_hours_between(start: datetime, end: datetime) -> float:
    """Office time from `start` to `end` in hours; negative where `end` is earlier. Raises as add_working_hours.

    ``working_hours_between(moment, add_working_hours(moment, h)) == h`` for every h, to the microsecond.
    """
    return calendar().hours.between(start, end)


def is_working_day(day: date) -> bool:
    """Whether offices work on `day`."""
    return calendar().works(day)


def day_off_name(day: date) -> str | None:
    """Why `day` is off, in Vietnamese; None for a working day or a plain weekend."""
    return calendar().off_name(day)


class WorkCalendar:
    """Working days by year; `off` and `worked` (date -> reason) overrule the computed ones; hours by season."""

    def __init__(
        self, off: Mapping[date, str], worked: Mapping[date, str], seasons: Sequence[Season] = (ALL_YEAR,)
    ) -> None:
        self._off = dict(off)
        self._worked = dict(worked)
        self._seasons = tuple(seasons)
        self._years: dict[int, list[int]] = {}
        self._names: dict[int, dict[date, str]] = {}

    def overlaid(self, file: CalendarFile) -> WorkCalendar:
        """This calendar with an office's own file over it: each of its lines wins, hours as a whole."""
        off = {day: why for day, why in self._off.items() if day not in file.worked} | file.off
        worked = {day: why for day, why in self._worked.items() if day not in file.off} | file.worked
        return WorkCalendar(off, worked, file.seasons or self._seasons)

    def decreed(self) -> set[date]:
        """The days that a file, and not the computed table, says something about."""
        return {*self._off, *self._worked}

    @cached_property
    def hours(self) -> OfficeHours:
        """The office hours of these working days."""
        return OfficeHours(self._seasons, self.works, self.add)

    def works(self, day: date) -> bool:
        """Whether offices work on `day`."""
        ordinals = self._year(day.year)
        at = bisect_left(ordinals, day.toordinal())
        return at < len(ordinals) and ordinals[at] == day.toordinal()

    def add(self, day: date, count: int) -> date:
        """See :func:`add_working_days`."""
        year, ordinals = day.year, self._year(day.year)
        if count > 0:
            at = bisect_right(ordinals, day.toordinal()) + count - 1
        else:
            at = bisect_left(ordinals, day.toordinal()) + count
        while at >= len(ordinals):
            at -= len(ordinals)
            year += 1
            ordinals = self._year(year)
        while at < 0:
            year -= 1
            ordinals = self._year(year)
            at += len(ordinals)
        return date.fromordinal(ordinals[at])

    def between(self, start: date, end: date) -> int:
        """See :func:`working_days_between`."""
        if end < start:
            return -(self._before(start) - self._before(end, year_of=start.year))
        return self._through(end, year_of=start.year) - self._through(start)

    def off_name(self, day: date) -> str | None:
        """See :func:`day_off_name`."""
        if self.works(day):
            return None
        return self._off.get(day) or self._names[day.year].get(day)

    def worked_name(self, day: date) -> str | None:
        """Why offices work on a weekend day; None for any other day. Empty where no decree gives the reason."""
        if day.weekday() < SATURDAY or not self.works(day):
            return None
        return self._worked.get(day, "")

    def why(self, day: date) -> str:
        """The reason for a day that is off, or worked on a weekend; empty for a plain one."""
        return (self.worked_name(day) if self.works(day) else self.off_name(day)) or self._worked.get(day, "")

    def _through(self, day: date, year_of: int | None = None) -> int:
        return self._counted(day.year, year_of) + bisect_right(self._year(day.year), day.toordinal())

    def _before(self, day: date, year_of: int | None = None) -> int:
        return self._counted(day.year, year_of) + bisect_left(self._year(day.year), day.toordinal())

    def _counted(self, year: int, since: int | None) -> int:
        """Working days of the whole years from `since` to `year`, negative where `since` is later."""
        if since is None or since == year:
            return 0
        if year < since:
            return -sum(len(self._year(each)) for each in range(year, since))
        return sum(len(self._year(each)) for each in range(since, year))

    def _year(self, year: int) -> list[int]:
        if year not in self._years:
            self._years[year] = self._work_out(year)
        return self._years[year]

    def _work_out(self, year: int) -> list[int]:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise CalendarError.of(
                "calendar.out_of_range",
                place=str(year),
                first=FIRST_YEAR,
                last=LAST_YEAR,
            )
        computed = year_off(year)
        self._names[year] = computed.off
        ordinals = []
        day = date(year, 1, 1)
        while day.year == year:
            if day in self._worked:
                works = True
            elif day in self._off:
                works = False
            elif day.weekday() >= SATURDAY:
                works = day in computed.worked
            else:
                works = day not in computed.off
            if works:
                ordinals.append(day.toordinal())
            if day == date.max:
                break
            day += timedelta(days=1)
        return ordinals


IN_FORCE = "calendar-in-force.yaml"
"""Copy in the data folder of the calendar file that was applied last; the database holds the truth."""

_counting: ContextVar[WorkCalendar | None] = ContextVar("calendar", default=None)


def calendar() -> WorkCalendar:
    """The calendar that this context counts by: as chosen (count_by), else as it lies at hand."""
    return _counting.get() or at_hand()


def count_by(chosen: WorkCalendar | None) -> None:
    """Count by this calendar in this context from now on; None goes back to the one at hand."""
    _counting.set(chosen)


@contextmanager
def counting_by(chosen: WorkCalendar | None) -> Iterator[None]:
    """Count by this calendar within the block."""
    before = _counting.set(chosen)
    try:
        yield
    finally:
        _counting.reset(before)


@cache
def at_hand() -> WorkCalendar:
    """The calendar without asking the database, for who only reads documents: IN_FORCE over the shipped one."""
    copy = _data_folder() / IN_FORCE
    return overlaid_by(calendar_text(copy)) if copy.exists() else shipped()


@lru_cache(maxsize=16)
def overlaid_by(text: str) -> WorkCalendar:
    """The shipped calendar with the text of an applied file over it; the same object for the same text."""
    file, _ = parse_calendar(text, IN_FORCE, shipped().works)
    return shipped().overlaid(file)


@cache
def shipped() -> WorkCalendar:
    """The calendar before any office's own file: DONDOC_CALENDAR, else config/calendar.yaml."""
    return load_calendar(Path(os.environ.get("DONDOC_CALENDAR") or Path(__file__).parent / "calendar.yaml"))


def load_calendar(path: Path) -> WorkCalendar:
    """Read a calendar file over the computed days. Raises SettingFileError with the first fault and its line."""
    bare = WorkCalendar({}, {})
    file, findings = parse_calendar(calendar_text(path), str(path), bare.works)
    refuse_faults(findings)
    return bare.overlaid(file)


def calendar_text(path: Path) -> str:
    """The file's text. Raises SettingFileError."""
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        detail = " ".join(str(fault).split())
        raise SettingFileError.of("calendar.unreadable", place=str(path), detail=detail) from fault


def refuse_faults(findings: Sequence[Finding]) -> None:
    """Raise SettingFileError for the first error among the findings."""
    for finding in findings:
        if finding.severity == "error":
            raise SettingFileError(finding.reason, place=finding.place, remedy=finding.remedy)


def _data_folder() -> Path:
    """As config/settings finds it, which a compilation does not load: the environment, else .env, else ``data``."""
    named = os.environ.get("DONDOC_DATA_DIR")
    if not named and Path(".env").is_file():
        lines = re.findall(r"(?m)^\s*(?:export\s+)?DONDOC_DATA_DIR\s*=\s*(.*?)\s*$", Path(".env").read_text("utf-8"))
        named = lines[-1].strip("'\"") if lines else None
    return Path(named or "data")
