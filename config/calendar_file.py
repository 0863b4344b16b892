"""The calendar file that an office edits: read whole, every fault named by file and line.

Three parts: ``off`` and ``worked`` (day -> reason), ``hours`` (season -> first and last day, morning, afternoon).
The text is read as nodes and not as values, because 30/02 must be named with its line and not stop the reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, time
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from config.wording import say
from config.workhours import MonthDay, Season, Window
from config.written_yaml import refuse_depth

if TYPE_CHECKING:
    from ruamel.yaml.nodes import MappingNode

FIRST_YEAR, LAST_YEAR = 1995, 2099
"""The lunar tables hold from the Labour Code of 1994 to the end of the century."""

NEAR_YEARS = 10
"""Days decreed further off than this are a slip of the pen more often than a decree."""

SATURDAY = 5
PARTS = ("off", "worked", "hours")
WINDOWS = ("morning", "afternoon")
EMPTY = ("", "~", "null")
LEAP_YEAR = 2000

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SPOKEN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_MONTH_DAY = re.compile(r"(\d{1,2})/(\d{1,2})")
_CLOCK = re.compile(r"(\d{1,2})[:h](\d{2})")


@dataclass(frozen=True)
class Finding:
    """A fault (``error``: the file is refused) or an oddity (``warning``) with its ``file:line`` and what to do."""

    place: str
    severity: Literal["error", "warning"]
    reason: str
    remedy: str


@dataclass(frozen=True)
class CalendarFile:
    """What a calendar file says; ``seasons`` None where it leaves the office hours alone."""

    off: dict[date, str] = field(default_factory=dict)
    worked: dict[date, str] = field(default_factory=dict)
    seasons: tuple[Season, ...] | None = None


def parse_calendar(
    text: str, place: str, works: Callable[[date], bool], today: date | None = None
) -> tuple[CalendarFile, list[Finding]]:
    """(what the file says, what is wrong with it), findings in the order of the lines.

    ``works`` is the calendar without this file: what it would work on anyway needs no ``worked`` line.
    ``today``: years far from it are questioned. With an error among the findings the file must not be used.
    """
    reading = _Reading(place)
    root = reading.compose(text)
    found = CalendarFile()
    if root is not None:
        parts = reading.parts(root)
        days = {part: reading.days(parts[part], part, today) if part in parts else {} for part in ("off", "worked")}
        reading.agree(days["off"], days["worked"], works)
        seasons = reading.seasons(parts["hours"]) if "hours" in parts else None
        off, worked = ({day: why for day, (why, _) in days[part].items()} for part in ("off", "worked"))
        found = CalendarFile(off, worked, seasons)
    return found, [finding for _, finding in sorted(reading.findings, key=lambda pair: pair[0])]


class _Reading:
    """One file being read, and what was found so far with its line."""

    def __init__(self, place: str) -> None:
        self._place = place
        self.findings: list[tuple[int, Finding]] = []

    def note(self, line: int, key: str, /, severity: Literal["error", "warning"] = "error", **facts: object) -> None:
        """Remember a finding; ``line`` counts from 1."""
        reason, remedy = say(f"calendar.{key}.reason", **facts), say(f"calendar.{key}.remedy", **facts)
        self.findings.append((line, Finding(f"{self._place}:{line}", severity, reason, remedy)))

    def compose(self, text: str) -> MappingNode | None:
        """The whole file as nodes; None where it is empty or cannot be read."""
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError, YAMLError
        from ruamel.yaml.nodes import MappingNode

        try:
            refuse_depth(text)
            root = YAML(typ="safe", pure=True).compose(text)
        except YAMLError as fault:
            mark = fault.problem_mark if isinstance(fault, MarkedYAMLError) else None
            self.note(mark.line + 1 if mark else 1, "unreadable", detail=" ".join(str(fault).split()))
            return None
        if root is None or isinstance(root, MappingNode):
            return root
        self.note(1, "sections")
        return None

    def parts(self, root: MappingNode) -> dict[str, Any]:
        """The known parts that hold something."""
        found: dict[str, Any] = {}
        for line, name, value in self._entries(root):
            if name not in PARTS:
                self.note(line, "sections")
            elif name in found:
                self.note(line, "twice", name=name)
            elif value.value not in EMPTY:
                found[name] = value
        return found

    def days(self, node: Any, part: str, today: date | None) -> dict[date, tuple[str, int]]:
        """day -> (reason, line) of one part."""
        found: dict[date, tuple[str, int]] = {}
        if not self._is_mapping(node):
            self.note(node.start_mark.line + 1, "days")
            return found
        for line, name, value in self._entries(node):
            day = self._day(line, name)
            if day is None:
                continue
            why = " ".join(str(value.value).split()) if isinstance(value.value, str) else ""
            if day in found:
                self.note(line, "twice", name=f"{day:%d/%m/%Y}")
            elif why in EMPTY:
                self.note(line, "no_reason", day=f"{day:%d/%m/%Y}")
            elif today is not None and abs(day.year - today.year) > NEAR_YEARS:
                self.note(line, "far", "warning", day=f"{day:%d/%m/%Y}", today=today.year)
            found.setdefault(day, (why, line))
        return found

    def agree(
        self,
        off: dict[date, tuple[str, int]],
        worked: dict[date, tuple[str, int]],
        works: Callable[[date], bool],
    ) -> None:
        """No day both off and worked, no line that changes nothing."""
        for day, (_, line) in worked.items():
            if day in off:
                self.note(max(line, off[day][1]), "both", day=f"{day:%d/%m/%Y}", other=min(line, off[day][1]))
            elif day.weekday() < SATURDAY and works(day):
                self.note(line, "ordinary", day=f"{day:%d/%m/%Y}")
        for day, (_, line) in off.items():
            if day.weekday() >= SATURDAY and day not in worked and not works(day):
                self.note(
                    line, "weekend", "warning", day=f"{day:%d/%m/%Y}", weekday=say(f"rehearsed.weekday.{day.weekday()}")
                )

    def seasons(self, node: Any) -> tuple[Season, ...]:
        """The seasons of ``hours``, which cover the year exactly once."""
        top = node.start_mark.line + 1
        if not self._is_mapping(node):
            self.note(top, "hours")
            return ()
        before = len(self.findings)
        found: list[tuple[int, Season]] = []
        for line, name, value in self._entries(node):
            if not self._is_mapping(value):
                self.note(line, "season", name=name)
                continue
            facts = {key: (at, entry) for at, key, entry in self._entries(value)}
            if not {"from", "until", "morning"} <= set(facts) or not set(facts) <= {"from", "until", *WINDOWS}:
                self.note(line, "season", name=name)
                continue
            first, last = (self._month_day(*facts[key], name) for key in ("from", "until"))
            windows = [self._window(*facts[key], key) for key in WINDOWS if key in facts]
            if first and last and all(windows):
                whole = [window for window in windows if window]
                if any(one[1] > other[0] for one, other in pairwise(whole)):
                    self.note(line, "windows", name=name)
                found.append((line, Season(name, first, last, tuple(whole))))
        if len(self.findings) == before:
            self._cover(top, found)
        return tuple(season for _, season in found)

    def _cover(self, top: int, seasons: list[tuple[int, Season]]) -> None:
        every = [date.fromordinal(date(LEAP_YEAR, 1, 1).toordinal() + n) for n in range(366)]
        for day in every:
            holding = [(line, season) for line, season in seasons if season.holds(day)]
            if len(holding) > 1:
                names = ", ".join(season.name for _, season in holding)
                self.note(holding[-1][0], "overlap", day=f"{day:%d/%m}", names=names)
                return
            if not holding:
                self.note(top, "gap", day=f"{day:%d/%m}")
                return

    def _day(self, line: int, written: str) -> date | None:
        if match := _ISO.fullmatch(written):
            year, month, day = map(int, match.groups())
        elif match := _SPOKEN.fullmatch(written):
            day, month, year = map(int, match.groups())
        else:
            self.note(line, "days")
            return None
        try:
            found = date(year, month, day)
        except ValueError:
            self.note(line, "impossible", day=written)
            return None
        if not FIRST_YEAR <= year <= LAST_YEAR:
            self.note(line, "year", day=written, first=FIRST_YEAR, last=LAST_YEAR)
            return None
        return found

    def _month_day(self, line: int, node: Any, name: str) -> MonthDay | None:
        written = str(node.value)
        if match := _MONTH_DAY.fullmatch(written):
            day, month = map(int, match.groups())
            try:
                date(LEAP_YEAR, month, day)
            except ValueError:
                self.note(line, "impossible", day=written)
                return None
            return month, day
        self.note(line, "season", name=name)
        return None

    def _window(self, line: int, node: Any, name: str) -> Window | None:
        clocks = [self._clock(str(each.value)) for each in node.value] if isinstance(node.value, list) else []
        if len(clocks) != 2 or clocks[0] is None or clocks[1] is None:
            self.note(line, "window", name=name)
            return None
        if clocks[0] >= clocks[1]:
            self.note(line, "reversed", name=name, start=f"{clocks[0]:%H:%M}", end=f"{clocks[1]:%H:%M}")
            return None
        return clocks[0], clocks[1]

    @staticmethod
    def _clock(written: str) -> time | None:
        match = _CLOCK.fullmatch(written)
        if match is None or int(match[1]) > 23 or int(match[2]) > 59:
            return None
        return time(int(match[1]), int(match[2]))

    @staticmethod
    def _entries(node: Any) -> Iterator[tuple[int, str, Any]]:
        for key, value in node.value:
            yield key.start_mark.line + 1, " ".join(str(key.value).split()), value

    @staticmethod
    def _is_mapping(node: Any) -> bool:
        return isinstance(node.value, list) and all(isinstance(each, tuple) for each in node.value)
