"""The words of a PDF page with their places, and the lines that they stand on.

Lengths are points (1/72 inch), `top` counted from the upper edge.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from pypdfium2 import raw  # type: ignore[import-untyped]

COLUMN_GAP = 1.6
"""White space, in letter heights, that parts two columns of a frame. Between justified words: up to 1.2."""
_BROKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(slots=True)
class Word:
    """A word and the box that its letters stand in."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    bold: bool = False

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Line:
    """Words side by side; `page` counts from 0, `gap` is the white space above, in points."""

    words: list[Word]
    page: int
    gap: float = 0.0

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def height(self) -> float:
        return median(word.bottom - word.top for word in self.words)

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a page is turned and cut: its own coordinates count from below, before turning (ISO 32000-1, 8.3.2.3)."""

    left: float
    low: float
    right: float
    high: float
    turned: int

    @classmethod
    def of(cls, page: Any) -> Sheet:
        """Of a pypdfium2 page."""
        left, low, right, high = page.get_cropbox()
        return cls(left, low, right, high, page.get_rotation() % 360)

    def seen(self, left: float, low: float, right: float, high: float) -> tuple[float, float, float, float]:
        """A box as a reader sees it: x0, top, x1, bottom."""
        if self.turned == 90:
            return low - self.low, left - self.left, high - self.low, right - self.left
        if self.turned == 180:
            return self.right - right, low - self.low, self.right - left, high - self.low
        if self.turned == 270:
            return self.high - high, self.right - right, self.high - low, self.right - left
        return left - self.left, self.high - high, right - self.left, self.high - low


def read_words(text_page: Any, sheet: Sheet) -> list[Word]:
    """The words of a pypdfium2 text page, in the order of the content stream."""
    count = text_page.count_chars()
    box, name, flags = raw.FS_RECTF(), ctypes.create_string_buffer(128), ctypes.c_int()
    words: list[Word] = []
    letters: list[str] = []
    edges = [0.0, 0.0, 0.0, 0.0]
    bold = False

    def close() -> None:
        if letters:
            words.append(Word("".join(letters), edges[0], edges[1], edges[2], edges[3], bold))
            letters.clear()

    for at in range(count):
        letter = _letter(raw.FPDFText_GetUnicode(text_page.raw, at))
        if letter.isspace() or not letter:
            close()
            continue
        raw.FPDFText_GetLooseCharBox(text_page.raw, at, box)
        x0, top, x1, bottom = sheet.seen(box.left, box.bottom, box.right, box.top)
        if letters and (top > edges[3] or bottom < edges[2] or x0 < edges[0] or x0 - edges[1] > bottom - top):
            close()
        if not letters:
            raw.FPDFText_GetFontInfo(text_page.raw, at, name, 128, flags)
            bold = b"bold" in name.value.lower() or b"black" in name.value.lower()
            edges = [x0, x1, top, bottom]
        letters.append(letter)
        edges = [min(edges[0], x0), max(edges[1], x1), min(edges[2], top), max(edges[3], bottom)]
    close()
    return words


def read_lines(words: list[Word], page: int) -> list[Line]:
    """Words on one height as lines, from top to bottom, each split where a column's white space is."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.middle):
        row = rows[-1] if rows else None
        if row is not None and abs(word.middle - row[-1].middle) < 0.45 * (word.bottom - word.top):
            row.append(word)
        else:
            rows.append([word])
    lines: list[Line] = []
    above = 0.0
    for row in rows:
        row.sort(key=lambda w: w.x0)
        line = Line(row, page)
        line.gap = line.top - above
        above = line.bottom
        lines.append(line)
    return lines


def joined(lines: list[Line]) -> str:
    """Lines as one; a word that was broken behind its hyphen ("12/KH-", "UBND") is whole again."""
    text = ""
    for line in lines:
        glued = len(text) > 1 and text[-1] == "-" and text[-2].isalnum() and line.text[:1].isalnum()
        text += line.text if not text or glued else f" {line.text}"
    return text


def columns(line: Line) -> list[Line]:
    """The stretches of a line between white spaces wide enough to part columns."""
    limit = COLUMN_GAP * line.height
    parts = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if word.x0 - before.x1 > limit:
            parts.append([])
        parts[-1].append(word)
    return [Line(part, line.page, line.gap) for part in parts]


def _letter(code: int) -> str:
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return ""
    # pdfium gives U+FFFE for a hyphen at a line's end, U+0002 in older builds
    return "-" if code in (0xFFFE, 0x02) else _BROKEN.sub("", chr(code))
