"""Who sits at the workbench: one office password, and the name of the officer for the journal."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hmac import compare_digest
from ipaddress import ip_address
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from config.errors import DondocError
from config.wording import say
from portal.intake import Sent, sent_form
from portal.portal import FormForged, Portal, ThePortal, caller
from portal.throttle import LOGIN

router = APIRouter(prefix="/ban-lam-viec")

LOOPBACK_NAMES = {"localhost", "127.0.0.1", "::1"}


class WorkbenchClosed(DondocError):
    """The workbench has no password and somebody asks for it from another machine."""


class NotSignedIn(DondocError):
    """Nobody is signed in; the answer is the way to the sign-in page."""


@dataclass(frozen=True)
class Officer:
    """Who acts: the name for the journal, and the mark that this session's forms carry."""

    name: str
    mark: str


@router.get("/dang-nhap")
def sign_in_page(portal: ThePortal, request: Request) -> Response:
    """The sign-in page."""
    _may_come(portal, request)
    return _page(portal, request)


@router.post("/dang-nhap")
def sign_in(portal: ThePortal, request: Request, sent: Annotated[Sent, Depends(sent_form)]) -> Response:
    """Sign in with the office's password and one's own name."""
    _may_come(portal, request)
    portal.check_mark("sign-in", sent.text("mark"))
    password, name = portal.office.settings.workbench_password, " ".join(sent.text("name").split())[:100]
    portal.throttle.check(LOGIN, caller(request))
    wrong: dict[str, str] = {}
    typed = sent.fields.get("password")
    if password is not None and not (
        isinstance(typed, str) and compare_digest(typed.encode(), password.get_secret_value().encode())
    ):
        portal.throttle.count(LOGIN, caller(request))
        wrong["password"] = say("web.sign_in.wrong_password")
    if not name:
        wrong["name"] = say("web.sign_in.no_name")
    if wrong:
        return _page(portal, request, name=name, wrong=wrong, status=422)
    request.session.clear()
    request.session.update(name=name, mark=secrets.token_urlsafe(24))
    return RedirectResponse(_inside(request.query_params.get("next")), 303)


async def signed_in(portal: ThePortal, request: Request) -> Officer:
    """Dependency: the officer who is signed in. Raises NotSignedIn, WorkbenchClosed."""
    _may_come(portal, request)
    chosen = request.query_params.get("lang")
    if chosen in ("vi", "en"):
        request.session["language"] = chosen
    portal.pages.speak(request, request.session.get("language"))
    if "name" not in request.session:
        raise NotSignedIn("")
    return Officer(request.session["name"], request.session["mark"])


TheOfficer = Annotated[Officer, Depends(signed_in)]
TheForm = Annotated[Sent, Depends(sent_form)]


@router.post("/dang-xuat")
def sign_out(officer: TheOfficer, request: Request, sent: TheForm) -> Response:
    """Sign out."""
    check_officer_mark(officer, sent)
    request.session.clear()
    return RedirectResponse("/ban-lam-viec/dang-nhap", 303)


def check_officer_mark(officer: Officer, sent: Sent) -> None:
    """Raises FormForged unless the form carries this session's mark."""
    if not compare_digest(sent.text("mark").encode(), officer.mark.encode()):
        raise FormForged.of("web.csrf")


def _may_come(portal: Portal, request: Request) -> None:
    """Without a password only this machine may come."""
    if portal.office.settings.workbench_password is None and not from_this_machine(request):
        raise WorkbenchClosed.of("web.workbench.closed")


def from_this_machine(request: Request) -> bool:
    """Whether the visitor sits at the server itself, under its own name (no proxy, no rebound name)."""
    forwarded = any(name in request.headers for name in ("x-forwarded-for", "forwarded", "x-real-ip"))
    return not forwarded and (request.url.hostname or "").lower() in LOOPBACK_NAMES and _is_loopback(caller(request))


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _inside(path: str | None) -> str:
    """Only the workbench's own pages may follow a sign-in."""
    return path if path and path.startswith("/ban-lam-viec") and "\\" not in path else "/ban-lam-viec"


def _page(
    portal: Portal, request: Request, *, name: str = "", wrong: dict[str, str] | None = None, status: int = 200
) -> Response:
    context = {
        "mark": portal.mark("sign-in"),
        "asks_password": portal.office.settings.workbench_password is not None,
        "name": name,
        "wrong": wrong or {},
        "query": "?" + request.url.query if request.url.query else "",
    }
    return portal.pages.show(request, "workbench/sign_in.html", context, status=status)
