"""Tables on PDF pages that no rules draw: columns by the white gutters that no row crosses, rows by number or white space.

pdfplumber's "text" strategies take any page of prose for a table (12 columns, 47 rows), so the geometry is ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from compiler.read.page import HOLDER_COLUMN, LAYOUT, TASK_COLUMN, Cell, Table
from compiler.read.pdf_flow import ANNEX, COPIES, KIND, Page
from compiler.read.pdf_gutters import LEADER, MOST, RICH, Span, gutters, least, less, rich, spaces
from compiler.read.pdf_tables import Ruled
from compiler.read.pdf_unruled_rows import MARK, body_rows, body_start, head_rows
from compiler.read.pdf_words import Line

FAR = 4.0
"""White space above a line, in letter heights, that ends a table."""
SECTIONS = 3
"""Lines over the whole width that may follow each other in a table."""
HEAD_LINES = 6
"""Lines of few titles that may stand above the first rich line of a head."""
MOST_HEAD = 20
LEAST_COLUMNS = 3
LEAST_ROWS = 3
"""Numbered rows of a table whose titles are not known."""


@dataclass(slots=True)
class _Spot:
    """A line, how many ruled tables stand before it, and whether no table goes on here."""

    line: Line
    after: int
    ends: bool


def take_unruled(pages: Sequence[Page], ruled: list[list[Ruled]]) -> None:
    """Move the unruled tables of `pages` from their lines to `ruled`, each page's tables from top to bottom.

    A table has at least three columns, and a head that names tasks or holders or rows that are numbered. On all its
    pages it gets the same edges, so that it goes on over a page as a ruled one does.
    """
    spots = _spots(pages, ruled)
    at = behind = 0
    while at < len(spots):
        if spots[at].ends or not rich(spots[at].line):
            at += 1
            continue
        end, sections = _grown(spots, at)
        lines = [spot.line for spot in spots[_risen(spots, at, behind) : end]]
        for table in _tables(lines, sections):
            ruled[table.page].append(table.ruled)
            ruled[table.page].sort(key=lambda one: one.box[1])
            taken = {id(line) for line in table.lines}
            pages[table.page].lines = [line for line in pages[table.page].lines if id(line) not in taken]
        at = behind = end


@dataclass(slots=True)
class _Found:
    page: int
    lines: list[Line]
    ruled: Ruled


def _spots(pages: Sequence[Page], ruled: Sequence[Sequence[Ruled]]) -> list[_Spot]:
    spots: list[_Spot] = []
    before = 0
    for page, tables in zip(pages, ruled, strict=True):
        copies = False
        for line in page.lines:
            text = line.text
            annex = ANNEX.match(text) is not None and not rich(line)
            # the distribution list and the signature beside it are two columns, or three
            copies = not annex and (copies or COPIES.match(text) is not None)
            ends = copies or annex or KIND.match(text) is not None or LAYOUT.match(text) is not None
            spots.append(_Spot(line, before + sum(one.box[1] < line.top for one in tables), ends))
        before += len(tables)
    return spots


def _grown(spots: Sequence[_Spot], at: int) -> tuple[int, set[int]]:
    """The index after the table that begins at `at`, and the ids of its lines that run across the columns."""
    free = spaces(spots[at].line, least(spots[at].line))
    sections: set[int] = set()
    end = at + 1
    if len(free) > MOST:
        return end, sections
    for here in range(at + 1, len(spots)):
        line, above = spots[here].line, spots[here - 1].line
        if spots[here].ends or spots[here].after != spots[at].after or line.page > above.page + 1:
            break
        if line.page == above.page and line.gap > FAR * line.height:
            break
        left, gone = less(free, line)
        if rich(line):
            if len(left) < LEAST_COLUMNS - 1:
                break
        elif gone or not _in_column(line, above, left):
            if here - end >= SECTIONS or not (line.bold or MARK.fullmatch(line.words[0].text)):
                break
            sections.add(id(line))
            continue
        elif line.x0 < left[0][0] and len(line.words) == 1 and MARK.fullmatch(line.words[0].text):
            continue  # a number alone is a row's only if more of the row follows
        free, end = left, here + 1
    return end, sections


def _in_column(line: Line, above: Line, free: Sequence[Span]) -> bool:
    """Whether a line of few words, none of them in a gutter, goes on with a cell or is a row that is mostly empty."""
    tight = line.gap < 0.6 * line.height if line.page == above.page else line.text[0].islower()
    return tight or line.x0 > free[0][0] or MARK.fullmatch(line.words[0].text) is not None


def _risen(spots: Sequence[_Spot], at: int, behind: int) -> int:
    """Where the head begins whose titles, few to a line, stand above the first rich line and `behind` other tables."""
    first = at
    while first > behind and at - first < HEAD_LINES:
        line, below = spots[first - 1].line, spots[first].line
        if spots[first - 1].ends or spots[first - 1].after != spots[at].after or line.page != below.page:
            break
        parted = [b - a for a, b in spaces(line, RICH * line.height)]
        tight = below.gap < (0.6 if parted else 0.1) * line.height
        if not tight or MARK.fullmatch(line.words[0].text) or LEADER.search(line.text):
            break
        first -= 1
    return first


def _tables(lines: Sequence[Line], sections: set[int]) -> list[_Found]:
    """The table of a run of lines, page by page; nothing where it is none."""
    head = [line for line in lines[: body_start(lines)] if line.page == lines[0].page]
    pages = [list(group) for _, group in groupby(lines, key=lambda line: line.page)]
    bodies = [own[_head_lines(own, head) :] for own in pages]
    votes = [line for body in bodies for line in body if _votes(line, sections)]
    if not votes or len(head) > MOST_HEAD:
        return []
    between = gutters(votes, head)
    titles = head_rows(head, between) if head else []
    if not _is_table(titles, [line for body in bodies for line in body], between):
        return []
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    edges = [left, *((a + b) / 2 for a, b in between), right]
    found: list[_Found] = []
    for own, body in zip(pages, bodies, strict=True):
        rows = ([] if found else titles) + (body_rows(body, between) if body else [])
        box = (left, min(line.top for line in own), right, max(line.bottom for line in own))
        found.append(_Found(own[0].page, own, Ruled(Table(rows), box, edges)))
    return found


def _votes(line: Line, sections: set[int]) -> bool:
    """Whether a line shows the columns: not one that may be a section's title across them."""
    return id(line) not in sections and (rich(line) or not (line.bold or MARK.fullmatch(line.words[0].text)))


def _head_lines(lines: Sequence[Line], head: Sequence[Line]) -> int:
    """How many of a page's first lines are the table's head, said for the first time or again."""
    same = len(head) <= len(lines) and all(a.text == b.text for a, b in zip(lines, head, strict=False))
    return len(head) if same else 0


def _is_table(titles: Sequence[Sequence[Cell]], body: Sequence[Line], between: Sequence[Span]) -> bool:
    if len(between) < LEAST_COLUMNS - 1:
        return False
    said = [cell.text for row in titles for cell in row]
    if (
        any(TASK_COLUMN.search(text) or HOLDER_COLUMN.search(text) for text in said)
        and len(list(filter(None, said))) >= LEAST_COLUMNS
    ):
        return True
    numbered = [line for line in body if MARK.fullmatch(line.words[0].text) and (rich(line) or len(line.words) == 1)]
    return len(numbered) >= LEAST_ROWS and sum(map(rich, body)) >= LEAST_ROWS
