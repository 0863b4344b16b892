"""The collecting sweep: the due day's summary, messages that failed, rounds that are done."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlmodel import Session, select, update

from models.clock import at_office
from models.outbox import Message
from models.round import Request, Round
from tasks.collect import collect
from tasks.escalate import sweep
from tasks.office import Office
from tasks.picture import picture
from tasks.reports import Answer, ItemAnswer, submit
from tasks.requests import duties_of
from tasks.review import accept, close_missing
from tasks.rounds import open_round

ROUND = "5-kh-ubnd-2027-song-lam/q1"


def day(text: str, clock: str = "09:00") -> datetime:
    return at_office(date.fromisoformat(text), time.fromisoformat(clock))


def summaries(session: Session) -> list[Message]:
    return list(session.exec(select(Message).where(Message.kind == "summary")))


def answered(office: Office, *keys: str) -> None:
    with office.database.writing() as session:
        for key in keys:
            request_id = f"{ROUND}/{key}"
            items = [ItemAnswer(duty.id, "done", result="Xong") for duty in duties_of(session, request_id)]
            submit(office, session, day("2027-03-10"), request_id, Answer(items), by="thử", base_version=0)
            accept(office, session, day("2027-03-11"), request_id, by="anh Minh")


def test_the_due_days_summary_goes_out_once(sample_office: Office) -> None:
    open_round(sample_office, ROUND, day("2027-03-01"))
    answered(sample_office, "syt")
    assert collect(sample_office, day("2027-03-15", "16:59")).summaries == []
    assert collect(sample_office, day("2027-03-15", "17:00")).summaries == [ROUND]
    assert collect(sample_office, day("2027-03-15", "17:15")).summaries == []
    with sample_office.database.reading() as session:
        (letter,) = summaries(session)
        assert sorted(row["chip"] for row in letter.context["rows"]) == ["Chờ báo cáo"] * 3 + ["Đúng hạn"]


def test_a_message_that_failed_for_good_is_told_at_once_and_once(sample_office: Office) -> None:
    open_round(sample_office, ROUND, day("2027-03-01"))
    with sample_office.database.writing() as session:
        syt = Message.request_id == f"{ROUND}/syt"
        session.execute(update(Message).where(syt).values(state="failed", last_error="550 no such user"))
    collect(sample_office, day("2027-03-02"))
    collect(sample_office, day("2027-03-02", "09:15"))
    with sample_office.database.reading() as session:
        (letter,) = summaries(session)
        assert {failed["agency_key"] for failed in letter.context["undelivered"]} == {"syt"}


def test_a_round_closes_when_everybody_is_accepted_or_missing(sample_office: Office) -> None:
    open_round(sample_office, ROUND, day("2027-03-01"))
    answered(sample_office, "syt", "snv", "mttq")
    assert collect(sample_office, day("2027-03-12")).closed == []
    with sample_office.database.writing() as session:
        close_missing(session, day("2027-03-30"), f"{ROUND}/stc", "không có báo cáo", by="anh Minh")
    assert collect(sample_office, day("2027-03-30")).closed == [ROUND]


def test_a_requested_body_is_not_overdue_while_the_round_is_open(sample_office: Office) -> None:
    open_round(sample_office, ROUND, day("2027-03-01"))
    with sample_office.database.reading() as session:
        for at, status in (("2027-03-15", "waiting"), ("2027-03-18", "unanswered")):
            shown = {row.agency_key: row for row in picture(session, ROUND, day(at)).rows}
            assert (shown["mttq"].status, shown["mttq"].days_late) == (status, 0)
        assert (shown["syt"].status, shown["syt"].days_late) == ("overdue", 3)


def test_a_requested_body_that_never_answers_does_not_hold_the_round_open(sample_office: Office) -> None:
    open_round(sample_office, ROUND, day("2027-03-01"))
    answered(sample_office, "syt", "snv", "stc")
    sweep(sample_office, day("2027-03-16"))
    assert collect(sample_office, day("2027-03-16")).closed == [ROUND]
    with sample_office.database.reading() as session:
        silent = session.get_one(Request, f"{ROUND}/mttq")
        assert (silent.state, silent.close_reason is not None) == ("missing", True)
        assert session.get_one(Round, ROUND).closed_at == day("2027-03-16")
        shown = {row.agency_key: row for row in picture(session, ROUND, day("2027-04-16")).rows}["mttq"]
    assert (shown.status, shown.chip, shown.days_late) == ("unanswered", "Không phản hồi", 0), "asked, not ordered"
