"""Flattened annex tables whose head says nothing that we know ("Việc", "Ai", "Cùng ai"), or that have lost it.

They are known by their rows: numbers alone on their lines, one after the other, and below each a task, then lines that
are nothing but names, then mostly a line that says when. Read as prose such rows do harm: the partners' line would
pass for the heading of the time below it and of the next row's task.
"""

from __future__ import annotations

import re

from compiler.tables.cells import cell_or_empty
from compiler.tables.flat_rows import cells_of, is_time, names_only
from compiler.text.blocks import Block, Line
from compiler.text.manuscript import Manuscript, same_tone

_FIRST = re.compile(r"0?1[.)]?$")
_NUMBER = re.compile(r"0?(\d{1,3})[.)]?$")
LEAST_ROWS = 3
"""Rows below which the columns are not guessed (compiler/tables/rows.guessed_columns)."""
MOST_LINES = 14
"""Lines of a row, its number's among them; a list of numbered headings has more below each."""
LONGEST_NAMES = 200
"""Letters of a line of names."""


def read_headless(manuscript: Manuscript, lines: list[Line], position: int) -> tuple[list[list[Block]] | None, int]:
    """Rows of the table whose first row's number is ``lines[position]``, and the index behind it; None without one."""
    if not _FIRST.match(lines[position].text):
        return None, position
    rows, end = _numbered(lines, position)
    if len(rows) < LEAST_ROWS or not all(_names(row) for row in rows):
        return None, position
    timed = sum(any(is_time(same_tone(line.text)) for line in row[2:]) for row in rows)
    if 2 * timed < len(rows):
        return None, position
    joined = sum(len(_names(row)) > 1 for row in rows)
    kinds = ["task", "lead", *(["coop"] if 2 * joined >= len(rows) else []), "time"]
    found = []
    for row in rows:
        cells = [[row[0]], *cells_of(row[1:], kinds)]
        found.append([cell_or_empty(manuscript, cell, row[0].start) for cell in cells])
    return found, end


def _numbered(lines: list[Line], position: int) -> tuple[list[list[Line]], int]:
    """The rows from `position` on: each begins with the next number, alone on its line, and has few lines."""
    rows: list[list[Line]] = []
    at = position
    while at < len(lines):
        number = _NUMBER.match(lines[at].text)
        if number is not None and int(number[1]) == len(rows) + 1:
            rows.append([lines[at]])
        elif rows and len(rows[-1]) < MOST_LINES:
            if _closes(rows[-1], lines[at]):
                break
            rows[-1].append(lines[at])
        else:
            break
        at += 1
    if rows and len(rows[-1]) == MOST_LINES:
        # what follows the last row is the document's: nobody can say where its cells end
        at -= MOST_LINES
        rows.pop()
    return rows, at


def _closes(row: list[Line], line: Line) -> bool:
    """Whether a row ends before a line: it has its time, and what follows stands apart from it."""
    return len(row) > 2 and is_time(same_tone(row[-1].text)) and line.gap > 0


def _names(row: list[Line]) -> list[Line]:
    """The lines below a row's number and task that are nothing but names of bodies."""
    return [line for line in row[2:] if len(line.text) <= LONGEST_NAMES and names_only(line.text)]
