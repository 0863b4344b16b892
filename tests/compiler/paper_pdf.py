"""Pieces of paper as a PDF: lines set, justified and broken over pages, as a word processor prints them.

A small writer of our own (ISO 32000-1, 9.7 and 9.10): fonts are named, not embedded; their
ToUnicode map carries the letters, so that no font file is needed to make or to read it.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from pathlib import Path

from tests.compiler.paper import Frame, Grid, Item, Para, Piece, filled

WIDTH, HEIGHT = 595.0, 842.0
LEFT_EDGE, RIGHT_EDGE, TOP, BOTTOM = 85.0, 538.0, 60.0, 780.0
SIZE, LEADING, INDENT = 14.0, 19.0, 36.0


def advance(letter: str) -> float:
    """The width of a letter, in ems."""
    if letter in " .,;:iljIt'|!()-":
        return 0.3
    return 0.7 if letter.isupper() or letter in "mwMW" else 0.5


def width_of(text: str, size: float = SIZE) -> float:
    return sum(map(advance, text)) * size


@dataclass
class _Sheet:
    content: list[str] = field(default_factory=list)
    turned: bool = False


@dataclass
class Printer:
    """Sets lines on sheets; `numbered` prints page numbers from the second on, as Nghị định 30 asks; `shaded` lays a
    white box behind each cell and each of its lines, as Word prints shaded paragraphs of a table."""

    numbered: bool = True
    shaded: bool = False
    sheets: list[_Sheet] = field(default_factory=lambda: [_Sheet()])
    y: float = TOP
    letters: dict[str, int] = field(default_factory=dict)

    def room(self, needed: float) -> None:
        if self.y + needed > BOTTOM:
            self.sheets.append(_Sheet())
            self.y = TOP
            if self.numbered:
                self.words(str(len(self.sheets)), WIDTH / 2, 40.0)

    def words(
        self, text: str, x: float, y: float, *, bold: bool = False, size: float = SIZE, stretch: float = 0.0
    ) -> None:
        """A line of words from `x`, each set by itself; `stretch` widens every space."""
        for word in text.split(" "):
            codes = "".join(f"{self.letters.setdefault(letter, len(self.letters) + 1):04X}" for letter in word + " ")
            self.sheets[-1].content.append(
                f"BT /{'FB' if bold else 'FR'} {size} Tf {x:.2f} {HEIGHT - y - size:.2f} Td <{codes}> Tj ET"
            )
            x += width_of(word + " ", size) + stretch

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.sheets[-1].content.append(f"0.5 w {x0:.2f} {HEIGHT - y0:.2f} m {x1:.2f} {HEIGHT - y1:.2f} l S")

    def box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.sheets[-1].content.append(f"1 g {x0:.2f} {HEIGHT - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re f 0 g")

    def paragraph(self, text: str, bold: bool, centred: bool) -> None:
        measure = RIGHT_EDGE - LEFT_EDGE
        lines = broken(text, measure - (0 if centred else INDENT), measure)
        for at, line in enumerate(lines):
            self.room(LEADING)
            x = LEFT_EDGE + (INDENT if at == 0 and not centred else 0)
            free = RIGHT_EDGE - x - width_of(line)
            if centred:
                self.words(line, LEFT_EDGE + free / 2, self.y, bold=bold)
            else:
                spaces = line.count(" ")
                stretch = free / spaces if spaces and at < len(lines) - 1 else 0.0
                self.words(line, x, self.y, bold=bold, stretch=stretch)
            self.y += LEADING
        self.y += 6

    def frame(self, frame: Frame) -> None:
        self.room(LEADING * sum(max(map(len, row)) for row in frame.rows))
        for row in frame.rows:
            for column, cell in enumerate(row):
                x0, x1 = ((LEFT_EDGE - 20, 250.0), (262.0, 575.0))[column]
                for at, line in enumerate(cell):
                    size = min(13.0, 13.0 * (x1 - x0 - 4) / max(1.0, width_of(line, 13.0)))
                    free = x1 - x0 - width_of(line, size)
                    self.words(
                        line,
                        x0 + (0 if line.startswith("- ") else free / 2),
                        self.y + at * LEADING,
                        bold=line.isupper(),
                        size=size,
                    )
            self.y += LEADING * max(map(len, row))
        self.y += LEADING

    def grid(self, grid: Grid) -> None:
        rows = filled(grid)
        weights = [min(40.0, max(4.0, max(len(row[at]) for row in rows))) for at in range(len(rows[0]))]
        edges = [LEFT_EDGE]
        for weight in weights:
            edges.append(edges[-1] + weight / sum(weights) * (RIGHT_EDGE - LEFT_EDGE))
        for number, row in enumerate(rows):
            whole = number >= grid.heads and sum(map(bool, row)) == 1
            cells = [
                broken(text, edges[-1] - edges[at] - 8 if whole else edges[at + 1] - edges[at] - 6, 0, 11.0)
                for at, text in enumerate(row)
            ]
            height = max(map(len, cells)) * 14.0 + 6
            self.room(height)
            for at, lines in enumerate(cells):
                if self.shaded:
                    self.box(edges[at], self.y, edges[at + 1], self.y + height)
                for n, line in enumerate(lines):
                    if self.shaded:
                        self.box(edges[at] + 3, self.y + 2 + n * 14.0, edges[at + 1] - 3, self.y + 16 + n * 14.0)
                    self.words(line, edges[at] + 3, self.y + 2 + n * 14.0, size=11.0, bold=number < grid.heads)
            for y in (self.y, self.y + height):
                self.rule(edges[0], y, edges[-1], y)
            filled_at = next((at for at, text in enumerate(row) if text), 0)
            for at, x in enumerate(edges):
                if not whole or at in (0, filled_at, len(edges) - 1):
                    self.rule(x, self.y, x, self.y + height)
            self.y += height
        self.y += LEADING


def broken(text: str, first: float, rest: float, size: float = SIZE) -> list[str]:
    """Words on lines no wider than `first`, then `rest` (0: as the first)."""
    lines: list[str] = []
    for word in text.split():
        limit = first if len(lines) <= 1 or not rest else rest
        if lines and width_of(f"{lines[-1]} {word}", size) <= limit:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def save_pdf(pieces: list[Piece], path: Path, *, numbered: bool = True, shaded: bool = False) -> Path:
    """Write the pieces to `path`."""
    printer = Printer(numbered, shaded)
    print_pieces(printer, pieces)
    return write_pdf(printer, path)


def print_pieces(printer: Printer, pieces: list[Piece]) -> None:
    """Put the pieces on the printer's sheets, one below the other."""
    for piece in pieces:
        if isinstance(piece, Frame):
            printer.frame(piece)
        elif isinstance(piece, Grid):
            printer.grid(piece)
        elif isinstance(piece, Item):
            printer.paragraph(f"{piece.marker} {piece.text}", piece.bold, False)
        else:
            assert isinstance(piece, Para)
            printer.paragraph(piece.text, piece.bold, piece.centred)


