"""What the living pages and events are made from: read here, written as text in tasks/artifacts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from urllib.parse import quote, urlencode

from sqlalchemy import text
from sqlmodel import Session, col, select

from compiler.result import Basis, EdgeKind, Level, Role
from compiler.result import Edge as DrawnEdge
from compiler.result import Responsibility as DrawnDuty
from compiler.show.drawing import draw_graph
from config.wording import say
from models.directory import Agency
from models.extension import Extension
from models.outbox import Message
from models.plan import Edge, Plan, PlanState, Responsibility
from models.report import Report, ReportState
from models.round import Request, Round, RoundState
from tasks.artifacts import Page, WrittenReport, pages
from tasks.consolidate import folder_of
from tasks.escalate import Swept, Taken
from tasks.expansions import duties_now
from tasks.office import Office
from tasks.picture import RoundPicture
from tasks.standing import PlanStanding, plan_standing

WORST_FIRST = ("missing", "overdue", "returned", "waiting", "late", "unanswered", "on_time", "cancelled")


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
        return pages(standing, svg=_svg(session, standing), reports=_reports(office, standing), portal_url=portal)


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


def sweeps_with_work(session: Session, now: datetime) -> list[str]:
    """Names of the flows that would find something to do: open rounds to look through, steps that fell due."""
    fallen = (
        session.exec(select(Request.id).where(col(Request.next_step_at) <= now).limit(1)).first()
        or session.exec(select(Extension.id).where(col(Extension.next_step_at) <= now).limit(1)).first()
    )
    return ["collect-reports"] * bool(rounds_open(session)) + ["escalate-delays"] * (fallen is not None)


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


def _svg(session: Session, standing: PlanStanding) -> str:
    """The plan's graph, its duties coloured by how their agencies stand in the current round."""
    plan, current = standing.plan, standing.current
    rows = duties_now(session, plan.key)
    edges = session.exec(select(Edge).where(Edge.plan_key == plan.key)).all()
    status, notes = holders_standing(current, rows) if current is not None else ({}, {})
    return draw_graph(
        [_duty(row) for row in rows],
        [DrawnEdge(kind=EdgeKind(edge.kind), source=edge.source, target=edge.target) for edge in edges],
        coordinator=session.get_one(Agency, plan.coordinator_key).name,
        title=plan.label,
        level=Level(plan.level),
        subtitle=current.round.name if current is not None else plan.title,
        status=status,
        notes=notes,
    )


def holders_standing(current: RoundPicture, rows: Sequence[Responsibility]) -> tuple[dict[str, str], dict[str, str]]:
    """(duty number or holder -> worst status among its agencies, holder -> "2/5 đã báo cáo" where it is several)."""
    statuses: dict[str, list[str]] = defaultdict(list)
    for row in current.rows:
        for _, number, _, _ in row.duties:
            statuses[number].append(row.status)
    worst = {number: min(found, key=WORST_FIRST.index) for number, found in statuses.items()}
    notes = {}
    for duty in rows:
        if duty.number in worst:
            known = [worst[duty.number], *([worst[duty.holder]] if duty.holder in worst else [])]
            worst[duty.holder] = min(known, key=WORST_FIRST.index)
        found = statuses.get(duty.number, [])
        if len(found) > 1:
            done = sum(status in ("on_time", "late") for status in found)
            notes[duty.holder] = say("ended.progress", done=done, asked=len(found))
    return worst, notes


def _duty(row: Responsibility) -> DrawnDuty:
    return DrawnDuty(
        id=row.number,
        holder=row.holder,
        group=row.group,
        requested=row.requested,
        text=row.text,
        roles=[Role(role) for role in row.roles],
        reports_to=row.reports_to,
        basis=cast(Basis, row.basis),
        exception_channel=row.exception_channel,
    )


def _reports(office: Office, standing: PlanStanding) -> list[WrittenReport]:
    """The newest consolidated report of each round that has one, with the portal's address for it."""
    found = []
    for kept in standing.rounds:
        folder = folder_of(office, kept.id)
        versions = sorted(int(path.name[1:]) for path in folder.glob("v*") if path.name[1:].isdigit())
        for path in sorted((folder / f"v{versions[-1]}").glob("*.docx")) if versions else ():
            query = urlencode({"ban": versions[-1], "ten": path.name})
            address = f"{office.settings.resolved_public_url}/ban-lam-viec/tong-hop/{quote(kept.id)}?{query}"
            found.append(WrittenReport(kept.id, versions[-1], address))
    return found
