"""Rows of cells before they are a table: heads over several rows are joined, and rows that a page's width broke.

A cell is the lines that hold it. What was broken in a cell stands in the rows below it, beside an empty number.
"""

from __future__ import annotations

import re
from array import array
from itertools import pairwise

from compiler.names.holders import starts_body
from compiler.tables.cells import cell_of
from compiler.tables.columns import kind_of_title, starts_title
from compiler.tables.flat_rows import LIST_MARK, MARKS, goes_on, is_time, names_only
from compiler.text.blocks import Block, Line
from compiler.text.manuscript import Manuscript, same_tone

Cell = list[Line]
Row = list[Cell]
HEAD_ROWS = 4
"""Rows that a head may have."""
LONGEST_TITLE = 60
MOST_BROKEN = 60
"""Lines of a row that a page's width broke."""
_COLUMN_NUMBER = re.compile(r"\(\d{1,2}\)(?:\s*=.*)?$")
""""(1)", "(5)=(3)+(4)" below a column's title."""
_NUMBERS_ROW = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]{1,6}|[A-HĐ]|[a-zđ])[.)]?$|[-+*]$")
_PAGE = re.compile(r"\d{1,3}$")
_TITLED = re.compile(r"[IVXL]{1,6}[.)]?$|[A-HĐ][.)]?$")
"""What numbers a section's title, one line of its own."""
_SECTION = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])[.)]\s+\S")
_SAYS_WHOM = re.compile(r"(?:đ/c|đồng chí|ông|bà)\s", re.I)
_WORDS = re.compile(r"[^\W\d_]{2,}")
_LEAST_BROKEN = 2
_BROKEN_SHARE = 0.3


def table_of(manuscript: Manuscript, rows: list[Row], anchor: int) -> Block:
    """The table of `rows`, its head joined and its broken rows made whole."""
    made = [[_block(manuscript, cell, anchor) for cell in row] for row in settled(rows)]
    return Block("", "table", "", array("l", [anchor]), rows=made)


def settled(rows: list[Row]) -> list[Row]:
    """The rows with those joined that are one: the rows of a head, and rows whose cells go on in the rows below."""
    rows = without_repeats(rows)
    at, behind = _head(rows)
    head = [_joined(rows[at:behind])] if behind > at else []
    if not head and not _numbered(rows):
        return rows
    return [*rows[:at], *head, *_made_whole(rows[behind:])]


def said_in(cell: Cell) -> str:
    """The words of a cell, with one tone placement."""
    return same_tone(" ".join(line.text for line in cell))


def is_head(titles: list[str]) -> bool:
    """Whether titles head a table that assigns: a column for the task and one for who does it."""
    return {"task", "lead"} <= {kind_of_title(title) for title in titles}


def heads(rows: list[Row]) -> int:
    """How many of the first rows are a head, with what stands above it; 0 without one."""
    return _head(rows)[1]


def assigns(rows: list[Row]) -> bool:
    """Whether the head of the rows is that of a table that assigns."""
    at, behind = _head(rows)
    return behind > at and is_head([said_in(cell) for cell in _joined(rows[at:behind])])


def rows_around_numbers(rows: list[Row]) -> list[Row]:
    """The rows with those joined that stand around a number in the middle of their height; else as they are.

    Each row ends as far below its number as it began above, and none begins in the middle of a cell.
    """
    marks = [at for at, row in enumerate(rows) if row[0] and _NUMBERS_ROW.match(said_in(row[0]))]
    inside = sum(_seams(rows[at:below][-MOST_BROKEN:], rows[below]) > 0 for at, below in pairwise(marks))
    if len(marks) < 2 or (marks[0] == 0 and not inside):
        return rows
    middle = marks[0] > 0 or inside >= _BROKEN_SHARE * len(marks)
    starts = [0]
    for at, below in pairwise(marks):
        start = starts[-1]
        if below - start > 2 * MOST_BROKEN:
            starts.append(below)
            continue
        titled, title = (bool(_TITLED.match(said_in(rows[mark][0]))) for mark in (at, below))
        end = below if title or not middle else at + 1 if titled else 2 * at - start + 1
        starts.append(min(range(at + 1, below + 1), key=lambda k: abs(k - end) + 3 * _seams(rows[start:k], rows[k])))
    groups = [rows[start:stop] for start, stop in pairwise([*starts, len(rows)])]
    return [_joined(whole) for group in groups for whole in _own_rows(group)]


