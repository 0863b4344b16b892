"""Rows of a barred table that are short because a page merged cells with those of the row above.

A crawler writes such a row with only the cells of its own. One that begins with a number lacks its last cells, one
without lacks its first. Between two rows stands one empty cell, as stands for a cell left empty: which it is, is
judged by how many cells stand before and behind it (DOMAIN 1.3, point 10).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from compiler.asks.named_freely import only_names
from compiler.tables.columns import kind_of_title, kinds_of_titles
from compiler.tables.flat_rows import is_time
from compiler.tables.months import month_columns
from compiler.text.blocks import Block
from compiler.when.due import read_due

STARTS_ROW = re.compile(r"(\d{1,3}(\.\d{1,3})*\.?|[IVXL]{1,6}\.?|[A-HĐ]\.?|[a-zđ][.)]?|[-+])$")
_SECTION = re.compile(r"(?:[IVXL]{1,6}|[A-ZĐ])[.)]?$")
_TITLE = 2
"""Cells of a section's title: its mark and its words."""
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?$")
_LEAST = 2
"""Cells of a row that is short."""
_LEAST_NUMBERED = 3
"""Cells of a short row behind a number; two are a number and a title."""
_WHO = {"lead", "chief", "coop"}
"""Columns that name somebody."""
_NUMBERED_LETTERS = 8
"""A longer cell is no number or letter that heads a section."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How wide the rows of a numbered table are, and those of its short rows that have no number (0: none are known)."""

    columns: int
    short: int

    def ends(self, row: list[str], empty: int, behind: int) -> bool:
        """Whether the first of `empty` cells behind a row of cells ends it; behind them stand `behind` up to the next one."""
        width = len(row)
        if width == _TITLE and _SECTION.match(row[0]) and row[1].isupper():
            return self.columns > _TITLE and width + empty + behind > self.columns
        if not self.short or empty > 1 or not _LEAST <= width < self.columns:
            return False
        if STARTS_ROW.match(row[0]):
            return width >= _LEAST_NUMBERED and width + 1 + behind > self.columns
        return width == self.short or width + 1 + behind > self.columns


def shape_of(cells: list[str], columns: int) -> Shape:
    """The shape of a table from all that its cells say, head first; without short rows where its rows have no numbers."""
    if kind_of_title(cells[0] if cells else "") != "index":
        return Shape(columns, 0)
    widths: Counter[int] = Counter()
    run: list[str] = []
    gap = 0
    for said in [*cells, ""]:
        if said:
            run.append(said)
            continue
        alone = gap == 1  # behind two empty cells the first is the row's own: its number is left out
        if run:
            numbered = len(run[0]) <= _NUMBERED_LETTERS or STARTS_ROW.match(run[0]) is not None
            widths[len(run)] += alone and not numbered and _LEAST <= len(run) < columns
            gap = 0
        run = []
        gap += 1
    width, often = max(widths.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
    return Shape(columns, width if often else 0)


def fill(rows: list[list[Block]], closed: list[bool], shape: Shape) -> list[list[Block]]:
    """The rows with what was merged said again; `closed`: exactly one empty cell stands behind the row.

    Only a table whose head names a task and who leads is filled: nobody else needs the cells.
    """
    head = kinds_of_titles([cell.key for cell in rows[0]]) if rows else []
    if rows and month_columns([cell.key for cell in rows[0]]):
        return rows  # most cells of such a row are left empty, none is merged
    if len(head) != shape.columns or head[0] != "index" or not {"task", "lead"} <= set(head):
        return rows
    lead = head.index("lead")
    filled: list[list[Block]] = []
    above: list[Block] | None = None
    for row, alone in zip(rows, closed, strict=True):
        whole = row
        if above is not None and _LEAST <= len(row) < shape.columns:
            if not _NUMBER.match(row[0].key) and len(row[0].key) > _NUMBERED_LETTERS:
                at = _column_of(row, head, surely=len(row) != shape.short)
                whole = row if at is None else [*above[:at], *row, *above[at + len(row) :]]
            elif alone and _NUMBER.match(row[0].key) and _LEAST_NUMBERED <= len(row) <= lead:
                whole = [*row, *above[len(row) :]]
        if len(whole) >= shape.columns:
            above = whole if whole is not rows[0] else None
        elif above is not None and len(row) > lead:
            above = [*row, *above[len(row) :]]  # its last cells are left out, or merged
        elif len(row) < _LEAST_NUMBERED:
            above = None  # a section's title: what stands above it goes on no further
        filled.append(whole)
    return filled


def _column_of(row: list[Block], head: list[str], *, surely: bool) -> int | None:
    """In which column a short row without a number begins: where its names stand under who acts, its times under when;
    the last such column, as what is merged mostly stands before. None where no column suits it, or none says so `surely`."""
    names = [only_names(cell.key) for cell in row]
    times = [is_time(cell.key) for cell in row]
    dated = [time or _says_when(cell) for cell, time in zip(row, times, strict=True)]
    best: tuple[int, int] | None = None
    for at in range(1, len(head) - len(row) + 1):
        kinds = head[at : at + len(row)]
        suits = 0
        for kind, name, time, when in zip(kinds, names, times, dated, strict=True):
            suits += (name and kind in _WHO) + (time and kind == "time")
            suits -= 3 * (
                (name and kind not in _WHO)
                or (time and kind != "time")
                or (kind == "lead" and not name)
                or (kind == "time" and not when)
            )
        best = max(best or (suits, at), (suits, at))
    return best[1] if best is not None and best[0] >= (1 if surely else 0) else None


def _says_when(cell: Block) -> bool:
    """Whether a cell names a time among other words ("Ban hành trong năm 2026. Rà soát, điều chỉnh (nếu có)")."""
    due = read_due(cell.text, cell.key, year=2000, time=True)
    return due is not None and due.due.rule != "other"
