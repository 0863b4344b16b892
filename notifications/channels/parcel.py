"""What is handed to a channel, and what the channel says became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Outcome(StrEnum):
    """What the sender must do next.

    ``accepted``: the server has it. ``temporary``: this message later. ``permanent``: never, tell a person.
    ``unknown``: the content went and the line broke before the answer, so it may have arrived.
    ``down``: the channel itself does not work; nothing was said about this message.
    """

    ACCEPTED = "accepted"
    TEMPORARY = "temporary"
    PERMANENT = "permanent"
    UNKNOWN = "unknown"
    DOWN = "down"


@dataclass(frozen=True)
class Receipt:
    """The answer to one parcel. ``code`` is the server's reply code (RFC 5321, 4.2), where there was one.

    ``refused_recipient``: the address itself takes no mail, now and later (a hard bounce).
    """

    outcome: Outcome
    text: str
    code: int | None = None
    refused_recipient: bool = False

    @property
    def said(self) -> str:
        """Code and text on one line."""
        return " ".join(f"{self.code or ''} {self.text}".split())


@dataclass(frozen=True)
class Attachment:
    """A file that goes along, under the name that the recipient sees."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Parcel:
    """One message to one address. ``at`` is aware; ``message_id`` has its angle brackets.

    ``reply_token`` makes replies tell which request they answer (address+token@…), where the channel's
    address names a mailbox for replies.
    """

    message_id: str
    at: datetime
    recipient: str
    address: str
    text: str
    subject: str = ""
    html: str | None = None
    sender_name: str = ""
    sender_address: str = ""
    list_id: str | None = None
    reply_token: str | None = None
    attachments: tuple[Attachment, ...] = ()


class Channel(Protocol):
    """Anything that carries parcels."""

    def post(self, parcel: Parcel) -> Receipt:
        """Hand over one parcel and say what became of it. Never raises for what a server says."""

    def close(self) -> None:
        """Give back connections."""
