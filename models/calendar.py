"""Which calendar the office counts by: each version as it was applied, and what it moved."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import JSON, Column, Field, Session, SQLModel, col, select

from config.workdays import WorkCalendar, overlaid_by


class CalendarVersion(SQLModel, table=True):
    """One applied state of the calendar file. ``moved`` lists what had not yet happened and changed its day.

    The newest one holds. Each row of ``moved``: what, subject, from, to (ISO, ``to`` None where a deadline that
    agencies were told stays on a day off), why.
    """

    __tablename__ = "calendar_version"

    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(index=True)
    text: str
    at: datetime
    by: str
    why: str = ""
    moved: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


def newest_version(session: Session) -> CalendarVersion | None:
    """The version that holds; None where the office never applied one."""
    return session.exec(select(CalendarVersion).order_by(col(CalendarVersion.id).desc()).limit(1)).first()


def calendar_in_force(session: Session) -> WorkCalendar | None:
    """The office's calendar, the same object for the same text; None where it never applied one."""
    newest = select(CalendarVersion.text).order_by(col(CalendarVersion.id).desc()).limit(1)
    text = session.exec(newest).first()
    return None if text is None else overlaid_by(text)
