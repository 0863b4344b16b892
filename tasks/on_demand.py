"""Extra rounds of a running plan: asked for by name and day, or begun by an event that the plan speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from compiler.planfile.model import PlanFile
from compiler.planfile.read import read_planfile
from compiler.result import Event, Label, Period
from compiler.rounds.regime import preset_notice
from config.errors import DondocError
from config.slug import slug
from config.wording import say
from config.workdays import add_working_days, is_working_day, working_days_between
from models.clock import local_day, office_now
from models.database import Gate, pass_alone
from models.journal import Entry, write
from models.plan import Plan, PlanState, PlanVersion, Responsibility
from models.round import Round
from tasks.launch_rows import ladder_in_use, round_of
from tasks.office import Office
from tasks.rounds import Opened, open_round, who_is_asked
from tasks.status import find_plan

LONGEST_NAME = 120
SUDDEN: Label = "đột xuất"


class ExtraRefused(DondocError):
    """An extra round that cannot be added as asked."""


@dataclass(frozen=True)
class Wanted:
    """An extra round as a person asks for it; ``holders``: agency keys, holders as written, or numbers of duties."""

    name: str
    window: tuple[date, date]
    due: date
    label: Label = SUDDEN
    holders: tuple[str, ...] = ()
    consolidated: date | None = None
    at: time | None = None


@dataclass(frozen=True)
class Added:
    """The round, how many agencies it asks, and what opening it did; None where it opens on a later day."""

    round: Round
    asked: int
    opened: Opened | None


def add_round(office: Office, plan: str, wanted: Wanted, *, by: str, why: str, channel: str = "command line") -> Added:
    """Add a round to a running plan with the plan's ladder frozen into it; open it where its time has come.

    Raises ExtraRefused for days in the wrong order, less than the minimum notice, a holder whom the plan does not
    know, a name that is taken, a plan that has ended; StatusError for an unknown plan. Nothing is half-written.
    """
    with office.database.writing() as session:
        pass_alone(session, Gate.PLANS)
        running, file, now = _running(session, plan, by, why)
        _check_days(running, wanted, local_day(now), _notice(file, wanted))
        period = Period(
            key=_key(session, running, wanted),
            name=wanted.name.strip(),
            window_from=wanted.window[0],
            window_to=wanted.window[1],
            due=wanted.due,
            consolidated_due=wanted.consolidated or add_working_days(wanted.due, 1),
            label=wanted.label,
            due_time=wanted.at,
        )
        kept = _round(running, file, period, wanted.holders, notice=None)
        kept.opens_at = max(kept.opens_at, now)
        entry = Entry("round.added", running.key, actor=by, channel=channel, why=why)
        asked = _add(session, running, kept, now, entry)
    return _opened(office, kept, asked, now)


def begin_event(
    office: Office, plan: str, event: str, on: date, *, by: str, why: str, channel: str = "command line"
) -> Added:
    """An event of the plan file (regime.events) happened ``on`` that day: its reports are due so many days after.

    A due date that counts calendar days and falls on a day off lies on the next working day (Bộ luật Dân sự 2015,
    Điều 148(5)). Raises ExtraRefused for an event that the plan does not know, a day to come, or one that was begun.
    """
    with office.database.writing() as session:
        pass_alone(session, Gate.PLANS)
        running, file, now = _running(session, plan, by, why)
        found = _event(running, file, event)
        if on > local_day(now):
            raise ExtraRefused.of("extra.event_to_come", place=running.key, day=_day(on), today=_day(local_day(now)))
        due = event_due(found, on)
        if due < local_day(now):
            raise ExtraRefused.of("extra.event_past", place=running.key, day=_day(on), due=_day(due))
        period = Period(
            key=f"{found.key}-{on:%Y%m%d}",
            name=say("extra.event_name", name=found.name, day=_day(on)),
            window_from=on,
            window_to=on,
            due=due,
            consolidated_due=add_working_days(due, 1),
            label="chuyên đề",
        )
        if session.get(Round, f"{running.key}/{slug(period.key)}") is not None:
            raise ExtraRefused.of("extra.event_begun", place=running.key, name=found.name, day=_day(on))
        holders = tuple(found.duties)
        kept = _round(running, file, period, holders, notice=0)
        kept.opens_at = now
        detail = {"event": found.key, "on": on}
        entry = Entry("round.event", running.key, actor=by, channel=channel, why=why, detail=detail)
        asked = _add(session, running, kept, now, entry)
    return _opened(office, kept, asked, now)


def event_due(event: Event, on: date) -> date:
    """The day by which an event that happened ``on`` a day is reported."""
    if event.unit == "wd":
        return add_working_days(on, event.within) if event.within else on
    due = on + timedelta(days=event.within)
    return due if is_working_day(due) else add_working_days(due, 1)


def events_of(session: Session, plan: str) -> list[Event]:
    """The events that a plan's reports wait for. Raises StatusError."""
    found = find_plan(session, plan)
    file = _file(session, found)
    return list(file.regime.events) if file.regime else []


def earliest_due(session: Session, plan: str, now: datetime) -> date:
    """The first day that an extra round of a plan may fall due by the regime's minimum notice. Raises StatusError."""
    file = _file(session, find_plan(session, plan))
    return add_working_days(local_day(now), preset_notice(file.regime.preset if file.regime else None))


