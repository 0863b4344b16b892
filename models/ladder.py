"""The ladder: which step comes when, counted in working days, within sending hours.

Pure: a frozen ladder (config/ladders.yaml, copied into the round) and dates go in, a step and its
moment come out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from config.errors import DondocError
from config.settings import CONFIG_DIR, OFFICE_ZONE
from config.workdays import add_working_days, is_working_day
from models.clock import at_office, local_day
from models.round import OWED, Request, Round

Part = Literal["due", "returned"]
Channel = Literal["email", "sms"]
Kind = Literal["request", "reminder", "overdue", "draft_letter", "listed", "decide"]
ABOVE: tuple[Kind, ...] = ("draft_letter", "listed", "decide")
"""Steps that are told to the coordinator or the supervisor, not to the agency."""
Audience = Literal["focal", "clerk", "leader", "coordinator", "supervisor"]

DUE_HOUR = time(17, 0)
"""A date that a plan gives is kept until the end of that day's office hours."""


class LadderError(DondocError):
    """A ladder that is not there, or cannot be climbed."""


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Step(_Frozen):
    """One rung: ``days`` working days after the deadline (negative: before) at a clock time in Vietnam."""

    step: str
    days: int
    at: time
    kind: Kind
    audience: tuple[Audience, ...]
    channels: tuple[Channel, ...]
    climbs: bool = False


class Returned(_Frozen):
    """The short ladder of a report that was given back."""

    deadline_days: int = Field(ge=1)
    steps: tuple[Step, ...]


class Promise(_Frozen):
    """What a promise may buy: peace for at most ``most_days`` working days after the deadline, ``times`` times."""

    most_days: int = Field(default=10, ge=1)
    times: int = Field(default=1, ge=0)


class Ladder(_Frozen):
    """A whole ladder. ``notice_days``: least working days between asking and deadline.

    ``letter_days``: working days that a letter gives which names no day, before the supervisor is asked again.
    """

    name: str
    notice_days: int = Field(ge=0)
    letter_days: int = Field(default=5, ge=1)
    sending_hours: dict[Channel, tuple[tuple[time, time], ...]]
    promise: Promise = Promise()
    due: tuple[Step, ...] = Field(min_length=1)
    returned: Returned

    @model_validator(mode="after")
    def _rises(self) -> Ladder:
        if self.due[0].kind != "request":
            raise ValueError(f"{self.due[0].step}: the first step must be the request itself")
        for steps in (self.due, self.returned.steps):
            for before, step in pairwise(steps):
                if (step.days, step.at) < (before.days, before.at):
                    raise ValueError(f"{step.step} stands after {before.step} but comes earlier")
        return self

    def part(self, name: str) -> tuple[Step, ...]:
        """The steps counted from the due date, or those of a returned report."""
        return self.due if name == "due" else self.returned.steps


@dataclass(frozen=True)
class Next:
    """The step to come and its moment (aware UTC); ``at`` None: the ladder has ended or nothing is owed."""

    index: int
    at: datetime | None


def next_after(ladder: Ladder, request: Request, index: int) -> Next:
    """The first step at or after ``index`` that concerns this request, and when.

    A promise gives peace until the end of its day: steps before it are passed over. Requested bodies
    ("đề nghị") meet no climbing step. Closing a request as missing ends its ladder, whatever part of an answer
    still comes.
    """
    if request.state not in OWED or (request.closed_at is not None and request.ladder_part == "due"):
        return Next(index, None)
    steps = ladder.part(request.ladder_part)
    peace = at_office(request.promised_on, DUE_HOUR) if request.promised_on else None
    while index < len(steps):
        step = steps[index]
        if not (step.climbs and request.requested_body):
            at = step_moment(step, request.base_at)
            return Next(index, max(at, peace) if peace else at)
        index += 1
    return Next(index, None)


def step_moment(step: Step, base_at: datetime) -> datetime:
    """When a step falls: ``step.days`` working days from the deadline's day, at the step's clock time."""
    return _moment(step.days, step.at, base_at)


@lru_cache(maxsize=4096)
def _moment(days: int, at: time, base_at: datetime) -> datetime:
    return at_office(add_working_days(local_day(base_at), days), at)


def overdue_steps(
    ladder: Ladder, request: Request, now: datetime
) -> tuple[list[tuple[int, Step]], list[tuple[int, Step]]]:
    """(steps to take, steps passed over) of all that fell due by ``now`` since the last sweep.

    After a standstill, or a promise that was broken, each reader is told the last one only: three messages on
    one morning say no more than one. The agency has its own last one, so that nobody is listed or decided about
    who was never told; a draft letter and a decision at the top are never passed over.
    """
    steps = ladder.part(request.ladder_part)
    fallen = [
        (index, steps[index])
        for index in range(request.step_index, len(steps))
        if step_moment(steps[index], request.base_at) <= now and not (steps[index].climbs and request.requested_body)
    ]
    above = [pair for pair in fallen if pair[1].kind in ABOVE]
    below = [pair for pair in fallen if pair[1].kind not in ABOVE]
    kept = {index for index, step in above if step.kind in ("decide", "draft_letter")}
    kept |= {index for some in (above, below) for index, _ in some[-1:]}
    return [pair for pair in fallen if pair[0] in kept], [pair for pair in fallen if pair[0] not in kept]


def within_hours(ladder: Ladder, channel: str, moment: datetime) -> datetime:
    """``moment``, or the next sending hour on a working day for this channel (DOMAIN 10.2)."""
    windows: Sequence[tuple[time, time]] = ladder.sending_hours.get(channel, ())  # type: ignore[call-overload]
    if not windows:
        return moment
    local = moment.astimezone(OFFICE_ZONE)
    if is_working_day(local.date()):
        for start, end in windows:
            if local.time() < start:
                return at_office(local.date(), start)
            if local.time() < end:
                return moment
    return at_office(add_working_days(local.date(), 1), windows[0][0])


def latest_promise(ladder: Ladder, base_at: datetime) -> date:
    """The last day for which a promise may ask for peace."""
    return add_working_days(local_day(base_at), ladder.promise.most_days)


def returned_deadline(ladder: Ladder, now: datetime, chosen: date | None) -> datetime:
    """When a returned report must be back: the chosen day, or the ladder's number of working days from now."""
    return at_office(chosen or add_working_days(local_day(now), ladder.returned.deadline_days), DUE_HOUR)


def ladder_of(round: Round) -> Ladder:
    """The ladder that was frozen into a round."""
    return _thaw(json.dumps(round.ladder, sort_keys=True))


@cache
def _thaw(frozen: str) -> Ladder:
    return Ladder.model_validate_json(frozen)


def read_ladder(name: str, path: Path | None = None) -> Ladder:
    """A ladder of config/ladders.yaml by name. Raises LadderError naming file and step."""
    from ruamel.yaml import YAML

    path = path or CONFIG_DIR / "ladders.yaml"
    known: dict[str, Any] = YAML(typ="safe").load(path.read_text("utf-8")) or {}
    if name not in known:
        raise LadderError.of("ladder.unknown", place=path.name, name=name, known=", ".join(known))
    try:
        return Ladder.model_validate(known[name])
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(str(part) for part in (name, *first["loc"]))
        raise LadderError.of("ladder.invalid", place=f"{path.name}: {where}", detail=first["msg"]) from fault
