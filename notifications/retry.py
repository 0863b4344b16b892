"""What happens to a message after an attempt: a pure rule.

RFC 5321, 4.5.4.1: try again after a while, longer each time, give up after days, not minutes. The pause
here starts shorter, since an office waits for its answer, and is spread out so that a server that comes
back is not met by everything at once.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.outbox import MessageState
from notifications.channels.parcel import Outcome, Receipt

FIRST_PAUSE = timedelta(minutes=2)
LONGEST_PAUSE = timedelta(hours=4)
UNSURE_PAUSE = timedelta(minutes=15)
"""Before a message that may have arrived is sent again: time for a person to look."""
MOST_ATTEMPTS = 16
"""With the pauses above: two days and more, a weekend's standstill of the recipient's server."""
DOWN_PAUSE = timedelta(minutes=2)
"""While the channel itself does not work: the message is not to blame and loses no attempt."""


@dataclass(frozen=True)
class Sequel:
    """The message's next state, and when it is due again (None: never)."""

    state: MessageState
    at: datetime | None


def sequel(receipt: Receipt, attempts: int, message_id: str, now: datetime) -> Sequel:
    """The next state of a message whose attempt number ``attempts`` (from 1) got this receipt."""
    match receipt.outcome:
        case Outcome.ACCEPTED:
            return Sequel(MessageState.SENT, None)
        case Outcome.PERMANENT:
            return Sequel(MessageState.FAILED, None)
        case Outcome.DOWN:
            return Sequel(MessageState.QUEUED, now + DOWN_PAUSE * jitter(message_id, attempts))
    if attempts >= MOST_ATTEMPTS:
        return Sequel(MessageState.FAILED, None)
    unsure = receipt.outcome == Outcome.UNKNOWN
    pause = min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
    if unsure:
        pause = max(pause, UNSURE_PAUSE)
    return Sequel(MessageState.UNKNOWN if unsure else MessageState.QUEUED, now + pause * jitter(message_id, attempts))


def jitter(message_id: str, attempts: int) -> float:
    """A factor from 0.75 to 1.25 that is the same each time for the same message and attempt."""
    drawn = hashlib.sha256(f"{message_id}{attempts}".encode()).digest()[0]
    return 0.75 + drawn / 510
