"""Where the ladder must not stop, start again, or say what is no longer true."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError
from sqlmodel import Session

from models.plan import Plan
from models.round import Request, RequestState, Round
from notifications.errors import UnfitAddress
from notifications.render import render
from tasks.account import account_of
from tasks.delays import awaiting, decide_delays
from tasks.escalate import sweep
from tasks.office import Office
from tasks.requests import AnswerError
from tasks.review import close_missing, extend
from tasks.rounds import open_round
from tasks.status import plan_status
from tests import acting
from tests.acting import (
    MTTQ,
    OPENING,
    ROUND,
    STC,
    SYT,
    climbed,
    close,
    day,
    give_back,
    messages,
    promise,
    request,
    send,
)

SECOND = "5-kh-ubnd-2027-song-lam/h1"
TOP = day("2027-03-29", "09:00")


@pytest.fixture
def opened(opened_office: Office) -> Office:
    """The first quarter's round, open since 1 March and due on 15 March."""
    return opened_office


def waits(office: Office) -> set[str]:
    with office.database.reading() as session:
        return {each.id for each in awaiting(session).get(ROUND, [])}


def steps(office: Office, moment: str, clock: str = "09:00", request_id: str = SYT) -> list[str]:
    return [step.step for step in sweep(office, day(moment, clock)).taken if step.request_id == request_id]


def test_a_question_to_the_supervisor_is_over_once_the_coordinator_extended(opened: Office) -> None:
    sweep(opened, TOP)
    assert SYT in waits(opened)
    acting.extend(opened, day("2027-03-30"), date(2027, 4, 9))
    assert SYT not in waits(opened)


def test_a_question_to_the_supervisor_does_not_come_back_with_a_returned_report(opened: Office) -> None:
    sweep(opened, TOP)
    send(opened, day("2027-03-30"))
    give_back(opened, day("2027-03-31"))
    assert SYT not in waits(opened)


def test_deciding_about_nobody_is_refused_and_no_decision_is_kept(opened: Office) -> None:
    with pytest.raises(AnswerError, match="không còn đơn vị nào chờ"):
        decide_delays(opened, TOP, ROUND, "close_missing", reason="hết hạn", by="Chánh Văn phòng")


def test_after_a_letter_the_supervisor_is_asked_again_when_its_day_has_passed(opened: Office) -> None:
    sweep(opened, TOP)
    decide_delays(
        opened,
        day("2027-03-30"),
        ROUND,
        "draft_letter",
        reason="yêu cầu giải trình",
        by="Chánh Văn phòng",
        extend_to=date(2027, 4, 6),
        agency_keys=["syt"],
    )
    assert steps(opened, "2027-04-06", "16:59") == []
    assert SYT not in waits(opened)
    assert steps(opened, "2027-04-07", "08:00") == ["D+10"]
    assert SYT in waits(opened)
    assert len(messages(opened, kind="decide")) == 2


def test_a_letter_without_a_day_gives_five_working_days(opened: Office) -> None:
    sweep(opened, TOP)
    decide_delays(opened, day("2027-03-30"), ROUND, "draft_letter", reason="giải trình", by="Chánh Văn phòng")
    assert request(opened).next_step_at == day("2027-04-06", "17:00")


def test_an_agency_that_answers_after_the_letter_is_not_asked_about_again(opened: Office) -> None:
    sweep(opened, TOP)
    decide_delays(opened, day("2027-03-30"), ROUND, "draft_letter", reason="giải trình", by="Chánh Văn phòng")
    send(opened, day("2027-03-31"))
    assert steps(opened, "2027-04-07") == ["V+0", "V+2"], "what is asked about is the review"


def test_a_report_returned_twice_with_one_deadline_does_not_stop_the_sweep(opened: Office) -> None:
    send(opened, day("2027-03-10"))
    give_back(opened, day("2027-03-16"), deadline=date(2027, 3, 19))
    assert steps(opened, "2027-03-18", "08:30") == ["R-1"]
    send(opened, day("2027-03-18", "10:00"))
    give_back(opened, day("2027-03-18", "11:00"), deadline=date(2027, 3, 19))
    assert request(opened).next_step_at == day("2027-03-22")
    assert steps(opened, "2027-03-18", "11:15") == []
    assert climbed(opened)[-1] == ("R-1", "sent")
    assert steps(opened, "2027-03-22", "08:00") == ["R+1"]


