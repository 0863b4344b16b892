"""Opening a round and climbing the ladder, on a real database and one clock."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from sqlmodel import Session, col, select

from models.clock import at_office
from models.escalation import Escalation
from models.journal import verify
from models.outbox import Message
from models.round import Request, RequestState, Round
from tasks.delays import awaiting, decide_delays
from tasks.escalate import sweep
from tasks.office import Office
from tasks.picture import picture
from tasks.reports import Answer, ItemAnswer, StaleForm, form, submit
from tasks.requests import AnswerError
from tasks.review import accept, give_back, promise
from tasks.rounds import due_rounds, open_round

ROUND = "5-kh-ubnd-2027-song-lam/q1"
SYT = f"{ROUND}/syt"


def day(text: str, clock: str = "08:00") -> datetime:
    return at_office(date.fromisoformat(text), time.fromisoformat(clock))


OPENING = day("2027-03-01")


def letters(session: Session, **where: object) -> list[Message]:
    return [
        message
        for message in session.exec(select(Message).order_by(col(Message.id)))
        if all(getattr(message, name) == value for name, value in where.items())
    ]


def full_answer(office: Office, request_id: str) -> Answer:
    with office.database.reading() as session:
        duties = form(session, request_id, OPENING).duties
    return Answer([ItemAnswer(duty.id, "done", 100, "Đã làm xong") for duty in duties])


def answer(office: Office, request_id: str, now: datetime, *, base: int = 0) -> None:
    whole = full_answer(office, request_id)
    with office.database.writing() as session:
        submit(office, session, now, request_id, whole, by="chị Lan", base_version=base)


def test_opening_asks_each_agency_once_with_all_its_duties(sample_office: Office) -> None:
    opened = open_round(sample_office, ROUND, OPENING)
    assert (opened.requests, opened.messages, opened.late) == (4, 8, False)
    with sample_office.database.reading() as session:
        assert [duty.number for duty in form(session, SYT, OPENING).duties] == ["R2", "R3"]
        assert session.get_one(Request, SYT).next_step_at == day("2027-03-10")
        assert verify(session) is None


def test_opening_twice_changes_nothing(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    again = open_round(sample_office, ROUND, OPENING)
    assert again.already
    with sample_office.database.reading() as session:
        assert len(letters(session)) == 8


def test_a_round_missed_while_the_system_was_down_keeps_three_working_days_notice(sample_office: Office) -> None:
    woken = day("2027-03-13")  # a Saturday, two days before the deadline
    with sample_office.database.reading() as session:
        assert [kept.id for kept in due_rounds(session, woken)] == [ROUND]
    opened = open_round(sample_office, ROUND, woken)
    assert opened.late
    with sample_office.database.reading() as session:
        assert session.get_one(Round, ROUND).due_at == day("2027-03-17", "17:00")


def test_messages_on_a_day_off_wait_for_the_next_office_morning(sample_office: Office) -> None:
    open_round(sample_office, ROUND, day("2027-03-13"))
    with sample_office.database.reading() as session:
        assert {message.next_attempt_at for message in letters(session)} == {day("2027-03-15", "07:30")}


def test_a_silent_agency_climbs_the_whole_ladder_and_a_requested_body_does_not(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    for moment in ("2027-03-10", "2027-03-12", "2027-03-16", "2027-03-18", "2027-03-22", "2027-03-24", "2027-03-29"):
        sweep(sample_office, day(moment, "09:00"))
    with sample_office.database.reading() as session:
        steps = [each.step for each in session.exec(select(Escalation).where(Escalation.request_id == SYT))]
        asked = [each.step for each in session.exec(select(Escalation).where(Escalation.request_id == f"{ROUND}/mttq"))]
        waiting = awaiting(session)
        assert verify(session) is None
    assert steps == ["D-3", "D-1", "D+1", "D+3", "D+5", "D+7", "D+10"]
    assert asked == ["D-3", "D-1", "D+1"]
    assert [request.agency_key for request in waiting[ROUND]] == ["snv", "stc", "syt"]


def test_a_sweep_on_the_same_moment_says_nothing_twice(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    first = sweep(sample_office, day("2027-03-10", "09:00"))
    second = sweep(sample_office, day("2027-03-10", "09:00"))
    assert (len(first.taken), len(second.taken)) == (4, 0)


def test_after_a_standstill_only_the_last_step_is_sent_and_the_others_keep_their_reason(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    swept = sweep(sample_office, day("2027-03-16", "09:00"))
    assert {step.step for step in swept.taken} == {"D+1"}
    assert {step.step for step in swept.skipped} == {"D-3", "D-1"}
    assert all("chỉ gửi nấc cuối" in step.reason for step in swept.skipped)


def test_an_answer_stops_the_ladder_and_withdraws_what_was_not_sent(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    answer(sample_office, SYT, day("2027-03-02"))
    swept = sweep(sample_office, day("2027-03-10", "09:00"))
    assert {step.kind for step in swept.taken if step.request_id == SYT} == {"review"}, "the coordinator's own clock"
    with sample_office.database.reading() as session:
        assert {message.state for message in letters(session, request_id=SYT, kind="request")} == {"cancelled"}
        assert len(letters(session, request_id=SYT, kind="receipt")) == 1
        assert picture(session, ROUND, day("2027-03-10")).counts == {"on_time": 1, "waiting": 3}


def test_an_incomplete_answer_is_kept_and_still_urged(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    with sample_office.database.writing() as session:
        some = Answer([ItemAnswer("5-kh-ubnd-2027-song-lam/R2", "done", 100, "Xong")])
        done = submit(sample_office, session, day("2027-03-02"), SYT, some, by="chị Lan", base_version=0)
    assert not done.complete
    assert SYT in {step.request_id for step in sweep(sample_office, day("2027-03-10", "09:00")).taken}


def test_a_promise_gives_peace_until_its_day_and_climbs_at_once_when_broken(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    sweep(sample_office, day("2027-03-12", "09:00"))
    with sample_office.database.writing() as session:
        promise(session, day("2027-03-12"), SYT, date(2027, 3, 18), "chờ số liệu", by="chị Lan")
    assert SYT not in {step.request_id for step in sweep(sample_office, day("2027-03-18", "16:00")).taken}
    broken = [step for step in sweep(sample_office, day("2027-03-18", "17:00")).taken if step.request_id == SYT]
    assert [step.step for step in broken] == ["D+1", "D+3"]
    assert all("18/03/2027" in step.reason for step in broken)


@pytest.mark.parametrize(
    ("promised", "state", "named"),
    [
        (date(2027, 3, 30), "waiting", "muộn nhất 29/03/2027"),
        (date(2027, 2, 26), "waiting", "đã qua"),
        (date(2027, 3, 18), "accepted", "không còn gì phải hẹn"),
    ],
)
def test_a_promise_that_buys_too_much_is_refused(sample_office: Office, promised: date, state: str, named: str) -> None:
    open_round(sample_office, ROUND, OPENING)
    with sample_office.database.writing() as session, pytest.raises(AnswerError, match=named):
        session.get_one(Request, SYT).state = state
        promise(session, OPENING, SYT, promised, "bận", by="chị Lan")


def test_a_second_promise_buys_no_more_peace(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    with sample_office.database.writing() as session:
        promise(session, OPENING, SYT, date(2027, 3, 16), "bận", by="chị Lan")
    with sample_office.database.writing() as session, pytest.raises(AnswerError, match="gia hạn"):
        promise(session, OPENING, SYT, date(2027, 3, 18), "vẫn bận", by="chị Lan")


def test_a_returned_report_gets_its_own_deadline_and_ladder(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    answer(sample_office, SYT, day("2027-03-09"))
    with sample_office.database.writing() as session:
        returned = give_back(sample_office, session, day("2027-03-16"), SYT, by="anh Minh", reason="thiếu số liệu")
        assert returned.base_at == day("2027-03-19", "17:00")
        assert returned.next_step_at == day("2027-03-18", "08:30")
    answer(sample_office, SYT, day("2027-03-19"), base=1)
    with sample_office.database.writing() as session:
        taken = accept(sample_office, session, day("2027-03-19"), SYT, by="anh Minh")
        assert (taken.state, taken.version) == (RequestState.ACCEPTED, 2)
        assert taken.first_received_at == day("2027-03-09")


def test_the_same_form_twice_is_one_version_and_a_stale_form_is_refused(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    whole = full_answer(sample_office, SYT)
    with sample_office.database.writing() as session:
        submit(sample_office, session, day("2027-03-02"), SYT, whole, by="chị Lan", base_version=0)
    with sample_office.database.writing() as session:
        again = submit(sample_office, session, day("2027-03-02"), SYT, whole, by="chị Lan", base_version=0)
        assert again.repeated
    whole.items[0].result = "Khác"
    with sample_office.database.writing() as session, pytest.raises(StaleForm, match="bản số 1"):
        submit(sample_office, session, day("2027-03-02"), SYT, whole, by="chị Lan", base_version=0)


def test_a_contradiction_is_named_by_its_field(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    with sample_office.database.writing() as session, pytest.raises(AnswerError) as refused:
        blocked = Answer([ItemAnswer("5-kh-ubnd-2027-song-lam/R2", "blocked")])
        submit(sample_office, session, OPENING, SYT, blocked, by="chị Lan", base_version=0)
    assert list(refused.value.fields) == ["item-5-kh-ubnd-2027-song-lam/R2-blocked_because"]


@pytest.mark.parametrize(
    ("action", "state", "extend_to"),
    [("close_missing", "missing", None), ("extend", "waiting", date(2027, 4, 9)), ("draft_letter", "waiting", None)],
)
def test_the_supervisors_decision_is_carried_out_and_kept(
    sample_office: Office, action: str, state: str, extend_to: date | None
) -> None:
    open_round(sample_office, ROUND, OPENING)
    sweep(sample_office, day("2027-03-29", "09:00"))
    done = decide_delays(
        sample_office,
        day("2027-03-30"),
        ROUND,
        action,  # type: ignore[arg-type]
        reason="đã gọi điện",
        by="Chánh Văn phòng",
        extend_to=extend_to,
        agency_keys=["syt"],
    )
    assert done == [SYT]
    with sample_office.database.reading() as session:
        assert session.get_one(Request, SYT).state == state
        assert SYT not in {request.id for request in awaiting(session).get(ROUND, [])}
        assert verify(session) is None
