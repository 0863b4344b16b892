"""Ruled tables on a PDF page: lines from pdfium, cells by pdfplumber's geometry, text by our words."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pypdfium2 import raw  # type: ignore[import-untyped]

from compiler.read.page import Cell, Paragraph, Table
from compiler.read.pdf_words import Sheet, Word, joined, read_lines

THIN = 3.0
"""Points up to which a filled box is a rule."""
SNAP = 3.0
MIN_RULES = 6
MAX_RULES = 500
"""Rules of a page, once joined: below, an underline or a frame; above, a drawing, left as text."""
MAX_PATHS = 20_000
WHITE = 250
"""Each of red, green and blue from which a colour is paper (of 255)."""
Edge = dict[str, Any]
Box = tuple[float, float, float, float]
"""x0, top, x1, bottom."""


@dataclass(slots=True)
class Ruled:
    """A table and where it stands: `box` on the page, `edges` between its columns."""

    table: Table
    box: Box
    edges: list[float]


def read_tables(page: Any, words: list[Word], number: int) -> tuple[list[Ruled], list[Word]]:
    """The tables of a pypdfium2 page, and the words outside them."""
    edges = list(_edges(page))
    if len(edges) < MIN_RULES:
        return [], words
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    edges = merge_edges(edges, SNAP, SNAP, SNAP, SNAP)
    if not MIN_RULES <= len(edges) <= MAX_RULES:
        return [], words
    found: list[Ruled] = []
    for boxes in cells_to_tables(intersections_to_cells(edges_to_intersections(edges, SNAP, SNAP))):
        ruled, words = _ruled(boxes, words, number)
        if ruled is not None:
            found.append(ruled)
    return found, words


def _ruled(boxes: list[Box], words: list[Word], number: int) -> tuple[Ruled | None, list[Word]]:
    whole = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    columns = _lines_between([b[0] for b in boxes] + [whole[2]])
    tops = _lines_between([b[1] for b in boxes] + [whole[3]])
    if len(columns) < 3 or len(tops) < 2:
        return None, words
    inside = [word for word in words if _holds(whole, word)]
    cells: dict[Box, Cell] = {}
    for box in boxes:
        lines = read_lines([word for word in inside if _holds(box, word)], number)
        text = joined(lines)
        bold = bool(lines) and all(line.bold for line in lines)
        cells[box] = Cell([Paragraph(text, bold)] if text else [])
    rows = [_row(boxes, cells, columns, top, below) for top, below in pairwise(tops)]
    outside = [word for word in words if not _holds(whole, word)]
    return Ruled(Table([row for row in rows if row]), whole, columns), outside


def _row(boxes: list[Box], cells: dict[Box, Cell], columns: list[float], top: float, below: float) -> list[Cell]:
    """The cells that stand between two heights, left to right, each over as many columns as it covers."""
    middle = (top + below) / 2
    row: list[Cell] = []
    at = 0
    while at < len(columns) - 1:
        centre = (columns[at] + columns[at + 1]) / 2
        box = next((b for b in boxes if b[0] <= centre <= b[2] and b[1] <= middle <= b[3]), None)
        if box is None:
            row.append(Cell())
            at += 1
            continue
        span = max(1, sum(box[0] <= (a + b) / 2 <= box[2] for a, b in pairwise(columns)))
        above = box[1] < top - SNAP
        row.append(Cell([] if above else cells[box].parts, span=span, continued=above))
        at += span
    return row


def _lines_between(values: list[float]) -> list[float]:
    """Distinct positions; what differs by less than SNAP is one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > SNAP:
            found.append(value)
    return found


def _holds(box: Box, word: Word) -> bool:
    return box[0] - 1 <= (word.x0 + word.x1) / 2 <= box[2] + 1 and box[1] - 1 <= word.middle <= box[3] + 1


def _edges(page: Any) -> Iterator[Edge]:
    sheet = Sheet.of(page)
    width, height = page.get_size()
    for number, path in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])):
        if number > MAX_PATHS:
            return
        if not _is_seen(path):
            continue
        if raw.FPDFPath_CountSegments(path.raw) > 6:
            yield from _segments(path, sheet)
            continue
        box = sheet.seen(*path.get_bounds())
        wide, tall = box[2] - box[0], box[3] - box[1]
        if wide <= THIN or tall <= THIN:
            if max(wide, tall) > THIN:
                yield _edge(box)
        elif wide < 0.95 * width or tall < 0.95 * height:
            yield from _around(box)


def _is_seen(path: Any) -> bool:
    """Whether a path leaves a mark on white paper: Word lays a white box behind each line of a shaded paragraph."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path.raw, filled, stroked):
        return True
    inked = (stroked.value and not _is_white(raw.FPDFPageObj_GetStrokeColor, path)) or (
        filled.value and not _is_white(raw.FPDFPageObj_GetFillColor, path)
    )
    return bool(inked)


def _is_white(colour_of: Any, path: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not colour_of(path.raw, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= WHITE


def _around(box: Box) -> Iterator[Edge]:
    x0, top, x1, bottom = box
    for side in ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)):
        yield _edge(side)


def _segments(path: Any, sheet: Sheet) -> Iterator[Edge]:
    """The straight pieces of a path that draws a whole grid at once."""
    matrix = path.get_matrix()
    here = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(min(raw.FPDFPath_CountSegments(path.raw), MAX_PATHS)):
        segment = raw.FPDFPath_GetPathSegment(path.raw, at)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        there = matrix.on_point(x.value, y.value)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            across, up = sorted((here[0], there[0])), sorted((here[1], there[1]))
            box = sheet.seen(across[0], up[0], across[1], up[1])
            if min(box[2] - box[0], box[3] - box[1]) <= THIN < max(box[2] - box[0], box[3] - box[1]):
                yield _edge(box)
        here = there


def _edge(box: Box) -> Edge:
    x0, top, x1, bottom = box
    if x1 - x0 >= bottom - top:
        middle = (top + bottom) / 2
        return {"x0": x0, "x1": x1, "top": middle, "bottom": middle, "width": x1 - x0, "height": 0, "orientation": "h", "object_type": "line"}  # fmt: skip
    centre = (x0 + x1) / 2
    return {"x0": centre, "x1": centre, "top": top, "bottom": bottom, "width": 0, "height": bottom - top, "orientation": "v", "object_type": "line"}  # fmt: skip