def test_a_broken_promise_is_told_to_the_agency_before_anybody_decides_about_it(opened: Office) -> None:
    promise(opened, OPENING, date(2027, 3, 29))
    assert steps(opened, "2027-03-29", "16:59") == []
    broken = steps(opened, "2027-03-29", "17:00")
    assert broken == ["D+3", "D+5", "D+10"]
    told = [letter for letter in messages(opened, request_id=SYT, kind="overdue") if letter.step == "D+5"]
    assert {letter.audience for letter in told} == {"leader"}
    assert dict(climbed(opened)) == {
        "D-3": "skipped",
        "D-1": "skipped",
        "D+1": "skipped",
        "D+3": "draft",
        "D+5": "sent",
        "D+7": "skipped",
        "D+10": "awaiting_decision",
    }


def test_a_round_opened_late_does_not_remind_on_the_day_on_which_it_asks(sample_office: Office) -> None:
    monday = day("2027-03-15", "07:35")
    open_round(sample_office, ROUND, monday)  # due 15 March; three days' notice: 18 March
    assert request(sample_office).next_step_at == day("2027-03-17", "08:30")
    assert sweep(sample_office, day("2027-03-15", "09:00")).taken == []


@pytest.mark.parametrize(
    ("launched", "said"), [("2027-01-12", "hệ thống ngừng"), ("2027-03-08", "kế hoạch khởi động ngày 08/03/2027")]
)
def test_a_request_sent_late_says_the_true_cause(sample_office: Office, launched: str, said: str) -> None:
    with sample_office.database.writing() as session:
        session.get_one(Plan, "5-kh-ubnd-2027-song-lam").launched_at = day(launched)
    open_round(sample_office, ROUND, day("2027-03-08", "09:00"))
    assert {said in letter.reason for letter in messages(sample_office, kind="request")} == {True}


def test_a_request_closed_as_missing_is_not_urged_again_by_half_an_answer(opened: Office) -> None:
    sweep(opened, day("2027-03-16", "09:00"))
    close(opened, day("2027-03-17"))
    send(opened, day("2027-03-24"), only=1)
    assert request(opened).state == RequestState.INCOMPLETE
    assert steps(opened, "2027-03-29") == []


@pytest.mark.parametrize("ending", ["send", "close"])
def test_a_deadline_is_not_moved_where_nothing_is_owed(opened: Office, ending: str) -> None:
    now = day("2027-03-17")
    send(opened, now) if ending == "send" else close(opened, now)
    with pytest.raises(AnswerError, match="không còn gì phải gia hạn"):
        acting.extend(opened, now, date(2027, 3, 31))
    assert request(opened).due_at == day("2027-03-15", "17:00")


@pytest.mark.parametrize(
    ("ending", "why"),
    [
        ("promise", "đơn vị đã hẹn ngày 19/03/2027"),
        ("extend", "gia hạn đến 31/03/2027: mất điện"),
        ("close", "yêu cầu đã kết thúc, ghi nhận thiếu báo cáo: đã gọi điện"),
    ],
)
def test_what_waits_overnight_is_withdrawn_when_it_is_no_longer_true(opened: Office, ending: str, why: str) -> None:
    sweep(opened, day("2027-03-16", "17:05"))  # D+1, to leave at 07:30 on the next morning
    now = day("2027-03-16", "20:00")
    if ending == "promise":
        promise(opened, now, date(2027, 3, 19))
    elif ending == "extend":
        acting.extend(opened, now, date(2027, 3, 31))
    else:
        close(opened, now)
    late = [letter for letter in messages(opened, request_id=SYT, kind="overdue") if letter.address]
    assert {letter.state for letter in late} == {"cancelled"}
    assert {letter.reason for letter in late} == {why}
    others = [letter for letter in messages(opened, request_id=STC, kind="overdue") if letter.address]
    assert {letter.state for letter in others} == {"queued"}


def test_an_extension_is_told_to_the_agency_with_its_reason(opened: Office) -> None:
    sweep(opened, day("2027-03-16", "09:00"))
    acting.extend(opened, day("2027-03-17"), date(2027, 3, 31))
    told = messages(opened, request_id=SYT, kind="extension")
    assert [(letter.channel, letter.context["round"]["due"]) for letter in told] == [
        ("email", "2027-03-31"),
        ("sms", "2027-03-31"),
    ]
    assert "31/03/2027" in told[0].reason and "mất điện" in told[0].reason


