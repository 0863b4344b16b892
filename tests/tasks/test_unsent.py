"""Every message that was not sent has its reason: each way of not sending, and what `dondoc why` says of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from sqlmodel import select

from models.directory import Agency, Contact
from models.ladder import Ladder, read_ladder
from models.link import mark_opened, token_for
from models.outbox import MessageState
from models.round import Request, Round
from tasks.account import account_of
from tasks.deliver import deliver
from tasks.escalate import sweep
from tasks.office import Office
from tests.acting import ROUND, SYT, climbed, close, day, extend, give_back, messages, promise, send

OPENS = day("2027-03-01", "08:00")
OVERDUE = day("2027-03-16", "08:00")


def changed(office: Office, name: str, **otherwise: Any) -> None:
    """Give the round a ladder in which one step is otherwise."""
    ladder = read_ladder("macdinh").model_dump(mode="json")
    next(step for step in ladder["due"] if step["step"] == name).update(otherwise)
    with office.database.writing() as session:
        session.get_one(Round, ROUND).ladder = Ladder.model_validate(ladder).model_dump(mode="json")


@pytest.fixture
def opened(opened_office: Office) -> Office:
    deliver(opened_office, OPENS, limit=1000)
    return opened_office


def why(office: Office, now: datetime) -> list[tuple[str, str]]:
    """(what did not happen, its reason) of Sở Y tế's request."""
    with office.database.reading() as session:
        events = account_of(session, SYT, now).events
    return [(event.what, event.reason) for event in events if not event.happened]


def test_the_default_ladder_sends_the_clerk_no_sms(opened: Office) -> None:
    sweep(opened, OVERDUE)
    assert {each.audience for each in messages(opened, request_id=SYT, step="D+1", channel="sms")} == {"focal"}
    assert {each.audience for each in messages(opened, request_id=SYT, step="D+1", channel="email")} == {
        "focal",
        "clerk",
    }
    assert messages(opened, state=MessageState.SKIPPED) == []


def test_nobody_to_write_to(opened: Office) -> None:
    changed(opened, "D+1", sms_to=["clerk"])
    sweep(opened, OVERDUE)
    assert (
        "đôn đốc quá hạn (D+1) qua tin nhắn tới Sở Y tế: không gửi",
        "Sở Y tế chưa có số điện thoại của văn thư",
    ) in why(opened, OVERDUE)


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("not_opened", "nấc D+1 không thực hiện: đơn vị đã mở biểu"),
        ("not_acknowledged", "nấc D+1 không thực hiện: đơn vị đã xác nhận"),
        ("not_promised", "nấc D+1 không thực hiện: đơn vị đã hẹn ngày gửi"),
        ("nothing_received", "nấc D+1 không thực hiện: đơn vị đã gửi một phần hoặc toàn bộ báo cáo"),
    ],
)
def test_a_condition_that_does_not_hold(opened: Office, condition: str, said: str) -> None:
    changed(opened, "D+1", only_if=[condition])
    if condition == "not_promised":
        promise(opened, day("2027-03-12"), date(2027, 3, 15))
    elif condition == "nothing_received":
        send(opened, day("2027-03-12"), only=1)
    else:
        with opened.database.writing() as session:
            mark_opened(session, token_for(opened.secret, SYT, "focal.syt@dien-tap.example"), day("2027-03-12"))
    sweep(opened, OVERDUE)
    assert ("D+1", "skipped") in climbed(opened)
    assert any(reason.endswith(said) for _, reason in why(opened, OVERDUE))
    assert messages(opened, request_id=SYT, step="D+1") == []


def test_a_condition_that_holds_lets_the_step_be_taken(opened: Office) -> None:
    conditions = ["not_opened", "not_acknowledged", "not_promised", "nothing_received", "by_day"]
    changed(opened, "D+1", only_if=conditions)
    sweep(opened, OVERDUE)
    assert ("D+1", "sent") in climbed(opened)


def test_overtaken_by_a_later_step(opened: Office) -> None:
    sweep(opened, day("2027-03-10", "08:00"))
    sweep(opened, OVERDUE)
    assert ("nhắc việc (D-3) qua thư điện tử tới Sở Y tế · focal <focal.syt@dien-tap.example>: đã hủy",
            "chưa kịp gửi thì đã đến nấc D+1") in why(opened, OVERDUE)  # fmt: skip


def test_passed_over_after_a_standstill(opened: Office) -> None:
    sweep(opened, OVERDUE)
    assert [what for what, reason in why(opened, OVERDUE) if "chỉ gửi nấc cuối" in reason] == [
        "nấc D-3: bỏ qua",
        "nấc D-1: bỏ qua",
    ]


def test_silenced_by_a_promise(opened: Office) -> None:
    sweep(opened, day("2027-03-10", "08:00"))
    promise(opened, day("2027-03-10", "08:30"), date(2027, 3, 17))
    assert ("nhắc việc (D-3) qua thư điện tử tới Sở Y tế · focal <focal.syt@dien-tap.example>: đã hủy",
            "đơn vị đã hẹn ngày 17/03/2027") in why(opened, day("2027-03-10", "09:00"))  # fmt: skip
    said = dict(why(opened, day("2027-03-16", "12:00")))
    assert said["nấc D+1: không thực hiện"] == "đơn vị đã hẹn ngày 17/03/2027"


