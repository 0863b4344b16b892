"""Where a plan stands, on any day: who answered, who is late and on which rung, what happens next and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session, col, select

from config.errors import DondocError
from models.clock import local_day
from models.directory import Agency
from models.ladder import coming_step, ladder_of, step_moment
from models.plan import Plan
from models.round import OWED, Request, RequestState, Round
from models.tally import OWING, Line, Tally, tally
from tasks.facts import RoundFacts, round_facts


class StatusError(DondocError):
    """A plan that cannot be found by the name given."""


@dataclass(frozen=True)
class AgencyStatus:
    """One agency in one round. ``rung`` is the last step taken, ``next_step`` and ``next_at`` what comes.

    ``next_at`` is None where nothing is owed or the ladder has ended. ``ended_on``: the last day of an agency that has
    ended with its report owed.
    """

    line: Line
    rung: str | None
    next_step: str | None
    next_at: datetime | None
    promised_on: date | None
    ended_on: date | None = None


@dataclass(frozen=True)
class RoundStatus:
    """One round: the round itself, its figures at the moment, and its agencies, those who owe first."""

    round: Round
    tally: Tally
    agencies: tuple[AgencyStatus, ...]


@dataclass(frozen=True)
class PlanStatus:
    """A plan at a moment. ``replayed``: another moment than now, so what comes next is reckoned from the ladder.

    ``foreseen``: of a day still to come, on which it would stand so if nothing came meanwhile; ``unborn``: of a moment
    before the plan was launched.
    """

    plan: Plan
    as_of: datetime
    replayed: bool
    rounds: tuple[RoundStatus, ...]
    foreseen: bool = False
    unborn: bool = False


def plan_status(session: Session, wanted: str, now: datetime, as_of: datetime | None = None) -> PlanStatus:
    """How a plan stood, or would stand if nothing more came, at ``as_of`` (now by default). Raises StatusError."""
    plan = find_plan(session, wanted)
    moment = as_of or now
    replayed = moment != now
    rounds = []
    for kept in session.exec(
        select(Round).where(Round.plan_key == plan.key).order_by(col(Round.due_at), col(Round.id))
    ):
        facts = round_facts(session, kept.id)
        counted = tally(facts.requests, moment)
        requests = {request.id: request for request in session.exec(select(Request).where(Request.round_id == kept.id))}
        ended = _ended(session, kept.id, local_day(moment))
        agencies = [
            replace(
                _agency(kept, facts, line, requests[line.fact.request_id], moment, replayed),
                ended_on=ended.get(line.fact.agency_key) if line.standing in OWING else None,
            )
            for line in counted.lines
        ]
        agencies.sort(key=lambda each: (each.line.standing not in OWING, -each.line.days_late, each.line.fact.place))
        rounds.append(RoundStatus(kept, counted, tuple(agencies)))
    foreseen = local_day(moment) > local_day(now)
    return PlanStatus(plan, moment, replayed, tuple(rounds), foreseen, moment < plan.launched_at)


def plans(session: Session) -> Sequence[Plan]:
    """All launched plans, newest first."""
    return session.exec(select(Plan).order_by(col(Plan.launched_at).desc(), col(Plan.key))).all()


def find_plan(session: Session, wanted: str) -> Plan:
    """A plan by its key, its number, or the only one whose key begins so. Raises StatusError naming what there is."""
    known = plans(session)
    exact = [plan for plan in known if wanted in (plan.key, plan.number)]
    found = exact or [plan for plan in known if plan.key.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(plan.key for plan in found or known) or "–"
    raise StatusError.of("status.several" if found else "status.unknown", place=wanted, wanted=wanted, known=names)


def _ended(session: Session, round_id: str, on: date) -> dict[str, date]:
    """Key -> last day of the round's agencies that have ended before a day."""
    asked = select(Request.agency_key).where(Request.round_id == round_id)
    query = select(Agency).where(col(Agency.key).in_(asked), col(Agency.valid_to) < on)
    return {agency.key: agency.valid_to for agency in session.exec(query) if agency.valid_to is not None}


def _agency(
    kept: Round, facts: RoundFacts, line: Line, request: Request, moment: datetime, replayed: bool
) -> AgencyStatus:
    taken = [step for step, at in facts.steps.get(request.id, ()) if at <= moment]
    rung = taken[-1] if taken else None
    ladder = ladder_of(kept)
    if request.state == RequestState.RECEIVED and request.next_step_at is not None and not replayed:
        reviewing = ladder.part(request.ladder_part)[request.step_index]
        return AgencyStatus(line, rung, reviewing.step, request.next_step_at, None)
    if line.standing not in OWING or line.closed:
        return AgencyStatus(line, rung, None, None, None)
    if replayed:
        part = ladder.due if line.owed_by == line.due_at else ladder.returned.steps
        steps = [step for step in part if not (step.climbs and request.requested_body)]
        coming = next((step for step in steps if step_moment(step, line.owed_by) > moment), None)
        at = step_moment(coming, line.owed_by) if coming else None
        return AgencyStatus(line, rung, coming.step if coming else None, at, None)
    coming_now = coming_step(ladder, request) if request.state in OWED else None
    return AgencyStatus(
        line,
        rung,
        coming_now.step if coming_now else None,
        request.next_step_at if coming_now else None,
        request.promised_on,
    )
