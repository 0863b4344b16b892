"""The collecting sweep: tells the coordinator how a round stands on its due day, closes rounds that are done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from config.wording import say
from models.clock import local_day
from models.directory import Contact
from models.journal import Entry, write
from models.ladder import ladder_of
from models.outbox import Message
from models.round import OWED, REQUEST_MOVES, ROUND_MOVES, Request, RequestState, Round, RoundState
from notifications.outbox import undelivered
from tasks.letters import Post, desk_for, digest_key, to_coordinator
from tasks.office import Office
from tasks.picture import picture
from tasks.pleas import withdraw_plea
from tasks.unreached import unreached

STEP = "D+0"
UNDELIVERED = "undelivered"
UNSETTLED = (*OWED, RequestState.RECEIVED)
"""States that keep a round open: something is owed, or waits for the coordinator's review."""

# built once: every sweep asks these
_ANY_OPEN = columns(col(Round.id)).where(col(Round.state) == RoundState.OPEN).limit(1)
_OPEN = (
    select(Round)
    .where(Round.state == RoundState.OPEN)
    .order_by(col(Round.due_at), col(Round.id))
    .with_for_update(skip_locked=True, key_share=True)
)
_TOLD = columns(col(Message.id)).where(col(Message.dedupe_key) == bindparam("key"))
_UNSETTLED = (
    select(Request.id).where(Request.round_id == bindparam("round_id"), col(Request.state).in_(UNSETTLED)).limit(1)
)


@dataclass
class Collected:
    """What one sweep did: rounds whose summary was queued, and rounds that were closed."""

    summaries: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)


def collect(office: Office, now: datetime) -> Collected:
    """Sweep all open rounds; idempotent, one transaction."""
    done = Collected()
    with office.database.reading() as session:
        if session.execute(_ANY_OPEN).first() is None:
            return done
    with office.database.writing() as session:
        for kept in session.exec(_OPEN).all():
            if kept.due_at <= now and _summarise(office, session, kept, now):
                done.summaries.append(kept.id)
            _tell_undelivered(office, session, kept, now)
            _end_unanswered(session, kept, now)
            if not _unsettled(session, kept.id):
                kept.state = ROUND_MOVES.check(kept.id, RoundState(kept.state), RoundState.CLOSED)
                kept.closed_at = now
                write(session, now, [Entry("round.closed", kept.id, why=say("round.settled"))])
                done.closed.append(kept.id)
    return done


def _end_unanswered(session: Session, kept: Round, now: datetime) -> None:
    """A requested body ("đề nghị") that never answered does not hold a round open for ever.

    Nobody decides about it at the top of the ladder: once its reminders have ended and the consolidated
    report is due, its request ends without an answer.
    """
    if (kept.consolidated_due_at or kept.due_at) > now:
        return
    query = (
        select(Request)
        .where(
            Request.round_id == kept.id,
            col(Request.requested_body),
            col(Request.state).in_(OWED),
            col(Request.next_step_at).is_(None),
        )
        .with_for_update(skip_locked=True, key_share=True)
    )
    for request in session.exec(query).all():
        why = say("round.no_answer" if request.first_received_at is None else "round.no_full_answer")
        request.state = REQUEST_MOVES.check(request.id, RequestState(request.state), RequestState.MISSING)
        request.closed_at, request.close_reason = now, why
        withdraw_plea(session, now, request.id, why)
        write(session, now, [Entry("request.missing", request.id, why=why)])


def _unsettled(session: Session, round_id: str) -> bool:
    return session.execute(_UNSETTLED, {"round_id": round_id}).first() is not None


def _summarise(office: Office, session: Session, kept: Round, now: datetime) -> bool:
    """Queue the due day's summary once. True where it was new."""
    mark = f"{local_day(kept.due_at):%Y%m%d}"
    if session.execute(_TOLD, {"key": digest_key(kept.id, STEP, mark, "coordinator")}).first() is not None:
        return False
    post = Post(office.settings.mail_domain)
    to_coordinator(
        post,
        desk_for(session, kept, ladder_of(kept), office.settings),
        kind="summary",
        step=STEP,
        audience="coordinator",
        now=now,
        reason=say("round.summary", day=f"{local_day(kept.due_at):%d/%m/%Y}"),
        rows=_rows(session, kept, now),
        mark=mark,
        more={"undelivered": [*undelivered(session, round_id=kept.id), *unreached(session, kept.id)]},
    )
    return post.send(session, now).queued > 0


def _tell_undelivered(office: Office, session: Session, kept: Round, now: datetime) -> None:
    """A message that failed for good is told at once, and once: the address must be mended while there is time.

    A summary that failed is not told by another: the coordinator's own address is the faulty one. A refused address
    of the directory has a letter of its own (tasks/bounces). An agency that nobody could be written to is told too.
    """
    failed = [message for message in undelivered(session, round_id=kept.id) if message["kind"] != "summary"]
    addresses = {message["address"] for message in failed}
    refused = select(Contact.email).where(col(Contact.email).in_(addresses), col(Contact.bounced_at).is_not(None))
    known = set(session.exec(refused)) if addresses else set()
    failed = [message for message in failed if message["address"] not in known] + unreached(session, kept.id)
    if not failed:
        return
    earlier = select(Message.context).where(Message.round_id == kept.id, Message.step == UNDELIVERED)
    told = {message["id"] for context in session.exec(earlier) for message in context["undelivered"]}
    new = [message["id"] for message in failed if message["id"] not in told]
    if not new:
        return
    post = Post(office.settings.mail_domain)
    to_coordinator(
        post,
        desk_for(session, kept, ladder_of(kept), office.settings),
        kind="summary",
        step=UNDELIVERED,
        audience="coordinator",
        now=now,
        reason=say("round.undelivered", count=len(failed)),
        rows=_rows(session, kept, now),
        mark=str(max(new)),
        more={"undelivered": failed},
    )
    post.send(session, now)


def _rows(session: Session, kept: Round, now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "agency": {"key": row.agency_key, "name": row.agency_name},
            "request_id": row.request_id,
            "state": row.state,
            "status": row.status,
            "chip": row.chip,
            "days_late": row.days_late,
            "promised_on": row.promised_on,
        }
        for row in picture(session, kept.id, now).rows
    ]
