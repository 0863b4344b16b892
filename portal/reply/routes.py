"""The reply page: a link opens the form of one agency in one round. GET shows, only POST acts (DESIGN, decision 11)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from config.settings import OFFICE_ZONE
from portal.attachments import download
from portal.intake import Sent, sent_form
from portal.portal import Portal, ThePortal
from portal.reply.door import Visitor, enter
from portal.reply.sending import Outcome, take
from portal.reply.typed import Problems, Typed, typed_before
from portal.reply.view import answered_in_full, copy_of, form_view, returned_version, shell
from portal.throttle import WRITE
from tasks.extensions import pleas_of
from tasks.reports import Form, form

router = APIRouter()

TheForm = Annotated[Sent, Depends(sent_form)]


@router.api_route("/b/{token}", methods=["GET", "HEAD"])
def show(portal: ThePortal, request: Request, token: str) -> Response:
    """The form where something is owed, else the state of what was sent. Changes nothing."""
    with portal.office.database.reading() as session:
        visitor = enter(portal, session, request, token)
        asked = form(session, visitor.request_id, visitor.now)
        if answered_in_full(asked):
            return _state(portal, session, request, visitor, asked)
        return _form(portal, session, request, visitor, asked, typed_before(asked, visitor.name))


@router.get("/b/{token}/sua")
def replace(portal: ThePortal, request: Request, token: str) -> Response:
    """The form again, filled with what was sent, for a new version."""
    with portal.office.database.reading() as session:
        visitor = enter(portal, session, request, token)
        asked = form(session, visitor.request_id, visitor.now)
        return _form(portal, session, request, visitor, asked, typed_before(asked, visitor.name))


@router.post("/b/{token}")
def send(portal: ThePortal, request: Request, token: str, sent: TheForm) -> Response:
    """Draft, submit, promise or acknowledge. What was typed is kept in every case."""
    outcome = _take(portal, request, token, sent)
    if outcome.receipt is not None:
        again = "&lai=1" if outcome.repeated else ""
        return _redirect(request, f"/b/{token}/bien-nhan/{outcome.receipt}", again)
    if outcome.notice and not outcome.problems:
        back = f"/b/{token}/sua" if answered_in_full(outcome.form) else f"/b/{token}"
        return _redirect(request, back, f"&ok={outcome.notice}")
    with portal.office.database.reading() as session:
        return _form(
            portal, session, request, outcome.visitor, outcome.form, outcome.typed, outcome.problems, outcome=outcome
        )


@router.post("/b/{token}/luu")
def save_by_itself(portal: ThePortal, request: Request, token: str, sent: TheForm) -> Response:
    """The draft that saves itself while somebody types; answers with one line of text."""
    outcome = _take(portal, request, token, sent, action="itself")
    clock = f"{outcome.visitor.now.astimezone(OFFICE_ZONE):%H:%M}"
    return portal.pages.show(request, "reply/saved.html", {"outcome": outcome, "clock": clock})


@router.get("/b/{token}/bien-nhan/{version}")
def receipt(portal: ThePortal, request: Request, token: str, version: int) -> Response:
    """The receipt of one version with a full copy of what was sent."""
    with portal.office.database.reading() as session:
        visitor = enter(portal, session, request, token)
        asked = form(session, visitor.request_id, visitor.now)
        copy = copy_of(session, asked, version)
        if copy is None:
            raise HTTPException(404)
        context = shell(portal, session, request, visitor, asked)
        return portal.pages.show(
            request, "reply/receipt.html", context | {"copy": copy, "again": "lai" in request.query_params}
        )


@router.get("/b/{token}/tep/{sha256}")
def attachment(portal: ThePortal, request: Request, token: str, sha256: str) -> Response:
    """A file of this request, as a download."""
    with portal.office.database.reading() as session:
        visitor = enter(portal, session, request, token)
        asked = form(session, visitor.request_id, visitor.now)
        for file in (file for files in asked.files.values() for file in files):
            if file.sha256 == sha256:
                return download(portal.office.files_dir, file.name, file.media_type, sha256)
    raise HTTPException(404)


def _take(portal: Portal, request: Request, token: str, sent: Sent, action: str | None = None) -> Outcome:
    with portal.office.database.reading() as session:
        visitor = enter(portal, session, request, token)
        asked = form(session, visitor.request_id, visitor.now)
    portal.throttle.count(WRITE, token)
    portal.check_mark(f"b/{token}", sent.text("mark"))
    return take(portal.office, visitor, asked, sent, action or sent.text("action"))


def _form(
    portal: Portal,
    session: Session,
    request: Request,
    visitor: Visitor,
    asked: Form,
    typed: Typed,
    problems: Problems | None = None,
    outcome: Outcome | None = None,
) -> HTMLResponse:
    limit = portal.office.settings.upload_limit_mb
    context = shell(portal, session, request, visitor, asked) | form_view(typed, asked, problems or {}, limit)
    context |= {
        "returned": returned_version(asked),
        "pleas": pleas_of(session, asked.request.id),
        "ok": request.query_params.get("ok"),
        "alert": outcome.alert if outcome else None,
        "partial": bool(outcome and outcome.partial),
        "saved": bool(outcome and outcome.notice),
    }
    return portal.pages.show(request, "reply/form.html", context, status=outcome.status if outcome else 200)


def _state(portal: Portal, session: Session, request: Request, visitor: Visitor, asked: Form) -> HTMLResponse:
    context = shell(portal, session, request, visitor, asked)
    copy = copy_of(session, asked, asked.request.version)
    return portal.pages.show(
        request, "reply/state.html", context | {"copy": copy, "ok": request.query_params.get("ok")}
    )


def _redirect(request: Request, path: str, extra: str = "") -> RedirectResponse:
    language = request.query_params.get("lang")
    query = (f"lang={language}" if language in ("vi", "en") else "") + extra
    return RedirectResponse(f"{path}?{query.lstrip('&')}" if query else path, 303)
