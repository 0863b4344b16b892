"""``dondoc clock``: an exercise goes on to a later day; an office in real time is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import col, select

from config.settings import settings
from models.clock import set_clock
from models.journal import JournalRow
from portal.cli.main import main
from tasks.office import Office


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A data folder of its own."""
    monkeypatch.setenv("DONDOC_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DONDOC_DATABASE_URL", raising=False)
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def exercise() -> Office:
    """The installation on 1 March 2027, by order."""
    office = Office.open()
    with office.database.writing() as session:
        set_clock(session, datetime(2027, 3, 1, 1, tzinfo=UTC), by="Minh", why="thử")
    return office


def test_an_exercise_goes_on_to_a_later_day_and_the_journal_says_who_moved_it(
    exercise: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["clock"]) == 0
    assert "Sang ngày khác: dondoc clock set NGÀY" in capsys.readouterr().out
    assert main(["clock", "set", "08/03/2027", "--at", "14:00", "--by", "Trần Bình"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("14:00 08/03/2027 (diễn tập") and "Hệ thống chưa chạy" in said
    with exercise.database.reading() as session:
        last = session.exec(select(JournalRow).order_by(col(JournalRow.seq).desc())).first()
    assert last is not None and (last.action, last.actor) == ("clock.set", "Trần Bình")


def test_an_exercise_does_not_go_back(exercise: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clock", "set", "2027-02-01"]) == 2
    assert "không lùi lại được" in capsys.readouterr().err
    assert f"{exercise.now():%Y-%m-%d}" == "2027-03-01"


def test_an_office_in_real_time_is_left_alone_and_told_how_to_exercise(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clock", "set", "2090-01-01"]) == 2
    said = capsys.readouterr().err
    assert "giờ thật" in said and "dondoc launch KẾ_HOẠCH --at 2090-01-01" in said
    assert Office.open().now().year < 2090
