"""Opening a round: every agency that holds a duty is asked once, all its duties on one form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from config.errors import DondocError
from config.wording import say
from models.clock import local_day
from models.journal import Entry, write
from models.ladder import ladder_of
from models.plan import Plan, PlanState
from models.round import ROUND_MOVES, Round, RoundState
from tasks.asked import Duties, left_in, levels_of, own_dues
from tasks.asking import ask, ask_back, due_with_notice
from tasks.expansions import Expanded, Terms, duties_now, expand, record
from tasks.office import Office


class RoundError(DondocError):
    """A round that cannot be opened."""


@dataclass(frozen=True)
class Opened:
    """What opening a round did; ``already`` where it was open before and nothing changed."""

    round_id: str
    already: bool
    requests: int
    messages: int
    late: bool
    reason: str
    questions: tuple[str, ...] = ()


def open_round(office: Office, round_id: str, now: datetime) -> Opened:
    """Open one round in one transaction: requests, their items, links, letters, journal.

    Idempotent. A round whose time passed while the system was down is opened once, with at least the
    ladder's minimum notice. Raises RoundError where no duty finds an agency.
    """
    with office.database.writing() as session:
        opened = _open(office, session, round_id, now)
    if isinstance(opened, RoundError):
        raise opened
    return opened


def _open(office: Office, session: Session, round_id: str, now: datetime) -> Opened | RoundError:
    """Open the round, or say why not: the questions that keep it shut are put to the coordinator all the same."""
    kept = get_round(session, round_id, lock=True)
    if kept.state in (RoundState.OPEN, RoundState.CLOSED):
        return Opened(round_id, True, 0, 0, False, "")
    ROUND_MOVES.check(round_id, RoundState(kept.state), RoundState.OPEN)
    ladder = ladder_of(kept)
    late = now > kept.opens_at + timedelta(days=1)
    planned = local_day(kept.due_at)
    due_at = due_with_notice(ladder, kept, now)
    plan = session.get_one(Plan, kept.plan_key)
    expanded = understood(session, plan, due_at)
    asked, questions = asked_in(session, plan, expanded, kept), expanded.questions
    if not asked:
        record(session, round_id, expanded, asked)
        ask_back(office, session, kept, ladder, now, expanded)
        return RoundError.of("round.nobody", place=round_id, round=kept.name, day=f"{local_day(due_at):%d/%m/%Y}")
    kept.state, kept.opened_at, kept.due_at = RoundState.OPEN, now, due_at
    reason = say("round.opens", step=ladder.due[0].step)
    if late and plan.launched_at > kept.opens_at:
        reason = say(
            "round.launched_late",
            planned=f"{local_day(kept.opens_at):%d/%m/%Y}",
            launched=f"{local_day(plan.launched_at):%d/%m/%Y}",
        )
    elif late:
        reason = say("round.opened_late", planned=f"{local_day(kept.opens_at):%d/%m/%Y}")
    if local_day(due_at) != planned:
        reason += "; " + say(
            "round.notice_kept",
            planned=f"{planned:%d/%m/%Y}",
            days=ladder.notice_days,
            moved=f"{local_day(due_at):%d/%m/%Y}",
        )
    levels = levels_of(session, kept, list(asked))
    dues = own_dues(kept) if local_day(due_at) == planned else {}
    own = {key: dues[level] for key, level in levels.items() if level in dues}
    requests, messages = ask(office, session, kept, ladder, now, asked, expanded, reason, own)
    record(session, round_id, expanded, asked)
    ask_back(office, session, kept, ladder, now, expanded)
    write(
        session,
        now,
        [
            Entry(
                "round.opened",
                round_id,
                why=reason,
                detail={
                    "due": due_at,
                    "asked": {agency: [duty.number for duty, _ in duties] for agency, duties in asked.items()},
                    "questions": questions,
                },
            )
        ],
    )
    return Opened(round_id, False, requests, messages, late, reason, tuple(questions))


def due_rounds(session: Session, now: datetime) -> Sequence[Round]:
    """Rounds of running plans whose time has come and which are not open, oldest first."""
    return session.exec(
        select(Round)
        .join(Plan, col(Plan.key) == col(Round.plan_key))
        .where(Round.state == RoundState.PLANNED, Round.opens_at <= now, Plan.state == PlanState.RUNNING)
        .order_by(col(Round.opens_at), col(Round.id))
    ).all()


def get_round(session: Session, round_id: str, *, lock: bool = False) -> Round:
    """A round by id; ``lock`` keeps others from opening or closing it meanwhile. Raises RoundError."""
    found = session.get(Round, round_id, with_for_update={"key_share": True} if lock else None, populate_existing=lock)
    if found is None:
        raise RoundError.of("round.unknown", place=round_id, round_id=round_id)
    return found


def who_is_asked(session: Session, plan: Plan, due_at: datetime, kept: Round | None = None) -> tuple[Duties, list[str]]:
    """(agency key -> its duties with the reason, questions) for the day on which the request is due.

    ``kept``: the round, where it asks only some.
    """
    expanded = understood(session, plan, due_at)
    return asked_in(session, plan, expanded, kept), expanded.questions


def understood(session: Session, plan: Plan, due_at: datetime) -> Expanded:
    """Every holder of a plan as of the day on which a request is due."""
    return expand(session, Terms.of(plan), duties_now(session, plan.key), local_day(due_at))


def asked_in(session: Session, plan: Plan, expanded: Expanded, kept: Round | None = None) -> Duties:
    """Agency key -> its duties in a round, each agency once however often the plan means it."""
    asked: Duties = defaultdict(list)
    for duty in duties_now(session, plan.key):
        for each in expanded.duties.get(duty.number, ()):
            asked[each.key].append((duty, each.because))
    return left_in(session, plan, dict(asked), kept)
