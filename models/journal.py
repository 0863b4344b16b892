"""The journal: append-only, hash-chained; every decision, message, reply and change, with who, when and why."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Field, Session, SQLModel, col, select

from config.wording import say

GENESIS = "0" * 64
UNREADABLE_SEARCH = 10_000
"""Rows are read in thousands: the damaged one lies within this many of the last good one."""
JOURNAL_LOCK = 0x646F6E  # PostgreSQL advisory lock: one writer of the chain at a time


class JournalRow(SQLModel, table=True):
    """One row; ``hash`` is SHA-256 over the previous hash and this row's canonical JSON."""

    __tablename__ = "journal"

    seq: int = Field(primary_key=True)
    at: str
    actor: str
    channel: str
    action: str
    subject: str = Field(index=True)
    why: str
    detail: str
    prev_hash: str
    hash: str


_TABLE = SQLModel.metadata.tables["journal"]
_HEAD = select(_TABLE.c.seq, _TABLE.c.hash).order_by(_TABLE.c.seq.desc()).limit(1)
_APPEND = insert(_TABLE)
_HELD = "journal head"
"""In Session.info: the transaction that holds the chain, with the number and hash of its last row."""


@dataclass(frozen=True)
class Entry:
    """What is to be written: who (actor), through which channel, did what to which subject, and why."""

    action: str
    subject: str
    actor: str = "dondoc"
    channel: str = "system"
    why: str = ""
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class BrokenLink:
    """The first row that does not hold: its number and what is wrong with it."""

    seq: int
    reason: str


def write(session: Session, now: datetime, entries: Sequence[Entry]) -> None:
    """Append entries in the caller's transaction. ``now`` is aware.

    The chain's head is read under a lock, so that two writers cannot fork it; within one transaction it is
    remembered.
    """
    if not entries:
        return
    connection = hold(session)
    transaction = session.get_transaction()
    held, seq, previous = session.info.get(_HELD, (None, 0, GENESIS))
    if held is not transaction:
        head = connection.execute(_HEAD).first()
        seq, previous = (head.seq, head.hash) if head else (0, GENESIS)
    rows = []
    for entry in entries:
        seq += 1
        row: dict[str, Any] = {
            "seq": seq,
            "at": now.astimezone(UTC).isoformat(),
            "actor": entry.actor,
            "channel": entry.channel,
            "action": entry.action,
            "subject": entry.subject,
            "why": entry.why,
            "detail": json.dumps(entry.detail, ensure_ascii=False, sort_keys=True, default=str),
            "prev_hash": previous,
        }
        previous = row["hash"] = _digest(row)
        rows.append(row)
    connection.execute(_APPEND, rows)
    session.info[_HELD] = (transaction, seq, previous)


def hold(session: Session) -> Connection:
    """Keep every other writer of the chain waiting until this transaction ends.

    On SQLite a writing transaction is alone anyway.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": JOURNAL_LOCK})
    return connection


def verify(session: Session) -> BrokenLink | None:
    """Walk the whole chain; None when it holds, else the first row that does not."""
    previous, expected = GENESIS, 1
    try:
        for row in session.exec(select(JournalRow).order_by(col(JournalRow.seq)).execution_options(yield_per=5000)):
            if broken := _fault(row, previous, expected):
                return broken
            previous, expected = row.hash, expected + 1
    except DBAPIError:
        session.rollback()
        return _first_unreadable(session, expected)
    return None


def _fault(row: JournalRow, previous: str, expected: int) -> BrokenLink | None:
    if row.seq != expected:
        return BrokenLink(expected, say("journal.missing", next=row.seq))
    if row.prev_hash != previous:
        return BrokenLink(row.seq, say("journal.not_following"))
    if row.hash != _digest(row.model_dump(exclude={"hash"})):
        return BrokenLink(row.seq, say("journal.changed"))
    return None


def _first_unreadable(session: Session, start: int) -> BrokenLink:
    """A damaged file stops a reading of thousands of rows; one by one, the row that is damaged shows."""
    last = start
    for seq in range(start, start + UNREADABLE_SEARCH):
        last = seq
        try:
            row = session.exec(select(JournalRow).where(JournalRow.seq == seq)).first()
        except DBAPIError:
            session.rollback()
            break
        if row is not None and row.hash != _digest(row.model_dump(exclude={"hash"})):
            return BrokenLink(seq, say("journal.changed"))
        if row is None:
            break
    return BrokenLink(last, say("journal.unreadable"))


def _digest(row: dict[str, Any]) -> str:
    canonical = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
