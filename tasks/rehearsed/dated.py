"""Duties of a rehearsed plan whose own day no round stands near (compiler/rounds/dated), by the rounds as they lie in the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlmodel import Session

from compiler.result import Due
from compiler.rounds.dated import Waiting, all_days, waiting
from models.clock import local_day
from models.plan import Plan, Responsibility
from models.round import Round
from tasks.expansions import duties_now


def asked_late(
    session: Session, plans: Sequence[Plan], rounds: Sequence[Round], agencies: Mapping[str, str]
) -> list[Waiting]:
    """The duties' days that lie well before the round that asks next. ``agencies``: key -> name, for rounds that ask
    only some."""
    found: list[Waiting] = []
    for plan in plans:
        own = [kept for kept in rounds if kept.plan_key == plan.key]
        first = min((local_day(kept.opens_at) for kept in own), default=None)
        for duty in duties_now(session, plan.key):
            if duty.due is None or duty.exception_channel or first is None:
                continue
            inclusive = bool(plan.policy.get("before_is_inclusive", True))
            days = all_days(Due.model_validate(duty.due), duty.text, plan.issued_on, inclusive=inclusive)
            asking = [_dues(kept) for kept in own if _asks(kept, duty, agencies)]
            found += waiting(duty.number, duty.holder, duty.roles, [day for day in days if day >= first], asking)
    return found


def _dues(kept: Round) -> tuple[str, date, date | None]:
    last = kept.consolidated_due_at
    return kept.name, local_day(kept.due_at), local_day(last) if last else None


def _asks(kept: Round, duty: Responsibility, agencies: Mapping[str, str]) -> bool:
    """Whether a round asks about a duty: an extra round may be for some holders, numbers or agencies alone."""
    if kept.holders is None:
        return True
    named = {agencies.get(each, each).casefold() for each in kept.holders}
    return bool({duty.number.casefold(), duty.holder.casefold()} & named)
