"""A reply link in wrong hands: the officer withdraws it, with or without a new one for its owner."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from portal.intake import Sent
from portal.portal import ThePortal
from portal.workbench.actions import act_on
from portal.workbench.login import TheForm, TheOfficer
from tasks.links import withdraw
from tasks.people import PeopleError

router = APIRouter(prefix="/ban-lam-viec")


@router.post("/thu-hoi/{request_id:path}")
def withdraw_link(portal: ThePortal, officer: TheOfficer, request: Request, request_id: str, sent: TheForm) -> Response:
    """Withdraw one recipient's link to one request; ``what`` "renew" sends a new one."""

    def act(session: Session, now: datetime, sent: Sent) -> None:
        if not sent.text("address"):
            raise PeopleError.of("people.revoke_what", place=request_id)
        withdraw(
            portal.office,
            session,
            now,
            request_id=request_id,
            address=sent.text("address"),
            renew=sent.text("what") == "renew",
            why=sent.text("why"),
            by=officer.name,
            channel="workbench",
        )

    return act_on(portal, officer, request, request_id, sent, "link", act)
