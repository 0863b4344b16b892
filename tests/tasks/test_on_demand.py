"""Extra rounds and events: opened by a person with a reason, with notice, by the plan's own ladder."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from sqlmodel import select

from compiler.planfile.model import PlanFile, SourceFile
from compiler.planfile.write import planfile_text
from compiler.result import DocumentClass, Event, PlanHead, RegimeProposal
from models.clock import set_clock
from models.journal import JournalRow, verify
from models.ladder import ladder_of, read_ladder
from models.outbox import Message
from models.plan import Plan, PlanState, Responsibility
from models.report import ItemStatus
from models.round import Request, Round, RoundState
from tasks.asked import once
from tasks.ladders import use_ladder
from tasks.office import Office
from tasks.on_demand import ExtraRefused, Wanted, add_round, begin_event, event_due
from tasks.reports import Answer, ItemAnswer, submit
from tasks.requests import duties_of
from tasks.review import accept
from tasks.rounds import due_rounds, open_round
from tests.acting import OPENING, ROUND, SYT, day

PLAN = "5-kh-ubnd-2027-song-lam"
BY, WHY = "anh Minh", "Văn bản 55/UBND-NC yêu cầu"
EVENTS = [
    Event(key="E1", name="Báo cáo sau đợt kiểm tra", after="ngày có kết luận kiểm tra", within=5, duties=["R3"]),
    Event(key="E2", name="Báo cáo sự cố", after="khi xảy ra sự cố", within=2, unit="d"),
]
MARCH = (date(2027, 2, 1), date(2027, 2, 28))


@pytest.fixture
def running(sample_office: Office) -> Office:
    """The sample office with a plan file that names events, on 1 March 2027."""
    file = PlanFile(
        source=SourceFile(file="ke-hoach.docx", sha256="0" * 64),
        plan=PlanHead(**{"class": DocumentClass.PLAN}, year=2027),
        regime=RegimeProposal(preset="cchc", events=EVENTS),
    )
    with sample_office.database.writing() as session:
        session.get_one(Plan, PLAN).planfile = planfile_text(file)
    at(sample_office, OPENING)
    return sample_office


def at(office: Office, moment: datetime) -> None:
    with office.database.writing() as session:
        set_clock(session, moment, by=BY, why="thử")


def wanted(due: str = "2027-03-10", **more: object) -> Wanted:
    return Wanted("Báo cáo đột xuất về dịch vụ công", MARCH, date.fromisoformat(due), **more)  # type: ignore[arg-type]


def test_an_extra_round_whose_time_has_come_is_asked_at_once_and_says_what_it_is(running: Office) -> None:
    added = add_round(running, PLAN, wanted(), by=BY, why=WHY)
    assert added.opened is not None
    assert (added.asked, added.opened.requests, added.opened.late) == (4, 4, False)
    with running.database.reading() as session:
        kept = session.get_one(Round, added.round.id)
        assert (kept.state, kept.label, kept.due_at) == (RoundState.OPEN, "đột xuất", day("2027-03-10", "17:00"))
        assert ladder_of(kept).due[0].kind == "request"
        letters = session.exec(select(Message).where(Message.round_id == kept.id)).all()
        assert {letter.context["round"]["label"] for letter in letters} == {"đột xuất"}
        entry = session.exec(select(JournalRow).where(JournalRow.action == "round.added")).one()
        assert (entry.actor, entry.why) == (BY, WHY)
        assert verify(session) is None


def test_an_extra_round_for_later_waits_for_the_sweep(running: Office) -> None:
    added = add_round(running, PLAN, wanted("2027-04-20"), by=BY, why=WHY)
    assert added.opened is None
    with running.database.reading() as session:
        assert added.round.id not in {kept.id for kept in due_rounds(session, day("2027-04-02"))}
        assert added.round.id in {kept.id for kept in due_rounds(session, day("2027-04-06", "09:00"))}


def test_an_extra_round_climbs_by_the_ladder_in_use_and_not_by_the_one_that_the_plan_was_launched_with(
    running: Office,
) -> None:
    patient = read_ladder("macdinh").model_copy(update={"name": "Thang kiên nhẫn"})
    use_ladder(running, PLAN, patient, why="theo chỉ đạo", by=BY)
    added = add_round(running, PLAN, wanted("2027-05-20"), by=BY, why=WHY)
    assert ladder_of(added.round).name == "Thang kiên nhẫn"


def test_an_extra_round_asks_only_whom_it_names_by_agency_or_by_duty(running: Office) -> None:
    some = add_round(running, PLAN, wanted(holders=("syt", "R4")), by=BY, why=WHY)
    with running.database.reading() as session:
        assert set(session.exec(select(Request.agency_key).where(Request.round_id == some.round.id))) == {"syt", "stc"}
    duty = add_round(running, PLAN, wanted("2027-03-11", holders=("R3",)), by=BY, why=WHY)
    with running.database.reading() as session:
        assert [each.number for each in duties_of(session, f"{duty.round.id}/syt")] == ["R3"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (wanted("2027-03-03"), "từ 04/03/2027 trở đi"),
        (wanted("2027-02-28"), "không sau ngày chốt"),
        (Wanted("Ngược", (date(2027, 2, 28), date(2027, 2, 1)), date(2027, 3, 20)), "ngày trước đứng trước"),
        (wanted(holders=("Sở Ngoại vụ",)), "Sở Ngoại vụ"),
        (wanted(consolidated=date(2027, 3, 9)), "đặt hạn tổng hợp sau hạn các cơ quan gửi"),
        (Wanted(" ", MARCH, date(2027, 3, 20)), "tên kỳ trống"),
    ],
    ids=["notice", "cut-off", "window", "holder", "consolidator", "name"],
)
def test_what_cannot_be_asked_is_refused_with_a_remedy_and_nothing_is_written(
    running: Office, asked: Wanted, said: str
) -> None:
    with pytest.raises(ExtraRefused, match=said):
        add_round(running, PLAN, asked, by=BY, why=WHY)
    with running.database.reading() as session:
        assert len(session.exec(select(Round)).all()) == 2
        assert session.exec(select(JournalRow).where(JournalRow.action == "round.added")).all() == []


def test_the_same_extra_round_twice_and_one_of_an_ended_plan_are_refused(running: Office) -> None:
    add_round(running, PLAN, wanted(), by=BY, why=WHY)
    with pytest.raises(ExtraRefused, match="đã có kỳ"):
        add_round(running, PLAN, wanted(), by=BY, why=WHY)
    with pytest.raises(ExtraRefused, match="--why"):
        add_round(running, PLAN, wanted("2027-03-12"), by=BY, why=" ")
    with running.database.writing() as session:
        session.get_one(Plan, PLAN).state = PlanState.CLOSED
    with pytest.raises(ExtraRefused, match="đã kết thúc"):
        add_round(running, PLAN, wanted("2027-03-12"), by=BY, why=WHY)


def test_a_report_of_one_day_is_due_at_its_hour(running: Office) -> None:
    today = date(2027, 3, 1)
    asked = Wanted("Báo cáo nhanh", (today, today), today, at=time(19))
    added = add_round(running, PLAN, asked, by=BY, why=WHY)
    with running.database.reading() as session:
        assert session.get_one(Round, added.round.id).due_at == day("2027-03-01", "19:00")


def test_an_event_starts_the_due_date_of_those_who_report_it(running: Office) -> None:
    at(running, day("2027-03-04"))
    added = begin_event(running, PLAN, "e1", date(2027, 3, 3), by=BY, why="Kết luận số 7")
    assert added.opened is not None
    with running.database.reading() as session:
        kept = session.get_one(Round, added.round.id)
        assert kept.due_at == day("2027-03-10", "17:00")
        assert [each.number for each in duties_of(session, f"{kept.id}/syt")] == ["R3"]
        assert session.exec(select(JournalRow).where(JournalRow.action == "round.event")).one().why == "Kết luận số 7"


@pytest.mark.parametrize(
    ("name", "on", "said"),
    [
        ("E9", date(2027, 3, 1), "E1 .Báo cáo sau đợt kiểm tra."),
        ("E1", date(2027, 3, 2), "chưa đến"),
        ("E1", date(2027, 2, 1), "đã qua"),
    ],
)
def test_an_event_that_cannot_have_begun_is_refused(running: Office, name: str, on: date, said: str) -> None:
    with pytest.raises(ExtraRefused, match=said):
        begin_event(running, PLAN, name, on, by=BY, why=WHY)


def test_an_event_is_begun_once_for_each_day(running: Office) -> None:
    begin_event(running, PLAN, "Báo cáo sau đợt kiểm tra", date(2027, 3, 1), by=BY, why=WHY)
    with pytest.raises(ExtraRefused, match="đã mở kỳ rồi"):
        begin_event(running, PLAN, "E1", date(2027, 3, 1), by=BY, why=WHY)


def test_days_after_an_event_are_counted_as_the_plan_says() -> None:
    friday = date(2027, 3, 5)
    assert event_due(EVENTS[0], friday) == date(2027, 3, 12)
    assert event_due(EVENTS[1], friday) == date(2027, 3, 8)  # Sunday: the next working day


def test_a_round_keeps_its_notice_even_where_the_ladder_opens_late(running: Office) -> None:
    with running.database.writing() as session:
        kept = session.get_one(Round, ROUND)
        kept.opens_at = day("2027-03-12")
    open_round(running, ROUND, day("2027-03-12", "09:00"))
    with running.database.reading() as session:
        assert session.get_one(Round, ROUND).due_at == day("2027-03-17", "17:00")


def test_a_lower_level_is_due_on_a_day_of_its_own(running: Office) -> None:
    with running.database.writing() as session:
        session.get_one(Round, ROUND).level_dues = {"province": "2027-03-11", "commune": "2027-03-10"}
    open_round(running, ROUND, OPENING)
    with running.database.reading() as session:
        assert {each.due_at for each in session.exec(select(Request))} == {day("2027-03-11", "17:00")}
        assert session.get_one(Request, SYT).next_step_at == day("2027-03-08")


def test_what_was_done_for_good_is_not_asked_again_and_reports_are(running: Office) -> None:
    with running.database.writing() as session:
        for number in ("R2", "R3"):
            session.get_one(Responsibility, f"{PLAN}/{number}").due = {"text": "", "rule": "by:2027-03-10"}
    open_round(running, ROUND, OPENING)
    with running.database.writing() as session:
        items = [ItemAnswer(duty.id, ItemStatus.DONE, result="Xong") for duty in duties_of(session, SYT)]
        submit(running, session, day("2027-03-02"), SYT, Answer(items), by="chị Lan", base_version=0)
    open_round(running, f"{PLAN}/h1", day("2027-06-01"))
    with running.database.reading() as session:
        assert [each.number for each in duties_of(session, f"{PLAN}/h1/syt")] == ["R2", "R3"]
    with running.database.writing() as session:
        accept(running, session, day("2027-06-02"), SYT, by=BY)
    third = add_round(running, PLAN, wanted("2027-07-20"), by=BY, why=WHY)
    open_round(running, third.round.id, day("2027-07-06"))
    with running.database.reading() as session:
        assert [each.number for each in duties_of(session, f"{third.round.id}/syt")] == ["R3"]


@pytest.mark.parametrize(
    ("rule", "asked_again"),
    [
        ("by:2027-03-10", []),
        ("by:2027-03-15", []),
        ("by:2027-03-16", ["R3"]),
        ("by:2027-03-10+by:2027-12-10", ["R3"]),
        ("by:2027-03-10+yearly", ["R3"]),
        ("quarterly", ["R3"]),
    ],
)
def test_a_report_given_by_its_last_date_is_not_asked_again_beside_other_duties(
    running: Office, rule: str, asked_again: list[str]
) -> None:
    with running.database.writing() as session:
        session.get_one(Responsibility, f"{PLAN}/R3").due = {"text": "", "rule": rule}
    open_round(running, ROUND, OPENING)
    with running.database.writing() as session:
        items = [ItemAnswer(duty.id, ItemStatus.DONE, result="Xong") for duty in duties_of(session, SYT)]
        submit(running, session, day("2027-03-02"), SYT, Answer(items), by="chị Lan", base_version=0)
    with running.database.writing() as session:
        accept(running, session, day("2027-03-03"), SYT, by=BY)
    open_round(running, f"{PLAN}/h1", day("2027-06-01"))
    with running.database.reading() as session:
        assert [each.number for each in duties_of(session, f"{PLAN}/h1/syt")] == ["R2", *asked_again]


@pytest.mark.parametrize(
    ("rule", "roles", "for_good"),
    [
        ("by:2027-03-10", ["execute"], True),
        ("period:2027-01-01..2027-03-31", ["publicise"], True),
        ("by:2027-03-10", ["report"], False),
        ("by:2027-03-10+yearly", ["execute"], False),
        ("continuous", ["execute"], False),
        ("", ["execute"], False),
    ],
)
def test_only_a_dated_duty_that_is_no_report_is_done_for_good(rule: str, roles: list[str], for_good: bool) -> None:
    duty = Responsibility(id="x", plan_key=PLAN, number="R1", position=0, holder="Sở", text="Việc", roles=roles)
    duty.due = {"text": "", "rule": rule} if rule else None
    assert once(duty) is for_good
