"""Flattened lists without a head and without numbers: whose, what and when, a line each, one row after the other.

    Sở Y tế                        Ươm cây giống bản địa
    Ươm cây giống bản địa    or    Sở Y tế                 or when first
    Tháng 3                        Tháng 3

The three come in one order in at least three rows. Read as prose such lines name a body and say nothing of it.
"""

from __future__ import annotations

from array import array

from compiler.tables.cells import cell_or_empty
from compiler.tables.flat_rows import LETTERED, goes_on, is_time, names_only
from compiler.text.blocks import ENDED, MARKER, Block, Line
from compiler.text.manuscript import Manuscript, same_tone

LEAST_ROWS = 3
MOST_TASK = 5
"""Lines of a task, each but the first going on with the one before."""
LONGEST = 300
"""Letters of a line of one cell."""


def read_cycles(manuscript: Manuscript, lines: list[Line], position: int) -> tuple[list[list[Block]] | None, int]:
    """Rows of the list that begins at ``lines[position]``, below a head that says what its lines are, and the index behind
    it; None without one."""
    if not (_kind(lines[position]) and _may_begin(lines, position)):
        return None, position
    order: list[str] = []
    rows: list[list[list[Line]]] = []
    at = position
    while True:
        cells, kinds, end = _row(lines, at)
        if len(set(kinds)) != len(_KINDS) or (order and kinds != order):
            break
        order, at = kinds, end
        rows.append(cells)
    if len(rows) < LEAST_ROWS:
        return None, position
    places = lines[position].start
    head = [Block("", "para", said, array("l", [places] * len(said))) for said in map(_TITLES.__getitem__, order)]
    return [head, *([cell_or_empty(manuscript, cell, row[0][0].start) for cell in row] for row in rows)], at


_TITLES = {"lead": "Cơ quan thực hiện", "task": "Nhiệm vụ", "time": "Thời gian"}
_KINDS = tuple(_TITLES)


def _may_begin(lines: list[Line], position: int) -> bool:
    """Whether a name, or a time, stands among the first lines, as it does in the first row of any order."""
    kinds = [_kind(line) for line in lines[position : position + MOST_TASK + 2]]
    return {"lead", "task", "time"} <= set(kinds)


def _row(lines: list[Line], at: int) -> tuple[list[list[Line]], list[str], int]:
    """The three cells from line `at` on, what each says, and the index behind them."""
    cells: list[list[Line]] = []
    kinds: list[str] = []
    while len(cells) < len(_KINDS) and at < len(lines):
        kind = _kind(lines[at])
        if not kind or kind in kinds:
            break
        cell = [lines[at]]
        at += 1
        while kind == "task" and at < len(lines) and len(cell) < MOST_TASK and _goes_on_with(cell[-1], lines[at]):
            cell.append(lines[at])
            at += 1
        cells.append(cell)
        kinds.append(kind)
    return cells, kinds, at


def _goes_on_with(before: Line, line: Line) -> bool:
    return _kind(line) == "task" and goes_on(same_tone(before.text), same_tone(line.text))


def _kind(line: Line) -> str:
    """What a line says as a cell of such a row; "" where it is none: an item, a heading in capitals, a sentence's lead-in."""
    said = same_tone(line.text)
    if len(said) > LONGEST or MARKER.match(said) or LETTERED.match(said) or said.endswith(":") or "|" in said:
        return ""
    if is_time(said):
        return "time"
    if said.isupper():
        return ""
    if names_only(said):
        return "" if ENDED.search(said) else "lead"
    return "task" if said[:1].isalpha() and " " in said else ""
