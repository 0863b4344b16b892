"""The rows of a plan as it is launched: plan, responsibilities, edges, rounds with their frozen ladders."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from sqlmodel import Session

from compiler.asks.check_record import loose_edges
from compiler.planfile.links import linked
from compiler.planfile.model import PlanFile
from compiler.result import Period
from compiler.result import Responsibility as Duty
from compiler.rounds.regime import notice_of
from config.slug import slug
from models.clock import at_office, local_day
from models.ladder import DUE_HOUR, Ladder, read_ladder, step_moment
from models.plan import Edge, Plan, Responsibility
from models.round import Round, RoundState

LAUNCH_HOUR = time(8, 0)
"""An exercise begins at the start of the office day; so does a round that is as short as its own window."""


def place_of(issuer: str) -> str:
    """The part of an issuer's name that tells it from its sisters: "UBND tỉnh Lai Châu" -> "Lai Châu"."""
    return re.sub(
        r"(?i)^(ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+(tỉnh|thành phố|huyện|quận|thị xã|xã|phường)?\s*", "", issuer
    )


def rounds_of(plan: Plan, planfile: PlanFile, ladder: Ladder, now: datetime) -> tuple[list[Round], list[Round]]:
    """(rounds still to come, rounds whose deadline had passed when the plan was launched)."""
    preset = planfile.regime.preset if planfile.regime else None
    coming, past = [], []
    for period in planfile.regime.periods if planfile.regime else []:
        kept = round_of(plan, period, ladder, preset)
        if kept.due_at > now:
            coming.append(kept)
        else:
            kept.state = RoundState.CANCELLED
            past.append(kept)
    return coming, past


def round_of(plan: Plan, period: Period, ladder: Ladder, preset: str | None) -> Round:
    """A round with the ladder frozen into it, and in that the notice of its regime."""
    due_at = at_office(period.due, period.due_time or DUE_HOUR)
    consolidated = period.consolidated_due
    return Round(
        id=f"{plan.key}/{slug(period.key)}",
        plan_key=plan.key,
        key=period.key,
        name=period.name,
        window_from=period.window_from,
        window_to=period.window_to,
        opens_at=opening_of(ladder, due_at, period.window_from, plan.issued_on),
        due_at=due_at,
        consolidated_due_at=max(at_office(consolidated, DUE_HOUR), due_at) if consolidated else None,
        label=period.label,
        level_dues={level: day.isoformat() for level, day in period.levels.items()},
        holders=list(period.holders) or None,
        ladder=with_notice(ladder, notice_of(preset, period)).model_dump(mode="json"),
    )


def ladder_in_use(plan: Plan, planfile: PlanFile) -> Ladder:
    """The ladder of a plan's rounds to come: what a coordinator put in use, else the one that the plan file names."""
    return Ladder.model_validate(plan.ladder) if plan.ladder else read_ladder(planfile.ladder)


def opening_of(ladder: Ladder, due_at: datetime, window_from: date, issued_on: date) -> datetime:
    """When a round opens: at the ladder's first step, but not before its window begins or its plan is issued, nor after
    it is due.

    Nobody can report what has not begun, nor be asked by a plan that is not signed. A round that was due before its
    plan was issued anew stays as it was.
    """
    signed = issued_on if issued_on < local_day(due_at) else window_from
    first = at_office(max(window_from, signed), LAUNCH_HOUR)
    return min(max(step_moment(ladder.due[0], due_at), first), due_at)


def with_notice(ladder: Ladder, notice: int) -> Ladder:
    """The ladder with at least the notice of a regime; 0 stands for rounds whose days are known to all beforehand."""
    return ladder.model_copy(update={"notice_days": max(ladder.notice_days, notice) if notice else 0})


def write_parts(session: Session, plan: Plan, planfile: PlanFile) -> None:
    """Add the plan's responsibilities and edges."""
    session.add_all(
        duty_row(plan.key, f"{plan.key}/{duty.id}", duty, position)
        for position, duty in enumerate(planfile.responsibilities)
    )
    write_edges(session, plan, planfile)


def duty_row(plan_key: str, id_: str, duty: Duty, position: int) -> Responsibility:
    """One duty of a plan file as a row."""
    span = duty.source
    return Responsibility(
        id=id_,
        plan_key=plan_key,
        number=duty.id,
        position=position,
        holder=duty.holder,
        group=duty.group,
        requested=duty.requested,
        text=duty.text,
        roles=[str(role) for role in duty.roles],
        partners=list(duty.with_),
        reports_to=list(duty.reports_to),
        due=duty.due.model_dump(mode="json") if duty.due else None,
        basis=duty.basis,
        exception_channel=duty.exception_channel,
        source_start=span.start if span else None,
        source_end=span.end if span else None,
    )


def write_edges(session: Session, plan: Plan, planfile: PlanFile) -> None:
    """Add the plan's edges as its duties imply them now, without those of duties that were deleted from the file by hand."""
    loose = loose_edges(planfile)
    for edge in linked(planfile):
        if edge in loose:
            continue
        session.add(Edge(plan_key=plan.key, kind=edge.kind, source=edge.source, target=edge.target, basis=edge.basis))
