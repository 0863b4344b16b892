"""A plan's whole year on a simulated clock: the real rules, templates and outbox, and scripted people.

The clock jumps from one moment at which something can happen to the next. Nothing leaves: mail and SMS
go into files of a scratch folder.
"""

from __future__ import annotations

import heapq
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from compiler.planfile_read import load_planfile
from config.settings import OFFICE_ZONE, Settings
from config.wording import say
from config.workdays import add_working_days
from models.clock import at_office, local_day, set_clock
from models.database import Database
from models.ladder import DUE_HOUR, Ladder
from models.outbox import Message, MessageState
from models.report import ItemStatus
from models.round import OWED, Request, RequestState, Round, RoundState
from tasks.behaviours import Act, Behaviours, acts_for
from tasks.collect import collect
from tasks.consolidate import consolidate
from tasks.deliver import deliver
from tasks.escalate import awaiting, decide_delays, sweep
from tasks.launch import launch
from tasks.office import Office
from tasks.picture import picture
from tasks.reports import Answer, ItemAnswer, submit
from tasks.requests import duties_of
from tasks.review import accept, give_back, promise
from tasks.rounds import due_rounds, open_round

SCRIPTED = "diễn tập"
RETURN_SHARE = 0.06
"""Share of first versions that the scripted coordinator gives back."""

Told = Callable[[str], None]


@dataclass
class Rehearsal:
    """What a year came to; ``to_json`` is the contract of ``dondoc rehearse --format json``."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    rounds: list[dict[str, Any]] = field(default_factory=list)
    summary: dict[str, Any] = field(default_factory=dict)
    not_sent: list[dict[str, Any]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON: messages by date, rounds with their outcome, a summary, and what was not sent and why."""
        return {
            "messages": self.messages,
            "rounds": self.rounds,
            "summary": self.summary,
            "not_sent": self.not_sent,
        }


def rehearse(
    planfile: Path,
    scratch: Path,
    load_directory: Callable[[Office], None],
    cast: Behaviours,
    *,
    at: date | None = None,
    ladder: Ladder | None = None,
    tell: Told = lambda line: None,
) -> Rehearsal:
    """Play a plan's year. ``load_directory`` fills the scratch office's directory; ``at`` is the first day.

    ``ladder`` stands in for the one that the plan file names.

    Raises whatever launching raises: a plan that cannot be launched cannot be rehearsed.
    """
    office = scratch_office(scratch)
    load_directory(office)
    launched = launch(office, planfile, by=SCRIPTED, at=at or _first_day(planfile), ladder=ladder)
    end = play(office, [kept.id for kept in launched.rounds], cast, tell=tell)
    with office.database.writing() as session:
        set_clock(session, end, by=SCRIPTED, why=SCRIPTED)
    return told(office, launched.plan_key)


def scratch_office(folder: Path) -> Office:
    """An office of its own in a folder: nothing in it reaches anybody."""
    settings = Settings(
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'rehearsal.db'}",
        mail_url="sandbox://",
        sms_url="sandbox://",
        extra_channels=[],
    )
    return Office.open(settings)


def play(
    office: Office,
    round_ids: Sequence[str],
    cast: Behaviours,
    *,
    until: datetime | None = None,
    tell: Told = lambda line: None,
) -> datetime:
    """Run the clock until every round is closed and the outbox is empty, or to ``until``; returns the last moment."""
    acts: list[Act] = []
    consolidated: set[str] = set()
    with office.database.reading() as session:
        now = min(session.get_one(Round, each).opens_at for each in round_ids)
    agenda = Agenda(opens=now)
    while True:
        _tick(office, now, agenda, acts, cast, tell)
        for round_id in _to_consolidate(office.database, now, round_ids, consolidated):
            consolidate(office, round_id, now, by=SCRIPTED)
            consolidated.add(round_id)
            tell(say("rehearse.told.consolidated", day=f"{local_day(now):%d/%m/%Y}", round=_name(office, round_id)))
        agenda = _agenda(office.database, now, round_ids, consolidated)
        coming = min((moment for moment in (*agenda.moments(), *(act.at for act in acts[:1])) if moment), default=None)
        if coming is None or (until is not None and coming > until):
            return until or now
        now = max(coming, now + timedelta(minutes=1))


@dataclass(frozen=True)
class Agenda:
    """When the next round opens, step falls, letter may leave, deadline passes; None where there is none."""

    opens: datetime | None = None
    step: datetime | None = None
    mail: datetime | None = None
    due: datetime | None = None

    def moments(self) -> tuple[datetime | None, ...]:
        """All four."""
        return (self.opens, self.step, self.mail, self.due)


