"""Tables whose columns stand apart by tabs or by runs of blanks, as a page's text is copied or laid out.

With tabs a row is a line, and a cell that goes on below has none before it. With blanks the columns are what stands
between the gutters that no line crosses; a cell goes on below itself, also beside an empty number.
"""

from __future__ import annotations

import re
from itertools import pairwise

from compiler.tables.columns import kind_of_title
from compiler.tables.flat_rows import goes_on
from compiler.tables.grid import Row, assigns, heads, rows_around_numbers, said_in, without_repeats
from compiler.text.blocks import MOTTO, TAIL, Line
from compiler.text.manuscript import Manuscript, same_tone

WIDE = re.compile(r" {2,}")
HEAD_LINES = 6
MOST_LINES = 1_500
"""Lines of a table; an annex of forty pages has fewer."""
FEW_LINES = 40
"""Lines from which it is seen whether a table begins."""
MOST_MISSES = 60
"""Lines of a document that looked like the beginning of a table and were none; then no more are looked for."""
MOST_BELOW = 8
"""Lines without a tab that a cell may have below its first."""
LEAST_LINES = 3
LEAST_COLUMNS = 3
LEAST_NUMBERED = 2
_SECTION = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])[.)]?(?:\s+\S|$)")
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*)[.)]?$")
_ENDS = re.compile(r"(?:PHỤ LỤC|Phụ lục)\b|(?:Ghi chú|Tổng số|Tổng cộng)\s*:|Trên đây là|Trong quá trình")


def read_laid_out(manuscript: Manuscript, lines: list[Line], position: int) -> tuple[list[Row] | None, int]:
    """Rows of the table that begins at ``lines[position]`` and the index behind it; None without one.

    It has a head with a column for the task and one for the holder, or three columns and rows that are numbered.
    """
    first = lines[position]
    tabbed = manuscript.has_tab(first.start, first.end)
    if not tabbed and WIDE.search(manuscript.clean, first.start, first.end) is None:
        return None, position
    titles = [cell for cell in (_between_tabs if tabbed else _pieces)(manuscript, first) if cell]
    kinds = [kind_of_title(said_in(title)) for title in titles]
    numbered = len(titles) >= LEAST_COLUMNS and bool(_NUMBER.match(said_in(titles[0])))
    if not numbered and not any(kind in {"index", "task", "lead"} for kind in kinds):
        return None, position
    if manuscript.misses > MOST_MISSES:
        return None, position
    read = _by_tabs if tabbed else _by_blanks
    sample = read(manuscript, lines, position, FEW_LINES)
    if not _is_table(sample[0]):
        manuscript.misses += 1
        return None, position
    whole = read(manuscript, lines, position, MOST_LINES) if sample[1] == position + FEW_LINES else sample
    return whole if _is_table(whole[0]) else sample


def _is_table(rows: list[Row]) -> bool:
    if assigns(rows) and len(rows) >= LEAST_LINES:
        return True
    numbered = sum(bool(row[0]) and bool(_NUMBER.match(said_in(row[0]))) for row in rows)
    filled = sum(bool(cell) for row in rows for cell in row)
    wide = min(map(len, rows), default=0) >= LEAST_COLUMNS and filled >= LEAST_COLUMNS * numbered
    return wide and numbered >= LEAST_NUMBERED


def _between_tabs(manuscript: Manuscript, line: Line, *, runs: bool = False) -> Row:
    """The cells of a line, empty ones too; a run of tabs parts two cells where `runs` are one."""
    begin = manuscript.clean.rfind("\n", 0, line.start) + 1
    cuts = [at for at in range(begin, line.end) if manuscript.is_tab(at)]
    cells: Row = []
    for start, stop in pairwise([begin - 1, *cuts, line.end]):
        cell = _line(manuscript, start + 1, stop)
        if cell or not runs:
            cells.append(cell)
    return cells


def _line(manuscript: Manuscript, start: int, stop: int) -> list[Line]:
    said = manuscript.clean[start:stop]
    flat = said.strip()
    begin = start + len(said) - len(said.lstrip())
    return [Line(begin, begin + len(flat), flat, 0)] if flat else []


def _by_tabs(manuscript: Manuscript, lines: list[Line], position: int, most: int) -> tuple[list[Row], int]:
    head = _between_tabs(manuscript, lines[position])
    runs = not all(head[1:])
    head = [cell for cell in head if cell] if runs else head
    width, numbered = len(head), kind_of_title(said_in(head[0])) == "index" or bool(_NUMBER.match(said_in(head[0])))
    rows: list[Row] = [head]
    at = position
    while at + 1 < min(len(lines), position + most):
        at += 1
        line = lines[at]
        cells = _between_tabs(manuscript, line, runs=runs)
        if TAIL.match(line.text) or MOTTO.search(line.text) or _ENDS.match(line.text):
            break
        if len(cells) > 1:
            if len(rows) > 1 and len(rows[-1]) < width and _is_rest(rows[-1], cells, width, numbered=numbered):
                rows[-1][-1] = [*rows[-1][-1], *cells[0]]
                rows[-1].extend(cells[1:])
            else:
                rows.append(cells)
        elif goes_on(_last(rows[-1]), same_tone(line.text)):
            rows[-1][-1] = [*rows[-1][-1], line]
        elif not _tab_follows(manuscript, lines, at):
            break
        elif _SECTION.match(line.text) or not numbered:
            rows.append(cells)
        elif not _NUMBER.match(line.text):  # a page's number
            rows[-1][-1] = [*rows[-1][-1], line]
    else:
        at += 1
    return [[*row, *[[] for _ in range(width - len(row))]] for row in rows], at


