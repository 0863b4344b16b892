"""The shape of a ladder: its parts, its steps, and the words that a step may use.

A ladder is read from config/ladders.yaml (models/ladder_file) and copied into the round, as plain JSON.
"""

from __future__ import annotations

from datetime import time
from typing import Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

Part = Literal["due", "returned", "review", "plea"]
"""What the steps are counted from: the deadline, a returned report's deadline, the day by which the coordinator
should have reviewed a report, the moment at which an agency asked for more time."""
Channel = Literal["email", "sms"]
Kind = Literal["request", "reminder", "overdue", "draft_letter", "listed", "decide", "review", "plea"]
ABOVE: tuple[Kind, ...] = ("draft_letter", "listed", "decide", "review", "plea")
"""Steps that are told to the coordinator or the supervisor, not to the agency."""
Audience = Literal["focal", "clerk", "leader", "parent", "coordinator", "supervisor"]
OFFICE: tuple[Audience, ...] = ("coordinator", "supervisor")
"""Who hears of the steps above; the others belong to the agency. ``parent``: the leader of the agency above it."""
Condition = Literal["not_acknowledged", "not_opened", "not_promised", "nothing_received", "by_day"]
CONDITIONS: tuple[str, ...] = get_args(Condition)

KINDS_OF: dict[Part, tuple[Kind, ...]] = {
    "due": ("request", "reminder", "overdue", "draft_letter", "listed", "decide"),
    "returned": ("reminder", "overdue", "draft_letter", "listed", "decide"),
    "review": ("review",),
    "plea": ("plea",),
}
"""Which kinds make sense in a part: only what is owed can be urged, only what came can be reviewed."""
NEVER_HOLDS: dict[Part, tuple[Condition, ...]] = {
    "due": (),
    "returned": ("nothing_received", "not_acknowledged"),
    "review": ("nothing_received", "not_acknowledged", "not_opened", "not_promised"),
    "plea": ("not_acknowledged", "not_opened"),
}
"""Conditions that no request can meet once its ladder has come to a part: a report that was returned was received;
steps about the office's own work ask nothing of the agency."""


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Step(_Frozen):
    """One rung: ``days`` working days after the deadline (negative: before) at a clock time in Vietnam, or
    ``hours`` working hours after the deadline's own moment.

    ``sms_to``: who of the audience gets it by SMS, where not all do: a clerk has an office mailbox and no mobile.
    ``only_if``: taken only where all of these hold when it falls; ``by_day``: leaves only within office hours.
    """

    step: str
    days: int | None = None
    hours: int | None = None
    at: time | None = None
    kind: Kind
    audience: tuple[Audience, ...] = Field(min_length=1)
    channels: tuple[Channel, ...] = Field(min_length=1)
    sms_to: tuple[Audience, ...] = ()
    climbs: bool = False
    only_if: tuple[Condition, ...] = ()

    def readers(self, channel: str) -> tuple[Audience, ...]:
        """Who gets the step through a channel."""
        return self.sms_to if self.sms_to and channel == "sms" else self.audience

    @model_validator(mode="after")
    def _one_clock(self) -> Self:
        if (self.days is None) == (self.hours is None) or (self.days is None) != (self.at is None):
            raise ValueError("clock")
        return self


class Returned(_Frozen):
    """The short ladder of a report that was given back."""

    deadline_days: int = Field(ge=1)
    steps: tuple[Step, ...]


class Review(_Frozen):
    """The coordinator's own clock: a report should be accepted or returned within ``days`` working days."""

    days: int = Field(ge=1)
    steps: tuple[Step, ...]


class Plea(_Frozen):
    """The coordinator's clock for an agency's plea for more time, counted from the moment of asking."""

    steps: tuple[Step, ...]


class Promise(_Frozen):
    """What a promise may buy: peace for at most ``most_days`` working days after the deadline, ``times`` times."""

    most_days: int = Field(default=10, ge=1)
    times: int = Field(default=1, ge=0)


class Cap(_Frozen):
    """At most ``per_day`` messages to one person on one day, through one channel; reminders and overdue notices yield."""

    per_day: int = Field(ge=1)


class Ladder(_Frozen):
    """A whole ladder. ``notice_days``: least working days between asking and deadline.

    ``letter_days``: working days that a letter gives which names no day, before the supervisor is asked again.
    """

    name: str
    notice_days: int = Field(ge=0)
    letter_days: int = Field(default=5, ge=1)
    sending_hours: dict[Channel, tuple[tuple[time, time], ...]]
    promise: Promise = Promise()
    cap: Cap | None = None
    due: tuple[Step, ...] = Field(min_length=1)
    returned: Returned
    review: Review | None = None
    plea: Plea | None = None

    def part(self, name: str) -> tuple[Step, ...]:
        """The steps of one part; none where the ladder has no such part."""
        if name == "due":
            return self.due
        if name == "returned":
            return self.returned.steps
        other = self.review if name == "review" else self.plea
        return other.steps if other else ()
