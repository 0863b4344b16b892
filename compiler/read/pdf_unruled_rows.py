"""The rows and cells of a table that only white space draws, from its lines and the gutters between its columns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from compiler.read.page import Cell, Paragraph
from compiler.read.pdf_gutters import Span, column_of, crossed, stretches
from compiler.read.pdf_words import Line, Word, joined
from compiler.tables.columns import kind_of_title
from compiler.tables.grid import is_head
from compiler.text.manuscript import same_tone

MARK = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]{1,6}|[A-HĐ]|[a-zđ])[.)]*|[-+*•]")
"""What numbers a row."""
SECTION = re.compile(r"(?:[IVXL]{1,6}|[A-HĐ])\.")
"""What numbers a group of rows, in whichever column."""
WHITE = 0.3
"""White space above a line, in letter heights beyond the usual, that parts two rows."""
MOST = 0.8
Row = list[list[Line]]
"""The lines of each column."""


def body_start(lines: Sequence[Line]) -> int:
    """How many of a table's first `lines` are its head: up to the first row that is numbered, or that is not bold."""
    left = min(line.x0 for line in lines)
    if len(lines) > 1 and not lines[0].bold and _is_whole_head(lines[0], lines[1]):
        return 1
    for at, line in enumerate(lines):
        numbered = MARK.fullmatch(line.words[0].text) is not None and line.x0 < left + 3 * line.height
        if at and lines[0].bold and not line.bold:
            return at
        if numbered:
            return at
    return next(iter(_apart(lines, range(len(lines)))), 1)


def _is_whole_head(line: Line, below: Line) -> bool:
    """Whether one line is all of a head: it has the titles that assign, and none of them goes on below."""
    titles = [same_tone(Line(words, line.page).text) for words in stretches(line)]
    under = [same_tone(Line(words, below.page).text) for words in stretches(below)]
    return is_head(titles) and not any(said[0].islower() or kind_of_title(said) for said in under)


def head_rows(lines: Sequence[Line], between: Sequence[Span]) -> list[list[Cell]]:
    """The titles: one row, or two where a title stands over several columns, as the ruled reader gives merged cells."""
    own: Row = [[] for _ in range(len(between) + 1)]
    over: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        titles = [Line(words, line.page) for words in stretches(line)]
        places = [column_of(said.centre, between) for said in titles]
        for said, place in zip(titles, places, strict=True):
            across = crossed((said.x0, said.x1), between)
            # a wide title hangs over the gutter to a column with a title of its own beside it
            if across and sum(across[0] <= other <= across[-1] + 1 for other in places) == 1:
                over.setdefault((across[0], across[-1] + 1), []).append(said)
            else:
                own[place].append(said)
    if not over:
        return [[_cell(lines) for lines in own]]
    first: list[Cell] = []
    second: list[Cell] = []
    at = 0
    while at < len(own):
        last = max((stop for start, stop in over if start <= at <= stop), default=at)
        if last > at:
            above = [line for (start, _), said in over.items() if at <= start <= last for line in said]
            first.append(Cell(_cell(above).parts, span=last - at + 1))
            second += [_cell(lines) for lines in own[at : last + 1]]
        else:
            first.append(_cell(own[at]))
            second.append(Cell(continued=True))
        at = last + 1
    return [first, second]


def body_rows(lines: Sequence[Line], between: Sequence[Span]) -> list[list[Cell]]:
    """The rows below the head on one page; the first may go on from the page before."""
    split = [_split(line, between) for line in lines]
    rows: list[list[Cell]] = []
    for start, stop in pairwise([*_starts(lines, split), len(lines)]):
        row = [[cell for cells in split[start:stop] for cell in cells[at]] for at in range(len(between) + 1)]
        rows.append([_cell(said) for said in row])
    return rows


