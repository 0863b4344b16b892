"""What an agency sent, version by version; nothing is overwritten."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class ItemStatus(StrEnum):
    """How far one responsibility is, in the agency's own words."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    BLOCKED = "blocked"
    NOTHING = "nothing"


class ReportState(StrEnum):
    """A draft is the agency's own; a submitted version never changes again."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class Report(SQLModel, table=True):
    """One version of one request's answer; ``channel`` is web, email, phone, paper or sms."""

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("request_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    version: int
    state: str = ReportState.DRAFT
    channel: str = "web"
    by: str
    contact: str | None = None
    recorded_by: str | None = None
    created_at: datetime
    submitted_at: datetime | None = None
    reviewed_at: datetime | None = None
    reviewed_by: str | None = None
    review_reason: str | None = None
    difficulties: str = ""
    proposals: str = ""
    complete: bool = False


class ReportItem(SQLModel, table=True):
    """One responsibility's answer in one version of a report. ``percent`` is 0 to 100."""

    __tablename__ = "report_item"
    __table_args__ = (UniqueConstraint("report_id", "responsibility_id"),)

    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    responsibility_id: str = Field(foreign_key="responsibility.id")
    status: str | None = None
    percent: int | None = Field(default=None, ge=0, le=100)
    result: str = ""
    figures: str = ""
    links: str = ""
    blocked_because: str = ""


class ReportFile(SQLModel, table=True):
    """A file that came with a report; stored under its SHA-256, shown under its own name."""

    __tablename__ = "report_file"

    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    name: str
    media_type: str
    size: int
    sha256: str
