"""The journal: append-only, hash-chained; every decision, message, reply and change, with who, when and why.

Entries wait in their session until its transaction commits: the chain's lock is the last that a transaction takes,
and the shortest held (models/database says in which order the others come).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import event, insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session as AnySession
from sqlalchemy.orm import SessionTransaction
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
_DETAIL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str)
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_WAITING = "journal entries"
"""In Session.info: (transaction or savepoint, moment, entry) of each entry that waits for the commit."""


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
    """Append entries in the caller's transaction, when it commits. ``now`` is aware.

    What is rolled back, as a whole or to a savepoint, leaves no entry.
    """
    if entries:
        within = session.get_nested_transaction() or session.get_transaction() or session.begin()
        session.info.setdefault(_WAITING, []).extend((within, now, entry) for entry in entries)


def waiting(session: Session, action: str, subject: str) -> list[Entry]:
    """The entries about a subject that this transaction has written and not yet committed, oldest first."""
    found = (entry for _, _, entry in session.info.get(_WAITING, ()))
    return [entry for entry in found if (entry.action, entry.subject) == (action, subject)]


@event.listens_for(AnySession, "before_commit")
def _append(session: AnySession) -> None:
    """Write what waits. Everything else is flushed before, so that the chain's lock comes after all others."""
    entries: list[tuple[SessionTransaction, datetime, Entry]] = session.info.get(_WAITING, [])
    if not entries or session.in_nested_transaction():
        return
    session.flush()
    connection = session.connection()
    if connection.dialect.name == "postgresql":  # on SQLite a writing transaction is alone anyway
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": JOURNAL_LOCK})
    head = connection.execute(_HEAD).first()
    seq, previous = (head.seq, head.hash) if head else (0, GENESIS)
    rows = []
    for _, at, entry in entries:
        seq += 1
        row: dict[str, Any] = {
            "seq": seq,
            "at": at.astimezone(UTC).isoformat(),
            "actor": entry.actor,
            "channel": entry.channel,
            "action": entry.action,
            "subject": entry.subject,
            "why": entry.why,
            "detail": _DETAIL.encode(entry.detail),
            "prev_hash": previous,
        }
        previous = row["hash"] = _digest(row)
        rows.append(row)
    connection.execute(_APPEND, rows)
    session.info[_WAITING] = []


@event.listens_for(AnySession, "after_soft_rollback")
def _forget(session: AnySession, undone: SessionTransaction) -> None:
    """Entries of what was rolled back never happened."""
    kept = [each for each in session.info.get(_WAITING, ()) if not _inside(each[0], undone)]
    if _WAITING in session.info:
        session.info[_WAITING] = kept


def _inside(transaction: SessionTransaction | None, undone: SessionTransaction) -> bool:
    while transaction is not None and transaction is not undone:
        transaction = transaction.parent
    return transaction is undone


def head(session: Session) -> tuple[int, str] | None:
    """Number and hash of the last row that is committed; None for an empty journal."""
    last = session.connection().execute(_HEAD).first()
    return (last.seq, last.hash) if last else None


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
    return hashlib.sha256(_CANONICAL.encode(row).encode()).hexdigest()
