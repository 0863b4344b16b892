"""A finished round once more, with the replies on record and another ladder: same rules, same engine, no people."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func
from sqlmodel import col, select

from config.errors import DondocError
from config.wording import say
from models.clock import local_day
from models.extension import Extension
from models.ladder import Ladder, ladder_of, returned_deadline, step_moment
from models.outbox import Message, MessageState
from models.plan import Plan, Responsibility
from models.round import Request, Round, RoundState
from tasks.calendar import copy_calendar
from tasks.collect import collect
from tasks.deliver import deliver
from tasks.directory import copy_directory
from tasks.escalate import sweep
from tasks.office import Office
from tasks.rehearse import scratch_office
from tasks.rehearsed.record import PROMISED, Record, Recorded, record_of
from tasks.rehearsed.year import Year, year_of
from tasks.reports import Answer, submit
from tasks.review import accept, close_missing, extend, give_back, promise
from tasks.rounds import open_round

JUST_AFTER = timedelta(minutes=1)
NAMED = 6
SUPERVISED = ("request.extended", "request.missing")
"""A decision at the top of the ladder follows the step that asks for it, even in the same minute."""


@dataclass
class Replay:
    """One ladder's replay: its year of one round, and what did not fit, in sentences."""

    ladder: Ladder
    year: Year
    early: int = 0
    refused: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    come: list[str] = field(default_factory=list)

    def notes(self) -> Iterator[str]:
        """What a reader must know before trusting the figures."""
        name = self.ladder.name
        if self.early:
            yield say("rehearsed.replay.early", ladder=name, count=self.early)
        yield from self.refused
        for what, keys in (("gone", self.gone), ("come", self.come)):
            if keys:
                names = ", ".join(self.year.agency_named(key) for key in keys[:NAMED])
                names += "…" if len(keys) > NAMED else ""
                yield say(f"rehearsed.replay.{what}", ladder=name, names=names)


@dataclass(frozen=True)
class Replayed:
    """A round as it was, replayed with its own ladder (which measures the method), and with the other one."""

    round_id: str
    recorded: Year
    again: Replay
    other: Replay | None

    def notes(self) -> list[str]:
        """What the replay can and cannot tell, how far it can be trusted, and what did not fit."""
        count, again = len(self.recorded.sent), len(self.again.year.sent)
        key = "same" if count == again else "differs"
        said = say(f"rehearsed.replay.{key}", count=count, again=again, difference=abs(count - again))
        lines = [say("rehearsed.replay.can"), say("rehearsed.replay.cannot"), said, *self.again.notes()]
        return lines + list(self.other.notes() if self.other else ())


def replay(office: Office, round_id: str, other: Ladder | None, scratch: Path) -> Replayed:
    """Replay a closed round of an office in ``scratch``. The office is only read. Raises NoRound, NotFinished."""
    with office.database.reading() as session:
        record = record_of(session, round_id)
    with office.database.reading() as session:
        recorded = year_of(session, [record.plan.key], [round_id])
    own = ladder_of(record.round)
    again = _play(office, record, own, scratch / "own")
    return Replayed(round_id, recorded, again, _play(office, record, other, scratch / "other") if other else None)


def _play(office: Office, record: Record, ladder: Ladder, folder: Path) -> Replay:
    stage = scratch_office(folder)
    copy_directory(office, stage)
    copy_calendar(office, stage)
    opens_at = _opens_at(record, ladder)
    with stage.database.writing() as session:
        session.add(Plan(**record.plan.model_dump()))
        session.flush()
        session.add_all(Responsibility(**duty.model_dump()) for duty in record.duties)
        blank = {"ladder": ladder.model_dump(mode="json"), "opens_at": opens_at, "state": RoundState.PLANNED}
        session.add(Round(**record.round.model_dump() | blank | {"opened_at": None, "closed_at": None}))
    open_round(stage, record.round.id, opens_at)
    with stage.database.reading() as session:
        asked = set(session.exec(select(Request.id).where(Request.round_id == record.round.id)))
        year = year_of(session, [record.plan.key])
    made = Replay(ladder, year)
    acts = _in_order(record, asked, opens_at, made)
    now = opens_at
    while True:
        fallen = [acts.popleft()[1] for _ in range(sum(at <= now for at, _ in acts))]
        for act in fallen:
            if act.what not in SUPERVISED:
                _do(stage, act, now, ladder, record, made)
        sweep(stage, now)
        for act in fallen:
            if act.what in SUPERVISED:
                _do(stage, act, now, ladder, record, made)
        collect(stage, now)
        deliver(stage, now, limit=100_000)
        coming = _next_moment(stage, now, acts, record.round)
        if coming is None:
            break
        now = max(coming, now + JUST_AFTER)
    with stage.database.reading() as session:
        made.year = year_of(session, [record.plan.key])
    made.gone = sorted({key for request_id, key in record.agencies.items() if request_id not in asked})
    made.come = sorted({each.agency_key for each in made.year.asked if each.request_id not in record.agencies})
    stage.database.dispose()
    return made


