"""What the reply templates show: a form with what was typed and what is wrong, a receipt, a state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, select
from starlette.requests import Request

from config.workdays import working_days_between
from models.clock import is_exercise, local_day
from models.people import Delegation
from models.plan import Responsibility
from models.report import ItemStatus, Report, ReportItem, ReportState
from models.round import OWED, REQUEST_MOVES, RequestState
from portal.intake import MAX_FILES
from portal.portal import Portal
from portal.reply.door import Desk, Visitor, desk_of
from portal.reply.typed import ITEM_FIELDS, Problems, Typed, place_of
from tasks.delegations import MOST_STEPS, chain_of
from tasks.picture import standing
from tasks.reports import Attached, Form, reference

STATUSES = tuple(ItemStatus)


@dataclass(frozen=True)
class DutyRow:
    """One duty on a form or in a copy: its place on the page, what it asks, what was answered, what is wrong.

    ``instead``: whom the agency stands in for ("thay Sở Thông tin và Truyền thông từ 01/3/2025, chức năng báo chí").
    """

    place: str
    field: str
    number: str
    text: str
    roles: Sequence[str]
    partners: Sequence[str]
    due: str
    answer: Mapping[str, str]
    wrong: Mapping[str, str]
    instead: str = ""


@dataclass(frozen=True)
class Copy:
    """A version as it was sent, word for word."""

    report: Report
    reference: str
    duties: Sequence[DutyRow]
    files: Sequence[Attached]


def shell(portal: Portal, session: Session, request: Request, visitor: Visitor, form: Form) -> dict[str, Any]:
    """What every page of a request has: whose it is, when it is due, whom to call."""
    status, late = standing(form.request, visitor.now)
    desk: Desk = desk_of(session, form.plan)
    chain = chain_of(session, form.request.id)
    return {
        "chain": chain,
        "passing": passing(visitor, form, chain),
        "form": form,
        "visitor": visitor,
        "base": f"/b/{visitor.token}",
        "query": "?lang=" + request.query_params["lang"] if request.query_params.get("lang") in ("vi", "en") else "",
        "mark": portal.mark(f"b/{visitor.token}"),
        "status": status,
        "late": late,
        "left": -working_days_between(local_day(form.deadline), local_day(visitor.now)),
        "last": form.submitted[-1] if form.submitted else None,
        "may_send": may_send(form),
        "draft_of": form.draft.contact or "" if form.draft else "",
        "desk": desk,
        "exercise": is_exercise(session),
        "now": visitor.now,
    }


def passing(visitor: Visitor, form: Form, chain: Sequence[Delegation]) -> dict[str, bool]:
    """Whether this visitor may pass the request on, or take it back: whoever has it, whoever had it before."""
    has_it = (chain[-1].id if chain else None) == (visitor.step.id if visitor.step else None)
    return {
        "may_pass_on": has_it and form.request.state in OWED and len(chain) < MOST_STEPS,
        "may_take_back": bool(chain) and not has_it,
    }


def form_view(typed: Typed, form: Form, problems: Problems, upload_limit_mb: int) -> dict[str, Any]:
    """The form: fields as typed, problems beside them and in a list on top, in the order of the page."""
    named = {place_of(form.duties, name): text for name, text in problems.items()}
    duties = [
        DutyRow(
            place,
            f"item-{duty.id}",
            duty.number,
            duty.text,
            duty.roles,
            duty.partners,
            _due(duty),
            typed.items[duty.id],
            {part: named[f"{place}-{part}"] for part in ITEM_FIELDS if f"{place}-{part}" in named},
            form.why.get(duty.id, ("", ""))[1],
        )
        for place, duty in ((f"d{count}", duty) for count, duty in enumerate(form.duties, 1))
    ]
    return {
        "typed": typed,
        "duties": duties,
        "problems": named,
        "statuses": STATUSES,
        "limit_mb": upload_limit_mb,
        "max_files": MAX_FILES,
    }


def copy_of(session: Session, form: Form, version: int) -> Copy | None:
    """A submitted version, or None where there is none of that number."""
    report = next((report for report in form.submitted if report.version == version), None)
    if report is None or report.id is None:
        return None
    items = {
        item.responsibility_id: item
        for item in session.exec(select(ReportItem).where(ReportItem.report_id == report.id))
    }
    duties = []
    for count, duty in enumerate(form.duties, 1):
        item = items.get(duty.id)
        answer = {part: "" if item is None else _text(getattr(item, part)) for part in ITEM_FIELDS}
        duties.append(DutyRow(f"d{count}", "", duty.number, duty.text, duty.roles, duty.partners, "", answer, {}))
    files = [Attached(file.name, file.media_type, file.size, file.sha256) for file in form.files[report.id]]
    return Copy(report, reference(form.request.id, report.version), duties, files)


def may_send(form: Form) -> bool:
    """Whether the rules let this request take a version now."""
    return RequestState.RECEIVED in REQUEST_MOVES.allowed[RequestState(form.request.state)]


def answered_in_full(form: Form) -> bool:
    """Whether nothing is owed at the moment, so that the link shows the state and not the form."""
    return form.request.state in (RequestState.RECEIVED, RequestState.ACCEPTED, RequestState.CANCELLED)


def returned_version(form: Form) -> Report | None:
    """The version that was given back last, where the request stands returned."""
    if form.request.state != RequestState.RETURNED:
        return None
    return next((report for report in reversed(form.submitted) if report.state == ReportState.RETURNED), None)


def sent_at(report: Report) -> datetime:
    """When a version came in."""
    return report.submitted_at or report.created_at


def _due(duty: Responsibility) -> str:
    """When the plan itself wants the duty done, in its own words."""
    return str(duty.due.get("text") or "") if duty.due else ""


def _text(content: object) -> str:
    return "" if content is None else str(content)
