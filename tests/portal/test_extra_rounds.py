"""A round that nobody planned and an event, from the workbench."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlmodel import col, select

from compiler.planfile.model import PlanFile, SourceFile
from compiler.planfile.write import planfile_text
from compiler.result import DocumentClass, Event, PlanHead, RegimeProposal
from models.clock import local_day
from models.journal import JournalRow, verify
from models.plan import Plan, PlanState, Responsibility
from models.round import Request, Round, RoundState
from tasks.office import Office
from tests.acting import day
from tests.portal.desk import PLAN, Desk

HOME = "/ban-lam-viec"
PAGE = f"{HOME}/them-ky/{PLAN}"
EVENT = f"{HOME}/su-viec/{PLAN}"
ASKED = {
    "name": "Báo cáo đột xuất về dịch vụ công",
    "label": "chuyên đề",
    "first": "1/2/2027",
    "last": "28/02/2027",
    "due": "12/3/2027",
    "clock": "",
    "consolidated": "",
    "why": "Văn bản 55/UBND-NC",
}


@pytest.fixture
def sample_office(sample_office: Office) -> Office:
    """The sample office with a plan file that names events."""
    events = [
        Event(key="E1", name="Báo cáo sau đợt kiểm tra", after="ngày có kết luận kiểm tra", within=5, duties=["R3"]),
        Event(key="E2", name="Báo cáo sự cố", after="khi xảy ra sự cố", within=2, unit="d"),
    ]
    file = PlanFile(
        source=SourceFile(file="ke-hoach.docx", sha256="0" * 64),
        plan=PlanHead(**{"class": DocumentClass.PLAN}, year=2027),
        regime=RegimeProposal(preset="cchc", events=events),
    )
    with sample_office.database.writing() as session:
        session.get_one(Plan, PLAN).planfile = planfile_text(file)
    return sample_office


@pytest.fixture
def bench(desk: Desk) -> Desk:
    """An officer who has signed in, on 5 March 2027."""
    desk.sign_in()
    return desk


def rounds(desk: Desk) -> list[Round]:
    with desk.office.database.reading() as session:
        return list(session.exec(select(Round).where(col(Round.id).not_in([f"{PLAN}/q1", f"{PLAN}/h1"]))))


def asked(desk: Desk, kept: Round) -> set[str]:
    with desk.office.database.reading() as session:
        return set(session.exec(select(Request.agency_key).where(Request.round_id == kept.id)))


def entry(desk: Desk, action: str) -> JournalRow:
    with desk.office.database.reading() as session:
        assert verify(session) is None
        return session.exec(select(JournalRow).where(JournalRow.action == action)).one()


def test_the_plans_page_leads_to_the_forms_and_they_change_nothing(bench: Desk) -> None:
    before = bench.everything()
    assert PAGE in bench.client.get(f"{HOME}/ke-hoach/{PLAN}").text
    page = bench.client.get(PAGE).text
    assert "Báo cáo sau đợt kiểm tra" in page
    assert "báo cáo trong 5 ngày làm việc" in page
    assert "theo mức báo trước của chế độ báo cáo: 10/03/2027" in page
    assert bench.everything() == before


def test_an_officer_opens_a_round_of_one_subject_and_every_agency_is_asked(bench: Desk) -> None:
    answer = bench.act(PAGE, PAGE, **ASKED)
    kept = rounds(bench)[0]
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HOME}/ky/{kept.id}?ok=round")
    assert (kept.state, kept.label, kept.due_at) == (RoundState.OPEN, "chuyên đề", day("2027-03-12", "17:00"))
    assert (kept.window_from, kept.window_to) == (date(2027, 2, 1), date(2027, 2, 28))
    assert asked(bench, kept) == {"mttq", "snv", "stc", "syt"}
    assert "Đã mở kỳ báo cáo" in bench.client.get(answer.headers["location"]).text
    row = entry(bench, "round.added")
    assert (row.actor, row.channel, row.why) == ("Trần Văn Thử", "workbench", "Văn bản 55/UBND-NC")


def test_nobody_is_offered_whom_no_round_would_ask(bench: Desk) -> None:
    with bench.office.database.writing() as session:
        channel = session.get_one(Responsibility, f"{PLAN}/R4")
        channel.exception_channel = True
        session.get_one(Responsibility, f"{PLAN}/R5").group = True
    page = bench.client.get(PAGE).text
    assert 'name="holder" value="R3"' in page
    assert 'name="holder" value="R4"' not in page
    assert 'name="holder" value="stc"' not in page
    assert "Nhóm “Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh”" in page
    assert "Nhóm “Sở Y tế”" not in page


def test_only_the_chosen_are_asked_agencies_holders_or_duties(bench: Desk) -> None:
    bench.act(PAGE, PAGE, **ASKED, holder=["stc", "R3"])
    assert asked(bench, rounds(bench)[0]) == {"stc", "syt"}


def test_a_report_of_one_day_is_due_at_its_hour(bench: Desk) -> None:
    today = {"first": "05/03/2027", "last": "05/03/2027", "due": "05/03/2027", "clock": "19h"}
    assert bench.act(PAGE, PAGE, **ASKED | today).status_code == 303
    assert rounds(bench)[0].due_at == day("2027-03-05", "19:00")


def test_a_round_for_later_is_planned_and_the_plans_page_says_when_it_opens(bench: Desk) -> None:
    answer = bench.act(PAGE, PAGE, **ASKED | {"due": "20/4/2027", "consolidated": "26/4/2027"})
    assert answer.headers["location"] == f"{HOME}/ke-hoach/{PLAN}?ok=round_planned"
    page = bench.client.get(answer.headers["location"]).text
    assert "Kỳ tự mở vào ngày" in page
    kept = rounds(bench)[0]
    assert f"<td>{local_day(kept.opens_at):%d/%m/%Y}</td>" in page
    assert (kept.state, kept.consolidated_due_at) == (RoundState.PLANNED, day("2027-04-26", "17:00"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"due": "8/3/2027"}, "từ 10/03/2027 trở đi"),
        ({"due": "31/2/2027"}, "“31/2/2027” không phải một ngày có thật"),
        ({"clock": "chiều"}, "“chiều” không phải giờ trong ngày"),
        ({"first": "", "why": "x"}, "Chưa ghi ngày"),
        ({"first": "3/3/2027"}, "Ghi ngày đầu trước ngày cuối"),
        ({"why": " "}, "Chưa ghi ai quyết định mở kỳ và vì sao"),
        ({"holder": "Sở Ngoại vụ"}, "Sở Ngoại vụ"),
    ],
    ids=["notice", "no day", "no time", "empty", "order", "why", "holder"],
)
def test_what_cannot_be_asked_is_refused_with_what_was_typed_and_nothing_is_written(
    bench: Desk, fields: dict[str, str], said: str
) -> None:
    before = bench.everything()
    answer = bench.act(PAGE, PAGE, **ASKED | {"holder": "stc"} | fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'name="name" value="Báo cáo đột xuất về dịch vụ công"' in answer.text
    assert fields.get("holder") or 'name="holder" value="stc" checked' in answer.text
    assert bench.everything() == before


def test_an_event_starts_the_clock_of_those_who_report_it(bench: Desk) -> None:
    bench.move_clock(datetime(2027, 3, 5, 2, tzinfo=UTC))
    answer = bench.act(EVENT, PAGE, event="E1", on="04/03/2027", why="Kết luận số 7")
    kept = rounds(bench)[0]
    assert answer.headers["location"] == f"{HOME}/ky/{kept.id}?ok=event"
    assert (kept.due_at, asked(bench, kept)) == (day("2027-03-11", "17:00"), {"syt"})
    assert (entry(bench, "round.event").channel, entry(bench, "round.event").why) == ("workbench", "Kết luận số 7")
    again = bench.act(EVENT, PAGE, event="E1", on="04/03/2027", why="Kết luận số 7")
    assert again.status_code == 422
    assert "đã mở kỳ rồi" in again.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"on": "09/03/2027"}, "chưa đến"),
        ({"event": ""}, "E1 (Báo cáo sau đợt kiểm tra)"),
        ({"on": ""}, "Chưa ghi ngày"),
    ],
)
def test_an_event_that_cannot_have_begun_is_refused(bench: Desk, fields: dict[str, str], said: str) -> None:
    before = bench.everything()
    answer = bench.act(EVENT, PAGE, **{"event": "E1", "on": "04/03/2027", "why": "x"} | fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert bench.everything() == before


def test_a_plan_that_has_ended_takes_no_round(bench: Desk) -> None:
    fields = bench.hidden(PAGE)
    with bench.office.database.writing() as session:
        session.get_one(Plan, PLAN).state = PlanState.CLOSED
    assert PAGE not in bench.client.get(f"{HOME}/ke-hoach/{PLAN}").text
    assert "Kế hoạch đã kết thúc" in bench.client.get(PAGE).text
    assert bench.client.post(PAGE, data=fields | ASKED).status_code == 422


@pytest.mark.parametrize("path", [PAGE, EVENT])
def test_a_form_without_the_sessions_mark_is_refused(bench: Desk, path: str) -> None:
    before = bench.everything()
    assert bench.client.post(path, data=ASKED | {"mark": "x"}).status_code == 403
    assert bench.client.get(f"{HOME}/them-ky/khong-co").status_code == 404
    assert bench.everything() == before
