"""What became of a draft letter: the officer records its number, day and signer, or puts it aside."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from models.clock import office_now
from portal.days import DayUnread, read_day
from portal.portal import ThePortal
from portal.workbench.login import TheForm, TheOfficer, check_officer_mark
from portal.workbench.routes import show_round
from tasks.issued import LetterRefused, issue, put_aside

router = APIRouter(prefix="/ban-lam-viec")

FIELDS = ("file", "number", "day", "signer", "letter_why", "what")


@router.post("/cong-van/{round_id:path}")
def settle(portal: ThePortal, officer: TheOfficer, request: Request, round_id: str, sent: TheForm) -> Response:
    """Record a letter as signed and sent, or as put aside; a refusal shows the page with what was typed."""
    check_officer_mark(officer, sent)
    file = sent.text("file")
    try:
        with portal.office.database.writing() as session:
            now = office_now(session)
            if sent.text("what") == "aside":
                put_aside(session, now, round_id, file, why=sent.text("letter_why"), by=officer.name)
            else:
                number, signer = sent.text("number"), sent.text("signer")
                day = read_day(sent.text("day"))
                issue(session, now, round_id, file, number=number, day=day, signer=signer, by=officer.name)
    except (DayUnread, LetterRefused) as error:
        typed = {name: sent.text(name) for name in FIELDS}
        with portal.office.database.reading() as session:
            return show_round(portal, session, request, officer, round_id, status=422, alert=error, typed=typed)
    return RedirectResponse(f"/ban-lam-viec/ky/{quote(round_id)}?ok=letter#drafts-title", 303)
