"""``dondocsmtp://user:password@host:port?mode=starttls``: e-mail on one kept SMTP connection.

Modes: ``starttls`` (the default; port 587), ``tls`` (from the first byte; port 465), ``plain`` (port 25: a server
in the same building). Options: ``reply=mailbox@…`` sets Reply-To, ``timeout=60`` in seconds.
"""

from __future__ import annotations

import contextlib
import ipaddress
import re
import smtplib
import ssl
from typing import Any

from notifications.channels.mime import wire
from notifications.channels.parcel import Outcome, Parcel, Receipt
from notifications.channels.plugin import DondocPlugin
from notifications.errors import ChannelError

PORTS = {"starttls": 587, "tls": 465, "plain": 25}
SHUTTING_DOWN, TOO_BIG = 421, 552
_POLICY = re.compile(rb"5\.7\.\d")
"""RFC 3463, 3.8: refused for who we are; the address may well exist."""
_LINE_OF_DOT = re.compile(rb"^\.", re.MULTILINE)


class DondocSmtp(DondocPlugin):
    """E-mail to one server. The connection is opened at the first parcel and kept until :meth:`close`."""

    service_name = "Dondoc SMTP"
    protocol = "dondocsmtp"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        options = kwargs.get("qsd", {})
        self.mode = options.get("mode", "starttls")
        self.reply_to = options.get("reply")
        if not self.host or self.mode not in PORTS:
            raise ChannelError.of("channel.smtp", place=f"{self.protocol}://{self.host or ''}?mode={self.mode}")
        if self.mode == "plain" and self.user and not _is_loopback(self.host):
            raise ChannelError.of("channel.plain_password", place=f"{self.protocol}://{self.host}")
        self._port: int = self.port or PORTS[self.mode]
        self.timeout = float(options.get("timeout", 60))
        self._smtp: smtplib.SMTP | None = None

    def carry(self, parcel: Parcel) -> Receipt:
        """One transaction (RFC 5321, 3.3); a kept connection that died meanwhile is opened again, once."""
        content = wire(parcel, reply_to=self.reply_to)
        kept = self._smtp is not None
        receipt = self._transact(parcel, content)
        if receipt is None and kept:
            receipt = self._transact(parcel, content)
        return receipt or Receipt(Outcome.TEMPORARY, "the server hung up before it took the content")

    def close(self) -> None:
        """Say QUIT, where the server still listens."""
        if self._smtp is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
            self._drop()

    def url(self, privacy: bool = False, *_: Any, **__: Any) -> str:
        """The channel's address without the password."""
        return f"{self.protocol}://{self.host}:{self._port}?mode={self.mode}"

    def _transact(self, parcel: Parcel, content: bytes) -> Receipt | None:
        """The receipt; None where the line broke before the content began, so that nothing was sent."""
        try:
            smtp = self._connected()
        except (OSError, smtplib.SMTPException) as fault:
            self._drop()
            return Receipt(Outcome.DOWN, _words(fault), getattr(fault, "smtp_code", None))
        try:
            size = f" SIZE={len(content)}" if smtp.has_extn("size") else ""
            # not smtp.mail/rcpt: they parse again what was checked when it was queued
            for command, argument in (
                ("MAIL", f"FROM:<{parcel.sender_address}>{size}"),
                ("RCPT", f"TO:<{parcel.address}>"),
                ("DATA", ""),
            ):
                code, text = smtp.docmd(command, argument)
                if code == SHUTTING_DOWN:
                    self._drop()
                    return None
                if code not in (250, 251, 354):
                    return self._refused(command, code, text)
        except (OSError, smtplib.SMTPException):
            self._drop()
            return None
        try:
            smtp.send(_LINE_OF_DOT.sub(b"..", content) + b".\r\n")
            code, text = smtp.getreply()
        except (OSError, smtplib.SMTPException) as fault:
            self._drop()
            return Receipt(Outcome.UNKNOWN, _words(fault))
        if code != 250:
            return self._refused("content", code, text)
        return Receipt(Outcome.ACCEPTED, _words(text), code)

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is None:
            if self.mode == "tls":
                context = ssl.create_default_context()
                self._smtp = smtplib.SMTP_SSL(self.host, self._port, timeout=self.timeout, context=context)
            else:
                self._smtp = smtplib.SMTP(self.host, self._port, timeout=self.timeout)
            if self.mode == "starttls":
                self._smtp.starttls(context=ssl.create_default_context())
            if self.user:
                self._smtp.login(self.user, self.password or "")
            self._smtp.ehlo_or_helo_if_needed()
        return self._smtp

    def _refused(self, stage: str, code: int, text: bytes) -> Receipt:
        """4yz is for later, 5yz for good (RFC 5321, 4.2.1); the next transaction starts clean.

        A refusal of the sender is about the installation, not about this message, unless it is too big.
        """
        assert self._smtp is not None
        try:
            if self._smtp.rset()[0] != 250:
                self._drop()
        except (OSError, smtplib.SMTPException):
            self._drop()
        outcome = Outcome.PERMANENT if code >= 500 else Outcome.TEMPORARY
        if stage == "MAIL" and code >= 500 and code != TOO_BIG:
            outcome = Outcome.DOWN
        hard = stage == "RCPT" and code >= 500 and not _POLICY.match(text)
        return Receipt(outcome, _words(text), code, refused_recipient=hard)

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None


def _words(said: bytes | BaseException) -> str:
    if isinstance(said, bytes):
        return said.decode("utf-8", "replace")
    if isinstance(said, smtplib.SMTPResponseException):
        return _words(said.smtp_error if isinstance(said.smtp_error, bytes) else str(said.smtp_error).encode())
    return f"{type(said).__name__}: {said}"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
