"""Passing a request on to a colleague or a unit below, and taking it back: a page of its own beside the form."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from config.errors import DondocError
from portal.intake import Sent, sent_form
from portal.portal import Portal, ThePortal
from portal.reply.door import Visitor, enter, note_opened
from portal.reply.view import shell
from portal.throttle import WRITE
from tasks.delegations import Delegate, delegate, take_back
from tasks.people import PeopleError
from tasks.reports import form

router = APIRouter()

TheForm = Annotated[Sent, Depends(sent_form)]
FIELDS = ("name", "unit", "email", "phone", "why")


@router.get("/b/{token}/chuyen")
def show(portal: ThePortal, request: Request, token: str) -> Response:
    """Who has the request, and the form that passes it on. Changes nothing."""
    with portal.office.database.reading() as session:
        visitor = enter(portal, session, request, token)
        return _page(portal, session, request, visitor, {"ok": request.query_params.get("ok")})


@router.post("/b/{token}/chuyen")
def pass_on(portal: ThePortal, request: Request, token: str, sent: TheForm) -> Response:
    """Pass the request on; a refusal shows the page again with what was typed."""
    to = Delegate(sent.text("name")[:200], sent.text("email"), sent.text("phone"), sent.text("unit")[:200])

    def act(session: Session, visitor: Visitor) -> None:
        delegate(
            portal.office,
            session,
            visitor.now,
            visitor.request_id,
            to,
            reason=sent.text("why")[:500],
            by=visitor.name,
            channel="web",
            after=visitor.step.id if visitor.step else None,
        )

    return _act(portal, request, token, sent, "passed", act)


@router.post("/b/{token}/lay-lai")
def fetch_back(portal: ThePortal, request: Request, token: str, sent: TheForm) -> Response:
    """Take the request back from whom this visitor passed it on to."""

    def act(session: Session, visitor: Visitor) -> None:
        take_back(
            portal.office,
            session,
            visitor.now,
            visitor.request_id,
            reason=sent.text("why")[:500],
            by=visitor.name,
            channel="web",
            after=visitor.step.id if visitor.step else None,
        )

    return _act(portal, request, token, sent, "back", act)


def _act(portal: Portal, request: Request, token: str, sent: Sent, done: str, act: Any) -> Response:
    portal.throttle.count(WRITE, token)
    portal.check_mark(f"b/{token}", sent.text("mark"))
    try:
        with portal.office.database.writing() as session:
            visitor = enter(portal, session, request, token)
            note_opened(session, visitor)
            act(session, visitor)
    except PeopleError as error:
        with portal.office.database.reading() as session:
            visitor = enter(portal, session, request, token)
            typed = {name: sent.text(name) for name in FIELDS}
            return _page(portal, session, request, visitor, {"alert": error, "typed": typed}, status=422)
    language = request.query_params.get("lang")
    query = {"ok": done} | ({"lang": language} if language in ("vi", "en") else {})
    return RedirectResponse(f"/b/{token}/chuyen?{urlencode(query)}", 303)


def _page(
    portal: Portal,
    session: Session,
    request: Request,
    visitor: Visitor,
    more: dict[str, Any],
    *,
    status: int = 200,
) -> Response:
    context = shell(portal, session, request, visitor, form(session, visitor.request_id, visitor.now))
    alert: DondocError | None = None
    every: dict[str, Any] = {"ok": None, "alert": alert, "typed": dict.fromkeys(FIELDS, "")}
    return portal.pages.show(request, "reply/passing.html", context | every | more, status=status)
