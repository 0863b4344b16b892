"""Lines to blocks: paragraphs and list items, each flat, with the way back to its place in the text.

Layout is judged from the text itself: crawled plans break lines at a fixed width, portals keep
one paragraph to a line, converters put list items with or without blank lines between.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property

from compiler import gazetteer
from compiler.grammar import any_of, load
from compiler.manuscript import LOWER, UPPER, Manuscript, bare, same_tone

MARKER = re.compile(
    r"""(?:
      (?P<part>(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục|ĐIỀU|Điều)\s+(?:thứ\s+\w+|[IVXLC]+|\d+)(?:\s*[.:)\-–]|\s*$|(?=\s+[%UP%]{2})))
    | (?P<roman>(?=[IVXL])X{0,3}(?:IX|IV|V?I{0,3})\s*[.)\-–](?!\d)|[IVX]+/(?=\s)|(?:I[iv]{1,2}|Vi{1,3}|Ix|Xi{0,3})\s*[.)](?=\s))
    | (?P<capital>[A-HĐ]\s*[.)](?=\s))
    | (?P<number>\d{1,2}(?:\.\d{1,2}){0,4}(?:\s*[.)](?=\s|[^\W\d_])|\s*/(?=\s|[%UP%][%LOW%])|\s*[-–](?=\s*[%UP%])))
    | (?P<dotted>\d{1,2}(?:\.\d{1,2}){1,4}\.?(?=\s+[^\W\d_]))
    | (?P<paren>\(\d{1,2}\)[.:]?|\([a-zđ]\)[.:]?)
    | (?P<letter>[a-zđ]\d?\s*[.)](?=\s|[%UP%]))
    | (?P<plus>[+](?=\s*[^\s\d]|\s+\S))
    | (?P<dash>[-–—](?=\s*[^\s\d\-–—_.]|\s+\S))
    | (?P<star>[•▪●○◦■□✓➢*·§\uf020-\uf0ff](?=\s*\S)|[ov](?=\s+[%UP%]))
    )\s*""".replace("%UP%", UPPER).replace("%LOW%", LOWER),
    re.VERBOSE,
)
"""What opens a list item or a section: Nghị định 30/2020, Phụ lục I, and the habits of drafters."""
ITEM = re.compile(r"[-–+•]\s|\d{1,2}\.(?:\d\.?)*\s|[a-zđ]\)\s|[IVX]+\.\s")
ENDED = re.compile(r"[.;:!?…][\"”’)\]]*$")
MOTTO = re.compile(r"(?:CỘNG|cộng)\s+(?:HÒA|HOÀ)|Độc lập\s*[-–]\s*Tự do")
RULE = re.compile(r"^[\s\-_=–—.·*:~]+$")
TAIL = re.compile(r"(?:nơi\s+nhận|TM|KT|TL|TUQ|Q)\s*[.:]", re.IGNORECASE)
"""Opens the distribution list or the signature."""
OPENS = re.compile(
    r"(?:Căn cứ|Thực hiện|Theo đề nghị|Xét đề nghị|Trên đây là|Trong quá trình|Nơi nhận)\b"
    r"|(?:Yêu cầu|Đề nghị|Giao)\s(?=(?:các|Sở|UBND|Ủy ban|Uỷ ban|Thủ trưởng|Giám đốc|Công an|Văn phòng)\s)"
    r"|(?:(?:Cơ quan|Đơn vị) |)(?:[Cc]hủ trì|[Pp]hối hợp|[Tt]hực hiện|Thời gian|Thời hạn|Sản phẩm|Kết quả)[^:.;]{0,30}:"
)
"""Begins a paragraph where the line before has ended."""
WRAP_LIMIT = 130
"""Longest line of a text whose line breaks are typographic (crawled plans break at 80 to 100)."""


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
    rows: list[list[Block]] = field(default_factory=list)
    children: list[Block] = field(default_factory=list)
    parent: Block | None = None
    holds_items: bool = False
    timed: list[tuple[Block, int, int]] | None = None
    """The time that one of its items gives for all of them, once it was looked for (compiler/duties)."""

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


_HALF_NAME = re.compile(
    r"\w\s(?:(?:với|của|cho|mưu|cáo|về|trình|các|do|tại)\s)(?:Ủy ban nhân dân|UBND|Bộ|Sở|Chủ tịch|Thủ tướng)$"
)
"""A line that ends inside a name: "… tham mưu Ủy ban nhân dân"."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How lines are broken: at `width` (0: a line is a paragraph); `spaced`: a blank line between all paragraphs;
    `parted`: the same, perhaps with a line for each sentence."""

    width: int
    spaced: bool
    parted: bool = False

    @classmethod
    def of(cls, lines: list[Line]) -> Layout:
        """Judge by the lengths of lines and by the gaps before list items."""
        tail = next((i for i, line in enumerate(lines) if TAIL.match(line.text)), len(lines))
        front = next((i for i, line in enumerate(lines[:tail]) if MOTTO.search(line.text)), 0)
        # a portal sets long lines of its own around a page: the document is judged by itself
        end = tail if tail - front >= 25 else len(lines)  # the plan may stand behind the signature
        lengths = sorted(len(line.text) for line in lines[front:end])
        if not lengths:
            return cls(0, False, False)
        high = lengths[int(len(lengths) * 0.95)]
        # a text broken at a width has lines that go on with a small letter; short paragraphs have none
        broken = sum(line.text[0].islower() and not MARKER.match(line.text) for line in lines[front:end]) >= 0.06 * len(
            lengths
        )
        wrapped = broken and high <= WRAP_LIMIT and lengths[-1] <= 2 * WRAP_LIMIT
        items = [line.gap for line in lines[:tail] if ITEM.match(line.text)]
        spaced = len(items) >= 5 and sum(gap > 0 for gap in items) >= 0.7 * len(items)
        parted = len(items) >= 5 and sum(gap > 0 for gap in items) >= 0.95 * len(items)
        return cls(high if wrapped else 0, spaced and wrapped, parted)

    def continues(self, last: Line, line: Line, *, opener_is_item: bool = False) -> bool:
        """Whether `line` goes on with the paragraph whose last line is `last`.

        `opener_is_item`: the paragraph so far is one short line with a marker, perhaps a heading that names a body.
        """
        before = last.text
        opens = MARKER.match(line.text)
        alone = MARKER.fullmatch(f"{before} ")
        if alone and opens is None and line.gap <= 1:
            return True
        ended = bool(ENDED.search(before))
        lower = line.text[0].islower()
        if opens:
            # "chính trị\n- xã hội": a dash that the line break brought to the front
            rest = line.text[opens.end() :]
            # or "giai đoạn 2026\n- 2030"
            broken = rest[:1].islower() or (rest[:1].isdigit() and before[-1].isdigit())
            begun = MARKER.sub("", before, count=1) if MARKER.match(before) else before
            bracket = begun.count("(") > begun.count(")")
            broken = broken or bracket
            inside = (opens["dash"] or opens["star"]) is not None and broken and not ended and not line.gap
            # "…trật tự xã hội\n\n- Cơ quan thường trực …": a second hat (DOMAIN 2.B)
            hat = opens["dash"] is not None and not ended and bare(rest).startswith("co quan thuong truc")
            # "(trọng tâm là mục\nIII)." or "tại Mục\nII. …": a number that the line break brought to the front
            closes = opens[0].rstrip().endswith(")") and bracket and not ended
            counted = (opens["number"] or opens["roman"]) is not None and _awaits_number(before)
            return inside or hat or (not line.gap and (closes or counted))
        if line.gap:
            return lower and not ended and not before.isupper() and len(before) > 20 and line.gap <= 3
        if lower or self.spaced or last.bold:
            return True
        if self.parted and ended and before[-1] in ".;" and not gazetteer.starts().match(same_tone(line.text)):
            return not OPENS.match(line.text)
        if not ended and _HALF_NAME.search(before) and line.text[0].isupper() and not line.text.isupper():
            return True
        if not ended and line.text[0].isdigit() and (_awaits_number(before) or _counts_on(before, line.text)):
            return True
        if self.width == 0 or _shouts(before) != _shouts(line.text):
            return False
        # the first word would not have fitted behind: then the break is typographic
        fill = (len(before) + 1 + len(line.text.split(" ", 1)[0])) / self.width
        if ended:
            headed = line.heavy != last.heavy or line.text.endswith(":")
            return fill >= 0.92 and not headed and not OPENS.match(line.text)
        if opener_is_item and _opens_act(line.text):
            return fill > 1.0
        return fill >= 0.72 or before[-1] in ",(–-" or _dangling(before)


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
    if opened is None or opened.end() >= len(flat):
        return Block("", "para", flat, offsets, bold)
    sort, marker = str(opened.lastgroup), opened[0].strip()
    if sort in {"number", "dotted"}:
        sort = f"number{marker.rstrip('.)/-– ').count('.')}"
    # "**1.** Text": only the number is bold
    bold = bold or (raw.startswith("**") and raw.count("**") == 2 and raw.rstrip(":. ").endswith("**"))
    return Block(marker, sort, flat[opened.end() :], offsets[opened.end() :], bold)


def _shouts(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 8 and sum(c.isupper() for c in letters) >= 0.8 * len(letters)


def _opens_act(text: str) -> bool:
    return bool(_capital_acts().match(text))


@cache
def _capital_acts() -> re.Pattern[str]:
    acts = [act[0].upper() + act[1:] for act in load("verbs")["acts"]]
    return re.compile(rf"(?:{any_of(acts)})(?!\w)")


def _dangling(before: str) -> bool:
    last = before.rsplit(" ", 1)[-1].lower()
    return last in {
        "và",
        "của",
        "các",
        "số",
        "ngày",
        "về",
        "cho",
        "với",
        "tại",
        "theo",
        "trên",
        "trong",
        "là",
        "hoặc",
        "chánh",
        "giao",
        "giám",
        "sở",
        "bộ",
        "phòng",
        "thủ",
        "chủ",
        "ủy",
        "trưởng",
    }


def _counts_on(before: str, text: str) -> bool:
    """ "… tổ chức đợt tập huấn thứ" above "2 cho cán bộ ở cơ sở.": no item opens with a bare number and a small letter."""
    return len(before) >= 40 and bool(re.match(rf"\d[\d./,%-]*(?:\s+[{LOWER}]|[.;]$)", text))


def _awaits_number(before: str) -> bool:
    last = before.rsplit(" ", 1)[-1].lower()
    return last in {"ngày", "tháng", "năm", "số", "khoản", "điểm", "mục", "điều", "quý", "đến", "từ", "khu", "vực"}
