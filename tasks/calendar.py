"""Applying an office's calendar file: checked, previewed, recorded, and what has not yet happened moved with it.

Public holidays are announced late, and swapped later still (DOMAIN 10.1). One transaction writes the new version,
moves what it moves and tells the journal why; every process counts by it from its next look at the clock on
(tasks/office, Office.count).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, or_, update
from sqlalchemy import text as sql
from sqlmodel import Session, SQLModel, col, select

from config.calendar_file import CalendarFile, Finding, parse_calendar
from config.errors import SettingFileError
from config.wording import say_or_none
from config.workdays import WorkCalendar, calendar, calendar_text, shipped
from models.calendar import CalendarVersion, calendar_in_force, newest_version
from models.clock import local_day
from models.directory import Agency
from models.escalation import Decision
from models.extension import Extension
from models.journal import Entry, write
from models.outbox import Message, MessageState
from models.plan import Plan, PlanState
from models.round import OWED, Request, Round, RoundState
from tasks.calendar_moves import FIELDS, Changed, Move, Mover, What
from tasks.office import Office

DEADLINES = ("due", "level", "consolidated")
CALENDAR_LOCK = 0x646F63  # PostgreSQL advisory lock: one calendar is applied at a time
TABLES: dict[What, type[SQLModel]] = {
    "opens": Round,
    "due": Round,
    "consolidated": Round,
    "step": Request,
    "plea": Extension,
    "message": Message,
}
COMMAND_LINE = "command line"


class CalendarRefused(SettingFileError):
    """A calendar file that cannot be used as it stands; ``findings`` are all its faults and oddities."""

    findings: Sequence[Finding] = ()


@dataclass
class Applied:
    """What applying a file did, or would do: the days that differ, what moved, what stays on a day off.

    ``version`` None: a preview, or nothing to do because the file holds already and moves nothing.
    """

    version: int | None = None
    days: list[Changed] = field(default_factory=list)
    hours_changed: bool = False
    moves: list[Move] = field(default_factory=list)
    stays: list[Move] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    plan_keys: set[str] = field(default_factory=set)
    already: bool = False


def check_calendar(path: Path, today: date | None = None) -> tuple[CalendarFile, list[Finding]]:
    """(the file, its oddities). Raises CalendarRefused carrying every finding where one is an error."""
    file, findings = parse_calendar(calendar_text(path), str(path), shipped().works, today)
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        refused = CalendarRefused.of("calendar.refused", place=errors[0].place, count=len(errors))
        refused.findings = findings
        raise refused
    return file, findings


def apply_calendar(office: Office, now: datetime, path: Path, *, why: str, by: str, preview: bool = False) -> Applied:
    """Make a file the office's calendar, and move with it what has not yet happened.

    The file lies over the shipped calendar, in place of the one that was applied before. ``preview`` writes nothing.
    Raises CalendarRefused, and for a reason or a name that is missing too.
    """
    text = calendar_text(path)
    if not preview and not (why.strip() and by.strip()):
        raise CalendarRefused.of("calendar.no_why", place=str(path))
    if preview:
        with office.database.reading() as session, session.no_autoflush:
            return _compare(session, path, now)
    with office.database.writing() as session:
        if session.get_bind().dialect.name == "postgresql":
            session.connection().execute(sql("SELECT pg_advisory_xact_lock(:key)"), {"key": CALENDAR_LOCK})
        applied = _compare(session, path, now, lock=True)
        digest = hashlib.sha256(text.encode()).hexdigest()
        newest = newest_version(session)
        applied.already = newest is not None and newest.digest == digest and not applied.moves
        if not applied.already:
            _carry_out(session, applied.moves)
            applied.version = _record(session, now, text, digest, applied, why, by)
    office.keep_calendar()
    return applied


def copy_calendar(source: Office, target: Office) -> None:
    """Let a scratch office count as the office does beside which it is made."""
    with source.database.reading() as session:
        newest = newest_version(session)
    if newest is not None:
        with target.database.writing() as session:
            session.add(CalendarVersion(**newest.model_dump(exclude={"id", "moved"})))
        target.keep_calendar()


def _compare(session: Session, path: Path, now: datetime, *, lock: bool = False) -> Applied:
    file, findings = check_calendar(path, local_day(now))
    old, new = calendar_in_force(session) or calendar(), shipped().overlaid(file)
    mover = Mover(old, new, now, _earlier_moves(session))
    applied = Applied(
        days=mover.days,
        hours_changed=old.hours.seasons != new.hours.seasons,
        warnings=findings,
    )
    rounds = _rounds(session, lock)
    found: list[Move] = []
    for kept in rounds.values():
        if kept.state == RoundState.PLANNED:
            moves = mover.planned(kept, session.get_one(Plan, kept.plan_key).issued_on)
            applied.plan_keys |= {kept.plan_key} if moves else set()
            found += moves
        else:
            found += mover.told_consolidation(kept)
    for request, name in _requests(session, rounds, lock):
        kept = rounds[request.round_id]
        found += mover.asked(kept, request, f"{name} · {kept.name}")
    for plea, request, name in _pleas(session, rounds, lock):
        kept = rounds[request.round_id]
        found += mover.plea(kept, plea, f"{name} · {kept.name}")
    for message in _messages(session, rounds, now, lock):
        assert message.round_id is not None
        label = f"{say_or_none(f'account.kind.{message.kind}') or message.kind} → {message.recipient}"
        found += mover.waiting(rounds[message.round_id], message, label)
    applied.moves = [move for move in found if move.what != "stays"]
    applied.stays = [move for move in found if move.what == "stays"]
    return applied


def _rounds(session: Session, lock: bool) -> dict[str, Round]:
    """Rounds of running plans in which something can still happen."""
    query = (
        select(Round)
        .join(Plan, col(Plan.key) == col(Round.plan_key))
        .where(Plan.state == PlanState.RUNNING, col(Round.state).in_((RoundState.PLANNED, RoundState.OPEN)))
        .order_by(col(Round.due_at), col(Round.id))
    )
    if lock:
        query = query.with_for_update(of=Round, key_share=True).execution_options(populate_existing=True)
    return {kept.id: kept for kept in session.exec(query)}


def _requests(session: Session, rounds: dict[str, Round], lock: bool) -> list[tuple[Request, str]]:
    query = (
        select(Request, Agency.name)
        .join(Agency, col(Agency.key) == col(Request.agency_key))
        .where(or_(col(Request.state).in_(OWED), col(Request.next_step_at).is_not(None)))
        .order_by(col(Request.id))
    )
    if lock:
        query = query.with_for_update(of=Request, key_share=True).execution_options(populate_existing=True)
    return [(request, name) for request, name in session.exec(query) if request.round_id in rounds]


def _pleas(session: Session, rounds: dict[str, Round], lock: bool) -> list[tuple[Extension, Request, str]]:
    query = (
        select(Extension, Request, Agency.name)
        .join(Request, col(Request.id) == col(Extension.request_id))
        .join(Agency, col(Agency.key) == col(Request.agency_key))
        .where(col(Extension.next_step_at).is_not(None))
        .order_by(col(Extension.id))
    )
    if lock:
        query = query.with_for_update(of=Extension, key_share=True).execution_options(populate_existing=True)
    return [row for row in session.exec(query) if row[1].round_id in rounds]


def _messages(session: Session, rounds: dict[str, Round], now: datetime, lock: bool) -> list[Message]:
    query = (
        select(Message)
        .where(col(Message.state) == MessageState.QUEUED, col(Message.next_attempt_at) > now)
        .order_by(col(Message.id))
    )
    if lock:
        query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    return [message for message in session.exec(query) if message.round_id in rounds]


def _carry_out(session: Session, moves: Sequence[Move]) -> None:
    """Set all moments of a kind in one statement; a level's deadline stands among others in its round's column."""
    by_kind: dict[What, list[dict[str, Any]]] = defaultdict(list)
    for move in moves:
        assert move.after is not None
        if move.what == "level":
            round_id, _, level = move.subject.rpartition("#")
            kept = session.get_one(Round, round_id)
            kept.level_dues = kept.level_dues | {level: local_day(move.after).isoformat()}
            continue
        key = int(move.subject) if move.what in ("message", "plea") else move.subject
        by_kind[move.what].append({"id": key, FIELDS[move.what]: move.after})
    for what, rows in by_kind.items():
        session.execute(update(TABLES[what]), rows)


def _record(session: Session, now: datetime, text: str, digest: str, applied: Applied, why: str, by: str) -> int:
    rows = [move.plain() for move in (*applied.moves, *applied.stays)]
    version = CalendarVersion(digest=digest, text=text, at=now, by=by, why=why, moved=rows)
    session.add(version)
    session.flush()
    assert version.id is not None
    days = {f"{each.day:%Y-%m-%d}": "worked" if each.works else "off" for each in applied.days}
    counts = {what: sum(move.what == what for move in applied.moves) for what in FIELDS}
    detail = {"version": version.id, "digest": digest, "days": days, "moved": counts, "stays": len(applied.stays)}
    decisions: list[dict[str, Any]] = []
    entries = [Entry("calendar.applied", "calendar", actor=by, channel=COMMAND_LINE, why=why, detail=detail)]
    for move in applied.moves:
        if move.what == "message":
            continue  # when a letter left, and why not before, the letter itself tells
        entries.append(Entry("calendar.moved", move.subject, by, COMMAND_LINE, move.why, move.plain()))
        if move.what == "step":
            decision = Decision(at=now, by=by, kind="calendar.moved", subject=move.subject, why=move.why)
            decisions.append(decision.model_dump(exclude={"id"}))
    if decisions:
        session.execute(insert(Decision), decisions)
    write(session, now, entries)
    return version.id


def _earlier_moves(session: Session) -> list[dict[str, Any]]:
    """Deadlines that former versions moved, the last move first."""
    rows: list[dict[str, Any]] = []
    for version in session.exec(select(CalendarVersion).order_by(col(CalendarVersion.id).desc())):
        rows += [row for row in version.moved if row["what"] in DEADLINES]
    return rows


def in_use(office: Office) -> tuple[WorkCalendar, CalendarVersion | None]:
    """(the calendar by which the office counts, the version that made it so)."""
    with office.database.reading() as session:
        return calendar_in_force(session) or calendar(), newest_version(session)
