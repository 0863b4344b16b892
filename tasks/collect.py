"""The collecting sweep: tells the coordinator how a round stands on its due day, closes rounds that are done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from config.wording import say
from models.clock import local_day
from models.journal import Entry, write
from models.ladder import ladder_of
from models.round import OWED, ROUND_MOVES, Request, RequestState, Round, RoundState
from tasks.letters import Post, desk_for, to_coordinator
from tasks.office import Office
from tasks.picture import picture

UNSETTLED = (*OWED, RequestState.RECEIVED)
"""States that keep a round open: something is owed, or waits for the coordinator's review."""


@dataclass
class Collected:
    """What one sweep did: rounds whose summary was queued, and rounds that were closed."""

    summaries: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)


def collect(office: Office, now: datetime) -> Collected:
    """Sweep all open rounds; idempotent, one transaction."""
    done = Collected()
    with office.database.reading() as session:
        if session.exec(select(Round.id).where(Round.state == RoundState.OPEN).limit(1)).first() is None:
            return done
    with office.database.writing() as session:
        for kept in session.exec(select(Round).where(Round.state == RoundState.OPEN).order_by(col(Round.due_at))).all():
            if kept.due_at <= now and _summarise(office, session, kept, now):
                done.summaries.append(kept.id)
            if not _unsettled(session, kept.id):
                kept.state = ROUND_MOVES.check(kept.id, RoundState(kept.state), RoundState.CLOSED)
                kept.closed_at = now
                write(session, now, [Entry("round.closed", kept.id, why=say("round.settled"))])
                done.closed.append(kept.id)
    return done


def _unsettled(session: Session, round_id: str) -> bool:
    query = select(Request.id).where(Request.round_id == round_id, col(Request.state).in_(UNSETTLED)).limit(1)
    return session.exec(query).first() is not None


def _summarise(office: Office, session: Session, kept: Round, now: datetime) -> bool:
    """Queue the due day's summary once. True where it was new."""
    shown = picture(session, kept.id, now)
    rows: list[dict[str, Any]] = [
        {
            "agency": {"key": row.agency_key, "name": row.agency_name},
            "request_id": row.request_id,
            "state": row.state,
            "status": row.status,
            "chip": row.chip,
            "days_late": row.days_late,
            "promised_on": row.promised_on,
        }
        for row in shown.rows
    ]
    desk = desk_for(session, kept, ladder_of(kept), office.settings)
    post = Post(office.settings.mail_domain)
    to_coordinator(
        post,
        desk,
        kind="summary",
        step="D+0",
        audience="coordinator",
        now=now,
        reason=say("round.summary", day=f"{local_day(kept.due_at):%d/%m/%Y}"),
        rows=rows,
        mark=f"{local_day(kept.due_at):%Y%m%d}",
    )
    return post.send(session, now).queued > 0