def told(office: Office, plan_key: str) -> Rehearsal:
    """Everything that a rehearsed office's tables say about a plan."""
    result = Rehearsal()
    with office.database.reading() as session:
        names = {kept.id: kept for kept in session.exec(select(Round).where(Round.plan_key == plan_key))}
        query = select(Message).where(Message.plan_key == plan_key).order_by(col(Message.accepted_at), col(Message.id))
        for message in session.exec(query):
            row = {
                "at": (message.accepted_at or message.created_at).astimezone(OFFICE_ZONE).isoformat(timespec="minutes"),
                "agency": message.agency_key,
                "to": f"{message.recipient} <{message.address}>" if message.address else message.recipient,
                "channel": message.channel,
                "kind": message.kind,
                "step": message.step,
                "round": names[message.round_id].key if message.round_id else None,
                "reason": message.reason,
            }
            sent = message.state == MessageState.SENT
            (result.messages if sent else result.not_sent).append(row if sent else row | {"state": message.state})
        result.messages.sort(key=lambda row: (row["at"], row["agency"] or "", row["channel"]))
        for kept in sorted(names.values(), key=lambda each: each.due_at):
            result.rounds.append(_round_row(session, kept))
    result.summary = {
        "plan": plan_key,
        "rounds": len(result.rounds),
        "messages": len(result.messages),
        "not_sent": len(result.not_sent),
        "by_channel": dict(sorted(Counter(row["channel"] for row in result.messages).items())),
        "by_kind": dict(sorted(Counter(row["kind"] for row in result.messages).items())),
        "busiest_day": _busiest(result.messages),
    }
    return result


def _tick(office: Office, now: datetime, agenda: Agenda, acts: list[Act], cast: Behaviours, tell: Told) -> None:
    """What the office's sweeps, its agencies and its coordinator do at one moment.

    A sweep that would find nothing is left out: in the office it runs every few minutes, here only when
    something has fallen due.
    """

    def due(moment: datetime | None) -> bool:
        return moment is not None and moment <= now

    if due(agenda.opens):
        _open(office, now, acts, cast, tell)
    acted = bool(acts) and acts[0].at <= now
    if acted:
        with office.database.writing() as session:
            while acts and acts[0].at <= now:
                _perform(office, session, heapq.heappop(acts), acts, now, cast)
    if due(agenda.step):
        sweep(office, now)
        _decide(office, now)
    if acted or due(agenda.step) or due(agenda.due):
        collect(office, now)
    deliver(office, now, limit=100_000)


def _open(office: Office, now: datetime, acts: list[Act], cast: Behaviours, tell: Told) -> None:
    with office.database.reading() as session:
        waiting = [kept.id for kept in due_rounds(session, now)]
    for round_id in waiting:
        opened = open_round(office, round_id, now)
        name, day = _name(office, round_id), f"{local_day(now):%d/%m/%Y}"
        tell(say("rehearse.told.opened", day=day, round=name, requests=opened.requests))
        with office.database.reading() as session:
            for request in session.exec(select(Request).where(Request.round_id == round_id).order_by(col(Request.id))):
                for act in acts_for(request, cast):
                    heapq.heappush(acts, act)


