"""How a plan came to be as it is: its versions, and its amendments as people read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models.clock import local_day
from models.plan import Plan, PlanVersion
from tasks.amended import lines_of


def versions(session: Session, plan_key: str) -> Sequence[PlanVersion]:
    """How a plan came to be as it is, the launch first."""
    query = select(PlanVersion).where(PlanVersion.plan_key == plan_key)
    return session.exec(query.order_by(col(PlanVersion.version))).all()


@dataclass(frozen=True)
class Amendment:
    """One amendment as people read it: the act, who applied it when and why, and what it changed, line by line."""

    version: int
    act: str
    day: str
    by: str
    why: str
    lines: tuple[str, ...]


def amendments(session: Session, plan_key: str) -> list[Amendment]:
    """A plan's amendments, the newest first; none where it runs as it was launched."""
    return [
        Amendment(
            each.version,
            each.act or "",
            f"{local_day(each.at):%d/%m/%Y}",
            each.by,
            each.why,
            tuple(lines_of(each.changes)),
        )
        for each in reversed(versions(session, plan_key))
        if each.version > 1
    ]


def acts_since(session: Session, plan: Plan, moment: datetime) -> tuple[str, ...]:
    """The acts that amended a plan by ``moment``, the oldest first.

    Where the plan was issued anew under the number that it has, that act is the plan, and those before it are in it.
    """
    acts = [each.act for each in versions(session, plan.key) if each.version > 1 and each.at <= moment and each.act]
    number = (plan.number or "").strip()
    anew = [at for at, act in enumerate(acts) if number and number in act]
    return tuple(dict.fromkeys(acts[anew[-1] + 1 :] if anew else acts))
