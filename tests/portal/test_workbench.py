"""What the coordinator does at the workbench."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from html import unescape

import pytest
from pydantic import SecretStr
from sqlmodel import col, select

from models.directory import Contact
from models.escalation import Decision
from models.journal import JournalRow, verify
from models.plan import Responsibility
from models.report import Report
from models.round import Request
from tasks.escalate import sweep
from tasks.requests import load
from tasks.rounds import open_round
from tests.portal.desk import HEALTH, PDF, PLAN, R2, R3, ROUND, Desk, filled, hidden

HOME = "/ban-lam-viec"
PAGE = f"{HOME}/yeu-cau/{HEALTH}"


@pytest.fixture
def bench(desk: Desk) -> Desk:
    """An officer who has signed in."""
    assert desk.sign_in().status_code == 303
    return desk


def request_of(desk: Desk, request_id: str = HEALTH) -> Request:
    with desk.office.database.reading() as session:
        return load(session, request_id)[0]


def last_entry(desk: Desk) -> JournalRow:
    with desk.office.database.reading() as session:
        assert verify(session) is None
        return session.exec(select(JournalRow).order_by(col(JournalRow.seq).desc())).first() or pytest.fail("empty")


def to_the_top(desk: Desk) -> None:
    """Let the whole ladder of the round pass without an answer."""
    for day in range(12, 31):
        desk.move_clock(datetime(2027, 3, day, 8, tzinfo=UTC))
        sweep(desk.office, desk.office.now())


def test_nobody_gets_in_without_signing_in(desk: Desk) -> None:
    for path in (
        HOME,
        PAGE,
        f"{HOME}/ky/{ROUND}",
        f"{HOME}/ke-hoach/{PLAN}",
        f"{HOME}/tep/x",
        f"{HOME}/tong-hop/{ROUND}",
    ):
        answer = desk.client.get(path, follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith(f"{HOME}/dang-nhap?next=")
    before = desk.everything()
    for act in ("chap-nhan", "tra-lai", "gia-han", "chot-thieu", "ghi-nhan"):
        assert desk.client.post(f"{HOME}/{act}/{HEALTH}", data={"mark": "x"}, follow_redirects=False).status_code == 303
    assert desk.everything() == before


def test_signing_in_leads_back_to_where_one_was_going_and_nowhere_else(desk: Desk) -> None:
    for wanted, arrives in ((PAGE, PAGE), ("https://example.com/ban-lam-viec", HOME), ("//example.com", HOME)):
        fields = desk.hidden(f"{HOME}/dang-nhap")
        answer = desk.client.post(
            f"{HOME}/dang-nhap", params={"next": wanted}, data=fields | {"name": "Trần"}, follow_redirects=False
        )
        assert answer.headers["location"] == arrives


def test_without_a_password_only_this_machine_may_come(desk_at: Callable[..., Desk]) -> None:
    assert desk_at("127.0.0.1").client.get(f"{HOME}/dang-nhap").status_code == 200
    assert desk_at("192.0.2.7").client.get(f"{HOME}/dang-nhap").status_code == 403
    behind_a_proxy = desk_at("127.0.0.1").client.get(f"{HOME}/dang-nhap", headers={"x-forwarded-for": "192.0.2.7"})
    assert behind_a_proxy.status_code == 403
    by_another_name = desk_at("127.0.0.1", base_url="http://rebound.example").client.get(f"{HOME}/dang-nhap")
    assert by_another_name.status_code == 403
    assert "DONDOC_WORKBENCH_PASSWORD" in by_another_name.text


def test_with_a_password_only_who_knows_it_may_come(desk_at: Callable[..., Desk]) -> None:
    desk = desk_at("192.0.2.7", workbench_password=SecretStr("hoa-sữa"))
    wrong = desk.sign_in(password="hoa-sua")
    assert wrong.status_code == 422
    assert "mật khẩu không đúng" in wrong.text
    assert desk.client.get(HOME, follow_redirects=False).status_code == 303
    assert desk.sign_in(password="hoa-sữa").headers["location"] == HOME
    assert desk.client.get(HOME).status_code == 200


def test_another_password_ends_all_sessions(desk_at: Callable[..., Desk]) -> None:
    old = desk_at("192.0.2.7", workbench_password=SecretStr("cũ"))
    old.sign_in(password="cũ")
    new = desk_at("192.0.2.7", workbench_password=SecretStr("mới"))
    new.client.cookies.update(old.client.cookies)
    assert new.client.get(HOME, follow_redirects=False).status_code == 303


def test_a_hand_that_guesses_passwords_is_stopped(desk_at: Callable[..., Desk]) -> None:
    desk = desk_at("192.0.2.7", workbench_password=SecretStr("hoa-sữa"))
    answers = [desk.sign_in(password=str(guess)).status_code for guess in range(21)]
    assert answers == [422] * 20 + [429]
    assert desk.sign_in(password="hoa-sữa").status_code == 429


def test_signing_out_ends_the_session(bench: Desk) -> None:
    assert bench.act(f"{HOME}/dang-xuat", HOME).status_code == 303
    assert bench.client.get(HOME, follow_redirects=False).status_code == 303


def test_an_act_without_the_sessions_mark_does_nothing(bench: Desk) -> None:
    bench.report(bench.link())
    before = bench.everything()
    for mark in ("", "x"):
        answer = bench.client.post(f"{HOME}/chap-nhan/{HEALTH}", data={"mark": mark, "seen": "1"})
        assert answer.status_code == 403
    assert bench.everything() == before


def test_the_overview_tells_what_waits(bench: Desk) -> None:
    assert "Không có việc nào đang chờ." in bench.client.get(HOME).text
    bench.report(bench.link())
    page = bench.client.get(HOME).text
    assert "Xem xét báo cáo của Sở Y tế" in page
    assert "KH 5/KH-UBND" in page
    assert "Đã có báo cáo của 1/4 cơ quan" in page


def test_a_round_is_a_matrix_with_the_latest_first(bench: Desk) -> None:
    bench.report(bench.link())
    bench.move_clock(datetime(2027, 3, 18, 2, tzinfo=UTC))
    page = bench.client.get(f"{HOME}/ky/{ROUND}").text
    assert page.index("Sở Tài chính") < page.index("Sở Y tế")
    for text in ("Quá hạn 2", "Không phản hồi 1", "Đúng hạn 1", "60%", "Đã hoàn thành", "(được đề nghị)"):
        assert text in page
    only_late = bench.client.get(f"{HOME}/ky/{ROUND}?loc=overdue").text
    assert "Sở Tài chính</a>" in only_late
    assert "Sở Y tế</a>" not in only_late


def test_a_plan_shows_its_rounds_and_duties(bench: Desk) -> None:
    page = bench.client.get(f"{HOME}/ke-hoach/{PLAN}").text
    for text in ("Báo cáo quý I/2027", "Báo cáo 6 tháng đầu năm 2027", "Chưa mở", "Bố trí kinh phí thực hiện."):
        assert text in page
    assert bench.client.get(f"{HOME}/ke-hoach/khong-co").status_code == 404
    assert bench.client.get(f"{HOME}/ky/khong-co").status_code == 404
    assert bench.client.get(f"{HOME}/yeu-cau/khong-co").status_code == 404


def test_a_plans_page_shows_when_each_duty_is_due(bench: Desk) -> None:
    with bench.office.database.writing() as session:
        session.get_one(Responsibility, R2).due = {"text": "trước ngày 30/4", "rule": "by:2027-04-30"}
        session.get_one(Responsibility, R3).due = {"text": "khi có yêu cầu của tỉnh", "rule": "other"}
    page = bench.client.get(f"{HOME}/ke-hoach/{PLAN}").text
    for text in ("Thời hạn", "30/4/2027", "khi có yêu cầu của tỉnh"):
        assert text in page


def test_a_request_shows_what_was_sent_what_was_not_and_why(bench: Desk) -> None:
    bench.report(bench.link())
    page = bench.client.get(PAGE).text
    for text in (
        "Đã niêm yết tại 12 cơ sở y tế.",
        "Yêu cầu báo cáo",
        "Báo nhận",
        "Nhận báo cáo",
        "Đơn vị dùng liên kết lần đầu",
        "focal.syt@dien-tap.example",
        "có người dùng từ 09:00 ngày 05/03/2027",
    ):
        assert text in page


def test_a_message_that_had_no_address_is_listed_with_the_reason(desk_at: Callable[..., Desk]) -> None:
    desk = desk_at()
    with desk.office.database.writing() as session:
        for contact in session.exec(select(Contact).where(Contact.agency_key == "stc")):
            contact.email = contact.phone = None
    to_the_top(desk)
    desk.sign_in()
    assert "tin không gửi, kèm lý do" in desk.client.get(HOME).text
    page = desk.client.get(f"{HOME}/tin-chua-gui").text
    assert "Không gửi" in page
    assert "Sở Tài chính chưa có" in page
    assert f'href="{HOME}/lien-he/stc"' in page


def test_accepting_is_written_down_with_the_officers_name(bench: Desk) -> None:
    bench.report(bench.link())
    answer = bench.act(f"{HOME}/chap-nhan/{HEALTH}", why="Đủ số liệu")
    assert "Đã chấp nhận báo cáo." in bench.client.get(answer.headers["location"]).text
    assert request_of(bench).state == "accepted"
    entry = last_entry(bench)
    assert (entry.action, entry.actor, entry.why) == ("report.accepted", "Trần Văn Thử", "Đủ số liệu")


def test_a_version_that_came_in_while_reading_is_not_accepted_unread(bench: Desk) -> None:
    bench.report(bench.link())
    read = hidden(bench.client.get(PAGE))
    bench.send(bench.link(), filled(bench.hidden(bench.link() + "/sua"), difficulties="Bản mới"))
    for act in ("chap-nhan", "tra-lai"):
        answer = bench.client.post(f"{HOME}/{act}/{HEALTH}", data=read | {"why": "Đã xem"}, follow_redirects=False)
        assert answer.status_code == 409
        assert "bản số 2" in answer.text
    assert request_of(bench).state == "received"


def test_returning_needs_a_reason_and_tells_the_agency(bench: Desk) -> None:
    bench.report(bench.link())
    silent = bench.act(f"{HOME}/tra-lai/{HEALTH}", why=" ", deadline="2027-03-19")
    assert silent.status_code == 422
    assert "Chưa nêu lý do" in silent.text
    assert request_of(bench).state == "received"
    assert bench.act(f"{HOME}/tra-lai/{HEALTH}", why="Thiếu số liệu", deadline="2027-03-19").status_code == 303
    assert request_of(bench).state == "returned"
    assert "Thiếu số liệu" in bench.client.get(bench.link()).text


def test_a_deadline_in_the_past_is_refused_and_the_words_are_kept(bench: Desk) -> None:
    bench.report(bench.link())
    page = bench.act(f"{HOME}/tra-lai/{HEALTH}", why="Thiếu số liệu tuyến xã", deadline="2027-03-01")
    assert page.status_code == 422
    assert "Thiếu số liệu tuyến xã" in page.text


def test_extending_moves_the_deadline_and_shows_the_old_one(bench: Desk) -> None:
    assert bench.act(f"{HOME}/gia-han/{HEALTH}", why="Chờ số liệu", deadline="2027-03-22").status_code == 303
    page = bench.client.get(bench.link()).text
    assert "thứ Hai, 22/03/2027" in page
    assert "đã gia hạn từ 15/03/2027" in page
    assert bench.client.get(f"{HOME}/ky/{ROUND}").text.count("Hạn riêng: hết ngày 22/03/2027") == 1
    assert bench.act(f"{HOME}/gia-han/{HEALTH}", why="Nữa", deadline="mai").status_code == 422


def test_closing_as_missing_needs_a_reason(bench: Desk) -> None:
    assert bench.act(f"{HOME}/chot-thieu/{HEALTH}", why="").status_code == 422
    assert bench.act(f"{HOME}/chot-thieu/{HEALTH}", why="Không phản hồi").status_code == 303
    assert request_of(bench).state == "missing"


def test_an_act_that_the_rules_forbid_says_why(bench: Desk) -> None:
    page = bench.act(f"{HOME}/chap-nhan/{HEALTH}", why="")
    assert page.status_code == 409
    assert "không thể chuyển sang" in page.text
    assert request_of(bench).state == "waiting"


def test_a_report_by_phone_is_recorded_and_marked_so(bench: Desk) -> None:
    path = f"{HOME}/ghi-nhan/{HEALTH}"
    form = filled(bench.hidden(path), channel="phone", by="Bà Lê, trưởng phòng")
    answer = bench.send(path, form, files=[("files", ("ghi-chep.pdf", PDF))])
    page = bench.client.get(answer.headers["location"]).text
    for text in ("Đã ghi nhận báo cáo.", "Bà Lê, trưởng phòng", "điện thoại", "Trần Văn Thử ghi nhận", "ghi-chep.pdf"):
        assert text in page
    with bench.office.database.reading() as session:
        report = session.exec(select(Report)).one()
    assert (report.channel, report.recorded_by, report.by) == ("phone", "Trần Văn Thử", "Bà Lê, trưởng phòng")


def test_a_recorded_report_without_channel_or_name_comes_back_whole(bench: Desk) -> None:
    path = f"{HOME}/ghi-nhan/{HEALTH}"
    page = bench.send(path, filled(bench.hidden(path), by=""))
    assert page.status_code == 422
    assert "chọn báo cáo đến qua đâu" in page.text
    assert "Đã niêm yết tại 12 cơ sở y tế." in page.text
    assert request_of(bench).state == "waiting"


def test_an_officer_does_not_read_an_agencys_draft(bench: Desk) -> None:
    bench.send(bench.link(), filled(bench.hidden(bench.link()), action="draft"))
    for path in (PAGE, f"{HOME}/ghi-nhan/{HEALTH}"):
        assert "Đã niêm yết tại 12 cơ sở" not in bench.client.get(path).text
    assert "đang soạn một bản nháp" in bench.client.get(PAGE).text


def test_a_recorded_report_leaves_the_agencys_draft_alone(bench: Desk) -> None:
    bench.send(bench.link(), filled(bench.hidden(bench.link()), action="draft", difficulties="Lời trong nháp"))
    path = f"{HOME}/ghi-nhan/{HEALTH}"
    bench.send(path, filled(bench.hidden(path), channel="phone", difficulties="Lời qua điện thoại"))
    assert "Lời qua điện thoại" in bench.client.get(PAGE).text
    page = bench.client.get(bench.link() + "/sua")
    assert "Lời trong nháp" in page.text
    assert bench.send(bench.link(), filled(hidden(page))).headers["location"].endswith("/bien-nhan/2")


def test_the_top_of_the_ladder_is_decided_with_a_reason(bench: Desk) -> None:
    to_the_top(bench)
    home, page = f"{HOME}/ky/{ROUND}", f"{HOME}/quyet-dinh/{ROUND}"
    assert "ở nấc cuối" in bench.client.get(HOME).text
    for faulty in (
        {"decision": "extend", "why": "Mưa lũ"},
        {"decision": "extend", "deadline": "2027-04-20"},
        {"why": "x"},
    ):
        assert bench.act(page, home, agency=["stc"], **faulty).status_code == 422
    answer = bench.act(page, home, agency=["stc"], decision="extend", deadline="2027-04-20", why="Mưa lũ")
    assert "Đã ghi quyết định." in bench.client.get(answer.headers["location"]).text
    moved, left = request_of(bench, f"{ROUND}/stc"), request_of(bench)
    assert moved.due_at.date() == date(2027, 4, 20)
    assert left.due_at.date() == date(2027, 3, 15)
    with bench.office.database.reading() as session:
        decisions = session.exec(select(Decision).where(Decision.subject == moved.id)).all()
    assert [(decision.by, decision.why) for decision in decisions] == [("Trần Văn Thử", "Mưa lũ")]


def test_a_consolidated_report_is_written_on_request_and_handed_out_by_name(bench: Desk) -> None:
    bench.report(bench.link())
    home, path = f"{HOME}/ky/{ROUND}", f"{HOME}/tong-hop/{ROUND}"
    answer = bench.act(path, home)
    page = bench.client.get(answer.headers["location"]).text
    assert "Đã lập báo cáo tổng hợp." in page
    links = [unescape(link) for link in re.findall(rf'href="({path}[^"]+)"', page)]
    assert len(links) == 2
    for link in links:
        fetched = bench.client.get(link)
        assert fetched.headers["content-disposition"].startswith("attachment")
        assert fetched.content[:2] == b"PK" or "Sở Y tế" in fetched.text
    assert links[0] in unescape(bench.client.get(f"{HOME}/ke-hoach/{PLAN}").text)


def test_nothing_but_consolidated_reports_is_handed_out(bench: Desk) -> None:
    bench.act(f"{HOME}/tong-hop/{ROUND}", f"{HOME}/ky/{ROUND}")
    (bench.office.settings.data_dir / "secret.key").write_bytes(b"secret")
    for version, name in (("1", "../../../../secret.key"), ("1", "report.json"), ("1", ""), ("2", "x"), ("..", "x")):
        answer = bench.client.get(f"{HOME}/tong-hop/{ROUND}", params={"ban": version, "ten": name})
        assert answer.status_code == 404


def test_an_officer_fetches_an_agencys_file(bench: Desk) -> None:
    bench.send(bench.link(), filled(bench.hidden(bench.link())), files=[("files", ("bao-cao.pdf", PDF))])
    page = bench.client.get(PAGE).text
    path = page.partition('href="/ban-lam-viec/tep/')[2].partition('"')[0]
    assert bench.client.get(f"{HOME}/tep/{path}").content == PDF
    assert bench.client.get(f"{HOME}/tep/{'0' * 64}").status_code == 404


def test_the_workbench_speaks_english_from_then_on(bench: Desk) -> None:
    assert "Waiting for you" in bench.client.get(f"{HOME}?lang=en").text
    assert "Waiting for you" in bench.client.get(HOME).text


def test_a_report_that_came_again_waits_since_it_came_again(desk: Desk) -> None:
    desk.report(desk.link())
    desk.sign_in()
    desk.act(f"/ban-lam-viec/tra-lai/{HEALTH}", why="thiếu số liệu", deadline="2027-03-15")
    desk.move_clock(datetime(2027, 3, 9, 3, tzinfo=UTC))
    desk.report(desk.link())
    page = desk.client.get("/ban-lam-viec").text
    assert "10:00 ngày 09/03/2027" in page[page.index("Xem xét báo cáo của Sở Y tế") :][:300]


def test_every_open_round_of_a_plan_is_on_the_workbench(desk: Desk) -> None:
    second = ROUND.replace("/q1", "/h1")
    open_round(desk.office, second, desk.office.now())
    desk.sign_in()
    page = desk.client.get("/ban-lam-viec").text
    assert f'href="/ban-lam-viec/ky/{ROUND}"' in page
    assert f'href="/ban-lam-viec/ky/{second}"' in page