def _opens_at(record: Record, ladder: Ladder) -> datetime:
    """With its own ladder the round opens when it did; with another when that one asks, but not before the launch."""
    kept = record.round
    if ladder == ladder_of(kept) and kept.opened_at is not None:
        return kept.opened_at
    return max(step_moment(ladder.due[0], kept.due_at), record.plan.launched_at)


def _in_order(record: Record, asked: set[str], opens_at: datetime, made: Replay) -> deque[tuple[datetime, Recorded]]:
    """The acts of agencies that are asked, none before its request nor before the act that it follows."""
    last: dict[str, datetime] = defaultdict(lambda: opens_at)
    placed = []
    for act in record.acts:
        if act.request_id not in asked:
            continue
        early = act.at <= opens_at
        made.early += early and act.what == "submit"
        at = max(act.at, last[act.request_id] + JUST_AFTER) if early or act.at <= last[act.request_id] else act.at
        last[act.request_id] = at
        placed.append((at, act))
    return deque(sorted(placed, key=lambda pair: (pair[0], pair[1].request_id)))


def _do(stage: Office, act: Recorded, now: datetime, ladder: Ladder, record: Record, made: Replay) -> None:
    """One act in a transaction of its own: another ladder may refuse what the first allowed, and that is told."""
    try:
        with stage.database.writing() as session:
            if act.what == "submit":
                submit(stage, session, now, act.request_id, Answer(list(act.items)), by=act.by)
            elif act.what == PROMISED and act.until:
                promise(session, now, act.request_id, act.until, act.why, by=act.by)
            elif act.what == "report.accepted":
                accept(stage, session, now, act.request_id, by=act.by, why=act.why)
            elif act.what == "report.returned":
                # the customary deadline follows the ladder; one that the coordinator chose stays
                customary = local_day(returned_deadline(ladder_of(record.round), act.at, None, record.round.due_at))
                chosen = act.until if act.until != customary and act.until and act.until > local_day(now) else None
                give_back(stage, session, now, act.request_id, by=act.by, reason=act.why, deadline=chosen)
            elif act.what == "request.extended" and act.until:
                extend(stage, session, now, act.request_id, act.until, act.why, by=act.by)
            else:
                close_missing(session, now, act.request_id, act.why, by=act.by)
    except DondocError as refused:
        made.refused.append(
            say(
                "rehearsed.replay.refused",
                ladder=ladder.name,
                what=say(f"rehearsed.act.{act.what}"),
                agency=made.year.agency_named(record.agencies[act.request_id]),
                reason=refused.reason,
            )
        )


def _next_moment(
    stage: Office, now: datetime, acts: Sequence[tuple[datetime, Recorded]], kept: Round
) -> datetime | None:
    """The next moment at which anything can happen; None when the ladder, the acts and the outbox are done."""
    ends = [kept.due_at, *([kept.consolidated_due_at] if kept.consolidated_due_at else [])]
    moments = [acts[0][0]] if acts else []
    moments += [each for each in ends if each > now]
    with stage.database.reading() as session:
        steps = select(func.min(Request.next_step_at))
        mail = select(func.min(Message.next_attempt_at)).where(col(Message.state) == MessageState.QUEUED)
        pleas = select(func.min(Extension.next_step_at))
        for query in (steps, pleas, mail):
            moment = session.execute(query).scalar()
            if moment is not None:
                moments.append(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    return min(moments) if moments else None
