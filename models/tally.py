"""How a round stood at a moment, counted only from what was known by then; figures that add up.

Pure: facts go in, lines and figures come out. Three times are kept apart (DESIGN, decision 9): first
received, complete, accepted. What decides "on time" is the day on which every duty was first answered,
against the deadline in force; a report that was given back later stays on time, and is owed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from config.workdays import working_days_between
from models.clock import local_day
from models.directory import LEVELS
from models.naming import alphabetical


class Standing(StrEnum):
    """Where an agency stands; each request has exactly one."""

    ON_TIME = "on_time"
    LATE = "late"
    INCOMPLETE = "incomplete"
    RETURNED = "returned"
    AWAITED = "awaited"
    MISSING = "missing"


ANSWERED = (Standing.ON_TIME, Standing.LATE)
OWING = (Standing.INCOMPLETE, Standing.RETURNED, Standing.AWAITED, Standing.MISSING)


@dataclass(frozen=True)
class VersionFact:
    """One submitted version of a report. ``returned_at`` / ``accepted_at``: when it was reviewed, if it was.

    ``back_by``: the deadline that it got when it was returned.
    """

    version: int
    submitted_at: datetime
    complete: bool
    channel: str
    by: str
    recorded_by: str | None = None
    returned_at: datetime | None = None
    return_reason: str | None = None
    back_by: datetime | None = None
    accepted_at: datetime | None = None


@dataclass(frozen=True)
class Extension:
    """A decision at ``at`` that moved a deadline from one moment to another."""

    at: datetime
    old: datetime
    new: datetime
    why: str = ""


@dataclass(frozen=True)
class RequestFact:
    """One agency's request in a round, with everything that happened to it. ``due_at`` is the first deadline."""

    request_id: str
    agency_key: str
    agency_name: str
    requested: bool
    asked_at: datetime
    due_at: datetime
    versions: tuple[VersionFact, ...] = ()
    extensions: tuple[Extension, ...] = ()
    closed_at: datetime | None = None
    close_reason: str | None = None
    cancelled: bool = False
    agency_until: date | None = None
    level: str = "province"

    @property
    def place(self) -> tuple[int, object, str]:
        """Where the agency stands in a list: by level from the top down, then by the alphabet."""
        rank = LEVELS.index(self.level) if self.level in LEVELS else len(LEVELS)
        return rank, alphabetical(self.agency_name), self.agency_key


@dataclass(frozen=True)
class Line:
    """One request as it stood. ``days_late`` are working days; 0 with LATE means late on the last day itself.

    ``owed_by``: from where the days of what is owed are counted: the due date, or the deadline by which a returned
    report must be back, as in the agency's letters and on its ladder.
    """

    fact: RequestFact
    standing: Standing
    due_at: datetime
    owed_by: datetime
    days_late: int
    first_received_at: datetime | None
    complete_at: datetime | None
    accepted_at: datetime | None
    latest: VersionFact | None
    returns: int
    closed: bool
    agency_ended: bool


@dataclass(frozen=True)
class Figures:
    """Counts of requests; the six standings always add up to ``asked``."""

    asked: int
    on_time: int
    late: int
    incomplete: int
    returned: int
    awaited: int
    missing: int

    def __post_init__(self) -> None:
        parts = self.on_time + self.late + self.incomplete + self.returned + self.awaited + self.missing
        if parts != self.asked or min(self.asked, self.on_time, self.late, self.incomplete) < 0:
            raise ValueError(f"figures do not add up: {self}")

    @property
    def answered(self) -> int:
        """Requests answered in full, on time or late."""
        return self.on_time + self.late

    @property
    def owing(self) -> int:
        """Requests on which something is still owed."""
        return self.asked - self.answered

    @property
    def indebted(self) -> int:
        """Those of them that have no time left: who was given more is not in debt until that day."""
        return self.owing - self.awaited

    def rate(self, part: int) -> float | None:
        """``part`` of all that were asked, in percent with one decimal; None where nobody was asked."""
        return round(100 * part / self.asked, 1) if self.asked else None


@dataclass(frozen=True)
class Tally:
    """A round at a moment: its lines by agency name, figures of ordered and of requested bodies apart."""

    as_of: datetime
    lines: tuple[Line, ...]
    ordered: Figures
    requested: Figures
    cancelled: tuple[RequestFact, ...]

    def standing(self, *standings: Standing, requested: bool = False) -> tuple[Line, ...]:
        """The lines of ordered (or requested) bodies with one of these standings."""
        return tuple(line for line in self.lines if line.standing in standings and line.fact.requested == requested)


