"""What is left out of a round: duties that were done and accepted for good, and whom an extra round does not ask."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from models.clock import at_office, local_day
from models.directory import Agency
from models.ladder import DUE_HOUR
from models.plan import Plan, Responsibility
from models.report import ItemStatus, Report, ReportItem
from models.round import Request, RequestState, Round

FOR_GOOD = ("by", "period", "within")
"""Due rules of a duty that is done once: a date, a stretch of time, so many days after something."""

Duties = dict[str, list[tuple[Responsibility, str]]]
"""Agency key -> its duties, each with how its holder led to this agency."""


def left_in(session: Session, plan: Plan, asked: Duties, kept: Round | None = None) -> Duties:
    """``asked`` less the duties that an agency reported done, accepted, in an earlier round, and that come only once.

    A duty without a date is taken to go on all year, and one to report or put together comes back in every round:
    both are asked again. But a report with one date ("gửi danh sách trước ngày 15/12/2026") that was given by then
    is asked again only of an agency that has nothing else to tell. ``kept``: a round that asks only some (its
    ``holders``).
    """
    done = _done(session, plan, {duty.id: duty for duties in asked.values() for duty, _ in duties if _may_end(duty)})
    wanted = set(kept.holders) if kept is not None and kept.holders is not None else None
    left: Duties = {}
    for agency, duties in asked.items():
        some = [
            (duty, because) for duty, because in duties if wanted is None or wanted & {agency, duty.holder, duty.number}
        ]
        owed = [(duty, because) for duty, because in some if (agency, duty.id) not in done]
        again = [(duty, because) for duty, because in some if not once(duty)]
        if owed or again:
            left[agency] = owed or again
    return left


def once(duty: Responsibility) -> bool:
    """Whether a duty is done with for good once it is done: it has a date of its own and is no report."""
    rule = str((duty.due or {}).get("rule", ""))
    dated = bool(rule) and all(part.split(":")[0] in FOR_GOOD for part in rule.split("+"))
    return dated and not {"report", "consolidate"} & set(duty.roles)


def _may_end(duty: Responsibility) -> bool:
    """Whether a duty can have been done before: ``once``, or a report of which the last date is known."""
    return once(duty) or _last_day(duty) is not None


def _last_day(duty: Responsibility) -> date | None:
    """The last of the dates of which a due rule consists; None where a part of it comes back or names no date."""
    parts = [part.partition(":") for part in str((duty.due or {}).get("rule", "")).split("+")]
    if any(kind not in ("by", "period") for kind, _, _ in parts):
        return None
    return max(date.fromisoformat(days.rsplit("..", 1)[-1]) for _, _, days in parts)


def own_dues(kept: Round) -> dict[str, datetime]:
    """Level -> due date of its own, for a round whose levels report one after the other."""
    return {level: at_office(date.fromisoformat(day), DUE_HOUR) for level, day in kept.level_dues.items()}


def levels_of(session: Session, kept: Round, keys: list[str]) -> dict[str, str]:
    """Agency key -> level, looked up only for a round whose levels are due on days of their own."""
    if not kept.level_dues:
        return {}
    rows: Any = session.execute(select(Agency.key, Agency.level).where(col(Agency.key).in_(keys)))
    return dict(rows.tuples().all())


def _done(session: Session, plan: Plan, duties: dict[str, Responsibility]) -> set[tuple[str, str]]:
    """(agency, responsibility id) of these duties that were reported done in a version that was accepted.

    A report counts from the round that was due on its last date or later.
    """
    if not duties:
        return set()
    rows: Any = session.execute(
        select(Request.agency_key, ReportItem.responsibility_id, Round.due_at)
        .join(Round, col(Round.id) == col(Request.round_id))
        .join(Report, (col(Report.request_id) == col(Request.id)) & (col(Report.version) == col(Request.version)))
        .join(ReportItem, col(ReportItem.report_id) == col(Report.id))
        .where(
            Round.plan_key == plan.key,
            Request.state == RequestState.ACCEPTED,
            ReportItem.status == ItemStatus.DONE,
            col(ReportItem.responsibility_id).in_(sorted(duties)),
        )
    )
    return {(agency, key) for agency, key, due_at in rows if once(duties[key]) or _fell(duties[key], due_at)}


def _fell(duty: Responsibility, due_at: datetime) -> bool:
    last = _last_day(duty)
    return last is not None and last <= local_day(due_at)
