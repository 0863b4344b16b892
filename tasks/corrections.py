"""Correcting who is meant: agencies put into a holder or taken out of it, for one plan or for good, by a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel import Session, col, or_, select

from config.errors import DondocError
from models.agencies import Snapshot
from models.clock import local_day, office_now
from models.directory import Agency
from models.expansion import Expansion, GroupCorrection
from models.journal import Entry, write
from models.naming import fold, plain_place
from models.plan import Plan, PlanState
from models.round import Round, RoundState
from tasks.expansions import Expanded, Terms, duties_now, expand, timeless
from tasks.moving import Moved, apply_now
from tasks.office import Office
from tasks.requests import hold_requests


class CorrectionError(DondocError):
    """A correction that cannot be taken as it stands."""


@dataclass(frozen=True)
class Wanted:
    """What a coordinator wants: for whose holder, who comes in, who goes out, and why.

    ``put_in`` and ``taken_out`` are keys or names of agencies; both empty: the expansion is right as it is, and
    its questions are answered by that. ``duty``: only this duty of the plan. ``for_good``: for every plan of the
    province. ``at_once``: rounds that are open follow too.
    """

    plan: str
    holder: str
    why: str
    by: str
    put_in: Sequence[str] = ()
    taken_out: Sequence[str] = ()
    duty: str | None = None
    for_good: bool = False
    at_once: bool = False
    channel: str = "command line"


@dataclass(frozen=True)
class Corrected:
    """What a correction did: its row, rounds that will follow it, open rounds that do not, and what moved at once."""

    row: GroupCorrection
    later: tuple[Round, ...]
    untouched: tuple[Round, ...]
    moved: tuple[Moved, ...] = field(default=())


def correct(office: Office, wanted: Wanted) -> Corrected:
    """Record a correction, and carry it out in open rounds where that is wanted; one transaction.

    Raises CorrectionError without a reason, for a holder that the plan does not have, an agency that the
    directory does not have or that is named on both sides, and where nothing would change.
    """
    with office.database.writing() as session:
        now = office_now(session)
        plan = session.get(Plan, wanted.plan)
        if plan is None:
            raise CorrectionError.of("correction.no_plan", place=wanted.plan, plan=wanted.plan)
        if not wanted.why.strip() or not wanted.by.strip():
            raise CorrectionError.of("correction.no_reason", place=wanted.holder)
        wanted = _by_number(session, plan, wanted)
        holder = _holder(session, plan, wanted)
        put_in = [_agency(session, plan, each, now) for each in wanted.put_in]
        taken_out = [_agency(session, plan, each, now) for each in wanted.taken_out]
        if both := set(put_in) & set(taken_out):
            raise CorrectionError.of("correction.both", place=wanted.holder, names=", ".join(sorted(both)))
        rounds = _rounds(session, plan, wanted.for_good)
        hold_requests(session, [kept.id for kept in rounds if kept.state == RoundState.OPEN])
        row = _row(session, plan, holder, put_in, taken_out, wanted, now, _asked_about(session, rounds, holder))
        session.add(row)
        session.flush()
        detail = {
            "plan": row.plan_key,
            "holder": row.holder,
            "duty": row.duty,
            "put_in": put_in,
            "taken_out": taken_out,
            "settles": row.settles,
        }
        subject = plan.key if row.plan_key else "directory"
        entry = Entry(
            "group.corrected", subject, actor=wanted.by, channel=wanted.channel, why=wanted.why, detail=detail
        )
        write(session, now, [entry])
        opened = [kept for kept in rounds if kept.state == RoundState.OPEN]
        moved: list[Moved] = []
        for kept in opened:
            if wanted.at_once or not (put_in or taken_out):
                moved += apply_now(office, session, now, kept, row, by=wanted.by, channel=wanted.channel)
        untouched = () if wanted.at_once or not (put_in or taken_out) else tuple(opened)
        return Corrected(
            row, tuple(kept for kept in rounds if kept.state == RoundState.PLANNED), untouched, tuple(moved)
        )


def copy_corrections(source: Office, target: Office, plan_key: str) -> None:
    """Take the corrections that count for a plan over into a rehearsal's office, which has the plan already."""
    with source.database.reading() as session:
        kept = session.exec(
            select(GroupCorrection)
            .where(
                col(GroupCorrection.revoked_at).is_(None),
                or_(col(GroupCorrection.plan_key) == plan_key, col(GroupCorrection.plan_key).is_(None)),
            )
            .order_by(col(GroupCorrection.id))
        ).all()
    with target.database.writing() as session:
        known = set(session.exec(select(GroupCorrection.id)))
        session.add_all([GroupCorrection(**row.model_dump()) for row in kept if row.id not in known])


def revoke(office: Office, correction_id: int, *, by: str, why: str, channel: str = "command line") -> GroupCorrection:
    """Take a correction back, for rounds that open from now on; the one before it counts again.

    Raises CorrectionError for one that does not exist or was taken back before, and without a reason.
    """
    with office.database.writing() as session:
        now = office_now(session)
        row = session.get(GroupCorrection, correction_id)
        if row is None or row.revoked_at is not None:
            raise CorrectionError.of("correction.unknown", place=str(correction_id), number=correction_id)
        if not why.strip() or not by.strip():
            raise CorrectionError.of("correction.no_reason", place=row.holder)
        row.revoked_at = now
        detail = {"correction": row.id, "plan": row.plan_key, "holder": row.holder}
        subject = row.plan_key or "directory"
        write(
            session,
            now,
            [Entry("group.correction_revoked", subject, actor=by, channel=channel, why=why, detail=detail)],
        )
        return row


