"""A document as pieces of paper: what a drafter sets, before it is typed as text, Word, page or PDF."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from compiler.text.manuscript import Manuscript
from compiler.text.outline import read_blocks

ABOVE = "\u2191"
"""A cell that is merged with the one above."""
LEFT = "\u2190"
"""A cell that is merged with the one to its left."""


@dataclass
class Para:
    """A paragraph without a number."""

    text: str
    bold: bool = False
    centred: bool = False


@dataclass
class Item:
    """A numbered paragraph: the program writes `marker`, the drafter only `text`."""

    marker: str
    text: str
    bold: bool = False


@dataclass
class Frame:
    """A borderless table of cells that hold lines."""

    rows: list[list[list[str]]]


@dataclass
class Grid:
    """A ruled table; the first `heads` rows are its head. Cells may be ABOVE or LEFT."""

    rows: list[list[str]]
    heads: int = 1


Piece = Para | Item | Frame | Grid


@dataclass
class Marker:
    """What a marker counts: `form` as in w:numFmt, its `value`, and what stands around it."""

    form: str
    value: int
    before: str = ""
    behind: str = ""
    depth: int = 0


LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


def read_marker(marker: str) -> Marker | None:
    """The marker as something that counts; None for one that must be typed ("đ)", "Điều 1.")."""
    if marker in {"-", "–", "+", "•"}:
        return Marker("bullet", 0, behind=marker, depth=5 if marker == "+" else 4)
    if found := re.fullmatch(r"([IVX]+)([.)/])", marker):
        return (
            Marker("upperRoman", ROMANS.index(found[1]) + 1, behind=found[2], depth=0) if found[1] in ROMANS else None
        )
    if found := re.fullmatch(r"((?:\d+\.)*)(\d+)([.)/]?)", marker):
        if found[2] != str(int(found[2])):
            return None
        return Marker("decimal", int(found[2]), found[1], found[3], depth=1 + found[1].count("."))
    if found := re.fullmatch(r"([a-z])([.)])", marker):
        return Marker("lowerLetter", LETTERS.index(found[1]) + 1, behind=found[2], depth=3)
    return None


def as_text(pieces: list[Piece]) -> str:
    """As a portal would give it: a paragraph to a line, cells between bars."""
    return "\n\n".join(map(_typed, pieces)) + "\n"


def _typed(piece: Piece) -> str:
    if isinstance(piece, Frame):
        return "\n".join("|\n" + "\n|\n".join("\n".join(cell) for cell in row) + "\n|" for row in piece.rows)
    if isinstance(piece, Grid):
        return "\n".join("| " + " | ".join(row) + " |" for row in filled(piece))
    text = f"{piece.marker} {piece.text}" if isinstance(piece, Item) else piece.text
    return f"**{text}**" if piece.bold else text


def filled(grid: Grid) -> list[list[str]]:
    """The rows with every merged cell resolved: what stands to the left is empty, what stands above is said again."""
    rows: list[list[str]] = []
    for row in grid.rows:
        rows.append(["" if said == LEFT else rows[-1][at] if said == ABOVE else said for at, said in enumerate(row)])
    return rows


@dataclass
class _Pages:
    pieces: list[Piece] = field(default_factory=list)


def pieces_of(text: str) -> list[Piece]:
    """A plan's text taken apart: the header block and the signature as frames, items without their markers."""
    blocks = [block for block in read_blocks(Manuscript(text)) if block.text or block.rows]
    pieces: list[Piece] = []
    if len(blocks) > 4 and re.match(r"Số\s*:", blocks[2].text) and "CỘNG H" in blocks[1].text:
        said = [block.text for block in blocks[:4]]
        pieces.append(Frame([[[said[0]], _motto(said[1])], [[said[2]], [said[3]]]]))
        blocks = blocks[4:]
    foot: tuple[list[str], list[str]] | None = None
    for block in blocks:
        if re.match(r"Nơi\s+nhận", block.text) and foot is None:
            foot = ([block.text], [])
        elif foot is not None and not block.rows and not re.match(r"PHỤ LỤC|DANH MỤC|BIỂU", block.text):
            foot[bool(foot[1]) or re.match(r"(?:TM|KT|TL)\.", block.text) is not None].append(
                f"{block.marker} {block.text}".strip()
            )
        else:
            if foot is not None:
                pieces.append(Frame([list(foot)]))
                foot = ([], [])
                foot = None
            pieces.append(_piece(block))
    if foot is not None:
        pieces.append(Frame([list(foot)]))
    return pieces


def _motto(text: str) -> list[str]:
    at = text.find("Độc lập")
    return [text[:at].strip(), text[at:].strip()] if at > 0 else [text]


def _piece(block) -> Piece:  # type: ignore[no-untyped-def]
    if block.rows:
        width = max(len(row) for row in block.rows)
        return Grid([[cell.text for cell in row] + [LEFT] * (width - len(row)) for row in block.rows])
    if block.marker:
        return Item(block.marker, block.text, block.bold)
    return Para(block.text, block.bold, centred=block.text.isupper())
