"""The workbench's page of an agency's people."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import col, select

from models.directory import Contact
from models.people import Absence
from tests.acting import journalled, messages
from tests.portal.desk import HEALTH, Desk

HOME = "/ban-lam-viec"
LIST = f"{HOME}/lien-he"
PAGE = f"{LIST}/syt"


@pytest.fixture
def bench(desk: Desk) -> Desk:
    """An officer who has signed in; the focal officer of Sở Y tế has not confirmed the address."""
    with desk.office.database.writing() as session:
        session.exec(select(Contact).where(Contact.email == "focal.syt@dien-tap.example")).one().verified = False
    assert desk.sign_in().status_code == 303
    return desk


def people(desk: Desk) -> dict[str, Contact]:
    with desk.office.database.reading() as session:
        found = session.exec(select(Contact).where(Contact.agency_key == "syt").order_by(col(Contact.id)))
        return {contact.role: contact for contact in found}


def act(desk: Desk, what: str, **fields: object) -> int:
    answer = desk.act(f"{PAGE}/{what}", PAGE, **{name: str(value) for name, value in fields.items()})
    return int(answer.status_code)


def test_who_has_not_confirmed_is_shown_where_the_officer_looks(bench: Desk) -> None:
    assert "1 người liên hệ chưa xác nhận" in bench.client.get(HOME).text
    listed = bench.client.get(f"{LIST}?loc=unverified").text
    assert "Sở Y tế · focal" in listed and "Sở Tài chính · focal" not in listed
    assert "chưa xác nhận" in bench.client.get(f"{HOME}/yeu-cau/{HEALTH}").text
    assert bench.client.get(f"{LIST}/khong-co").status_code == 404


def test_a_call_is_recorded_with_the_officers_name(bench: Desk) -> None:
    assert act(bench, "xac-nhan", contact=people(bench)["focal"].id, why="đã gọi") == 303
    assert people(bench)["focal"].verified
    (row,) = journalled(bench.office, "contact.verified")
    assert (row.actor, row.channel, row.why) == ("Trần Văn Thử", "phone", "đã gọi")


def test_an_absence_with_its_substitute_is_recorded_shown_and_ended(bench: Desk) -> None:
    known = people(bench)
    days = {"first": "2027-03-08", "last": "2027-03-12"}
    assert act(bench, "vang", contact=known["focal"].id, substitute=known["clerk"].id, why="họp", **days) == 303
    shown = bench.client.get(PAGE).text
    assert "vắng 08/03/2027 – 12/03/2027" in shown and "Sở Y tế · clerk thay" in shown
    assert "Sở Y tế · focal" in bench.client.get(f"{LIST}?loc=away").text
    with bench.office.database.reading() as session:
        absence = session.exec(select(Absence)).one()
    assert (absence.ends, absence.recorded_by) == (date(2027, 3, 12), "Trần Văn Thử")
    assert act(bench, "co-mat", absence=absence.id, why="hoãn họp") == 303
    assert "vắng 08/03/2027" not in bench.client.get(PAGE).text


def test_a_new_officer_by_letter_and_the_former_one_stand_on_the_page(bench: Desk) -> None:
    fields = {
        "contact": people(bench)["focal"].id,
        "name": "Trần Thị Mới",
        "email": "moi.syt@dien-tap.example",
        "letter": "125/SYT-VP",
        "since": "2027-03-05",
        "why": "luân chuyển",
    }
    assert act(bench, "doi", **fields) == 303
    shown = bench.client.get(PAGE).text
    assert "từ 05/03/2027, văn bản 125/SYT-VP" in shown
    assert "Đã thôi nhiệm vụ" in shown and "đến hết 04/03/2027" in shown
    assert {each.kind for each in messages(bench.office, address="moi.syt@dien-tap.example")} >= {
        "confirm_contact",
        "handed_over",
    }


def test_an_address_is_corrected_a_person_added_and_a_question_sent(bench: Desk) -> None:
    assert act(bench, "sua", contact=people(bench)["focal"].id, email="dung.syt@dien-tap.example", why="gõ nhầm") == 303
    assert people(bench)["focal"].email == "dung.syt@dien-tap.example"
    added = {"role": "focal", "name": "chị Thu", "email": "thu.syt@dien-tap.example", "why": "thêm người"}
    assert act(bench, "them", **added) == 303
    assert act(bench, "hoi", contact=people(bench)["clerk"].id) == 303
    asked = {each.address for each in messages(bench.office, kind="confirm_contact")}
    assert asked == {"dung.syt@dien-tap.example", "thu.syt@dien-tap.example"}, "the clerk has confirmed"


@pytest.mark.parametrize(
    ("what", "fields", "said"),
    [
        ("vang", {"first": "2027-03-08", "last": "", "why": "họp"}, "Chưa ghi ngày"),
        ("xac-nhan", {"why": " "}, "Chưa ghi lý do"),
        ("doi", {"name": "Mới", "letter": "1/A", "since": "2027-03-05", "why": "x"}, "Chưa có thư điện tử"),
        ("them", {"role": "giám đốc", "name": "Mới", "why": "x"}, "Chưa chọn vai trò"),
    ],
)
def test_a_refusal_shows_the_page_with_what_was_typed(
    bench: Desk, what: str, fields: dict[str, str], said: str
) -> None:
    given = {"contact": str(people(bench)["focal"].id)} | fields
    answer = bench.act(f"{PAGE}/{what}", PAGE, **given)
    assert answer.status_code == 422
    assert said in answer.text
    assert f'id="{what}" open' in answer.text


def test_nobody_of_another_agency_can_be_named_in_the_form(bench: Desk) -> None:
    with bench.office.database.reading() as session:
        other = session.exec(select(Contact).where(Contact.agency_key == "stc")).first()
    assert other is not None
    assert act(bench, "xac-nhan", contact=other.id, why="x") == 422


def test_acts_need_an_officer_and_the_sessions_mark(desk: Desk, bench: Desk) -> None:
    before = bench.everything()
    assert bench.client.post(f"{PAGE}/xac-nhan", data={"mark": "x"}).status_code == 403
    assert bench.client.post(f"{PAGE}/khong-co", data={"mark": "x"}).status_code == 404
    assert bench.everything() == before


def test_the_chain_stands_on_the_request_and_is_taken_back_there(bench: Desk) -> None:
    page = f"{bench.link()}/chuyen"
    form = {
        "name": "Lê Thị Mai",
        "email": "mai@dien-tap.example",
        "unit": "Phòng Y",
        "phone": "",
        "why": "việc của phòng",
    }
    assert bench.client.post(page, data=bench.hidden(page) | form, follow_redirects=False).status_code == 303
    shown = f"{HOME}/yeu-cau/{HEALTH}"
    assert "Lê Thị Mai" in bench.client.get(shown).text and "Phòng Y" in bench.client.get(shown).text
    assert bench.act(f"{HOME}/lay-lai/{HEALTH}", shown, why="tự làm").status_code == 303
    assert bench.client.get(bench.link(address="mai@dien-tap.example")).status_code == 410
