"""Messages that must leave, committed together with the change that caused them (DESIGN, decision 4)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import JSON, Column, Field, SQLModel

from models.moves import Moves


class MessageState(StrEnum):
    """queued -> sending -> sent | failed | unknown; skipped and cancelled carry their reason.

    ``unknown``: the server took the content and the line broke before its answer; sent again it keeps
    its Message-ID.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


MESSAGE_MOVES: Moves[MessageState] = Moves(
    "message",
    {
        MessageState.QUEUED: frozenset({MessageState.SENDING, MessageState.CANCELLED}),
        MessageState.SENDING: frozenset(
            {MessageState.SENT, MessageState.FAILED, MessageState.UNKNOWN, MessageState.QUEUED, MessageState.SENDING}
        ),
        MessageState.UNKNOWN: frozenset({MessageState.SENDING, MessageState.SENT, MessageState.FAILED}),
        MessageState.SENT: frozenset(),
        MessageState.FAILED: frozenset({MessageState.QUEUED}),
        # what travels in a digest may be withdrawn until the digest leaves
        MessageState.SKIPPED: frozenset({MessageState.CANCELLED}),
        MessageState.CANCELLED: frozenset(),
    },
)


class Message(SQLModel, table=True):
    """One message to one address through one channel.

    ``dedupe_key`` (request, step, channel, recipient) is unique: the same cause never sends twice.
    ``context`` is what the template ``kind`` needs; the words are rendered when the message leaves and
    kept in ``subject``/``body``. ``message_id`` is stable over all attempts (RFC 5322, 3.6.4).
    ``reason`` says why it is sent, or why it was not. ``travels_with``: the digest that carried it instead.
    """

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_due", "next_attempt_at", sqlite_where=text("state IN ('queued','sending','unknown')")),
        Index(
            "ix_message_failed", "id", sqlite_where=text("state = 'failed'"), postgresql_where=text("state = 'failed'")
        ),
        Index(
            "ix_message_unsent", "round_id", sqlite_where=text("address = ''"), postgresql_where=text("address = ''")
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    dedupe_key: str = Field(unique=True)
    message_id: str
    kind: str
    step: str | None = None
    channel: str
    language: str = "vi"
    recipient: str
    address: str
    audience: str | None = None
    plan_key: str | None = Field(default=None, index=True)
    round_id: str | None = Field(default=None, index=True)
    request_id: str | None = Field(default=None, index=True)
    agency_key: str | None = None
    context: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    reason: str = ""
    state: str = MessageState.QUEUED
    created_at: datetime
    next_attempt_at: datetime | None = None
    attempts: int = 0
    lease_until: datetime | None = None
    lease_owner: str | None = None
    subject: str | None = None
    body: str | None = None
    accepted_at: datetime | None = None
    travels_with: int | None = Field(default=None, index=True)
    last_error: str | None = None


class Inbound(SQLModel, table=True):
    """Something that came in by mail, SMS or phone, kept as it came even when nobody could match it."""

    __tablename__ = "inbound"

    id: int | None = Field(default=None, primary_key=True)
    channel: str
    external_id: str = Field(unique=True)
    sender: str
    received_at: datetime
    text: str
    request_id: str | None = None
    state: str = "unmatched"
    reason: str = ""
