"""Everything that happened in a round, read with a handful of statements, for counting and for the report."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, select

from models.directory import Agency
from models.escalation import Decision, Escalation
from models.plan import Responsibility
from models.report import Report, ReportFile, ReportItem, ReportState
from models.round import Request, RequestItem, RequestState
from models.tally import Extension, RequestFact, VersionFact

DEADLINE_MOVED = ("request.extended", "request.moved", "request.asked_again")
"""Decisions after which an agency has another deadline: asked for, by an amended plan, or because it was let off."""

RETURNED = "report.returned"


@dataclass(frozen=True)
class RoundFacts:
    """A round's requests as facts, with what their versions say.

    ``items``: (request id, version) -> responsibility id -> answer; ``said``: (request id, version) ->
    (difficulties, proposals); ``files``: (request id, version) -> file names; ``duties``: the round's
    responsibilities in the plan's order; ``holders``: responsibility id -> request ids; ``steps``: request id ->
    ladder steps taken, with their moments.
    """

    requests: tuple[RequestFact, ...]
    duties: tuple[Responsibility, ...]
    holders: dict[str, tuple[str, ...]]
    items: dict[tuple[str, int], dict[str, ReportItem]] = field(default_factory=dict)
    said: dict[tuple[str, int], tuple[str, str]] = field(default_factory=dict)
    files: dict[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    steps: dict[str, tuple[tuple[str, datetime], ...]] = field(default_factory=dict)


def round_facts(session: Session, round_id: str) -> RoundFacts:
    """Read a round. An unknown or unopened round has no requests."""
    requests = session.exec(select(Request, Agency).join(Agency).where(Request.round_id == round_id)).all()
    versions: dict[str, list[Report]] = defaultdict(list)
    for report in session.exec(
        select(Report).join(Request).where(Request.round_id == round_id, Report.state != ReportState.DRAFT)
    ):
        versions[report.request_id].append(report)
    extensions: dict[str, list[Extension]] = defaultdict(list)
    back_by: dict[tuple[str, int], datetime] = {}
    for decision in session.exec(
        select(Decision)
        .join(Request, col(Request.id) == col(Decision.subject))
        .where(Request.round_id == round_id, col(Decision.kind).in_((*DEADLINE_MOVED, RETURNED)))
        .order_by(col(Decision.id))
    ):
        if decision.kind == RETURNED:
            back_by[decision.subject, decision.detail["version"]] = datetime.fromisoformat(decision.detail["deadline"])
            continue
        if not {"from", "to"} <= decision.detail.keys():
            continue  # asked again for the same day
        old, new = (datetime.fromisoformat(decision.detail[key]) for key in ("from", "to"))
        extensions[decision.subject].append(Extension(decision.at, old, new, decision.why))
    facts = tuple(
        RequestFact(
            request_id=request.id,
            agency_key=agency.key,
            agency_name=agency.name,
            requested=request.requested_body,
            asked_at=request.asked_at,
            due_at=request.original_due_at,
            versions=tuple(
                _version(report, back_by.get((request.id, report.version)))
                for report in sorted(versions[request.id], key=lambda each: each.version)
            ),
            extensions=tuple(extensions[request.id]),
            closed_at=request.closed_at,
            close_reason=request.close_reason,
            cancelled=request.state == RequestState.CANCELLED,
            agency_until=agency.valid_to,
            level=agency.level,
        )
        for request, agency in requests
    )
    duties, holders = _duties(session, round_id)
    found = RoundFacts(facts, duties, holders)
    _content(session, round_id, versions, found)
    return found


def _version(report: Report, back_by: datetime | None) -> VersionFact:
    assert report.submitted_at is not None
    returned = report.state == ReportState.RETURNED
    return VersionFact(
        version=report.version,
        submitted_at=report.submitted_at,
        complete=report.complete,
        channel=report.channel,
        by=report.by,
        recorded_by=report.recorded_by,
        returned_at=report.reviewed_at if returned else None,
        return_reason=report.review_reason if returned else None,
        back_by=back_by if returned else None,
        accepted_at=report.reviewed_at if report.state == ReportState.ACCEPTED else None,
    )


def _duties(session: Session, round_id: str) -> tuple[tuple[Responsibility, ...], dict[str, tuple[str, ...]]]:
    duties: dict[str, Responsibility] = {}
    holders: dict[str, list[str]] = defaultdict(list)
    for duty, request_id in session.exec(
        select(Responsibility, RequestItem.request_id)
        .join(RequestItem, col(RequestItem.responsibility_id) == col(Responsibility.id))
        .join(Request, col(Request.id) == col(RequestItem.request_id))
        .where(Request.round_id == round_id)
        .order_by(col(Responsibility.position), col(RequestItem.request_id))
    ):
        duties[duty.id] = duty
        holders[duty.id].append(request_id)
    return tuple(duties.values()), {duty: tuple(requests) for duty, requests in holders.items()}


def _content(session: Session, round_id: str, versions: dict[str, list[Report]], found: RoundFacts) -> None:
    place = {report.id: (report.request_id, report.version) for reports in versions.values() for report in reports}
    of_round = select(Report.id).join(Request).where(Request.round_id == round_id)
    for item in session.exec(select(ReportItem).where(col(ReportItem.report_id).in_(of_round))):
        if item.report_id in place:
            found.items.setdefault(place[item.report_id], {})[item.responsibility_id] = item
    for file in session.exec(select(ReportFile).where(col(ReportFile.report_id).in_(of_round))):
        if file.report_id in place:
            found.files[place[file.report_id]] = (*found.files.get(place[file.report_id], ()), file.name)
    for reports in versions.values():
        for report in reports:
            found.said[report.request_id, report.version] = (report.difficulties, report.proposals)
    for step in session.exec(
        select(Escalation)
        .join(Request, col(Request.id) == col(Escalation.request_id))
        .where(Request.round_id == round_id, Escalation.outcome == "sent")  # drafts and lists reach no agency
        .order_by(col(Escalation.id))
    ):
        found.steps[step.request_id] = (*found.steps.get(step.request_id, ()), (step.step, step.at))
