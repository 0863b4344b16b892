"""The pages about people in Chromium: confirming, passing on, an agency's contacts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from models.directory import Agency, Contact
from models.link import token_for
from tasks.confirmations import ask
from tests.browser.conftest import Served
from tests.browser.test_workbench_pages import sign_in

pytestmark = pytest.mark.services


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def nameless(page: Page) -> list[str]:
    """Fields without a label (WCAG 2.1, 3.3.2) and buttons without words."""
    found = page.evaluate(
        """[...document.querySelectorAll("input:not([type=hidden]), select, textarea, button")]
           .filter(e => !(e.labels && e.labels.length) && !(e.textContent || "").trim())
           .map(e => e.outerHTML.slice(0, 80))"""
    )
    return [str(each) for each in found]


def test_an_address_is_confirmed_on_a_phone(served: Served, phone: Page) -> None:
    now = served.office.now()
    with served.office.database.writing() as session:
        person = session.exec(select(Contact).where(Contact.email == "focal.syt@dien-tap.example")).one()
        person.verified = False
        ask(served.office, session, now, [(person, session.get_one(Agency, "syt"))])
        token = token_for(served.office.secret, f"contact/{person.id}/{now:%Y%m%d%H%M%S%f}", person.email or "")
    phone.goto(f"{served.url}/x/{token}")
    assert fits(phone) and nameless(phone) == []
    phone.get_by_role("button", name="Đúng, tôi nhận yêu cầu báo cáo").click()
    expect(phone.get_by_role("heading", name="Đã xác nhận")).to_be_visible()


def test_a_request_is_passed_on_and_taken_back_on_a_phone(served: Served, phone: Page) -> None:
    phone.goto(served.link())
    phone.get_by_role("button", name="Chuyển cho người khác").click()
    assert fits(phone) and nameless(phone) == []
    phone.get_by_label("Họ tên người nhận việc").fill("Lê Thị Mai")
    phone.get_by_label("Phòng, đơn vị").fill("Phòng Nghiệp vụ Y")
    phone.get_by_label("Thư điện tử").fill("mai@dien-tap.example")
    phone.get_by_label("Lý do").fill("việc của phòng")
    phone.get_by_role("button", name="Chuyển việc").click()
    expect(phone.get_by_text("Đã chuyển việc.")).to_be_visible()
    expect(phone.get_by_text("Lê Thị Mai").first).to_be_visible()
    assert fits(phone)
    phone.get_by_label("Lý do").fill("tự làm")
    phone.get_by_role("button", name="Lấy lại việc này").click()
    expect(phone.get_by_text("Đã lấy lại việc.")).to_be_visible()


def test_an_agencys_people_are_changed_by_the_keyboard_alone(served: Served, phone: Page) -> None:
    sign_in(phone, served)
    phone.goto(f"{served.url}/ban-lam-viec/lien-he")
    assert fits(phone)
    phone.get_by_role("link", name="Sở Y tế").first.click()
    assert fits(phone) and nameless(phone) == []
    phone.get_by_text("Ghi vắng mặt").first.focus()
    phone.keyboard.press("Enter")
    phone.locator("#vang-first").fill("08/03/2027")
    phone.locator("#vang-last").fill("12/3/2027")
    phone.locator("#vang-why").fill("họp")
    phone.locator("#vang button[type=submit]").focus()
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("Đã ghi vắng mặt")).to_be_visible()
    expect(phone.get_by_text("vắng 08/03/2027 – 12/03/2027")).to_be_visible()
    assert fits(phone)
