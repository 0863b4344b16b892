"""The people behind an agency's addresses: who they are, who is away, who takes over; forms that record it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from sqlmodel import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from models.clock import local_day, office_now
from models.directory import Agency, ContactRole
from portal.days import DayUnread, read_day
from portal.intake import Sent
from portal.portal import Portal, ThePortal
from portal.workbench.login import Officer, TheForm, TheOfficer, check_officer_mark
from portal.workbench.routes import show
from tasks.confirmations import ask, last_asked
from tasks.delegations import take_back
from tasks.people import PeopleError, away, back, contact_of, roster, verify
from tasks.people_change import add, change, correct

router = APIRouter(prefix="/ban-lam-viec")

CHANNEL = "workbench"
LONGEST = 400
"""People on one page of the list; the rest is reached by the filter."""
TYPED = (
    "contact",
    "why",
    "first",
    "last",
    "substitute",
    "role",
    "name",
    "email",
    "phone",
    "letter",
    "since",
    "absence",
)


@router.get("/lien-he")
def people_page(portal: ThePortal, officer: TheOfficer, request: Request) -> Response:
    """Everybody of all agencies; the filter ``loc`` keeps who needs the officer's eye."""
    with portal.office.database.reading() as session:
        today = local_day(office_now(session))
        everybody = roster(session, today)
        counts = {
            "unverified": sum(each.standing in ("unverified", "silent") for each in everybody),
            "bounced": sum(each.standing == "bounced" for each in everybody),
            "away": sum(each.away is not None for each in everybody),
        }
        chosen = request.query_params.get("loc")
        chosen = chosen if chosen in counts else None
        people = [
            each
            for each in everybody
            if chosen is None
            or (chosen == "away" and each.away is not None)
            or (chosen == "bounced" and each.standing == "bounced")
            or (chosen == "unverified" and each.standing in ("unverified", "silent"))
        ]
        context = {
            "people": people[:LONGEST],
            "left_out": max(0, len(people) - LONGEST),
            "counts": counts,
            "whole": len(everybody),
            "chosen": chosen,
            "today": today,
        }
        return show(portal, session, request, officer, "people", context)


@router.get("/lien-he/{agency_key}")
def agency_page(portal: ThePortal, officer: TheOfficer, request: Request, agency_key: str) -> Response:
    """One agency's people, former ones too, with the forms."""
    with portal.office.database.reading() as session:
        return _page(portal, session, request, officer, _agency(session, agency_key))


@router.post("/lien-he/{agency_key}/{what}")
def act(
    portal: ThePortal, officer: TheOfficer, request: Request, agency_key: str, what: str, sent: TheForm
) -> Response:
    """One act on the people of an agency; a refusal shows the page again with what was typed."""
    if what not in ACTS:
        raise HTTPException(404)
    check_officer_mark(officer, sent)
    try:
        with portal.office.database.writing() as session:
            agency = _agency(session, agency_key)
            ACTS[what](portal, officer, session, office_now(session), agency, sent)
    except (DayUnread, PeopleError) as error:
        with portal.office.database.reading() as session:
            typed = {name: sent.text(name) for name in TYPED}
            return _page(
                portal, session, request, officer, _agency(session, agency_key), status=422, alert=error, typed=typed,
                opened=what,
            )  # fmt: skip
    return RedirectResponse(f"/ban-lam-viec/lien-he/{quote(agency_key)}?ok={what}", 303)


@router.post("/lay-lai/{request_id:path}")
def fetch_back(portal: ThePortal, officer: TheOfficer, request: Request, request_id: str, sent: TheForm) -> Response:
    """Take a request back from whom the agency passed it on to."""
    check_officer_mark(officer, sent)
    with portal.office.database.writing() as session:
        take_back(
            portal.office,
            session,
            office_now(session),
            request_id,
            reason=sent.text("why"),
            by=officer.name,
            channel=CHANNEL,
        )
    return RedirectResponse(f"/ban-lam-viec/yeu-cau/{quote(request_id)}?ok=take_back", 303)


def _verify(portal: Portal, officer: Officer, session: Session, now: datetime, agency: Agency, sent: Sent) -> None:
    verify(
        session, now, _number(session, agency, sent, "contact"), by=officer.name, why=sent.text("why"), channel="phone"
    )


