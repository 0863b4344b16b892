"""What a draft letter says of each late agency, read from the tables; a message counts once a server took it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from config.workdays import working_days_between
from models.clock import at_office, local_day
from models.directory import LEVELS, Agency
from models.escalation import Escalation
from models.ladder import DUE_HOUR
from models.naming import alphabetical
from models.outbox import Message, MessageState
from models.report import Report, ReportItem, ReportState
from models.round import Request, RequestItem, RequestState
from tasks.letters import batches


@dataclass(frozen=True)
class LateAgency:
    """One late agency. ``asked_on`` None: no request has reached a server; ``days_late`` are working days."""

    request_id: str
    name: str
    state: str
    asked_on: date | None
    reminded_on: tuple[date, ...]
    due_at: datetime
    first_due_at: datetime
    days_late: int
    promised_on: date | None
    promise_broken: bool
    answered: int
    duties: int
    returned_on: date | None
    ended_on: date | None

    @property
    def extended(self) -> bool:
        """Whether the deadline in force is a later one than was first set (a returned report has its own)."""
        return self.state != RequestState.RETURNED and self.due_at != self.first_due_at


def late_agencies(
    session: Session, requests: Sequence[Request], agencies: Mapping[str, Agency], now: datetime
) -> list[LateAgency]:
    """The facts about these requests, by level from the top down, then by the alphabet."""
    asked: dict[str, date] = {}
    reminded: dict[str, list[date]] = {}
    answered: dict[str, int] = {}
    duties: dict[str, int] = {}
    returned: dict[str, date] = {}
    # by the requests that are late: whoever asks for the whole round reads every letter that it ever sent
    for some in batches([request.id for request in requests]):
        left, urged = _messages(session, some)
        said, owed = _answers(session, some)
        asked, reminded = asked | left, reminded | urged
        answered, duties, returned = answered | said, duties | owed, returned | _returned(session, some)
    return [
        LateAgency(
            request_id=request.id,
            name=agencies[request.agency_key].name,
            state=request.state,
            asked_on=asked.get(request.id),
            reminded_on=tuple(reminded.get(request.id, ())),
            due_at=request.base_at,
            first_due_at=request.original_due_at,
            days_late=max(0, working_days_between(local_day(request.base_at), local_day(now))),
            promised_on=request.promised_on,
            promise_broken=request.promised_on is not None and at_office(request.promised_on, DUE_HOUR) <= now,
            answered=answered.get(request.id, 0),
            duties=duties.get(request.id, 0),
            returned_on=returned.get(request.id) if request.ladder_part == "returned" else None,
            ended_on=_ended(agencies[request.agency_key], now),
        )
        for request in sorted(requests, key=lambda each: _place(agencies[each.agency_key]))
    ]


def _messages(session: Session, ids: Sequence[str]) -> tuple[dict[str, date], dict[str, list[date]]]:
    """(day on which the request left, days of the reminders that left) by request id.

    One step of the ladder is one reminder, through however many channels and to however many people.
    """
    asked: dict[str, date] = {}
    left = (col(Message.request_id).in_(ids), Message.state == MessageState.SENT)
    first = select(Message.request_id, func.min(Message.accepted_at)).where(*left, Message.kind == "request")
    for request_id, at in session.exec(first.group_by(col(Message.request_id))):
        if request_id is not None and at is not None:
            asked[request_id] = local_day(at)
    reminded: dict[str, list[date]] = defaultdict(list)
    steps = (
        select(Escalation.request_id, func.min(Message.accepted_at))
        .join(
            Message,
            (col(Message.request_id) == col(Escalation.request_id))
            & (col(Message.step) == col(Escalation.step))
            & (col(Message.created_at) == col(Escalation.at)),
        )
        .where(*left, Escalation.outcome == "sent")
        .group_by(col(Escalation.id), col(Escalation.request_id))
        .order_by(col(Escalation.id))
    )
    for request_id, at in session.exec(steps):
        if at is not None:
            reminded[request_id].append(local_day(at))
    return asked, reminded


def _answers(session: Session, ids: Sequence[str]) -> tuple[dict[str, int], dict[str, int]]:
    """(duties answered in the latest version, duties asked) by id of the requests that were answered in part."""
    in_part = (col(Request.id).in_(ids), Request.state == RequestState.INCOMPLETE)
    asked = select(RequestItem.request_id, func.count()).join(Request).where(*in_part)
    answered = (
        select(Report.request_id, func.count())
        .join(ReportItem, col(ReportItem.report_id) == col(Report.id))
        .join(Request, col(Request.id) == col(Report.request_id))
        .where(
            *in_part,
            Report.version == Request.version,
            Report.state != ReportState.DRAFT,
            col(ReportItem.status).is_not(None),
        )
    )
    return (
        dict(session.exec(answered.group_by(col(Report.request_id))).all()),
        dict(session.exec(asked.group_by(col(RequestItem.request_id))).all()),
    )


def _returned(session: Session, ids: Sequence[str]) -> dict[str, date]:
    """The day of the last return, by request id."""
    last = (
        select(Report.request_id, func.max(Report.reviewed_at))
        .where(col(Report.request_id).in_(ids), Report.state == ReportState.RETURNED)
        .group_by(col(Report.request_id))
    )
    return {request_id: local_day(at) for request_id, at in session.exec(last) if at is not None}


def _ended(agency: Agency, now: datetime) -> date | None:
    return agency.valid_to if agency.valid_to is not None and agency.valid_to < local_day(now) else None


def _place(agency: Agency) -> tuple[int, object, str]:
    rank = LEVELS.index(agency.level) if agency.level in LEVELS else len(LEVELS)
    return rank, alphabetical(agency.name), agency.key
