"""Our channels as Apprise plugins: what they share, and Apprise's own as a guest.

Apprise's ``notify`` carries a title and a body and answers True or False. Our plugins need the Message-ID and
must tell code and kind of a refusal: the parcel is laid beside the call, and so is the receipt.
"""

from __future__ import annotations

import logging
from typing import Any

import apprise
from apprise.plugins.base import NotifyBase

from notifications.channels.parcel import Outcome, Parcel, Receipt

# Apprise annotates some of its methods and not others: to a strict checker it is untyped
_Apprise: Any = apprise
_NotifyBase: Any = NotifyBase

# Apprise's threads would part a parcel from its receipt
_ASSET = _Apprise.AppriseAsset(async_mode=False)


class DondocPlugin(_NotifyBase):  # type: ignore[misc]
    """A plugin that takes a parcel and keeps a receipt; one object serves one thread."""

    request_rate_per_sec = 0  # Apprise's default waits 5.5 s between two messages
    title_maxlen = 998
    body_maxlen = 1_000_000

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._parcel: Parcel | None = None
        self._receipt: Receipt | None = None
        self._apprise = _Apprise.Apprise(asset=_ASSET)
        self._apprise.add(self)

    def post(self, parcel: Parcel) -> Receipt:
        """Hand one parcel through Apprise to this plugin and return its receipt."""
        self._parcel, self._receipt = parcel, None
        self._apprise.notify(title=parcel.subject, body=parcel.text)
        # Apprise logs an exception in a plugin and answers False: the message stays due, the log has the trace
        return self._receipt or Receipt(Outcome.TEMPORARY, "the channel broke; see the log")

    def send(self, body: str, title: str = "", **_: Any) -> bool:
        """What Apprise calls. Outside :meth:`post` there is no parcel, and nothing is sent."""
        if self._parcel is None:
            self.logger.warning("%s carries only messages of the outbox", self.service_name)
            return False
        parcel, self._parcel = self._parcel, None
        self._receipt = self.carry(parcel)
        return self._receipt.outcome == Outcome.ACCEPTED

    def carry(self, parcel: Parcel) -> Receipt:
        """Do it; each channel its own way."""
        raise NotImplementedError

    def close(self) -> None:
        """Give back connections."""


class ForeignChannel:
    """Any other Apprise address: it says only whether it went, and its log why not."""

    def __init__(self, url: str) -> None:
        self._apprise = _Apprise.Apprise(asset=_ASSET)
        self.usable = bool(self._apprise.add(url))

    def post(self, parcel: Parcel) -> Receipt:
        """Send title and text; a refusal counts as temporary, since Apprise does not tell."""
        with _Apprise.LogCapture(level=logging.WARNING) as log:
            gone = bool(self._apprise.notify(title=parcel.subject, body=parcel.text))
            said = " ".join(log.getvalue().split())
        return Receipt(Outcome.ACCEPTED if gone else Outcome.TEMPORARY, said or f"Apprise: {gone}")

    def close(self) -> None:
        """Apprise keeps nothing open."""
