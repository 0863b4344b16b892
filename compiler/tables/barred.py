"""Tables that were flattened to text: rows written ``| a | b |``, or cells between lines that hold one bar.

The second is how crawlers write the annexes of plans; an empty cell and the end of a row look alike there,
so the number of columns is taken from the head row (DOMAIN 1.3, point 10).
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from itertools import groupby

from compiler.tables.cells import cell_of
from compiler.tables.even import even_rows
from compiler.tables.flat_cycles import read_cycles
from compiler.tables.flat_headless import read_headless
from compiler.tables.flat_tables import read_flat
from compiler.tables.gapped import gapped_rows
from compiler.tables.grid import Row, table_of
from compiler.tables.laid_out import read_laid_out
from compiler.tables.merged import STARTS_ROW, fill, shape_of
from compiler.text.blocks import RULE, Block, Line
from compiler.text.manuscript import Manuscript, same_tone

LONGEST_CELL = 60
"""A cell of more lines is the document behind the table."""
LOOKED_AT = 5
"""Lines from which it is seen whether bars stand around the rows."""
LONGEST_PROSE = 2500
"""A cell of more letters is a page's body set in a frame."""
FEWEST_ROWS = 3
"""Rows of one width that show how many columns a table has whose first row is a title."""
_LEAVES = re.compile(
    r"(?:KẾ HOẠCH|QUYẾT ĐỊNH|CHỈ THỊ|NGHỊ QUYẾT|THÔNG BÁO|HƯỚNG DẪN|ĐỀ ÁN|CHƯƠNG TRÌNH|PHỤ LỤC(?: \w+)?)$"
)
_MOTTO = re.compile(r"CỘNG\s+HÒA\s+XÃ|Độc\s+lập\s*[-–]\s*Tự\s+do")

_NUMBERS_ROW = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]{1,6})\.?$")
_CUT = re.compile(r"[.…\s]*…[.…\s]*$|\.{4,}$")
"""What a page prints for rows that it leaves out."""


def read_table(manuscript: Manuscript, lines: list[Line], position: int) -> tuple[Block | None, int]:
    """The table that begins at ``lines[position]``, and the index after it.

    A frame of two columns (header block, distribution list) is layout and is left to paragraphs: no table, and the
    index up to which none begins.
    """
    if lines[position].text == "|" and not _opens_between_two(lines, position):
        return _barred(manuscript, lines, position)
    if _piped(lines[position].text) or _opens_between_two(lines, position):
        return _rows_of_pipes(manuscript, lines, position)
    laid, end = read_laid_out(manuscript, lines, position)
    if laid is not None:
        return table_of(manuscript, laid, lines[position].start), end
    for reads in (read_flat, read_headless, read_cycles):
        rows, end = reads(manuscript, lines, position)
        if rows is not None:
            return _table(rows, lines[position].start), end
    return None, position


def _piped(text: str) -> bool:
    """A row "| a | b |", or "a | b | c" without the outer bars."""
    return (text.startswith("|") and text.endswith("|") and text.count("|") >= 3) or text.count(" | ") >= 2


def _is_row_of_one(lines: list[Line], position: int) -> bool:
    """Whether a line is a row of one cell ("| TUYÊN TRUYỀN |"), a title above further rows."""
    text = lines[position].text
    framed = text.count("|") == 2 and text.startswith("|") and text.endswith("|") and bool(text.strip("| "))
    return framed and position + 1 < len(lines) and _piped(lines[position + 1].text)


def _between_two(lines: list[Line], position: int) -> bool:
    """Whether one bar parts a line in two columns."""
    text = lines[position].text
    parted = " | " in text or text.startswith("| ") or text.endswith(" |")
    return text.count("|") == 1 and (parted or bool(re.fullmatch(r"[-: ]+\|[-: ]+", text)))


def _opens_between_two(lines: list[Line], position: int) -> bool:
    """Whether a table of two columns without outer bars begins: its head stands over a rule."""
    below = lines[position + 1].text if position + 1 < len(lines) else ""
    opens = _between_two(lines, position) or lines[position].text == "|"  # a head without words
    return opens and "-" in below and bool(re.fullmatch(r"[-: ]+\|[-: ]+", below))


def _rows_of_pipes(manuscript: Manuscript, lines: list[Line], position: int) -> tuple[Block, int]:
    rows: list[Row] = []
    end = position
    top = [line.text for line in lines[position : position + LOOKED_AT] if _piped(line.text)]
    outer = 2 * sum(text.startswith("|") for text in top) > len(top)
    while end < len(lines):
        line = lines[end]
        bars = not outer and bool(rows) and line.text.count("|") == len(rows[0]) - 1
        bars = bars or (outer and bool(rows) and _is_row_of_one(lines, end))
        if not (_piped(line.text) or _between_two(lines, end) or bars or end == position):
            break
        if rows and line.gap and not line.text.startswith("|") and line.text.count(" | ") != len(rows[0]) - 1:
            break
        end += 1
        if RULE.match(line.text.replace("|", "-")):
            continue
        row: Row = []
        for found in re.finditer(r"\|([^|]*)(?=\|)" if outer else r"(?:^|\|)([^|]*)(?=\||$)", line.text):
            start = line.start + found.start(1) + len(found[1]) - len(found[1].lstrip())
            flat = found[1].strip()
            row.append([Line(start, start + len(flat), flat, 0)] if flat else [])
        rows.append(row or [[line]])  # a line with one bar among rows between two is a cell by itself
    return table_of(manuscript, rows, lines[position].start), end