def _ask(portal: Portal, officer: Officer, session: Session, now: datetime, agency: Agency, sent: Sent) -> None:
    person = contact_of(session, _number(session, agency, sent, "contact"))
    ask(portal.office, session, now, [(person, agency)], again=True)


def _away(portal: Portal, officer: Officer, session: Session, now: datetime, agency: Agency, sent: Sent) -> None:
    substitute = _number(session, agency, sent, "substitute") if sent.text("substitute") else None
    away(
        portal.office,
        session,
        now,
        _number(session, agency, sent, "contact"),
        read_day(sent.text("first")),
        read_day(sent.text("last")),
        substitute_id=substitute,
        why=sent.text("why"),
        by=officer.name,
        channel=CHANNEL,
    )


def _back(portal: Portal, officer: Officer, session: Session, now: datetime, agency: Agency, sent: Sent) -> None:
    number = sent.text("absence")
    if not number.isdecimal():
        raise PeopleError.of("people.no_absence", place=number)
    back(session, now, int(number), by=officer.name, why=sent.text("why"), channel=CHANNEL)


def _change(portal: Portal, officer: Officer, session: Session, now: datetime, agency: Agency, sent: Sent) -> None:
    former = contact_of(session, _number(session, agency, sent, "contact"))
    change(
        portal.office,
        session,
        now,
        agency,
        former.role,
        name=sent.text("name"),
        email=sent.text("email") or None,
        phone=sent.text("phone") or None,
        letter=sent.text("letter"),
        since=read_day(sent.text("since")),
        why=sent.text("why"),
        by=officer.name,
        channel=CHANNEL,
        former_id=former.id,
    )


def _add(portal: Portal, officer: Officer, session: Session, now: datetime, agency: Agency, sent: Sent) -> None:
    if sent.text("role") not in set(ContactRole):
        raise PeopleError.of("people.no_role", place=agency.key)
    add(
        portal.office,
        session,
        now,
        agency,
        sent.text("role"),
        name=sent.text("name"),
        email=sent.text("email") or None,
        phone=sent.text("phone") or None,
        why=sent.text("why"),
        by=officer.name,
        channel=CHANNEL,
        letter=sent.text("letter") or None,
    )


def _correct(portal: Portal, officer: Officer, session: Session, now: datetime, agency: Agency, sent: Sent) -> None:
    correct(
        portal.office,
        session,
        now,
        _number(session, agency, sent, "contact"),
        email=sent.text("email") or None,
        phone=sent.text("phone") or None,
        why=sent.text("why"),
        by=officer.name,
        channel=CHANNEL,
    )


ACTS: dict[str, Callable[[Portal, Officer, Session, datetime, Agency, Sent], None]] = {
    "xac-nhan": _verify,
    "hoi": _ask,
    "vang": _away,
    "co-mat": _back,
    "doi": _change,
    "them": _add,
    "sua": _correct,
}
"""The last part of the address -> what it does."""


def _page(
    portal: Portal,
    session: Session,
    request: Request,
    officer: Officer,
    agency: Agency,
    *,
    status: int = 200,
    **more: Any,
) -> Response:
    today = local_day(office_now(session))
    people = roster(session, today, agency_key=agency.key, former=True)
    present = [each for each in people if each.contact.active and not _over(each.contact.until, today)]
    context = {
        "agency": agency,
        "present": present,
        "former": [each for each in people if each not in present],
        "asked": last_asked(session, [each.contact.id or 0 for each in people]),
        "today": today,
        "typed": dict.fromkeys(TYPED, ""),
        "opened": None,
        "roles": [role.value for role in ContactRole],
    }
    return show(portal, session, request, officer, "agency", context | more, status)


def _agency(session: Session, key: str) -> Agency:
    found = session.get(Agency, key)
    if found is None:
        raise HTTPException(404)
    return found


def _number(session: Session, agency: Agency, sent: Sent, name: str) -> int:
    """A contact of this agency, as a form names it. Raises PeopleError."""
    text = sent.text(name)
    if not text.isdecimal() or contact_of(session, int(text)).agency_key != agency.key:
        raise PeopleError.of("people.no_contact", place=agency.key, contact_id=text or "–")
    return int(text)


def _over(until: date | None, today: date) -> bool:
    return until is not None and until < today