def _perform(office: Office, session: Session, act: Act, acts: list[Act], now: datetime, cast: Behaviours) -> None:
    request = session.get_one(Request, act.request_id)
    if act.what == "review":
        _review(office, session, request, acts, now, cast)
        return
    if request.state not in OWED:
        return
    if act.what == "promise":
        assert act.on is not None
        promise(session, now, request.id, local_day(act.on), say("rehearse.promise"), by=SCRIPTED)
        return
    items = []
    for duty in duties_of(session, request.id):
        said = cast.said(request.id, duty.number)
        items.append(ItemAnswer(duty.id, ItemStatus.DONE, 100, said.result, said.figures))
    if act.what == "submit_part" and len(items) > 1:
        items = items[: len(items) // 2]
    if act.what == "submit_blocked":
        items[0] = ItemAnswer(items[0].responsibility_id, ItemStatus.BLOCKED, blocked_because=say("rehearse.blocked"))
    submit(office, session, now, request.id, Answer(items), by=SCRIPTED, base_version=request.version)
    review_at = at_office(add_working_days(local_day(now), 1), DUE_HOUR) - timedelta(hours=7)
    heapq.heappush(acts, Act(review_at, act.request_id, "review"))


def _review(
    office: Office, session: Session, request: Request, acts: list[Act], now: datetime, cast: Behaviours
) -> None:
    """The scripted coordinator: gives a few first versions back, accepts the rest."""
    if request.state != RequestState.RECEIVED:
        return
    if request.version == 1 and random.Random(f"{cast.seed}|return|{request.id}").random() < RETURN_SHARE:
        give_back(office, session, now, request.id, by=SCRIPTED, reason=say("rehearse.returned"))
        again = at_office(add_working_days(local_day(now), 2), DUE_HOUR) - timedelta(hours=6)
        heapq.heappush(acts, Act(again, request.id, "submit"))
    else:
        accept(office, session, now, request.id, by=SCRIPTED, why=say("rehearse.accepted"))


def _decide(office: Office, now: datetime) -> None:
    """The scripted supervisor: extends once, then closes as missing."""
    with office.database.reading() as session:
        waiting = awaiting(session)
    for round_id, requests in waiting.items():
        first = [each.agency_key for each in requests if each.due_at == each.original_due_at]
        second = [each.agency_key for each in requests if each.due_at != each.original_due_at]
        if first:
            to = add_working_days(local_day(now), 5)
            decide_delays(
                office,
                now,
                round_id,
                "extend",
                reason=say("rehearse.extend"),
                by=SCRIPTED,
                extend_to=to,
                agency_keys=first,
            )
        if second:
            decide_delays(
                office, now, round_id, "close_missing", reason=say("rehearse.close"), by=SCRIPTED, agency_keys=second
            )


def _to_consolidate(database: Database, now: datetime, round_ids: Sequence[str], consolidated: set[str]) -> list[str]:
    """Rounds whose consolidated report is due, or which are closed, and not yet written."""
    left = [each for each in round_ids if each not in consolidated]
    with database.reading() as session:
        return [
            kept.id
            for kept in session.exec(select(Round).where(col(Round.id).in_(left)).order_by(col(Round.due_at)))
            if kept.opened_at
            and (
                kept.state == RoundState.CLOSED
                or (kept.consolidated_due_at is not None and kept.consolidated_due_at <= now)
            )
        ]


def _agenda(database: Database, now: datetime, round_ids: Sequence[str], consolidated: set[str]) -> Agenda:
    """What the office's tables hold for later; all None when the year is over."""
    with database.reading() as session:
        step, mail = (
            _aware(session.execute(query).scalar())
            for query in (
                select(func.min(Request.next_step_at)),
                select(func.min(Message.next_attempt_at)).where(Message.state == MessageState.QUEUED),
            )
        )
        opens, due = [], []
        for kept in session.exec(select(Round).where(col(Round.id).in_(round_ids))):
            if kept.state == RoundState.PLANNED:
                opens.append(kept.opens_at)
            if kept.state == RoundState.OPEN and kept.due_at > now:
                due.append(kept.due_at)
            if kept.id not in consolidated and kept.consolidated_due_at is not None:
                due.append(kept.consolidated_due_at)
    return Agenda(min(opens, default=None), step, mail, min(due, default=None))


def _aware(moment: datetime | None) -> datetime | None:
    """SQLite gives the smallest of a column back without its zone."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def _round_row(session: Any, kept: Round) -> dict[str, Any]:
    row: dict[str, Any] = {
        "key": kept.key,
        "name": kept.name,
        "opens": local_day(kept.opens_at).isoformat(),
        "due": local_day(kept.due_at).isoformat(),
        "consolidated_due": local_day(kept.consolidated_due_at).isoformat() if kept.consolidated_due_at else None,
        "state": kept.state,
    }
    if kept.opened_at is None:
        return row
    shown = picture(session, kept.id, kept.closed_at or kept.due_at)
    return row | {"asked": len(shown.rows), "outcome": shown.counts}


def _name(office: Office, round_id: str) -> str:
    with office.database.reading() as session:
        return session.get_one(Round, round_id).name


def _busiest(messages: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    days = Counter(row["at"][:10] for row in messages)
    if not days:
        return None
    day, count = days.most_common(1)[0]
    return {"day": day, "messages": count}


def _first_day(planfile: Path) -> date:
    """The day on which the plan was issued: the earliest on which it can be launched."""
    issued = load_planfile(planfile).plan.issued_on
    assert issued is not None
    return issued
