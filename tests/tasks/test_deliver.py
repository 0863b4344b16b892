"""Emptying the outbox into a real mail server on loopback."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import col, select, update

from models.clock import set_clock, wall_now
from models.journal import JournalRow, verify
from models.outbox import Message
from notifications.channels import smtp
from notifications.channels.parcel import Parcel, Receipt
from notifications.channels.sandbox import sandboxed
from notifications.compose import Letter, copies, queue
from notifications.errors import ChannelError, UnfitAddress
from notifications.outbox import claim, undelivered
from tasks.deliver import LEASE, Delivered, deliver
from tasks.office import Office
from tasks.unreached import unreached
from tests.letters import facts, letter
from tests.mail_server import DROP, MailServer

NOW = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)


@pytest.fixture
def posting(office: Office, mail_server: MailServer) -> Office:
    """The office with the mail server of the test."""
    return with_settings(office, mail_url=mail_server.url)


def with_settings(office: Office, **changed: object) -> Office:
    return replace(office, settings=office.settings.model_copy(update=changed))


def fill(office: Office, *letters: Letter) -> None:
    with office.database.writing() as session:
        queue(session, NOW, letters)


def messages(office: Office) -> list[Message]:
    with office.database.reading() as session:
        return list(session.exec(select(Message).order_by(col(Message.id))))


def test_every_due_message_is_sent_once_and_recorded(posting: Office, mail_server: MailServer) -> None:
    fill(posting, *(letter(number) for number in range(120)))
    assert deliver(posting, NOW) == Delivered(sent=120)
    assert deliver(posting, NOW + timedelta(hours=1)) == Delivered()
    assert Counter(address for address, _ in mail_server.received) == {
        f"officer{number}@agency.example": 1 for number in range(120)
    }
    assert mail_server.connections == 1
    kept = messages(posting)
    assert {each.state for each in kept} == {"sent"}
    assert {str(mail["Message-ID"]) for _, mail in mail_server.received} == {each.message_id for each in kept}
    first = kept[0]
    assert first.subject == "Đề nghị gửi báo cáo quý I/2026 (KH 12/KH-UBND), hạn 17/3/2026"
    assert first.body is not None
    assert "http://127.0.0.1:8000/b/" in first.body
    assert first.accepted_at is not None
    assert NOW <= first.accepted_at < NOW + timedelta(minutes=1)
    assert (first.attempts, first.next_attempt_at, first.lease_owner) == (1, None, None)


def test_the_journal_tells_each_message_with_why_to_whom_and_what_was_answered(
    posting: Office, mail_server: MailServer
) -> None:
    mail_server.rcpt["officer2@agency.example"] = ["550 5.1.1 no such user"]
    fill(posting, letter(1), letter(2))
    deliver(posting, NOW)
    with posting.database.reading() as session:
        rows = session.exec(select(JournalRow).order_by(col(JournalRow.seq))).all()
        assert verify(session) is None
    assert [(row.action, row.subject, row.channel, row.why) for row in rows] == [
        ("message.sent", "round/1", "email", "mở kỳ báo cáo"),
        ("message.failed", "round/2", "email", "mở kỳ báo cáo"),
    ]
    assert json.loads(rows[1].detail)["answer"] == "550 5.1.1 no such user"
    assert json.loads(rows[0].detail)["to"] == "officer1@agency.example"


def test_a_message_is_not_sent_before_its_hour(posting: Office, mail_server: MailServer) -> None:
    fill(posting, letter(1, not_before=NOW + timedelta(hours=2)))
    assert deliver(posting, NOW).sent == 0
    assert deliver(posting, NOW + timedelta(hours=2)).sent == 1


def test_a_pass_sends_no_more_than_its_limit(posting: Office, mail_server: MailServer) -> None:
    fill(posting, *(letter(number) for number in range(7)))
    assert deliver(posting, NOW, limit=5).sent == 5
    assert deliver(posting, NOW, limit=5).sent == 2


def test_a_refused_address_fails_and_is_told_to_the_coordinator(posting: Office, mail_server: MailServer) -> None:
    mail_server.rcpt["officer1@agency.example"] = ["550 5.1.1 no such user"]
    fill(posting, letter(1, round_id="r1"), letter(2, round_id="r1"))
    assert deliver(posting, NOW) == Delivered(sent=1, failed=1)
    with posting.database.reading() as session:
        (told,) = undelivered(session, round_id="r1")
    assert (told["recipient"], told["address"]) == ("Cán bộ 1", "officer1@agency.example")
    assert told["error"] == "550 5.1.1 no such user"


def test_a_greylisted_message_comes_back_with_the_same_message_id(posting: Office, mail_server: MailServer) -> None:
    mail_server.rcpt["officer1@agency.example"] = ["451 4.7.1 greylisted"]
    fill(posting, letter(1))
    assert deliver(posting, NOW) == Delivered(retry=1)
    (waiting,) = messages(posting)
    assert (waiting.state, waiting.attempts, waiting.last_error) == ("queued", 1, "451 4.7.1 greylisted")
    assert deliver(posting, NOW + timedelta(seconds=30)) == Delivered()
    assert deliver(posting, NOW + timedelta(minutes=5)) == Delivered(sent=1)
    ((_, mail),) = mail_server.received
    assert mail["Message-ID"] == waiting.message_id


def test_a_message_that_may_have_arrived_is_sent_again_with_the_same_message_id(
    posting: Office, mail_server: MailServer
) -> None:
    mail_server.content["officer1@agency.example"] = [DROP]
    fill(posting, letter(1))
    assert deliver(posting, NOW) == Delivered(unknown=1)
    assert messages(posting)[0].state == "unknown"
    assert deliver(posting, NOW + timedelta(hours=1)) == Delivered(sent=1)
    first, second = (mail["Message-ID"] for _, mail in mail_server.received)
    assert first == second


def test_a_mail_server_that_is_down_costs_no_attempt_and_does_not_hold_up_sms(
    office: Office, mail_server: MailServer
) -> None:
    down = with_settings(office, mail_url="dondocsmtp://127.0.0.1:9?mode=plain&timeout=2")
    fill(office, *(letter(number) for number in range(60)), letter(1, channel="sms"))
    done = deliver(down, NOW)
    assert (done.sent, done.retry, set(done.down)) == (1, 1, {"email"})
    waiting = [each for each in messages(office) if each.channel == "email"]
    assert {(each.state, each.attempts) for each in waiting} == {("queued", 0)}
    up = with_settings(office, mail_url=mail_server.url)
    assert deliver(up, NOW + timedelta(minutes=5)) == Delivered(sent=60)


def test_in_an_exercise_nothing_reaches_a_real_person(posting: Office, mail_server: MailServer) -> None:
    with posting.database.writing() as session:
        set_clock(session, wall_now() - timedelta(days=4000), by="test", why="diễn tập")
    fill(posting, letter(1), letter(2, channel="sms"))
    assert deliver(posting, NOW) == Delivered(sent=2)
    assert mail_server.received == []
    assert mail_server.connections == 0
    sent = list(sandboxed(posting.settings.data_dir / "outgoing"))
    assert [line["channel"] for line in sent] == ["email", "sms"]


def test_what_a_dead_sender_left_behind_is_taken_when_its_lease_ends(posting: Office, mail_server: MailServer) -> None:
    fill(posting, letter(1))
    with posting.database.writing() as session:
        assert len(claim(session, NOW, owner="dead", lease=LEASE, limit=10)) == 1
    assert deliver(posting, NOW + LEASE - timedelta(seconds=1)).sent == 0
    assert deliver(posting, NOW + LEASE).sent == 1
    assert messages(posting)[0].attempts == 2


def test_two_senders_share_the_work_and_send_nothing_twice(posting: Office, mail_server: MailServer) -> None:
    fill(posting, *(letter(number) for number in range(240)))
    done: list[Delivered] = []
    senders = [threading.Thread(target=lambda: done.append(deliver(posting, NOW))) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sum(each.sent for each in done) == 240
    assert len({address for address, _ in mail_server.received}) == len(mail_server.received) == 240
    with posting.database.reading() as session:
        assert verify(session) is None


def test_a_message_that_cannot_be_written_fails_alone(posting: Office, mail_server: MailServer) -> None:
    fill(posting, letter(1), letter(2))
    with posting.database.writing() as session:
        broken = facts("request") | {"round": {"name": "Báo cáo"}}
        session.execute(update(Message).where(col(Message.recipient) == "Cán bộ 1").values(context=broken))
    assert deliver(posting, NOW) == Delivered(sent=1, failed=1)
    assert "round.due" in str(messages(posting)[0].last_error)


@contextmanager
def breaking_at(number: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ctrl-C while the channel carries its message ``number``."""
    carry, seen = smtp.DondocSmtp.carry, [0]

    def interrupted(plugin: smtp.DondocSmtp, parcel: Parcel) -> Receipt:
        seen[0] += 1
        if seen[0] == number:
            raise KeyboardInterrupt
        return carry(plugin, parcel)

    with monkeypatch.context() as patch:
        patch.setattr(smtp.DondocSmtp, "carry", interrupted)
        yield


