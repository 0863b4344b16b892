"""What people decide about a request: accept, give back, promise, extend, close as missing."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, select

from config.wording import say
from models.clock import at_office, local_day
from models.extension import ExtensionState
from models.journal import Entry, write
from models.ladder import DUE_HOUR, ladder_of, latest_promise, returned_deadline
from models.report import Report, ReportState
from models.round import OWED, REQUEST_MOVES, Request, RequestState
from tasks.held import held
from tasks.office import Office
from tasks.pleas import open_plea, settle, withdraw_plea
from tasks.requests import (
    AnswerError,
    decided,
    keep_links_open,
    load,
    reasoned,
    reschedule,
    skip_past_steps,
    tell,
    withdraw,
    within_a_year,
)


def accept(
    office: Office,
    session: Session,
    now: datetime,
    request_id: str,
    *,
    by: str,
    why: str = "",
    channel: str = "workbench",
) -> Request:
    """The coordinator takes the latest version. Raises ForbiddenMove."""
    request, kept, _ = load(session, request_id, lock=True)
    REQUEST_MOVES.check(request_id, RequestState(request.state), RequestState.ACCEPTED)
    request.state, request.accepted_at = RequestState.ACCEPTED, now
    _review(session, now, request, ReportState.ACCEPTED, by, why)
    reschedule(request, kept)
    reason = why.strip() or say("report.taken", version=request.version, by=by)
    tell(office, session, now, request, kept, kind="accepted", reason=reason, mark=f"v{request.version}|")
    decided(session, now, request_id, "report.accepted", by, why, {"version": request.version}, channel=channel)
    return request


def give_back(
    office: Office,
    session: Session,
    now: datetime,
    request_id: str,
    *,
    by: str,
    reason: str,
    deadline: date | None = None,
    channel: str = "workbench",
) -> Request:
    """Return the latest version with a reason; it gets a deadline and a ladder of its own.

    Raises AnswerError without a reason, with a deadline that is not after today, before the day on which the report
    was due at all, or over a year away, ForbiddenMove.
    """
    request, kept, _ = load(session, request_id, lock=True)
    reasoned(request_id, reason)
    if deadline is not None:
        _check_return(request, deadline, now)
    REQUEST_MOVES.check(request_id, RequestState(request.state), RequestState.RETURNED)
    request.state = RequestState.RETURNED
    request.ladder_part, request.step_index, request.promised_on, request.promises = "returned", 0, None, 0
    request.base_at = returned_deadline(ladder_of(kept), now, deadline, request.due_at)
    _review(session, now, request, ReportState.RETURNED, by, reason)
    skip_past_steps(request, kept, now)
    keep_links_open(office, session, request)
    tell(
        office,
        session,
        now,
        request,
        kept,
        kind="returned",
        reason=reason,
        mark=f"v{request.version}|",
        audience=("focal", "clerk"),
        more={"deadline": local_day(request.base_at).isoformat(), "reason": reason, "version": request.version},
    )
    detail = {"version": request.version, "deadline": request.base_at}
    decided(session, now, request_id, "report.returned", by, reason, detail, channel=channel)
    return request


def _check_return(request: Request, deadline: date, now: datetime) -> None:
    if deadline <= local_day(now):
        raise AnswerError.of("report.past_deadline", place=request.id, day=f"{deadline:%d/%m/%Y}")
    if deadline < local_day(request.due_at):
        due = f"{local_day(request.due_at):%d/%m/%Y}"
        raise AnswerError.of("report.before_due", place=request.id, day=f"{deadline:%d/%m/%Y}", due=due)
    within_a_year(request.id, deadline, now)


def promise(session: Session, now: datetime, request_id: str, on: date, reason: str, *, by: str) -> Request:
    """The agency says when it will send: peace until the end of that day, and not a day longer.

    Raises AnswerError for a day that is past or later than the ladder allows, and once the ladder's number
    of promises is used up: whoever needs longer asks the coordinator for an extension.
    """
    request, kept, _ = load(session, request_id, lock=True)
    reasoned(request_id, reason)
    if at_office(on, DUE_HOUR) <= now:
        raise AnswerError.of("report.past_promise", place=request_id, day=f"{on:%d/%m/%Y}")
    if request.state not in OWED:
        raise AnswerError.of("report.nothing_owed", place=request_id, state=say(f"state.{request.state}"))
    ladder = ladder_of(kept)
    latest = latest_promise(ladder, request.base_at)
    if on > latest:
        raise AnswerError.of("report.far_promise", place=request_id, latest=f"{latest:%d/%m/%Y}")
    if request.promises >= ladder.promise.times:
        raise AnswerError.of("report.promised_before", place=request_id, times=ladder.promise.times)
    request.promised_on, request.promise_reason = on, reason
    request.promises += 1
    reschedule(request, kept)
    withdraw(session, request_id, say("step.promise", day=f"{on:%d/%m/%Y}"))
    entry = Entry("request.promised", request_id, actor=by, channel="web", why=reason, detail={"on": on})
    write(session, now, [entry])
    return request


def extend(
    office: Office,
    session: Session,
    now: datetime,
    request_id: str,
    to: date,
    reason: str,
    *,
    by: str,
    channel: str = "workbench",
) -> Request:
    """The coordinator moves the deadline; the ladder is counted anew from there, and the agency is told.

    Raises AnswerError without a reason, for a day that is past, not later or over a year away, or where nothing is owed.
    """
    request, kept, _ = load(session, request_id, lock=True)
    reasoned(request_id, reason)
    if request.state not in OWED:
        raise AnswerError.of("report.nothing_to_extend", place=request_id, state=say(f"state.{request.state}"))
    moved = at_office(to, DUE_HOUR)
    if moved <= max(now, request.base_at):
        raise AnswerError.of("report.past_deadline", place=request_id, day=f"{to:%d/%m/%Y}")
    within_a_year(request_id, to, now)
    before = request.base_at
    request.base_at = moved
    if request.ladder_part == "due":
        request.due_at, request.step_index = moved, 1
    else:
        request.step_index = 0
    request.promised_on, request.promises = None, 0
    skip_past_steps(request, kept, now)
    keep_links_open(office, session, request)
    why = say("report.extended", day=f"{to:%d/%m/%Y}", why=reason)
    withdraw(session, request_id, why)
    plea = open_plea(session, request_id)
    if plea is not None:
        settle(plea, ExtensionState.GRANTED, now, by=by, answer=reason, until=to)
    tell(
        office,
        session,
        now,
        request,
        kept,
        kind="extension",
        reason=why,
        mark=f"{to:%Y%m%d}|",
        channels=("email", "sms"),
        more={"granted": True, "reason": reason, "asked_until": plea.until.isoformat() if plea else None},
    )
    detail = {"from": before, "to": moved}
    decided(session, now, request_id, "request.extended", by, reason, detail, channel=channel)
    return request


def close_missing(
    session: Session, now: datetime, request_id: str, reason: str, *, by: str, channel: str = "workbench"
) -> Request:
    """Close a request as missing. What still comes later is kept and counted as late."""
    request, kept, _ = load(session, request_id, lock=True)
    reasoned(request_id, reason)
    REQUEST_MOVES.check(request_id, RequestState(request.state), RequestState.MISSING)
    request.state, request.closed_at, request.close_reason = RequestState.MISSING, now, reason
    reschedule(request, kept)
    withdraw(session, request_id, say("report.closed", why=reason))
    withdraw_plea(session, now, request_id, say("report.closed", why=reason), by=by)
    decided(session, now, request_id, "request.missing", by, reason, {}, channel=channel)
    return request


def _review(session: Session, now: datetime, request: Request, state: ReportState, by: str, why: str) -> None:
    together = held(session, request.id)
    if together is not None:
        report = together.sent[request.id]
    else:
        latest = select(Report).where(Report.request_id == request.id, Report.version == request.version)
        report = session.exec(latest).one()
    report.state, report.reviewed_at, report.reviewed_by, report.review_reason = state, now, by, why
