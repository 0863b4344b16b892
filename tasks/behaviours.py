"""How agencies behave in a rehearsal: seeded, so that the same rehearsal says the same twice."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml.error import YAMLError

from config.errors import DondocError
from config.wording import say
from config.workdays import add_working_days, is_working_day
from config.written_yaml import load_written
from models.clock import at_office, local_day
from models.round import Request

ACT_HOURS = (10, 15)
"""When people of a rehearsal act. Two hours are enough to tell a morning from an afternoon, and all that happens at
one moment is one step: with six hours a year took twice as many."""


class BehavioursError(DondocError):
    """A behaviours file that cannot be read."""


class Behaviour(StrEnum):
    """What an agency does with a request."""

    ON_TIME = "on_time"
    LATE = "late"
    SILENT = "silent"
    INCOMPLETE = "incomplete"
    BLOCKED = "blocked"
    PROMISES = "promises"
    BREAKS_PROMISE = "breaks_promise"
    ASKS_EXTENSION = "asks_extension"


class Said(BaseModel):
    """What agencies write about one responsibility when they report it done."""

    model_config = ConfigDict(extra="forbid")

    result: str
    figures: str = ""


class Behaviours(BaseModel):
    """A cast: named agencies by key, and shares (any positive weights) for all others.

    ``answers`` maps a responsibility's number ("R3") to what is written about it; a few sentences are
    chosen from in turn, so that a consolidated report reads like one. ``review_days``: working days that the scripted
    coordinator takes to review a report, or to answer a plea for more time.
    """

    model_config = ConfigDict(extra="forbid")

    seed: int = 1
    review_days: int = Field(default=1, ge=0)
    shares: dict[Behaviour, float] = Field(
        default_factory=lambda: {
            Behaviour.ON_TIME: 66.0,
            Behaviour.LATE: 15,
            Behaviour.SILENT: 4,
            Behaviour.INCOMPLETE: 5,
            Behaviour.BLOCKED: 3,
            Behaviour.PROMISES: 4,
            Behaviour.BREAKS_PROMISE: 3,
        }
    )
    agencies: dict[str, Behaviour] = Field(default_factory=dict)
    answers: dict[str, list[Said]] = Field(default_factory=dict)

    def said(self, request_id: str, number: str) -> Said:
        """What one agency writes about one responsibility."""
        choice = self.answers.get(number)
        if not choice:
            return Said(result=say("rehearse.done"))
        return random.Random(f"{self.seed}|{request_id}|{number}").choice(choice)


@dataclass(frozen=True, order=True)
class Act:
    """What an agency will do: ``what`` is submit, submit_part, submit_blocked, promise or ask (until ``on``)."""

    at: datetime
    request_id: str
    what: str
    on: datetime | None = None


def acts_for(request: Request, cast: Behaviours) -> list[Act]:
    """What the agency of a freshly opened request will do, and when (aware UTC)."""
    dice = random.Random(f"{cast.seed}|{request.id}")
    behaviour = cast.agencies.get(request.agency_key) or _chosen(dice, cast.shares)
    due = local_day(request.due_at)
    if not is_working_day(due):  # whoever is on time sends on the last working day before
        due = add_working_days(due, -1)

    def moment(days: int) -> datetime:
        clock = time(dice.choice(ACT_HOURS))
        return max(at_office(add_working_days(due, days), clock), request.asked_at + timedelta(hours=1))

    def act(days: int, what: str) -> Act:
        return Act(moment(days), request.id, what)

    if behaviour == Behaviour.SILENT:
        return []
    if behaviour == Behaviour.ON_TIME:
        return [act(-dice.choice((0, 1, 1, 2, 3, 5)), "submit")]
    if behaviour == Behaviour.LATE:
        return [act(dice.choice((1, 2, 2, 4, 6)), "submit")]
    if behaviour == Behaviour.INCOMPLETE:
        return [act(-1, "submit_part"), act(2, "submit")]
    if behaviour == Behaviour.BLOCKED:
        return [act(-1, "submit_blocked")]
    if behaviour == Behaviour.ASKS_EXTENSION:
        return [Act(moment(-2), request.id, "ask", moment(5)), act(4, "submit")]
    on = moment(3)
    kept = 3 if behaviour == Behaviour.PROMISES else 8
    return [Act(moment(-1), request.id, "promise", on), act(kept, "submit")]


def read_behaviours(path: Path | None) -> Behaviours:
    """A cast from a YAML file; the default one without a file. Raises BehavioursError."""
    if path is None:
        return Behaviours()
    known = ", ".join(Behaviour)
    try:
        return Behaviours.model_validate(load_written(path.read_text("utf-8")) or {})
    except (OSError, UnicodeDecodeError, YAMLError, ValidationError) as fault:
        detail = " ".join(str(fault).split())[:200]
        raise BehavioursError.of("behaviours.unreadable", place=str(path), detail=detail, known=known) from fault


def _chosen(dice: random.Random, shares: Mapping[Behaviour, float]) -> Behaviour:
    return dice.choices(list(shares), list(shares.values()))[0]
