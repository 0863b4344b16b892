"""The reply page in a real browser, on a phone, by keyboard, without script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from models.report import Report, ReportFile
from tests.browser.conftest import Served

pytestmark = pytest.mark.services


def answer(page: Page) -> None:
    """Fill in the Health department's two duties."""
    first = page.locator("section.duty").nth(0)
    first.get_by_label("Đã hoàn thành").check()
    first.get_by_label("Kết quả trong kỳ").fill("Đã niêm yết tại 12 cơ sở y tế.")
    second = page.locator("section.duty").nth(1)
    second.get_by_label("Đang thực hiện").check()
    second.get_by_label("phần trăm").fill("60")
    second.get_by_label("Kết quả trong kỳ").fill("Đang tổng hợp.")
    page.get_by_label("Người lập báo cáo").fill("Nguyễn Thị Mẫu")


def test_a_report_is_sent_from_a_phone_and_ends_in_a_receipt(served: Served, phone: Page, tmp_path: Path) -> None:
    paper = tmp_path / "bao-cao.pdf"
    paper.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
    phone.goto(served.link())
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    answer(phone)
    phone.get_by_label("Tệp đính kèm").set_input_files(paper)
    phone.get_by_role("button", name="Gửi báo cáo").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Đã nhận báo cáo")
    expect(phone.get_by_text("Đã niêm yết tại 12 cơ sở y tế.")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    with phone.expect_download() as coming:
        phone.get_by_role("link", name="bao-cao.pdf").click()
    assert Path(coming.value.path()).read_bytes() == paper.read_bytes()


def test_a_field_appears_only_with_the_status_that_needs_it(served: Served, phone: Page) -> None:
    phone.goto(served.link())
    duty = phone.locator("section.duty").nth(0)
    percent, blocked = duty.get_by_label("phần trăm"), duty.get_by_label("Vướng mắc là gì")
    expect(percent).to_be_hidden()
    duty.get_by_label("Đang thực hiện").check()
    expect(percent).to_be_visible()
    duty.get_by_label("Đang vướng mắc").check()
    expect(percent).to_be_hidden()
    expect(blocked).to_be_visible()


def test_what_is_typed_saves_itself_and_is_there_again(served: Served, phone: Page) -> None:
    phone.goto(served.link())
    answer(phone)
    expect(phone.locator("#saved")).to_have_text(re.compile(r"Đã lưu nháp lúc .* 2/2 nhiệm vụ"))
    phone.reload()
    expect(phone.get_by_label("Người lập báo cáo")).to_have_value("Nguyễn Thị Mẫu")
    expect(phone.locator("section.duty").nth(1).get_by_label("phần trăm")).to_have_value("60")


def test_a_faulty_form_leads_to_the_first_field_to_mend(served: Served, phone: Page) -> None:
    phone.goto(served.link())
    answer(phone)
    phone.locator("section.duty").nth(0).get_by_label("Kết quả trong kỳ").fill("")
    phone.get_by_role("button", name="Gửi báo cáo").click()
    summary = phone.get_by_role("alert")
    expect(summary).to_contain_text("Còn 1 chỗ cần xem lại")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    field = phone.locator("#d1-result")
    expect(field).to_be_in_viewport()
    assert field.get_attribute("aria-invalid") == "true"
    expect(phone.get_by_label("Người lập báo cáo")).to_have_value("Nguyễn Thị Mẫu")


def test_the_form_can_be_sent_without_script(served: Served, phone_without_script: Page) -> None:
    phone_without_script.goto(served.link())
    answer(phone_without_script)
    expect(phone_without_script.get_by_text("tự lưu nháp")).to_be_hidden()
    phone_without_script.get_by_role("button", name="Gửi báo cáo").click()
    expect(phone_without_script.get_by_role("heading", level=1)).to_contain_text("Đã nhận báo cáo")


def test_the_form_can_be_sent_by_keyboard_alone(served: Served, desktop: Page) -> None:
    desktop.goto(served.link("stc"))
    desktop.keyboard.press("Tab")
    expect(desktop.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    desktop.keyboard.press("Enter")
    visited = []
    for _ in range(40):
        desktop.keyboard.press("Tab")
        here = desktop.evaluate("document.activeElement.name + ' ' + (document.activeElement.value || '')")
        visited.append(here)
        if here.endswith("-status done"):
            desktop.keyboard.press("Space")
        elif "-result" in here:
            desktop.keyboard.type("Đã bố trí kinh phí.")
        elif here == "action submit":
            desktop.keyboard.press("Enter")
            break
    else:
        pytest.fail(f"the submit button was not reached: {visited}")
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("Đã nhận báo cáo")


def test_enter_in_a_field_saves_a_draft_and_sends_nothing(served: Served, desktop: Page) -> None:
    desktop.goto(served.link())
    answer(desktop)
    desktop.get_by_label("Người lập báo cáo").press("Enter")
    expect(desktop.get_by_role("status").first).to_contain_text("Đã lưu nháp. Báo cáo chưa được gửi.")


def test_an_impatient_hand_sends_one_report(served: Served, phone: Page) -> None:
    phone.goto(served.link())
    answer(phone)
    phone.get_by_role("button", name="Gửi báo cáo").dblclick()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Đã nhận báo cáo")
    with served.office.database.reading() as session:
        assert [report.version for report in session.exec(select(Report))] == [1]


def test_a_file_that_is_too_large_is_noticed_before_it_travels(served: Served, phone: Page, tmp_path: Path) -> None:
    video = tmp_path / "phim.pdf"
    with video.open("wb") as file:
        file.truncate(21 * 1024**2)
    phone.goto(served.link())
    phone.get_by_label("Tệp đính kèm").set_input_files(video)
    expect(phone.locator("#files-hint")).to_have_attribute("role", "alert")
    with served.office.database.reading() as session:
        assert session.exec(select(ReportFile)).all() == []
