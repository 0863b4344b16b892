"""Personal links to a request's form: unguessable, expiring, revocable, stored only as a hash.

The token is derived from the installation's secret, so that a message can be rendered when it leaves
although the database holds nothing that opens a form.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from config.errors import DondocError
from models.clock import local_day
from models.directory import Contact
from models.round import ReplyLink

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
TOKEN_LENGTH = 17
"""17 letters of 57 are 99 bits: nobody tries them all, and the link still fits into an SMS."""


class LinkForged(DondocError):
    """A link that this installation never issued."""


class LinkExpired(DondocError):
    """A link whose time is over."""


class LinkRevoked(DondocError):
    """A link that the coordinator withdrew."""


def find_link(session: Session, token: str, now: datetime) -> ReplyLink:
    """The link that a token opens. Raises LinkForged, LinkRevoked or LinkExpired.

    Whoever the directory no longer lists for the agency opens nothing more: it is a personal link.
    """
    row = session.get(ReplyLink, hash_token(token))
    if row is None:
        raise LinkForged.of("link.forged", place="/b/…")
    holder = session.get(Contact, row.contact_id) if row.contact_id is not None else None
    if row.revoked_at is not None or (holder is not None and not holder.active):
        raise LinkRevoked.of("link.revoked", place="/b/…")
    if row.expires_at <= now:
        raise LinkExpired.of("link.expired", place="/b/…", day=f"{local_day(row.expires_at):%d/%m/%Y}")
    return row


def issue_links(
    session: Session, secret: bytes, rows: Iterable[tuple[str, int | None, str]], expires_at: datetime
) -> None:
    """Store a link for each (request id, contact id, address); one that exists keeps its first date."""
    values = [
        {
            "token_hash": hash_token(token_for(secret, request_id, address)),
            "request_id": request_id,
            "contact_id": contact_id,
            "recipient": address,
            "expires_at": expires_at,
        }
        for request_id, contact_id, address in rows
    ]
    if values:
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        session.execute(dialect.insert(ReplyLink).on_conflict_do_nothing(), values)


def token_for(secret: bytes, request_id: str, address: str) -> str:
    """The token of one recipient's link to one request: TOKEN_LENGTH letters without look-alikes."""
    number = int.from_bytes(hmac.digest(secret, f"{request_id}\0{address}".encode(), "sha256"), "big")
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


def revoke_links(session: Session, request_id: str, now: datetime) -> int:
    """Withdraw all links to a request; returns how many were open."""
    links = session.exec(
        select(ReplyLink).where(ReplyLink.request_id == request_id, col(ReplyLink.revoked_at).is_(None))
    ).all()
    for link in links:
        link.revoked_at = now
    return len(links)


def extend_links(session: Session, request_id: str, expires_at: datetime) -> None:
    """Let a request's links live at least until ``expires_at``: its deadline moved."""
    session.execute(
        update(ReplyLink)
        .where(col(ReplyLink.request_id) == request_id, col(ReplyLink.expires_at) < expires_at)
        .values(expires_at=expires_at)
    )
