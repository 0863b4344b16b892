"""The outbox's SQL: claim under a lease, record what became of it. SQLite and PostgreSQL, set by set.

While a message is claimed its ``next_attempt_at`` is the end of its lease: one column says what is due,
whether new, to be repeated, or left behind by a sender that died.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, bindparam, literal_column, select, update
from sqlmodel import Session, SQLModel

from models.journal import Entry, write
from models.outbox import Message, MessageState
from notifications.channels.parcel import Outcome, Receipt
from notifications.render import Rendered
from notifications.retry import Sequel

_T = SQLModel.metadata.tables[str(Message.__tablename__)]

# written out, not bound: SQLite uses the partial index ix_message_due only where it can see the condition
_OPEN: ColumnElement[bool] = literal_column("state IN ('queued', 'sending', 'unknown')")


@dataclass(frozen=True)
class Claimed:
    """A message that is ours to send until ``lease_until``. ``attempts`` counts this one."""

    id: int
    message_id: str
    kind: str
    step: str | None
    channel: str
    language: str
    recipient: str
    address: str
    plan_key: str | None
    round_id: str | None
    request_id: str | None
    context: dict[str, Any]
    reason: str
    attempts: int
    lease_until: datetime


_CLAIMED = [_T.c[name] for name in Claimed.__dataclass_fields__]


@dataclass(frozen=True)
class Attempt:
    """What became of one claimed message. ``said`` is None where it could not even be written."""

    message: Claimed
    receipt: Receipt
    sequel: Sequel
    said: Rendered | None
    at: datetime


def claim(
    session: Session, moment: datetime, *, owner: str, lease: timedelta, limit: int, without: Collection[str] = ()
) -> list[Claimed]:
    """Take up to ``limit`` due messages, oldest first, leaving out the channels in ``without``. One statement.

    On PostgreSQL rows that another sender is just taking are passed over; on SQLite senders take turns.
    """
    asked = {"moment": moment, "until": moment + lease, "owner": owner, "most": limit}
    if without:
        asked["without"] = list(without)
    taken = session.connection().execute(_claim(spared=bool(without)), asked)
    return sorted((Claimed(*row) for row in taken), key=lambda message: message.id)


@cache
def _claim(*, spared: bool) -> Any:
    # every sweep asks, and mostly nothing is due: putting the statement together would cost more than running it
    due = select(_T.c.id).where(_OPEN, _T.c.next_attempt_at <= bindparam("moment"))
    if spared:
        due = due.where(_T.c.channel.not_in(bindparam("without", expanding=True)))
    # a CTE with a row lock is worked out once; as a plain subquery the planner may run it again and take more
    picked = (
        due.order_by(_T.c.next_attempt_at, _T.c.id)
        .limit(bindparam("most", type_=Integer))
        .with_for_update(skip_locked=True, key_share=True)
        .cte("picked")
    )
    return (
        update(_T)
        .where(_T.c.id.in_(select(picked.c.id)))
        .values(
            state=MessageState.SENDING.value,
            lease_owner=bindparam("owner"),
            lease_until=bindparam("until"),
            next_attempt_at=bindparam("until"),
            attempts=_T.c.attempts + 1,
        )
        .returning(*_CLAIMED)
    )


def record(session: Session, owner: str, attempts: Sequence[Attempt]) -> None:
    """Write results and their journal entries in the caller's transaction.

    What the server accepted is sent whoever holds the lease by now; any other result counts only under
    our own lease.
    """
    sent = [attempt for attempt in attempts if attempt.sequel.state == MessageState.SENT]
    other = [attempt for attempt in attempts if attempt.sequel.state != MessageState.SENT]
    for some, ours in ((sent, False), (other, True)):
        if some:
            session.connection().execute(_RECORD_OURS if ours else _RECORD, [_values(each, owner) for each in some])
    told = [attempt for attempt in attempts if attempt.sequel.state in (MessageState.SENT, MessageState.FAILED)]
    if told:
        write(session, told[-1].at, [_entry(attempt) for attempt in told])


def release(session: Session, owner: str, messages: Sequence[Claimed], at: datetime) -> None:
    """Give back messages that were claimed and not tried; they are due again at ``at``."""
    if messages:
        session.connection().execute(
            update(_T)
            .where(
                _T.c.id.in_([message.id for message in messages]),
                _T.c.lease_owner == owner,
                _T.c.state == MessageState.SENDING.value,
            )
            .values(
                state=MessageState.QUEUED.value,
                lease_owner=None,
                lease_until=None,
                next_attempt_at=at,
                attempts=_T.c.attempts - 1,
            )
        )


def requeue(session: Session, now: datetime, ids: Sequence[int], *, by: str, why: str) -> list[int]:
    """Let failed messages leave once more (the server was told to allow us); returns the ids that were failed."""
    done = session.connection().execute(
        update(_T)
        .where(_T.c.id.in_(ids), _T.c.state == MessageState.FAILED.value)
        .values(state=MessageState.QUEUED.value, next_attempt_at=now, attempts=0, last_error=None)
        .returning(_T.c.id, _T.c.message_id)
    )
    rows = sorted(done)
    write(session, now, [Entry("message.requeued", row.message_id, actor=by, channel="cli", why=why) for row in rows])
    return [row.id for row in rows]


def undelivered(session: Session, *, round_id: str | None = None) -> list[dict[str, Any]]:
    """Failed messages for the coordinator's summary: ``id``, ``recipient``, ``address``, ``error``, ``kind``, ``agency_key``.

    Of a round: its own, and digests in which some of its messages travelled.
    """
    failed = session.connection().execute(_FAILED).all()
    if round_id is not None:
        digests = [row.id for row in failed if row.kind == "digest"]
        carried = select(_T.c.travels_with).where(_T.c.travels_with.in_(digests), _T.c.round_id == round_id)
        carriers = set(session.connection().execute(carried).scalars()) if digests else set()
        failed = [row for row in failed if row.round_id == round_id or row.id in carriers]
    return [
        {
            "id": row.id,
            "recipient": row.recipient,
            "address": row.address,
            "error": row.last_error,
            "kind": row.kind,
            "agency_key": row.agency_key,
        }
        for row in sorted(failed, key=lambda row: row.id)
    ]


# written out, not bound: SQLite uses the partial index ix_message_failed only where it can see the condition
_FAILED = select(
    _T.c.id, _T.c.recipient, _T.c.address, _T.c.last_error, _T.c.kind, _T.c.agency_key, _T.c.round_id
).where(literal_column("state = 'failed'"))

_RECORD = (
    update(_T)
    .where(_T.c.id == bindparam("b_id"), _T.c.state == MessageState.SENDING.value)
    .values(
        state=bindparam("b_state"),
        next_attempt_at=bindparam("b_next"),
        attempts=bindparam("b_attempts"),
        subject=bindparam("b_subject"),
        body=bindparam("b_body"),
        accepted_at=bindparam("b_accepted"),
        last_error=bindparam("b_error"),
        lease_owner=None,
        lease_until=None,
    )
)
_RECORD_OURS = _RECORD.where(_T.c.lease_owner == bindparam("b_owner"))


def _values(attempt: Attempt, owner: str) -> dict[str, Any]:
    accepted = attempt.sequel.state == MessageState.SENT
    blameless = attempt.receipt.outcome == Outcome.DOWN
    return {
        "b_id": attempt.message.id,
        "b_owner": owner,
        "b_state": attempt.sequel.state.value,
        "b_next": attempt.sequel.at,
        "b_attempts": attempt.message.attempts - (1 if blameless else 0),
        "b_subject": attempt.said.subject if attempt.said else None,
        "b_body": attempt.said.text if attempt.said else None,
        "b_accepted": attempt.at if accepted else None,
        "b_error": None if accepted else attempt.receipt.said,
    }


def _entry(attempt: Attempt) -> Entry:
    message = attempt.message
    return Entry(
        action=f"message.{attempt.sequel.state}",
        subject=message.request_id or message.round_id or message.plan_key or message.message_id,
        channel=message.channel,
        why=message.reason,
        detail={
            "message": message.id,
            "message_id": message.message_id,
            "kind": message.kind,
            "step": message.step,
            "to": message.address,
            "attempts": message.attempts,
            "answer": attempt.receipt.said,
        },
    )
