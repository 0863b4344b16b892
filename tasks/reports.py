"""What happens to an agency's answer: draft, submit, record, accept, give back, promise, extend, close."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, delete, select

from config.errors import DondocError
from config.wording import say
from models.clock import at_office, local_day
from models.directory import Agency
from models.escalation import Decision
from models.journal import Entry, write
from models.ladder import DUE_HOUR, ladder_of, next_after, returned_deadline
from models.link import extend_links
from models.plan import Plan, Responsibility
from models.report import ItemStatus, Report, ReportFile, ReportItem, ReportState
from models.round import REQUEST_MOVES, Request, RequestItem, RequestState, Round
from notifications.compose import cancel
from tasks.letters import Post, desk_for, to_agency
from tasks.office import Office


class RequestError(DondocError):
    """A request that is not there."""


class AnswerError(DondocError):
    """An answer that cannot be taken as it stands; ``fields`` maps a field to what is wrong with it."""

    fields: Mapping[str, str] = {}


class StaleForm(DondocError):
    """A form that was opened before somebody else sent a newer version."""


@dataclass
class ItemAnswer:
    """The answer to one responsibility. ``percent`` 0-100, only for work in progress."""

    responsibility_id: str
    status: str | None = None
    percent: int | None = None
    result: str = ""
    figures: str = ""
    links: str = ""
    blocked_because: str = ""


@dataclass(frozen=True)
class Attached:
    """A stored upload: its name as sent, media type, size in bytes and SHA-256."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass
class Answer:
    """A whole form."""

    items: list[ItemAnswer] = field(default_factory=list)
    difficulties: str = ""
    proposals: str = ""
    files: list[Attached] = field(default_factory=list)


@dataclass(frozen=True)
class Form:
    """Everything the reply page shows."""

    request: Request
    round: Round
    plan: Plan
    agency: Agency
    duties: list[Responsibility]
    draft: Report | None
    answers: dict[str, ReportItem]
    submitted: list[Report]
    files: dict[int, list[ReportFile]]
    deadline: datetime
    days_left: int


@dataclass(frozen=True)
class Submitted:
    """The version that was kept; ``repeated``: the same form came twice and nothing changed."""

    report: Report
    complete: bool
    repeated: bool


def submit(
    office: Office,
    session: Session,
    now: datetime,
    request_id: str,
    answer: Answer,
    *,
    by: str,
    channel: str = "web",
    contact: str | None = None,
    recorded_by: str | None = None,
    base_version: int | None = None,
) -> Submitted:
    """Keep an answer as the request's next version and queue its receipt.

    ``base_version`` is the version that the form was opened on; None for what came by phone or paper.
    Raises AnswerError (with ``fields``) for contradictions, StaleForm, ForbiddenMove once accepted.
    """
    request, kept, _ = _load(session, request_id, lock=True)
    if base_version is not None and base_version != request.version:
        if repeated := _same_as_last(session, request, answer):
            return Submitted(repeated, repeated.complete, True)
        raise StaleForm.of("report.stale", place=request_id, version=request.version)
    duties = _duties(session, request_id)
    complete = _check(request_id, duties, answer)
    target = RequestState.RECEIVED if complete else RequestState.INCOMPLETE
    REQUEST_MOVES.check(request_id, RequestState(request.state), target)
    report = _draft(session, now, request, by)
    _fill(session, report, answer)
    report.state, report.submitted_at, report.channel = ReportState.SUBMITTED, now, channel
    report.by, report.contact, report.recorded_by, report.complete = by, contact, recorded_by, complete
    request.version = report.version
    request.state = target
    request.first_received_at = request.first_received_at or now
    if complete:
        request.complete_at = request.complete_at or now
        cancel(session, request_id, ("request", "reminder", "overdue"), say("step.answered"))
    _reschedule(request, kept)
    reason = say("report.received", version=report.version, channel=channel)
    _tell(
        office,
        session,
        now,
        request,
        kept,
        kind="receipt",
        reason=reason,
        mark=f"v{report.version}|",
        more={
            "version": report.version,
            "received_at": now.isoformat(),
            "complete": complete,
            "reference": f"{request.id}#{report.version}",
            "channel": channel,
        },
    )
    write(
        session,
        now,
        [
            Entry(
                "report.submitted",
                request_id,
                actor=recorded_by or by,
                channel=channel,
                why=reason,
                detail={"version": report.version, "complete": complete, "by": by, "report": report.id},
            )
        ],
    )
    return Submitted(report, complete, False)


