"""Any text is compiled or is not a plan; none ends in a traceback, none takes long."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from compiler.compile import compile_text
from tests.compiler.plan_writer import STYLES, write

PLAN = write(STYLES[0])
PIECES = (
    "|",
    "\n|\n",
    "\n",
    "**",
    "1.",
    "IV.",
    "a)",
    "- ",
    ":",
    ";",
    "(",
    ")",
    "\u0301",
    "\u202e",
    "\x00",
    "Đ",
    "\u00d0",
)
PIECES += (
    "Sở ",
    "các ",
    " chủ trì, phối hợp với ",
    " trước ngày 31/02/2026 ",
    "PHỤ LỤC",
    "Nơi nhận:",
    "báo cáo ",
    "qua ",
)


@settings(max_examples=80, deadline=None)
@example([(0, 0, "PHỤ LỤC"), (241, 0, ":")])  # the whole document looks like one task record, its signature like a task
@given(st.lists(st.tuples(st.integers(0, len(PLAN)), st.integers(0, 40), st.sampled_from(PIECES)), max_size=12))
def test_a_damaged_plan_is_still_read(changes: list[tuple[int, int, str]]) -> None:
    text = PLAN
    for at, cut, piece in changes:
        text = text[:at] + piece + text[at + cut :]
    compiled = compile_text(text)
    for duty in compiled.responsibilities:
        assert duty.source is not None
        assert 0 <= duty.source.start < duty.source.end <= len(compiled.text or "")
        assert duty.holder.strip()
        assert duty.text.strip()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_letters_are_read(text: str) -> None:
    compile_text(text)


ENDLESS = (
    "a" * 1_000_000,
    "(" * 100_000,
    "phối hợp với " * 40_000,
    "số 12/KH-UBND ngày " * 20_000,
    " ".join(PLAN.split()) * 200,
)
MORE_ENDLESS = (
    "các cơ quan, " * 50_000,
    "1. x\n" * 30_000,
    "|\n" * 100_000,
    "| a | b | c |\n" * 20_000,
    "\u0301" * 200_000,
    PLAN * 100,
)


@pytest.mark.parametrize(
    "text",
    [*ENDLESS, *(pytest.param(text, marks=pytest.mark.services) for text in MORE_ENDLESS)],
    ids=lambda text: text[:12].encode("unicode_escape").decode(),
)
@pytest.mark.timeout(60)
def test_long_and_hostile_texts_come_to_an_end(text: str) -> None:
    assert compile_text(text).plan.cls is not None


def test_the_compiler_loads_neither_prefect_nor_the_database() -> None:
    code = "import sys, compiler.compile; print(*sorted(m.split('.')[0] for m in sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"prefect", "sqlalchemy", "sqlmodel", "pandas", "fastapi", "apprise"} & set(loaded)
