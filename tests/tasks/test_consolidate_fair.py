"""A consolidated report is fair: nobody is called late or in debt who is not, and the plan is cited as it stands."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlmodel import Session

from models.plan import Plan, PlanVersion
from tasks.consolidate import consolidate
from tasks.office import Office
from tasks.review import extend
from tasks.rounds import open_round
from tests.ready_made import ReadyMade
from tests.tasks.test_consolidate import AFTER, OPENING, ROUND, day, said, send, tables

PLAN = ROUND.partition("/")[0]
ACT = "Quyết định 45/QĐ-UBND ngày 10/3/2027"


@pytest.fixture
def opened(sample_office: Office, ready_made: ReadyMade) -> Office:
    """q1 open, due on 15 March; nobody answered."""
    return ready_made(sample_office, lambda office: open_round(office, ROUND, OPENING))


def report(office: Office, now: datetime = AFTER) -> str:
    return consolidate(office, ROUND, now, by="chị Hoa").markdown.read_text("utf-8")


def amended(session: Session, act: str, at: datetime, version: int = 2, number: str | None = None) -> None:
    session.add(
        PlanVersion(plan_key=PLAN, version=version, planfile="", digest=str(version), act=act, at=at, by="x", why="x")
    )
    if number:
        session.get_one(Plan, PLAN).number = number


def test_a_requested_body_that_did_not_answer_is_not_late_in_the_annex(opened: Office) -> None:
    made = consolidate(opened, ROUND, AFTER, by="chị Hoa")
    rows = {row[1]: row[-1] for row in tables(made)[-1][1:]}
    assert rows["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh (đề nghị)"] == "chưa nhận được"
    assert rows["Sở Y tế"] == "chưa gửi (8)"


def test_a_requested_body_that_answers_after_the_day_is_not_late_either(opened: Office) -> None:
    send(opened, "mttq", day("2027-03-18"), said("done", "Đã vận động"))
    rows = {row[1]: row[-1] for row in tables(consolidate(opened, ROUND, AFTER, by="chị Hoa"))[-1][1:]}
    assert rows["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh (đề nghị)"] == "nhận sau ngày đề nghị"


def test_who_has_an_extension_that_runs_owes_nothing_yet(opened: Office) -> None:
    with opened.database.writing() as session:
        extend(opened, session, day("2027-03-12"), f"{ROUND}/stc", date(2027, 4, 2), "chờ quyết toán", by="chị Hoa")
    text = report(opened)
    assert "2 cơ quan còn nợ báo cáo; 1 cơ quan chưa đến hạn" in text
    assert "tiếp tục đôn đốc 2 cơ quan còn nợ báo cáo" in text
    assert "Chưa báo cáo, chưa đến hạn:" in text


def test_an_act_that_amended_the_plan_is_cited_from_the_day_on_which_it_was_applied(opened: Office) -> None:
    with opened.database.writing() as session:
        amended(session, ACT, day("2027-03-20"))
    assert f"(được sửa đổi, bổ sung theo {ACT})" in report(opened)
    then = consolidate(opened, ROUND, AFTER, by="chị Hoa", as_of=date(2027, 3, 18))
    assert ACT not in then.markdown.read_text("utf-8")


def test_a_plan_that_was_issued_anew_is_cited_itself_and_not_as_amending_itself(opened: Office) -> None:
    with opened.database.writing() as session:
        amended(session, ACT, day("2027-03-16"))
        amended(session, "Kế hoạch số 52/KH-UBND ngày 19/3/2027", day("2027-03-20"), 3, number="52/KH-UBND")
    text = report(opened)
    assert "Kế hoạch số 52/KH-UBND" in text
    assert "sửa đổi" not in text


def test_what_an_agency_says_of_two_duties_in_the_same_words_is_told_once(opened: Office) -> None:
    send(opened, "syt", day("2027-03-12"), said("done", "Đã tập huấn 3 lớp"), said("done", "Đã tập huấn 3 lớp"))
    duties = report(opened).split("## II.")[1].split("## III.")[0]
    assert duties.count("Đã tập huấn 3 lớp") == 1
    assert "**Sở Y tế**: (hoàn thành) Như đã nêu ở nhiệm vụ 2." in duties


def test_a_state_without_words_is_said_of_each_duty(opened: Office) -> None:
    send(opened, "syt", day("2027-03-12"), said("not_started"), said("not_started"))
    duties = report(opened).split("## II.")[1].split("## III.")[0]
    assert duties.count("(chưa thực hiện)") == 2 and "Như đã nêu" not in duties


def test_the_same_words_of_two_agencies_stay_apart(opened: Office) -> None:
    send(opened, "syt", day("2027-03-12"), said("done", "Đã làm"), said("in_progress", "Đã làm"))
    send(opened, "stc", day("2027-03-12"), said("done", "Đã làm"))
    duties = report(opened).split("## II.")[1].split("## III.")[0]
    assert duties.count("Đã làm") == 3, "another agency, or another state, is another answer"
