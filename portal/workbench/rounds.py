"""A round that nobody planned, and an event that a plan's reports wait for: the page and its two forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from sqlmodel import Session, col, select
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from compiler.result import Label
from models.clock import office_now
from models.directory import Agency
from models.plan import Plan, PlanState, Responsibility
from portal.days import DayUnread, read_clock, read_day
from portal.intake import Sent
from portal.portal import Portal, ThePortal
from portal.prefect import show_in_prefect
from portal.workbench.login import Officer, TheForm, TheOfficer, check_officer_mark
from portal.workbench.routes import show
from tasks.on_demand import Added, ExtraRefused, Wanted, add_round, begin_event, earliest_due, events_of
from tasks.rounds import who_is_asked

router = APIRouter(prefix="/ban-lam-viec")

CHANNEL = "workbench"
LABELS: tuple[Label, ...] = ("đột xuất", "chuyên đề", "định kỳ")
MANY = 200
"""Agencies to choose from one by one; more are chosen by the plan's own words for them."""
FIELDS = ("name", "first", "last", "due", "clock", "consolidated", "label", "why", "event", "on")


@router.get("/them-ky/{plan_key}")
def extra_page(portal: ThePortal, officer: TheOfficer, request: Request, plan_key: str) -> Response:
    """The two forms. Changes nothing."""
    with portal.office.database.reading() as session:
        return _page(portal, session, request, officer, plan_key)


@router.post("/them-ky/{plan_key}")
def add(portal: ThePortal, officer: TheOfficer, request: Request, plan_key: str, sent: TheForm) -> Response:
    """Open an extra round, or plan it for the day on which its ladder begins."""

    def act() -> Added:
        label = sent.text("label")
        wanted = Wanted(
            sent.text("name"),
            (read_day(sent.text("first")), read_day(sent.text("last"))),
            read_day(sent.text("due")),
            label if label in LABELS else LABELS[0],
            tuple(sent.texts("holder")),
            read_day(sent.text("consolidated")) if sent.text("consolidated") else None,
            read_clock(sent.text("clock")) if sent.text("clock") else None,
        )
        return add_round(portal.office, plan_key, wanted, by=officer.name, why=sent.text("why"), channel=CHANNEL)

    return _act(portal, officer, request, plan_key, sent, "round", act)


@router.post("/su-viec/{plan_key}")
def begin(portal: ThePortal, officer: TheOfficer, request: Request, plan_key: str, sent: TheForm) -> Response:
    """Say that an event happened: its reports fall due counted from that day."""

    def act() -> Added:
        on = read_day(sent.text("on"))
        why = sent.text("why")
        return begin_event(portal.office, plan_key, sent.text("event"), on, by=officer.name, why=why, channel=CHANNEL)

    return _act(portal, officer, request, plan_key, sent, "event", act)


def _act(
    portal: Portal,
    officer: Officer,
    request: Request,
    plan_key: str,
    sent: Sent,
    name: str,
    act: Callable[[], Added],
) -> Response:
    check_officer_mark(officer, sent)
    try:
        added = act()
    except (DayUnread, ExtraRefused) as error:
        typed = {field: sent.text(field) for field in FIELDS}
        with portal.office.database.reading() as session:
            return _page(
                portal, session, request, officer, plan_key, status=422, alert=error, typed=typed, opened=name,
                chosen=set(sent.texts("holder")),
            )  # fmt: skip
    where = f"ky/{quote(added.round.id)}?ok={name}" if added.opened else f"ke-hoach/{quote(plan_key)}?ok=round_planned"
    # afterwards: Prefect takes seconds to load, and the officer need not wait for it
    return RedirectResponse(
        f"/ban-lam-viec/{where}", 303, background=BackgroundTask(show_in_prefect, portal.office, plan_key)
    )


def _page(
    portal: Portal,
    session: Session,
    request: Request,
    officer: Officer,
    plan_key: str,
    *,
    status: int = 200,
    **more: Any,
) -> Response:
    plan = session.get(Plan, plan_key)
    if plan is None:
        raise HTTPException(404)
    now = office_now(session)
    asked, _ = who_is_asked(session, plan, now)
    duties = _duties(asked)
    context = {
        "plan": plan,
        "running": plan.state == PlanState.RUNNING,
        "events": events_of(session, plan_key),
        "earliest": earliest_due(session, plan_key, now),
        "labels": LABELS,
        "holders": list(dict.fromkeys(duty.holder for duty in duties if duty.group)),
        "duties": [(duty.number, duty.text) for duty in duties],
        "agencies": _names(session, list(asked)) if len(asked) <= MANY else [],
        "whole": len(asked),
        "chosen": set(),
        "typed": dict.fromkeys(FIELDS, ""),
        "opened": None,
    }
    return show(portal, session, request, officer, "extra", context | more, status)


def _duties(asked: Mapping[str, Sequence[tuple[Responsibility, str]]]) -> list[Responsibility]:
    """What a round may ask for, in the plan's order: the channel for difficulties and the like are not asked for."""
    found = {duty.number: duty for duties in asked.values() for duty, _ in duties}
    return sorted(found.values(), key=lambda duty: duty.position)


def _names(session: Session, keys: list[str]) -> list[tuple[str, str]]:
    """(key, name) of agencies, by name."""
    named = select(Agency.key, Agency.name).where(col(Agency.key).in_(keys)).order_by(col(Agency.name))
    return list(session.exec(named))
