"""Barred tables in which a cell left empty is a blank line between two bars, and two bars together part two rows.

Where an empty cell is written so, each row shows its own width; a table is read by it only where all rows have one.
"""

from __future__ import annotations

from compiler.text.blocks import Line

Cell = list[Line]
FEWEST = 3
"""Columns, and rows."""
MOST = 40
"""Columns."""
LONGEST_CELL = 60
"""A cell of more lines is the document behind the table."""


def gapped_rows(lines: list[Line], position: int) -> tuple[list[list[Cell]], int]:
    """The rows of the table that opens with the bar at ``lines[position]``, all of one width, and the index behind it;
    no rows where no cell is left empty so, or where their widths differ."""
    rows: list[list[Cell]] = []
    row: list[Cell] = []
    cell: Cell = []
    blanks, end = 0, position + 1
    while end < len(lines) and len(cell) <= LONGEST_CELL:
        line = lines[end]
        if line.text != "|":
            if not cell and line.gap:
                break  # the text behind the table
            cell.append(line)
        elif cell:
            row.append(cell)
            cell = []
        elif line.gap:
            row.append([])
            blanks += 1
        else:
            rows.append(row)
            row = []
        if len(row) > MOST or (rows and len(rows[-1]) != len(rows[0])):
            return [], position  # seen at once: a text may be nothing but bars
        end += 1
    if row:
        rows.append(row)
    even = len(rows) >= FEWEST and len(rows[0]) >= FEWEST and len(rows[-1]) == len(rows[0])
    return (rows, end - len(cell)) if blanks and even else ([], position)