def _own_rows(group: list[Row]) -> list[list[Row]]:
    """The rows of a group, parted where one is a row of its own."""
    made: list[list[Row]] = []
    for row in group:
        if made and not _is_own_row(made[-1], row):
            made[-1].append(row)
        else:
            made.append([row])
    return made


def _is_own_row(above: list[Row], row: Row) -> bool:
    """Whether a row repeats what the rows above have whole: a body under a body, a time under a time, and a task that goes
    on with nothing. Then it is no rest of them, and nothing of both is read as one: "Tháng 3" above "Tháng 9" is no day."""
    names = times = tasks = 0
    for before, cell in zip(_joined(above), row, strict=False):
        if not cell:
            continue
        last, said = said_in(before), said_in(cell)
        if is_time(said):
            times += is_time(last) and said[:1].isupper() and not said.startswith("Năm ")
        elif names_only(said):
            names += names_only(last) and not goes_on(last, said)
        else:
            tasks += not goes_on(last, said) or LIST_MARK.match(said) is not None
    return bool(names and times and tasks)


def _seams(above: list[Row], row: Row) -> int:
    """How many cells of a row go on with the line above them."""
    last = [
        next((said_in(one[at][-1:]) for one in reversed(above) if one[at : at + 1] and one[at]), "")
        for at in range(len(row))
    ]
    return sum(goes_on(before, said_in(cell)) for before, cell in zip(last, row, strict=True) if before and cell)


def without_repeats(rows: list[Row]) -> list[Row]:
    """The rows without heads that a new page repeats, without the columns' numbers and a page's number alone in a row."""
    at, behind = _head(rows)
    head = [[said_in(cell) for cell in row] for row in rows[at:behind]]
    kept = rows[:behind]
    here = behind
    while here < len(rows):
        if head and [[said_in(cell) for cell in row] for row in rows[here : here + len(head)]] == head:
            here += len(head)
            continue
        page = _PAGE.match(said_in(rows[here][0])) and not any(rows[here][1:])
        if not (page or all(cell and _COLUMN_NUMBER.match(said_in(cell)) for cell in rows[here])):
            kept.append(rows[here])
        here += 1
    return kept


def _head(rows: list[Row]) -> tuple[int, int]:
    """The rows that are the table's head, from and to: of one that assigns, else below the title of the numbers; an
    empty stretch where none is known."""
    for at in range(min(len(rows), HEAD_ROWS)):
        for behind in range(at + 1, min(len(rows), at + HEAD_ROWS) + 1):
            if not all(len(said_in(cell)) < LONGEST_TITLE for row in rows[at:behind] for cell in row):
                break
            if behind > at + 1 and not _goes_on_with_titles(rows[at : behind - 1], rows[behind - 1]):
                break
            if is_head([said_in(cell) for cell in _joined(rows[at:behind])]):
                while (
                    behind < len(rows)
                    and behind < at + HEAD_ROWS
                    and _goes_on_with_titles(rows[at:behind], rows[behind])
                ):
                    behind += 1
                return at, behind
    if not rows or not rows[0] or kind_of_title(said_in(rows[0][0])) != "index":
        return 0, 0
    behind = 1
    while behind < min(len(rows), HEAD_ROWS) and _goes_on_with_titles(rows[:behind], rows[behind]):
        behind += 1
    return 0, behind


def _goes_on_with_titles(above: list[Row], row: Row) -> bool:
    """Whether a row is the second half of titles above it, no row of the table."""
    titles = [said_in(cell) for cell in _joined(above)]
    own = [said_in(cell) for cell in row]
    if len(own) != len(titles) or not any(own) or (own[0] and own[0] != titles[0] and _NUMBERS_ROW.match(own[0])):
        return False
    if any(said.lower() in MARKS for said in own) or _fills_in(titles, own) or _titles_a_part(titles, own):
        return False
    if is_head(titles) and all(own) and not any(kind_of_title(said) or said[0].islower() for said in own):
        return False  # below whole titles each column has words that are none: the first row, however short
    return all(
        not said
        or said == title
        or (len(said) < 30 and not starts_body(said) and (not title or not starts_title(said, title)))
        for title, said in zip(titles, own, strict=True)
    )


