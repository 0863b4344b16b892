"""What a supervisor sees in the Prefect UI, in a real browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.flows.serving import PLAN, Served

pytestmark = pytest.mark.services

SECONDS = 30_000


@pytest.fixture(scope="module")
def page(chromium: Any) -> Iterator[Any]:
    shown = chromium.new_page(viewport={"width": 1400, "height": 1000}, locale="vi-VN")
    shown.set_default_timeout(SECONDS)
    yield shown
    shown.close()


def picture(page: Any, name: str) -> None:
    """Keep a screenshot where DONDOC_SCREENSHOTS names a folder: somebody should look at it."""
    folder = os.environ.get("DONDOC_SCREENSHOTS")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def open_page(served: Served, page: Any, which: str) -> None:
    """Open the newest version of one of the plan's living pages."""
    key = f"{PLAN}-{which}"
    newest = served.wait_for(which, lambda: {each["key"]: each for each in served.artifacts()}.get(key))
    page.goto(ui(served, f"/artifacts/artifact/{newest['latest_id']}"))


def ui(served: Served, path: str) -> str:
    return f"http://127.0.0.1:{served.office.settings.prefect_port}/v2{path}"


def test_a_check_in_run_shows_its_agencies_and_their_states(served: Served, page: Any) -> None:
    run = served.wait_for("finished check-in", lambda: next(iter(served.runs("check-in", "COMPLETED")), None))
    page.goto(ui(served, f"/runs/flow-run/{run['id']}"))
    page.get_by_text("KH 5/KH-UBND · Báo cáo quý I/2027").first.wait_for()
    page.get_by_text("Đã hỏi 4 cơ quan").first.wait_for()
    page.locator("canvas").first.wait_for()
    page.get_by_role("tab", name="Task Runs").click()
    for name in ("So Y te", "So Tai chinh", "So Noi vu · tong hop"):
        page.get_by_text(name, exact=True).first.wait_for()
    assert page.get_by_text("Chờ báo cáo", exact=True).count() == 4
    picture(page, "check-in")


def test_coming_rounds_stand_under_their_names(served: Served, page: Any) -> None:
    coming = next(iter(served.runs("check-in", "SCHEDULED")))
    page.goto(ui(served, f"/runs/flow-run/{coming['id']}"))
    page.get_by_text("KH 5/KH-UBND · Báo cáo 6 tháng đầu năm 2027").first.wait_for()
    page.get_by_text("Scheduled").first.wait_for()
    picture(page, "coming")


def test_the_matrix_is_a_table_of_agencies_and_duties(served: Served, page: Any) -> None:
    served.wait_for("finished check-in", lambda: served.runs("check-in", "COMPLETED"))
    open_page(served, page, "ma-tran")
    page.get_by_role("cell", name="Sở Y tế").first.wait_for()
    page.get_by_role("columnheader", name="R2").first.wait_for()
    picture(page, "matrix")
    open_page(served, page, "tien-do")
    page.get_by_role("cell", name="Báo cáo quý I/2027").first.wait_for()
    picture(page, "progress")
    open_page(served, page, "so-do")
    drawn = page.locator("img[src^='data:image/svg+xml;base64,']")
    drawn.wait_for()
    assert drawn.evaluate("image => image.complete && image.naturalWidth > 400")
    picture(page, "graph")


def test_the_deployments_are_named_for_people(served: Served, page: Any) -> None:
    page.goto(ui(served, "/deployments"))
    for name in ("Mở kỳ báo cáo", "Rà soát báo cáo", "Đôn đốc", "Gửi tin", "Khởi động kế hoạch"):
        page.get_by_text(name, exact=True).first.wait_for()
    picture(page, "deployments")
    page.get_by_text("Khởi động kế hoạch", exact=True).first.click()
    page.get_by_role("button", name="Run").first.click()
    page.get_by_role("menuitem", name="Custom run").click()
    page.get_by_text("Người thực hiện").first.wait_for()
    page.get_by_text("Diễn tập từ ngày").first.wait_for()
    picture(page, "launch-form")


def test_the_supervisor_fills_in_the_resume_form(served: Served, page: Any) -> None:
    from tests.flows.test_real_server import day

    served.wait_for("finished check-in", lambda: served.runs("check-in", "COMPLETED"))
    served.set_clock(day("2027-03-29"))
    served.run_now("escalate-delays")
    run = served.wait_for("suspended run", lambda: next(iter(served.runs("decide-delays", "PAUSED")), None))
    page.goto(ui(served, f"/runs/flow-run/{run['id']}"))
    page.get_by_role("button", name="Open menu").click()
    page.get_by_role("menuitem", name="Resume").click()
    form = page.get_by_role("dialog")
    for words in ("Quyết định", "Gia hạn đến ngày", "Áp dụng cho", "Lý do", "Người thực hiện"):
        form.get_by_text(words).first.wait_for()
    form.get_by_text("Sở Y tế: chậm 10 ngày làm việc").wait_for()
    picture(page, "resume-form")
