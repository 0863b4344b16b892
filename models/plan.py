"""A launched plan: its head, responsibilities and edges, as they stood in the plan file."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import JSON, Column, Field, SQLModel


class PlanState(StrEnum):
    """A plan is running from its launch until it is closed."""

    RUNNING = "running"
    CLOSED = "closed"


class Plan(SQLModel, table=True):
    """A plan as launched. ``key`` is readable and unique ("12-kh-ubnd-2019-lai-chau").

    ``planfile`` is the plan file's whole text, ``digest`` its SHA-256: launching the same file twice
    changes nothing. ``ladder``: the one that was put in use since in place of the plan file's, for rounds to come.
    """

    __tablename__ = "plan"

    key: str = Field(primary_key=True)
    number: str | None = None
    title: str
    issuer: str
    level: str
    province: str
    year: int
    issued_on: date
    coordinator_key: str = Field(foreign_key="agency.key")
    regime: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    policy: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    ladder: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    planfile: str
    digest: str = Field(index=True)
    state: str = PlanState.RUNNING
    launched_at: datetime
    launched_by: str

    @property
    def label(self) -> str:
        """How people call the plan: "KH 12/KH-UBND", or its title where it has no number ("không số")."""
        return f"KH {self.number}" if any(letter.isdigit() for letter in self.number or "") else self.title


class Responsibility(SQLModel, table=True):
    """One duty of one holder, as the plan file gives it.

    An amended plan drops and adds rows, it never rewrites one: ``added_in`` and ``dropped_in`` are the plan's
    version numbers, ``replaces`` the id of the row whose duty this one carries on.
    """

    __tablename__ = "responsibility"

    id: str = Field(primary_key=True)
    plan_key: str = Field(foreign_key="plan.key", index=True)
    number: str
    position: int
    holder: str
    group: bool = False
    requested: bool = False
    text: str
    roles: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    partners: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    reports_to: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    due: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    basis: str = "stated"
    exception_channel: bool = False
    source_start: int | None = None
    source_end: int | None = None
    added_in: int = 1
    dropped_in: int | None = None
    replaces: str | None = None


class PlanVersion(SQLModel, table=True):
    """One state of a plan: version 1 is the launch, each further one an amendment with the act that made it."""

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("plan_key", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_key: str = Field(foreign_key="plan.key", index=True)
    version: int
    planfile: str
    digest: str = Field(index=True)
    act: str | None = None
    at: datetime
    by: str
    why: str = ""
    changes: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class Edge(SQLModel, table=True):
    """A typed edge between responsibilities or agencies of one plan."""

    __tablename__ = "edge"

    id: int | None = Field(default=None, primary_key=True)
    plan_key: str = Field(foreign_key="plan.key", index=True)
    kind: str
    source: str
    target: str
    basis: str = "stated"
