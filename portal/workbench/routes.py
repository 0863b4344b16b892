"""The workbench's pages: plans, rounds, requests. They show; actions.py acts."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from sqlmodel import Session, select
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from models.clock import is_exercise, local_day, office_now
from models.ladder import ladder_of, returned_deadline
from models.plan import Plan
from models.report import ReportFile
from models.round import Round
from portal.attachments import download
from portal.portal import Portal, ThePortal
from portal.workbench import written
from portal.workbench.login import Officer, TheOfficer, from_this_machine
from portal.workbench.view import (
    allowed_actions,
    history,
    matrix,
    plans,
    todo,
    unsent_messages,
)
from tasks.delays import awaiting
from tasks.expansions import duties_now
from tasks.issued import fates
from tasks.picture import picture
from tasks.rounds import get_round
from tasks.standing import plan_standing
from tasks.versions import amendments

router = APIRouter(prefix="/ban-lam-viec")


@router.get("")
def overview(portal: ThePortal, officer: TheOfficer, request: Request) -> Response:
    """What waits for the officer, then all plans."""
    with portal.office.database.reading() as session:
        now = office_now(session)
        context = {"todo": todo(session), "plans": plans(session, now), "now": now}
        return show(portal, session, request, officer, "overview", context)


@router.get("/ke-hoach/{plan_key}")
def plan_page(portal: ThePortal, officer: TheOfficer, request: Request, plan_key: str) -> Response:
    """One plan: its rounds and its duties."""
    with portal.office.database.reading() as session:
        if session.get(Plan, plan_key) is None:
            raise HTTPException(404)
        now = office_now(session)
        context = {
            "standing": plan_standing(session, plan_key, now),
            "duties": duties_now(session, plan_key),
            "versions": amendments(session, plan_key),
            "written": written.by_round(portal.office, session.exec(select(Round).where(Round.plan_key == plan_key))),
        }
        return show(portal, session, request, officer, "plan", context)


@router.get("/ky/{round_id:path}")
def round_page(portal: ThePortal, officer: TheOfficer, request: Request, round_id: str) -> Response:
    """One round: who answered, who is late, agencies by duties."""
    with portal.office.database.reading() as session:
        return show_round(portal, session, request, officer, round_id)


@router.get("/yeu-cau/{request_id:path}")
def request_page(portal: ThePortal, officer: TheOfficer, request: Request, request_id: str) -> Response:
    """One request: its versions, what may be done, and everything that happened."""
    with portal.office.database.reading() as session:
        return show_request(portal, session, request, officer, request_id)


@router.get("/tin-chua-gui")
def messages_page(portal: ThePortal, officer: TheOfficer, request: Request) -> Response:
    """Messages that did not leave, with the reason."""
    with portal.office.database.reading() as session:
        return show(portal, session, request, officer, "messages", {"messages": unsent_messages(session)})


@router.get("/tep/{sha256}")
def attachment(portal: ThePortal, officer: TheOfficer, sha256: str) -> Response:
    """A file that some agency attached, as a download."""
    with portal.office.database.reading() as session:
        file = session.exec(select(ReportFile).where(ReportFile.sha256 == sha256)).first()
    if file is None:
        raise HTTPException(404)
    return download(portal.office.files_dir, file.name, file.media_type, sha256)


@router.get("/tong-hop/{round_id:path}")
def consolidated(portal: ThePortal, officer: TheOfficer, request: Request, round_id: str) -> Response:
    """A consolidated report of a round (query ``ban``: its version, ``ten``: the file's name), as a download."""
    with portal.office.database.reading() as session:
        kept = get_round(session, round_id)
    return written.download(
        portal.office, kept, request.query_params.get("ban", ""), request.query_params.get("ten", "")
    )


@router.get("/du-thao/{round_id:path}")
def draft(portal: ThePortal, officer: TheOfficer, request: Request, round_id: str) -> Response:
    """A draft letter of a round (query ``ten``: the file's name), as a download."""
    with portal.office.database.reading() as session:
        kept = get_round(session, round_id)
        return written.download_draft(portal.office, session, kept, request.query_params.get("ten", ""))


def show(
    portal: Portal,
    session: Session,
    request: Request,
    officer: Officer,
    page: str,
    context: dict[str, Any],
    status: int = 200,
) -> Response:
    """A workbench page with what all of them have."""
    settings = portal.office.settings
    every = {
        "officer": officer,
        "exercise": is_exercise(session),
        "now": office_now(session),
        "prefect": f"http://{settings.prefect_host}:{settings.prefect_port}" if from_this_machine(request) else None,
        "ok": request.query_params.get("ok"),
        "alert": None,
    }
    return portal.pages.show(request, f"workbench/{page}.html", every | context, status=status)


def show_round(
    portal: Portal,
    session: Session,
    request: Request,
    officer: Officer,
    round_id: str,
    *,
    status: int = 200,
    **more: Any,
) -> Response:
    """The round page; ``more`` may bring an alert and what was typed."""
    now = office_now(session)
    kept = get_round(session, round_id)
    shown = picture(session, round_id, now)
    chosen = request.query_params.get("loc")
    context = {
        "picture": shown,
        "matrix": matrix(session, shown, chosen if chosen in shown.counts else None),
        "chosen": chosen if chosen in shown.counts else None,
        "awaiting": awaiting(session).get(round_id, []),
        "written": written.versions_of(portal.office, kept),
        "drafts": written.drafts(portal.office, session, kept),
        "fates": fates(session, [round_id]),
        "typed": {},
    }
    return show(portal, session, request, officer, "round", context | more, status)


def show_request(
    portal: Portal,
    session: Session,
    request: Request,
    officer: Officer,
    request_id: str,
    *,
    status: int = 200,
    **more: Any,
) -> Response:
    """The request page; ``more`` may bring an alert and what was typed."""
    now = office_now(session)
    past = history(session, request_id, now)
    context = {
        "past": past,
        "standing": next(row for row in picture(session, past.form.round.id, now).rows if row.request_id == request_id),
        "may": allowed_actions(past.form),
        "proposed_day": local_day(returned_deadline(ladder_of(past.form.round), now, None, past.form.request.due_at)),
        "typed": {},
        "opened": None,
    }
    return show(portal, session, request, officer, "request", context | more, status)
