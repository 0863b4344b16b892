"""One plan's year as the tables of an office tell it, read once; every view is made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, select
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from compiler.rounds.dated import Waiting
from config.errors import DondocError
from config.workdays import add_working_days, working_days_between
from models.clock import local_day
from models.directory import Agency, Contact
from models.ladder import Ladder, ladder_of
from models.outbox import Message, MessageState
from models.plan import Plan
from models.round import Request, Round, RoundState
from tasks.picture import standing
from tasks.rehearsed.dated import asked_late
from tasks.rehearsed.segments import segments


class YearError(DondocError):
    """A plan or round of which nothing can be shown."""


@dataclass(frozen=True)
class Sent:
    """One message; ``state`` other than "sent" is one that did not leave, with its reason.

    ``at`` is aware UTC, ``day`` the same in the office's zone; ``segments`` is 0 for what is no SMS.
    """

    at: datetime
    day: date
    round_id: str | None
    agency_key: str | None
    recipient: str
    address: str
    audience: str | None
    channel: str
    kind: str
    step: str | None
    reason: str
    state: str
    segments: int


@dataclass(frozen=True)
class Asked:
    """One agency in one round and how it ended: ``status`` as in the picture, ``days_late`` in working days.

    ``after_original`` counts from the first deadline to the complete report or the closing: an extension makes
    a report on time, and not a day earlier.
    """

    request_id: str
    round_id: str
    agency_key: str
    requested_body: bool
    asked_at: datetime
    original_due_at: datetime
    status: str
    days_late: int
    after_original: int


@dataclass(frozen=True)
class YearRound:
    """One round. ``planned_due`` is the deadline's day before a late opening moved it."""

    id: str
    key: str
    name: str
    cut_off: date
    opens_at: datetime
    due_at: datetime
    planned_due: date
    consolidated_due_at: datetime | None
    opened: bool
    ladder: Ladder


@dataclass(frozen=True)
class Year:
    """Everything that the views need; ``contacts`` are the active ones of the agencies that were asked; ``late_asked``
    are duties' own days that no round stands near."""

    plan_key: str
    label: str
    title: str
    issuer: str
    number_year: int
    coordinator_key: str
    rounds: Sequence[YearRound]
    sent: Sequence[Sent]
    unsent: Sequence[Sent]
    asked: Sequence[Asked]
    agencies: Mapping[str, str]
    contacts: Mapping[str, Sequence[Contact]]
    late_asked: Sequence[Waiting] = ()

    def round_named(self, round_id: str | None) -> str:
        """A round's name, empty for none."""
        return next((kept.name for kept in self.rounds if kept.id == round_id), "")

    def agency_named(self, key: str | None) -> str:
        """An agency's name, empty for none."""
        return self.agencies.get(key, key) if key else ""


def year_of(session: Session, plan_keys: Sequence[str], round_ids: Sequence[str] | None = None) -> Year:
    """Read the year of one office's plans, or some rounds of it. What is still open stands as at the last message.

    Of several plans each round is called with its plan's label, and the first plan's coordinator speaks for all.
    Raises YearError for an unknown plan, or where no round is to come.
    """
    plans = {key: session.get(Plan, key) for key in plan_keys}
    known = [plan for plan in plans.values() if plan is not None]
    if len(known) < len(plans) or not known:
        raise YearError.of("rehearsed.no_plan", place=next((key for key, plan in plans.items() if plan is None), ""))
    query = select_rows(Round).where(col(Round.plan_key).in_(plan_keys), Round.state != RoundState.CANCELLED)
    rounds = [
        kept
        for kept in session.exec(query.order_by(col(Round.due_at), col(Round.id)))
        if round_ids is None or kept.id in round_ids
    ]
    if not rounds:
        raise YearError.of("rehearsed.no_rounds", place=", ".join(plan_keys))
    messages = _messages(session, plan_keys, None if round_ids is None else {kept.id for kept in rounds})
    now = max((each.at for each in messages), default=rounds[-1].due_at)
    asked = [_asked(request, kept, now) for kept in rounds for request in _requests(session, kept.id)]
    keys = {each.agency_key for each in asked}
    contacts: dict[str, list[Contact]] = {key: [] for key in keys}
    for contact in session.exec(select_rows(Contact).where(col(Contact.active)).order_by(col(Contact.id))):
        if contact.agency_key in keys:
            contacts[contact.agency_key].append(contact)
    labels = {plan.key: plan.label for plan in known} if len(known) > 1 else {}
    agencies = dict(session.execute(select(col(Agency.key), col(Agency.name))).tuples().all())
    late_asked = asked_late(session, known, rounds, agencies) if round_ids is None else []
    session.expunge_all()
    return Year(
        plan_key=" + ".join(plan.key for plan in known),
        label="; ".join(plan.label for plan in known),
        title="; ".join(plan.title for plan in known),
        issuer="; ".join(dict.fromkeys(plan.issuer for plan in known)),
        number_year=min(plan.year for plan in known),
        coordinator_key=known[0].coordinator_key,
        rounds=[_round(kept, labels.get(kept.plan_key)) for kept in rounds],
        sent=[each for each in messages if each.state == MessageState.SENT],
        unsent=[each for each in messages if each.state != MessageState.SENT],
        asked=asked,
        agencies=agencies,
        contacts=contacts,
        late_asked=late_asked,
    )


