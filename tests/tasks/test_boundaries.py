"""The edges of the rules: the last day that is allowed and the first that is not, who is asked at all, what closes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import select, update

from models.directory import Contact
from models.journal import verify
from models.plan import Plan, PlanState, Responsibility
from models.round import Request, RequestState, Round, RoundState
from tasks import review
from tasks.collect import collect
from tasks.delays import decide_delays
from tasks.escalate import sweep
from tasks.office import Office
from tasks.requests import AnswerError
from tasks.rounds import RoundError, due_rounds, open_round
from tests import acting
from tests.acting import (
    MTTQ,
    OPENING,
    ROUND,
    SNV,
    STC,
    SYT,
    accept,
    close,
    day,
    give_back,
    messages,
    request,
    send,
)

PLAN = "5-kh-ubnd-2027-song-lam"
SECOND = f"{PLAN}/h1"


@pytest.fixture
def opened(opened_office: Office) -> Office:
    """The first quarter's round, open since 1 March and due on 15 March."""
    return opened_office


def test_a_returned_report_may_be_due_tomorrow_but_not_today(opened: Office) -> None:
    send(opened, day("2027-03-10"))
    with pytest.raises(AnswerError, match="16/03/2027"):
        give_back(opened, day("2027-03-16"), deadline=date(2027, 3, 16))
    give_back(opened, day("2027-03-16"), deadline=date(2027, 3, 17))
    assert request(opened).base_at == day("2027-03-17", "17:00")


def test_who_sent_early_has_until_the_day_of_the_round_to_send_again(opened: Office) -> None:
    send(opened, day("2027-03-02"))
    with pytest.raises(AnswerError, match="sớm hơn hạn 15/03/2027"):
        give_back(opened, day("2027-03-03"), deadline=date(2027, 3, 12))
    give_back(opened, day("2027-03-03"))
    assert request(opened).base_at == day("2027-03-15", "17:00")
    sweep(opened, day("2027-03-12", "09:00"))
    assert "overdue" not in {message.kind for message in messages(opened)}


@pytest.mark.parametrize("to", [date(2027, 3, 15), date(2027, 3, 12)])
def test_an_extension_never_shortens_a_deadline(opened: Office, to: date) -> None:
    with pytest.raises(AnswerError, match="không sau hạn hiện tại"):
        acting.extend(opened, day("2027-03-09"), to)


def test_an_extension_to_a_day_that_is_past_is_refused(opened: Office) -> None:
    with pytest.raises(AnswerError, match="đã qua"):
        acting.extend(opened, day("2027-03-18"), date(2027, 3, 17))


@pytest.mark.parametrize("blank", ["", "  \n"])
def test_nothing_is_closed_and_nothing_decided_without_a_reason_and_a_name(opened: Office, blank: str) -> None:
    sweep(opened, day("2027-03-29", "09:00"))
    now = day("2027-03-30")
    with opened.database.writing() as session, pytest.raises(AnswerError, match="chưa nêu lý do"):
        review.close_missing(session, now, SYT, blank, by="anh Minh")
    for reason, by in ((blank, "Chánh Văn phòng"), ("hết hạn", blank)):
        with pytest.raises(AnswerError, match="chưa nêu lý do"):
            decide_delays(opened, now, ROUND, "close_missing", reason=reason, by=by)
    assert request(opened).state == RequestState.WAITING


def test_a_decision_names_only_the_agencies_that_were_chosen(opened: Office) -> None:
    sweep(opened, day("2027-03-29", "09:00"))
    done = decide_delays(
        opened, day("2027-03-30"), ROUND, "close_missing", reason="hết hạn", by="Chánh VP", agency_keys=["stc"]
    )
    assert done == [STC]
    assert request(opened).state == RequestState.WAITING


def test_missed_rounds_open_oldest_first_and_only_of_plans_that_run(sample_office: Office) -> None:
    with sample_office.database.reading() as session:
        assert [kept.id for kept in due_rounds(session, day("2027-06-02"))] == [ROUND, SECOND]
    with sample_office.database.writing() as session:
        session.get_one(Plan, PLAN).state = PlanState.CLOSED
    with sample_office.database.reading() as session:
        assert list(due_rounds(session, day("2027-06-02"))) == []


@pytest.mark.parametrize(
    ("woken", "due"), [("2027-03-10", "2027-03-15"), ("2027-03-11", "2027-03-16"), ("2027-05-03", "2027-05-06")]
)
def test_opened_late_a_round_keeps_its_deadline_while_three_working_days_are_left(
    sample_office: Office, woken: str, due: str
) -> None:
    open_round(sample_office, ROUND, day(woken))
    kept = request(sample_office)
    assert kept.due_at == kept.original_due_at == kept.base_at == day(due, "17:00")


def test_opened_within_a_day_of_its_hour_a_round_is_not_late(sample_office: Office) -> None:
    assert open_round(sample_office, ROUND, day("2027-03-02", "08:00")).late is False
    assert open_round(sample_office, SECOND, day("2027-06-02", "08:01")).late is True


