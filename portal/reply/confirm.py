"""The page behind a confirmation message: is this you? GET shows, POST answers (DESIGN, decision 11)."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from sqlmodel import Session, col, select
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from models.clock import is_exercise, office_now
from models.people import ContactCheck
from models.plan import Plan, PlanState
from portal.intake import Sent, sent_form
from portal.portal import Portal, ThePortal
from portal.reply.door import Desk, desk_of
from portal.throttle import WRITE
from tasks.confirmations import Checked, confirm, deny, find_check

router = APIRouter()

TheAnswer = Annotated[Sent, Depends(sent_form)]
MOST_LETTERS = 500
"""Of what somebody writes who is not the person meant."""


@router.api_route("/x/{token}", methods=["GET", "HEAD"])
def show(portal: ThePortal, request: Request, token: str) -> Response:
    """Who writes, why, and whom they take the reader for."""
    with portal.office.database.reading() as session:
        found = find_check(session, token, office_now(session))
        portal.pages.speak(request, found.contact.language)
        return _page(portal, session, request, token, found)


@router.post("/x/{token}")
def answer(portal: ThePortal, request: Request, token: str, sent: TheAnswer) -> Response:
    """Yes, that is me; or not me, with a word about who it is."""
    portal.throttle.count(WRITE, token)
    portal.check_mark(f"x/{token}", sent.text("mark"))
    with portal.office.database.writing() as session:
        now = office_now(session)
        if sent.text("action") == "not_me":
            found = deny(portal.office, session, now, token, sent.text("said")[:MOST_LETTERS])
            portal.pages.speak(request, found.contact.language)
            return _page(portal, session, request, token, found, denied=True)
        confirm(session, now, token)
    language = request.query_params.get("lang")
    query = f"?lang={language}" if language in ("vi", "en") else ""
    return RedirectResponse(f"/x/{token}{query}", 303)


def _page(
    portal: Portal, session: Session, request: Request, token: str, found: Checked, *, denied: bool = False
) -> Response:
    check: ContactCheck = found.check
    context: dict[str, Any] = {
        "person": found.contact,
        "agency": found.agency,
        "check": check,
        "denied": denied,
        "mark": portal.mark(f"x/{token}"),
        "query": "?lang=" + request.query_params["lang"] if request.query_params.get("lang") in ("vi", "en") else "",
        "exercise": is_exercise(session),
        "now": office_now(session),
        "desk": _desk(portal, session),
    }
    return portal.pages.show(request, "reply/confirm.html", context)


def _desk(portal: Portal, session: Session) -> Desk:
    """Whom to call: the coordinator of the plan that was launched last, before that the office's name."""
    running = select(Plan).where(Plan.state == PlanState.RUNNING).order_by(col(Plan.launched_at).desc())
    plan = session.exec(running.limit(1)).first()
    return desk_of(session, plan) if plan else Desk(portal.office.settings.office_name)
