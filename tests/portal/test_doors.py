"""Who is let in, what is refused and how it is said."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from models.link import revoke_links
from portal.shield import HEADERS
from portal.throttle import READ, WRITE, WRONG_LINK
from tests.portal.desk import HEALTH, NO_FILE, ROUND, Desk, filled


def test_a_link_past_its_time_is_gone_and_says_whom_to_call(desk: Desk) -> None:
    desk.move_clock(datetime(2027, 6, 1, 1, tzinfo=UTC))
    page = desk.client.get(desk.link())
    assert page.status_code == 410
    assert "Liên kết không còn hiệu lực" in page.text
    assert "Sở Nội vụ · focal" in page.text
    assert 'href="tel:0000000000"' in page.text


def test_a_withdrawn_link_is_gone_for_reading_and_writing(desk: Desk) -> None:
    form = filled(desk.hidden(desk.link()))
    with desk.office.database.writing() as session:
        revoke_links(session, desk.office.now(), request_id=HEALTH)
    assert desk.client.get(desk.link()).status_code == 410
    before = desk.everything()
    assert desk.send(desk.link(), form).status_code == 410
    assert desk.everything() == before


def test_a_link_nobody_issued_is_not_found_and_gives_nothing_away(desk: Desk) -> None:
    page = desk.client.get("/b/" + "A" * 17)
    assert page.status_code == 404
    assert "tel:" not in page.text
    assert "Sở Nội vụ" in page.text


def test_refusals_speak_the_readers_language(desk: Desk) -> None:
    assert (
        "This link is" in desk.client.get("/b/abc?lang=en").text
        or "Not found" in desk.client.get("/b/abc?lang=en").text
    )


@pytest.mark.parametrize("mark", [None, "", "x", "of another link"])
def test_a_form_without_the_mark_of_its_own_link_does_nothing(desk: Desk, mark: str | None) -> None:
    form = filled(desk.hidden(desk.link()))
    if mark is None:
        del form["mark"]
    elif mark == "of another link":
        form["mark"] = desk.hidden(desk.link(f"{ROUND}/stc", "focal.stc@dien-tap.example"))["mark"]
    else:
        form["mark"] = mark
    before = desk.everything()
    page = desk.send(desk.link(), form)
    assert page.status_code == 403
    assert "tải lại trang" in page.text
    assert desk.everything() == before


def test_every_answer_carries_the_security_headers(desk: Desk) -> None:
    for path in ("/", desk.link(), "/b/abc", "/nowhere", "/healthz", "/ban-lam-viec/dang-nhap", "/static/dondoc.css"):
        answer = desk.client.get(path)
        for name, content in HEADERS.items():
            assert answer.headers[name] == content, (path, name)
    assert desk.client.get(desk.link()).headers["cache-control"] == "no-store"


def test_pages_hold_no_inline_script_or_style(desk: Desk) -> None:
    for path in ("/", desk.link(), "/ban-lam-viec/dang-nhap"):
        page = desk.client.get(path).text
        for forbidden in ("<style", "style=", "onclick", "javascript:", "http://", "https://"):
            assert forbidden not in page, (path, forbidden)


def test_unknown_pages_and_methods_are_refused_in_words(desk: Desk) -> None:
    assert "Không tìm thấy" in desk.client.get("/khong-co").text
    assert desk.client.get(desk.link() + "/luu").status_code == 405
    assert desk.client.get(desk.link() + "/bien-nhan/7").status_code == 404
    assert desk.client.get(desk.link() + "/bien-nhan/x").status_code in (400, 404)


def test_a_body_that_is_no_form_is_refused_in_words(desk: Desk) -> None:
    answer = desk.client.post(
        desk.link(), content=b"nonsense", headers={"content-type": "multipart/form-data; boundary=x"}
    )
    assert answer.status_code in (400, 403)
    assert "<h1>" in answer.text


def test_a_fault_of_ours_is_a_page_and_not_a_trace(desk: Desk) -> None:
    link = desk.link()
    desk.report(link)
    with desk.office.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE report_file")
    page = desk.client.get(link)
    assert page.status_code == 500
    assert "Hệ thống gặp lỗi" in page.text
    assert "report_file" not in page.text


def test_who_tries_many_links_must_wait(desk: Desk) -> None:
    answers = [desk.client.get(f"/b/{number:017d}").status_code for number in range(WRONG_LINK.amount + 1)]
    assert answers == [404] * WRONG_LINK.amount + [429]


def test_who_posts_without_pause_must_wait_and_learns_how_long(desk: Desk) -> None:
    fields = desk.hidden(desk.link()) | {"action": "seen"}
    answers = [
        desk.client.post(desk.link(), data=fields, files=NO_FILE, follow_redirects=False)
        for _ in range(WRITE.amount + 1)
    ]
    assert [answer.status_code for answer in answers[-2:]] == [303, 429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
    assert "Xin chờ một chút" in answers[-1].text


def test_an_address_that_reads_without_pause_must_wait(desk: Desk) -> None:
    throttle = desk.client.app.state.portal.throttle  # type: ignore[attr-defined]
    for _ in range(READ.amount):
        throttle.count(READ, "127.0.0.1")
    assert desk.client.get("/healthz").status_code == 429


def test_each_address_has_its_own_patience(desk_at: Callable[..., Desk]) -> None:
    busy, calm = desk_at("192.0.2.7"), desk_at("192.0.2.8")
    for _ in range(WRONG_LINK.amount + 1):
        busy.client.get("/b/abc")
    assert calm.client.get("/b/abc").status_code == 404


def test_health_tells_the_journal_and_the_outbox(desk: Desk) -> None:
    answer = desk.client.get("/healthz").json()
    assert answer["database"] == "ok"
    assert answer["journal_head"] >= 1
    assert answer["outbox"]["unsent"] > 0
    assert answer["outbox"]["oldest_seconds"] >= 4 * 86400
    assert answer["outbox"]["failed"] == 0


def test_the_front_page_says_what_this_is(desk: Desk) -> None:
    page = desk.client.get("/")
    assert page.status_code == 200
    assert "/ban-lam-viec" in page.text


def test_the_reply_page_does_not_wake_prefect() -> None:
    code = "import sys, portal.app; print(sorted(name for name in sys.modules if name == 'prefect'))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