def test_a_broken_promise_climbs_at_the_hour_at_which_it_ends_and_leaves_on_the_next_morning(opened: Office) -> None:
    promise(opened, day("2027-03-12"), date(2027, 3, 17))
    assert [step.step for step in sweep(opened, day("2027-03-17", "16:59")).taken if step.request_id == SYT] == []
    assert [step.step for step in sweep(opened, day("2027-03-17", "17:00")).taken if step.request_id == SYT] == ["D+1"]
    mails = messages(opened, request_id=SYT, step="D+1", channel="email")
    assert {letter.next_attempt_at for letter in mails} == {day("2027-03-18", "07:30")}
    (sms,) = messages(opened, request_id=SYT, step="D+1", channel="sms", state=MessageState.QUEUED)
    assert sms.next_attempt_at == day("2027-03-18", "08:00")


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda office: send(office, OVERDUE), "đã có báo cáo"),
        (lambda office: close(office, OVERDUE), "yêu cầu đã kết thúc, ghi nhận thiếu báo cáo: đã gọi điện"),
        (lambda office: extend(office, OVERDUE, date(2027, 3, 31)), "gia hạn đến 31/03/2027: mất điện"),
    ],
)
def test_withdrawn_because_it_is_no_longer_true(opened: Office, act: Any, said: str) -> None:
    sweep(opened, OVERDUE)
    act(opened)
    withdrawn = [reason for what, reason in why(opened, OVERDUE) if "(D+1)" in what and "đã hủy" in what]
    assert withdrawn == [said] * 3


def test_no_message_and_no_step_that_was_not_taken_is_without_a_reason(opened: Office) -> None:
    promise(opened, day("2027-03-11"), date(2027, 3, 17))
    for number in range(11, 31):
        now = day(f"2027-03-{number}", "09:00")
        sweep(opened, now)
        deliver(opened, now, limit=1000)
    close(opened, day("2027-03-31"))
    for what, reason in why(opened, day("2027-03-31")):
        assert reason.strip(), what
    for message in messages(opened):
        assert message.reason.strip()


def test_the_leader_of_the_agency_above_is_told_and_where_there_is_none_that_is_said(opened: Office) -> None:
    changed(opened, "D+5", audience=["leader", "parent"])
    with opened.database.writing() as session:
        session.add(
            Agency(key="ubnd", name="UBND tỉnh Sông Lam", kind="committee", level="province", province="Sông Lam")
        )
        session.flush()
        session.add(
            Contact(
                agency_key="ubnd", role="leader", name="Ông Trần Thử", email="ct.ubnd@dien-tap.example", verified=True
            )
        )
        session.get_one(Agency, "syt").parent_key = "ubnd"
    now = day("2027-03-22", "08:30")
    sweep(opened, now)
    told = messages(opened, request_id=SYT, step="D+5", channel="email")
    assert [(letter.audience, letter.address) for letter in told] == [
        ("leader", "leader.syt@dien-tap.example"),
        ("parent", "ct.ubnd@dien-tap.example"),
    ]
    (sms,) = messages(opened, request_id=SYT, step="D+5", channel="sms", state=MessageState.SKIPPED)
    assert sms.reason == "UBND tỉnh Sông Lam chưa có số điện thoại của lãnh đạo phụ trách"
    with opened.database.reading() as session:
        stc = session.exec(select(Request).where(Request.agency_key == "stc", Request.round_id == ROUND)).one()
    reasons = {letter.reason for letter in messages(opened, request_id=stc.id, step="D+5", audience="parent")}
    assert reasons == {"Sở Tài chính không có cơ quan cấp trên trong danh bạ"}


def test_a_step_by_sms_to_the_coordinator_is_an_sms(opened: Office) -> None:
    changed(opened, "D+7", channels=["email", "sms"])
    now = day("2027-03-24", "08:00")
    sweep(opened, now)
    deliver(opened, now, limit=1000)
    (sms,) = messages(opened, step="D+7", channel="sms")
    assert sms.body is not None and sms.body.startswith("KH 5/KH-UBND: 3 co quan chua gui bao cao quy I/2027")


def test_steps_that_lay_behind_a_new_deadline_were_left_out_on_purpose_and_wait_for_no_sweep(opened: Office) -> None:
    sweep(opened, day("2027-03-12", "09:00"))
    extend(opened, day("2027-03-16", "12:00"), date(2027, 3, 17))
    sweep(opened, day("2027-03-16", "12:30"))
    said = why(opened, day("2027-03-16", "13:00"))
    behind = [(what, reason) for what, reason in said if what.endswith("không thực hiện")]
    assert [what for what, _ in behind] == ["nấc D-3: không thực hiện", "nấc D-1: không thực hiện"]
    for _, reason in behind:
        assert reason == (
            "nấc này đã qua khi có quyết định lúc 16/03/2027 12:00 (gia hạn, anh Minh); thang tính lại từ hạn mới, "
            "không nhắc bù"
        )


def test_a_report_that_is_returned_for_the_next_day_is_not_reminded_of_that_morning(opened: Office) -> None:
    send(opened, day("2027-03-12"))
    give_back(opened, day("2027-03-16", "10:00"), deadline=date(2027, 3, 17))
    sweep(opened, day("2027-03-16", "11:00"))
    said = dict(why(opened, day("2027-03-16", "12:00")))
    assert said["nấc R-1: không thực hiện"].startswith(
        "nấc này đã qua khi có quyết định lúc 16/03/2027 10:00 (trả lại báo cáo, anh Minh)"
    )
    assert said["nấc D+1: không thực hiện"] == "đã nhận đủ báo cáo lúc 12/03/2027 08:00"


def test_a_step_whose_hour_has_come_and_that_nobody_swept_yet_says_so(opened: Office) -> None:
    assert dict(why(opened, day("2027-03-10", "08:00")))["nấc D-3: không thực hiện"] == (
        "đến giờ nhưng chưa tới lượt quét"
    )
