"""Emptying the outbox against plain smtplib and plain Apprise, all into the same mail server on loopback.

The server is aiosmtpd in a process of its own. ``deliver`` claims, renders subject, text and HTML from templates,
sends, records and journals. The yardstick is a script of ten lines: the same words, rendered beforehand, put into
an EmailMessage and sent with smtplib on one connection. Beside it, without a bound: bytes that were made beforehand.
"""

from __future__ import annotations

import smtplib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory

from apprise import Apprise

from config.settings import Settings
from notifications.channels.mime import wire
from notifications.channels.parcel import Parcel
from notifications.compose import Letter, queue
from notifications.render import Rendered, render
from tasks.deliver import deliver
from tasks.office import Office
from tests.bench.row import Row
from tests.letters import letter

MAILS = 2_000
LEAST_RATIO = 0.7
FRESH, SAME = 40, 2
"""Mails through stock Apprise: an object each, and one object for all (5.5 s apart)."""
NOW = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
SENDER = "dondoc@example.invalid"

SERVER = """
import sys
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
import socket
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
controller = Controller(Sink(), hostname="127.0.0.1", port=port)
controller.start()
print(port, flush=True)
sys.stdin.read()
controller.stop()
"""


def measure() -> list[Row]:
    """Mails a second: ours against smtplib, then what stock Apprise would do."""
    letters = [letter(number) for number in range(MAILS)]
    said = [_rendered(each) for each in letters]
    wires = _wires(letters, said)
    with _server() as port, TemporaryDirectory() as folder:
        # the yardstick runs before and after: a busy machine is busy for both
        before = _rate(lambda: _built(port, letters[::2], said[::2]), MAILS // 2)
        ready_before = _rate(lambda: _ready(port, wires[::2]), MAILS // 2)
        ours = _ours(port, Path(folder), letters)
        ready_after = _rate(lambda: _ready(port, wires[1::2]), MAILS // 2)
        after = _rate(lambda: _built(port, letters[1::2], said[1::2]), MAILS // 2)
        fresh = _rate(lambda: _stock(port, letters[:FRESH], said, each_its_own=True), FRESH)
        same = _rate(lambda: _stock(port, letters[:SAME], said, each_its_own=False), SAME)
    built, ready = 2 / (1 / before + 1 / after), 2 / (1 / ready_before + 1 / ready_after)
    bound = f">= {LEAST_RATIO} of it"
    return [
        Row(
            f"deliver: {MAILS:,} mails",
            ours,
            "/s",
            bound,
            ours >= LEAST_RATIO * built,
            "smtplib, one connection",
            built,
        ),
        Row(f"deliver: {MAILS:,} mails", ours, "/s", "shown", True, "smtplib, bytes ready-made", ready),
        Row(f"stock Apprise mailto, an object each ({FRESH} mails)", fresh, "/s", "shown", True),
        Row(f"stock Apprise mailto, one object ({SAME} mails)", same, "/s", "shown", True),
    ]


def _ours(port: int, folder: Path, letters: Sequence[Letter]) -> float:
    chosen = Settings(  # type: ignore[call-arg]
        data_dir=folder, mail_url=f"dondocsmtp://127.0.0.1:{port}?mode=plain", mail_from=SENDER, _env_file=None
    )
    office = Office.open(chosen)
    with office.database.writing() as session:
        queue(session, NOW, letters)
    rate = _rate(lambda: deliver(office, NOW, limit=MAILS).sent, MAILS)
    office.database.dispose()
    return rate


def _rendered(each: Letter) -> Rendered:
    return render(each.kind, "email", "vi", each.context, secret=b"bench", public_url="https://baocao.example")


def _built(port: int, letters: Sequence[Letter], said: Sequence[Rendered]) -> int:
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        for each, words in zip(letters, said, strict=True):
            mail = EmailMessage()
            mail["From"] = Address("Sở Nội vụ", addr_spec=SENDER)
            mail["To"] = Address(each.recipient, addr_spec=each.address)
            mail["Subject"] = words.subject
            mail.set_content(words.text)
            mail.add_alternative(words.html, subtype="html")
            smtp.send_message(mail)
    return len(letters)


def _wires(letters: Sequence[Letter], said: Sequence[Rendered]) -> list[tuple[str, bytes]]:
    return [
        (
            each.address,
            wire(
                Parcel(
                    f"<{number}@example.invalid>", NOW, each.recipient, each.address, words.text, words.subject,
                    words.html, "Sở Nội vụ", SENDER,
                )
            ),
        )
        for number, (each, words) in enumerate(zip(letters, said, strict=True))
    ]  # fmt: skip


def _ready(port: int, wires: Sequence[tuple[str, bytes]]) -> int:
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        for address, content in wires:
            smtp.sendmail(SENDER, [address], content)
    return len(wires)


def _stock(port: int, letters: Sequence[Letter], said: Sequence[Rendered], *, each_its_own: bool) -> int:
    sent, kept = 0, Apprise()
    kept.add(_mailto(port, letters[0].address))
    for each, words in zip(letters, said, strict=False):
        sender = kept
        if each_its_own:
            sender = Apprise()
            sender.add(_mailto(port, each.address))
        sent += bool(sender.notify(title=words.subject, body=words.text))
    return sent


def _mailto(port: int, address: str) -> str:
    return f"mailto://127.0.0.1:{port}?smtp=127.0.0.1&mode=insecure&from={SENDER}&to={address}"


def _rate(send: Callable[[], int], mails: int) -> float:
    began = time.perf_counter()
    sent = send()
    assert sent == mails, f"{sent} of {mails} were sent"
    return mails / (time.perf_counter() - began)


@contextmanager
def _server() -> Iterator[int]:
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        yield int(process.stdout.readline())
        process.stdin.close()
