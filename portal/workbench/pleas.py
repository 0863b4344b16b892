"""Answering an agency's plea for more time at the workbench."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from config.wording import say
from portal.days import read_day
from portal.intake import Sent
from portal.portal import ThePortal
from portal.workbench.actions import act_on
from portal.workbench.login import TheForm, TheOfficer
from tasks.extensions import grant_extension, refuse_extension
from tasks.requests import AnswerError

router = APIRouter(prefix="/ban-lam-viec")


@router.post("/xin-gia-han/{request_id:path}")
def answer_plea(portal: ThePortal, officer: TheOfficer, request: Request, request_id: str, sent: TheForm) -> Response:
    """Grant the open plea, maybe to another day, or refuse it with a reason."""

    def act(session: Session, now: datetime, sent: Sent) -> None:
        why = sent.text("why")
        match sent.text("decision"):
            case "grant":
                until = read_day(sent.text("deadline")) if sent.text("deadline") else None
                grant_extension(portal.office, session, now, request_id, by=officer.name, until=until, why=why)
            case "refuse":
                refuse_extension(portal.office, session, now, request_id, by=officer.name, reason=why)
            case _:
                raise AnswerError(say("web.plea.none"))

    return act_on(portal, officer, request, request_id, sent, "plea", act)
