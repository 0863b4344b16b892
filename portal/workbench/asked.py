"""Who is asked in a round, and why: the page that shows it, and the acts that correct it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from models.plan import Plan
from models.round import RoundState
from portal.portal import Portal, ThePortal
from portal.workbench.login import Officer, TheForm, TheOfficer, check_officer_mark
from portal.workbench.routes import show
from tasks.corrections import CorrectionError, Wanted, correct, corrections, revoke
from tasks.meanings import round_meaning
from tasks.rounds import get_round

router = APIRouter(prefix="/ban-lam-viec")

MANY = 200
"""Agencies of one holder on the page; the command line lists them all."""


@router.get("/ai-duoc-hoi/{round_id:path}")
def asked_page(portal: ThePortal, officer: TheOfficer, request: Request, round_id: str) -> Response:
    """Each holder's text, the agencies, why, the chain of heirs, the questions, and the corrections."""
    with portal.office.database.reading() as session:
        return _page(portal, session, request, officer, round_id)


@router.post("/sua-nhom/{round_id:path}")
def correct_group(portal: ThePortal, officer: TheOfficer, request: Request, round_id: str, sent: TheForm) -> Response:
    """Put agencies into a holder, take them out, or say that it is right as it is."""
    check_officer_mark(officer, sent)
    with portal.office.database.reading() as session:
        plan_key = get_round(session, round_id).plan_key
    as_it_is = sent.text("what") == "confirm"
    wanted = Wanted(
        plan_key,
        sent.text("holder"),
        sent.text("why"),
        officer.name,
        put_in=() if as_it_is else _names(sent.text("put_in")),
        taken_out=() if as_it_is else sent.texts("take_out"),
        duty=sent.text("duty") or None,
        for_good=bool(sent.text("for_good")),
        at_once=bool(sent.text("at_once")),
        channel="workbench",
    )
    try:
        correct(portal.office, wanted)
    except CorrectionError as error:
        typed = {name: sent.text(name) for name in ("holder", "why", "put_in", "duty")}
        with portal.office.database.reading() as session:
            return _page(portal, session, request, officer, round_id, status=422, alert=error, typed=typed)
    return RedirectResponse(f"/ban-lam-viec/ai-duoc-hoi/{quote(round_id)}?ok=group", 303)


@router.post("/thoi-sua/{number:int}/{round_id:path}")
def revoke_correction(
    portal: ThePortal, officer: TheOfficer, request: Request, number: int, round_id: str, sent: TheForm
) -> Response:
    """Take a correction back, for rounds that open from now on."""
    check_officer_mark(officer, sent)
    try:
        revoke(portal.office, number, by=officer.name, why=sent.text("why"), channel="workbench")
    except CorrectionError as error:
        with portal.office.database.reading() as session:
            return _page(portal, session, request, officer, round_id, status=422, alert=error)
    return RedirectResponse(f"/ban-lam-viec/ai-duoc-hoi/{quote(round_id)}?ok=group", 303)


def _page(
    portal: Portal,
    session: Session,
    request: Request,
    officer: Officer,
    round_id: str,
    *,
    status: int = 200,
    **more: Any,
) -> Response:
    kept = get_round(session, round_id)
    plan = session.get_one(Plan, kept.plan_key)
    context = {
        "round": kept,
        "plan": plan,
        "meaning": round_meaning(session, kept),
        "open": kept.state == RoundState.OPEN,
        "many": MANY,
        "corrections": corrections(session, plan),
        "typed": {},
    }
    return show(portal, session, request, officer, "asked", context | more, status)


def _names(text: str) -> list[str]:
    """Agencies as typed, one a line or parted by semicolons."""
    return [each for each in (" ".join(part.split()) for part in re.split(r"[;\n]", text)) if each]