def _running(session: Session, plan: str, by: str, why: str) -> tuple[Plan, PlanFile, datetime]:
    found = find_plan(session, plan)
    if not by.strip() or not why.strip():
        raise ExtraRefused.of("extra.nobody", place=found.key)
    if found.state != PlanState.RUNNING:
        raise ExtraRefused.of("extra.ended", place=found.key)
    return found, _file(session, found), office_now(session)


def _file(session: Session, plan: Plan) -> PlanFile:
    """The plan file as it stands now: the newest version."""
    newest = session.exec(
        select(PlanVersion).where(PlanVersion.plan_key == plan.key).order_by(col(PlanVersion.version).desc()).limit(1)
    ).first()
    return read_planfile(newest.planfile if newest else plan.planfile, plan.key)


def _check_days(plan: Plan, wanted: Wanted, today: date, notice: int) -> None:
    first, last = wanted.window
    if not 0 < len(wanted.name.strip()) <= LONGEST_NAME:
        raise ExtraRefused.of("extra.name", place=plan.key, longest=LONGEST_NAME)
    if first > last:
        raise ExtraRefused.of("extra.window", place=plan.key, first=_day(first), last=_day(last))
    if wanted.due < last or (wanted.due == last and wanted.at is None):
        raise ExtraRefused.of("extra.before_cutoff", place=plan.key, due=_day(wanted.due), last=_day(last))
    if wanted.consolidated is not None and wanted.consolidated < wanted.due:
        facts = {"due": _day(wanted.due), "consolidated": _day(wanted.consolidated)}
        raise ExtraRefused.of("extra.consolidator_first", place=plan.key, **facts)
    days = working_days_between(today, wanted.due)
    if days < notice:
        earliest = _day(add_working_days(today, notice))
        facts = {"due": _day(wanted.due), "days": str(days), "notice": str(notice), "earliest": earliest}
        raise ExtraRefused.of("extra.too_soon", place=plan.key, **facts)


def _notice(file: PlanFile, wanted: Wanted) -> int:
    """The regime's notice, but none for a report of one day at a clock time: it was ordered as such."""
    if wanted.at is not None and wanted.window[0] == wanted.window[1]:
        return 0
    return preset_notice(file.regime.preset if file.regime else None)


def _key(session: Session, plan: Plan, wanted: Wanted) -> str:
    key = f"{slug(wanted.name)[:40].strip('-')}-{wanted.due:%Y%m%d}"
    if session.get(Round, f"{plan.key}/{key}") is not None:
        raise ExtraRefused.of("extra.twice", place=f"{plan.key}/{key}", name=wanted.name, due=_day(wanted.due))
    return key


def _round(plan: Plan, file: PlanFile, period: Period, holders: Sequence[str], *, notice: int | None) -> Round:
    ladder = ladder_in_use(plan, file)
    kept = round_of(plan, period, ladder, file.regime.preset if file.regime else None)
    if notice is None and period.due_time is None:
        kept.ladder = ladder.model_dump(mode="json")
    kept.holders = list(holders) or None
    return kept


def _add(session: Session, plan: Plan, kept: Round, now: datetime, entry: Entry) -> int:
    """Write the round and its journal entry, with the round's facts in its detail; how many agencies it asks. Raises ExtraRefused where that is nobody."""
    asked, questions = who_is_asked(session, plan, kept.due_at)
    known = {*asked, *(word for duties in asked.values() for duty, _ in duties for word in (duty.holder, duty.number))}
    for holder in kept.holders or ():
        if holder not in known:
            duties = session.exec(
                select(Responsibility.number).where(
                    Responsibility.plan_key == plan.key, col(Responsibility.dropped_in).is_(None)
                )
            )
            said = ", ".join(sorted(asked)[:8]), ", ".join(list(duties)[:8])
            raise ExtraRefused.of("extra.holder", place=plan.key, holder=holder, agencies=said[0], duties=said[1])
    narrowed, _ = who_is_asked(session, plan, kept.due_at, kept)
    if not narrowed:
        raise ExtraRefused.of("extra.nobody_asked", place=plan.key, name=kept.name)
    session.add(kept)
    session.flush()
    facts: dict[str, object] = {
        "round": kept.id,
        "name": kept.name,
        "label": kept.label,
        "window": [kept.window_from, kept.window_to],
        "opens": kept.opens_at,
        "due": kept.due_at,
        "asked": sorted(narrowed),
        "questions": questions,
    }
    write(session, now, [replace(entry, detail=facts | dict(entry.detail))])
    return len(narrowed)


def _opened(office: Office, kept: Round, asked: int, now: datetime) -> Added:
    """Open the round now where its time has come; the daily sweep opens the others (and this one after a kill)."""
    opened = open_round(office, kept.id, now) if kept.opens_at <= now else None
    return Added(kept, asked, opened)


def _event(plan: Plan, file: PlanFile, wanted: str) -> Event:
    known = file.regime.events if file.regime else []
    found = [each for each in known if wanted.casefold() in (each.key.casefold(), each.name.casefold())]
    found = found or [each for each in known if wanted.casefold() in each.name.casefold()]
    if len(found) != 1:
        names = "; ".join(f"{each.key} ({each.name})" for each in known) or "–"
        raise ExtraRefused.of("extra.event_unknown", place=plan.key, wanted=wanted, known=names)
    return found[0]


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
