"""What a group expression was taken to mean: recorded with each round, corrected by people."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import JSON, Column, Field, SQLModel


class Expansion(SQLModel, table=True):
    """One holder as a round understood it on its due date: agency keys with the reason for each, and the question."""

    __tablename__ = "expansion"
    __table_args__ = (UniqueConstraint("round_id", "holder"),)

    id: int | None = Field(default=None, primary_key=True)
    round_id: str = Field(foreign_key="round.id", index=True)
    holder: str
    on: date
    agencies: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    question: str | None = None


class GroupCorrection(SQLModel, table=True):
    """A person's correction of an expansion: agencies put in and taken out, for one plan or (``plan_key`` None) for good.

    ``folded`` is the holder's text as models.naming.fold writes it; ``duty`` limits it to one duty of the plan, by its
    number. ``settles`` are the questions that it answers, without their dates. Of each plan, holder and duty the
    newest row that is not revoked counts.
    """

    __tablename__ = "group_correction"

    id: int | None = Field(default=None, primary_key=True)
    plan_key: str | None = Field(default=None, foreign_key="plan.key", index=True)
    province: str
    holder: str
    folded: str = Field(index=True)
    duty: str | None = None
    put_in: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    taken_out: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    settles: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]"))
    why: str
    at: datetime
    by: str
    revoked_at: datetime | None = None
