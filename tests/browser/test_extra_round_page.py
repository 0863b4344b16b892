"""What the coordinator does beside the plan, in Chromium: an extra round, an event, a letter, a link withdrawn."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from compiler.planfile.model import PlanFile, SourceFile
from compiler.planfile.write import planfile_text
from compiler.result import DocumentClass, Event, PlanHead, RegimeProposal
from models.clock import set_clock
from models.plan import Plan
from tasks.escalate import sweep
from tasks.office import Office
from tests.browser.conftest import ROUND, Served
from tests.browser.test_people_pages import fits, nameless
from tests.browser.test_workbench_pages import sign_in

pytestmark = pytest.mark.services

PLAN = ROUND.rpartition("/")[0]


@pytest.fixture
def sample_office(sample_office: Office) -> Office:
    """The sample office with a plan file that names an event."""
    event = Event(key="E1", name="Báo cáo sau đợt kiểm tra", after="ngày có kết luận", within=5, duties=["R3"])
    file = PlanFile(
        source=SourceFile(file="ke-hoach.docx", sha256="0" * 64),
        plan=PlanHead(**{"class": DocumentClass.PLAN}, year=2027),
        regime=RegimeProposal(preset="cchc", events=[event]),
    )
    with sample_office.database.writing() as session:
        session.get_one(Plan, PLAN).planfile = planfile_text(file)
    return sample_office


def test_an_extra_round_is_opened_on_a_phone_without_script(served: Served, phone_without_script: Page) -> None:
    page = phone_without_script
    sign_in(page, served)
    page.goto(f"{served.url}/ban-lam-viec/ke-hoach/{PLAN}")
    page.get_by_role("button", name="Mở thêm kỳ báo cáo").click()
    assert nameless(page) == []
    form = page.locator("#round")
    form.get_by_label("Tên kỳ").fill("Báo cáo nhanh")
    form.get_by_label("Số liệu từ ngày").fill("1/2/2027")
    form.get_by_label("Số liệu đến ngày").fill("28/2/2027")
    form.get_by_label("Hạn gửi báo cáo").fill("12/3/2027")
    form.get_by_label("Lý do").fill("Văn bản 55/UBND-NC")
    form.get_by_role("button", name="Mở kỳ báo cáo").click()
    expect(page.get_by_role("status")).to_contain_text("Đã mở kỳ báo cáo")
    expect(page.get_by_role("heading", level=1)).to_have_text("Báo cáo nhanh")


def test_an_event_is_recorded_on_a_phone(served: Served, phone: Page) -> None:
    sign_in(phone, served)
    phone.goto(f"{served.url}/ban-lam-viec/them-ky/{PLAN}")
    assert fits(phone) and nameless(phone) == []
    phone.locator("#on").fill("04032027")
    phone.locator("#event-why").fill("Kết luận số 7")
    expect(phone.locator("#on")).to_have_value("04/03/2027")
    phone.get_by_role("button", name="Ghi sự việc").click()
    expect(phone.get_by_role("status")).to_contain_text("Đã ghi sự việc")
    assert fits(phone)


def test_a_letter_is_recorded_as_sent_on_a_phone(served: Served, phone: Page) -> None:
    with served.office.database.writing() as session:
        set_clock(session, datetime(2027, 3, 18, 8, tzinfo=UTC), by="thử", why="thử")
    sweep(served.office, served.office.now())
    sign_in(phone, served)
    phone.get_by_role("link", name="Rà soát, trình ký công văn").click()
    phone.locator("summary", has_text="Ghi đã ký, phát hành").click()
    assert fits(phone) and nameless(phone) == []
    phone.get_by_label("Số, ký hiệu văn bản").fill("123/SNV-CCHC")
    phone.get_by_label("Ngày văn bản", exact=True).fill("18/3/2027")
    phone.get_by_label("Người ký").fill("Lê Văn Giám")
    phone.get_by_role("button", name="Ghi đã phát hành").click()
    expect(phone.get_by_text("số 123/SNV-CCHC ngày 18/03/2027, Lê Văn Giám ký")).to_be_visible()
    assert fits(phone)


def test_a_link_is_withdrawn_on_a_phone(served: Served, phone: Page) -> None:
    sign_in(phone, served)
    phone.goto(f"{served.url}/ban-lam-viec/yeu-cau/{ROUND}/syt")
    phone.locator("#link summary").click()
    assert fits(phone) and nameless(phone) == []
    phone.get_by_label("focal.syt@dien-tap.example").check()
    phone.locator("#link-why").fill("thư chuyển nhầm")
    phone.get_by_role("button", name="Thu hồi và gửi liên kết mới").click()
    expect(phone.get_by_role("status")).to_contain_text("Đã thu hồi liên kết")
    expect(phone.get_by_text("Gửi liên kết mới").first).to_be_visible()
