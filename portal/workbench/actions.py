"""What an officer does at the workbench: accept, return, extend, record, close, decide. Every act is a POST with a name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from fastapi import APIRouter
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from config.errors import DondocError
from config.wording import say
from models.clock import office_now
from models.moves import ForbiddenMove
from portal.days import DayUnread, read_day
from portal.intake import Sent
from portal.portal import Portal, ThePortal
from portal.workbench.login import Officer, TheForm, TheOfficer, check_officer_mark
from portal.workbench.routes import show_request, show_round
from tasks.delays import Action, decide_delays
from tasks.people import PeopleError
from tasks.reports import StaleForm, form
from tasks.requests import AnswerError
from tasks.review import accept, close_missing, extend, give_back

router = APIRouter(prefix="/ban-lam-viec")

Act = Callable[[Session, datetime, Sent], object]
DECISIONS: dict[str, Action] = {
    "extend": "extend",
    "draft_letter": "draft_letter",
    "close_missing": "close_missing",
}


@router.post("/chap-nhan/{request_id:path}")
def accept_report(portal: ThePortal, officer: TheOfficer, request: Request, request_id: str, sent: TheForm) -> Response:
    """Accept the version that the officer saw."""

    def act(session: Session, now: datetime, sent: Sent) -> None:
        _same_version(session, now, request_id, sent)
        accept(portal.office, session, now, request_id, by=officer.name, why=sent.text("why"))

    return act_on(portal, officer, request, request_id, sent, "accept", act)


@router.post("/tra-lai/{request_id:path}")
def return_report(portal: ThePortal, officer: TheOfficer, request: Request, request_id: str, sent: TheForm) -> Response:
    """Return the version that the officer saw, with a reason and a deadline of its own."""

    def act(session: Session, now: datetime, sent: Sent) -> None:
        _same_version(session, now, request_id, sent)
        deadline = read_day(sent.text("deadline")) if sent.text("deadline") else None
        give_back(portal.office, session, now, request_id, by=officer.name, reason=sent.text("why"), deadline=deadline)

    return act_on(portal, officer, request, request_id, sent, "give_back", act)


@router.post("/gia-han/{request_id:path}")
def extend_request(
    portal: ThePortal, officer: TheOfficer, request: Request, request_id: str, sent: TheForm
) -> Response:
    """Move a request's deadline."""

    def act(session: Session, now: datetime, sent: Sent) -> None:
        to = read_day(sent.text("deadline"))
        extend(portal.office, session, now, request_id, to, sent.text("why"), by=officer.name)

    return act_on(portal, officer, request, request_id, sent, "extend", act)


@router.post("/chot-thieu/{request_id:path}")
def close_request(portal: ThePortal, officer: TheOfficer, request: Request, request_id: str, sent: TheForm) -> Response:
    """Close a request as missing."""

    def act(session: Session, now: datetime, sent: Sent) -> None:
        close_missing(session, now, request_id, sent.text("why"), by=officer.name)

    return act_on(portal, officer, request, request_id, sent, "close", act)


@router.post("/quyet-dinh/{round_id:path}")
def decide(portal: ThePortal, officer: TheOfficer, request: Request, round_id: str, sent: TheForm) -> Response:
    """Decide what becomes of a round's requests at the top of the ladder."""
    check_officer_mark(officer, sent)
    try:
        action = DECISIONS.get(sent.text("decision"))
        if action is None:
            raise AnswerError(say("web.decide.none"))
        decide_delays(
            portal.office,
            portal.office.now(),
            round_id,
            action,
            reason=sent.text("why"),
            by=officer.name,
            extend_to=read_day(sent.text("deadline")) if action == "extend" else None,
            agency_keys=sent.texts("agency"),
        )
    except (AnswerError, DayUnread, ForbiddenMove) as error:
        with portal.office.database.reading() as session:
            return show_round(portal, session, request, officer, round_id, status=422, alert=error, typed=_typed(sent))
    return RedirectResponse(f"/ban-lam-viec/ky/{quote(round_id)}?ok=decide", 303)


@router.post("/tong-hop/{round_id:path}")
def consolidate_round(
    portal: ThePortal, officer: TheOfficer, request: Request, round_id: str, sent: TheForm
) -> Response:
    """Write the round's consolidated report again, from what has come in."""
    from tasks.consolidate import consolidate

    check_officer_mark(officer, sent)
    consolidate(portal.office, round_id, portal.office.now(), by=officer.name)
    return RedirectResponse(f"/ban-lam-viec/ky/{quote(round_id)}?ok=consolidate", 303)


def act_on(
    portal: Portal, officer: Officer, request: Request, request_id: str, sent: Sent, name: str, act: Act
) -> Response:
    """One act in one transaction; a refusal shows the page again with the reason and what was typed."""
    check_officer_mark(officer, sent)
    try:
        with portal.office.database.writing() as session:
            act(session, office_now(session), sent)
    except (AnswerError, DayUnread, ForbiddenMove, PeopleError, StaleForm) as error:
        with portal.office.database.reading() as session:
            return show_request(
                portal, session, request, officer, request_id, status=_status(error), alert=error, typed=_typed(sent),
                opened=name,
            )  # fmt: skip
    return RedirectResponse(f"/ban-lam-viec/yeu-cau/{quote(request_id)}?ok={name}", 303)


def _same_version(session: Session, now: datetime, request_id: str, sent: Sent) -> None:
    """An agency may have sent a newer version while the officer was reading: that one was not reviewed."""
    current = form(session, request_id, now).request.version
    if sent.text("seen") != str(current):
        raise StaleForm.of("web.review.stale", version=current)


def _typed(sent: Sent) -> dict[str, str]:
    return {name: sent.text(name) for name in ("why", "deadline", "decision", "address")}


def _status(error: DondocError) -> int:
    return 422 if isinstance(error, (AnswerError, DayUnread, PeopleError)) else 409
