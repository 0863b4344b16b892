"""Pieces of paper as a Word document, its numbers left to Word."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.compiler.paper import ABOVE, LEFT, Frame, Grid, Item, Marker, Para, Piece, read_marker


def save_docx(pieces: list[Piece], path: Path) -> Path:
    """Write the pieces to `path`."""
    document = Document()
    lists = _Lists(document)
    for piece in pieces:
        if isinstance(piece, Para):
            paragraph = document.add_paragraph()
            paragraph.add_run(piece.text).bold = piece.bold
            paragraph.alignment = ALIGN.CENTER if piece.centred else ALIGN.JUSTIFY
        elif isinstance(piece, Item):
            lists.add(piece)
        elif isinstance(piece, Frame):
            _frame(document, piece)
        else:
            _grid(document, piece)
    document.save(str(path))
    return path


class _Lists:
    """One list definition for each look of a number, one list for each time that it begins anew."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._root = document.part.numbering_part.element
        self._definitions: dict[tuple[str, str, str], int] = {}
        self._running: dict[tuple[str, str, str], tuple[int, int]] = {}
        self._keys = count(500)

    def add(self, item: Item) -> None:
        marker = read_marker(item.marker)
        paragraph = self._document.add_paragraph()
        paragraph.add_run(item.text if marker else f"{item.marker} {item.text}").bold = item.bold
        if marker is None:
            return
        look = (marker.form, marker.before, marker.behind)
        num, last = self._running.get(look, (0, -1))
        if num == 0 or (marker.value != last + 1 and marker.form != "bullet"):
            num = self._begin(look, marker)
        self._running[look] = (num, marker.value)
        number = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        number.get_or_add_ilvl().val = 0
        number.get_or_add_numId().val = num

    def _begin(self, look: tuple[str, str, str], marker: Marker) -> int:
        if look not in self._definitions:
            self._definitions[look] = key = next(self._keys)
            text = marker.behind if marker.form == "bullet" else f"{marker.before}%1{marker.behind}"
            definition = parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
                f'<w:numFmt w:val="{marker.form}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
            )
            self._root.insert(0, definition)
        num = next(self._keys)
        restart = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{marker.value}"/></w:lvlOverride>'
        self._root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{num}"><w:abstractNumId w:val="{self._definitions[look]}"/>'
                f"{'' if marker.form == 'bullet' else restart}</w:num>"
            )
        )
        return num


def _frame(document: Any, frame: Frame) -> None:
    table = document.add_table(rows=len(frame.rows), cols=max(map(len, frame.rows)))
    for row, cells in zip(table.rows, frame.rows, strict=True):
        for cell, lines in zip(row.cells, cells, strict=False):
            cell.paragraphs[0].add_run(lines[0] if lines else "")
            for line in lines[1:]:
                cell.add_paragraph(line)


def _grid(document: Any, grid: Grid) -> None:
    width = max(map(len, grid.rows))
    table = document.add_table(rows=len(grid.rows), cols=width)
    table.style = "Table Grid"
    rows = [list(row.cells) for row in table.rows]
    for number, said in enumerate(grid.rows):
        for at, text in enumerate(said):
            if text == LEFT:
                rows[number][at] = rows[number][at - 1].merge(rows[number][at])
            elif text == ABOVE:
                rows[number][at] = rows[number - 1][at].merge(rows[number][at])
    for number, said in enumerate(grid.rows):
        for at, text in enumerate(said):
            if text not in {LEFT, ABOVE, ""}:
                rows[number][at].paragraphs[0].add_run(text).bold = number < grid.heads
