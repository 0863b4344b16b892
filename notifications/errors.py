"""What can be wrong with a message.

DondocError
└── NotificationError
    ├── UnknownTemplate   no such kind, channel or language
    ├── MissingFact       a template needs what the context does not hold
    ├── UnfitAddress      an address that no server may be handed
    └── ChannelError      a channel's address (DONDOC_MAIL_URL …) that cannot be used
"""

from __future__ import annotations

from config.errors import DondocError


class NotificationError(DondocError):
    """The root of what this room raises."""


class UnknownTemplate(NotificationError):
    """A message of a kind, channel or language that nobody wrote."""


class MissingFact(NotificationError):
    """A letter without a fact that its template needs; it names the kind and the key."""


class UnfitAddress(NotificationError):
    """An address with control characters or without its parts: it must never reach a server's dialogue."""


class ChannelError(NotificationError):
    """A channel's address in the settings that names no channel, or lacks a part."""
