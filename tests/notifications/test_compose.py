"""Queueing: once for each cause, in the caller's transaction, with all facts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from models.database import Database
from models.outbox import Message
from notifications.compose import cancel, copies, fingerprint, queue, skip
from notifications.errors import MissingFact, UnfitAddress, UnknownTemplate
from tests.letters import facts, letter

NOW = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)


def messages(database: Database) -> list[Message]:
    with database.reading() as session:
        return list(session.exec(select(Message).order_by(Message.id)))  # type: ignore[arg-type]


def test_the_same_cause_is_queued_once(database: Database) -> None:
    with database.writing() as session:
        first = queue(session, NOW, [letter(1), letter(2), letter(1)])
    with database.writing() as session:
        again = queue(session, NOW + timedelta(days=1), [letter(2), letter(3)])
    assert (first.queued, first.duplicates) == (2, 1)
    assert (again.queued, again.duplicates) == (1, 1)
    kept = messages(database)
    assert [each.created_at for each in kept] == [NOW, NOW, NOW + timedelta(days=1)]
    assert kept[0].context == facts("request", link={"request_id": "round/1", "address": "officer1@agency.example"})


def test_message_ids_come_from_the_cause_and_the_installation(database: Database) -> None:
    with database.writing() as session:
        queue(session, NOW, [letter(1), letter(2)], mail_domain="noivu.example")
    one, two = messages(database)
    assert one.message_id.startswith("<")
    assert one.message_id.endswith("@noivu.example>")
    assert one.message_id != two.message_id


def test_nothing_is_queued_when_the_transaction_fails(database: Database) -> None:
    with pytest.raises(RuntimeError), database.writing() as session:
        queue(session, NOW, [letter(1)])
        raise RuntimeError
    assert messages(database) == []


def test_a_letter_waits_for_the_sending_hour(database: Database) -> None:
    later = NOW + timedelta(hours=7)
    with database.writing() as session:
        queue(session, NOW, [letter(1, not_before=later), letter(2)])
    assert [each.next_attempt_at for each in messages(database)] == [later, NOW]


@pytest.mark.parametrize("missing", ["round", "link", "recipient", "office"])
def test_a_missing_fact_is_found_when_the_letter_is_queued(database: Database, missing: str) -> None:
    given = facts("request")
    del given[missing]
    with pytest.raises(MissingFact, match=missing), database.writing() as session:
        queue(session, NOW, [letter(1), letter(2, context=given)])
    assert messages(database) == []


@pytest.mark.parametrize(
    "address", ["", "no-at-sign", "a@b", "a b@c.example", "a@c.example\r\nRCPT TO:<x@y.example>", "đ@c.example"]
)
def test_an_address_that_could_speak_to_the_server_is_refused(database: Database, address: str) -> None:
    with pytest.raises(UnfitAddress), database.writing() as session:
        queue(session, NOW, [letter(1, address=address)])


def test_an_unknown_channel_is_refused(database: Database) -> None:
    with pytest.raises(UnknownTemplate), database.writing() as session:
        queue(session, NOW, [letter(1, channel="pigeon")])


def test_a_language_that_nobody_wrote_is_refused(database: Database) -> None:
    with pytest.raises(UnknownTemplate, match="fr"), database.writing() as session:
        queue(session, NOW, [letter(1, language="fr")])


def test_a_letter_that_is_not_sent_is_kept_with_its_reason(database: Database) -> None:
    with database.writing() as session:
        skip(session, NOW, [(letter(1, address=""), "chưa có địa chỉ")])
    (kept,) = messages(database)
    assert (kept.state, kept.reason, kept.next_attempt_at) == ("skipped", "chưa có địa chỉ", None)


def test_what_still_waits_is_withdrawn_when_the_agency_answers(database: Database) -> None:
    with database.writing() as session:
        queue(session, NOW, [letter(1, kind="reminder"), letter(2, kind="reminder")])
    with database.writing() as session:
        assert cancel(session, "round/1", ["reminder", "overdue"], "đã có báo cáo") == 1
    assert [(each.state, each.reason) for each in messages(database)] == [
        ("cancelled", "đã có báo cáo"),
        ("queued", "mở kỳ báo cáo"),
    ]


def test_extra_channels_are_kept_by_a_fingerprint_not_by_their_secret(database: Database) -> None:
    url = "json://user:secret@hooks.example/path"
    copy = copies(letter(1, kind="summary"), [url])
    with database.writing() as session:
        queue(session, NOW, copy)
    (kept,) = messages(database)
    assert (kept.channel, kept.address) == ("extra", fingerprint(url))
    assert "secret" not in kept.model_dump_json()


def test_five_thousand_letters_are_queued_in_one_statement(database: Database) -> None:
    letters = [letter(number) for number in range(5_000)]
    with database.writing() as session:
        assert queue(session, NOW, letters).queued == 5_000
