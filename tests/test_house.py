"""The laws of the house: imports run one way, the front door is light, the README says what is."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from config.settings import Settings

HOUSE = Path(__file__).resolve().parents[1]
ROOMS = ("config", "models", "compiler", "notifications", "tasks", "flows", "portal")
MAY_IMPORT = {
    "config": set(),
    "models": {"config"},
    "compiler": {"config"},
    "notifications": {"models", "config"},
    "tasks": {"models", "compiler", "notifications", "config"},
    "flows": {"tasks", "models", "compiler", "config"},
    "portal": {"flows", "tasks", "models", "compiler", "notifications", "config"},
}
"""flows reach below tasks only for pure types; that they open no session themselves is held below."""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_imports_run_one_way(room: str) -> None:
    wrong = {
        str(path.relative_to(HOUSE)): sorted(reached)
        for path in (HOUSE / room).rglob("*.py")
        if (reached := imports_of(path) & set(ROOMS) - MAY_IMPORT[room] - {room})
    }
    assert wrong == {}


@pytest.mark.parametrize("room", ["models", "compiler", "notifications"])
def test_prefect_is_known_only_to_tasks_and_flows(room: str) -> None:
    assert [path.name for path in (HOUSE / room).rglob("*.py") if "prefect" in imports_of(path)] == []


def test_only_the_clock_reads_the_wall_clock() -> None:
    readers = set()
    for room in ("models", "tasks", "notifications"):
        for path in (HOUSE / room).rglob("*.py"):
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today"}:
                    owner = ast.unparse(node.value)
                    if owner in {"datetime", "date", "pendulum", "datetime.datetime"}:
                        readers.add(str(path.relative_to(HOUSE)))
    assert readers == {"models/clock.py"}


def test_no_file_is_longer_than_one_sitting() -> None:
    long = {
        str(path.relative_to(HOUSE)): lines
        for room in (*ROOMS, "tests")
        for path in (HOUSE / room).rglob("*.py")
        if (lines := len(path.read_text("utf-8").splitlines())) > 400 and "migrations" not in path.parts
    }
    assert long == {}


@pytest.mark.parametrize("command", [["--help"], ["compile", "--help"]])
def test_the_front_door_loads_neither_prefect_nor_the_database(command: list[str]) -> None:
    code = (
        "import sys; from portal.cli import main; main(sys.argv[1:]);"
        " print([name for name in ('prefect', 'sqlalchemy', 'sqlmodel', 'fastapi', 'apprise') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command], capture_output=True, text=True, cwd=HOUSE, check=True, timeout=60
    )
    assert done.stdout.rstrip().endswith("[]")


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_stands_in_the_readme(name: str) -> None:
    assert f"`DONDOC_{name.upper()}`" in (HOUSE / "README.md").read_text("utf-8")


def test_row_locks_let_rows_that_only_point_at_them_pass() -> None:
    """models/database says why: with a plain FOR UPDATE two transactions may wait for each other for ever."""
    wrong = [
        f"{path.relative_to(HOUSE)}:{node.lineno}"
        for room in ROOMS
        for path in (HOUSE / room).rglob("*.py")
        for node in ast.walk(tree(path))
        if _locks(node) and "key_share" not in ast.unparse(node)
    ]
    assert wrong == []


def _locks(node: ast.AST) -> bool:
    if isinstance(node, ast.keyword):
        return node.arg == "with_for_update"
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "with_for_update"
