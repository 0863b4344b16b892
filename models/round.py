"""A round is one period of one plan; a request is one agency in one round, all its duties on one form."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import JSON, Column, Field, SQLModel

from models.moves import Moves


class RoundState(StrEnum):
    """planned -> open -> closed; a consolidated report may be written again at any time while open or closed."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class RequestState(StrEnum):
    """Where an agency stands in a round."""

    WAITING = "waiting"
    INCOMPLETE = "incomplete"
    RECEIVED = "received"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    MISSING = "missing"
    CANCELLED = "cancelled"


OWED = (RequestState.WAITING, RequestState.INCOMPLETE, RequestState.RETURNED)
"""States in which the agency owes something, so that the ladder runs."""

ROUND_MOVES: Moves[RoundState] = Moves(
    "round",
    {
        RoundState.PLANNED: frozenset({RoundState.OPEN, RoundState.CANCELLED}),
        RoundState.OPEN: frozenset({RoundState.CLOSED}),
        RoundState.CLOSED: frozenset(),
        RoundState.CANCELLED: frozenset(),
    },
)

REQUEST_MOVES: Moves[RequestState] = Moves(
    "request",
    {
        RequestState.WAITING: frozenset(
            {RequestState.INCOMPLETE, RequestState.RECEIVED, RequestState.MISSING, RequestState.CANCELLED}
        ),
        RequestState.INCOMPLETE: frozenset({RequestState.INCOMPLETE, RequestState.RECEIVED, RequestState.MISSING}),
        RequestState.RECEIVED: frozenset({RequestState.RECEIVED, RequestState.RETURNED, RequestState.ACCEPTED}),
        RequestState.RETURNED: frozenset({RequestState.INCOMPLETE, RequestState.RECEIVED, RequestState.MISSING}),
        RequestState.ACCEPTED: frozenset(),
        # what comes after the round was closed is kept, and counted as late
        RequestState.MISSING: frozenset({RequestState.INCOMPLETE, RequestState.RECEIVED}),
        # an agency that was let off may be asked again, by a recorded decision
        RequestState.CANCELLED: frozenset({RequestState.WAITING}),
    },
)


class Round(SQLModel, table=True):
    """One period of one plan. ``ladder`` is copied when the plan is launched and frozen when the round opens.

    ``label``: how the request is founded: "định kỳ" on a normative act, else "chuyên đề" or "đột xuất"
    (Nghị định 09/2019/NĐ-CP, Điều 4 and 11); None where the plan does not say. ``holders`` narrows a round to
    some: agency keys, holders as the plan writes them, or numbers of duties; None asks everybody.
    ``level_dues``: agencies of a level ("commune", "district") that are due on a day (ISO) of their own, before
    those who put their reports together (Điều 8).
    """

    __tablename__ = "round"

    id: str = Field(primary_key=True)
    plan_key: str = Field(foreign_key="plan.key", index=True)
    key: str
    name: str
    window_from: date
    window_to: date
    opens_at: datetime = Field(index=True)
    due_at: datetime
    consolidated_due_at: datetime | None = None
    state: str = Field(default=RoundState.PLANNED, index=True)
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    label: str | None = None
    holders: list[str] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    level_dues: dict[str, str] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False, server_default="{}")
    )
    ladder: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))

    @property
    def extra(self) -> bool:
        """Whether no normative act founds it: the agency is told so."""
        return self.label not in (None, "định kỳ")


class Request(SQLModel, table=True):
    """One agency's request in one round.

    Three times are kept apart: ``first_received_at`` (something came), ``complete_at`` (every duty was
    answered), ``accepted_at`` (the coordinator took it). ``next_step_at`` is the one column that the
    escalation sweep reads; it is recomputed at each change and None when nothing is owed.
    ``ladder_part`` is "due" or "returned"; ``step_index`` is the index of the next step in that part,
    counted from ``base_at`` (the due date, or the deadline of the returned report).
    """

    __tablename__ = "request"
    __table_args__ = (
        Index("ix_request_next_step", "next_step_at", sqlite_where=text("next_step_at IS NOT NULL")),
        Index("ix_request_round_state", "round_id", "state"),
    )

    id: str = Field(primary_key=True)
    round_id: str = Field(foreign_key="round.id")
    agency_key: str = Field(foreign_key="agency.key", index=True)
    state: str = RequestState.WAITING
    requested_body: bool = False
    asked_at: datetime
    due_at: datetime
    original_due_at: datetime
    ladder_part: str = "due"
    base_at: datetime
    step_index: int = 0
    next_step_at: datetime | None = None
    promised_on: date | None = None
    promise_reason: str | None = None
    promises: int = 0
    first_received_at: datetime | None = None
    complete_at: datetime | None = None
    accepted_at: datetime | None = None
    closed_at: datetime | None = None
    close_reason: str | None = None
    version: int = 0


class RequestItem(SQLModel, table=True):
    """One responsibility on one request's form; ``because`` says how its holder led to this agency.

    ``heirs``: whom the agency stands in for, step by step, the oldest first (models.heirs.Heir.to_json).
    """

    __tablename__ = "request_item"

    request_id: str = Field(foreign_key="request.id", primary_key=True)
    responsibility_id: str = Field(foreign_key="responsibility.id", primary_key=True)
    position: int = 0
    because: str = ""
    heirs: list[dict[str, str]] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]")
    )


class ReplyLink(SQLModel, table=True):
    """A personal link to a request's form: per recipient, expiring, revocable, stored hashed."""

    __tablename__ = "reply_link"

    token_hash: str = Field(primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    recipient: str
    expires_at: datetime
    revoked_at: datetime | None = None
    first_opened_at: datetime | None = None
