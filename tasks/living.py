"""What the living pages and events are made from: read here, written as text in tasks/artifacts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session, col, select

from models.directory import Agency
from models.outbox import Message
from models.plan import Plan, PlanState
from models.report import Report, ReportState
from models.round import Request, Round, RoundState
from tasks.artifacts import Page, WrittenReport, pages
from tasks.escalate import Swept, Taken
from tasks.office import Office
from tasks.standing import PlanStanding, plan_standing


@dataclass(frozen=True)
class Received:
    """One submitted version of a report; ``at`` is when it came, aware UTC, by the office's clock."""

    request_id: str
    agency: str
    plan_key: str
    round_id: str
    version: int
    channel: str
    at: datetime


def plan_pages(office: Office, plan_key: str, now: datetime) -> list[Page]:
    """A plan's living pages as they stand at ``now``."""
    with office.database.reading() as session:
        standing = plan_standing(session, plan_key, now)
        portal = f"{office.settings.resolved_public_url}/ban-lam-viec"
        return pages(standing, svg=_svg(standing), reports=_reports(office, standing), portal_url=portal)


def received_since(session: Session, since: datetime) -> list[Received]:
    """Reports submitted after ``since``, oldest first."""
    rows = session.exec(
        select(Report, Request, Round, Agency.name)
        .join(Request, col(Request.id) == col(Report.request_id))
        .join(Round, col(Round.id) == col(Request.round_id))
        .join(Agency, col(Agency.key) == col(Request.agency_key))
        .where(col(Report.submitted_at) > since, Report.state != ReportState.DRAFT)
        .order_by(col(Report.submitted_at))
    )
    return [
        Received(request.id, name, kept.plan_key, kept.id, report.version, report.channel, report.submitted_at)
        for report, request, kept, name in rows
        if report.submitted_at is not None
    ]


def running_plans(session: Session) -> list[Plan]:
    """Plans that are carried out now, in the order of their launch."""
    return list(
        session.exec(select(Plan).where(Plan.state == PlanState.RUNNING).order_by(col(Plan.launched_at), col(Plan.key)))
    )


def rounds_open(session: Session) -> list[str]:
    """Ids of the open rounds of running plans, by due date."""
    return list(
        session.exec(
            select(Round.id)
            .join(Plan, col(Plan.key) == col(Round.plan_key))
            .where(Round.state == RoundState.OPEN, Plan.state == PlanState.RUNNING)
            .order_by(col(Round.due_at), col(Round.id))
        )
    )


def mail_is_due(session: Session, now: datetime) -> bool:
    """Whether a message may leave now; a claimed one counts again when its lease is over."""
    due = select(Message.id).where(text("state IN ('queued','sending','unknown')"), col(Message.next_attempt_at) <= now)
    return session.exec(due.limit(1)).first() is not None


def steps_told(session: Session, swept: Swept) -> list[tuple[Taken, str, str, str]]:
    """The steps that a sweep took, each with the agency's name, plan key and round id."""
    names = agency_names(session, (taken.agency_key for taken in swept.taken))
    told = []
    for taken in swept.taken:
        request = session.get_one(Request, taken.request_id)
        plan_key = session.get_one(Round, request.round_id).plan_key
        told.append((taken, names.get(taken.agency_key, taken.agency_key), plan_key, request.round_id))
    return told


def agency_names(session: Session, keys: Iterable[str]) -> dict[str, str]:
    """Agency key -> name."""
    return dict(session.exec(select(Agency.key, Agency.name).where(col(Agency.key).in_(set(keys)))).all())


def _svg(standing: PlanStanding) -> str | None:
    return None


def _reports(office: Office, standing: PlanStanding) -> list[WrittenReport]:
    return []
