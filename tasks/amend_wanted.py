"""What an amendment is wanted for, and whether the file is one of the plan that it is to amend."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, select

from compiler.planfile.model import PlanFile
from config.errors import DondocError
from models.plan import Plan, PlanState


class AmendRefused(DondocError):
    """An amended plan that cannot be applied as it stands."""


@dataclass(frozen=True)
class Amending:
    """What is wanted: the act that amends the plan, why, by whom, and whether open rounds follow at once."""

    act: str
    why: str
    by: str
    move_open: bool = False
    channel: str = "command line"


def running_plan(session: Session, plan_key: str, planfile: PlanFile, path: Path, wanted: Amending) -> Plan:
    """The running plan that a file amends. Raises AmendRefused where it is not that plan's file, or nobody says why."""
    plan = session.get(Plan, plan_key)
    if plan is None:
        known = ", ".join(session.exec(select(Plan.key).order_by(Plan.key)))
        raise AmendRefused.of(
            "amend.no_plan" if known else "amend.no_plans", place=plan_key, plan=plan_key, known=known
        )
    if plan.state != PlanState.RUNNING:
        raise AmendRefused.of("amend.closed", place=plan_key, plan=plan.label)
    if not wanted.act.strip() or not wanted.why.strip() or not wanted.by.strip():
        raise AmendRefused.of("amend.no_act", place=plan_key)
    head = planfile.plan
    if (head.issuer, head.province) != (plan.issuer, plan.province):
        raise AmendRefused.of(
            "amend.other_issuer", place=str(path), plan=plan.label, own=plan.issuer, other=head.issuer
        )
    if head.year != plan.year:
        raise AmendRefused.of("amend.other_year", place=str(path), plan=plan.label, own=plan.year, other=head.year)
    if head.number != plan.number:
        same = select(Plan).where(
            Plan.number == head.number, Plan.year == head.year, Plan.issuer == head.issuer, Plan.key != plan.key
        )
        if (other := session.exec(same).first()) is not None:
            raise AmendRefused.of("amend.other_plan", place=str(path), plan=plan.label, other=other.key)
    return plan
