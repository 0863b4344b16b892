"""What the tables remember of a finished round: replies, promises and decisions, each with its moment."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from config.errors import DondocError
from models.escalation import Decision
from models.journal import JournalRow
from models.plan import Plan, Responsibility
from models.report import Report, ReportItem, ReportState
from models.round import Request, RequestState, Round, RoundState
from tasks.reports import ItemAnswer

SETTLED = (RequestState.ACCEPTED, RequestState.MISSING, RequestState.CANCELLED)
DECIDED = ("report.accepted", "report.returned", "request.extended", "request.missing")
PROMISED = "request.promised"


class NotFinished(DondocError):
    """A round that is still under way."""


class NoRound(DondocError):
    """A round that is not there."""


@dataclass(frozen=True)
class Recorded:
    """One act: ``what`` is submit, request.promised or one of DECIDED; ``at`` aware UTC, ``until`` a day where it has one."""

    at: datetime
    request_id: str
    what: str
    by: str
    why: str = ""
    until: date | None = None
    items: tuple[ItemAnswer, ...] = ()


@dataclass(frozen=True)
class Record:
    """A finished round with all that was done in it, in order of time."""

    plan: Plan
    duties: Sequence[Responsibility]
    round: Round
    agencies: dict[str, str]
    acts: Sequence[Recorded] = field(default_factory=list)


def record_of(session: Session, round_id: str) -> Record:
    """Read a finished round. Raises NoRound, NotFinished."""
    kept = session.get(Round, round_id)
    if kept is None:
        raise NoRound.of("rehearsed.no_round", place=round_id, round_id=round_id)
    requests = session.exec(select(Request).where(Request.round_id == round_id)).all()
    owed = [request for request in requests if request.state not in SETTLED]
    if kept.state != RoundState.CLOSED or owed:
        raise NotFinished.of("rehearsed.not_finished", place=round_id, owed=len(owed))
    duties = session.exec(select(Responsibility).where(Responsibility.plan_key == kept.plan_key)).all()
    ids = [request.id for request in requests]
    acts = [*_replies(session, ids), *_promises(session, ids), *_decisions(session, ids)]
    plan = session.get_one(Plan, kept.plan_key)
    session.expunge_all()
    agencies = {request.id: request.agency_key for request in requests}
    return Record(plan, duties, kept, agencies, sorted(acts, key=lambda act: (act.at, act.request_id)))


def _replies(session: Session, ids: Sequence[str]) -> list[Recorded]:
    made = []
    query = select(Report).where(col(Report.request_id).in_(ids), Report.state != ReportState.DRAFT)
    for report in session.exec(query.order_by(col(Report.submitted_at), col(Report.version))).all():
        assert report.submitted_at is not None
        items = session.exec(select(ReportItem).where(ReportItem.report_id == report.id)).all()
        answers = tuple(ItemAnswer(**item.model_dump(exclude={"id", "report_id"})) for item in items)
        made.append(Recorded(report.submitted_at, report.request_id, "submit", report.by, items=answers))
    return made


def _promises(session: Session, ids: Sequence[str]) -> list[Recorded]:
    """Only the journal keeps every promise: the request itself holds the last one."""
    query = select(JournalRow).where(JournalRow.action == PROMISED, col(JournalRow.subject).in_(ids))
    made = []
    for row in session.exec(query.order_by(col(JournalRow.seq))):
        until = date.fromisoformat(json.loads(row.detail)["on"])
        made.append(Recorded(datetime.fromisoformat(row.at), row.subject, PROMISED, row.actor, row.why, until))
    return made


def _decisions(session: Session, ids: Sequence[str]) -> list[Recorded]:
    query = select(Decision).where(col(Decision.kind).in_(DECIDED), col(Decision.subject).in_(ids))
    return [
        Recorded(each.at, each.subject, each.kind, each.by, each.why, _until(each.detail))
        for each in session.exec(query.order_by(col(Decision.id)))
    ]


def _until(detail: dict[str, Any]) -> date | None:
    from models.clock import local_day

    said = detail.get("to") or detail.get("deadline")
    return local_day(datetime.fromisoformat(said)) if said else None
