"""The scripted people of a rehearsal: agencies that answer, a coordinator who reviews, a supervisor who decides."""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterator
from datetime import datetime, time

from sqlmodel import Session, col, select

from config.wording import say
from config.workdays import add_working_days
from models.clock import at_office, local_day
from models.ladder import DUE_HOUR
from models.report import ItemStatus
from models.round import OWED, Request, RequestState
from tasks.behaviours import ACT_HOURS, Act, Behaviours, acts_for
from tasks.delays import awaiting, decide_delays
from tasks.extensions import ask_extension, grant_extension
from tasks.held import hold_together
from tasks.office import Office
from tasks.pleas import open_plea
from tasks.reports import Answer, ItemAnswer, submit
from tasks.requests import duties_of, load
from tasks.review import accept, give_back, promise

SCRIPTED = "diễn tập"
RETURN_SHARE = 0.06
"""Share of first versions that the scripted coordinator gives back."""


def acts_of_round(session: Session, round_id: str, cast: Behaviours) -> list[Act]:
    """What the agencies of a freshly opened round will do."""
    requests = session.exec(select(Request).where(Request.round_id == round_id).order_by(col(Request.id)))
    return [act for request in requests for act in acts_for(request, cast)]


def perform(office: Office, acts: list[Act], now: datetime, cast: Behaviours) -> bool:
    """Do all that is due on the heap ``acts``, and put on it what follows. Whether any request may be settled now."""
    due: list[Act] = []
    while acts and acts[0].at <= now:
        due.append(heapq.heappop(acts))
    if due:
        asked = {act.request_id for act in due}
        with office.database.writing() as session, hold_together(office, session, now, asked):
            for act in due:
                for following in _perform(office, session, act, now, cast):
                    heapq.heappush(acts, following)
    return any(act.what == "review" for act in due)


def decide(office: Office, now: datetime) -> None:
    """The scripted supervisor: extends once, then closes as missing."""
    with office.database.reading() as session:
        waiting = awaiting(session)
    for round_id, requests in waiting.items():
        first = [each.agency_key for each in requests if each.due_at == each.original_due_at]
        second = [each.agency_key for each in requests if each.due_at != each.original_due_at]
        if first:
            to = add_working_days(local_day(now), 5)
            why = say("rehearse.extend")
            decide_delays(office, now, round_id, "extend", reason=why, by=SCRIPTED, extend_to=to, agency_keys=first)
        if second:
            why = say("rehearse.close")
            decide_delays(office, now, round_id, "close_missing", reason=why, by=SCRIPTED, agency_keys=second)


def _perform(office: Office, session: Session, act: Act, now: datetime, cast: Behaviours) -> Iterator[Act]:
    """One act; gives what follows from it."""
    request, _, _ = load(session, act.request_id)
    if act.what == "review":
        yield from _review(office, session, request, now, cast)
    elif request.state in OWED and act.what == "promise":
        assert act.on is not None
        promise(session, now, request.id, local_day(act.on), say("rehearse.promise"), by=SCRIPTED)
    elif act.what == "answer":
        if open_plea(session, request.id) is not None:
            grant_extension(office, session, now, request.id, by=SCRIPTED, why=say("rehearse.extend"))
    elif request.state in OWED and act.what == "ask":
        assert act.on is not None
        ask_extension(session, now, request.id, local_day(act.on), say("rehearse.promise"), by=SCRIPTED)
        yield Act(at_office(add_working_days(local_day(now), cast.review_days), DUE_HOUR), request.id, "answer")
    elif request.state in OWED:
        answer = Answer(_items(session, request, act, cast))
        submit(office, session, now, request.id, answer, by=SCRIPTED, base_version=request.version)
        review_at = at_office(add_working_days(local_day(now), cast.review_days), time(ACT_HOURS[0]))
        yield Act(review_at, act.request_id, "review")


def _items(session: Session, request: Request, act: Act, cast: Behaviours) -> list[ItemAnswer]:
    items = []
    for duty in duties_of(session, request.id):
        said = cast.said(request.id, duty.number)
        items.append(ItemAnswer(duty.id, ItemStatus.DONE, 100, said.result, said.figures))
    if act.what == "submit_part" and len(items) > 1:
        items = items[: len(items) // 2]
    if act.what == "submit_blocked":
        items[0] = ItemAnswer(items[0].responsibility_id, ItemStatus.BLOCKED, blocked_because=say("rehearse.blocked"))
    return items


def _review(office: Office, session: Session, request: Request, now: datetime, cast: Behaviours) -> Iterator[Act]:
    """The scripted coordinator: gives a few first versions back, accepts the rest."""
    if request.state != RequestState.RECEIVED:
        return
    if request.version == 1 and random.Random(f"{cast.seed}|return|{request.id}").random() < RETURN_SHARE:
        give_back(office, session, now, request.id, by=SCRIPTED, reason=say("rehearse.returned"))
        again = at_office(add_working_days(local_day(now), 2), time(ACT_HOURS[0]))
        yield Act(again, request.id, "submit")
    else:
        accept(office, session, now, request.id, by=SCRIPTED, why=say("rehearse.accepted"))
