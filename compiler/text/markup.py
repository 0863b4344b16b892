"""HTML inside a text, as readers of PDF write it into markdown: a table's cells as rows ``| a | b |``.

A letter of the rows knows where it stood, so that all places stay true. A cell that reaches over several rows is said
in each of them, one that reaches over several columns once (HTML Living Standard, 4.9.12). A break parts lines, but not
those of a cell. Pictures and comments say nothing and are left out.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from html import unescape
from itertools import chain

from compiler.read.page import LAYOUT, LAYOUT_COLUMNS

_MARKED_UP = re.compile(r"<table\b|<br\b|<!--|!\[", re.IGNORECASE)
_MARK = re.compile(
    r"<!--[^<]{0,4000}?-->|!\[[^\[\]\n]{0,300}\]\([^()\[\n]{0,500}\)|<(?P<end>/?)(?P<tag>[a-z][a-z0-9]{0,15})(?P<rest>\s[^<>]{0,2000})?/?>"
    r"|&(?:\#\d{1,7}|\#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});|\s+|[^<&\s!]+|.",
    re.IGNORECASE | re.DOTALL,
)
_SPAN = re.compile(r"\b(col|row)span\s*=\s*[\"']?\s*(\d{1,4})", re.IGNORECASE)
_BREAKS = frozenset(("br", "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"))
_INLINE = frozenset(
    ("b", "i", "u", "s", "em", "strong", "span", "font", "sub", "sup", "small", "big", "a", "center", "img", "hr")
)
_STRUCTURE = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col"))
_MOST_COLUMNS, _MOST_ROWS = 40, 500
_MOST_CARRIED, _MOST_FILLED = 20_000, 200_000
"""Cells of one table that stand again below their own row; cells up to which short rows are filled to the widest."""
_PAGE = 2_500
"""Letters of a cell from which a table sets a page and holds no rows."""


@dataclass(slots=True)
class _Said:
    """Letters with the place of each."""

    text: list[str] = field(default_factory=list)
    at: list[int] = field(default_factory=list)

    def add(self, letters: str, at: int) -> None:
        """Letters that all stand for what is written at one place."""
        self.text.append(letters)
        self.at.extend([at] * len(letters))

    def keep(self, letters: str, start: int) -> None:
        """Letters as they stand from `start` on."""
        self.text.append(letters)
        self.at.extend(range(start, start + len(letters)))


@dataclass(slots=True)
class _Cell:
    start: int
    columns: int = 1
    rows: int = 1
    lines: list[_Said] = field(default_factory=lambda: [_Said()])

    @property
    def size(self) -> int:
        return sum(len(line.at) for line in self.lines)


def without_markup(raw: str) -> tuple[str, array[int], dict[int, int]] | None:
    """The text with rows of pipes for its tables of HTML, the place of each letter, and where an entity that begins at
    a place ends; None for a text without such markup."""
    if _MARKED_UP.search(raw) is None:
        return None
    made = _Said()
    ends: dict[int, int] = {}
    table: _Table | None = None
    line_end, piped = -1, False
    for mark in _MARK.finditer(raw):
        said, start = mark[0], mark.start()
        tag = (mark["tag"] or "").lower()
        if tag not in _STRUCTURE and tag not in _BREAKS and tag not in _INLINE:
            tag = ""
        if said[0] == "&" and len(said) > 1:
            letters = unescape(said).replace("\xa0", " ")
            ends[start] = mark.end()
            (table.add if table else made.add)(letters, start)
        elif said.startswith(("<!--", "![")):
            continue
        elif table is not None:
            table.take(tag, bool(mark["end"]), mark["rest"] or "", said, start)
            if table.depth == 0:
                table.write(made, mark.end())
                table = None
        elif tag == "table" and not mark["end"]:
            table = _Table(start)
        elif tag in _BREAKS:
            if start > line_end:
                line_end = raw.find("\n", start) % (len(raw) + 1)
                piped = raw.count("|", raw.rfind("\n", 0, start) + 1, line_end) > 0
            made.add(" " if piped else "\n", start)
        elif not tag:
            made.keep(said, start)
    if table is not None:
        table.write(made, len(raw))
    return "".join(made.text), array("l", made.at), ends


class _Table:
    """One table while it is read; a table inside a cell is the cell's words."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.depth = 1
        self.rows: list[list[_Cell]] = []
        self.above, self.below = _Cell(start), _Cell(start)
        """What stands in no cell, before the first row and behind it."""
        self._cell: _Cell | None = None

    @property
    def _here(self) -> _Cell:
        return self._cell or (self.below if self.rows else self.above)

    def add(self, letters: str, at: int) -> None:
        """Letters that stand for what is written at one place."""
        self._here.lines[-1].add(letters.replace("|", "/"), at)

    def take(self, tag: str, closes: bool, rest: str, said: str, start: int) -> None:
        """One tag or word of the table's source."""
        cell = self._here
        if tag == "table" and not closes and self._cell is None:
            return  # the table before was not closed: its rows go on
        if tag == "table":
            self.depth += -1 if closes else 1
        elif self.depth > 1 and tag in _STRUCTURE:
            cell.lines[-1].add(" ", start)
        elif tag == "tr":
            self._cell = None
            if not closes:
                self.rows.append([])
        elif tag in {"td", "th"}:
            self._cell = None if closes else self._opened(rest, start)
        elif tag in _BREAKS:
            cell.lines.append(_Said())
        elif not tag and said.isspace():
            cell.lines[-1].add(" ", start)
        elif not tag:
            cell.lines[-1].keep(said.replace("|", "/"), start)

    def _opened(self, rest: str, start: int) -> _Cell:
        spans = {name.lower(): int(count) for name, count in _SPAN.findall(rest)}
        cell = _Cell(
            start,
            columns=max(1, min(spans.get("col", 1), _MOST_COLUMNS)),
            rows=max(1, min(spans.get("row", 1), _MOST_ROWS)),
        )
        if not self.rows:
            self.rows.append([])
        self.rows[-1].append(cell)
        return cell

    def write(self, made: _Said, end: int) -> None:
        """The table as rows of pipes, or as the lines of its cells where it sets a page."""
        made.add("\n\n", self.start)
        _write_lines(made, self.above)
        cells = list(chain.from_iterable(self.rows))
        grid = self._spread()
        widest = max(map(len, grid), default=0)
        framed = widest <= LAYOUT_COLUMNS and any(LAYOUT.search(_plain(cell)) for cell in cells)
        if widest <= 1 or framed or any(cell.size > _PAGE for cell in cells):
            for cell in cells:
                _write_lines(made, cell)
        else:
            filled = widest if widest * len(grid) <= _MOST_FILLED else 0
            for row in grid:
                _write_row(made, row, filled)
        made.add("\n", made.at[-1])
        _write_lines(made, self.below)
        made.add("\n\n", max(self.start, end - 1))

    def _spread(self) -> list[list[_Cell | None]]:
        """The rows on a grid: a cell that reaches down stands in each row, one that reaches aside has nothing behind it."""
        reaching: dict[int, tuple[_Cell, int]] = {}
        grid: list[list[_Cell | None]] = []
        carried = 0
        for row in self.rows:
            made: list[_Cell | None] = []
            waiting = iter(row)
            cell = next(waiting, None)
            while (cell is not None or any(at >= len(made) for at in reaching)) and len(made) < 2 * _MOST_COLUMNS:
                at = len(made)
                if at in reaching:
                    above, left = reaching.pop(at)
                    made += [above, *[None] * (above.columns - 1)]
                    carried += 1
                    if left > 1 and carried < _MOST_CARRIED:
                        reaching[at] = (above, left - 1)
                elif cell is not None:
                    made += [cell, *[None] * (cell.columns - 1)]
                    if cell.rows > 1:
                        reaching[at] = (cell, cell.rows - 1)
                    cell = next(waiting, None)
                else:
                    made.append(None)
            grid.append(made)
        return grid


def _plain(cell: _Cell) -> str:
    return "\n".join("".join(line.text) for line in cell.lines)


def _write_lines(made: _Said, cell: _Cell) -> None:
    for line in cell.lines:
        made.text += line.text
        made.at += line.at
        made.add("\n", line.at[-1] if line.at else cell.start)
    made.add("\n", cell.start)


def _write_row(made: _Said, row: list[_Cell | None], width: int) -> None:
    at = next((cell.start for cell in row if cell is not None), made.at[-1])
    if not any(cell is not None and _plain(cell).strip() for cell in row):
        return
    for cell in [*row, *[None] * (width - len(row))]:
        made.add("| ", cell.start if cell else at)
        at = cell.start if cell else at
        for line in cell.lines if cell else ():
            made.text += line.text
            made.at += line.at
            made.add(" ", line.at[-1] if line.at else at)
    made.add("|\n", at)
