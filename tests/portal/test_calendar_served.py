"""A portal that runs counts by the calendar that another process applied, from the next visit on."""

from __future__ import annotations

from contextvars import copy_context
from pathlib import Path

from tasks.calendar import apply_calendar
from tests.acting import MINH
from tests.portal.desk import Desk


def test_the_next_visit_counts_by_the_calendar_that_was_applied_meanwhile(desk: Desk, tmp_path: Path) -> None:
    assert "còn 6 ngày làm việc" in desk.client.get(desk.link()).text
    file = tmp_path / "lich.yaml"
    file.write_text("off:\n  2027-03-11: Nghỉ theo thông báo\n", "utf-8")

    def elsewhere() -> None:
        apply_calendar(desk.office, desk.office.now(), file, why="Thông báo số 3", by=MINH)

    copy_context().run(elsewhere)
    assert "còn 5 ngày làm việc" in desk.client.get(desk.link()).text
    assert desk.client.get("/healthz").status_code == 200
