"""Annex tables that a converter flattened to one line for each line of a cell, with no bar between the cells.

The head says which columns there are, a number alone on its line where a row begins. Which of a row's lines are
whose is judged by what each column holds: names in the holders', words of time in the time's (DOMAIN 1.3, point 10).
The judging itself is in compiler/tables/flat_rows.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import replace

from compiler.names.acts import opens_with_act
from compiler.names.capitals import in_usual_case
from compiler.tables.cells import cell_or_empty
from compiler.tables.columns import kinds_of_titles
from compiler.tables.flat_heads import (
    COUNTED,
    INDEX,
    NUMBER,
    SAID,
    SECTION,
    SECTION_SAID,
    begins,
    numbered_head,
    said_again,
)
from compiler.tables.flat_months import marks_apart, periods_as_one
from compiler.tables.flat_parts import FlatRow, in_parts
from compiler.tables.flat_rows import MARKS, MOST_LINES, cells_of, is_open, is_time, names_only
from compiler.tables.flat_unnumbered import MOST_LINES as MOST_UNNUMBERED
from compiler.tables.flat_unnumbered import head_without_number, rows_without_numbers
from compiler.tables.laid_out import FEW_LINES, MOST_MISSES
from compiler.tables.marks import worded
from compiler.text.blocks import MOTTO, TAIL, Block, Line, make_block
from compiler.text.layout import OPENS
from compiler.text.manuscript import Manuscript, same_tone
from compiler.text.part_titles import ASSIGNS

_PAGE = re.compile(r"\d{1,3}$")
_ENDS = re.compile(
    r"(?:PHỤ LỤC|Phụ lục)\b|(?:DANH MỤC|BIỂU|MẪU|KẾ HOẠCH|QUYẾT ĐỊNH)(?:\s|$)|(?:Ghi chú|Tổng số|Tổng cộng)\s*:|TM\.|KT\.|Người lập"
)
_WHEN = "Thời gian"
LEAST_ROWS = 2
LEAST_TITLES = 2
LONGEST_ROW = 150
"""Lines of a row behind which the next number stands: a task told in full."""
LONGEST_FIGURE = 60
"""Letters of a line in a table of figures or addresses."""


def read_flat(manuscript: Manuscript, lines: list[Line], position: int) -> tuple[list[list[Block]] | None, int]:
    """Rows of the flattened table whose head begins at ``lines[position]`` and the index behind it; None without one.

    Only a table that says who is to act is read: its head has a column for the task and one for the holder.
    """
    index = INDEX.match(lines[position].text)
    if index is None:
        return _read_unnumbered(manuscript, lines, position)
    titles, begin = numbered_head(lines, position)
    titles, periods = periods_as_one(titles)
    said = [" ".join(line.text for line in title) for title in titles]
    if periods is not None:
        said[periods] = _WHEN
    kinds = kinds_of_titles(said)
    assigns = {"task", "lead"} <= set(kinds)
    named = sum(names_only(line.text) for line in lines[position + 1 : begin])
    if not assigns and len(titles) < LEAST_TITLES and named < LEAST_TITLES:
        return None, position
    if manuscript.misses > MOST_MISSES:
        return None, position
    found, end = _rows(lines, begin, said_again(lines, position, begin))
    if end - begin > LONGEST_ROW and sum(not row.section for row in found) < LEAST_ROWS:
        manuscript.misses += 1  # lines that are a table's only at their head
    if not assigns and {"task", "time"} <= set(kinds) and _led_by_sections(found):
        assigns, found = True, _sections_apart(found)
    if not assigns and named >= LEAST_TITLES and _crosses(found):
        # which column a mark stood in is lost with the empty cells: the lines are kept, to be asked about
        below = [[line] for row in found for line in (row.number, *row.lines)]
        kept = [lines[position:begin], *below]
        return [[make_block(manuscript, [line], cell=True) for line in row] for row in kept], end
    if not assigns:
        return _idle(manuscript, [line for title in titles for line in title], found), end if _figures(
            found
        ) else position
    if sum(not row.section for row in found) < LEAST_ROWS:
        return None, position
    width = 1 + len(titles)
    first = replace(lines[position], text=index[0], end=lines[position].start + index.end())
    head = [make_block(manuscript, [first], cell=True)]
    head += [make_block(manuscript, title, cell=True) for title in titles]
    if periods is not None:
        head[1 + periods] = Block("", "para", _WHEN, array("l", [titles[periods][0].start] * len(_WHEN)))
    rows = [head]
    found = [part for row in found for part in in_parts(row, kinds)]
    for at, row in enumerate(found):
        own, marks = (row, []) if periods is None else marks_apart(row)
        cells = [
            [row.number] if row.number.text else [],
            *_cells(own, kinds, found[at + 1] if at + 1 < len(found) else None),
        ]
        if marks and periods is not None and len(cells) > 1 + periods:
            cells[1 + periods] = marks
        blocks = [cell_or_empty(manuscript, cell, row.number.start) for cell in cells]
        rows.append([blocks[0], *[blocks[1]] * (width - 1)] if len(blocks) == 2 else blocks)
    return rows, end


def _led_by_sections(rows: list[FlatRow]) -> bool:
    """Whether each section of the rows is a body whose tasks stand below it: "II" above "SỞ CÔNG THƯƠNG"."""
    sections = [row for row in rows if row.section]
    return bool(sections) and all(row.lines and names_only(in_usual_case(row.lines[0].text)) for row in sections)


def _sections_apart(rows: list[FlatRow]) -> list[FlatRow]:
    """The rows of a table whose sections are bodies; what stands below a body's name is a row that lost its number."""
    apart: list[FlatRow] = []
    for row in rows:
        if not row.section or len(row.lines) == 1:
            apart.append(row)
            continue
        lost = Line(row.lines[1].start, row.lines[1].start, "", 0)
        apart += [row._replace(lines=row.lines[:1]), FlatRow(lost, row.lines[1:], False)]
    return apart


