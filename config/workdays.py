"""Working days of Vietnamese offices.

Monday to Friday, less the holidays and compensatory days of Bộ luật Lao động 2019, Điều 111(3) and
112 (the ``holidays`` package; see config/holidays_table), corrected by config/calendar.yaml: swaps and make-up Saturdays are
decreed year by year. DONDOC_CALENDAR may name another such file.
"""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from config.errors import CalendarError, SettingFileError
from config.holidays_table import year_off

FIRST_YEAR, LAST_YEAR = 1995, 2099
"""The lunar tables hold from the Labour Code of 1994 to the end of the century."""

SATURDAY = 5


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


def is_working_day(day: date) -> bool:
    """Whether offices work on `day`."""
    return calendar().works(day)


def day_off_name(day: date) -> str | None:
    """Why `day` is off, in Vietnamese; None for a working day or a plain weekend."""
    return calendar().off_name(day)


class WorkCalendar:
    """Working days by year; `off` and `worked` (date -> reason) overrule the computed ones."""

    def __init__(self, off: Mapping[date, str], worked: Mapping[date, str]) -> None:
        self._off = dict(off)
        self._worked = dict(worked)
        self._years: dict[int, list[int]] = {}
        self._names: dict[int, dict[date, str]] = {}

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


@cache
def calendar() -> WorkCalendar:
    """The installation's calendar: DONDOC_CALENDAR, else config/calendar.yaml."""
    return load_calendar(Path(os.environ.get("DONDOC_CALENDAR") or Path(__file__).parent / "calendar.yaml"))


def load_calendar(path: Path) -> WorkCalendar:
    """Read an edited calendar: ``off`` and ``worked``, each date -> reason. Raises SettingFileError."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        raw = YAML(typ="safe").load(path.read_text("utf-8")) or {}
    except (OSError, UnicodeDecodeError, YAMLError) as fault:
        raise SettingFileError.of("calendar.unreadable", place=str(path), detail=_one_line(fault)) from fault
    if not isinstance(raw, dict) or not set(raw) <= {"off", "worked"}:
        raise SettingFileError.of("calendar.sections", place=str(path))
    for section, days in raw.items():
        if not isinstance(days, dict | None) or not all(type(day) is date for day in days or {}):
            raise SettingFileError.of("calendar.days", place=f"{path}: {section}")
    off, worked = raw.get("off") or {}, raw.get("worked") or {}
    if both := sorted(set(off) & set(worked)):
        raise SettingFileError.of("calendar.both", place=str(path), day=both[0].strftime("%d/%m/%Y"))
    return WorkCalendar(off, worked)


def _one_line(fault: Exception) -> str:
    return " ".join(str(fault).split())
