"""A flow's process counts by the calendar that was applied while it ran."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import copy_context
from datetime import date
from pathlib import Path

import pytest

from config.settings import settings
from config.workdays import is_working_day
from tasks.calendar import apply_calendar
from tasks.prefect import _opened, this_office

DAY = date(2027, 6, 10)


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("DONDOC_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("DONDOC_DATABASE_URL", raising=False)
    settings.cache_clear()
    _opened.cache_clear()
    yield tmp_path
    this_office().database.dispose()
    _opened.cache_clear()
    settings.cache_clear()


def test_each_task_counts_by_the_newest_calendar_without_a_restart(installation: Path) -> None:
    office = this_office()
    assert is_working_day(DAY)
    file = installation / "lich.yaml"
    file.write_text("off:\n  2027-06-10: Nghỉ\n", "utf-8")
    copy_context().run(lambda: apply_calendar(office, office.now(), file, why="Thông báo 3", by="anh Minh"))
    assert is_working_day(DAY)
    assert this_office() is office
    assert not is_working_day(DAY)
