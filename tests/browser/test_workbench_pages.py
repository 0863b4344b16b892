"""The workbench in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROUND, Served
from tests.browser.test_reply_page import answer

pytestmark = pytest.mark.services


def sign_in(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/ban-lam-viec")
    page.get_by_label("Họ tên của bạn").fill("Trần Văn Thử")
    page.get_by_role("button", name="Đăng nhập").click()


def test_an_officer_follows_a_report_from_the_overview_to_its_return(
    served: Served, desktop: Page, phone: Page
) -> None:
    phone.goto(served.link())
    answer(phone)
    phone.get_by_role("button", name="Gửi báo cáo").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Đã nhận báo cáo")

    sign_in(desktop, served)
    desktop.get_by_role("link", name="Xem xét báo cáo của Sở Y tế").click()
    expect(desktop.get_by_text("Đã niêm yết tại 12 cơ sở y tế.")).to_be_visible()
    desktop.locator("summary", has_text="Trả lại để bổ sung").click()
    desktop.get_by_label("Cần bổ sung gì?").fill("Thiếu số liệu tuyến xã")
    desktop.get_by_role("button", name="Trả lại để bổ sung").click()
    expect(desktop.get_by_role("status").first).to_contain_text("Đã trả lại báo cáo")

    phone.goto(served.link())
    expect(phone.get_by_text("Thiếu số liệu tuyến xã")).to_be_visible()


@pytest.mark.parametrize(
    "path", ["", "/ke-hoach/5-kh-ubnd-2027-song-lam", f"/ky/{ROUND}", f"/yeu-cau/{ROUND}/syt", f"/ghi-nhan/{ROUND}/syt"]
)
def test_every_page_fits_a_phone(served: Served, phone: Page, path: str) -> None:
    sign_in(phone, served)
    phone.goto(f"{served.url}/ban-lam-viec{path}")
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
