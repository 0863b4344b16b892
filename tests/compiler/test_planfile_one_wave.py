"""Mistakes of every sort in a plan file are told at once, each at its line: nobody mends one wave to meet the next."""

from __future__ import annotations

from itertools import combinations

import pytest

from compiler.asks.check import faults
from compiler.document import compile_document
from compiler.planfile.read import PlanFileError, read_planfile
from compiler.planfile.write import planfile_text
from compiler.result import Severity
from tests.compiler.paper_docx import save_docx
from tests.compiler.paper_plans import make_plan

MISTAKES = {
    "mistyped key": ("  - id: R2\n    holder: ", "  - id: R2\n    holdr: ", "D241", "holdr: "),
    "unknown role": ("    roles: [", "    roles: [giám đốc, ", "D242", "giám đốc"),
    "unknown ladder": ("ladder: macdinh", "ladder: nhanh", "D235", "ladder: nhanh"),
    "key twice": ("coordinator: ", "coordinator: Sở Y tế\ncoordinator: ", "D244", None),
    "open bracket": ("  - id: R4\n    holder: ", "  - id: R4\n    holder: [", "D240", "holder: ["),
    "no such day": ("  issued_on: 2", "  issued_on: 2026-02-31 #", "D245", "2026-02-31"),
    "id twice": ("  - id: R6\n", "  - id: R5\n", "D226", None),
    "window after due": ("      window_to: 20", "      window_to: 2099-01-01 #", "D227", None),
    "no holder": ("  - id: R7\n    holder: ", "  - id: R7\n    reason: ", "D243", None),
}


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    paper = tmp_path_factory.mktemp("waves") / "ke-hoach.docx"
    return planfile_text(compile_document(save_docx(make_plan(0), paper)))


def wrong(text: str, names: tuple[str, ...]) -> str:
    for name in names:
        was, becomes, *_ = MISTAKES[name]
        assert was in text, name
        text = text.replace(was, becomes, 1)
    return text


def told(text: str) -> list[tuple[str, int | None]]:
    """Code and line of each error, of a file whose form is right what the check would say."""
    try:
        file = read_planfile(text)
    except PlanFileError as wrong:
        refused = wrong
    else:
        errors = [each for each in faults(file) if each.severity is Severity.ERROR]
        return [(each.code, (file.place(each.about or "") or (None,))[0]) for each in errors]
    assert all(each.remedy and each.line for each in refused.findings)
    return [(each.code, each.line) for each in refused.findings]


@pytest.mark.parametrize("names", [*combinations(MISTAKES, 2), tuple(MISTAKES)], ids=" + ".join)
def test_what_is_wrong_is_told_in_one_wave(text: str, names: tuple[str, ...]) -> None:
    broken = wrong(text, names)
    found = told(broken)
    codes = [code for code, _ in found]
    for name in names:
        _, _, code, mark = MISTAKES[name]
        assert code in codes, name
        if mark:
            line = next(number for number, each in enumerate(broken.splitlines(), 1) if mark in each)
            assert (code, line) in found, name
    errors = {MISTAKES[name][2] for name in names}
    assert told(text) == []
    assert set(codes) <= errors, "nothing is told that only follows from another mistake"


def test_a_part_that_could_not_be_read_is_not_called_missing(text: str) -> None:
    start = text.index("\nplan:\n")
    broken = text[:start] + text[start:].replace("  number: ", "   number: ", 1)
    assert [code for code, _ in told(broken)] == ["D240"]


def test_a_string_that_looks_like_no_day_is_a_string(text: str) -> None:
    file = read_planfile(text.replace("  - id: R2\n", "  - id: R2\n    reason: '2026-02-31'\n", 1))
    assert file.responsibilities[1].reason == "2026-02-31"