def form(session: Session, request_id: str, now: datetime) -> Form:
    """What the reply page shows. Changes nothing. Raises RequestError."""
    request, kept, plan = _load(session, request_id)
    versions = list(
        session.exec(select(Report).where(Report.request_id == request_id).order_by(col(Report.version))).all()
    )
    draft = next((version for version in versions if version.state == ReportState.DRAFT), None)
    shown = draft or (versions[-1] if versions else None)
    answers = (
        {
            item.responsibility_id: item
            for item in session.exec(select(ReportItem).where(ReportItem.report_id == shown.id))
        }
        if shown
        else {}
    )
    files: dict[int, list[ReportFile]] = {}
    for version in versions:
        assert version.id is not None
        files[version.id] = list(session.exec(select(ReportFile).where(ReportFile.report_id == version.id)).all())
    deadline = request.due_at if request.ladder_part == "due" else request.base_at
    return Form(
        request,
        kept,
        plan,
        session.get_one(Agency, request.agency_key),
        _duties(session, request_id),
        draft,
        answers,
        [version for version in versions if version.state != ReportState.DRAFT],
        files,
        deadline,
        (local_day(deadline) - local_day(now)).days,
    )


def save_draft(
    session: Session, now: datetime, request_id: str, answer: Answer, *, by: str, contact: str | None = None
) -> Report:
    """Keep what was typed so far; nobody is told, the ladder runs on."""
    request, _, _ = _load(session, request_id, lock=True)
    _known_duties(request_id, _duties(session, request_id), answer)
    report = _draft(session, now, request, by)
    report.contact = contact
    _fill(session, report, answer)
    return report


