"""Emptying the outbox: claim, write, send, record (DESIGN, decision 4).

1. Claim some due messages under a lease, in one statement.
2. Write each one's words from its template and hand it to its channel.
3. Record what the channel said, and the journal's entries with it, every RECORD_WITHIN seconds.

Nothing is marked sent before its server accepted it. After a kill at any point a message is either
recorded, or claimed and due again when its lease ends, with the same Message-ID.
"""

from __future__ import annotations

import logging
import math
import os
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from config.errors import DondocError
from models.clock import is_exercise, local_day
from models.outbox import MessageState
from notifications.channels import open_channel
from notifications.channels.address import check_address
from notifications.channels.parcel import Channel, Outcome, Parcel, Receipt
from notifications.compose import fingerprint
from notifications.counted import counted_on
from notifications.outbox import Attempt, Claimed, claim, record, release
from notifications.render import Rendered, render
from notifications.retry import DOWN_PAUSE, sequel
from tasks.bounces import hold_refused, take_bounces
from tasks.digest import gather
from tasks.hours import Hours
from tasks.office import Office

BATCH = 50
BATCH_NOWHERE = 1000
"""A rehearsal's messages leave at once: nothing can be left half sent."""
LEASE = timedelta(minutes=15)
RESERVE = timedelta(minutes=5)
"""No message is started when less than this is left of its lease: longer than all of a server's time-outs."""
RECORD_WITHIN = 0.025
"""Seconds of answers that one transaction records: what a kill may send twice, besides the one on its way."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Delivered:
    """How many messages were sent, failed for good, are to be repeated, may have arrived.

    ``down`` names channels that did not work at all, with the reason. ``waiting`` were due, and wait for their
    round's sending hours.
    """

    sent: int = 0
    failed: int = 0
    retry: int = 0
    unknown: int = 0
    down: dict[str, str] = field(default_factory=dict)
    waiting: int = 0


def deliver(
    office: Office,
    now: datetime,
    *,
    limit: int = 500,
    owner: str | None = None,
    carrier: Channel | None = None,
    hours: Hours | None = None,
) -> Delivered:
    """Send what is due, at most ``limit`` messages. Two senders may run at once; they share the work.

    ``carrier`` takes everything in place of the settings' channels, text parts only (a rehearsal's nowhere);
    ``hours`` is what an earlier pass has read of the rounds' ladders.

    While the office's clock is set to another day, every message goes to the sandbox. Raises ChannelError
    before anything is claimed where a channel's address in the settings cannot be used.

    What was held up (a power cut, a server that was down) leaves within its round's sending hours like
    everything else: it waits for the next ones, whenever we wake.
    """
    owner = owner or f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
    moment = _running(now)
    done = Delivered()
    hours = hours or Hours(office.database)
    gather(office, now, hours)
    size = BATCH if carrier is None else BATCH_NOWHERE
    within = RECORD_WITHIN if carrier is None else math.inf
    with _open_channels(office, carrier) as channels, _Recorder(office, owner, within) as recorder:
        left = limit
        while left > 0:
            batch = _claim(office, moment(), owner, min(size, left), done.down)
            if not batch:
                break
            left -= len(batch)
            timely = _timely(office, owner, batch, hours, moment())
            done = replace(done, waiting=done.waiting + len(batch) - len(timely))
            done = _send_all(office, channels, recorder, timely, moment, owner, done)
            recorder.write()  # a letter that moves on to a stand-in leaves in this same pass
            if carrier is not None and len(batch) < size:
                break
    return done


def _send_all(
    office: Office,
    channels: _Channels,
    recorder: _Recorder,
    batch: Sequence[Claimed],
    moment: Callable[[], datetime],
    owner: str,
    done: Delivered,
) -> Delivered:
    untried = list(batch)
    pause = timedelta(0)
    try:
        for message in batch:
            if message.channel in done.down:
                pause = DOWN_PAUSE
                continue
            if moment() > message.lease_until - RESERVE:
                break
            untried.remove(message)
            attempt = _attempt(office, channels, message, moment())
            recorder.add(attempt)
            done = _counted(done, attempt)
    finally:
        if untried:
            with office.database.writing() as session:
                release(session, owner, untried, moment() + pause)
    return done


def _attempt(office: Office, channels: _Channels, message: Claimed, at: datetime) -> Attempt:
    said: Rendered | None = None
    try:
        channel = channels.get(message)
        said = render(
            message.kind,
            "sms" if message.channel == "sms" else "email",
            message.language,
            counted_on(message.kind, message.context, local_day(at)),
            secret=office.secret,
            public_url=office.settings.resolved_public_url,
            html=channels.carrier is None,
        )
        receipt = channel.post(_parcel(office, message, said, at))
    except DondocError as refused:
        receipt = Receipt(Outcome.PERMANENT, str(refused))
    except Exception as fault:
        # a fault of ours in one message must not hold up all others behind it
        log.exception("message %s (%s) could not be handed over", message.id, message.kind)
        receipt = Receipt(Outcome.TEMPORARY, f"{type(fault).__name__}: {fault}")
    return Attempt(message, receipt, sequel(receipt, message.attempts, message.message_id, at), said, at)


def _parcel(office: Office, message: Claimed, said: Rendered, at: datetime) -> Parcel:
    chosen = office.settings
    return Parcel(
        message_id=message.message_id,
        at=at,
        recipient=message.recipient,
        address=message.address,
        subject=said.subject,
        text=said.text,
        html=said.html,
        sender_name=chosen.office_name,
        sender_address=chosen.mail_from,
        list_id=f"{message.plan_key}.{chosen.mail_domain}" if message.plan_key else None,
    )


def _counted(done: Delivered, attempt: Attempt) -> Delivered:
    if attempt.receipt.outcome == Outcome.DOWN:
        log.error("channel %s is down: %s", attempt.message.channel, attempt.receipt.said)
        return replace(done, retry=done.retry + 1, down=done.down | {attempt.message.channel: attempt.receipt.said})
    match attempt.sequel.state:
        case MessageState.SENT:
            return replace(done, sent=done.sent + 1)
        case MessageState.FAILED:
            log.warning(
                "message %s to %s failed: %s", attempt.message.id, attempt.message.recipient, attempt.receipt.said
            )
            return replace(done, failed=done.failed + 1)
        case MessageState.UNKNOWN:
            return replace(done, unknown=done.unknown + 1)
    return replace(done, retry=done.retry + 1)


def _claim(office: Office, at: datetime, owner: str, limit: int, down: dict[str, str]) -> list[Claimed]:
    with office.database.writing() as session:
        return claim(session, at, owner=owner, lease=LEASE, limit=limit, without=down)


def _running(now: datetime) -> Callable[[], datetime]:
    """The office's time from here on: ``now`` and what has passed since."""
    started = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - started)