def corrections(session: Session, plan: Plan) -> Sequence[GroupCorrection]:
    """Every correction that concerns a plan, taken back or not, the newest first."""
    rows = session.exec(select(GroupCorrection).order_by(col(GroupCorrection.id).desc())).all()
    home = plain_place(plan.province)
    return [
        row for row in rows if row.plan_key == plan.key or (row.plan_key is None and plain_place(row.province) == home)
    ]


def expanded_on(session: Session, plan: Plan, kept: Round) -> Expanded:
    """How a round's holders are understood on its due date, with the corrections that count now."""
    return expand(session, Terms.of(plan), duties_now(session, plan.key), local_day(kept.due_at))


def _by_number(session: Session, plan: Plan, wanted: Wanted) -> Wanted:
    """ "R7" alone means that duty and its holder, as in ``decide --holder`` and ``round new --holders``."""
    number = wanted.holder.strip().casefold()
    duty = next((each for each in duties_now(session, plan.key) if each.number.casefold() == number), None)
    return wanted if duty is None else replace(wanted, holder=duty.holder, duty=wanted.duty or duty.number)


def _holder(session: Session, plan: Plan, wanted: Wanted) -> str:
    """The holder as the plan writes it. Raises CorrectionError naming what there is."""
    holders = {fold(duty.holder): duty.holder for duty in duties_now(session, plan.key)}
    found = holders.get(fold(wanted.holder))
    if found is None:
        known = "; ".join(f"“{each}”" for each in holders.values())
        raise CorrectionError.of("correction.no_holder", place=plan.key, holder=wanted.holder, known=known)
    if wanted.duty is not None:
        numbers = [duty.number for duty in duties_now(session, plan.key) if duty.holder == found]
        if wanted.duty not in numbers or wanted.for_good:
            raise CorrectionError.of(
                "correction.no_duty", place=plan.key, duty=wanted.duty, holder=found, known=", ".join(numbers)
            )
    return found


def _agency(session: Session, plan: Plan, wanted: str, now: datetime) -> str:
    """The key of an agency by its key or its name."""
    if session.get(Agency, wanted) is not None:
        return wanted
    snapshot, today, terms = Snapshot.load(session), local_day(now), Terms.of(plan)
    found = terms.meaning(snapshot, wanted, today, terms.own_body(snapshot, today))
    if len(found.agencies) != 1 or found.question:
        raise CorrectionError.of("correction.no_agency", place=wanted, name=wanted, why=found.question or "")
    return found.agencies[0][0]


def _rounds(session: Session, plan: Plan, for_good: bool) -> list[Round]:
    """Rounds that a correction may concern: planned and open ones of the plan, or of all running plans of the province."""
    plans = [plan]
    if for_good:
        running = session.exec(select(Plan).where(Plan.state == PlanState.RUNNING)).all()
        plans = [each for each in running if plain_place(each.province) == plain_place(plan.province)]
    return list(
        session.exec(
            select(Round)
            .where(
                col(Round.plan_key).in_([each.key for each in plans]),
                col(Round.state).in_([RoundState.PLANNED, RoundState.OPEN]),
            )
            .order_by(col(Round.due_at), col(Round.id))
        ).all()
    )


def _asked_about(session: Session, rounds: Sequence[Round], holder: str) -> set[str]:
    """The questions that stand open for a holder, without their dates."""
    found: set[str] = set()
    seen: set[tuple[str, object]] = set()
    for kept in rounds:
        if (kept.plan_key, local_day(kept.due_at)) in seen:
            continue
        seen.add((kept.plan_key, local_day(kept.due_at)))
        expanded = expanded_on(session, session.get_one(Plan, kept.plan_key), kept)
        for meaning in expanded.meanings.values():
            if fold(meaning.holder) == fold(holder):
                found |= {timeless(each) for each in meaning.questions}
    stored = select(Expansion).where(
        col(Expansion.round_id).in_([kept.id for kept in rounds]), Expansion.holder == holder
    )
    for row in session.exec(stored):
        found |= {timeless(row.question)} if row.question else set()
    return found


def _row(
    session: Session,
    plan: Plan,
    holder: str,
    put_in: Sequence[str],
    taken_out: Sequence[str],
    wanted: Wanted,
    now: datetime,
    settles: set[str],
) -> GroupCorrection:
    """The new row: what the one before it said, with what is wanted now."""
    scope = None if wanted.for_good else plan.key
    rows = session.exec(
        select(GroupCorrection)
        .where(
            GroupCorrection.folded == fold(holder),
            GroupCorrection.plan_key == scope,
            GroupCorrection.duty == wanted.duty,
            col(GroupCorrection.revoked_at).is_(None),
        )
        .order_by(col(GroupCorrection.id).desc())
    ).all()
    before = next((row for row in rows if plain_place(row.province) == plain_place(plan.province)), None)
    old_in, old_out, old_settled = (before.put_in, before.taken_out, before.settles) if before else ([], [], [])
    row = GroupCorrection(
        plan_key=scope,
        province=plan.province,
        holder=holder,
        folded=fold(holder),
        duty=wanted.duty,
        put_in=list(dict.fromkeys([*(key for key in old_in if key not in taken_out), *put_in])),
        taken_out=list(dict.fromkeys([*(key for key in old_out if key not in put_in), *taken_out])),
        settles=sorted({*old_settled, *settles}),
        why=wanted.why,
        at=now,
        by=wanted.by,
    )
    same = (row.put_in, row.taken_out, row.settles) == (list(old_in), list(old_out), list(old_settled))
    if same and not wanted.at_once:
        raise CorrectionError.of("correction.nothing", place=holder, holder=holder)
    return row
