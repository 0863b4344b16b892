"""Who stands behind a contact: whether its address is proven, who is away, who passed a request on."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel


class ContactCheck(SQLModel, table=True):
    """A confirmation message to one address of a contact: sent before the first real use, answered once.

    The link shows on GET and confirms on POST (DESIGN, decision 11); its token is stored hashed.
    """

    __tablename__ = "contact_check"

    token_hash: str = Field(primary_key=True)
    contact_id: int = Field(foreign_key="contact.id", index=True)
    channel: str
    address: str
    sent_at: datetime
    expires_at: datetime
    confirmed_at: datetime | None = None


class Absence(SQLModel, table=True):
    """A contact who is away from ``starts`` to ``ends`` (both inclusive), and who stands in, if anybody."""

    __tablename__ = "absence"

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id", index=True)
    starts: date
    ends: date
    substitute_id: int | None = Field(default=None, foreign_key="contact.id")
    reason: str = ""
    recorded_at: datetime
    recorded_by: str
    cancelled_at: datetime | None = None


class Delegation(SQLModel, table=True):
    """One request passed on to another person or subordinate unit; ``previous_id`` keeps the chain.

    ``unit`` is the unit as it was named, ``agency_key`` where the directory knows it. ``bounced_at``: the
    address was refused for good. ``ended_at``: taken back. The agency stays answerable: its own focal person goes on being told what climbs.
    """

    __tablename__ = "delegation"

    id: int | None = Field(default=None, primary_key=True)
    request_id: str = Field(foreign_key="request.id", index=True)
    previous_id: int | None = Field(default=None, foreign_key="delegation.id")
    agency_key: str | None = Field(default=None, foreign_key="agency.key")
    unit: str = ""
    name: str
    email: str | None = None
    phone: str | None = None
    bounced_at: datetime | None = None
    reason: str
    at: datetime
    by: str
    ended_at: datetime | None = None
