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

    ``before_answer`` is called when a mail is in, before its sender is told; ``delay`` in seconds is how long the
        server takes to tell.
    """

    port: int = 0
    delay: float = 0.0
    received: list[tuple[str, EmailMessage]] = field(default_factory=list)
    connections: int = 0
    rcpt: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    content: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    sender: list[str] = field(default_factory=list)
    before_answer: Callable[[], None] = lambda: None
    protocols: list[SMTP] = field(default_factory=list)
    closed: threading.Condition = field(default_factory=threading.Condition)
    gone: int = 0
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

    def wait_until_idle(self) -> None:
        """Wait until every connection has ended, so that nothing more can come in."""
        with self.closed:
            assert self.closed.wait_for(lambda: self.gone == self.connections, timeout=10)

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
        answer = self.content[address].pop(0) if self.content[address] else "250 2.0.0 queued"
        if answer == DROP or answer.startswith("250"):
            # the mail is in, whether or not its sender will ever be told
            self.received.append((address, mail))
        self.before_answer()
        if self.delay:
            await asyncio.sleep(self.delay)
        return self._say(server, answer)

    def _say(self, server: SMTP, answer: str) -> str:
        if answer != DROP:
            return answer
        server.transport.abort()
        return "421 gone"


class _Counted(SMTP):
    """Tells its server when it has ended."""

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        with self.event_handler.closed:
            self.event_handler.gone += 1
            self.event_handler.closed.notify_all()


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
        made = _Counted(
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
