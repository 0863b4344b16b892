"""An agency's answer: what its form shows, keeping a draft, submitting a version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from config.errors import DondocError
from config.wording import say
from models.clock import local_day
from models.directory import Agency
from models.journal import Entry, write
from models.ladder import deadline_of
from models.plan import Plan, Responsibility
from models.report import ItemStatus, Report, ReportFile, ReportItem, ReportState
from models.round import REQUEST_MOVES, Request, RequestState, Round
from tasks.evidence import content_digest
from tasks.expansions import why_asked
from tasks.held import Rows, held, name_version, put_version
from tasks.office import Office
from tasks.pleas import withdraw_plea
from tasks.requests import AnswerError, duties_of, load, reschedule, start_review, tell, withdraw


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
    """Everything the reply page shows. ``why``: duty id -> (why this agency, whom it stands in for)."""

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
    why: dict[str, tuple[str, str]] = field(default_factory=dict)


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
    request, kept, _ = load(session, request_id, lock=True)
    if base_version is not None and base_version != request.version:
        if repeated := _same_as_last(session, request, answer):
            return Submitted(repeated, repeated.complete, True)
        raise StaleForm.of("report.stale", place=request_id, version=request.version)
    duties = duties_of(session, request_id)
    complete = _check(request_id, duties, answer)
    target = RequestState.RECEIVED if complete else RequestState.INCOMPLETE
    REQUEST_MOVES.check(request_id, RequestState(request.state), target)
    report = _draft(session, now, request, by) if recorded_by is None else _beside_draft(session, now, request, by)
    report.state, report.submitted_at, report.channel = ReportState.SUBMITTED, now, channel
    report.by, report.contact, report.recorded_by, report.complete = by, contact, recorded_by, complete
    items, files = _fill(session, report, answer)
    _now_sent(session, report)
    request.version = report.version
    request.state = target
    request.first_received_at = request.first_received_at or now
    if complete:
        request.complete_at = request.complete_at or now
        start_review(request, kept, now)
        withdraw_plea(session, now, request_id, say("plea.answered"))
    reschedule(request, kept)
    if complete:
        withdraw(session, request_id, say("step.answered"), ("request", "reminder", "overdue"))
    reason = say("report.received", version=report.version, channel=say(f"report.channel.{channel}"))
    tell(
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
            "reference": reference(request.id, report.version),
            "channel": channel,
        },
    )
    detail = {
        "version": report.version,
        "complete": complete,
        "by": by,
        "content": content_digest(report, items, files),
    }
    name_version(session, report, detail)
    entry = Entry("report.submitted", request_id, actor=recorded_by or by, channel=channel, why=reason, detail=detail)
    write(session, now, [entry])
    return Submitted(report, complete, False)


def reference(request_id: str, version: int) -> str:
    """The number that a receipt carries, the same on the page and in the mail."""
    return f"{request_id}#{version}"


def form(session: Session, request_id: str, now: datetime) -> Form:
    """What the reply page shows. Changes nothing. Raises RequestError."""
    request, kept, plan = load(session, request_id)
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
    deadline = deadline_of(request)
    return Form(
        request,
        kept,
        plan,
        session.get_one(Agency, request.agency_key),
        duties_of(session, request_id),
        draft,
        answers,
        [version for version in versions if version.state != ReportState.DRAFT],
        files,
        deadline,
        (local_day(deadline) - local_day(now)).days,
        why_asked(session, request_id),
    )


def save_draft(
    session: Session, now: datetime, request_id: str, answer: Answer, *, by: str, contact: str | None = None
) -> Report:
    """Keep what was typed so far; nobody is told, the ladder runs on."""
    request, _, _ = load(session, request_id, lock=True)
    _known_duties(request_id, duties_of(session, request_id), answer)
    report = _draft(session, now, request, by)
    report.by, report.contact = by, contact
    _fill(session, report, answer)
    return report


def _known_duties(request_id: str, duties: Sequence[Responsibility], answer: Answer) -> None:
    known = {duty.id for duty in duties}
    for item in answer.items:
        if item.responsibility_id not in known:
            raise AnswerError.of("report.foreign_duty", place=request_id, duty=item.responsibility_id)


def _check(request_id: str, duties: Sequence[Responsibility], answer: Answer) -> bool:
    """Whether every duty is answered. Raises AnswerError for an answer that contradicts itself."""
    _known_duties(request_id, duties, answer)
    fields: dict[str, str] = {}
    seen: set[str] = set()
    for item in answer.items:
        place = f"item-{item.responsibility_id}"
        if item.responsibility_id in seen:
            fields[f"{place}-status"] = say("report.field.twice")
        seen.add(item.responsibility_id)
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


_DRAFT = select(Report).where(Report.request_id == bindparam("id"), Report.state == ReportState.DRAFT)


def _kept_draft(session: Session, request_id: str) -> Report | None:
    if (together := held(session, request_id)) is not None:
        return together.drafts.get(request_id)
    return session.execute(_DRAFT, {"id": request_id}).scalar()


def _draft(session: Session, now: datetime, request: Request, by: str) -> Report:
    found = _kept_draft(session, request.id)
    if found is None:
        found = Report(request_id=request.id, version=request.version + 1, by=by, created_at=now)
        session.add(found)
        if (together := held(session, request.id)) is not None:
            together.drafts[request.id] = found
    return found


def _now_sent(session: Session, report: Report) -> None:
    """The acts that follow in this transaction see it as the request's newest version."""
    if (together := held(session, report.request_id)) is not None:
        together.drafts.pop(report.request_id, None)
        together.sent[report.request_id] = report


def _beside_draft(session: Session, now: datetime, request: Request, by: str) -> Report:
    """A new version for what an officer records; a draft that the agency is writing moves behind it."""
    draft = _kept_draft(session, request.id)
    if draft is not None:
        draft.version = request.version + 2
        session.flush()
    found = Report(request_id=request.id, version=request.version + 1, by=by, created_at=now)
    session.add(found)
    return found


def _fill(session: Session, report: Report, answer: Answer) -> tuple[Rows, Rows]:
    """Write an answer into its version, in place of what a draft held; the rows as written, without their numbers."""
    report.difficulties, report.proposals = answer.difficulties, answer.proposals
    items, files = [dict(vars(item)) for item in answer.items], [dict(vars(file)) for file in answer.files]
    put_version(session, report, {str(ReportItem.__tablename__): items, str(ReportFile.__tablename__): files})
    return items, files


def _same_as_last(session: Session, request: Request, answer: Answer) -> Report | None:
    """The last submitted version, where it says word for word what came again, with the same files."""
    last = session.exec(
        select(Report).where(Report.request_id == request.id, Report.version == request.version)
    ).first()
    if last is None or (last.difficulties, last.proposals) != (answer.difficulties, answer.proposals):
        return None
    files = set(session.exec(select(ReportFile.sha256).where(ReportFile.report_id == last.id)))
    if files != {file.sha256 for file in answer.files}:
        return None
    kept = {
        item.responsibility_id: item.model_dump(exclude={"id", "report_id"})
        for item in session.exec(select(ReportItem).where(ReportItem.report_id == last.id))
    }
    return last if kept == {item.responsibility_id: vars(item) for item in answer.items} else None
