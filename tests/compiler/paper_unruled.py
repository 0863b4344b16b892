"""Annex tables that no rules draw: cells held apart by white space alone, as a drafter sets them who hides the borders."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tests.compiler.paper import ABOVE, LEFT, Grid, Piece, filled
from tests.compiler.paper_pdf import BOTTOM, LEFT_EDGE, RIGHT_EDGE, Printer, broken, print_pieces, width_of, write_pdf

STEP = 14.0
"""Points from line to line of a cell."""
CELL_SIZE = 11.0


@dataclass(frozen=True)
class Look:
    """How cells are set: `apart` is the white space between rows, `inset` that beside a cell's words, in points."""

    head_centred: bool = True
    numbers_centred: bool = True
    numbers_in_the_middle: bool = False
    head_bold: bool = True
    apart: float = 6.0
    inset: float = 5.4
    head_again: bool = False


@dataclass
class UnruledPrinter(Printer):
    """Sets grids without their rules; a row that does not fit on a sheet goes on, line by line, on the next."""

    look: Look = field(default_factory=Look)

    def grid(self, grid: Grid) -> None:
        rows = filled(grid)
        edges = self._edges(rows)
        self._head(grid, edges)
        for row in rows[grid.heads :]:
            self._row(grid, row, edges)
        self.y += 19.0

    def _edges(self, rows: list[list[str]]) -> list[float]:
        """Columns as wide as their longest word; what is left of the sheet goes to those that say most."""
        columns = range(len(rows[0]))
        words = [max(width_of(word, CELL_SIZE) for row in rows for word in row[at].split() or [""]) for at in columns]
        least = [word + 2 * self.look.inset for word in words]
        weights = [min(40, max(len(row[at]) for row in rows)) for at in columns]
        free = RIGHT_EDGE - LEFT_EDGE - sum(least)
        edges = [LEFT_EDGE]
        for at in columns:
            edges.append(edges[-1] + least[at] + free * weights[at] / sum(weights))
        return edges

    def _head(self, grid: Grid, edges: list[float]) -> None:
        for row in grid.rows[: grid.heads]:
            spans = [
                (at, next((to for to in range(at + 1, len(row)) if row[to] != LEFT), len(row)), text)
                for at, text in enumerate(row)
                if text not in (LEFT, ABOVE)
            ]
            cells = [
                (edges[at], broken(text, self._room(edges, at, to), 0, CELL_SIZE), edges[to]) for at, to, text in spans
            ]
            height = max(len(lines) for _, lines, _ in cells)
            for x0, lines, x1 in cells:
                for n, line in enumerate(lines):
                    self._set(line, x0, x1, self.y + n * STEP, centred=self.look.head_centred, bold=self.look.head_bold)
            self.y += height * STEP + self.look.apart

    def _row(self, grid: Grid, row: list[str], edges: list[float]) -> None:
        whole = sum(map(bool, row)) == 1 + bool(row[0])
        cells = [
            broken(text, self._room(edges, at, len(row) if whole and at else at + 1), 0, CELL_SIZE)
            for at, text in enumerate(row)
        ]
        middle = (max(map(len, cells)) - len(cells[0])) / 2 if self.look.numbers_in_the_middle else 0.0
        for n in range(max(map(len, cells))):
            if self.y + STEP > BOTTOM:
                self.room(BOTTOM)
                if self.look.head_again:
                    self._head(grid, edges)
            for at, lines in enumerate(cells):
                above = 0.0 if at else middle
                if 0 <= n - int(above) < len(lines):
                    y = self.y + (above - int(above)) * STEP
                    centred = not at and self.look.numbers_centred
                    self._set(lines[n - int(above)], edges[at], edges[at + 1], y, centred=centred)
            self.y += STEP
        self.y += self.look.apart

    def _room(self, edges: list[float], at: int, to: int) -> float:
        return edges[to] - edges[at] - 2 * self.look.inset

    def _set(self, line: str, x0: float, x1: float, y: float, *, centred: bool, bold: bool = False) -> None:
        free = x1 - x0 - width_of(line, CELL_SIZE)
        self.words(line, x0 + (free / 2 if centred else self.look.inset), y, size=CELL_SIZE, bold=bold)


def save_unruled(pieces: list[Piece], path: Path, look: Look | None = None) -> Path:
    """Write the pieces to `path`, their grids without rules."""
    return write_pdf(set_unruled(pieces, look or Look()), path)


def set_unruled(pieces: list[Piece], look: Look) -> UnruledPrinter:
    """The sheets of the pieces, for a test to print more on."""
    printer = UnruledPrinter(look=look)
    print_pieces(printer, pieces)
    return printer
