"""More time: asked for on the reply page, answered at the workbench or by command; ladders by command."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlmodel import select

from config.settings import settings
from models.extension import Extension
from models.round import Request, Round
from portal.cli.main import dondoc
from tasks.requests import load
from tests.portal.desk import HEALTH, ROUND, Desk, filled

HOME = "/ban-lam-viec"
PAGE = f"{HOME}/yeu-cau/{HEALTH}"
ASKING = {"action": "plea", "plea_until": "2027-03-22", "plea_reason": "Chờ số liệu tuyến huyện"}


def plea_of(desk: Desk) -> Extension:
    with desk.office.database.reading() as session:
        return session.exec(select(Extension)).one()


def request_of(desk: Desk) -> Request:
    with desk.office.database.reading() as session:
        return load(session, HEALTH)[0]


def ask(desk: Desk) -> None:
    fields = desk.hidden(desk.link())
    answer = desk.send(desk.link(), filled(fields, **ASKING))
    assert answer.status_code == 303


@pytest.fixture
def asked(desk: Desk) -> Desk:
    ask(desk)
    assert desk.sign_in().status_code == 303
    return desk


def test_the_page_says_that_the_plea_is_kept_and_that_the_ladder_goes_on(desk: Desk) -> None:
    fields = desk.hidden(desk.link())
    sent = desk.send(desk.link(), filled(fields, **ASKING))
    page = desk.client.get(sent.headers["location"])
    assert "Đã gửi đề nghị gia hạn" in page.text
    assert "Đơn vị đã xin gia hạn đến 22/03/2027" in page.text or "xin gia hạn đến 22/3/2027" in page.text
    assert "việc nhắc vẫn tiếp tục" in page.text
    assert 'id="plea"' not in page.text, "one at a time"
    plea = plea_of(desk)
    assert (plea.until, plea.reason, plea.state) == (date(2027, 3, 22), "Chờ số liệu tuyến huyện", "asked")


@pytest.mark.parametrize(
    ("until", "reason"), [("", "Chờ số liệu"), ("2027-03-22", ""), ("2027-03-01", "Chờ số liệu"), ("x", "y")]
)
def test_a_plea_without_a_later_day_and_a_reason_is_shown_again(desk: Desk, until: str, reason: str) -> None:
    fields = desk.hidden(desk.link())
    page = desk.send(desk.link(), filled(fields, action="plea", plea_until=until, plea_reason=reason))
    assert page.status_code == 422
    assert 'id="plea-wrong"' in page.text
    with desk.office.database.reading() as session:
        assert session.exec(select(Extension)).first() is None


def test_the_officer_finds_it_among_what_waits_and_grants_another_day(asked: Desk) -> None:
    assert "Trả lời đề nghị gia hạn của" in asked.client.get(HOME).text
    page = asked.client.get(PAGE)
    assert "Chờ số liệu tuyến huyện" in page.text
    fields = {"mark": asked.hidden(PAGE)["mark"], "decision": "grant", "deadline": "2027-03-19", "why": ""}
    done = asked.client.post(f"{HOME}/xin-gia-han/{HEALTH}", data=fields)
    assert "Đã trả lời đề nghị gia hạn" in done.text
    assert request_of(asked).due_at.date() == date(2027, 3, 19)
    assert plea_of(asked).state == "granted"
    assert "Trả lời đề nghị gia hạn của" not in asked.client.get(HOME).text


def test_refusing_needs_a_reason_which_the_agency_reads_on_its_page(asked: Desk) -> None:
    mark = asked.hidden(PAGE)["mark"]
    path = f"{HOME}/xin-gia-han/{HEALTH}"
    assert asked.client.post(path, data={"mark": mark, "decision": "refuse", "why": " "}).status_code == 422
    assert asked.client.post(path, data={"mark": mark, "decision": "maybe"}).status_code == 422
    assert plea_of(asked).state == "asked"
    assert (
        asked.client.post(path, data={"mark": mark, "decision": "refuse", "why": "Đã đủ thời gian"}).status_code == 200
    )
    assert "không được chấp thuận: Đã đủ thời gian" in asked.client.get(asked.link()).text


def test_without_the_sessions_mark_nobody_answers(asked: Desk) -> None:
    done = asked.client.post(f"{HOME}/xin-gia-han/{HEALTH}", data={"mark": "x", "decision": "grant"})
    assert done.status_code >= 400
    assert plea_of(asked).state == "asked"


def run(desk: Desk, *words: str) -> tuple[int, str]:
    env = {"DONDOC_DATA_DIR": str(desk.office.settings.data_dir), "DONDOC_DATABASE_URL": desk.office.database.url}
    settings.cache_clear()
    done = CliRunner().invoke(dondoc, [*words], env=env)
    settings.cache_clear()
    return done.exit_code, done.output + str(done.exception or "")


def test_pleas_by_command(desk: Desk) -> None:
    words = ("--until", "2027-03-22", "--reason", "mất điện", "--from", "chị Lan")
    code, said = run(desk, "report", "extension", "ask", HEALTH, *words)
    assert (code, "hạn chưa đổi" in said) == (0, True), said
    assert HEALTH in run(desk, "report", "extension", "list")[1]
    code, said = run(desk, "report", "extension", "grant", HEALTH, "--until", "24/03/2027", "--by", "anh Minh")
    assert (code, "24/03/2027" in said) == (0, True), said
    assert "Không có đề nghị gia hạn nào" in run(desk, "report", "extension", "list")[1]
    assert "không có đề nghị gia hạn" in run(desk, "report", "extension", "refuse", HEALTH, "--reason", "x")[1]


def test_a_ladders_file_is_checked_whole_and_its_dates_are_printed(desk: Desk, tmp_path: Path) -> None:
    own = Path(__file__).resolve().parents[2] / "config" / "ladders.yaml"
    assert run(desk, "ladder", "check", str(own))[0] == 0
    wrong = tmp_path / "thang.yaml"
    wrong.write_text(own.read_text("utf-8").replace("kind: overdue", "kind: quahan", 1), "utf-8")
    code, said = run(desk, "ladder", "check", str(wrong))
    assert code == 1
    line = next(at for at, each in enumerate(wrong.read_text("utf-8").splitlines(), 1) if "quahan" in each)
    assert f"thang.yaml:{line}: macdinh.due.D+1.kind; không hiểu từ “quahan”; dùng một trong: request" in said
    assert "macdinh: Thang mặc định" in run(desk, "ladder", "show")[1]
    code, said = run(desk, "ladder", "show", "macdinh", "--due", "2027-03-15")
    assert "D+5      22/03/2027 08:30" in said and "V+0" in said


def test_an_exchanged_ladder_reaches_only_rounds_that_have_not_opened(desk: Desk, tmp_path: Path) -> None:
    own = Path(__file__).resolve().parents[2] / "config" / "ladders.yaml"
    other = tmp_path / "thang.yaml"
    other.write_text(own.read_text("utf-8").replace("D-10, days: -10", "D-15, days: -15", 1), "utf-8")
    with desk.office.database.reading() as session:
        before = {kept.id: (kept.ladder, kept.opens_at) for kept in session.exec(select(Round))}
    plan = ROUND.rpartition("/")[0]
    words = ("ladder", "use", plan, "macdinh", "--file", str(other), "--by", "anh Minh")
    assert run(desk, *words, "--why", " ")[0] != 0
    code, said = run(desk, *words, "--why", "cần báo sớm hơn")
    assert code == 0, said
    with desk.office.database.reading() as session:
        for kept in session.exec(select(Round)):
            if kept.opened_at:
                assert (kept.ladder, kept.opens_at) == before[kept.id]
            else:
                assert kept.ladder["due"][0]["step"] == "D-15" and kept.opens_at < before[kept.id][1]
        from models.journal import JournalRow

        entry = session.exec(select(JournalRow).where(JournalRow.action == "ladder.changed")).one()
        assert (entry.actor, entry.why, entry.subject) == ("anh Minh", "cần báo sớm hơn", plan)
