"""A rehearsal beside an office counts by the calendar that the office applied."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from compiler.document import compile_document
from compiler.planfile.decide import accept_all
from compiler.planfile.write import dump_planfile
from config.settings import settings
from models.bodies import Wanted, draft
from models.directory_text import directory_text
from portal.cli.main import main
from tests.tasks.rehearsed.test_rehearsed_command import DOCUMENT


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An office with a directory, and a plan whose round is due on Wednesday 15 December 2027."""
    monkeypatch.setenv("DONDOC_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("DONDOC_DATABASE_URL", raising=False)
    settings.cache_clear()
    (tmp_path / "van-ban.txt").write_text(DOCUMENT, "utf-8")
    at = datetime(2027, 10, 12, tzinfo=UTC)
    dump_planfile(
        accept_all(compile_document(tmp_path / "van-ban.txt"), by="thử", why="theo lệ", at=at), tmp_path / "plan.yaml"
    )
    wanted = Wanted("Sông Lam", date(2027, 1, 1), date(2027, 12, 31), None, (), (), True)
    (tmp_path / "danh-ba.yaml").write_text(directory_text(draft(wanted)), "utf-8")
    assert main(["directory", "import", str(tmp_path / "danh-ba.yaml")]) == 0
    yield tmp_path
    settings.cache_clear()


def test_the_rehearsed_round_opens_as_the_applied_calendar_counts(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def opens() -> str:
        capsys.readouterr()
        assert main(["rehearse", str(folder / "plan.yaml"), "--format", "json"]) == 0
        rounds = json.loads(capsys.readouterr().out)["rounds"]
        return str(next(each["opens"] for each in rounds if each["due"] == "2027-12-15"))

    assert opens() == "2027-12-01"
    (folder / "lich.yaml").write_text("off:\n  2027-12-10: Nghỉ theo thông báo\n", "utf-8")
    assert main(["calendar", "apply", str(folder / "lich.yaml"), "--why", "Thông báo 9", "--by", "Minh"]) == 0
    assert opens() == "2027-11-30"
