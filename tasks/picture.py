"""How a round stands at a moment: what the Prefect UI, the workbench and the reports show."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from config.wording import say
from config.workdays import working_days_between
from models.clock import local_day
from models.directory import Agency
from models.ladder import deadline_of
from models.plan import Edge, Plan, Responsibility
from models.round import OWED, Request, RequestItem, RequestState, Round
from tasks.rounds import get_round


@dataclass(frozen=True)
class PictureRow:
    """One agency in one round. ``chip`` is the state as a supervisor reads it ("Đúng hạn").

    ``status`` is the same for machines: on_time · late · waiting · overdue · returned · missing ·
    unanswered · cancelled. Unanswered: a requested body that was asked, owed nothing and let the day pass.
    ``days_late`` counts working days. ``own_deadline``: the day until which it has, where that is not the round's
    (extended, given back, its level's); ISO dates.
    """

    agency_key: str
    agency_name: str
    request_id: str
    state: str
    status: str
    chip: str
    days_late: int
    requested: bool
    promised_on: str | None
    own_deadline: str | None
    duties: tuple[tuple[str, str, str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class RoundPicture:
    """A round with its agencies; ``edges`` are (from agency key, to agency key, kind)."""

    round: Round
    plan: Plan
    coordinator_key: str
    coordinator_name: str
    rows: tuple[PictureRow, ...]
    edges: tuple[tuple[str, str, str], ...]
    counts: dict[str, int]


def picture(session: Session, round_id: str, now: datetime) -> RoundPicture:
    """How a round stands at ``now``. Raises RoundError."""
    kept = get_round(session, round_id)
    plan = session.get_one(Plan, kept.plan_key)
    duties = _duties(session, round_id)
    rows = []
    for request, agency in session.exec(
        select(Request, Agency)
        .join(Agency, col(Agency.key) == col(Request.agency_key))
        .where(Request.round_id == round_id)
        .order_by(col(Agency.name))
    ):
        status, late = standing(request, now)
        rows.append(
            PictureRow(
                agency.key,
                agency.name,
                request.id,
                request.state,
                status,
                say(f"chip.{status}"),
                late,
                request.requested_body,
                request.promised_on.isoformat() if request.promised_on else None,
                _own_deadline(request, kept),
                tuple(duties[request.id]),
            )
        )
    coordinator = session.get_one(Agency, plan.coordinator_key)
    return RoundPicture(
        kept,
        plan,
        plan.coordinator_key,
        coordinator.name,
        tuple(rows),
        _edges(session, plan, rows),
        dict(Counter(row.status for row in rows)),
    )


def _own_deadline(request: Request, kept: Round) -> str | None:
    deadline = deadline_of(request)
    return local_day(deadline).isoformat() if request.state in OWED and deadline != kept.due_at else None


UNORDERED = {RequestState.RETURNED: "returned", RequestState.INCOMPLETE: "waiting"}
"""What a requested body's chip says past its day where it did send something."""


def standing(request: Request, now: datetime) -> tuple[str, int]:
    """(status, working days late) of one request at ``now``.

    What counts for "on time" is the day on which the report was complete, not the day it was accepted. A body that
    is requested ("đề nghị") is never overdue: past its day it has not answered.
    """
    deadline = deadline_of(request)
    passed = request.state in OWED and now > deadline
    if request.requested_body and (passed or request.state == RequestState.MISSING):
        return UNORDERED.get(RequestState(request.state), "unanswered"), 0
    if request.state == RequestState.MISSING:
        return "missing", max(0, working_days_between(local_day(deadline), local_day(now)))
    if request.state == RequestState.CANCELLED:
        return "cancelled", 0
    if request.state in OWED:
        late = max(0, working_days_between(local_day(deadline), local_day(now)))
        if late == 0 and now > deadline:
            return "overdue", 0
        if request.state == RequestState.RETURNED and late == 0:
            return "returned", 0
        return ("overdue", late) if late else ("waiting", 0)
    done = request.complete_at or now
    late = max(0, working_days_between(local_day(request.due_at), local_day(done)))
    return ("late", late) if done > request.due_at else ("on_time", 0)


def _duties(session: Session, round_id: str) -> dict[str, list[tuple[str, str, str, tuple[str, ...]]]]:
    found: dict[str, list[tuple[str, str, str, tuple[str, ...]]]] = defaultdict(list)
    items = session.exec(
        select(RequestItem.request_id, RequestItem.responsibility_id)
        .join(Request, col(Request.id) == col(RequestItem.request_id))
        .where(Request.round_id == round_id)
        .order_by(col(RequestItem.position))
    ).all()
    # each duty once: a round asks many agencies for the same few, and their lists are JSON
    known = select(Responsibility).where(col(Responsibility.id).in_({duty_id for _, duty_id in items}))
    duties = {duty.id: (duty.id, duty.number, duty.text, tuple(duty.roles)) for duty in session.exec(known)}
    for request_id, duty_id in items:
        found[request_id].append(duties[duty_id])
    return found


def _edges(session: Session, plan: Plan, rows: list[PictureRow]) -> tuple[tuple[str, str, str], ...]:
    """Edges between responsibilities, seen as edges between the agencies that hold them."""
    holders: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for _, number, _, _ in row.duties:
            holders[number].add(row.agency_key)
    edges = {(row.agency_key, plan.coordinator_key, "reports_to") for row in rows} - {
        (plan.coordinator_key, plan.coordinator_key, "reports_to")
    }
    for edge in session.exec(select(Edge).where(Edge.plan_key == plan.key)):
        for source in holders.get(edge.source, ()):
            for target in holders.get(edge.target, ()):
                if source != target and edge.kind != "reports_to":
                    edges.add((source, target, edge.kind))
    return tuple(sorted(edges))
