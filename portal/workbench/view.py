"""What the workbench shows: plans with what waits for the officer, rounds as a matrix, one request with its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, func, select

from models.clock import local_day
from models.directory import Agency, Contact
from models.escalation import Decision, Escalation
from models.extension import Extension
from models.journal import JournalRow
from models.outbox import Message, MessageState
from models.people import Delegation
from models.plan import Plan
from models.report import ReportState
from models.round import ReplyLink, Request, RequestState, Round
from portal.reply.view import Copy, copy_of
from tasks.climbed import received_at
from tasks.delays import awaiting
from tasks.delegations import chain_of
from tasks.drafts import Draft
from tasks.extensions import open_pleas, pleas_of
from tasks.issued import waiting_drafts
from tasks.meanings import open_questions
from tasks.people import Standing, standing_of
from tasks.picture import PictureRow, RoundPicture
from tasks.reports import Form, form
from tasks.standing import Cell, PlanStanding, cells_of, plan_standing

BROKEN = (MessageState.FAILED, MessageState.UNKNOWN)
LEFT_BEHIND = (*BROKEN, MessageState.SKIPPED)
WIDEST = 14
"""Duties that fit into a matrix's columns; more are shown as marks in one column."""
LONGEST = 400
"""Agencies on one page; the rest is reached by the filter."""
URGENCY = {
    status: rank
    for rank, status in enumerate(
        ("overdue", "missing", "returned", "waiting", "late", "on_time", "unanswered", "cancelled")
    )
}


@dataclass(frozen=True)
class ToDo:
    """What waits for the officer, over all plans."""

    to_review: Sequence[tuple[Request, Agency, Round, Plan]]
    to_decide: Sequence[tuple[Round, Plan, int]]
    broken: int
    skipped: int
    bounced: int = 0
    unverified: int = 0
    unclear: Sequence[tuple[Round, Plan, int]] = ()
    pleas: Sequence[tuple[Extension, Request, Agency, Round, Plan]] = ()
    drafts: Sequence[tuple[Round, Plan, Draft, int]] = ()
    came: Mapping[str, datetime] = field(default_factory=dict)
    """When the version to review came in, by request id."""


@dataclass(frozen=True)
class Matrix:
    """Agencies by duties. ``cells`` are the newest answers by (request id, duty id)."""

    rows: Sequence[PictureRow]
    duties: Sequence[tuple[str, str, str]]
    cells: dict[tuple[str, str], Cell]
    wide: bool
    left_out: int


@dataclass(frozen=True)
class History:
    """Everything that is known of one request."""

    form: Form
    copies: Sequence[Copy]
    draft_by: str | None
    contacts: Sequence[Contact]
    standings: dict[int | None, Standing]
    chain: Sequence[Delegation]
    links: Sequence[tuple[ReplyLink, str]]
    messages: Sequence[Message]
    steps: Sequence[Escalation]
    decisions: Sequence[Decision]
    journal: Sequence[JournalRow]
    pleas: Sequence[Extension] = ()


def todo(session: Session) -> ToDo:
    """Reports to review, the oldest first; rounds that wait for a decision; messages that failed or were not sent."""
    review = session.exec(
        select(Request, Agency, Round, Plan)
        .join(Agency, col(Agency.key) == col(Request.agency_key))
        .join(Round, col(Round.id) == col(Request.round_id))
        .join(Plan, col(Plan.key) == col(Round.plan_key))
        .where(Request.state == RequestState.RECEIVED)
        .order_by(col(Request.complete_at), col(Request.id))
    ).all()
    decide = []
    for round_id, requests in awaiting(session).items():
        kept = session.get_one(Round, round_id)
        decide.append((kept, session.get_one(Plan, kept.plan_key), len(requests)))
    left = dict(
        session.exec(
            select(Message.state, func.count())
            .where(col(Message.state).in_(LEFT_BEHIND), col(Message.travels_with).is_(None))
            .group_by(Message.state)
        ).all()
    )
    skipped = left.get(MessageState.SKIPPED, 0)
    bounced, unverified = _people(session)
    return ToDo(
        review,
        decide,
        sum(left.values()) - skipped,
        skipped,
        bounced,
        unverified,
        open_questions(session),
        pleas=open_pleas(session),
        drafts=waiting_drafts(session),
        came=received_at(session, [request.id for request, *_ in review]),
    )


