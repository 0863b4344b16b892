"""Columns of months or quarters in a flattened table: which of them a mark stood in is lost with the empty cells.

The marks of a row are kept as its time, as they stand, so that the coordinator is asked when.
"""

from __future__ import annotations

import re

from compiler.tables.flat_heads import PERIOD
from compiler.tables.flat_parts import FlatRow
from compiler.text.blocks import Line

FEWEST = 3
"""Columns of months, or quarters, side by side."""
_MARK = re.compile(r"(?:[xX×vV+*✓✔√●•]|\d{1,3}(?:[.,]\d{1,3})*(?:\s*[-–]\s*\d{1,3})?\s?%?)$")


def periods_as_one(titles: list[list[Line]]) -> tuple[list[list[Line]], int | None]:
    """The titles with those of months, quarters and their year as one, and which one that is; None without such."""
    at = [n for n, title in enumerate(titles) if len(title) == 1 and PERIOD.match(title[0].text)]
    if len(at) < FEWEST or at[-1] - at[0] != len(at) - 1:
        return titles, None
    run = [line for title in titles[at[0] : at[-1] + 1] for line in title]
    return [*titles[: at[0]], run, *titles[at[-1] + 1 :]], at[0]


def marks_apart(row: FlatRow) -> tuple[FlatRow, list[Line]]:
    """A row without the marks and figures that stand alone on their lines, and these."""
    marks = [line for line in row.lines if _MARK.match(line.text)]
    return row._replace(lines=[line for line in row.lines if not _MARK.match(line.text)]), marks