def test_a_round_that_finds_nobody_is_refused_and_stays_planned(sample_office: Office) -> None:
    with sample_office.database.writing() as session:
        session.execute(update(Responsibility).values(holder="Hội Làm vườn"))
    with pytest.raises(RoundError, match="không nhiệm vụ nào tìm được cơ quan"):
        open_round(sample_office, ROUND, OPENING)
    with sample_office.database.reading() as session:
        assert session.get_one(Round, ROUND).state == RoundState.PLANNED
        assert verify(session) is None


def test_the_channel_for_difficulties_is_open_all_year_and_not_asked_for(sample_office: Office) -> None:
    with sample_office.database.writing() as session:
        session.get_one(Responsibility, f"{PLAN}/R4").exception_channel = True
    open_round(sample_office, ROUND, OPENING)
    with sample_office.database.reading() as session:
        assert STC not in set(session.exec(select(Request.id)))


def test_a_body_is_only_requested_where_its_kind_or_all_its_duties_are(sample_office: Office) -> None:
    with sample_office.database.writing() as session:
        session.get_one(Responsibility, f"{PLAN}/R2").requested = True  # one of two duties of Sở Y tế
        session.get_one(Responsibility, f"{PLAN}/R4").requested = True  # the only duty of Sở Tài chính
        session.get_one(
            Responsibility, f"{PLAN}/R5"
        ).requested = False  # Mặt trận is only requested, whatever is written
    open_round(sample_office, ROUND, OPENING)
    asked = {each: request(sample_office, each).requested_body for each in (SYT, STC, MTTQ)}
    assert asked == {SYT: False, STC: True, MTTQ: True}


def test_a_holder_that_a_person_settled_is_asked_as_settled(sample_office: Office) -> None:
    with sample_office.database.writing() as session:
        session.get_one(Plan, PLAN).policy = {"holders": {"Sở Y tế": ["stc"]}}
    open_round(sample_office, ROUND, OPENING)
    with sample_office.database.reading() as session:
        assert {each.split("/")[-1] for each in session.exec(select(Request.id))} == {"snv", "stc", "mttq"}


def test_one_address_for_two_roles_gets_one_letter(sample_office: Office) -> None:
    with sample_office.database.writing() as session:
        clerk = session.exec(select(Contact).where(Contact.agency_key == "syt", Contact.role == "clerk")).one()
        clerk.email = "focal.syt@dien-tap.example"
    open_round(sample_office, ROUND, OPENING)
    assert [letter.audience for letter in messages(sample_office, request_id=SYT)] == ["focal"]


def test_a_report_that_waits_for_review_keeps_its_round_open(opened: Office) -> None:
    for each in (STC, SNV, MTTQ):
        close(opened, day("2027-03-16"), each)
    send(opened, day("2027-03-16"))
    assert collect(opened, day("2027-03-17")).closed == []
    accept(opened, day("2027-03-18"))
    assert collect(opened, day("2027-03-18", "09:00")).closed == [ROUND]


@pytest.mark.parametrize(("now", "state"), [("2027-03-19", "waiting"), ("2027-03-20", "missing")])
def test_a_silent_requested_body_is_waited_for_until_the_consolidated_report(
    opened: Office, now: str, state: str
) -> None:
    with opened.database.writing() as session:
        session.get_one(Round, ROUND).consolidated_due_at = day("2027-03-20", "08:00")
    sweep(opened, day("2027-03-16"))
    collect(opened, day(now))
    assert request(opened, MTTQ).state == state


def test_a_requested_body_is_still_reminded_before_it_is_given_up(opened: Office) -> None:
    collect(opened, day("2027-03-15", "17:00"))
    assert request(opened, MTTQ).state == RequestState.WAITING


def test_every_step_stands_in_the_journal(opened: Office) -> None:
    sweep(opened, day("2027-03-16", "09:00"))
    rows = acting.journalled(opened, "step.sent", "step.skipped")
    assert sorted((row.subject, row.action) for row in rows if row.subject == SYT) == [
        (SYT, "step.sent"),
        (SYT, "step.skipped"),
        (SYT, "step.skipped"),
    ]
    assert all(row.why for row in rows)


def test_nothing_is_given_back_without_a_reason(opened: Office) -> None:
    send(opened, day("2027-03-10"))
    with opened.database.writing() as session, pytest.raises(AnswerError, match="chưa nêu lý do"):
        review.give_back(opened, session, day("2027-03-11"), SYT, by="anh Minh", reason=" ")


@pytest.mark.parametrize("act", [accept, give_back], ids=["accept", "give_back"])
def test_what_never_came_can_be_neither_accepted_nor_returned(opened: Office, act: Callable[..., None]) -> None:
    with pytest.raises(Exception, match="chưa báo cáo"):
        act(opened, day("2027-03-16"))
