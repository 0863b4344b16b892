"""Nine days without power over Tết 2027 (mùng 1 is Saturday 6 February; offices are closed from 4 to 10 February).

The process dies on Wednesday 3 February at 07:00, before the office opens, and wakes on Friday 12 February at 09:00.
Round q1 was due on Thursday 11 February, the first working day; round h1 was to open on that same morning.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest
import time_machine
from sqlmodel import Session

from config.settings import OFFICE_ZONE
from config.workdays import is_working_day
from models.clock import at_office, local_day
from models.journal import verify
from models.ladder import DUE_HOUR, ladder_of, step_moment
from models.outbox import Message, MessageState
from models.round import Round
from tasks.collect import Collected, collect
from tasks.deliver import deliver
from tasks.escalate import Swept, sweep
from tasks.office import Office
from tasks.picture import picture
from tasks.rounds import Opened, due_rounds, open_round
from tests.acting import MTTQ, ROUND, SNV, STC, SYT, accept, climbed, day, messages, promise, request, send

SECOND = "5-kh-ubnd-2027-song-lam/h1"
DIES = day("2027-02-03", "07:00")
WAKES = day("2027-02-12", "09:00")
FIRST_MORNING = day("2027-02-12", "07:30")


def due_on(session: Session, round_id: str, due: date) -> None:
    kept = session.get_one(Round, round_id)
    kept.due_at = at_office(due, DUE_HOUR)
    kept.opens_at = step_moment(ladder_of(kept).due[0], kept.due_at)


@pytest.fixture
def dark(sample_office: Office) -> Office:
    """The office as it stood when the power went: asked, reminded once, one report and one promise in.

    Sở Nội vụ reported on the evening before, so that its receipt still waits for the morning; Sở Tài chính promised
    for mùng 4, a day off. A reminder to Sở Y tế was on its way when the process died.
    """
    with sample_office.database.writing() as session:
        due_on(session, ROUND, date(2027, 2, 11))
        due_on(session, SECOND, date(2027, 2, 25))
    opens = day("2027-01-21")
    assert open_round(sample_office, ROUND, opens).late is False
    deliver(sample_office, opens)
    reminding = day("2027-02-01")
    assert {step.step for step in sweep(sample_office, reminding).taken} == {"D-3"}
    with sample_office.database.writing() as session:
        left = session.get_one(Message, messages(sample_office, request_id=SYT, step="D-3")[0].id)
        left.state, left.lease_owner, left.attempts = MessageState.SENDING, "999-dead", 1
        left.lease_until = left.next_attempt_at = day("2027-02-01", "08:15")
    promise(sample_office, day("2027-02-02", "15:00"), date(2027, 2, 9), STC)
    send(sample_office, day("2027-02-02", "17:30"), SNV)
    return sample_office


def wake(office: Office, now: datetime) -> tuple[list[Opened], Swept, Collected]:
    """What the flows do in one go when the process runs again: open, collect, climb, send."""
    with office.database.reading() as session:
        due = [kept.id for kept in due_rounds(session, now)]
    opened = [open_round(office, round_id, now) for round_id in due]
    collected, swept = collect(office, now), sweep(office, now)
    deliver(office, now, limit=10_000)
    return opened, swept, collected


def sent(office: Office, since: datetime = DIES, **where: object) -> list[Message]:
    return [
        letter for letter in messages(office, **where) if letter.accepted_at is not None and letter.accepted_at >= since
    ]


def reached(office: Office, since: datetime = DIES, **where: object) -> list[Message]:
    """Letters that reached their reader since then, alone or inside a digest."""
    left = {letter.id for letter in sent(office, since)}
    return [letter for letter in messages(office, **where) if left & {letter.id, letter.travels_with}]


def test_nine_days_of_darkness_are_no_jump_of_the_clock(dark: Office) -> None:
    with time_machine.travel(DIES, tick=False) as world:
        dark.tick()
        world.move_to(WAKES)
        assert dark.tick() == WAKES


def test_the_round_that_was_to_open_is_opened_once_and_says_why_so_late(dark: Office) -> None:
    opened, _, _ = wake(dark, WAKES)
    assert [(each.round_id, each.requests, each.late) for each in opened] == [(SECOND, 4, True)]
    asked = reached(dark, kind="request", round_id=SECOND)
    assert len(asked) == 8
    assert {letter.reason.removeprefix(f"đi chung trong thư #{letter.travels_with}; ") for letter in asked} == {
        "hệ thống ngừng khi kỳ phải mở (11/02/2027); mở bù ngay khi chạy lại"
    }
    assert wake(dark, day("2027-02-12", "09:15"))[0] == []


def test_who_is_asked_and_urged_on_that_morning_gets_one_mail_for_both(dark: Office) -> None:
    wake(dark, WAKES)
    (mail,) = sent(dark, kind="digest", address="focal.syt@dien-tap.example")
    assert [line["kind"] for line in mail.context["lines"]] == ["overdue", "request"]
    assert mail.subject == "2 việc cần xử lý, trong đó 1 báo cáo quá hạn"
    assert [letter.kind for letter in sent(dark, address="focal.syt@dien-tap.example", channel="email")] == [
        "reminder",  # it was on its way when the power went
        "digest",
    ]


def test_a_deadline_that_still_leaves_notice_is_kept(dark: Office) -> None:
    wake(dark, WAKES)
    assert request(dark, f"{SECOND}/syt").due_at == day("2027-02-25", "17:00")


def test_of_the_steps_that_fell_due_only_the_last_is_sent_and_the_other_keeps_its_reason(dark: Office) -> None:
    _, swept, _ = wake(dark, WAKES)
    assert {(step.request_id, step.step) for step in swept.taken} == {
        (SYT, "D+1"),
        (STC, "D+1"),
        (MTTQ, "D+1"),
        (SNV, "V+0"),  # its report of 2 February waits for the coordinator, over Tết too
    }
    assert {(step.request_id, step.step) for step in swept.skipped} == {(SYT, "D-1"), (STC, "D-1"), (MTTQ, "D-1")}
    assert dict(climbed(dark)) == {"D-3": "sent", "D-1": "skipped", "D+1": "sent"}
    assert all("chỉ gửi nấc cuối" in step.reason for step in swept.skipped)
    assert messages(dark, step="D-1") == []


def test_a_promise_for_a_day_of_tet_is_broken_on_that_day_and_said_in_the_reason(dark: Office) -> None:
    wake(dark, WAKES)
    told = sent(dark, request_id=STC, step="D+1")
    assert told and all("đơn vị đã hẹn ngày 09/02/2027" in letter.reason for letter in told)


def test_no_request_and_no_step_is_taken_twice_however_often_it_wakes(dark: Office) -> None:
    wake(dark, WAKES)
    before = [(letter.id, letter.state) for letter in messages(dark)]
    for clock in ("09:15", "09:30", "10:00"):
        opened, swept, collected = wake(dark, day("2027-02-12", clock))
        assert (opened, swept.taken, swept.skipped, collected.summaries) == ([], [], [], [])
    assert [(letter.id, letter.state) for letter in messages(dark)] == before
    keys = [letter.dedupe_key for letter in messages(dark)]
    assert len(keys) == len(set(keys))


def test_what_waited_in_the_outbox_leaves_once(dark: Office) -> None:
    wake(dark, WAKES)
    (receipt,) = sent(dark, request_id=SNV, kind="receipt")
    assert receipt.attempts == 1
    (caught,) = sent(dark, request_id=SYT, step="D-3")
    assert caught.attempts == 2, "it may have arrived before the power went, so it keeps its Message-ID"
    assert len({letter.message_id for letter in messages(dark)}) == len(messages(dark))


def test_reminders_that_never_left_are_not_sent_after_the_deadline(dark: Office) -> None:
    wake(dark, WAKES)
    for request_id in (STC, MTTQ):
        (old,) = messages(dark, request_id=request_id, step="D-3")
        assert (old.state, old.reason) == (MessageState.CANCELLED, OLD[request_id])


OLD = {STC: "đơn vị đã hẹn ngày 09/02/2027", MTTQ: "chưa kịp gửi thì đã đến nấc D+1"}


def test_the_due_days_summary_is_made_up_for_once(dark: Office) -> None:
    _, _, collected = wake(dark, WAKES)
    assert collected.summaries == [ROUND]
    (summary,) = sent(dark, kind="summary")
    assert summary.reason == "tổng hợp tình hình ngày đến hạn 11/02/2027"


def test_the_days_of_tet_do_not_count_as_days_late(dark: Office) -> None:
    wake(dark, WAKES)
    with dark.database.reading() as session:
        rows = {row.request_id: (row.status, row.days_late) for row in picture(session, ROUND, WAKES).rows}
    assert rows[SYT] == ("overdue", 1)
    assert rows[SNV] == ("on_time", 0)


def test_everything_that_happened_after_the_standstill_is_journalled(dark: Office) -> None:
    wake(dark, WAKES)
    with dark.database.reading() as session:
        assert verify(session) is None


@pytest.mark.parametrize("holiday", ["2027-02-04", "2027-02-06", "2027-02-10", "2027-02-13", "2027-02-14"])
def test_nothing_is_sent_on_a_day_off_whenever_it_wakes(dark: Office, holiday: str) -> None:
    now = day(holiday, "10:00")
    assert not is_working_day(local_day(now))
    wake(dark, now)
    assert sent(dark, day(holiday, "00:00")) == []
    waiting = [letter for letter in messages(dark) if letter.created_at == now and letter.state == MessageState.QUEUED]
    for letter in waiting:
        assert letter.next_attempt_at is not None
        leaves = letter.next_attempt_at.astimezone(OFFICE_ZONE)
        assert is_working_day(leaves.date()) and (leaves.hour, leaves.minute) in {(7, 30), (8, 0)}
    held_up = [letter for letter in messages(dark) if letter.created_at < DIES and letter.state == MessageState.QUEUED]
    assert held_up
    for letter in held_up:
        assert letter.next_attempt_at is not None and is_working_day(local_day(letter.next_attempt_at))


def test_what_was_held_up_over_tet_leaves_on_the_first_morning_and_not_in_the_night(dark: Office) -> None:
    deliver(dark, day("2027-02-06", "03:00"), limit=10_000)
    deliver(dark, day("2027-02-11", "07:29"), limit=10_000)
    assert sent(dark) == []
    deliver(dark, day("2027-02-11", "07:30"), limit=10_000)
    assert {letter.kind for letter in sent(dark)} == {"reminder", "receipt"}


def test_what_was_taken_on_the_saturday_leaves_on_monday_and_not_before(dark: Office) -> None:
    wake(dark, day("2027-02-13", "09:00"))
    deliver(dark, day("2027-02-15", "07:29"), limit=10_000)
    assert reached(dark, WAKES, kind="overdue") == []
    deliver(dark, day("2027-02-15", "07:30"), limit=10_000)
    assert {letter.channel for letter in reached(dark, WAKES, kind="overdue")} == {"email"}
    deliver(dark, day("2027-02-15", "08:00"), limit=10_000)
    assert {letter.channel for letter in reached(dark, WAKES, kind="overdue")} == {"email", "sms"}


def test_a_report_on_the_first_morning_after_tet_is_still_on_time(dark: Office) -> None:
    send(dark, day("2027-02-11", "16:30"))
    accept(dark, day("2027-02-12", "08:00"))
    _, swept, _ = wake(dark, WAKES)
    assert SYT not in {step.request_id for step in (*swept.taken, *swept.skipped)}
    with dark.database.reading() as session:
        row = next(row for row in picture(session, ROUND, WAKES).rows if row.request_id == SYT)
    assert row.status == "on_time"
