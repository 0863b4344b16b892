"""Confirming an address and passing a request on, in the browser of whoever holds the link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from models.directory import Agency, Contact
from models.link import token_for
from models.report import Report
from tasks.confirmations import ask
from tests.acting import messages
from tests.portal.desk import HEALTH, Desk, filled

MAI = "mai.pnv@dien-tap.example"
NEW = {
    "name": "Lê Thị Mai",
    "unit": "Phòng Nghiệp vụ Y",
    "email": MAI,
    "phone": "",
    "why": "thuộc việc của phòng",
}


def pass_on(desk: Desk, path: str | None = None, **more: str) -> int:
    page = f"{path or desk.link()}/chuyen"
    answer = desk.client.post(page, data=desk.hidden(page) | NEW | more, follow_redirects=False)
    return int(answer.status_code)


def test_the_form_leads_to_a_page_that_passes_it_on_and_looking_changes_nothing(desk: Desk) -> None:
    before = desk.everything()
    assert f"{desk.link()}/chuyen" in desk.client.get(desk.link()).text
    assert "Ai sẽ lập báo cáo?" in desk.client.get(f"{desk.link()}/chuyen").text
    assert desk.everything() == before


def test_the_delegate_reports_under_their_own_name_and_sees_the_chain(desk: Desk) -> None:
    assert pass_on(desk) == 303
    own = desk.link(address=MAI)
    page = desk.client.get(own)
    assert "Lê Thị Mai" in page.text and "Sở Y tế · focal chuyển lúc" in page.text
    assert 'value="Lê Thị Mai"' in page.text
    assert desk.send(own, filled(desk.hidden(own), by="Lê Thị Mai")).status_code == 303
    with desk.office.database.reading() as session:
        report = session.exec(select(Report).where(Report.request_id == HEALTH)).one()
    assert (report.by, report.contact) == ("Lê Thị Mai", MAI)
    receipts = {each.address for each in messages(desk.office, kind="receipt", request_id=HEALTH)}
    assert receipts == {MAI, "focal.syt@dien-tap.example"}


def test_who_passed_it_on_takes_it_back_and_the_delegates_link_is_shut(desk: Desk) -> None:
    pass_on(desk)
    page = f"{desk.link()}/chuyen"
    assert "Ai sẽ lập báo cáo?" not in desk.client.get(page).text
    answer = desk.client.post(
        f"{desk.link()}/lay-lai", data=desk.hidden(page) | {"why": "tự làm"}, follow_redirects=False
    )
    assert answer.status_code == 303
    assert desk.client.get(desk.link(address=MAI)).status_code == 410
    assert "Ai sẽ lập báo cáo?" in desk.client.get(page).text


def test_a_delegate_may_pass_it_on_further(desk: Desk) -> None:
    pass_on(desk)
    own = desk.link(address=MAI)
    assert pass_on(desk, own, name="Võ Tâm", email="tam@dien-tap.example") == 303
    assert desk.client.get(desk.link(address="tam@dien-tap.example")).status_code == 200
    assert "Lấy lại việc" in desk.client.get(f"{own}/chuyen").text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Chưa ghi tên người nhận việc"),
        ({"email": ""}, "Chưa có thư điện tử hay số điện thoại"),
        ({"why": ""}, "Chưa ghi lý do"),
        ({"email": "focal.syt@dien-tap.example"}, "chuyển vòng"),
    ],
)
def test_a_refusal_keeps_what_was_typed_and_says_what_to_do(desk: Desk, wrong: dict[str, str], said: str) -> None:
    page = f"{desk.link()}/chuyen"
    answer = desk.client.post(page, data=desk.hidden(page) | NEW | wrong)
    assert answer.status_code == 422
    assert said in answer.text
    assert "Phòng Nghiệp vụ Y" in answer.text
    assert messages(desk.office, kind="handed_over") == []


def test_passing_on_needs_the_forms_mark(desk: Desk) -> None:
    assert desk.client.post(f"{desk.link()}/chuyen", data=NEW).status_code == 403
    assert desk.client.post(f"{desk.link()}/lay-lai", data={"why": "x"}).status_code == 403


# confirming


@pytest.fixture
def door(desk: Desk) -> str:
    """The path of the confirmation link of Sở Y tế's focal officer."""
    now = desk.office.now()
    with desk.office.database.writing() as session:
        person = session.exec(select(Contact).where(Contact.email == "focal.syt@dien-tap.example")).one()
        person.verified = False
        ask(desk.office, session, now, [(person, session.get_one(Agency, "syt"))])
        subject = f"contact/{person.id}/{now:%Y%m%d%H%M%S%f}"
        return f"/x/{token_for(desk.office.secret, subject, person.email or '')}"


def officer(desk: Desk) -> Contact:
    with desk.office.database.reading() as session:
        return session.exec(select(Contact).where(Contact.email == "focal.syt@dien-tap.example")).one()


def test_the_confirmation_link_shows_on_get_and_confirms_on_post(desk: Desk, door: str) -> None:
    before = desk.everything()
    page = desk.client.get(door)
    assert "Đây có phải là đồng chí không?" in page.text and "đầu mối" in page.text and "Sở Y tế" in page.text
    assert desk.client.head(door).status_code == 200
    assert desk.everything() == before
    fields = desk.hidden(door)
    done = desk.client.post(door, data=fields | {"action": "confirm"})
    assert "Đã xác nhận" in done.text
    assert officer(desk).verified is True
    assert "Đã xác nhận" in desk.client.post(door, data=fields | {"action": "confirm"}).text


def test_not_me_is_noted_and_the_link_is_shut(desk: Desk, door: str) -> None:
    done = desk.client.post(door, data=desk.hidden(door) | {"action": "not_me", "said": "hỏi anh Bình"})
    assert "Đã ghi nhận" in done.text and "không gửi tới địa chỉ này nữa" in done.text
    assert officer(desk).active is False
    assert desk.client.get(door).status_code == 410
    assert [each.context["said"] for each in messages(desk.office, kind="contact_trouble")] == ["hỏi anh Bình"]


def test_a_confirmation_link_that_is_forged_old_or_unmarked_opens_nothing(desk: Desk, door: str) -> None:
    assert desk.client.get(f"/x/{'y' * 17}").status_code == 404
    assert desk.client.post(door, data={"action": "confirm"}).status_code == 403
    desk.move_clock(desk.office.now() + timedelta(days=61))
    assert desk.client.get(door).status_code == 410
    assert officer(desk).verified is False


def test_the_page_speaks_english_where_it_is_asked_to(desk: Desk, door: str) -> None:
    assert "Is this you?" in desk.client.get(f"{door}?lang=en").text
