"""When a message is tried again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from models.outbox import MESSAGE_MOVES, MessageState
from notifications.channels.parcel import Outcome, Receipt
from notifications.retry import LONGEST_PAUSE, MOST_ATTEMPTS, UNSURE_PAUSE, jitter, sequel

NOW = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("attempts", [1, MOST_ATTEMPTS, MOST_ATTEMPTS + 9])
def test_every_sequel_is_a_move_that_the_table_allows(outcome: Outcome, attempts: int) -> None:
    after = sequel(Receipt(outcome, ""), attempts, "<a@b>", NOW)
    MESSAGE_MOVES.check("test", MessageState.SENDING, after.state)
    final = after.state in (MessageState.SENT, MessageState.FAILED)
    assert (after.at is None) == final
    assert final or (after.at is not None and after.at > NOW)


def test_pauses_grow_and_end() -> None:
    refused = Receipt(Outcome.TEMPORARY, "greylisted", 450)
    pauses = []
    for attempt in range(1, MOST_ATTEMPTS):
        at = sequel(refused, attempt, "<a@b>", NOW).at
        assert at is not None
        pauses.append((at - NOW) / jitter("<a@b>", attempt))
    assert pauses == sorted(pauses)
    assert pauses[0] == timedelta(minutes=2)
    assert pauses[-1] == LONGEST_PAUSE
    assert sum(pauses, timedelta()) * 0.75 > timedelta(days=1), "a night's standstill is not the end"
    assert sequel(refused, MOST_ATTEMPTS, "<a@b>", NOW).state == MessageState.FAILED


def test_messages_do_not_all_come_back_at_once() -> None:
    drawn = {jitter(f"<{number}@b>", 1) for number in range(200)}
    assert len(drawn) > 100
    assert min(drawn) >= 0.75
    assert max(drawn) <= 1.25


def test_a_mail_that_may_have_arrived_waits_longer_than_one_that_did_not() -> None:
    after = sequel(Receipt(Outcome.UNKNOWN, "gone"), 1, "<a@b>", NOW)
    assert after.state == MessageState.UNKNOWN
    assert after.at is not None
    assert after.at - NOW >= UNSURE_PAUSE * 0.75
