"""A page's tree to paragraphs and tables, with the numbers that a browser puts before list items."""

from __future__ import annotations

import re

from compiler.read.html_notes import NOTE
from compiler.read.html_tree import BLOCKS, Node
from compiler.read.legacy import unicode_of
from compiler.read.numbering import show
from compiler.read.page import LAYOUT, Cell, Paragraph, Part, Table
from compiler.read.xml import whole

FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
STYLED = (
    ("decimal", "decimal"), ("lower-alpha", "lowerLetter"), ("lower-latin", "lowerLetter"), ("upper-alpha", "upperLetter"),
    ("upper-latin", "upperLetter"), ("lower-roman", "lowerRoman"), ("upper-roman", "upperRoman"), ("none", "none"),
)  # fmt: skip
TYPED = re.compile(r"\s*(?:[-–—+•▪*]|\d{1,2}(?:\.\d{1,2})*[.)/]|[a-zđ][.)]|[IVX]+[.)])(?=\s|\w)")
"""An item whose number is typed has none from the browser (list-style: none comes from a style sheet)."""
BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
FACE = re.compile(r"font-family\s*:\s*[\"']?([^;,\"']+)", re.IGNORECASE)
MAX_SPAN, MAX_ROWSPAN = 63, 500
FRAME_PARTS = 8
FRAME_SIZE = 1_500
"""A cell with this many parts and characters sets the page; it is no cell of a list of tasks."""


def parts_of(node: Node) -> list[Part]:
    """Paragraphs and tables of the part `node`."""
    walk = _Walk()
    walk.children(node, _Look())
    walk.close()
    return walk.parts


class _Look:
    """How text stands: bold, with its line breaks, in which font, how deep in bullets."""

    __slots__ = ("bold", "depth", "font", "kept")

    def __init__(self, bold: bool = False, kept: bool = False, font: str | None = None, depth: int = 0) -> None:
        self.bold, self.kept, self.font, self.depth = bold, kept, font, depth

    def inside(self, node: Node) -> _Look:
        style = node.attributes.get("style", "")
        face = FACE.search(style)
        return _Look(
            self.bold
            or node.tag in {"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
            or bool(BOLD.search(style)),
            self.kept or node.tag == "pre" or "white-space: pre" in style,
            face[1].strip() if face else node.attributes.get("face", self.font or "") or None,
            self.depth + (node.tag == "ul"),
        )


class _Walk:
    """One pass over a part of a page: text gathers until a block begins or ends."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self._said: list[tuple[str, bool]] = []
        self._label = ""

    def children(self, node: Node, look: _Look) -> None:
        """Read what `node` holds."""
        for child in node.children:
            if not child.tag:
                said = child.said if look.kept else re.sub(r"[ \t\r\n\f\xa0]+", " ", child.said)
                self._said.append((unicode_of(said, look.font), look.bold))
            elif child.tag == "br":
                self._said.append(("\n", look.bold))
            elif child.tag == "table":
                self.close()
                self._table(child, look)
            elif child.tag in {"ul", "ol"}:
                self.close()
                self._list(child, look.inside(child))
                self.close()
            elif child.tag in BLOCKS:
                self.close()
                self.children(child, look.inside(child))
                self.close()
            else:
                self.children(child, look.inside(child))

    def close(self) -> None:
        """End the paragraph."""
        said, self._said = self._said, []
        text = "".join(piece for piece, _ in said)
        text = "\n".join(re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n")).strip()
        if text:
            bold = all(heavy for piece, heavy in said if piece.strip())
            label, self._label = self._label, ""
            self.parts.append(Paragraph(text if not label or TYPED.match(text) else f"{label} {text}", bold))

    def _list(self, node: Node, look: _Look) -> None:
        form = _form(node)
        items = [child for child in node.children if child.tag == "li"]
        step = -1 if "reversed" in node.attributes else 1
        start = whole(node.attributes.get("start", "").strip())
        number = start if start is not None else (len(items) if step < 0 else 1)
        for child in node.children:
            if child.tag == "li":
                given = whole(child.attributes.get("value", "").strip())
                number = given if given is not None else number
                self.close()
                self._label = "" if NOTE in child.attributes else _label(node.tag, form, number, look.depth)
                self.children(child, look)
                self.close()
                self._label = ""
                number += step
            elif child.tag in {"ul", "ol"}:
                # old editors nest lists beside items, not in them
                self._list(child, look.inside(child))
            else:
                self.children(Node("div", children=[child]), look)

    def _table(self, node: Node, look: _Look) -> None:
        rows = [_cells(row, look) for row in _rows(node)]
        filled = [cell for row in rows for cell in row if cell.parts]
        nested = any(isinstance(part, Table) for cell in filled for part in cell.parts)
        long = any(len(cell.parts) >= FRAME_PARTS and len(cell.text) >= FRAME_SIZE for cell in filled)
        caption = next((child for child in node.children if child.tag == "caption"), None)
        if caption is not None:
            self.children(Node("p", children=[caption]), look)
            self.close()
        if len(filled) == 1 or (
            (nested or long) and not any(LAYOUT.search(_lines(cell)) and not long for cell in filled)
        ):
            self.parts.extend(part for cell in filled for part in cell.parts)
        elif filled:
            self.parts.append(Table(_spread(rows)))


def _lines(cell: Cell) -> str:
    return "\n".join(paragraph.text for paragraph in cell.paragraphs)


def _form(node: Node) -> str:
    style = node.attributes.get("style", "").lower()
    if "list-style" in style:
        return next((form for word, form in STYLED if word in style), "decimal" if node.tag == "ol" else "bullet")
    if node.tag == "ul":
        return "bullet"
    return FORMS.get(node.attributes.get("type", "1").strip(), "decimal")


def _label(tag: str, form: str, number: int, depth: int) -> str:
    if form == "none":
        return ""
    if tag == "ul" or form == "bullet":
        return "-" if depth <= 1 else "+"
    return show(form, number) + "."


def _rows(table: Node) -> list[Node]:
    found: list[Node] = []
    for child in table.children:
        if child.tag == "tr":
            found.append(child)
        elif child.tag in {"thead", "tbody", "tfoot"}:
            found += [row for row in child.children if row.tag == "tr"]
    return found


def _cells(row: Node, look: _Look) -> list[Cell]:
    found = []
    for child in row.children:
        if child.tag in {"td", "th"}:
            walk = _Walk()
            walk.children(child, look.inside(child))
            walk.close()
            span = whole(child.attributes.get("colspan", "").strip()) or 1
            cell = Cell(walk.parts, span=max(1, min(span, MAX_SPAN)))
            cell.rows = max(1, min(whole(child.attributes.get("rowspan", "").strip()) or 1, MAX_ROWSPAN))
            found.append(cell)
    return found


def _spread(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Cells that reach over rows below, as continued cells in those rows (HTML Living Standard, 4.9.12)."""
    reaching: dict[int, tuple[int, int]] = {}
    made: list[list[Cell]] = []
    for row in rows:
        cells: list[Cell] = []
        column = 0
        waiting = list(row)
        while waiting or column in reaching:
            if column in reaching:
                left, span = reaching.pop(column)
                cells.append(Cell(span=span, continued=True))
                if left > 1:
                    reaching[column] = (left - 1, span)
                column += span
                if not waiting and not any(at >= column for at in reaching):
                    break
                continue
            cell = waiting.pop(0)
            cells.append(cell)
            if cell.rows > 1:
                reaching[column] = (cell.rows - 1, cell.span)
            column += cell.span
        made.append(cells)
    return made