def accept(office: Office, session: Session, now: datetime, request_id: str, *, by: str, why: str = "") -> Request:
    """The coordinator takes the latest version. Raises ForbiddenMove."""
    request, kept, _ = _load(session, request_id, lock=True)
    REQUEST_MOVES.check(request_id, RequestState(request.state), RequestState.ACCEPTED)
    request.state, request.accepted_at = RequestState.ACCEPTED, now
    _review(session, now, request, ReportState.ACCEPTED, by, why)
    _reschedule(request, kept)
    _tell(office, session, now, request, kept, kind="accepted", reason=why, mark=f"v{request.version}|")
    _decided(session, now, request_id, "report.accepted", by, why, {"version": request.version})
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
) -> Request:
    """Return the latest version with a reason; it gets a deadline and a ladder of its own.

    Raises AnswerError without a reason or with a deadline that is not after today, ForbiddenMove.
    """
    request, kept, _ = _load(session, request_id, lock=True)
    _reasoned(request_id, reason)
    if deadline is not None and deadline <= local_day(now):
        raise AnswerError.of("report.past_deadline", place=request_id, day=f"{deadline:%d/%m/%Y}")
    REQUEST_MOVES.check(request_id, RequestState(request.state), RequestState.RETURNED)
    request.state = RequestState.RETURNED
    request.complete_at = None
    request.ladder_part, request.step_index, request.promised_on = "returned", 0, None
    request.base_at = returned_deadline(ladder_of(kept), now, deadline)
    _review(session, now, request, ReportState.RETURNED, by, reason)
    _reschedule(request, kept)
    extend_links(session, request_id, request.base_at + timedelta(days=office.settings.link_days))
    _tell(
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
    _decided(session, now, request_id, "report.returned", by, reason, detail)
    return request


def promise(session: Session, now: datetime, request_id: str, on: date, reason: str, *, by: str) -> Request:
    """The agency says when it will send: peace until the end of that day, and not a day longer."""
    request, kept, _ = _load(session, request_id, lock=True)
    _reasoned(request_id, reason)
    if on < local_day(now):
        raise AnswerError.of("report.past_promise", place=request_id, day=f"{on:%d/%m/%Y}")
    request.promised_on, request.promise_reason = on, reason
    _reschedule(request, kept)
    entry = Entry("request.promised", request_id, actor=by, channel="web", why=reason, detail={"on": on})
    write(session, now, [entry])
    return request


def extend(
    office: Office, session: Session, now: datetime, request_id: str, to: date, reason: str, *, by: str
) -> Request:
    """The coordinator moves the deadline; the ladder is counted anew from there."""
    request, kept, _ = _load(session, request_id, lock=True)
    _reasoned(request_id, reason)
    moved = at_office(to, DUE_HOUR)
    if moved <= max(now, request.base_at):
        raise AnswerError.of("report.past_deadline", place=request_id, day=f"{to:%d/%m/%Y}")
    before = request.base_at
    request.base_at = moved
    if request.ladder_part == "due":
        request.due_at, request.step_index = moved, 1
    else:
        request.step_index = 0
    request.promised_on = None
    _skip_past_steps(request, kept, now)
    extend_links(session, request_id, moved + timedelta(days=office.settings.link_days))
    _decided(session, now, request_id, "request.extended", by, reason, {"from": before, "to": moved})
    return request


def close_missing(session: Session, now: datetime, request_id: str, reason: str, *, by: str) -> Request:
    """Close a request as missing. What still comes later is kept and counted as late."""
    request, kept, _ = _load(session, request_id, lock=True)
    _reasoned(request_id, reason)
    REQUEST_MOVES.check(request_id, RequestState(request.state), RequestState.MISSING)
    request.state, request.closed_at, request.close_reason = RequestState.MISSING, now, reason
    _reschedule(request, kept)
    _decided(session, now, request_id, "request.missing", by, reason, {})
    return request


def _load(session: Session, request_id: str, *, lock: bool = False) -> tuple[Request, Round, Plan]:
    query = select(Request).where(Request.id == request_id)
    request = session.exec(query.with_for_update() if lock else query).first()
    if request is None:
        raise RequestError.of("request.unknown", place=request_id, request_id=request_id)
    kept = session.get_one(Round, request.round_id)
    return request, kept, session.get_one(Plan, kept.plan_key)


def _duties(session: Session, request_id: str) -> list[Responsibility]:
    return list(
        session.exec(
            select(Responsibility)
            .join(RequestItem, col(RequestItem.responsibility_id) == col(Responsibility.id))
            .where(RequestItem.request_id == request_id)
            .order_by(col(RequestItem.position))
        ).all()
    )


def _known_duties(request_id: str, duties: Sequence[Responsibility], answer: Answer) -> None:
    known = {duty.id for duty in duties}
    for item in answer.items:
        if item.responsibility_id not in known:
            raise AnswerError.of("report.foreign_duty", place=request_id, duty=item.responsibility_id)


def _check(request_id: str, duties: Sequence[Responsibility], answer: Answer) -> bool:
    """Whether every duty is answered. Raises AnswerError for an answer that contradicts itself."""
    _known_duties(request_id, duties, answer)
    fields: dict[str, str] = {}
    for item in answer.items:
        place = f"item-{item.responsibility_id}"
        if item.status is not None and item.status not in set(ItemStatus):
            fields[f"{place}-status"] = say("report.field.status")
        if item.status == ItemStatus.BLOCKED and not item.blocked_because.strip():
            fields[f"{place}-blocked_because"] = say("report.field.blocked")
        if item.percent is not None and not 0 <= item.percent <= 100:
            fields[f"{place}-percent"] = say("report.field.percent")
        if item.status == ItemStatus.DONE and not item.result.strip():
            fields[f"{place}-result"] = say("report.field.result")
    if not any(item.status for item in answer.items):
        fields["items"] = say("report.field.empty")
    if fields:
        error = AnswerError.of("report.fields", place=request_id, count=len(fields))
        error.fields = fields
        raise error
    answered = {item.responsibility_id for item in answer.items if item.status}
    return answered == {duty.id for duty in duties}


def _draft(session: Session, now: datetime, request: Request, by: str) -> Report:
    found = session.exec(
        select(Report).where(Report.request_id == request.id, Report.state == ReportState.DRAFT)
    ).first()
    if found is None:
        found = Report(request_id=request.id, version=request.version + 1, by=by, created_at=now)
        session.add(found)
        session.flush()
    return found


def _fill(session: Session, report: Report, answer: Answer) -> None:
    assert report.id is not None
    session.exec(delete(ReportItem).where(col(ReportItem.report_id) == report.id))
    for item in answer.items:
        session.add(ReportItem(report_id=report.id, **vars(item)))
    have = set(session.exec(select(ReportFile.sha256).where(ReportFile.report_id == report.id)))
    for file in answer.files:
        if file.sha256 not in have:
            session.add(ReportFile(report_id=report.id, **vars(file)))
    report.difficulties, report.proposals = answer.difficulties, answer.proposals
    session.flush()


def _same_as_last(session: Session, request: Request, answer: Answer) -> Report | None:
    """The last submitted version, where it says word for word what came again."""
    last = session.exec(
        select(Report).where(Report.request_id == request.id, Report.version == request.version)
    ).first()
    if last is None or (last.difficulties, last.proposals) != (answer.difficulties, answer.proposals):
        return None
    kept = {
        item.responsibility_id: item.model_dump(exclude={"id", "report_id"})
        for item in session.exec(select(ReportItem).where(ReportItem.report_id == last.id))
    }
    return last if kept == {item.responsibility_id: vars(item) for item in answer.items} else None


def _review(session: Session, now: datetime, request: Request, state: ReportState, by: str, why: str) -> None:
    report = session.exec(
        select(Report).where(Report.request_id == request.id, Report.version == request.version)
    ).one()
    report.state, report.reviewed_at, report.reviewed_by, report.review_reason = state, now, by, why


def _reschedule(request: Request, kept: Round) -> None:
    coming = next_after(ladder_of(kept), request, request.step_index)
    request.step_index, request.next_step_at = coming.index, coming.at


def _skip_past_steps(request: Request, kept: Round, now: datetime) -> None:
    """Steps of a new deadline that would already lie behind are not made up for."""
    while True:
        _reschedule(request, kept)
        if request.next_step_at is None or request.next_step_at > now:
            return
        request.step_index += 1


def _tell(
    office: Office,
    session: Session,
    now: datetime,
    request: Request,
    kept: Round,
    *,
    kind: str,
    reason: str,
    mark: str,
    audience: Sequence[str] = ("focal",),
    more: Mapping[str, Any] | None = None,
) -> None:
    desk = desk_for(session, kept, ladder_of(kept), office.settings, [request.agency_key])
    post = Post(office.settings.mail_domain)
    to_agency(
        post, desk, request, kind=kind, step=None, now=now, reason=reason, audience=audience, mark=mark, more=more
    )
    post.send(session, now)


def _reasoned(place: str, reason: str) -> None:
    if not reason.strip():
        raise AnswerError.of("report.no_reason", place=place)


def _decided(
    session: Session, now: datetime, subject: str, kind: str, by: str, why: str, detail: Mapping[str, Any]
) -> None:
    plain = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in detail.items()}
    session.add(Decision(at=now, by=by, kind=kind, subject=subject, why=why, detail=plain))
    write(session, now, [Entry(kind, subject, actor=by, channel="workbench", why=why, detail=plain)])
