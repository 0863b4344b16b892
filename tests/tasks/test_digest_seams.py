"""Digests where they meet caps, people who leave, and the hours of a step."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import select

from models.directory import Contact
from models.outbox import Message, MessageState
from models.round import Request, Round
from tasks.deliver import deliver
from tasks.digest import gather
from tasks.escalate import sweep
from tasks.office import Office
from tasks.people import away
from tests.acting import MINH, ROUND, SYT, day, extend, messages
from tests.tasks.test_digest import FOCAL, LATE, SECOND, SYT_SECOND, capped, late, sent, twice

__all__ = ["twice"]


def full(office: Office, at: str) -> None:
    """The focal officer of syt has had a message at this moment."""
    with office.database.writing() as session:
        message = session.exec(select(Message).where(Message.kind == "request", Message.address == FOCAL)).first()
        assert message is not None
        copy = message.model_dump(exclude={"id"}) | {"dedupe_key": at, "message_id": at, "state": "sent"}
        session.add(Message(**(copy | {"accepted_at": day(*at.split())})))


@pytest.mark.parametrize("only_one", [False, True])
def test_a_cap_puts_an_overdue_notice_off_by_one_day_and_not_longer(twice: Office, only_one: bool) -> None:
    capped(twice, 1)
    late(twice)
    if only_one:
        with twice.database.writing() as session:
            other = session.exec(
                select(Message).where(
                    Message.request_id == SYT_SECOND, Message.address == FOCAL, Message.kind == "overdue"
                )
            ).one()
            other.state, other.next_attempt_at, other.reason = MessageState.CANCELLED, None, "thử"
    full(twice, "2027-03-16 07:31")
    assert sent(twice, LATE, address=FOCAL) == []
    (held,) = messages(twice, address=FOCAL, state=MessageState.QUEUED, channel="email")
    assert held.next_attempt_at == day("2027-03-17", "07:30")
    assert held.reason.startswith("để sang ngày làm việc sau: người nhận đã có đủ 1 tin trong ngày; ")
    full(twice, "2027-03-17 07:31")
    (told,) = sent(twice, day("2027-03-17", "08:00"), address=FOCAL, channel="email")
    assert told.kind == ("overdue" if only_one else "digest")


def test_a_letter_inside_a_waiting_digest_goes_to_who_stands_in(twice: Office) -> None:
    late(twice)
    gather(twice, LATE)
    with twice.database.writing() as session:
        focal = session.exec(select(Contact).where(Contact.email == FOCAL)).one()
        away(
            twice,
            session,
            LATE,
            focal.id or 0,
            date(2027, 3, 16),
            date(2027, 3, 20),
            substitute_id=None,
            why="ốm",
            by=MINH,
            channel="web",
        )
    assert sent(twice, LATE, address=FOCAL, channel="email") == []
    (empty,) = messages(twice, address=FOCAL, kind="digest", channel="email", state=MessageState.CANCELLED)
    assert empty.reason
    moved = messages(twice, address=FOCAL, kind="overdue", channel="email")
    assert {each.state for each in moved} == {MessageState.CANCELLED}
    clerk = [each for each in messages(twice, address="clerk.syt@dien-tap.example", request_id=SYT) if each.accepted_at]
    with twice.database.reading() as session:
        carried = session.exec(
            select(Message).where(Message.address == "clerk.syt@dien-tap.example", Message.state == "sent")
        ).all()
    assert clerk or carried


def test_an_extension_granted_while_a_digest_waits_takes_its_line_out(twice: Office) -> None:
    late(twice)
    gather(twice, LATE)
    extend(twice, LATE, date(2027, 3, 25), SYT)
    (mail,) = sent(twice, LATE, address=FOCAL, kind="digest", channel="email")
    assert [line["link"]["request_id"] for line in mail.context["lines"]] == [SYT_SECOND]
    (overdue,) = messages(twice, request_id=SYT, address=FOCAL, kind="overdue", channel="email")
    assert overdue.state == MessageState.CANCELLED and overdue.reason


def test_a_step_that_is_taken_by_day_only_does_not_travel_by_night(twice: Office) -> None:
    with twice.database.writing() as session:
        first, second = session.get_one(Round, ROUND), session.get_one(Round, SECOND)
        free = {**first.ladder, "sending_hours": {}}
        by_day = [{**step, "only_if": ["by_day"]} if step["step"] == "D+1" else step for step in free["due"]]
        at_night = [{**step, "at": "05:00:00"} if step["step"] == "D+1" else step for step in free["due"]]
        first.ladder, second.ladder = {**free, "due": at_night}, {**free, "due": by_day}
    deliver(twice, day("2027-03-01", "08:00"), limit=10_000)
    with twice.database.writing() as session:
        second = session.get_one(Round, SECOND)
        second.ladder = {
            **second.ladder,
            "due": [{**step, "at": "05:00:00"} if step["step"] == "D+1" else step for step in second.ladder["due"]],
        }
        for each in session.exec(select(Request)):
            each.next_step_at, each.step_index = day("2027-03-16", "05:00"), 3
    sweep(twice, day("2027-03-16", "05:00"))
    night = sent(twice, day("2027-03-16", "05:00"), address=FOCAL, channel="email")
    assert [(each.kind, each.request_id) for each in night] == [("overdue", SYT)]
    (morning,) = sent(twice, day("2027-03-16", "07:30"), address=FOCAL, channel="email")
    assert (morning.kind, morning.request_id) == ("overdue", SYT_SECOND)
