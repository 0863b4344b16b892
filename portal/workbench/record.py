"""Recording what came by phone, on paper or by mail: the agency's form, filled in by an officer, marked so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from config.wording import say
from models.clock import office_now
from models.moves import ForbiddenMove
from portal.portal import Portal, ThePortal
from portal.reply.typed import Problems, Typed, answer_of, attach, problems_of, typed_before, typed_now
from portal.reply.view import form_view
from portal.workbench.login import Officer, TheForm, TheOfficer, check_officer_mark
from portal.workbench.routes import show
from tasks.reports import Form, form, submit
from tasks.requests import AnswerError

router = APIRouter(prefix="/ban-lam-viec")

CHANNELS = ("phone", "paper", "email")


@router.get("/ghi-nhan/{request_id:path}")
def record_page(portal: ThePortal, officer: TheOfficer, request: Request, request_id: str) -> Response:
    """The agency's form, for the officer to fill in."""
    with portal.office.database.reading() as session:
        asked = form(session, request_id, office_now(session))
        if asked.draft is not None:  # a draft is the agency's own: the officer starts from what was sent
            asked = replace(asked, draft=None, answers={})
        return _page(portal, session, request, officer, asked, typed_before(asked, ""))


@router.post("/ghi-nhan/{request_id:path}")
def record(portal: ThePortal, officer: TheOfficer, request: Request, request_id: str, sent: TheForm) -> Response:
    """Keep what came as the next version, with the channel, who said it and who wrote it down."""
    check_officer_mark(officer, sent)
    with portal.office.database.reading() as session:
        asked = form(session, request_id, office_now(session))
    typed = typed_now(sent, asked)
    refused = attach(portal.office, sent, typed)
    problems = problems_of(typed, partial=True)
    channel = sent.text("channel")
    if channel not in CHANNELS:
        problems["channel"] = say("web.record.no_channel")
    if refused:
        problems["files"] = "\n".join(refused)
    alert = None
    if not problems:
        try:
            with portal.office.database.writing() as session:
                submit(
                    portal.office,
                    session,
                    office_now(session),
                    request_id,
                    answer_of(typed),
                    by=typed.by,
                    channel=channel,
                    recorded_by=officer.name,
                    base_version=typed.base_version,
                )
            return RedirectResponse(f"/ban-lam-viec/yeu-cau/{quote(request_id)}?ok=record", 303)
        except AnswerError as error:
            problems = dict(error.fields)
        except ForbiddenMove as error:
            alert = error
    with portal.office.database.reading() as session:
        return _page(
            portal, session, request, officer, asked, typed, problems, status=422, channel=channel, alert=alert
        )


def _page(
    portal: Portal,
    session: Session,
    request: Request,
    officer: Officer,
    asked: Form,
    typed: Typed,
    problems: Problems | None = None,
    *,
    status: int = 200,
    **more: Any,
) -> Response:
    limit = portal.office.settings.upload_limit_mb
    context = form_view(typed, asked, problems or {}, limit) | {"form": asked, "channels": CHANNELS, "channel": ""}
    return show(portal, session, request, officer, "record", context | more, status)
