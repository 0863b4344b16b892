"""What the ladder did, step by step, and what people decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import JSON, Column, Field, SQLModel


class Escalation(SQLModel, table=True):
    """One step of one request's ladder, taken or passed over, with the reason.

    ``outcome``: sent · draft · listed · awaiting_decision · decided · skipped.
    """

    __tablename__ = "escalation"
    __table_args__ = (UniqueConstraint("request_id", "ladder_part", "base_at", "step"),)

    id: int | None = Field(default=None, primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    ladder_part: str
    base_at: datetime
    step: str
    kind: str
    at: datetime
    outcome: str = Field(index=True)
    reason: str


class Decision(SQLModel, table=True):
    """What a person decided, about what, and why."""

    __tablename__ = "decision"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    by: str
    kind: str
    subject: str = Field(index=True)
    why: str
    detail: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