def _barred(manuscript: Manuscript, lines: list[Line], position: int) -> tuple[Block | None, int]:
    gapped, end = gapped_rows(lines, position)
    if gapped:
        made = [[_cell(manuscript, one, _anchor(one, lines[position])) for one in row] for row in gapped]
        return _table(made, lines[position].start), end
    cells, end = _cells_between_bars(manuscript, lines, position)
    if any(sum(len(line.text) for line in cell) > LONGEST_PROSE for cell in cells):
        return None, end
    if any(_MOTTO.search(same_tone(line.text)) for cell in cells for line in cell):
        return None, end  # the national motto stands in a frame of the page, also below a portal's table of particulars
    even = even_rows(cells)
    if even:
        made = [[_cell(manuscript, one, _anchor(one, lines[position])) for one in row] for row in even]
        return _table(made, lines[position].start), end
    columns = _columns(cells)
    if columns < 3:
        return None, end
    rows: list[list[Block]] = []
    row: list[Block] = []
    closed: list[bool] = []
    said = [" ".join(line.text for line in cell) for cell in cells]
    shape = shape_of(said, columns)
    follows = _next_filled(cells)
    for index, cell in enumerate(cells):
        if len(row) >= columns and (_NUMBERS_ROW.match(said[index]) or _CUT.match(said[index])):
            rows.append(row)  # a bar between two rows was lost, or a page's dots stand in for rows left out
            closed.append(False)
            row = []
        if _CUT.match(said[index]):
            continue
        if row and not cell:
            run = follows[index]
            short = shape.ends([one.text for one in row], run - index, _filled(cells, run))
            if len(row) >= columns or short or _row_follows(cells, index, run, columns - len(row)):
                rows.append(row)
                closed.append(run == index + 1)
                row = []
                continue
        row.append(_cell(manuscript, cell, _anchor(cell, lines[position])))
    if row:
        rows.append(row)
        closed.append(True)
    return _table(fill(rows, closed, shape), lines[position].start), end


def _anchor(cell: list[Line], first: Line) -> int:
    return cell[0].start if cell else first.start


def _filled(cells: list[list[Line]], index: int) -> int:
    """How many cells stand from `index` on before the next empty one."""
    return next((at for at, cell in enumerate(cells[index:]) if not cell), len(cells) - index)


def _columns(cells: list[list[Line]]) -> int:
    """How many columns the rows have: as many as the first, or where that is a section's title as most of the others."""
    runs: list[int] = []
    for filled, run in groupby(cells, key=bool):
        runs += [len(list(run))] if filled else []
    if not runs or runs[0] >= 3:
        return next((n for n, cell in enumerate(cells) if not cell), len(cells))
    wide, rows = max(Counter(run for run in runs if run >= 3).items(), key=lambda one: one[1], default=(0, 0))
    return wide if rows >= FEWEST_ROWS and 2 * rows >= len(runs) - rows else 0


def _next_filled(cells: list[list[Line]]) -> list[int]:
    """For each cell the index of the next one that holds something, itself included."""
    follows, ahead = [0] * len(cells), len(cells)
    for index in range(len(cells) - 1, -1, -1):
        ahead = index if cells[index] else ahead
        follows[index] = ahead
    return follows


def _row_follows(cells: list[list[Line]], index: int, run: int, missing: int) -> bool:
    """Whether the empty cell at `index` is the seam between a short row and the next, not a cell left empty."""
    if run >= len(cells):
        return True
    if run - index > missing:
        return False
    first = " ".join(line.text for line in cells[run])
    return bool(STARTS_ROW.match(first)) and run - index <= 1


def _cells_between_bars(manuscript: Manuscript, lines: list[Line], position: int) -> tuple[list[list[Line]], int]:
    """Cell contents from the bar at `position` to the bar that closes the table."""
    cells: list[list[Line]] = []
    cell: list[Line] = []
    end = position + 1
    while end < len(lines):
        line = lines[end]
        if line.text != "|":
            if not cell and line.gap:
                return cells, end
            cell.append(line)
            if _LEAVES.match(line.text) or len(cell) > LONGEST_CELL:
                return cells, end + 1 - len(cell)
        elif line.gap and not cell and not _bold_nothing(manuscript, lines[end - 1], line):
            return cells, end
        else:
            cells.append(cell)
            cell = []
        end += 1
    if cell:
        # text behind the last bar belongs to the document, not to the table
        return cells, end - len(cell)
    return cells, end


def _bold_nothing(manuscript: Manuscript, before: Line, line: Line) -> bool:
    """Whether a cell holds nothing but a bold blank ("** **"), as the cells beside a section's title do."""
    at = manuscript.span(before.end, line.start)
    return "*" in manuscript.raw[at.start : at.end]


def _cell(manuscript: Manuscript, lines: list[Line], anchor: int) -> Block:
    if not lines:
        return Block("", "para", "", array("l", [anchor]))
    return cell_of(manuscript, lines)


def _table(rows: list[list[Block]], start: int) -> Block:
    return Block("", "table", "", array("l", [start]), rows=rows)
