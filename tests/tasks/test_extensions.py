"""An agency asks for more time; the coordinator grants or refuses, on a clock of its own."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlmodel import select

from models.extension import Extension
from models.moves import ForbiddenMove
from models.outbox import MessageState
from models.plan import Plan
from models.round import Request
from tasks.account import account_of
from tasks.deliver import deliver
from tasks.escalate import sweep
from tasks.extensions import ask_extension, grant_extension, open_pleas, refuse_extension, remind_of_pleas
from tasks.living import sweeps_with_work
from tasks.office import Office
from tasks.pleas import open_plea, settle
from tasks.requests import AnswerError
from tests.acting import LAN, MINH, ROUND, SYT, accept, climbed, close, day, extend, journalled, messages, request, send

ASKED = day("2027-03-12", "09:00")
"""A Friday; the deadline is Monday 15 March."""


@pytest.fixture
def opened(opened_office: Office) -> Office:
    return opened_office


def ask(office: Office, now: datetime = ASKED, until: date = date(2027, 3, 22), reason: str = "chờ số liệu") -> None:
    with office.database.writing() as session:
        ask_extension(session, now, SYT, until, reason, by=LAN)


def grant(office: Office, now: datetime, until: date | None = None) -> None:
    with office.database.writing() as session:
        grant_extension(office, session, now, SYT, by=MINH, until=until)


def refuse(office: Office, now: datetime, reason: str = "đã đủ thời gian") -> None:
    with office.database.writing() as session:
        refuse_extension(office, session, now, SYT, by=MINH, reason=reason)


def pleas(office: Office) -> list[Extension]:
    with office.database.reading() as session:
        return list(session.exec(select(Extension).order_by(Extension.id)))  # type: ignore[arg-type]


def test_asking_moves_nothing_and_the_ladder_goes_on(opened: Office) -> None:
    ask(opened)
    assert request(opened).due_at == day("2027-03-15", "17:00")
    assert {step.step for step in sweep(opened, day("2027-03-16", "08:00")).taken if step.request_id == SYT} == {"D+1"}
    (entry,) = journalled(opened, "extension.asked")
    assert (entry.subject, entry.actor, entry.why) == (SYT, LAN, "chờ số liệu")


def test_one_plea_at_a_time(opened: Office) -> None:
    ask(opened)
    with pytest.raises(AnswerError, match="đã xin gia hạn đến 22/03/2027"):
        ask(opened, day("2027-03-12", "10:00"), date(2027, 3, 24))
    refuse(opened, day("2027-03-12", "11:00"))
    ask(opened, day("2027-03-12", "14:00"), date(2027, 3, 18))
    assert [plea.state for plea in pleas(opened)] == ["refused", "asked"]


@pytest.mark.parametrize(
    ("until", "reason", "said"),
    [
        (date(2027, 3, 15), "chờ số liệu", "không sau hạn hiện tại"),
        (date(2027, 3, 1), "chờ số liệu", "không sau hạn hiện tại"),
        (date(2027, 3, 22), "  ", "chưa nêu lý do"),
        (date(2028, 5, 22), "chờ số liệu", "xa hơn một năm"),
    ],
)
def test_a_plea_without_reason_or_for_no_later_day_is_refused(
    opened: Office, until: date, reason: str, said: str
) -> None:
    with pytest.raises(AnswerError, match=said):
        ask(opened, ASKED, until, reason)
    assert pleas(opened) == []


def test_whoever_owes_nothing_cannot_ask(opened: Office) -> None:
    send(opened, ASKED)
    with pytest.raises(AnswerError, match="không còn gì phải gia hạn"):
        ask(opened)


def test_granted_the_deadline_moves_and_the_agency_is_told_by_mail_and_sms(opened: Office) -> None:
    ask(opened)
    grant(opened, day("2027-03-12", "10:00"))
    assert request(opened).due_at == day("2027-03-22", "17:00")
    told = messages(opened, request_id=SYT, kind="extension")
    assert [(letter.channel, letter.state) for letter in told] == [("email", "queued"), ("sms", "queued")]
    deliver(opened, day("2027-03-12", "10:00"), limit=1000)
    mail, sms = messages(opened, request_id=SYT, kind="extension")
    assert mail.subject == "Đã gia hạn báo cáo quý I/2027 (KH 5/KH-UBND), hạn 22/3/2027"
    assert mail.body is not None and "chấp thuận đề nghị của đơn vị: chờ số liệu" in mail.body
    assert sms.body is not None and sms.body.startswith(
        "KH 5/KH-UBND: gia han bao cao quy I/2027 cua So Y te, han 22/3"
    )
    (plea,) = pleas(opened)
    assert (plea.state, plea.granted_until, plea.decided_by) == ("granted", date(2027, 3, 22), MINH)


def test_another_day_than_the_one_asked_for_may_be_given_and_both_are_said(opened: Office) -> None:
    ask(opened)
    grant(opened, day("2027-03-12", "10:00"), date(2027, 3, 18))
    deliver(opened, day("2027-03-12", "10:00"), limit=1000)
    mail, _ = messages(opened, request_id=SYT, kind="extension")
    assert mail.body is not None
    assert "thứ Năm, ngày 18 tháng 3 năm 2027 (đơn vị đề nghị ngày 22 tháng 3 năm 2027)" in mail.body
    assert pleas(opened)[0].granted_until == date(2027, 3, 18)


def test_refused_the_deadline_stays_and_the_agency_is_told_why(opened: Office) -> None:
    ask(opened)
    refuse(opened, day("2027-03-12", "10:00"))
    deliver(opened, day("2027-03-12", "10:00"), limit=1000)
    assert request(opened).due_at == day("2027-03-15", "17:00")
    mail, _ = messages(opened, request_id=SYT, kind="extension")
    assert mail.subject == "Không gia hạn báo cáo quý I/2027 (KH 5/KH-UBND), hạn 15/3/2027"
    assert mail.body is not None and "Lý do: đã đủ thời gian" in mail.body
    assert mail.reason == "không gia hạn: đã đủ thời gian"
    with pytest.raises(AnswerError, match="chưa nêu lý do"):
        ask(opened, day("2027-03-12", "11:00"))
        refuse(opened, day("2027-03-12", "12:00"), " ")


def test_answered_once_it_cannot_be_answered_again(opened: Office) -> None:
    ask(opened)
    refuse(opened, day("2027-03-12", "10:00"))
    for again in (grant, refuse):
        with pytest.raises(AnswerError, match="không có đề nghị gia hạn nào đang chờ"):
            again(opened, day("2027-03-12", "11:00"))
    with opened.database.writing() as session, pytest.raises(ForbiddenMove, match="đã từ chối"):
        plea = session.exec(select(Extension)).one()
        from models.extension import ExtensionState

        settle(plea, ExtensionState.GRANTED, ASKED, by=MINH, answer="")


def test_an_extension_without_asking_answers_the_plea_that_was_open(opened: Office) -> None:
    ask(opened)
    extend(opened, day("2027-03-12", "10:00"), date(2027, 3, 19))
    (plea,) = pleas(opened)
    assert (plea.state, plea.granted_until) == ("granted", date(2027, 3, 19))


def test_a_report_that_comes_first_withdraws_the_plea(opened: Office) -> None:
    ask(opened)
    send(opened, day("2027-03-12", "15:00"))
    (plea,) = pleas(opened)
    assert (plea.state, plea.answer, plea.next_step_at) == ("withdrawn", "đơn vị đã gửi báo cáo", None)
    assert remind_of_pleas(opened, day("2027-03-19", "08:00")) == []


def test_closing_the_request_ends_its_plea(opened: Office) -> None:
    ask(opened)
    close(opened, day("2027-03-17"))
    assert pleas(opened)[0].state == "withdrawn"


def test_an_unanswered_plea_climbs_from_the_coordinator_to_the_supervisor(opened: Office) -> None:
    ask(opened)
    assert remind_of_pleas(opened, day("2027-03-15", "07:59")) == []
    assert sweep(opened, day("2027-03-15", "08:00")).pleas == [SYT]
    assert sweep(opened, day("2027-03-15", "08:15")).pleas == []
    assert sweep(opened, day("2027-03-17", "08:00")).pleas == [SYT]
    assert sweep(opened, day("2027-03-30", "08:00")).pleas == []
    told = messages(opened, kind="plea")
    assert [(letter.step, letter.audience, letter.reason) for letter in told] == [
        ("G+1", "coordinator", "nấc G+1: 1 đề nghị gia hạn chưa được trả lời"),
        ("G+3", "supervisor", "nấc G+3: 1 đề nghị gia hạn chưa được trả lời"),
    ]
    assert told[0].context["rows"][0]["reason"] == "chờ số liệu"


def test_after_a_standstill_a_plea_is_told_once_to_whom_it_has_climbed(opened: Office) -> None:
    ask(opened)
    assert remind_of_pleas(opened, day("2027-03-25", "08:00")) == [SYT]
    assert [letter.step for letter in messages(opened, kind="plea")] == ["G+3"]


def test_the_coordinator_sees_the_open_pleas_with_their_plan(opened: Office) -> None:
    ask(opened)
    with opened.database.reading() as session:
        ((plea, asked, agency, kept, plan),) = open_pleas(session)
        assert (plea.until, asked.id, agency.key, kept.id) == (date(2027, 3, 22), SYT, "syt", ROUND)
        assert isinstance(plan, Plan) and open_plea(session, SYT) is not None


def test_why_tells_the_plea_and_its_answer(opened: Office) -> None:
    ask(opened)
    refuse(opened, day("2027-03-12", "10:00"))
    with opened.database.reading() as session:
        events = account_of(session, SYT, day("2027-03-12", "12:00")).events
    said = {event.what: (event.reason, event.happened) for event in events if "gia hạn đến" in event.what}
    assert said == {
        f"{LAN} xin gia hạn đến 22/03/2027": ("chờ số liệu", True),
        f"{MINH} từ chối gia hạn đến 22/03/2027": ("đã đủ thời gian", False),
    }


def test_a_report_waits_for_its_review_on_the_coordinators_clock(opened: Office) -> None:
    """Received on Friday 12 March: to be reviewed by Wednesday 17 March, 17:00."""
    send(opened, ASKED)
    waiting = request(opened)
    assert (waiting.ladder_part, waiting.base_at) == ("review", day("2027-03-17", "17:00"))
    assert waiting.next_step_at == day("2027-03-17", "08:00")
    sweep(opened, day("2027-03-17", "08:00"))
    sweep(opened, day("2027-03-19", "08:00"))
    told = messages(opened, kind="review")
    assert [(letter.step, letter.audience, len(letter.context["rows"])) for letter in told] == [
        ("V+0", "coordinator", 1),
        ("V+2", "supervisor", 1),
    ]
    assert [pair for pair in climbed(opened) if pair[0].startswith("V")] == [("V+0", "told"), ("V+2", "told")]


def test_accepting_ends_the_review_and_a_newer_version_does_not_set_it_back(opened: Office) -> None:
    send(opened, ASKED)
    send(opened, day("2027-03-16"), said="bản sửa")
    assert request(opened).base_at == day("2027-03-17", "17:00")
    accept(opened, day("2027-03-16", "10:00"))
    assert request(opened).next_step_at is None
    sweep(opened, day("2027-03-30"))
    assert messages(opened, kind="review", request_id=None) == []


def test_a_review_that_waits_is_no_lateness_of_the_agency(opened: Office) -> None:
    from tasks.picture import picture
    from tasks.status import plan_status

    send(opened, ASKED)
    now = day("2027-04-20")
    sweep(opened, now)
    with opened.database.reading() as session:
        row = next(row for row in picture(session, ROUND, now).rows if row.request_id == SYT)
        status = plan_status(session, "5-kh-ubnd-2027-song-lam", now).rounds[0]
    assert (row.status, row.days_late) == ("on_time", 0)
    line = next(each for each in status.agencies if each.line.fact.request_id == SYT)
    assert (line.line.standing, line.line.days_late, line.rung) == ("on_time", 0, None)
    assert all(letter.state != MessageState.FAILED for letter in messages(opened))


def test_a_plea_alone_is_work_for_the_sweep(opened: Office) -> None:
    ask(opened)
    with opened.database.writing() as session:
        for waiting in session.exec(select(Request)):
            waiting.next_step_at = None
    with opened.database.reading() as session:
        assert sweeps_with_work(session, day("2027-03-15", "07:59")) == ["collect-reports"]
        assert sweeps_with_work(session, day("2027-03-15", "08:00")) == ["collect-reports", "escalate-delays"]


def test_a_deadline_whose_year_is_mistyped_is_refused_and_gives_no_year_of_peace(opened: Office) -> None:
    ask(opened)
    with pytest.raises(AnswerError, match="xa hơn một năm"):
        grant(opened, ASKED, date(2028, 5, 22))
    with pytest.raises(AnswerError, match="xa hơn một năm"):
        extend(opened, ASKED, date(2028, 5, 22))
    assert request(opened).due_at == day("2027-03-15", "17:00")
    assert [plea.state for plea in pleas(opened)] == ["asked"]