def _crosses(rows: list[FlatRow]) -> bool:
    """Whether marks stand in the rows: with bodies in the head a crossing table (compiler/tables/matrix), flattened."""
    marked = sum(line.text.lower() in MARKS or worded(line.text) is not None for row in rows for line in row.lines)
    return len(rows) >= LEAST_ROWS and marked >= LEAST_ROWS


def _figures(rows: list[FlatRow]) -> bool:
    """Whether rows say figures, names and addresses, and none an act: nobody is to do anything."""
    lines = [line.text for row in rows for line in row.lines]
    if len(rows) < LEAST_ROWS or any(row.section or not 1 < len(row.lines) <= MOST_LINES for row in rows):
        return False
    return (
        not any(opens_with_act(same_tone(row.lines[0].text)) for row in rows) and max(map(len, lines)) < LONGEST_FIGURE
    )


def _idle(manuscript: Manuscript, titles: list[Line], rows: list[FlatRow]) -> list[list[Block]] | None:
    """A table that assigns nothing, line by line: its lines are no sentences of the document."""
    if not _figures(rows):
        return None
    cells = [titles, *([row.number, *row.lines] for row in rows)]
    return [[make_block(manuscript, [line], cell=True) for line in row] for row in cells]


def _read_unnumbered(manuscript: Manuscript, lines: list[Line], position: int) -> tuple[list[list[Block]] | None, int]:
    """The same for a table whose rows have no numbers."""
    titles, begin = head_without_number(lines, position)
    if not titles or manuscript.misses > MOST_MISSES:
        return None, position
    kinds = kinds_of_titles([" ".join(line.text for line in title) for title in titles])
    head, end = [line.text for line in lines[position:begin]], begin
    kept: list[Line] = []
    while end < min(len(lines), begin + MOST_UNNUMBERED) and not (
        _ends(lines, end, 0, opened=False) or _leaves(lines, end)
    ):
        if [line.text for line in lines[end : end + len(head)]] == head:
            end += len(head)
            continue
        if not _PAGE.match(lines[end].text):
            kept.append(lines[end])
        end += 1
    sampled = rows_without_numbers(kept[:FEW_LINES], kinds) is not None
    found = rows_without_numbers(kept, kinds) if sampled else None
    if found is None:
        manuscript.misses += 1
        return None, position
    rows = [[make_block(manuscript, title, cell=True) for title in titles]]
    for cells in found:
        first = next(cell[0].start for cell in cells if cell)
        blocks = [cell_or_empty(manuscript, cell, first) for cell in cells]
        rows.append(blocks * len(titles) if len(blocks) == 1 else blocks)
    return rows, end


def _cells(row: FlatRow, kinds: list[str], after: FlatRow | None) -> list[list[Line]]:
    """The lines of each column behind the number; one list alone for a row that is a section's title."""
    heads = after is not None and _dotted(after.number.text) and not _dotted(row.number.text)
    if len(row.lines) > 1 and _PAGE.match(row.lines[-1].text) and kinds[-1] not in {"", "money", "note"}:
        row.lines.pop()  # a page's number
    if len(row.lines) > LONGEST_ROW:
        return [row.lines]
    cells = [
        [] if kind == "lead" and any(is_time(same_tone(line.text)) for line in cell[1:]) else cell
        for kind, cell in zip(kinds, cells_of(row.lines, kinds), strict=True)
    ]  # a time below a name is the next row's: who leads which is to be asked
    if (row.section or heads) and not any(cells[at] for at, kind in enumerate(kinds) if kind in {"lead", "time"}):
        return [row.lines]
    return cells


