"""Tables that a converter ran together: the title and head of the next stand as cells behind a row of the one before."""

from __future__ import annotations

from compiler.tables.columns import kind_of_title, kinds_of_titles
from compiler.text.blocks import Block

FEWEST = 3
"""Columns of a table that assigns: number, task, holder."""


def part_second_heads(table: Block) -> None:
    """Give the cells of a second head, and of the title before it, rows of their own; what is behind stays in place."""
    width = len(table.rows[0]) if table.rows else 0
    rows: list[list[Block]] = []
    for row in table.rows:
        at = _head_in(row, width) if len(row) > width >= FEWEST else None
        if at is None:
            rows.append(row)
            continue
        rows.extend(part for part in (row[:width], row[width:at], row[at:]) if part)
        width = len(row) - at
    table.rows = rows


def _head_in(row: list[Block], width: int) -> int | None:
    """Where in a row behind its first `width` cells a head begins."""
    for at in range(width, len(row) - FEWEST + 1):
        if kind_of_title(row[at].key) == "index" and {"task", "lead"} <= set(
            kinds_of_titles([cell.key for cell in row[at:]])
        ):
            return at
    return None
