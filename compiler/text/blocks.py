"""Lines to blocks: paragraphs and list items, each flat, with the way back to its place in the text."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from compiler.text.manuscript import LOWER, UPPER, Manuscript, bare, same_tone

MARKER = re.compile(
    r"""(?:
      (?P<part>(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục|ĐIỀU|Điều)\s+(?:(?:thứ|Thứ|THỨ)\s+\w+|[IVXLC]+|\d+)(?:\s*[.:)\-–]|\s*$|(?=\s+[%UP%]{2})))
    | (?P<roman>(?=[IVXL])X{0,3}(?:IX|IV|V?I{0,3})\s*[.)\-–](?!\d)|[IVX]+/(?=\s)|(?:I[iv]{1,2}|Vi{1,3}|Ix|Xi{0,3})\s*[.)](?=\s))
    | (?P<capital>[A-HĐ]\s*[.)](?=\s))
    | (?P<number>\d{1,2}(?:\.\d{1,2}){0,4}(?:\s*[.)](?=\s|[^\W\d_])|\s*/(?=\s|[%UP%][%LOW%])|\s*[-–](?=\s*[%UP%])))
    | (?P<dotted>\d{1,2}(?:\.\d{1,2}){1,4}\.?(?=\s+[^\W\d_]))
    | (?P<paren>\(\d{1,2}\)[.:]?|\([a-zđ]\)[.:]?)
    | (?P<letter>[a-zđ]\d?\s*(?:[.)](?=\s|[%UP%])|/(?=\s+[%UP%])))
    | (?P<plus>[+](?=\s*[^\s\d]|\s+\S))
    | (?P<dash>(?:_{1,3}\s+)?[-–—](?=\s*[^\s\d\-–—_.]|\s+\S)|[_~](?=\s+[%UP%][%LOW%]))
    | (?P<star>[•▪●○◦■□✓➢*·§\uf020-\uf0ff](?=\s*\S)|[ov](?=\s+[%UP%]))
    )\s*""".replace("%UP%", UPPER).replace("%LOW%", LOWER),
    re.VERBOSE,
)
"""What opens a list item or a section: Nghị định 30/2020, Phụ lục I, and the habits of drafters."""


ENDED = re.compile(r"[.;:!?…][\"”’)\]]*$")


MOTTO = re.compile(r"(?:CỘNG|cộng)\s+(?:HÒA|HOÀ)|Độc lập\s*[-–]\s*Tự do")


RULE = re.compile(r"^[\s\-_=–—.·*:~]+$")


TAIL = re.compile(r"_*(?:n[oơ]i\s+nh[aâậ]n|TM|KT|TL|TUQ|Q)\s*[.:]|(?:T/M|K/T|T/L)\s(?-i:[A-ZĐ])", re.IGNORECASE)
"""Opens the distribution list or the signature."""


@dataclass(slots=True)
class Line:
    """``clean[start:end]`` without surrounding space; `gap` counts the blank lines before it; `bold` runs on behind it,
    `heavy` is all of it."""

    start: int
    end: int
    text: str
    gap: int
    bold: bool = False
    heavy: bool = False


@dataclass
class Block:
    """A paragraph, list item, table, row or cell. `text` is flat; `offsets` leads back to `clean`."""

    marker: str
    sort: str
    text: str
    offsets: array[int]
    bold: bool = False
    level: int = 0
    """Of a title that the text marks as one ("## …"): how many signs; 0 for all else."""
    rows: list[list[Block]] = field(default_factory=list)
    children: list[Block] = field(default_factory=list)
    parent: Block | None = None
    holds_items: bool = False
    timed: dict[int, tuple[Block, int, int]] | None = None
    """The times that its items give beside the others, once they were looked for (compiler/when/duty_due); by the item's id."""

    labelled: list[tuple[str, int, int, int]] | None = None
    """Its labelled stretches, once they were looked for (compiler/duties/labels): kind, place of the label, start, end."""

    @cached_property
    def key(self) -> str:
        """`text` with one tone placement, same length: what rules match."""
        return same_tone(self.text)

    @cached_property
    def bare(self) -> str:
        """`text` in lower case without accents, same length: for texts with misread tones."""
        return bare(self.text)

    @property
    def position(self) -> int:
        """Its number among its siblings, which stand in the order of the text."""
        beside = self.parent.children if self.parent is not None else []
        at = bisect_left(beside, self.place(), key=Block.place)
        if at < len(beside) and beside[at] is self:
            return at
        return next((i for i, one in enumerate(beside) if one is self), len(beside))

    def place(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """``text[start:end]`` as offsets into `clean`, end exclusive."""
        end = len(self.text) if end is None else end
        if end <= start:
            at = self.offsets[min(start, len(self.offsets) - 1)] if self.offsets else 0
            return at, at
        return self.offsets[start], self.offsets[end - 1] + 1

    def walk(self) -> Iterator[Block]:
        """This block and everything under it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self) -> Iterator[Block]:
        """Parents from the nearest up; the root is left out."""
        above = self.parent
        while above is not None and above.parent is not None:
            yield above
            above = above.parent


def read_lines(manuscript: Manuscript) -> list[Line]:
    """The lines that hold something."""
    found: list[Line] = []
    start, gap = 0, 0
    clean = manuscript.clean
    for text in clean.split("\n"):
        flat = text.strip()
        if flat:
            lead = len(text) - len(text.lstrip())
            begin, end = start + lead, start + lead + len(flat)
            found.append(Line(begin, end, flat, gap, *_bold(manuscript, begin, end)))
            gap = 0
        else:
            gap += 1
        start += len(text) + 1
    return found


def _bold(manuscript: Manuscript, start: int, end: int) -> tuple[bool, bool]:
    """Whether a bold run opens in a line and is not closed there ("**2. Sở\\nTài chính**"), and whether the line is one."""
    at = manuscript.span(start, end)
    raw = manuscript.raw[max(0, at.start - 2) : at.end]
    closed = manuscript.raw[at.end : at.end + 20].lstrip(" ").startswith("**")
    return raw.count("**") % 2 == 1 and not closed, raw.startswith("**") and raw.count("**") == 1 and closed


def make_block(manuscript: Manuscript, lines: list[Line], *, cell: bool = False) -> Block:
    """Join `lines` (at least one) into a block; a `cell` keeps its leading number or dash in the text."""
    clean = manuscript.clean
    text: list[str] = []
    offsets: array[int] = array("l")
    for line in lines:
        said = clean[line.start : line.end]
        if said and " ".join(said.split()) == said:  # as most lines are
            if text:
                text.append(" ")
                offsets.append(line.start - 1)
            text.append(said)
            offsets.extend(range(line.start, line.end))
            continue
        for word in re.finditer(r"\S+", said):
            start = line.start + word.start()
            if text:
                text.append(" ")
                offsets.append(start - 1)
            text.append(word[0])
            offsets.extend(range(start, start + len(word[0])))
    flat = "".join(text)
    at = manuscript.span(lines[0].start, lines[-1].end)
    raw = manuscript.raw[max(0, at.start - 2) : at.end + 2].strip()
    bold = raw.startswith("**") and raw.endswith("**")
    opened = None if cell else MARKER.match(flat)
    level = 0 if cell else _level(manuscript.raw, at.start)
    if opened is None or opened.end() >= len(flat):
        return Block("", "para", flat, offsets, bold, level)
    sort, marker = str(opened.lastgroup), opened[0].strip()
    if sort in {"number", "dotted"}:
        sort = f"number{marker.rstrip('.)/-– ').count('.')}"
    # "**1.** Text": only the number is bold
    bold = bold or (raw.startswith("**") and raw.count("**") == 2 and raw.rstrip(":. ").endswith("**"))
    return Block(marker, sort, flat[opened.end() :], offsets[opened.end() :], bold, level)


_TITLE_SIGN = re.compile(r"\n?[ \t]{0,3}(?P<signs>#{1,6})[ \t]+\*{0,3}$")


def _level(raw: str, start: int) -> int:
    """How many signs mark the line that begins at ``raw[start]`` as a title (CommonMark, 4.2)."""
    before = raw[max(0, start - 14) : start]
    signs = _TITLE_SIGN.search(before)
    whole = signs is not None and (before[signs.start()] == "\n" or start < 14)
    return len(signs["signs"]) if signs is not None and whole else 0
