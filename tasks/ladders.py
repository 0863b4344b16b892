"""Changing the ladder of a running plan: rounds that have not opened get another, the others keep theirs (DESIGN 8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from compiler.result import Period
from compiler.rounds.regime import notice_of
from models.journal import Entry, write
from models.ladder import Ladder, ladder_of
from models.plan import Plan
from models.round import Round, RoundState
from tasks.launch_rows import opening_of, with_notice
from tasks.office import Office
from tasks.requests import AnswerError
from tasks.status import find_plan


@dataclass(frozen=True)
class Changed:
    """One round that has not opened: its ladder's name before, and when it opens before and after."""

    round_id: str
    name: str
    before: str
    opens_before: datetime
    opens_after: datetime


@dataclass(frozen=True)
class Exchanged:
    """What exchanging a ladder did; ``kept`` are the rounds whose ladder is frozen, for they have opened."""

    plan_key: str
    changed: tuple[Changed, ...]
    kept: tuple[str, ...]


def use_ladder(office: Office, plan: str, ladder: Ladder, *, why: str, by: str) -> Exchanged:
    """Give another ladder to a plan's rounds that have not opened, and write it to the journal.

    A ladder is frozen when its round opens. Rounds that are added later get this one too. The request's own step moves the opening with it; the notice of each
    round's regime stays the least. Raises StatusError for an unknown plan, AnswerError without a reason or where
    every round has opened.
    """
    if not why.strip():
        raise AnswerError.of("report.no_reason", place=plan)
    with office.database.writing() as session:
        found = find_plan(session, plan)
        rounds = session.exec(
            select(Round)
            .where(Round.plan_key == found.key)
            .order_by(col(Round.opens_at))
            .with_for_update(key_share=True)
        ).all()
        coming = [kept for kept in rounds if kept.state == RoundState.PLANNED]
        if not coming:
            raise AnswerError.of("ladder.all_open", place=found.key)
        changed = []
        for kept in coming:
            opens, before = opening_of(ladder, kept.due_at, kept.window_from, found.issued_on), ladder_of(kept)
            changed.append(Changed(kept.id, kept.name, before.name, kept.opens_at, opens))
            kept.ladder, kept.opens_at = _frozen(ladder, found, kept).model_dump(mode="json"), opens
        found.ladder = ladder.model_dump(mode="json")
        detail = {"ladder": ladder.model_dump(mode="json"), "rounds": {each.round_id: each.before for each in changed}}
        entry = Entry("ladder.changed", found.key, actor=by, channel="command line", why=why.strip(), detail=detail)
        write(session, office.now(), [entry])
        opened = tuple(kept.id for kept in rounds if kept.state in (RoundState.OPEN, RoundState.CLOSED))
        return Exchanged(found.key, tuple(changed), opened)


def _frozen(ladder: Ladder, plan: Plan, kept: Round) -> Ladder:
    """The ladder with the notice that a round's regime gives; an extra round's days were agreed when it was added."""
    own = next((period for period in plan.regime.get("periods", ()) if period["key"] == kept.key), None)
    if own is not None:
        return with_notice(ladder, notice_of(plan.regime.get("preset"), Period.model_validate(own)))
    return with_notice(ladder, 0) if ladder_of(kept).notice_days == 0 else ladder
