"""Putting messages into the outbox, in the transaction of the change that caused them (DESIGN, decision 4)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col

from config.settings import settings
from models.inserting import insert_on_conflict
from models.outbox import Message, MessageState
from notifications.channels.address import check_address
from notifications.errors import UnknownTemplate
from notifications.kinds import LANGUAGES, check_facts
from notifications.render import Rendered, render

__all__ = ["Letter", "Queued", "Rendered", "cancel", "copies", "queue", "render", "skip", "still_waiting"]

_WRITTEN = (
    "dedupe_key", "message_id", "kind", "step", "channel", "language", "recipient", "address", "audience", "plan_key",
    "round_id", "request_id", "agency_key", "context", "reason", "state", "created_at", "next_attempt_at", "attempts",
)  # fmt: skip
_WRITE_SQLITE = insert_on_conflict(
    SQLModel.metadata.tables[str(Message.__tablename__)], _WRITTEN, "(dedupe_key) DO NOTHING"
)
_WRITE_POSTGRESQL = (
    postgresql.insert(Message).on_conflict_do_nothing(index_elements=["dedupe_key"]).returning(col(Message.id))
)


@dataclass(frozen=True)
class Letter:
    """One message to one address. ``context`` is plain JSON: notifications/kinds.py says what each kind needs.

    ``dedupe_key`` (request, step, channel, recipient) makes the same cause send once. ``reason`` says why
    it is sent. ``not_before`` is aware; None means at once.
    """

    kind: str
    channel: str
    recipient: str
    address: str
    context: dict[str, Any]
    dedupe_key: str
    reason: str
    step: str | None = None
    audience: str | None = None
    language: str = "vi"
    plan_key: str | None = None
    round_id: str | None = None
    request_id: str | None = None
    agency_key: str | None = None
    not_before: datetime | None = None


@dataclass(frozen=True)
class Queued:
    """How many letters were new, and how many the outbox held already."""

    queued: int
    duplicates: int


def queue(session: Session, now: datetime, letters: Sequence[Letter], *, mail_domain: str | None = None) -> Queued:
    """Put letters into the outbox in the caller's transaction, by one statement.

    Raises MissingFact, UnknownTemplate or UnfitAddress before anything is written. ``mail_domain`` is the
    right side of the Message-IDs (the setting by default).
    """
    domain = mail_domain or settings().mail_domain
    for letter in letters:
        check_facts(letter.kind, letter.context, place=letter.dedupe_key)
        check_address(letter.channel, letter.address)
        if letter.language not in LANGUAGES:
            raise UnknownTemplate.of("message.unknown_language", place=letter.dedupe_key, language=letter.language)
    written = _write(session, [_row(letter, now, domain, MessageState.QUEUED) for letter in letters])
    return Queued(written, len(letters) - written)


def skip(
    session: Session,
    now: datetime,
    unsent: Sequence[tuple[Letter, str]],
    *,
    mail_domain: str | None = None,
) -> None:
    """Keep letters that are *not* sent, each with its reason: a stored non-event is as good as an event."""
    domain = mail_domain or settings().mail_domain
    rows = [_row(replace(letter, reason=reason), now, domain, MessageState.SKIPPED) for letter, reason in unsent]
    _write(session, rows)


def cancel(session: Session, request_id: str, kinds: Sequence[str], reason: str) -> int:
    """Withdraw what still waits for one request (it was answered overnight), alone or inside a digest; returns how many."""
    return cancel_all(session, [request_id], kinds, reason)


def cancel_all(session: Session, request_ids: Sequence[str], kinds: Sequence[str], reason: str) -> int:
    """The same for some requests (at most 500: SQLite takes a limited number of bound values)."""
    session.flush()
    bound = {"b_requests": list(request_ids), "b_kinds": list(kinds), "b_reason": reason}
    return session.connection().execute(_CANCEL, bound).rowcount


def still_waiting() -> ColumnElement[bool]:
    """What has not left: queued, or travelling in a digest that is queued itself."""
    carrier = aliased(Message)
    # looked up by its number: a list of all that is queued would be made anew for each request
    queued = exists().where(col(carrier.id) == col(Message.travels_with), col(carrier.state) == MessageState.QUEUED)
    return or_(col(Message.state) == MessageState.QUEUED, and_(col(Message.state) == MessageState.SKIPPED, queued))


_CANCEL = (
    update(Message)
    .where(
        col(Message.request_id).in_(bindparam("b_requests", expanding=True)),
        col(Message.kind).in_(bindparam("b_kinds", expanding=True)),
        still_waiting(),
    )
    .values(state=MessageState.CANCELLED, reason=bindparam("b_reason"), next_attempt_at=None)
)


def copies(letter: Letter, channels: Sequence[str]) -> list[Letter]:
    """The same letter once more for each Apprise address of DONDOC_EXTRA_CHANNELS.

    The outbox holds only a fingerprint of the address, which may carry a password or a token.
    """
    return [
        replace(
            letter,
            channel="extra",
            address=(mark := fingerprint(url)),
            dedupe_key=f"{letter.dedupe_key}|{mark}",
        )
        for url in channels
    ]


def fingerprint(url: str) -> str:
    """How an Apprise address is called where it must not be shown: its scheme and eight letters."""
    return f"{url.partition(':')[0]}-{hashlib.sha256(url.encode()).hexdigest()[:8]}"


def message_id(dedupe_key: str, domain: str) -> str:
    """The Message-ID that all attempts of one message share (RFC 5322, 3.6.4)."""
    return f"<{hashlib.sha256(dedupe_key.encode()).hexdigest()[:32]}@{domain}>"


def _write(session: Session, rows: list[dict[str, Any]]) -> int:
    if not rows:
        return 0
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        # psycopg does not count the rows of a batch, so they are asked back
        return len(connection.execute(_WRITE_POSTGRESQL, rows).all())
    return connection.execute(_WRITE_SQLITE, rows).rowcount


def _row(letter: Letter, now: datetime, domain: str, state: MessageState) -> dict[str, Any]:
    waits = state == MessageState.QUEUED
    return {
        "dedupe_key": letter.dedupe_key,
        "message_id": message_id(letter.dedupe_key, domain),
        "kind": letter.kind,
        "step": letter.step,
        "channel": letter.channel,
        "language": letter.language,
        "recipient": letter.recipient,
        "address": letter.address,
        "audience": letter.audience,
        "plan_key": letter.plan_key,
        "round_id": letter.round_id,
        "request_id": letter.request_id,
        "agency_key": letter.agency_key,
        "context": letter.context,
        "reason": letter.reason,
        "state": state.value,
        "created_at": now,
        "next_attempt_at": (letter.not_before or now) if waits else None,
        "attempts": 0,
    }
