"""What people did about one request, as its account tells it: reports, promises, pleas, decisions, who it went to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from config.wording import say
from models.escalation import Decision
from models.extension import Extension, ExtensionState
from models.journal import JournalRow
from models.people import Delegation
from models.report import Report, ReportState
from models.round import Request

PROMISED = "request.promised"


@dataclass(frozen=True)
class Event:
    """Something that happened, or did not (``happened`` False), with its reason."""

    at: datetime
    what: str
    reason: str
    happened: bool = True


def acts_of(session: Session, request: Request, decisions: Sequence[Decision]) -> list[Event]:
    """All of them, kind by kind; ``decisions`` are the coordinator's on this request."""
    return [
        *_reports(session, request),
        *_promises(session, request),
        *_decisions(decisions),
        *_pleas(session, request),
        *_passed_on(session, request),
    ]


def _promises(session: Session, request: Request) -> list[Event]:
    """By when the agency said that it would send; the journal keeps also those that a new deadline took away."""
    query = select(JournalRow).where(JournalRow.subject == request.id, JournalRow.action == PROMISED)
    events = []
    for row in session.exec(query.order_by(col(JournalRow.seq))):
        day = date.fromisoformat(json.loads(row.detail)["on"])
        said = say("account.promise", by=row.actor, day=f"{day:%d/%m/%Y}")
        events.append(Event(datetime.fromisoformat(row.at), said, row.why))
    return events


def _reports(session: Session, request: Request) -> list[Event]:
    events = []
    for report in session.exec(select(Report).where(Report.request_id == request.id).order_by(col(Report.version))):
        if report.state == ReportState.DRAFT or report.submitted_at is None:
            continue
        key = "account.report" if report.complete else "account.report.incomplete"
        by = report.by + (f" ({report.recorded_by})" if report.recorded_by else "")
        events.append(
            Event(
                report.submitted_at,
                say(key, version=report.version, channel=say(f"report.channel.{report.channel}"), by=by),
                "",
            )
        )
    return events


def _decisions(decisions: Sequence[Decision]) -> list[Event]:
    events = []
    for decision in decisions:
        kind = say(f"account.decision.{decision.kind}")
        events.append(Event(decision.at, say("account.decision", kind=kind, by=decision.by), decision.why))
    return events


def _pleas(session: Session, request: Request) -> list[Event]:
    """Pleas for more time, and what became of them."""
    events = []
    for plea in session.exec(select(Extension).where(Extension.request_id == request.id).order_by(col(Extension.id))):
        until = f"{plea.until:%d/%m/%Y}"
        events.append(Event(plea.asked_at, say("account.plea", by=plea.asked_by, until=until), plea.reason))
        if plea.decided_at is not None:
            until = f"{plea.granted_until or plea.until:%d/%m/%Y}"
            what = say(f"account.plea.{plea.state}", by=plea.decided_by, until=until)
            events.append(Event(plea.decided_at, what, plea.answer, plea.state == ExtensionState.GRANTED))
    return events


def _passed_on(session: Session, request: Request) -> list[Event]:
    """The chain of those to whom the request was passed on, and when it was taken back."""
    events = []
    steps = select(Delegation).where(Delegation.request_id == request.id).order_by(col(Delegation.id))
    for step in session.exec(steps):
        whom = f"{step.name} ({step.unit})" if step.unit else step.name
        events.append(Event(step.at, say("account.passed_on", by=step.by, whom=whom), step.reason))
        if step.ended_at is not None:
            events.append(Event(step.ended_at, say("account.taken_back", whom=whom), ""))
    return events
