"""The command line: fast where it must be, one clear block for every mistake, exit codes that scripts can trust."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from config.errors import DondocError
from config.wording import say
from portal.cli.group import COMMANDS
from portal.cli.main import main
from portal.cli.vietnamese import speak_click

HEAVY = ("prefect", "sqlalchemy", "sqlmodel", "fastapi", "apprise", "holidays", "lxml")


def loaded_by(*arguments: str) -> set[str]:
    """Top-level modules that one command line loads."""
    script = (
        "import sys\nfrom portal.cli.main import main\ncode = main(sys.argv[1:])\n"
        "print('\\n'.join({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)\nsys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


@pytest.mark.parametrize("arguments", [("--help",), ("compile", "--help"), ("explain", "D208")])
def test_help_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    loaded = loaded_by(*arguments)
    assert not loaded & set(HEAVY)


@pytest.mark.parametrize("form", ["json", "text", "yaml", "svg"])
def test_compile_loads_nothing_heavy(document: Path, form: str) -> None:
    assert not loaded_by("compile", str(document), "--format", form) & set(HEAVY)


def test_check_and_decide_load_nothing_heavy(document: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    assert main(["compile", str(document), "-f", "yaml", "-o", str(plan)]) == 0
    loaded = loaded_by("decide", str(plan), "--all", "--accept", "--by", "Trần Bình", "--why", "theo lệ")
    assert not loaded & set(HEAVY)
    loaded = loaded_by("check", str(plan))
    assert not loaded & set(HEAVY)


def test_every_command_has_a_short_help_and_is_a_click_command() -> None:
    for name, place in COMMANDS.items():
        assert say(f"cli.{name}.short")
        module, attribute = place.split(":")
        assert isinstance(getattr(import_module(module), attribute), click.Command)


def test_help_is_vietnamese_and_english_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "Các lệnh" in capsys.readouterr().out
    assert main(["--lang", "en", "--help"]) == 0
    assert "Commands" in capsys.readouterr().out
    assert main(["--help"]) == 0
    assert "Các lệnh" in capsys.readouterr().out, "the choice is for one command line only"


def placeholders(command: click.Command, path: str) -> Iterator[tuple[str, str]]:
    """(command, what stands for a value) of a command and of those below it."""
    ctx = click.Context(command, info_name=path)
    for piece in command.collect_usage_pieces(ctx):
        yield path, piece
    for param in command.params:
        if isinstance(param, click.Option) and not param.is_flag and not isinstance(param.type, click.Choice):
            yield path, param.make_metavar(ctx)
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from placeholders(below, f"{path} {name}")


def test_what_stands_for_a_value_is_vietnamese_in_every_command() -> None:
    speak_click()
    english = re.compile(r"OPTIONS|ARGS|COMMAND|TEXT|INTEGER|FILE|PATH|DIRECTORY|PLAN|ROUND|REQUEST|NAME|HOLDER|YEAR|%")
    for name, place in COMMANDS.items():
        module, attribute = place.split(":")
        for path, shown in placeholders(getattr(import_module(module), attribute), name):
            assert not english.search(shown), f"dondoc {path}: {shown}"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["không-có"], "không có lệnh"),
        (["compile"], "thiếu tham số"),
        (["compile", "--mau", "x"], "không có tùy chọn"),
        (["compile", "x.txt", "--format", "pdf"], "giá trị không hợp lệ"),
        (["check", "không có.yaml"], "không có tệp này"),
        (["directory", "import", "không có.xlsx"], "không có tệp này"),
        (["launch", __file__, "--at", "2026-13-40"], "không phải là ngày (viết 31/12/2026"),
        (["explain", "D999"], "không có mã này"),
        (["decide", "x.yaml", "Q1"], "chọn câu hỏi"),
        (["decide", "x.yaml", "--all", "--accept"], "người và lý do"),
    ],
)
def test_a_mistake_is_one_block_with_place_and_remedy(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    lines = captured.err.splitlines()
    assert lines[0].startswith("lỗi: ")
    assert says in captured.err
    assert any(line.startswith("  tại: ") for line in lines)
    assert any(line.startswith("  cách sửa: ") for line in lines)
    assert "Traceback" not in captured.err


def test_a_fault_of_ours_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "explain", "portal.cli.khong_co:explain")
    with pytest.raises(ModuleNotFoundError):
        main(["explain", "D208"])


def test_an_error_says_what_where_and_how(capsys: pytest.CaptureFixture[str]) -> None:
    from portal.cli.main import show_error

    show_error(DondocError("thiếu hạn", place="plan.yaml:3", remedy="thêm due"))
    assert capsys.readouterr().err == "lỗi: thiếu hạn\n  tại: plan.yaml:3\n  cách sửa: thêm due\n"


def test_a_reader_that_goes_away_is_no_fault(document: Path) -> None:
    command = f'"{sys.executable}" -m portal.cli.main compile "{document}" --format json | head -1'
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