def _split(line: Line, between: Sequence[Span]) -> Row:
    """The words of a line by column; what crosses a gutter belongs to the column where it begins."""
    cells: list[list[Word]] = [[] for _ in range(len(between) + 1)]
    for words in stretches(line):
        begin, end = words[0].x0, words[-1].x1
        across = crossed((begin, end), between)
        cells[across[0] if across else column_of((begin + end) / 2, between)] += words
    return [[Line(words, line.page, line.gap)] if words else [] for words in cells]


def _starts(lines: Sequence[Line], split: Sequence[Row]) -> list[int]:
    """Where rows begin: by number, else by white space, else where an empty column is filled again."""
    white = [0, *_apart(lines, [at for at, cells in enumerate(split) if any(cells[1:])])]
    first = [at for at, cells in enumerate(split) if cells[0]]
    numbered = [at for at in first if MARK.fullmatch(split[at][0][0].words[0].text)]
    if not first or len(numbered) < 0.5 * len(first):
        if len(white) > 1:
            return white
        return [at for at in range(len(split)) if not at or _fills_again(split[at - 1], split[at])]
    at_top = _at_top(split, first)
    starts = {0}
    for start, stop in pairwise([*white, len(lines)]):
        inside = first[bisect_left(first, start) : bisect_left(first, stop)]
        if not inside:
            starts.update([start] if _new_row(split[start]) or (stop == len(lines) and not at_top) else [])
        elif at_top and _at_top(split, inside):
            starts.update(inside)
        else:
            starts.update(_around(lines, split, start, inside))
    return sorted(starts)


def _at_top(split: Sequence[Row], first: Sequence[int]) -> bool:
    """Whether the numbers stand beside the first words of their rows, not in the middle."""
    beside = [at for at in first if any(split[at][1:]) and not _lower(split[at])]
    return len(beside) >= MOST * len(first)


def _new_row(cells: Row) -> bool:
    """Whether a line below white space begins a row without a number: a cell's next paragraph fills fewer columns."""
    filled = [cell[0] for cell in cells if cell]
    return SECTION.match(filled[0].text) is not None or (len(filled) >= 3 and not _lower(cells))


def _lower(cells: Row) -> bool:
    said = next((cell[0].text for cell in cells[1:] if cell), "")
    return said[:1].islower()


def _around(lines: Sequence[Line], split: Sequence[Row], first: int, numbers: Sequence[int]) -> list[int]:
    """Rows whose numbers stand in the middle of their height: each ends as far below its number as it began above.

    A row does not begin in the middle of a sentence; words before the first that begins belong to the page before.
    """
    begun = [at for at in range(first, numbers[0] + 1) if any(split[at][1:]) and not _lower(split[at])]
    start = begun[0] if begun else first
    starts = [first, start]
    top = lines[start].top
    for at, below in pairwise(numbers):
        end = lines[at].top + lines[at].bottom - top
        off = {
            k: abs((lines[k - 1].bottom + lines[k].top) / 2 - end) + _lower(split[k]) * 2 * lines[k].height
            for k in range(at + 1, below + 1)
        }
        start = min(off, key=off.__getitem__)
        starts.append(start)
        top = (lines[start - 1].bottom + lines[start].top) / 2
    return starts


def _fills_again(above: Row, row: Row) -> bool:
    return any(now and not before for before, now in zip(above, row, strict=True))


def _apart(lines: Sequence[Line], texts: Sequence[int]) -> list[int]:
    """Which of the lines at the places `texts` have more white space above than lines of one cell."""
    gaps: dict[int, float] = {}
    bottom = 0.0
    for place, at in enumerate(texts):
        if place:
            gaps[at] = lines[at].top - bottom
        bottom = max(bottom, lines[at].bottom)
    least = sorted(gaps.values())
    usual = median(least[: len(least) // 2 + 1]) if least else 0.0
    return [at for at, gap in gaps.items() if gap > usual + WHITE * lines[at].height]


def _cell(lines: Sequence[Line]) -> Cell:
    text = joined(list(lines))
    return Cell([Paragraph(text, all(line.bold for line in lines))] if text else [])