def test_a_reminder_that_never_left_is_withdrawn_when_the_next_step_is_taken(opened: Office) -> None:
    sweep(opened, day("2027-03-10", "09:00"))  # D-3; the mail server is down
    sweep(opened, day("2027-03-16", "09:00"))  # D+1
    (old,) = messages(opened, request_id=SYT, step="D-3")
    assert old.state == "cancelled"
    assert "D+1" in old.reason
    assert {letter.state for letter in messages(opened, request_id=SYT, kind="request")} == {"queued"}


def test_a_promise_for_an_evening_that_is_over_buys_nothing_and_is_refused(opened: Office) -> None:
    with pytest.raises(AnswerError, match="đã qua"):
        promise(opened, day("2027-03-16", "17:01"), date(2027, 3, 16))
    assert request(opened).promises == 0


def test_every_decision_is_journalled_with_the_channel_through_which_it_came(opened: Office) -> None:
    from tests.acting import MINH, journalled

    with opened.database.writing() as session:
        extend(opened, session, day("2027-03-17"), SYT, date(2027, 3, 31), "bão", by=MINH, channel="command line")
        close_missing(session, day("2027-03-17"), STC, "giải thể", by=MINH)
    assert [entry.channel for entry in journalled(opened, "request.extended", "request.missing")] == [
        "command line",
        "workbench",
    ]


def test_a_requested_body_that_was_given_back_ends_with_the_true_reason(opened: Office) -> None:
    from tasks.collect import collect

    send(opened, day("2027-03-10"), MTTQ)
    give_back(opened, day("2027-03-11"), MTTQ)
    sweep(opened, day("2027-03-18", "09:00"))
    collect(opened, day("2027-03-18", "10:00"))
    ended = request(opened, MTTQ)
    assert ended.state == RequestState.MISSING
    assert ended.close_reason is not None and "không gửi lại" in ended.close_reason


def test_a_fault_in_one_round_does_not_keep_the_others_silent(opened: Office) -> None:
    open_round(opened, SECOND, day("2027-06-01"))
    with opened.database.writing() as session:
        session.get_one(Round, ROUND).ladder = {"name": "hỏng"}
    now = day("2027-06-10", "09:00")
    with pytest.raises(ValidationError):
        sweep(opened, now)
    assert len(messages(opened, round_id=SECOND, kind="reminder")) == 4
    assert messages(opened, round_id=ROUND, kind="reminder") == []


def test_a_supervisors_address_that_no_mail_reaches_is_refused_at_the_start(office: Office) -> None:
    wrong = office.settings.model_copy(update={"supervisor_email": "Chánh Văn phòng"})
    with pytest.raises(UnfitAddress, match="DONDOC_SUPERVISOR_EMAIL"):
        Office.open(wrong)


def test_a_round_whose_ladder_was_edited_in_the_calendar_takes_no_step_before_its_new_day(opened: Office) -> None:
    with opened.database.writing() as session:
        _moved_earlier(session)
    assert sweep(opened, day("2027-03-09", "09:00")).taken == []
    assert request(opened).next_step_at == day("2027-03-10")


def _moved_earlier(session: Session) -> None:
    """As if a day off had been decreed after the next step was reckoned."""
    session.get_one(Request, SYT).next_step_at = day("2027-03-09")
    assert session.get_one(Round, ROUND).due_at == day("2027-03-15", "17:00")


def test_what_comes_when_a_promise_ends_is_foretold_as_it_then_happens(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    promise(sample_office, day("2027-03-02"), date(2027, 3, 17), STC)
    with sample_office.database.reading() as session:
        told = account_of(session, STC, day("2027-03-03"))
        (agency,) = [
            each
            for kept in plan_status(session, told.plan.key, day("2027-03-03")).rounds
            for each in kept.agencies
            if each.line.fact.request_id == STC
        ]
    assert told.next_step is not None and told.next_at is not None
    assert agency.next_step == told.next_step
    sweep(sample_office, told.next_at)
    sent = messages(sample_office, request_id=STC, kind="overdue", channel="email")
    assert {each.step for each in sent} == {told.next_step}
    facts = sent[0].context
    said = render("overdue", "email", "vi", facts, secret=b"0" * 32, public_url="http://127.0.0.1:8000")
    assert "đã hẹn gửi ngày 17/3/2027" in said.text