def _timely(office: Office, owner: str, batch: Sequence[Claimed], hours: Hours, at: datetime) -> list[Claimed]:
    """Those that may leave now; the others are given back until their hour."""
    waiting: dict[datetime, list[Claimed]] = defaultdict(list)
    for message in batch:
        waiting[hours.leaves_at(message.round_id, message.channel, message.step, at)].append(message)
    now = waiting.pop(at, [])
    if waiting:
        with office.database.writing() as session:
            for later, some in waiting.items():
                release(session, owner, some, later)
    return now


class _Channels:
    """The channels of one pass; those of the settings are opened at once, so that a bad address is seen early."""

    def __init__(self, office: Office, closing: ExitStack, carrier: Channel | None) -> None:
        self._settings, self._closing, self.carrier = office.settings, closing, carrier
        self._open: dict[tuple[str, str], Channel] = {}
        if carrier is not None:
            return
        with office.database.reading() as session:
            self._exercise = is_exercise(session)
        check_address("email", self._settings.mail_from)
        self._opened("email", self._settings.mail_url)
        self._opened("sms", self._settings.sms_url)

    def get(self, message: Claimed) -> Channel:
        """The channel of one message. Raises DondocError where an extra channel was taken out of the settings."""
        if self.carrier is not None:
            return self.carrier
        if message.channel == "email":
            return self._opened("email", self._settings.mail_url)
        if message.channel == "sms":
            return self._opened("sms", self._settings.sms_url)
        for url in self._settings.extra_channels:
            if fingerprint(url) == message.address:
                return self._opened("extra", url)
        raise DondocError.of("channel.gone", place=message.message_id, mark=message.address)

    def _opened(self, name: str, url: str) -> Channel:
        if self._exercise:
            url = "sandbox://"
        if (name, url) not in self._open:
            channel = open_channel(url, name, sandbox=self._settings.data_dir / "outgoing")
            self._open[name, url] = channel
            self._closing.callback(channel.close)
        return self._open[name, url]


@contextmanager
def _open_channels(office: Office, carrier: Channel | None) -> Iterator[_Channels]:
    with ExitStack() as closing:
        yield _Channels(office, closing, carrier)


class _Recorder:
    """Writes answers in small groups: those of RECORD_WITHIN, one by one where the server is slow.

    What a carrier takes is nowhere: it is written when the pass ends.

    A failed write ends the pass; its messages stay claimed, and are due again when their lease ends.
    """

    def __init__(self, office: Office, owner: str, within: float) -> None:
        self._within = within
        self._office, self._database, self._owner = office, office.database, owner
        self._waiting: list[Attempt] = []

    def add(self, attempt: Attempt) -> None:
        """Take one answer, and write all that wait where the oldest has waited long enough."""
        self._waiting.append(attempt)
        if time.monotonic() - self._written >= self._within:
            self.write()

    def write(self) -> None:
        """Write all that wait, in one transaction."""
        if self._waiting:
            with self._database.writing() as session:
                hold_refused(session, self._waiting)
                record(session, self._owner, self._waiting)
                take_bounces(self._office, session, self._waiting)
            self._waiting = []
        self._written = time.monotonic()

    def __enter__(self) -> _Recorder:
        self._written = time.monotonic()
        return self

    def __exit__(self, *_: object) -> None:
        self.write()