def _titles_a_part(titles: list[str], own: list[str]) -> bool:
    """Whether a row below a head is the title of the rows behind it: one text merged over the columns, or words under the
    title of the numbers."""
    merged = len(own) > 2 and all(own[1:]) and len(set(own[1:])) == 1 and own[1] not in titles
    return merged or (kind_of_title(titles[0]) == "index" and own[0] != titles[0] and _WORDS.search(own[0]) is not None)


def _fills_in(titles: list[str], own: list[str]) -> bool:
    """Whether a short row below a head is the first of the table: beside its task stands when, or somebody by name."""
    kinds = [kind_of_title(title) for title in titles]
    told = any(kind == "task" and said and said != title for kind, title, said in zip(kinds, titles, own, strict=True))
    return told and any(
        (kind == "time" and is_time(said)) or (kind == "lead" and _SAYS_WHOM.match(said) is not None)
        for kind, said in zip(kinds, own, strict=True)
    )


def _joined(rows: list[Row]) -> Row:
    """Several rows as one, cell by cell; a cell that is said again is said once."""
    width = max(len(row) for row in rows)
    made: Row = [[] for _ in range(width)]
    for row in rows:
        for at, cell in enumerate(row):
            if said_in(cell) != said_in(made[at]):
                made[at] = [*made[at], *cell]
    return made


def _made_whole(rows: list[Row]) -> list[Row]:
    numbered = _numbered(rows)
    pairs = [
        (said_in(above), said_in(cell))
        for before, row in pairwise(rows)
        if not numbered or not row[0]
        for above, cell in zip(before, row, strict=False)
        if above and cell
    ]
    broken = sum(goes_on(above, cell) for above, cell in pairs)
    if broken < _LEAST_BROKEN or broken < _BROKEN_SHARE * len(pairs):
        return _with_rests(rows) if numbered and broken else rows
    made: list[list[Row]] = []
    for row in rows_around_numbers(rows) if numbered else rows:
        joins = bool(made) and len(made[-1]) < MOST_BROKEN and not _is_own_row(made[-1], row)
        if joins and _belongs_above(made[-1], row, numbered=numbered):
            made[-1].append(row)
        else:
            made.append([row])
    return [_joined(group) if len(group) > 1 else group[0] for group in made]


def _with_rests(rows: list[Row]) -> list[Row]:
    """The rows, one without a number joined to that above where all that it says goes on with the cells above."""
    made: list[Row] = []
    for row in rows:
        filled = [at for at, cell in enumerate(row) if cell]
        goes = bool(made) and bool(filled) and not row[0] and len(made[-1]) == len(row)
        if goes and all(made[-1][at] and goes_on(said_in(made[-1][at]), said_in(row[at])) for at in filled):
            made[-1] = _joined([made[-1], row])
        else:
            made.append(row)
    return made


def _numbered(rows: list[Row]) -> bool:
    """Whether the first column numbers the rows."""
    first = [said_in(row[0]) for row in rows if row and row[0]]
    marks = sum(bool(_NUMBERS_ROW.match(one)) or kind_of_title(one) == "index" for one in first)
    return marks > 1 and marks >= 0.8 * len(first)


def _belongs_above(group: list[Row], row: Row, *, numbered: bool) -> bool:
    own = [said_in(cell) for cell in row]
    if not any(own):
        return True
    if numbered:
        return not own[0] and not any(_SECTION.match(one) for one in own)
    if _SECTION.match(next(one for one in own if one)):
        return False
    above = [said_in(cell) for cell in _joined(group)]
    if len(list(filter(None, own))) == 1:
        return True
    if _SECTION.match(above[0]) and not any(above[1:]):
        return False
    return _seams(group, row) > 0


def _block(manuscript: Manuscript, cell: Cell, anchor: int) -> Block:
    return cell_of(manuscript, cell) if cell else Block("", "para", "", array("l", [anchor]))