def _dotted(said: str) -> bool:
    return bool(re.match(r"\d{1,2}\.\d", said))


def _rows(lines: list[Line], begin: int, head: list[str]) -> tuple[list[FlatRow], int]:
    """The rows from ``lines[begin]`` on, and where the table ends; a new page may say the `head` again."""
    rows: list[FlatRow] = []
    expected, at = 1, begin
    while at < len(lines):
        line = lines[at]
        if line.text == head[0] and [one.text for one in lines[at : at + len(head)]] == head:
            if rows and rows[-1].lines and _PAGE.match(rows[-1].lines[-1].text):
                rows[-1].lines.pop()
            elif rows and not rows[-1].lines and not rows[-1].section:
                rows.pop()  # a page's number, taken for a row's
                expected -= 1
            at += len(head)
            while at < len(lines) and lines[at].text.startswith("(") and COUNTED.match(lines[at].text):
                at += 1
            continue
        if rows and not rows[-1].lines and not rows[-1].section and line.text == rows[-1].number.text:
            at += 1  # a page's number above the row's
            continue
        if _ends(lines, at, expected, opened=bool(rows and rows[-1].lines)) or (
            rows and len(rows[-1].lines) > MOST_LINES and not _goes_on_to(lines, at, expected, rows[-1])
        ):
            break
        number, said = NUMBER.match(line.text), SAID.match(line.text)
        section = SECTION.match(line.text) or (SECTION_SAID.match(line.text) and _row_follows(lines, at, expected))
        if section and rows and rows[-1].lines and is_open(rows[-1].lines[-1].text):
            section = None  # "… khu vực" above "IX"
        opener = number or said
        if opener and begins(line.text, expected) and not _is_cell(lines, at, expected, rows):
            expected = int(opener["plain"]) + 1 if opener["plain"] else expected
            rows.append(_opened(line, said.end() if said and number is None else None))
        elif section:
            bare = SECTION.match(line.text)
            rows.append(
                FlatRow(line, [], True) if bare else _opened(line, line.text.index(" ") + 1)._replace(section=True)
            )
        elif rows:
            rows[-1].lines.append(line)
        else:
            break
        at += 1
    return rows, at


def _goes_on_to(lines: list[Line], at: int, expected: int, row: FlatRow) -> bool:
    """Whether a long row is one all the same: the next number stands alone on a line before it is longer than any."""
    for ahead in range(at, min(len(lines), at + LONGEST_ROW - len(row.lines))):
        if _ends(lines, ahead, expected, opened=True):
            return False
        if lines[ahead].text.rstrip(".)") == str(expected):
            return True
    return False


def _opened(line: Line, cut: int | None) -> FlatRow:
    """A row that begins at `line`; behind `cut` stand its first words."""
    if cut is None:
        return FlatRow(line, [], False)
    mark = line.text[:cut].rstrip()
    index = Line(line.start, line.start + len(mark), mark, line.gap)
    return FlatRow(index, [Line(line.start + cut, line.end, line.text[cut:], 0)], False)


def _is_cell(lines: list[Line], at: int, expected: int, rows: list[FlatRow]) -> bool:
    """Whether a number alone is a cell inside a row ("10" of a column of figures): the row has no words yet, or the
    number starts over where no section's title stands before it."""
    if not rows:
        return False
    if not rows[-1].lines:
        return not rows[-1].section
    number = NUMBER.match(lines[at].text)
    return number is not None and number["plain"] == "1" != str(expected) and not rows[-1].section and len(rows) > 1


def _row_follows(lines: list[Line], at: int, expected: int) -> bool:
    """Whether a number opens a row within a few lines behind a section's title."""
    return any(NUMBER.match(line.text) is not None and begins(line.text, expected) for line in lines[at + 1 : at + 4])


def _leaves(lines: list[Line], at: int) -> bool:
    """Whether a section of the document opens behind rows that have no numbers: its title, above an item ("1. Sở X")."""
    return (
        SECTION_SAID.match(lines[at].text) is not None
        and at + 1 < len(lines)
        and (SAID.match(lines[at + 1].text) is not None or ASSIGNS.search(same_tone(lines[at].text)) is not None)
    )


def _ends(lines: list[Line], at: int, expected: int, *, opened: bool) -> bool:
    text = lines[at].text
    if TAIL.match(text) or MOTTO.search(text) or _ENDS.match(text):
        return True
    if opened and SECTION_SAID.match(text):
        return not _row_follows(lines, at, expected)
    return opened and bool(re.match(r"(?:Trên đây là|Trong quá trình|Nơi nhận)", text)) and bool(OPENS.match(text))
