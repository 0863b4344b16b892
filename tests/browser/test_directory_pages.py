"""The directory's pages in a real browser: on a phone, and a workbook edited, previewed, written."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import Served
from tests.browser.test_workbench_pages import sign_in

pytestmark = pytest.mark.services


@pytest.mark.parametrize("path", ["/danh-ba", "/danh-ba?tim=y+tế", "/co-quan/syt"])
def test_the_directory_fits_a_phone(served: Served, phone: Page, path: str) -> None:
    sign_in(phone, served)
    phone.goto(f"{served.url}/ban-lam-viec{path}")
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390


def test_a_workbook_is_taken_edited_previewed_and_written(served: Served, desktop: Page, tmp_path: Path) -> None:
    sign_in(desktop, served)
    desktop.get_by_role("link", name="Danh bạ").click()
    with desktop.expect_download() as waiting:
        desktop.get_by_role("link", name="Tải danh bạ về").click()
    path = tmp_path / "danh-ba.xlsx"
    waiting.value.save_as(path)
    book = load_workbook(path)
    next(row for row in book["Cơ quan"].iter_rows(min_row=2) if row[0].value == "syt")[1].value = "Sở Y tế mới"
    book.save(path)
    desktop.get_by_label("Nạp tệp đã sửa").set_input_files(path)
    desktop.get_by_role("button", name="Xem trước", exact=True).click()
    expect(desktop.get_by_role("cell", name="Sở Y tế mới", exact=True)).to_be_visible()
    desktop.get_by_role("button", name="Ghi những thay đổi này").click()
    expect(desktop.get_by_role("status").first).to_contain_text("Đã ghi danh bạ")
    expect(desktop.get_by_role("link", name="Sở Y tế mới")).to_be_visible()
