"""What converters leave between the lines of a text: page numbers, also inside tables, and a blank line behind each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from compiler.tables.row_numbers import row_numbers
from compiler.text.blocks import ENDED, MARKER, MOTTO, RULE, Line

NUMBER = re.compile(r"(?:[-–—]\s*)?(?:[Tt]rang\s+)?(\d{1,3})(?:\s*/\s*\d{1,3})?(?:\s*[-–—])?")
BREAK = re.compile(r"[-–—=_*\s]*(?:PAGE BREAK|NGẮT TRANG|SANG TRANG|\f)[-–—=_*\s]*", re.IGNORECASE)
"""A mark of its own where a page ends: "--- PAGE BREAK ---"."""
_GAZETTE = re.compile(
    r"CÔNG BÁO\s*/\s*Số\s*\d[^\n]{0,60}|Ký bởi:\s*(?:CÔNG BÁO|CỔNG THÔNG TIN)[^\n]{0,80}|Ngày ký:\s*\d[\d :+.-]{8,30}"
)
"""What the official gazette prints over each page, and the signature that it puts into it."""
LEAST = 18
"""Lines, blank ones too, from one page's number to the next; the numbers of flattened rows stand closer."""
ENOUGH = 2
FULL = 0.6
"""Share of the usual width from which a line that has not ended goes on over the page."""


BROKEN = 0.1
"""Share of lines that begin with a small letter from which a text is broken at a width."""


MOST_FRAMED = 6
"""Rows of a letterhead or a tail set as a table."""
_CELL = re.compile(r"[^|]+")
_DRAWN = re.compile(r"\s*[-=_*]{3,}\s*$")
_PARTS = re.compile(r"(?<=\S)\s+(?=Độc lập\s*[-–]|- (?=\S)|KT\.|PHÓ CHỦ TỊCH|CHỦ TỊCH(?: UBND)?\s)")
"""Where the lines of a letterhead or a tail were joined in one cell."""


def unframed(lines: list[Line]) -> list[Line]:
    """The lines with the frames of a page opened: "| UBND TỈNH … | CỘNG HÒA … |" is a letterhead, not a table.

    The rows of a table that holds the national motto or "Nơi nhận:" become a line for each cell.
    """
    found: list[Line] = []
    at = 0
    while at < len(lines):
        end = at
        while (
            end < len(lines)
            and lines[end].text.startswith("|")
            and lines[end].text.endswith("|")
            and lines[end].text != "|"
        ):
            end += 1
        rows = lines[at:end]
        if len(rows) > MOST_FRAMED or not any(_framed(line.text) for line in rows):
            found.extend(lines[at : end + 1])
            at = end + 1
            continue
        found.extend(piece for line in rows for piece in _cells(line))
        at = end
    return found


def _framed(row: str) -> bool:
    return bool(MOTTO.search(row) or re.match(r"\|\s*Nơi\s+nhận\s*:", row, re.IGNORECASE))


def _cells(row: Line) -> Iterator[Line]:
    """The lines of the cells of a row, without the rules that are drawn under them."""
    for cell in _CELL.finditer(row.text):
        said = _DRAWN.sub("", cell[0]).rstrip()
        cuts = [0, *(part.end() for part in _PARTS.finditer(said)), len(said)]
        for start, stop in pairwise(cuts):
            piece = said[start:stop].strip()
            if piece and not RULE.match(piece):
                begin = row.start + cell.start() + start + said[start:stop].index(piece[0])
                yield Line(begin, begin + len(piece), piece, 1)


def closed_up(lines: list[Line]) -> list[Line]:
    """The lines of a text that has a blank line behind every broken line, as if it had none there."""
    small = [line.gap for line in lines if line.text[0].islower() and not MARKER.match(line.text)]
    if len(small) < max(5, BROKEN * len(lines)) or sum(gap > 0 for gap in small) < 0.9 * len(small):
        return lines
    return [replace(line, gap=line.gap // 2) for line in lines]


def without_page_breaks(lines: list[Line]) -> list[Line]:
    """The lines without the marks at which pages end, and the page's number beside one: those of a reading of scanned
    pages, and what the official gazette prints around each page.

    The sentence that a mark cuts goes on behind it.
    """
    kept: list[Line] = []
    turned = headed = False
    for line in lines:
        gazette = _GAZETTE.fullmatch(line.text) is not None
        if gazette or BREAK.fullmatch(line.text):
            if kept and NUMBER.fullmatch(kept[-1].text) and not (gazette and line.gap):
                kept.pop()  # the number stands close above the gazette's name, anywhere above a mark
            turned, headed = True, gazette
            continue
        if headed and NUMBER.fullmatch(line.text):
            headed = False
            continue
        if turned and kept and not ENDED.search(kept[-1].text) and not MARKER.match(line.text):
            line = replace(line, gap=0)
        turned = headed = False
        kept.append(line)
    return kept


_BESIDE = re.compile(r"(?P<number>\d{1,3})\s{3,}(?=[-–•+*]\s+\S)")
"""A page's number that a converter set on the line of the item below it: "3       - Chủ trì …"."""


def _without_numbers_beside(lines: list[Line]) -> list[Line]:
    """The lines, an item behind a page's number without it."""
    return [
        replace(line, start=line.start + beside.end(), text=line.text[beside.end() :])
        if (beside := _BESIDE.match(line.text)) is not None
        else line
        for line in lines
    ]


def without_page_numbers(lines: list[Line]) -> list[Line]:
    """The lines without those that number pages: alone on a line, counting up by one, a page apart.

    The white space that a page's end made is taken out of the next line's gap.
    """
    lines = _without_numbers_beside(lines)
    numbers = _numbers(lines)
    if not numbers:
        return lines
    width = sorted(len(line.text) for line in lines)[int(0.9 * len(lines))]
    kept: list[Line] = []
    number: Line | None = None
    for at, line in enumerate(lines):
        if at in numbers:
            number = line
            continue
        if number is not None:
            around = 2 if number.gap and line.gap else 0
            turned = around and kept and len(kept[-1].text) > FULL * width and not ENDED.search(kept[-1].text)
            framed = "|" in {line.text, kept[-1].text if kept else ""}
            line = replace(line, gap=0 if turned or framed else max(0, number.gap + line.gap - around))
            number = None
        kept.append(line)
    return kept


def _numbers(lines: list[Line]) -> set[int]:
    """Indexes of the lines that number pages."""
    counts = {
        at: int(found[1])
        for at, line in enumerate(lines)
        if len(line.text) <= 16 and (found := NUMBER.fullmatch(line.text)) and not _cell(lines, at)
    }
    rows = row_numbers(lines, [at for at in counts if lines[at].text.isdecimal()])
    chain: list[int] = []
    height, last, expected = 0, 0, 0
    for at, line in enumerate(lines):
        height += line.gap + 1
        if at not in counts or at in rows:
            continue
        number = counts[at]
        if number == expected and height - last >= LEAST:
            chain.append(at)
        elif not chain or (len(chain) == 1 and number <= 2):
            if number > 2:
                continue
            chain = [at]
        else:
            continue
        last, expected = height, number + 1
    return set(chain) if len(chain) >= ENOUGH else set()


def _cell(lines: list[Line], at: int) -> bool:
    """Whether a number is a whole cell of a flattened table: between bars, close to both."""
    after = lines[at + 1] if at + 1 < len(lines) else None
    before = lines[at - 1].text if at else ""
    return before == "|" and after is not None and after.text == "|" and not lines[at].gap and not after.gap
