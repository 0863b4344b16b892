"""Fields for days in a browser that speaks English: the day still comes first."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PHONE, Served

pytestmark = pytest.mark.services


def test_a_browser_in_english_shows_and_takes_the_day_first(served: Served, chromium: Browser) -> None:
    context = chromium.new_context(viewport=PHONE, locale="en-US")
    page = context.new_page()
    page.goto(served.link())
    page.locator("#promise summary").click()
    page.get_by_role("button", name="Chọn trên lịch: Ngày sẽ gửi").click()
    page.locator("#promise input[type=date]").evaluate(
        "e => { e.value = '2027-03-12'; e.dispatchEvent(new Event('change')); }"
    )
    expect(page.get_by_label("Ngày sẽ gửi", exact=True)).to_have_value("12/03/2027")
    page.locator("#promise_reason").fill("Chờ số liệu")
    page.get_by_role("button", name="Hẹn ngày này").click()
    expect(page.get_by_text("Đơn vị hẹn gửi ngày 12/03/2027")).to_be_visible()
    expect(page.locator("#promise_on")).to_have_value("12/03/2027")
    context.close()


def test_eight_digits_typed_on_a_phones_number_pad_become_a_day(served: Served, chromium: Browser) -> None:
    context = chromium.new_context(viewport=PHONE, locale="en-US")
    page = context.new_page()
    page.goto(served.link())
    page.locator("#promise summary").click()
    page.locator("#promise_on").fill("12032027")
    page.locator("#promise_reason").focus()
    expect(page.locator("#promise_on")).to_have_value("12/03/2027")
    context.close()
