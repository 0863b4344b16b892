"""What a climbed step leaves behind: its row, its reason, and how a request stands in a digest to those above."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, SQLModel, col, func, select

from config.wording import say
from config.workdays import working_days_between
from models.clock import local_day
from models.escalation import Escalation
from models.extension import Extension
from models.inserting import insert_on_conflict
from models.ladder import Known, Step
from models.report import Report, ReportState
from models.round import ReplyLink, Request
from tasks.letters import Desk, batches

_TABLE = SQLModel.metadata.tables[str(Escalation.__tablename__)]


def known_of(session: Session, request_ids: Iterable[str]) -> dict[str, Known]:
    """What is known of some requests' agencies, for the conditions of steps."""
    found: dict[str, Known] = {}
    ids = sorted(set(request_ids))
    for some in batches(ids):
        opened = set(
            session.exec(
                select(ReplyLink.request_id).where(
                    col(ReplyLink.request_id).in_(some), col(ReplyLink.first_opened_at).is_not(None)
                )
            )
        )
        spoke = set(session.exec(select(Extension.request_id).where(col(Extension.request_id).in_(some))))
        found |= {each: Known(each in opened, each in opened or each in spoke) for each in some}
    return found


def reason_of(request: Request, step: Step) -> str:
    """Why a step is taken."""
    if step.kind == "review":
        came = request.complete_at or request.base_at
        return say(
            "step.review_reason",
            step=step.step,
            day=f"{local_day(came):%d/%m/%Y}",
            due=f"{local_day(request.base_at):%d/%m/%Y}",
        )
    said = say(
        "step.reason",
        step=step.step,
        due=f"{local_day(request.base_at):%d/%m/%Y}",
        state=say(f"state.{request.state}"),
    )
    if request.promised_on:
        said += "; " + say("step.promise", day=f"{request.promised_on:%d/%m/%Y}")
    return said


_KEEP = insert_on_conflict(
    _TABLE,
    ("request_id", "ladder_part", "base_at", "step", "kind", "at", "outcome", "reason"),
    "(request_id, ladder_part, base_at, step)"
    " DO UPDATE SET at = excluded.at, outcome = excluded.outcome, reason = excluded.reason",
)


def climbed_row(request: Request, step: Step, now: datetime, outcome: str, reason: str) -> dict[str, Any]:
    """One step as a row of the table ``escalation``."""
    return {
        "request_id": request.id,
        "ladder_part": request.ladder_part,
        "base_at": request.base_at,
        "step": step.step,
        "kind": step.kind,
        "at": now,
        "outcome": outcome,
        "reason": reason,
    }


def keep_climbed(session: Session, climbed: Sequence[Mapping[str, Any]]) -> None:
    """Write the steps down. The top one may come again after a letter: its row then says the last time."""
    session.connection().execute(_KEEP, list(climbed))


def late_row(desk: Desk, request: Request, now: datetime) -> dict[str, Any]:
    """An agency that owes something, as a digest lists it."""
    agency = desk.agencies[request.agency_key]
    return {
        "agency": {"key": agency.key, "name": agency.name},
        "request_id": request.id,
        "state": request.state,
        "due": local_day(request.base_at).isoformat(),
        "days_late": max(0, working_days_between(local_day(request.base_at), local_day(now))),
        "promised_on": request.promised_on.isoformat() if request.promised_on else None,
        "promise_reason": request.promise_reason,
    }


def review_row(desk: Desk, request: Request, now: datetime, received: datetime | None) -> dict[str, Any]:
    """A report that waits for the coordinator; ``days_over`` are the coordinator's, and say nothing of the agency."""
    agency = desk.agencies[request.agency_key]
    return {
        "agency": {"key": agency.key, "name": agency.name},
        "request_id": request.id,
        "state": request.state,
        "received_on": local_day(received or request.complete_at or now).isoformat(),
        "review_by": local_day(request.base_at).isoformat(),
        "days_over": max(0, working_days_between(local_day(request.base_at), local_day(now))),
    }


def received_at(session: Session, request_ids: Iterable[str]) -> dict[str, datetime]:
    """When the newest version of some requests' reports came in."""
    found: dict[str, datetime] = {}
    for some in batches(sorted(set(request_ids))):
        newest = (
            select(Report.request_id, func.max(Report.version).label("version"))
            .where(col(Report.request_id).in_(some), Report.state != ReportState.DRAFT)
            .group_by(col(Report.request_id))
            .subquery()
        )
        rows = session.exec(
            select(Report.request_id, Report.submitted_at).join(
                newest, (newest.c.request_id == Report.request_id) & (newest.c.version == Report.version)
            )
        )
        found |= {request_id: at for request_id, at in rows if at is not None}
    return found