def test_a_pass_that_is_broken_off_records_what_left_and_gives_back_the_rest(
    posting: Office, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(posting, *(letter(number) for number in range(10)))
    with breaking_at(4, monkeypatch), pytest.raises(KeyboardInterrupt):
        deliver(posting, NOW)
    assert Counter(each.state for each in messages(posting)) == {"sent": 3, "sending": 1, "queued": 6}
    assert deliver(posting, NOW + timedelta(seconds=1)).sent == 6
    assert deliver(posting, NOW + LEASE + timedelta(seconds=1)).sent == 1
    assert len(mail_server.received) == 10


def test_a_channel_that_cannot_be_opened_stops_the_pass_before_anything_is_claimed(office: Office) -> None:
    fill(office, letter(1))
    with pytest.raises(ChannelError):
        deliver(with_settings(office, mail_url="dondocsmtp://host?mode=none"), NOW)
    with pytest.raises(UnfitAddress):
        deliver(with_settings(office, mail_from="nobody"), NOW)
    assert [(each.state, each.attempts) for each in messages(office)] == [("queued", 0)]


@contextmanager
def hook() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A web hook on loopback: its Apprise address, and what it was told."""
    told: list[dict[str, str]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Hook)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"json://127.0.0.1:{server.server_port}/hook", told
    server.shutdown()
    server.server_close()


def test_any_apprise_address_can_receive_the_coordinator_s_summary(office: Office) -> None:
    with hook() as (url, told):
        extra = with_settings(office, extra_channels=[url])
        fill(extra, *copies(letter(1, kind="summary", context=facts("summary")), extra.settings.extra_channels))
        assert deliver(extra, NOW) == Delivered(sent=1)
    (seen,) = told
    assert seen["title"] == "Báo cáo quý I/2026 (KH 12/KH-UBND): 1/3 cơ quan đã gửi"
    assert "Còn phải gửi" in seen["message"]


def test_an_extra_channel_that_left_the_settings_fails_and_says_so(office: Office) -> None:
    fill(office, *copies(letter(1, kind="summary", context=facts("summary")), ["json://127.0.0.1:9/gone"]))
    assert deliver(office, NOW) == Delivered(failed=1)
    assert "DONDOC_EXTRA_CHANNELS" in str(messages(office)[0].last_error)


def test_looking_for_due_messages_reads_only_the_due_ones(office: Office) -> None:
    if office.database.engine.dialect.name != "sqlite":
        pytest.skip("the plan of a small table says nothing on PostgreSQL")
    seen: list[str] = []
    with office.database.writing() as session:
        session.connection().connection.set_trace_callback(seen.append)  # type: ignore[attr-defined]
        claim(session, NOW, owner="me", lease=LEASE, limit=10)
        session.connection().connection.set_trace_callback(None)  # type: ignore[attr-defined]
        claimed = next(each for each in seen if "UPDATE message" in each)
        plan = str(session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {claimed}").all())
    assert "ix_message_due" in plan


def test_a_pass_over_the_outbox_walks_through_no_table_of_all_messages(office: Office) -> None:
    if office.database.engine.dialect.name != "sqlite":
        pytest.skip("the plan of a small table says nothing on PostgreSQL")
    asked: list[tuple[str, Any]] = []

    def keep(_connection: Any, _cursor: Any, statement: str, bound: Any, *_: Any) -> None:
        if "FROM message" in statement:
            asked.append((statement, bound))

    fill(office, letter(1), letter(2))
    event.listen(office.database.engine, "before_cursor_execute", keep)
    deliver(office, NOW)
    with office.database.reading() as session:
        undelivered(session, round_id="r1")
        unreached(session, "r1")
    event.remove(office.database.engine, "before_cursor_execute", keep)
    assert len(asked) >= 4
    with office.database.reading() as session:
        for statement, bound in asked:
            plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", bound).all()
            walks = [row[3] for row in plan if row[3].startswith("SCAN message") and " INDEX " not in row[3]]
            assert not walks, statement
