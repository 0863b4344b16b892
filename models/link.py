"""Personal links to a request's form: unguessable, expiring, revocable, stored only as a hash.

The token is derived from the installation's secret, so that a message can be rendered when it leaves
although the database holds nothing that opens a form.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, bindparam, func, update
from sqlmodel import Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from config.errors import DondocError
from models.clock import local_day
from models.directory import Contact
from models.inserting import insert_on_conflict
from models.round import ReplyLink

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
TOKEN_LENGTH = 17
"""17 letters of 57 are 99 bits: nobody tries them all, and the link still fits into an SMS."""

_TABLE = SQLModel.metadata.tables[str(ReplyLink.__tablename__)]
_ISSUE = insert_on_conflict(
    _TABLE,
    ("token_hash", "request_id", "contact_id", "recipient", "expires_at"),
    "DO NOTHING",
)
_WITHDRAWN = (
    select(ReplyLink.request_id, ReplyLink.recipient, func.count())
    .where(col(ReplyLink.request_id).in_(bindparam("ids", expanding=True)), col(ReplyLink.revoked_at).is_not(None))
    .group_by(ReplyLink.request_id, ReplyLink.recipient)
)


class LinkForged(DondocError):
    """A link that this installation never issued."""


class LinkExpired(DondocError):
    """A link whose time is over."""


class LinkRevoked(DondocError):
    """A link that the coordinator withdrew."""


def find_link(session: Session, token: str, now: datetime) -> ReplyLink:
    """The link that a token opens. Raises LinkForged, LinkRevoked or LinkExpired.

    Whoever the directory no longer lists for the agency, or who gave up the charge before today, opens nothing
    more: it is a personal link.
    """
    row = session.get(ReplyLink, hash_token(token))
    if row is None:
        raise LinkForged.of("link.forged", place="/b/…")
    holder = session.get(Contact, row.contact_id) if row.contact_id is not None else None
    if row.revoked_at is not None or (holder is not None and _gave_up(holder, now)):
        raise LinkRevoked.of("link.revoked", place="/b/…")
    if row.expires_at <= now:
        raise LinkExpired.of("link.expired", place="/b/…", day=f"{local_day(row.expires_at):%d/%m/%Y}")
    return row


def issue_links(
    session: Session,
    secret: bytes,
    rows: Iterable[tuple[str, int | None, str]],
    expires_at: datetime,
    issues: Mapping[tuple[str, str], int] | None = None,
) -> None:
    """Store a link for each (request id, contact id, address); one that exists keeps its first date.

    ``issues``: for those of whom links were withdrawn, the number of the new one (:func:`issues_of`).
    """
    issues = issues or {}
    values = [
        {
            "token_hash": hash_token(token_for(secret, request_id, address, issues.get((request_id, address), 0))),
            "request_id": request_id,
            "contact_id": contact_id,
            "recipient": address,
            "expires_at": expires_at,
        }
        for request_id, contact_id, address in rows
    ]
    if values:
        session.flush()
        session.execute(_ISSUE, values)


@lru_cache(maxsize=4096)
def token_for(secret: bytes, subject: str, address: str, issue: int = 0) -> str:
    """The token of one recipient's link to one request (or another subject): TOKEN_LENGTH letters without look-alikes.

    ``issue`` counts the links of this recipient that were withdrawn before: none opens again.
    """
    said = f"{subject}\0{address}" + (f"\0{issue}" if issue else "")
    number = int.from_bytes(hmac.digest(secret, said.encode(), "sha256"), "big")
    letters = []
    for _ in range(TOKEN_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def hash_token(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def mark_opened(session: Session, token: str, now: datetime) -> None:
    """Record that a person, not a mail scanner, used the link for the first time."""
    session.execute(
        update(ReplyLink)
        .where(col(ReplyLink.token_hash) == hash_token(token), col(ReplyLink.first_opened_at).is_(None))
        .values(first_opened_at=now)
    )


def revoke_links(
    session: Session,
    now: datetime,
    *,
    request_id: str | None = None,
    contact_id: int | None = None,
    address: str | None = None,
) -> int:
    """Withdraw the links that fit everything given; returns how many were open.

    Who is written to again gets a new one: see :func:`issues_of`.
    """
    links = session.exec(select(ReplyLink).where(*_wanted(request_id, contact_id, address))).all()
    for link in links:
        link.revoked_at = now
    return len(links)


def open_links(
    request_id: str | None = None, contact_id: int | None = None, address: str | None = None
) -> SelectOfScalar[str]:
    """Asks for the ids of the requests that such links open."""
    return select(ReplyLink.request_id).where(*_wanted(request_id, contact_id, address))


def _wanted(request_id: str | None, contact_id: int | None, address: str | None) -> list[ColumnElement[bool]]:
    wanted = {"request_id": request_id, "contact_id": contact_id, "recipient": address}
    given = [getattr(ReplyLink, name) == value for name, value in wanted.items() if value is not None]
    return [col(ReplyLink.revoked_at).is_(None), *given]


def issues_of(session: Session, request_ids: Iterable[str]) -> dict[tuple[str, str], int]:
    """(request id, address) -> how many of its links were withdrawn: the number of the next one."""
    rows = session.execute(_WITHDRAWN, {"ids": list(request_ids)})
    return {(request_id, address): count for request_id, address, count in rows}


def extend_links(session: Session, until: Iterable[tuple[str, datetime]]) -> None:
    """Let the links of requests (request id, moment) live at least until then: their deadlines moved."""
    rows = [{"of": request_id, "until": expires_at} for request_id, expires_at in until]
    if rows:
        session.connection().execute(_EXTEND, rows)


_EXTEND = (
    update(_TABLE)
    .where(_TABLE.c.request_id == bindparam("of"), _TABLE.c.expires_at < bindparam("until"))
    .values(expires_at=bindparam("until"))
)


def _gave_up(holder: Contact, now: datetime) -> bool:
    return not holder.active or (holder.until is not None and holder.until < local_day(now))
