"""``dondoc calendar`` as an office uses it: see the year, check a file, preview, apply, see again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.settings import settings
from config.workdays import IN_FORCE
from portal.cli.main import main

SWAP = "off:\n  2026-12-04: Hoán đổi với thứ Bảy 05/12/2026\nworked:\n  5/12/2026: Làm bù\n"


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of its own."""
    monkeypatch.setenv("DONDOC_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("DONDOC_DATABASE_URL", raising=False)
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


@pytest.fixture
def file(installation: Path) -> Path:
    path = installation / "lich.yaml"
    path.write_text(SWAP, "utf-8")
    return path


def test_a_year_is_shown_with_each_reason_tet_and_the_hours_of_the_seasons(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", "show", "2026"]) == 0
    shown = capsys.readouterr().out
    assert "02/01/2026 Thứ Sáu: Nghỉ Tết Dương lịch, hoán đổi với thứ Bảy 10/01/2026" in shown
    assert "22/08/2026 Thứ Bảy: Làm bù cho ngày 31/8/2026" in shown
    assert "Nghỉ Tết liền từ 14/02 đến 22/02/2026 (9 ngày)" in shown
    assert "mùa hè (từ 16/04 đến 15/10): 07:00–11:30, 13:30–17:00" in shown
    assert "chưa áp dụng lịch riêng" in shown


def test_a_file_is_previewed_applied_once_and_shown(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", "check", str(file)]) == 0
    assert main(["calendar", "apply", str(file), "--preview"]) == 0
    assert main(["calendar", "show", "2026"]) == 0
    assert "chưa áp dụng lịch riêng" in capsys.readouterr().out
    assert main(["calendar", "apply", str(file), "--why", "Thông báo 5/TB", "--by", "Minh"]) == 0
    said = capsys.readouterr().out
    assert "04/12/2026 nghỉ (Hoán đổi với thứ Bảy 05/12/2026)" in said
    assert "05/12/2026 làm việc (Làm bù)" in said
    assert "bản 1" in said
    assert main(["calendar", "apply", str(file), "--why", "Thông báo 5/TB", "--by", "Minh"]) == 0
    assert "đang được áp dụng" in capsys.readouterr().out
    assert main(["calendar", "show", "2026"]) == 0
    shown = capsys.readouterr().out
    assert "04/12/2026 Thứ Sáu: Hoán đổi với thứ Bảy 05/12/2026" in shown
    assert "bản 1, Minh áp dụng" in shown
    assert main(["calendar", "show", "--file"]) == 0
    assert capsys.readouterr().out == SWAP


def test_a_faulty_file_is_refused_line_by_line_with_exit_code_two(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("off:\n  30/02/2026: Sai\n  2026-11-22: Chủ nhật\n", "utf-8")
    for command in (["check", str(file)], ["apply", str(file), "--why", "x"]):
        assert main(["calendar", *command]) == 2
        said = capsys.readouterr().err
        assert f"{file}:2: lỗi: không có ngày 30/02/2026" in said
        assert f"{file}:3: lưu ý: 22/11/2026 là Chủ nhật" in said
    assert main(["calendar", "apply", str(file.with_name("khong-co.yaml"))]) == 2


def test_the_reason_for_applying_must_be_given(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", "apply", str(file)]) == 2
    assert "--why" in capsys.readouterr().err


def test_a_command_that_opens_no_database_counts_by_the_applied_calendar_too(file: Path, installation: Path) -> None:
    assert main(["calendar", "apply", str(file), "--why", "Thông báo 5/TB", "--by", "Minh"]) == 0
    assert (installation / "data" / IN_FORCE).read_text("utf-8") == SWAP
    asked = (
        "from datetime import date; from config.workdays import is_working_day; print(is_working_day(date(2026,12,4)))"
    )
    for folder, works in (("data", "False"), ("other", "True")):
        environment = {**os.environ, "DONDOC_DATA_DIR": str(installation / folder)}
        told = subprocess.run(
            [sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True
        )
        assert told.stdout.strip() == works
    named = {name: value for name, value in os.environ.items() if name != "DONDOC_DATA_DIR"}
    (installation / ".env").write_text('DONDOC_DATA_DIR="data"\n', "utf-8")
    source = Path(__file__).resolve().parents[2]
    environment = {**named, "PYTHONPATH": str(source)}
    told = subprocess.run(
        [sys.executable, "-c", asked], env=environment, cwd=installation, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "False"