def _messages(session: Session, plan_keys: Sequence[str], round_ids: set[str] | None) -> list[Sent]:
    """A province's year has 100,000 mails: their bodies stay where they are, only those of SMS are counted."""
    body = case((col(Message.channel) == "sms", col(Message.body)), else_=None).label("sms")
    columns = (
        Message.accepted_at,
        Message.created_at,
        Message.round_id,
        Message.agency_key,
        Message.recipient,
        Message.address,
        Message.audience,
        Message.channel,
        Message.kind,
        Message.step,
        Message.reason,
        Message.state,
    )
    # what travelled in a digest reached its reader with it
    query = select(*(col(each) for each in columns), body).where(
        col(Message.travels_with).is_(None) | (col(Message.state) != MessageState.SKIPPED),
        col(Message.plan_key).in_(plan_keys) | col(Message.plan_key).is_(None),
    )
    made = []
    for row in session.execute(query):
        if round_ids is not None and row.round_id not in round_ids:
            continue
        at: datetime = row.accepted_at or row.created_at
        made.append(
            Sent(
                at=at,
                day=local_day(at),
                round_id=row.round_id,
                agency_key=row.agency_key,
                recipient=row.recipient,
                address=row.address,
                audience=row.audience,
                channel=row.channel,
                kind=row.kind,
                step=row.step,
                reason=row.reason,
                state=row.state,
                segments=segments(row.sms) if row.sms else 0,
            )
        )
    made.sort(key=lambda each: (each.at, each.agency_key or "", each.channel, each.address))
    return made


def _requests(session: Session, round_id: str) -> Sequence[Request]:
    return session.exec(select_rows(Request).where(Request.round_id == round_id).order_by(col(Request.id))).all()


def _asked(request: Request, kept: Round, now: datetime) -> Asked:
    until = kept.closed_at or now
    status, late = standing(request, until)
    ended = request.complete_at or request.closed_at or until
    first = local_day(request.original_due_at)
    return Asked(
        request_id=request.id,
        round_id=kept.id,
        agency_key=request.agency_key,
        requested_body=request.requested_body,
        asked_at=request.asked_at,
        original_due_at=request.original_due_at,
        status=status,
        days_late=late,
        after_original=max(0, working_days_between(first, local_day(ended))),
    )


def _round(kept: Round, label: str | None) -> YearRound:
    ladder = ladder_of(kept)
    return YearRound(
        id=kept.id,
        key=kept.key,
        name=f"{label} · {kept.name}" if label else kept.name,
        cut_off=kept.window_to,
        opens_at=kept.opened_at or kept.opens_at,
        due_at=kept.due_at,
        planned_due=_planned_due(kept, ladder),
        consolidated_due_at=kept.consolidated_due_at,
        opened=kept.opened_at is not None,
        ladder=ladder,
    )


def _planned_due(kept: Round, ladder: Ladder) -> date:
    """The deadline that was planned: opening keeps ``opens_at``, which was counted back from it."""
    moved = local_day(kept.due_at)
    days = ladder.due[0].days
    if days is None:  # counted in hours: the day cannot be told from the opening alone
        return moved
    planned = add_working_days(local_day(kept.opens_at), -days)
    return planned if planned < moved and add_working_days(moved, days) != local_day(kept.opens_at) else moved