def _last(row: Row) -> str:
    return said_in(row[-1]) if row[-1] else ""


def _is_rest(row: Row, cells: Row, width: int, *, numbered: bool) -> bool:
    """Whether a line goes on in the middle of a row whose last cell was broken."""
    first = said_in(cells[0])
    if not first or not row[-1] or len(row) + len(cells) - 1 > width or _SECTION.match(said_in(row[0])):
        return False
    if numbered and (_NUMBER.match(first) or _SECTION.match(first)):
        return False
    begun = bool(_NUMBER.match(said_in(row[0]))) if numbered else len(row) == 1
    return begun or goes_on(_last(row), first)


def _tab_follows(manuscript: Manuscript, lines: list[Line], at: int) -> bool:
    return any(manuscript.has_tab(line.start, line.end) for line in lines[at + 1 : at + 1 + MOST_BELOW])


def _pieces(manuscript: Manuscript, line: Line) -> Row:
    cuts = [line.start, *(at for gap in WIDE.finditer(manuscript.clean, line.start, line.end) for at in gap.span())]
    found = [_line(manuscript, start, stop) for start, stop in pairwise([*cuts, line.end])][::2]
    return [piece for piece in found if piece]  # of marks that print nothing there is none


def _by_blanks(manuscript: Manuscript, lines: list[Line], position: int, most: int) -> tuple[list[Row], int]:
    left = _column_of(manuscript, lines[position].start)
    spread: list[tuple[Line, list[tuple[int, int]]]] = []
    room = 0
    for line in lines[position : position + most]:
        begin = _column_of(manuscript, line.start) - line.start
        pieces = [(one[0].start + begin, one[0].end + begin) for one in _pieces(manuscript, line)]
        if not pieces or (spread and (TAIL.match(line.text) or MOTTO.search(line.text) or _ENDS.match(line.text))):
            break
        alone = len(pieces) == 1 and pieces[0][0] <= left + 1 and not _SECTION.match(line.text)
        if alone and (not room or pieces[0][1] > room or line.gap > 2):
            break
        if len(pieces) > 1:
            room = min(room or pieces[1][0], pieces[1][0])
        left = min(left, pieces[0][0])
        spread.append((line, pieces))
    between = _gutters([pieces for line, pieces in spread if len(pieces) > 1 and not _is_title(line, pieces)])
    rows = [_cut(manuscript, line, between) for line, _ in spread]
    return _grouped(rows, [line.gap for line, _ in spread]), position + len(spread)


def _column_of(manuscript: Manuscript, at: int) -> int:
    return at - manuscript.clean.rfind("\n", 0, at) - 1


def _is_title(line: Line, pieces: list[tuple[int, int]]) -> bool:
    """Whether a line is a section's title, which runs across the columns."""
    return len(pieces) <= 2 and bool(_SECTION.match(line.text))


def _gutters(lines: list[list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """The stretches in which no line has a letter, two wide or more."""
    taken = sorted(piece for pieces in lines for piece in pieces)
    found: list[tuple[int, int]] = []
    reached = taken[0][1] if taken else 0
    for start, end in taken:
        if start - reached >= 2:
            found.append((reached, start))
        reached = max(reached, end)
    return found


def _cut(manuscript: Manuscript, line: Line, between: list[tuple[int, int]]) -> Row:
    """The cells of a line; what runs across a gutter belongs to the column in which it begins."""
    begin = line.start - _column_of(manuscript, line.start)
    edges = [begin + (a + b + 1) // 2 for a, b in between]
    cells: Row = [[] for _ in range(len(between) + 1)]
    for piece in _pieces(manuscript, line):
        at = sum(edge <= piece[0].start for edge in edges)
        cells[at] = [*cells[at], *piece]
    return cells


def _grouped(rows: list[Row], gaps: list[int]) -> list[Row]:
    """Lines as rows: what stands together between blank lines where each such group has one number, else line by line."""
    gaps = [gap for row, gap in zip(rows, gaps, strict=True) if any(row)]
    head = heads(rows)
    starts = [at for at, gap in enumerate(gaps) if at == head or (at > head and gap)]
    groups = [rows[start:stop] for start, stop in pairwise([*starts, len(rows)])]
    alone = all(sum(bool(row[0]) for row in group) <= 1 for group in groups)
    if alone and len(groups) > 1 and any(len(group) > 1 for group in groups):
        return [*rows[:head], *(_together(group) for group in groups)]
    rows = without_repeats(rows)
    return [*rows[:head], *rows_around_numbers(rows[head:])]


def _together(group: list[Row]) -> Row:
    made: Row = [[] for _ in range(max(map(len, group)))]
    for row in group:
        for at, cell in enumerate(row):
            made[at] = [*made[at], *cell]
    return made
