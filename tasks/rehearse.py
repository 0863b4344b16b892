"""An office's whole year on a simulated clock: the real rules, templates and outbox, and scripted people.

The clock jumps from one moment at which something can happen to the next. Nothing leaves: letters are written,
recorded, and handed to nobody.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import exists, func, literal_column
from sqlalchemy import select as columns
from sqlmodel import col

from compiler.planfile.read import load_planfile
from compiler.rounds.moved import own_year
from compiler.rounds.slots import shift
from config.settings import Settings
from config.wording import say
from models.clock import at_office, local_day, set_clock
from models.extension import Extension
from models.ladder import Ladder
from models.outbox import Message
from models.round import Request, Round, RoundState
from notifications.channels.nowhere import Nowhere
from notifications.channels.parcel import Channel
from tasks.addressees import know_people
from tasks.behaviours import Act, Behaviours
from tasks.collect import UNSETTLED, collect
from tasks.consolidate import consolidate
from tasks.corrections import copy_corrections
from tasks.deliver import deliver
from tasks.escalate import sweep
from tasks.hours import Hours
from tasks.launch import launch
from tasks.launch_rows import LAUNCH_HOUR
from tasks.office import Office
from tasks.rehearsed.people import SCRIPTED, acts_of_round, decide, perform
from tasks.rehearsed.told import Rehearsal, told
from tasks.rounds import due_rounds, open_round

_SETTLED = columns(col(Round.id)).where(
    col(Round.state) == RoundState.OPEN,
    ~exists().where(col(Request.round_id) == col(Round.id), col(Request.state).in_(UNSETTLED)),
)
Told = Callable[[str], None]
_EARLIEST = columns(
    # asked for in so many words: SQLite's index of the next steps leaves out what has none
    columns(func.min(Request.next_step_at)).where(col(Request.next_step_at).is_not(None)).scalar_subquery(),
    columns(func.min(Extension.next_step_at)).scalar_subquery(),
    # the condition is written out: SQLite uses the partial index of what is due only where it can see it
    columns(func.min(Message.next_attempt_at))
    .where(literal_column("state IN ('queued', 'sending', 'unknown')"))
    .scalar_subquery(),
)
_ROUNDS = columns(
    col(Round.id),
    col(Round.state),
    col(Round.opens_at),
    col(Round.opened_at),
    col(Round.due_at),
    col(Round.consolidated_due_at),
).order_by(col(Round.due_at), col(Round.id))


def rehearse(
    planfiles: Sequence[Path],
    scratch: Path,
    load_directory: Callable[[Office], None],
    cast: Behaviours,
    *,
    at: date | None = None,
    ladder: Ladder | None = None,
    year: int | None = None,
    keep_mail: bool = False,
    beside: Office | None = None,
    tell: Told = lambda line: None,
) -> Rehearsal:
    """Play the year of one office's plans, all on one clock, each launched on its issue date.

    ``load_directory`` fills the scratch office's directory; ``at`` launches all of them on that day. ``ladder``
    stands in for the ones that the plan files name; ``year`` moves plans of another year to that one.
    ``keep_mail`` puts every letter, report and draft as a file into the scratch folder. ``beside``: the office whose corrections of
    groups count here too.

    Raises whatever launching raises: a plan that cannot be launched cannot be rehearsed.
    """
    office = scratch_office(scratch, papers=keep_mail)
    load_directory(office)
    stage = Stage(office, cast, carrier=None if keep_mail else Nowhere(), tell=tell)
    starts = sorted((at or first_day(path, year), position) for position, path in enumerate(planfiles))
    keys: list[str] = []
    for day, position in starts:
        if keys:
            _set_clock(office, stage.run(until=at_office(day, LAUNCH_HOUR)))
        first = None if keys else day
        launched = launch(office, planfiles[position], by=SCRIPTED, at=first, ladder=ladder, year=year)
        keys.append(launched.plan_key)
        if beside is not None:
            copy_corrections(beside, office, launched.plan_key)
        stage.round_ids += [kept.id for kept in launched.rounds]
    _set_clock(office, stage.run())
    return told(office, keys)


def scratch_office(folder: Path, *, papers: bool = True) -> Office:
    """An office of its own in a folder: nothing in it reaches anybody."""
    settings = Settings(
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'rehearsal.db'}",
        mail_url="sandbox://",
        sms_url="sandbox://",
        extra_channels=[],
    )
    office = Office.open(settings, durable=False, papers=papers)
    know_people(office.database)
    return office


def play(
    office: Office,
    round_ids: Sequence[str],
    cast: Behaviours,
    *,
    until: datetime | None = None,
    tell: Told = lambda line: None,
) -> datetime:
    """Run the clock until every round is closed and the outbox is empty, or to ``until``; returns the last moment.

    Letters go through the office's own channels.
    """
    return Stage(office, cast, round_ids=list(round_ids), tell=tell).run(until)


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


@dataclass
class Stage:
    """An office under play. ``acts`` is the heap of what its people will do; ``carrier`` None: the office's channels."""

    office: Office
    cast: Behaviours
    round_ids: list[str] = field(default_factory=list)
    carrier: Channel | None = None
    tell: Told = lambda line: None
    acts: list[Act] = field(default_factory=list)
    consolidated: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._hours = Hours(self.office.database)

    def run(self, until: datetime | None = None) -> datetime:
        """Go from moment to moment while anything is left to happen, or to ``until``; returns the last moment."""
        agenda, _ = self._look(None)
        now = _earliest(agenda, self.acts)
        while now is not None and (until is None or now <= until):
            self._tick(now, agenda)
            agenda, ripe = self._look(now)
            if ripe:
                self._consolidate(ripe, now)
                agenda, _ = self._look(now)
            last = now
            coming = _earliest(agenda, self.acts)
            if coming is None:
                return until or now
            now = max(coming, last + timedelta(minutes=1))
        if until is None:
            raise ValueError("there is nothing to play")
        return until

    def _tick(self, now: datetime, agenda: Agenda) -> None:
        """What the office's sweeps, its agencies and its coordinator do at one moment.

        A sweep that would find nothing is left out: in the office it runs every few minutes, here only when
        something has fallen due.
        """

        def due(moment: datetime | None) -> bool:
            return moment is not None and moment <= now

        if due(agenda.opens):
            self._open(now)
        settled = perform(self.office, self.acts, now, self.cast)
        if due(agenda.step):
            sweep(self.office, now)
            decide(self.office, now)
        if due(agenda.step) or due(agenda.due) or (settled and self._settled()):
            collect(self.office, now)
        deliver(self.office, now, limit=1_000_000, carrier=self.carrier, hours=self._hours)

    def _settled(self) -> bool:
        """Whether an open round waits for nobody any more."""
        with self.office.database.reading() as session:
            return session.execute(_SETTLED).first() is not None

    def _open(self, now: datetime) -> None:
        with self.office.database.reading() as session:
            waiting = [kept.id for kept in due_rounds(session, now)]
        for round_id in waiting:
            opened = open_round(self.office, round_id, now)
            day = f"{local_day(now):%d/%m/%Y}"
            self.tell(say("rehearse.told.opened", day=day, round=self._name(round_id), requests=opened.requests))
            with self.office.database.reading() as session:
                for act in acts_of_round(session, round_id, self.cast):
                    heapq.heappush(self.acts, act)

    def _consolidate(self, round_ids: Sequence[str], now: datetime) -> None:
        for round_id in round_ids:
            consolidate(self.office, round_id, now, by=SCRIPTED)
            self.consolidated.add(round_id)
            day = f"{local_day(now):%d/%m/%Y}"
            self.tell(say("rehearse.told.consolidated", day=day, round=self._name(round_id)))

    def _look(self, now: datetime | None) -> tuple[Agenda, list[str]]:
        """What the office's tables hold for later than ``now``, all None when the year is over; and the rounds whose
        consolidated report is due, or which are closed, and not yet written."""
        opens, due, ripe = [], [], []
        with self.office.database.reading() as session:
            step, plea, mail = (_aware(moment) for moment in session.execute(_EARLIEST).one())
            rounds = session.execute(_ROUNDS).all()
        for round_id, state, opens_at, opened_at, due_at, consolidated_at in rounds:
            if round_id not in self.round_ids:
                continue
            if state == RoundState.PLANNED:
                opens.append(opens_at)
            if state == RoundState.OPEN and (now is None or due_at > now):
                due.append(due_at)
            if round_id in self.consolidated:
                continue
            if consolidated_at is not None:
                due.append(consolidated_at)
            if now and opened_at and (state == RoundState.CLOSED or (consolidated_at and consolidated_at <= now)):
                ripe.append(round_id)
        step = min((moment for moment in (step, plea) if moment is not None), default=None)
        return Agenda(min(opens, default=None), step, mail, min(due, default=None)), ripe

    def _name(self, round_id: str) -> str:
        with self.office.database.reading() as session:
            return session.get_one(Round, round_id).name


def _earliest(agenda: Agenda, acts: Sequence[Act]) -> datetime | None:
    return min((moment for moment in (*agenda.moments(), *(act.at for act in acts[:1])) if moment), default=None)


def _set_clock(office: Office, moment: datetime) -> None:
    with office.database.writing() as session:
        set_clock(session, moment, by=SCRIPTED, why=SCRIPTED)


def _aware(moment: datetime | None) -> datetime | None:
    """SQLite gives the smallest of a column back without its zone."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def first_day(planfile: Path, year: int | None) -> date:
    """The day on which the plan was issued, the earliest on which it can be launched; or that day of ``year``'s plan."""
    file = load_planfile(planfile)
    issued, own = file.plan.issued_on, own_year(file)
    assert issued is not None
    return shift(issued, 12 * (year - own)) if year and own else issued
