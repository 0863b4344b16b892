"""The only place that reads the wall clock. Everything else takes ``now`` as an argument.

An office may be set to another day for an exercise ("--at 2014-01-10"): its clock then runs
from that day at normal speed, and its channels are held to the sandbox.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Field, Session, SQLModel

from config.settings import OFFICE_ZONE


class OfficeClock(SQLModel, table=True):
    """One row (id 1): how far this office's clock is set from the wall clock, in seconds."""

    __tablename__ = "office_clock"

    id: int = Field(default=1, primary_key=True)
    offset_seconds: float = 0.0
    set_by: str
    why: str


def office_now(session: Session) -> datetime:
    """The office's time, aware UTC: the wall clock plus the recorded offset."""
    row = session.get(OfficeClock, 1)
    return wall_now() + timedelta(seconds=row.offset_seconds if row else 0.0)


def wall_now() -> datetime:
    """The wall clock, aware UTC."""
    return datetime.now(UTC)


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
    row = session.get(OfficeClock, 1) or OfficeClock(set_by=by, why=why)
    row.offset_seconds = (at - wall_now()).total_seconds()
    row.set_by, row.why = by, why
    session.add(row)
    return row


def local_day(moment: datetime) -> date:
    """The calendar day in the office's zone of an aware moment."""
    return moment.astimezone(OFFICE_ZONE).date()


def at_office(day: date, clock: time) -> datetime:
    """The aware UTC moment of a clock time on a day in the office's zone."""
    return datetime.combine(day, clock, OFFICE_ZONE).astimezone(UTC)
