"""Every refusal as a page in the reader's language: what happened, why, what to do.

404  a link nobody issued, a page that is not there
410  a link whose time is over or that was withdrawn: whom to call
403  a form without its mark
409  a state that does not allow it
413  more than the portal reads
422  an answer that cannot be taken
429  too often
500  a fault of ours; the trace goes to the log
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from config.errors import DondocError
from config.wording import say, say_or_none
from models.link import LinkExpired, LinkForged, LinkRevoked
from models.moves import ForbiddenMove
from portal.portal import FormForged, Portal, caller
from portal.reply.door import whom_to_call
from portal.shield import BodyTooLarge
from portal.throttle import WRONG_LINK, TooManyRequests
from portal.workbench.login import NotSignedIn, WorkbenchClosed
from tasks.reports import StaleForm
from tasks.requests import RequestError
from tasks.rounds import RoundError

STATUS: dict[type[DondocError], int] = {
    LinkForged: 404,
    RequestError: 404,
    RoundError: 404,
    LinkExpired: 410,
    LinkRevoked: 410,
    FormForged: 403,
    ForbiddenMove: 409,
    StaleForm: 409,
    BodyTooLarge: 413,
    TooManyRequests: 429,
    WorkbenchClosed: 403,
}


def refuse(request: Request, error: Exception) -> Response:
    """The page for a DondocError; the nearest class in STATUS gives its code, 422 where none does."""
    assert isinstance(error, DondocError)
    status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 422)
    headers = {}
    if isinstance(error, TooManyRequests):
        headers["retry_after"] = str(error.seconds)
    if isinstance(error, LinkForged):
        try:
            _portal(request).throttle.count(WRONG_LINK, caller(request))
        except TooManyRequests as enough:
            return refuse(request, enough)
    return _page(request, status, error.reason, error.remedy, **headers)


def ask_name(request: Request, _: Exception) -> Response:
    """The way to the sign-in page, and back to where the officer was going."""
    path = request.url.path if request.method == "GET" else "/ban-lam-viec"
    return RedirectResponse(f"/ban-lam-viec/dang-nhap?next={quote(path)}", 303)


def not_found(request: Request, error: Exception) -> Response:
    """The page for an HTTPException of the framework."""
    status = error.status_code if isinstance(error, HTTPException) else 400
    _portal(request).pages.speak(request)
    known = status if say_or_none(f"web.http.{status}.reason") else 400
    return _page(request, status, say(f"web.http.{known}.reason"), say(f"web.http.{known}.remedy"))


def broke(request: Request, _: Exception) -> Response:
    """The page for a fault of ours."""
    _portal(request).pages.speak(request)
    return _page(request, 500, say("web.http.500.reason"), say("web.http.500.remedy"))


def _page(request: Request, status: int, reason: str, remedy: str | None, **headers: str) -> Response:
    portal = _portal(request)
    context: dict[str, Any] = {
        "reason": reason,
        "remedy": remedy,
        "status": status,
        "desk": whom_to_call(portal.office, request.path_params.get("token")) if status != 500 else None,
    }
    template = "refusal_line.html" if request.headers.get("hx-request") else "refusal.html"
    return portal.pages.show(request, template, context, status=status, **headers)


def _portal(request: Request) -> Portal:
    portal: Portal = request.app.state.portal
    return portal


REFUSALS: dict[int | type[Exception], Callable[[Request, Exception], Response]] = {
    DondocError: refuse,
    NotSignedIn: ask_name,
    HTTPException: not_found,
    RequestValidationError: not_found,
    Exception: broke,
}
