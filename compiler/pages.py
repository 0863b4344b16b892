"""What converters leave between the lines of a text: page numbers, also inside tables, and a blank line behind each."""

from __future__ import annotations

import re
from dataclasses import replace

from compiler.blocks import ENDED, MARKER, Line

NUMBER = re.compile(r"(?:[-–—]\s*)?(?:[Tt]rang\s+)?(\d{1,3})(?:\s*/\s*\d{1,3})?(?:\s*[-–—])?")
LEAST = 18
"""Lines, blank ones too, from one page's number to the next; the numbers of flattened rows stand closer."""
ENOUGH = 2
FULL = 0.6
"""Share of the usual width from which a line that has not ended goes on over the page."""


BROKEN = 0.1
"""Share of lines that begin with a small letter from which a text is broken at a width."""


def closed_up(lines: list[Line]) -> list[Line]:
    """The lines of a text that has a blank line behind every broken line, as if it had none there."""
    small = [line.gap for line in lines if line.text[0].islower() and not MARKER.match(line.text)]
    if len(small) < max(5, BROKEN * len(lines)) or sum(gap > 0 for gap in small) < 0.9 * len(small):
        return lines
    return [replace(line, gap=line.gap // 2) for line in lines]


def without_page_numbers(lines: list[Line]) -> list[Line]:
    """The lines without those that number pages: alone on a line, counting up by one, a page apart.

    The white space that a page's end made is taken out of the next line's gap.
    """
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
    chain: list[int] = []
    height, last, expected = 0, 0, 0
    for at, line in enumerate(lines):
        height += line.gap + 1
        found = NUMBER.fullmatch(line.text) if len(line.text) <= 16 else None
        if found is None or _cell(lines, at):
            continue
        number = int(found[1])
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
