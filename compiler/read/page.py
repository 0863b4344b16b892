"""What every reader finds, paragraphs and tables, and the one text that they are written to.

The shape is the one that crawled plans have and that compiler/text/outline and compiler/tables/barred read: a
blank line between paragraphs, ``**bold**``, a layout table (header block, signature) as cells
between lines that hold one bar, a data table as rows ``| a | b |``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

LAYOUT = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM|^\W*(?:Nơi\s+nhận|Kính\s+gửi)\s*:"
    r"|^\W*(?:TM|KT|TL|TUQ|Q)\s*\.\s*[A-ZĐỦỘÀ]|^\W*Số\s*:.*/",
    re.IGNORECASE | re.MULTILINE,
)
"""In one cell of a frame of two or three columns: the frame sets the page and holds no rows of tasks."""
LAYOUT_COLUMNS = 3
TASK_COLUMN = re.compile(r"nhiệm vụ|nội dung|công việc|hoạt động|chỉ tiêu|giải pháp|tên ", re.IGNORECASE)
HOLDER_COLUMN = re.compile(r"chủ trì|thực hiện|cơ quan|đơn vị|đầu mối|trách nhiệm|phân công|phối hợp", re.IGNORECASE)
_MARK = re.compile(r"[xX×+✓✔√☑☒●•■▪]{1,3}$")


@dataclass(slots=True)
class Paragraph:
    """`text` with its number in front; a line break inside stays ``\\n``."""

    text: str
    bold: bool = False


@dataclass(slots=True)
class Cell:
    """A table cell over `span` grid columns and `rows` rows; `continued` means merged with the cell above."""

    parts: list[Part] = field(default_factory=list)
    span: int = 1
    continued: bool = False
    rows: int = 1

    @property
    def paragraphs(self) -> list[Paragraph]:
        """Its paragraphs, those of tables inside it too."""
        found: list[Paragraph] = []
        for part in self.parts:
            if isinstance(part, Paragraph):
                found.append(part)
            else:
                found += [paragraph for row in part.rows for cell in row for paragraph in cell.paragraphs]
        return found

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(" ".join(paragraph.text for paragraph in self.paragraphs).split())

    @property
    def lines(self) -> list[str]:
        """Its lines that hold something, as the page parts them."""
        said = (" ".join(line.split()) for paragraph in self.paragraphs for line in paragraph.text.split("\n"))
        return [line for line in said if line]


@dataclass(slots=True)
class Table:
    """Rows of cells as the document draws them."""

    rows: list[list[Cell]]


Part = Paragraph | Table


def write(parts: Iterable[Part]) -> str:
    """The text of a document's `parts`, newlines as ``\\n``."""
    return "\n\n".join(filter(None, (_written(part) for part in parts))) + "\n"


def _written(part: Part) -> str:
    if isinstance(part, Paragraph):
        return _marked(part)
    widest = max((len(row) for row in part.rows), default=0)
    if widest <= 1 or (widest <= LAYOUT_COLUMNS and any(LAYOUT.search(_lines(cell)) for cell in _cells(part))):
        return (
            _frame(part) if widest > 1 else write(inner for cell in _cells(part) for inner in cell.parts).rstrip("\n")
        )
    return "\n".join(_rows(part))


def _cells(table: Table) -> Iterator[Cell]:
    return (cell for row in table.rows for cell in row if not cell.continued)


def _lines(cell: Cell) -> str:
    return "\n".join(paragraph.text for paragraph in cell.paragraphs)


def _marked(paragraph: Paragraph) -> str:
    text = "\n".join(line.strip() for line in paragraph.text.split("\n")).strip()
    if not paragraph.bold or not text or "*" in text:
        return text
    return "\n".join(f"**{line}**" if line else "" for line in text.split("\n"))


def _frame(table: Table) -> str:
    """Cells between lines of one bar, row by row; an empty pair of bars parts two rows."""
    rows = []
    for row in table.rows:
        cells = ["\n".join(filter(None, map(_marked, cell.paragraphs))) for cell in row if not cell.continued]
        if any(cells):
            rows.append("|\n" + "\n|\n".join(cells) + "\n|")
    return "\n".join(rows)


def _rows(table: Table) -> Iterator[str]:
    """A line for each row, every grid column in its place; a cell merged downwards is said once.

    A mark that is merged over several columns stands in each: "x" over two months or two bodies means both.
    It is said again where the row holds a task or an agency of its own: without the merged half
    ("Sở Y tế" beside three tasks) that row would be nobody's.
    """
    grids = [_grid(row) for row in table.rows]
    width = max(map(len, grids))
    heads = [""] * width
    standing: list[str] = [""] * width
    for number, grid in enumerate(grids):
        grid += [(Cell(), True)] * (width - len(grid))
        own = {at for at, (cell, first) in enumerate(grid) if first and not cell.continued and cell.text}
        texts = []
        assigns = any(TASK_COLUMN.search(heads[at]) or HOLDER_COLUMN.search(heads[at]) for at in own)
        for at, (cell, first) in enumerate(grid):
            if cell.continued:
                texts.append(standing[at] if assigns else "")
                continue
            said = _one_line(cell).replace("|", "/") if first or (number and _MARK.match(cell.text)) else ""
            standing[at] = said
            texts.append(said)
        if number < 2:
            heads = [heads[at] or cell.text for at, (cell, _) in enumerate(grid)]
        if any(texts):
            yield "| " + " | ".join(texts) + " |"


def _one_line(cell: Cell) -> str:
    """A cell on one line; what the page parts by lines alone, two bodies, stays parted."""
    lines = cell.lines
    if len(lines) < 2:
        return cell.text
    from compiler.tables.cells import said_on_one_line  # the names of bodies are loaded for a list of lines only

    return said_on_one_line(lines)


def _grid(row: list[Cell]) -> list[tuple[Cell, bool]]:
    """A row on the grid: each column's cell, and whether the cell begins there."""
    return [(cell, offset == 0) for cell in row for offset in range(max(1, cell.span))]
