"""Barred tables whose rows are all whole, though cells in them are left empty: then where a row ends is sure.

Behind each row stands one empty cell, and an empty cell looks like it (compiler/tables/barred). Where all cells fall
into rows of one width with an empty one behind each, the others are cells that a drafter left empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from compiler.tables.columns import kind_of_title
from compiler.text.blocks import Line

Cell = list[Line]
FEWEST = 3
"""Columns, and rows."""
MOST = 40
"""Columns: a province's bodies beside a task."""
_SECTION = re.compile(r"(?:[IVXL]{1,6}|[A-ZĐ])[.)]?$")
_WHO = {"lead", "coop"}


def even_rows(cells: list[Cell]) -> list[list[Cell]]:
    """The rows of a table that are all whole, with at least one cell left empty; none where they are no such grid.

    A head over two rows names bodies under one title ("Cơ quan thực hiện"): the cells beside it reach over both.
    """
    rows = _rows(cells)
    if rows:
        return rows
    runs = [(filled, list(run)) for filled, run in groupby(cells[: 2 * MOST + 2], key=bool)]
    if len(runs) < FEWEST or not runs[0][0] or len(runs[1][1]) != 1:
        return []
    above, names = runs[0][1], runs[2][1]
    groups = [at for at, cell in enumerate(above) if kind_of_title(" ".join(line.text for line in cell)) in _WHO]
    if len(groups) != 1 or len(above) < FEWEST - 1:
        return []
    at = groups[0]
    behind = len(above) + 1 + len(names) + 1
    below = _rows(cells[behind:], width=len(above) - 1 + len(names))
    if not below:
        return []
    return [
        [*above[:at], *[above[at]] * len(names), *above[at + 1 :]],
        [*above[:at], *names, *above[at + 1 :]],
        *below,
    ]


def _rows(cells: list[Cell], *, width: int = 0) -> list[list[Cell]]:
    """The rows of `cells` in the smallest width that makes all of them whole, or in the `width` that is known.

    A row that begins with an empty cell has words in the next; of a head that is not known no more than one is empty.
    """
    for columns in [width] if width else range(FEWEST, min(MOST, len(cells) // FEWEST) + 1):
        if not width and sum(map(bool, cells[:columns])) < columns - 1:
            continue
        rows = _whole(cells, columns)
        if rows:
            return rows if any(not cell for row in rows if len(row) == columns for cell in row) else []
    return []


def _whole(cells: list[Cell], columns: int) -> list[list[Cell]]:
    """The rows where all of `cells` fall into rows of so many `columns` and titles of sections (number and words)."""
    count = len(cells)
    fits = [False] * count + [True] * (columns + 2)
    for at in range(count - 1, -1, -1):
        fits[at] = any(fits[at + size + 1] for size in _sizes(cells, at, columns))
    if not fits[0]:
        return []
    rows: list[list[Cell]] = []
    at = 0
    while at < count:
        size = next(size for size in _sizes(cells, at, columns) if fits[at + size + 1])
        rows.append(cells[at : at + size])
        at += size + 1
    whole = sum(len(row) == columns for row in rows)
    return rows if whole > len(rows) - whole and len(rows) >= FEWEST - 1 else []


def _sizes(cells: list[Cell], at: int, columns: int) -> Iterator[int]:
    """How many cells a row that begins at `at` may have, with an empty one behind."""
    behind = at + columns
    if behind <= len(cells) and not any(cells[behind : behind + 1]) and any(cells[at : at + 2]):
        yield columns
    title = len(cells) > at + 2 and cells[at] and cells[at + 1] and not cells[at + 2]
    if title and _SECTION.match(cells[at][0].text):
        yield 2
