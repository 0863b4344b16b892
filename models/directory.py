"""Who there is to ask: agencies as identities with validity dates, their names and contacts."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import JSON, Column, Field, SQLModel

LEVELS = ("central", "province", "district", "commune")
"""From the top down; the district ended on 30 June 2025 (DOMAIN 6.2)."""


class ContactRole(StrEnum):
    """Who in an agency: the officer in charge, the clerk's office, the responsible leader (DOMAIN 7.1)."""

    FOCAL = "focal"
    CLERK = "clerk"
    LEADER = "leader"


class Agency(SQLModel, table=True):
    """An agency as an identity. ``key`` is short and stable ("snv"); names change, the key stays.

    ``kind`` is what group expressions select by ("Các sở, ban, ngành"): department, office, police ... as
    config/directory/groups.yaml lists them. ``requested`` marks bodies that are asked, not ordered (Fatherland Front, Party, courts): they are
    reminded, never escalated. ``valid_to`` is the last day on which the agency exists. ``position`` is the agency's
    place in the directory as its file lists it, which is how offices order bodies everywhere.
    """

    __tablename__ = "agency"

    key: str = Field(primary_key=True)
    name: str
    level: str
    kind: str = "unit"
    province: str
    parent_key: str | None = Field(default=None, foreign_key="agency.key")
    sign: str | None = None
    code: str | None = None
    functions: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    requested: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    position: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class AgencyAlias(SQLModel, table=True):
    """Another way in which texts write an agency's name; ``folded`` is the key that matching compares."""

    __tablename__ = "agency_alias"

    id: int | None = Field(default=None, primary_key=True)
    agency_key: str = Field(foreign_key="agency.key", index=True)
    alias: str
    folded: str = Field(index=True)


class Contact(SQLModel, table=True):
    """A person or desk of an agency that messages go to.

    ``letter`` is the number of the letter that named the person, ``since``/``until`` the days of the charge
    (inclusive). ``bounced_at``: the last hard bounce, which takes ``verified`` away.
    """

    __tablename__ = "contact"

    id: int | None = Field(default=None, primary_key=True)
    agency_key: str = Field(foreign_key="agency.key", index=True)
    role: str = ContactRole.FOCAL
    name: str
    email: str | None = None
    phone: str | None = None
    language: str = "vi"
    verified: bool = False
    verified_at: datetime | None = None
    bounced_at: datetime | None = None
    since: date | None = None
    until: date | None = None
    letter: str | None = None
    active: bool = True


class Succession(SQLModel, table=True):
    """Who took over an agency's function, from which day (DOMAIN 6.4). No heir: a question, not a guess."""

    __tablename__ = "succession"

    id: int | None = Field(default=None, primary_key=True)
    old_key: str = Field(foreign_key="agency.key", index=True)
    new_key: str | None = Field(default=None, foreign_key="agency.key")
    valid_from: date
    function: str | None = None
    source: str
