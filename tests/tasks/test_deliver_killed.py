"""A sender that is killed fifty times (in the daily tests ten), at random moments, loses nothing and repeats only what was in flight."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path

import pytest
from sqlmodel import col, select

from models.journal import verify
from models.outbox import Message
from notifications.compose import queue
from tasks.deliver import LEASE, RECORD_WITHIN
from tasks.office import Office
from tests.letters import letter
from tests.mail_server import MailServer

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
SEED = 20260303
DELAY = 0.003
"""Seconds that the server thinks about each mail."""
UNRECORDED = ceil(RECORD_WITHIN / DELAY) + 1
"""Answers that can wait to be recorded, and the mail on its way."""


class Nursery:
    """Starts senders one after another; see nursery.py."""

    def __init__(self, process: subprocess.Popen[str], office: Office) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._in, self._out, self._office = process.stdin, process.stdout, office

    def start(self, now: datetime) -> int:
        """A sender's process id."""
        order = {
            "settings": self._office.settings.model_dump_json(),
            "secret": self._office.secret.hex(),
            "now": now.isoformat(),
        }
        self._in.write(json.dumps(order) + "\n")
        self._in.flush()
        return int(self._answer("started"))

    def ended(self) -> int:
        """Wait for the sender to end; its exit code, negative where a signal ended it."""
        return int(self._answer("ended"))

    def _answer(self, word: str) -> str:
        said, _, rest = self._out.readline().strip().partition(" ")
        assert said == word, (said, rest)
        return rest


@pytest.fixture
def nursery(office: Office, mail_server: MailServer) -> Iterator[Nursery]:
    """Senders for the office, towards the mail server of the test."""
    office.settings.mail_url = mail_server.url
    with subprocess.Popen(
        [sys.executable, "-m", "tests.tasks.nursery"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        made = Nursery(process, office)
        made._answer("ready")
        yield made
        assert process.stdin is not None
        process.stdin.close()


@pytest.mark.parametrize(
    ("kills", "letters"), [(10, 80), pytest.param(50, 300, marks=pytest.mark.services)], ids=["ten", "fifty"]
)
def test_kills_lose_nothing_and_repeat_only_what_was_in_flight(
    office: Office, mail_server: MailServer, nursery: Nursery, kills: int, letters: int
) -> None:
    draw = random.Random(SEED)
    mail_server.delay = DELAY
    with office.database.writing() as session:
        queue(session, NOW, [letter(number) for number in range(letters)])
    now, in_flight, seen, largest = NOW, Counter[str](), 0, 0
    for kill in range(1, kills + 1):
        _kill_at_random(mail_server, draw, pid := nursery.start(now))
        status = nursery.ended()
        mail_server.wait_until_idle()
        assert status == -signal.SIGKILL, f"sender {pid} ended by itself before kill {kill}: {status}"
        unrecorded = set(_received(mail_server, since=seen)) - _recorded(office)
        seen = len(mail_server.received)
        largest = max(largest, len(unrecorded))
        in_flight.update(unrecorded)
        now += LEASE + timedelta(seconds=1)

    mail_server.before_answer = lambda: None
    nursery.start(now)
    assert nursery.ended() == 0

    received = _received(mail_server)
    duplicates = received.total() - letters
    print(f"{kills} kills, {letters} messages, {duplicates} duplicates, {largest} in flight at most")
    assert len(received) == letters, "every message arrived"
    assert received.keys() == _recorded(office), "and is recorded as sent"
    assert duplicates > 0, "no kill came between acceptance and record: the test proves nothing"
    assert largest <= UNRECORDED
    for message_id, times in received.items():
        assert times - 1 <= in_flight[message_id], "only what was in flight is repeated, with its Message-ID"
    with office.database.reading() as session:
        assert verify(session) is None


def _kill_at_random(server: MailServer, draw: random.Random, pid: int) -> None:
    """Kill the sender a few milliseconds after its start, or after one of its next mails came in."""
    mails = draw.choice([0, 1, 1, 2, 3, 4, 6, 9])
    pause = draw.uniform(0, 0.03 if mails == 0 else 2 * DELAY)

    def kill() -> None:
        os.kill(pid, signal.SIGKILL)

    def count() -> None:
        nonlocal mails
        mails -= 1
        if mails == 0:
            server.loop.call_later(pause, kill)

    server.before_answer = count
    if mails == 0:
        server.loop.call_soon_threadsafe(server.loop.call_later, pause, kill)


def _received(server: MailServer, *, since: int = 0) -> Counter[str]:
    return Counter(str(mail["Message-ID"]) for _, mail in server.received[since:])


def _recorded(office: Office) -> set[str]:
    with office.database.reading() as session:
        return set(session.exec(select(Message.message_id).where(col(Message.state) == "sent")))
