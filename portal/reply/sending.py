"""What a posted form does: everything typed is kept first, then it is sent, or the page says why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from sqlmodel import Session

from config.errors import DondocError
from models.moves import ForbiddenMove
from portal.days import DayUnread, read_day
from portal.intake import Sent
from portal.reply.door import Visitor, note_opened
from portal.reply.typed import (
    Problems,
    Typed,
    answer_of,
    attach,
    draft_of,
    only_missing,
    problems_of,
    rest_has_nothing,
    typed_before,
    typed_now,
)
from portal.reply.view import may_send
from tasks import reports
from tasks.extensions import ask_extension
from tasks.office import Office
from tasks.reports import Form, StaleForm, save_draft, submit
from tasks.requests import AnswerError
from tasks.review import promise

Notice = Literal["draft", "promise", "plea", "seen", "rest"]

ASIDE = ("itself", "promise", "plea")
"""Actions that are not about what stands in the form: they keep it only where something was typed."""


class RequestClosed(DondocError):
    """A request that takes no further version."""


@dataclass
class Outcome:
    """What became of a form. ``receipt`` is the version that was sent; ``notice`` what was done instead.

    ``alert`` is a sentence for the top of the page, with its remedy; ``partial``: the form may be sent
    without the duties that have no status.
    """

    visitor: Visitor
    form: Form
    typed: Typed
    receipt: int | None = None
    repeated: bool = False
    notice: Notice | None = None
    problems: Problems = field(default_factory=dict)
    alert: DondocError | None = None
    partial: bool = False
    status: int = 200


def take(office: Office, visitor: Visitor, form: Form, sent: Sent, action: str) -> Outcome:
    """Act on a posted form; ``action`` is draft, itself, submit, submit_partial, promise, plea, seen or rest.

    1. files are stored, text is read;  2. a form that may be sent is sent, in one transaction;
    3. whatever is not sent is kept as a draft, unless somebody sent a newer version meanwhile. What the page does by
       itself ("itself"), a promise and a plea make no draft of a form in which nothing was typed.
    """
    typed = typed_now(sent, form)
    outcome = Outcome(visitor, form, typed)
    if action == "seen" and not typed.anything:
        return _seen(office, outcome)
    refused = attach(office, sent, typed)
    if action == "rest":
        rest_has_nothing(typed)
    if action in ("submit", "submit_partial"):
        outcome.problems = problems_of(typed, partial=action == "submit_partial")
        outcome.partial = only_missing(outcome.problems, typed)
        if not outcome.problems and not refused and not sent.cut_off:
            return _send(office, outcome)
        outcome.status = 422
    if refused:
        outcome.problems["files"] = "\n".join(refused)
        outcome.status = 413 if sent.too_large or sent.cut_off else 422
    then = {"promise": _promise, "plea": _plea}.get(action)
    return _keep(office, outcome, then(typed) if then else None, action)


def _send(office: Office, outcome: Outcome) -> Outcome:
    visitor, typed = outcome.visitor, outcome.typed
    if error := _foreign_draft(outcome):
        return _refused(office, outcome, error)
    try:
        with office.database.writing() as session:
            note_opened(session, visitor)
            submitted = submit(
                office,
                session,
                visitor.now,
                visitor.request_id,
                answer_of(typed),
                by=typed.by,
                contact=visitor.link.recipient,
                base_version=typed.base_version,
            )
        outcome.receipt, outcome.repeated = submitted.report.version, submitted.repeated
        return outcome
    except AnswerError as error:
        outcome.problems, outcome.status = dict(error.fields), 422
        return _keep(office, outcome, None, "submit")
    except (StaleForm, ForbiddenMove) as error:
        return _refused(office, outcome, error)


def _keep(office: Office, outcome: Outcome, then: Callable[[Session, Outcome], None] | None, action: str) -> Outcome:
    """Keep the form as a draft, and do ``then`` in the same transaction."""
    visitor, typed, request = outcome.visitor, outcome.typed, outcome.form.request
    if not may_send(outcome.form):
        return _refused(office, outcome, RequestClosed.of("web.form.closed"))
    if typed.base_version != request.version:
        return _refused(office, outcome, StaleForm.of("report.stale", version=request.version))
    new = action not in ASIDE or not typed.same_as(typed_before(outcome.form, ""))
    if new and (error := _foreign_draft(outcome)):
        return _refused(office, outcome, error)
    by = typed.by or visitor.name
    with office.database.writing() as session:
        note_opened(session, visitor)
        if new:
            kept = draft_of(typed)
            save_draft(session, visitor.now, visitor.request_id, kept, by=by, contact=visitor.link.recipient)
    if new:
        outcome.notice = "rest" if action == "rest" else "seen" if action == "seen" else "draft"
    if then is not None:
        try:
            with office.database.writing() as session:
                then(session, outcome)
        except (AnswerError, DayUnread) as error:
            outcome.problems["plea" if action == "plea" else "promise"], outcome.status = str(error), 422
    return outcome


def _promise(typed: Typed) -> Callable[[Session, Outcome], None]:
    def then(session: Session, outcome: Outcome) -> None:
        visitor = outcome.visitor
        on = read_day(typed.promise_on)
        promise(session, visitor.now, visitor.request_id, on, typed.promise_reason, by=typed.by or visitor.name)
        outcome.notice = "promise"

    return then


def _plea(typed: Typed) -> Callable[[Session, Outcome], None]:
    def then(session: Session, outcome: Outcome) -> None:
        visitor = outcome.visitor
        until = read_day(typed.plea_until)
        by = typed.by or visitor.name
        ask_extension(session, visitor.now, visitor.request_id, until, typed.plea_reason, by=by)
        outcome.notice = "plea"

    return then


def _foreign_draft(outcome: Outcome) -> DondocError | None:
    """A draft that a colleague saved after this form was opened is not overwritten unseen."""
    draft = outcome.form.draft
    if draft is None or draft.contact in (None, outcome.visitor.link.recipient, outcome.typed.draft_of):
        return None
    return StaleForm.of("web.form.foreign", by=draft.by)


def _seen(office: Office, outcome: Outcome) -> Outcome:
    with office.database.writing() as session:
        note_opened(session, outcome.visitor)
    outcome.notice = "seen"
    return outcome


def _refused(office: Office, outcome: Outcome, error: DondocError) -> Outcome:
    """Somebody was faster, or the request takes nothing more: say so, and show what was typed."""
    outcome.alert, outcome.status = error, 409
    with office.database.reading() as session:
        outcome.form = reports.form(session, outcome.visitor.request_id, outcome.visitor.now)
    outcome.typed.base_version = outcome.form.request.version
    return outcome