def _people(session: Session) -> tuple[int, int]:
    """(addresses that a server refused, people who have not confirmed theirs)."""
    used = select(func.count()).select_from(Contact).where(col(Contact.active))
    refused = session.exec(used.where(col(Contact.bounced_at).is_not(None))).one()
    waiting = used.where(col(Contact.bounced_at).is_(None), col(Contact.verified).is_(False))
    return refused, session.exec(waiting).one()


def plans(session: Session, now: datetime) -> list[PlanStanding]:
    """All plans, running ones first, the newest first."""
    found = session.exec(select(Plan).order_by(col(Plan.state).desc(), col(Plan.launched_at).desc())).all()
    return [plan_standing(session, plan.key, now) for plan in found]


def matrix(session: Session, shown: RoundPicture, status: str | None) -> Matrix:
    """A round as a matrix, the most urgent agency first; ``status`` keeps only its rows."""
    rows = [row for row in shown.rows if status is None or row.status == status]
    rows.sort(key=lambda row: (URGENCY[row.status], -row.days_late, row.agency_name))
    duties: dict[str, tuple[str, str, str]] = {}
    for row in shown.rows:
        for duty_id, number, text, _ in row.duties:
            duties.setdefault(duty_id, (duty_id, number, text))
    order = sorted(duties.values(), key=lambda duty: (len(duty[1]), duty[1]))
    cells = cells_of(session, shown.round.id)
    return Matrix(rows[:LONGEST], order, cells, len(order) <= WIDEST, max(0, len(rows) - LONGEST))


def unsent_messages(session: Session) -> Sequence[Message]:
    """Messages that did not leave, or of which it is not known, the newest first."""
    return session.exec(
        select(Message)
        .where(col(Message.state).in_(LEFT_BEHIND), col(Message.travels_with).is_(None))
        .order_by(col(Message.id).desc())
        .limit(500)
    ).all()


def history(session: Session, request_id: str, now: datetime) -> History:
    """One request with all its versions, messages, steps, decisions and journal. Raises RequestError."""
    asked = form(session, request_id, now)
    contacts = session.exec(
        select(Contact).where(Contact.agency_key == asked.agency.key, col(Contact.active)).order_by(col(Contact.id))
    ).all()
    names = {contact.id: contact.name for contact in contacts}
    links = session.exec(
        select(ReplyLink).where(ReplyLink.request_id == request_id).order_by(col(ReplyLink.recipient))
    ).all()
    copies = [copy_of(session, asked, report.version) for report in reversed(asked.submitted)]
    return History(
        form=asked,
        copies=[copy for copy in copies if copy is not None],
        draft_by=asked.draft.by if asked.draft else None,
        contacts=[each for each in contacts if each.until is None or each.until >= local_day(now)],
        standings={contact.id: standing_of(contact) for contact in contacts},
        chain=chain_of(session, request_id, all_=True),
        links=[(link, names.get(link.contact_id, "")) for link in links],
        messages=session.exec(
            select(Message).where(Message.request_id == request_id).order_by(col(Message.id).desc())
        ).all(),
        steps=session.exec(
            select(Escalation).where(Escalation.request_id == request_id).order_by(col(Escalation.id).desc())
        ).all(),
        decisions=session.exec(
            select(Decision).where(Decision.subject == request_id).order_by(col(Decision.id).desc())
        ).all(),
        journal=session.exec(
            select(JournalRow).where(JournalRow.subject == request_id).order_by(col(JournalRow.seq).desc()).limit(200)
        ).all(),
        pleas=pleas_of(session, request_id),
    )


def allowed_actions(asked: Form) -> dict[str, bool]:
    """Which acts the rules leave open for a request now."""
    state = RequestState(asked.request.state)
    owed = state in (RequestState.WAITING, RequestState.INCOMPLETE, RequestState.RETURNED)
    latest = next((report for report in reversed(asked.submitted)), None)
    return {
        "accept": state == RequestState.RECEIVED,
        "give_back": state == RequestState.RECEIVED and latest is not None and latest.state == ReportState.SUBMITTED,
        "extend": owed,
        "close": owed,
        "record": owed or state in (RequestState.RECEIVED, RequestState.MISSING),
    }
