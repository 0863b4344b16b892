"""The only place that reads the wall clock. Everything else takes ``now`` as an argument.

An office may be set to another day for an exercise ("--at 2014-01-10"): its clock then runs
from that day at normal speed, and its channels are held to the sandbox.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pendulum
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel

from config.errors import DondocError
from config.settings import OFFICE_ZONE

MAY_GO_BACK = timedelta(minutes=10)
"""Time servers correct a clock by minutes."""

MAY_GO_AHEAD = timedelta(days=45)
"""Longer than any holiday with a power cut; a longer standstill is a person's to judge."""


class OfficeClock(SQLModel, table=True):
    """One row (id 1): how far this office's clock is set from the wall clock, in seconds, and its last tick."""

    __tablename__ = "office_clock"

    id: int = Field(default=1, primary_key=True)
    offset_seconds: float = 0.0
    set_by: str = "dondoc"
    why: str = ""
    last_tick_at: datetime | None = None


class ClockJumped(DondocError):
    """The clock went back, or so far ahead that acting on it could climb every ladder at once."""


def tick(session: Session) -> datetime:
    """The office's time for a sweep, remembered as the last one. Raises ClockJumped.

    A machine whose clock is wrong would ask, urge and close everything at once, and none of it can be
    taken back; so a sweep stops and a person says what is right (``dondoc clock accept``).
    """
    row = _row(session)
    now = wall_now() + timedelta(seconds=row.offset_seconds)
    last = row.last_tick_at
    if last is not None and (now < last - MAY_GO_BACK or now > last + MAY_GO_AHEAD):
        key = "clock.back" if now < last else "clock.ahead"
        raise ClockJumped.of(key, place=_shown(now), last=_shown(last), days=MAY_GO_AHEAD.days)
    row.last_tick_at = max(now, last) if last else now
    return row.last_tick_at


def accept_clock(session: Session) -> datetime:
    """Take the clock as it is now for right: the next sweep counts from here."""
    row = _row(session)
    row.last_tick_at = now = wall_now() + timedelta(seconds=row.offset_seconds)
    return now


def office_now(session: Session) -> datetime:
    """The office's time, aware UTC: the wall clock plus the recorded offset."""
    row = session.get(OfficeClock, 1)
    return wall_now() + timedelta(seconds=row.offset_seconds if row else 0.0)


def wall_now() -> datetime:
    """The wall clock, aware UTC."""
    return pendulum.now("UTC")


def is_exercise(session: Session) -> bool:
    """Whether the office's clock is set to another day, so that nothing may reach real people."""
    row = session.get(OfficeClock, 1)
    return row is not None and row.offset_seconds != 0.0


def wall_time(session: Session, office_time: datetime) -> datetime:
    """The wall-clock moment at which the office's clock will show ``office_time`` (for Prefect's scheduler)."""
    row = session.get(OfficeClock, 1)
    return office_time - timedelta(seconds=row.offset_seconds if row else 0.0)


def set_clock(session: Session, at: datetime, *, by: str, why: str) -> OfficeClock:
    """Set the office's clock to ``at`` (aware) from this moment on."""
    row = _row(session)
    row.offset_seconds = (at - wall_now()).total_seconds()
    row.set_by, row.why, row.last_tick_at = by, why, at
    return row


def _row(session: Session) -> OfficeClock:
    """The clock's row, for this transaction alone; made where it is missing, by whoever comes first."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    fresh = OfficeClock().model_dump()
    session.execute(dialect.insert(OfficeClock).on_conflict_do_nothing(), [fresh])
    return session.get_one(OfficeClock, 1, with_for_update={"key_share": True}, populate_existing=True)


def _shown(moment: datetime) -> str:
    return f"{moment.astimezone(OFFICE_ZONE):%H:%M %d/%m/%Y}"


def local_day(moment: datetime) -> date:
    """The calendar day in the office's zone of an aware moment."""
    return moment.astimezone(OFFICE_ZONE).date()


def at_office(day: date, clock: time) -> datetime:
    """The aware UTC moment of a clock time on a day in the office's zone."""
    return datetime.combine(day, clock, OFFICE_ZONE).astimezone(UTC)