def write_pdf(printer: Printer, path: Path) -> Path:
    """Write the printer's sheets to `path`."""
    path.write_bytes(_file(printer))
    return path


def _file(printer: Printer) -> bytes:
    pages = len(printer.sheets)
    first = 9
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(pages))
    widths = " ".join(f"{code} [{advance(letter) * 1000:.0f}]" for letter, code in printer.letters.items())
    known = [f"<{code:04X}> <{letter.encode('utf-16-be').hex()}>" for letter, code in printer.letters.items()]
    map_ = "\n".join(
        f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar"
        for part in (known[at : at + 100] for at in range(0, len(known), 100))
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{map_}\nendcmap end end"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
    ]
    for name, font in (("Times-Roman", 5), ("Times-Bold", 7)):
        objects.append(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{font} 0 R] /ToUnicode 8 0 R >>".encode()
        )
    for name in ("Times-Roman", "Times-Bold"):
        descendant = len(objects) + 1
        objects.append(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
            f" /FontDescriptor {6} 0 R /DW 500 /W [{widths}] >>".encode()
        )
        if descendant == 5:
            objects.append(
                b"<< /Type /FontDescriptor /FontName /Times-Roman /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0"
                b" /Ascent 891 /Descent -216 /CapHeight 662 /StemV 80 >>"
            )
    objects.append(_stream(cmap.encode()))
    for number, sheet in enumerate(printer.sheets):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}]{' /Rotate 90' * sheet.turned} /Contents {first + 2 * number + 1} 0 R"
            " /Resources << /Font << /FR 3 0 R /FB 4 0 R >> >> >>".encode()
        )
        # drawn sideways, for the reader to turn: landscape annexes from scanners and plotters
        turn = [f"0 1 -1 0 {WIDTH} 0 cm"] if sheet.turned else []
        objects.append(_stream("\n".join([*turn, *sheet.content]).encode()))
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{at:010} 00000 n \n".encode() for at in places)
    made += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(made)


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream"
