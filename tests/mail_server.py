"""A real mail server on loopback (aiosmtpd) that keeps what it takes and refuses what a test tells it to."""

from __future__ import annotations

import asyncio
import email
import email.policy
import ssl
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

DROP = "drop"


@dataclass
class MailServer:
    """``received`` in order; ``rcpt`` and ``content`` hold the next answers for an address, DROP hangs up.

    ``before_answer`` is called when content has come, before it is accepted; ``delay`` in seconds is how long
    the server thinks about it.
    """

    port: int = 0
    delay: float = 0.0
    received: list[tuple[str, EmailMessage]] = field(default_factory=list)
    connections: int = 0
    rcpt: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    content: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    sender: list[str] = field(default_factory=list)
    before_answer: Callable[[str], None] = lambda message_id: None
    protocols: list[SMTP] = field(default_factory=list)
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    @property
    def url(self) -> str:
        """This server as DONDOC_MAIL_URL."""
        return f"dondocsmtp://127.0.0.1:{self.port}?mode=plain&timeout=10"

    def hang_up(self) -> None:
        """Close all connections from the server's side, as after an idle time."""
        done = threading.Event()

        def close() -> None:
            for protocol in self.protocols:
                if protocol.transport is not None:
                    protocol.transport.close()
            done.set()

        self.loop.call_soon_threadsafe(close)
        done.wait(5)

    async def handle_MAIL(self, server: SMTP, _: Session, envelope: Envelope, address: str, options: Any) -> str:
        envelope.mail_from = address
        return self.sender.pop(0) if self.sender else "250 OK"

    async def handle_RCPT(self, server: SMTP, _: Session, envelope: Envelope, address: str, options: Any) -> str:
        if self.rcpt[address]:
            return self._say(server, self.rcpt[address].pop(0))
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:
        address = envelope.rcpt_tos[0]
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        self.before_answer(str(mail["Message-ID"]))
        if self.delay:
            await asyncio.sleep(self.delay)
        if self.content[address]:
            answer = self.content[address].pop(0)
            if answer == DROP:
                # the worst moment: the mail is in, its sender is never told
                self.received.append((address, mail))
            return self._say(server, answer)
        self.received.append((address, mail))
        return "250 2.0.0 queued"

    def _say(self, server: SMTP, answer: str) -> str:
        if answer != DROP:
            return answer
        server.transport.abort()
        return "421 gone"


@contextmanager
def running(*, tls: ssl.SSLContext | None = None, password: str | None = None) -> Iterator[MailServer]:
    """A server on a free port of loopback; with ``tls`` it offers STARTTLS, with ``password`` it wants a login."""
    state = MailServer()
    loop = state.loop
    ready = threading.Event()

    def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, said: Any) -> AuthResult:
        return AuthResult(success=said.password == (password or "").encode(), handled=False)

    def protocol() -> SMTP:
        state.connections += 1
        made = SMTP(
            state,
            enable_SMTPUTF8=False,
            loop=loop,
            tls_context=tls,
            authenticator=authenticate,
            auth_required=password is not None,
            auth_require_tls=tls is not None,
        )
        state.protocols.append(made)
        return made

    async def listen() -> None:
        server = await loop.create_server(protocol, "127.0.0.1", 0)
        state.port = server.sockets[0].getsockname()[1]
        ready.set()

    def serve() -> None:
        asyncio.set_event_loop(loop)
        loop.create_task(listen())
        loop.run_forever()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    assert ready.wait(5)
    yield state
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)
    loop.close()