def tally(facts: Iterable[RequestFact], as_of: datetime) -> Tally:
    """Count a round as it stood at ``as_of`` (aware UTC); nothing later is looked at."""
    asked = sorted((fact for fact in facts if fact.asked_at <= as_of), key=lambda fact: fact.place)
    cancelled = [fact for fact in asked if fact.cancelled and (fact.closed_at is None or fact.closed_at <= as_of)]
    lines = tuple(line_at(fact, as_of) for fact in asked if fact not in cancelled)
    return Tally(
        as_of,
        lines,
        _figures([line for line in lines if not line.fact.requested]),
        _figures([line for line in lines if line.fact.requested]),
        tuple(cancelled),
    )


def line_at(fact: RequestFact, as_of: datetime) -> Line:
    """One request as it stood at ``as_of``."""
    known = [version for version in fact.versions if version.submitted_at <= as_of]
    latest = max(known, key=lambda version: version.version, default=None)
    first = min((version.submitted_at for version in known), default=None)
    complete = min((version.submitted_at for version in known if version.complete), default=None)
    accepted = max((v.accepted_at for v in known if v.accepted_at and v.accepted_at <= as_of), default=None)
    returns = sum(1 for version in known if version.returned_at and version.returned_at <= as_of)
    due = _due(fact, as_of)
    closed = (
        fact.closed_at is not None
        and fact.closed_at <= as_of
        and (latest is None or latest.submitted_at <= fact.closed_at)
    )
    standing = _standing(latest, complete, due, as_of, closed)
    until = complete if standing in ANSWERED and complete else as_of
    owed_by = _owed_by(fact, known, due, as_of) if standing in (Standing.RETURNED, Standing.INCOMPLETE) else due
    late = 0 if standing in (Standing.ON_TIME, Standing.AWAITED) else _days_late(owed_by, until)
    return Line(
        fact=fact,
        standing=standing,
        due_at=due,
        owed_by=owed_by,
        days_late=late,
        first_received_at=first,
        complete_at=complete,
        accepted_at=accepted,
        latest=latest,
        returns=returns,
        closed=closed,
        agency_ended=fact.agency_until is not None and fact.agency_until < local_day(as_of),
    )


def _standing(
    latest: VersionFact | None, complete: datetime | None, due: datetime, as_of: datetime, closed: bool
) -> Standing:
    if latest is None:
        return Standing.MISSING if closed or as_of > due else Standing.AWAITED
    if latest.returned_at is not None and latest.returned_at <= as_of:
        return Standing.RETURNED
    if complete is None or not latest.complete:  # half a version after a return: owed again
        return Standing.INCOMPLETE
    return Standing.ON_TIME if complete <= due else Standing.LATE


def _due(fact: RequestFact, as_of: datetime) -> datetime:
    """The deadline in force at ``as_of``: the first one, moved by the extensions known by then.

    An extension of a returned report's deadline starts from another moment and leaves the due date alone.
    """
    return _moved(fact.due_at, fact, as_of)


def _owed_by(fact: RequestFact, known: Sequence[VersionFact], due: datetime, as_of: datetime) -> datetime:
    """The deadline of the report that was returned last, with its extensions; the due date where none was."""
    returned = [each for each in known if each.returned_at is not None and each.returned_at <= as_of and each.back_by]
    last = max(returned, key=lambda each: each.version, default=None)
    return _moved(last.back_by, fact, as_of) if last is not None and last.back_by is not None else due


def _moved(deadline: datetime, fact: RequestFact, as_of: datetime) -> datetime:
    for extension in sorted(fact.extensions, key=lambda each: each.at):
        if extension.at <= as_of and extension.old == deadline:
            deadline = extension.new
    return deadline


def _days_late(due: datetime, until: datetime) -> int:
    return max(0, working_days_between(local_day(due), local_day(until))) if until > due else 0


def _figures(lines: Sequence[Line]) -> Figures:
    count = {standing: sum(1 for line in lines if line.standing == standing) for standing in Standing}
    return Figures(
        asked=len(lines),
        on_time=count[Standing.ON_TIME],
        late=count[Standing.LATE],
        incomplete=count[Standing.INCOMPLETE],
        returned=count[Standing.RETURNED],
        awaited=count[Standing.AWAITED],
        missing=count[Standing.MISSING],
    )
