"""Lines of PDF pages to paragraphs: broken lines joined, page numbers and stamps dropped, two columns kept apart."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from statistics import median

from compiler.read.page import LAYOUT, Cell, Paragraph, Part, Table
from compiler.read.pdf_gutters import rich
from compiler.read.pdf_words import Line, columns, joined

PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
STAMP = re.compile(
    r"(?:Người ký|Ký bởi|Thời gian ký|Email|Cơ quan|Tổ chức|Ngày ký|Signed by|Signature)\b.{0,80}", re.IGNORECASE
)
SIGNED = re.compile(r"(?:Thời gian ký|Ngày ký|Người ký|Ký bởi|Signed by)\b", re.IGNORECASE)
"""What a signing program prints on a page (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục IV): not the document's words."""
MOTTO = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM")
SECOND_ROW = re.compile(r"\W*Số\s*:|.{2,60},\s*ngày\b", re.IGNORECASE)
KIND = re.compile(
    r"(?:KẾ HOẠCH|QUYẾT ĐỊNH|CHỈ THỊ|THÔNG BÁO|HƯỚNG DẪN|NGHỊ QUYẾT|CHƯƠNG TRÌNH|BÁO CÁO|ĐỀ ÁN|QUY CHẾ)\b|Kính gửi"
)
COPIES = re.compile(r"\W*Nơi\s+nhận\b", re.IGNORECASE)
ANNEX = re.compile(r"(?:PHỤ LỤC|Phụ lục|DANH MỤC|BIỂU|MẪU)\b")
MARKER = re.compile(
    r"(?:[-–+•▪*]\s*(?=\S)|\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)/]\s*(?=\D)|\d{1,2}(?:\.\d{1,2}){1,3}\s+(?=\D)|[a-zđ][.)]\s|[IVX]{1,5}\s*[.)/]\s"
    r"|[A-HĐ][.)]\s|(?:Điều|Phần|Chương|Mục)\s+[IVX\d])"
)
ENDED = re.compile(r"[.;:!?…][\"”’)\]]*$")
MARGIN_ZONE = 0.09
"""Share of the page's height in which a running head or foot stands (Nghị định 30: 20 to 25 mm of 297)."""
FULL = 0.03
"""Share of the text's width that a justified line may fall short."""
LOOSE = 1.75
"""White space above a line, in usual ones, that parts paragraphs."""


@dataclass(slots=True)
class Page:
    """The lines of a page outside its tables, from top to bottom."""

    lines: list[Line]
    width: float
    height: float


def clean_pages(pages: list[Page]) -> None:
    """Drop page numbers, running heads and feet, and what signing programs print."""
    seen: Counter[str] = Counter()
    shifts: Counter[int] = Counter()
    for page in pages:
        # the head of a table is said again on every page
        edge = [line for line in page.lines if _in_margin(line, page) and not rich(line)]
        seen.update({_running(line) for line in edge})
        shifts.update({int(line.text) - line.page for line in edge if _bare(line)})
    often = {text for text, count in seen.items() if count >= 3 and count > len(pages) // 2 and text}
    for page in pages:
        stamped = any(SIGNED.match(part.text) for line in page.lines for part in columns(line))
        kept = []
        for line in page.lines:
            if _in_margin(line, page) and not rich(line) and _foreign(line, page, shifts, often):
                continue
            if stamped:
                words = [word for part in columns(line) if not STAMP.fullmatch(part.text) for word in part.words]
                if not words:
                    continue
                line = Line(words, line.page, line.gap)
            kept.append(line)
        page.lines = kept


def head_block(page: Page) -> tuple[Part | None, list[Line]]:
    """The two-column header of the first page as a frame of two rows, and the lines below it."""
    motto = next((part for line in page.lines[:12] for part in columns(line) if MOTTO.search(part.text)), None)
    if motto is None:
        return None, page.lines
    rest = next((at for at, line in enumerate(page.lines) if at and KIND.match(line.text)), None)
    if rest is None or rest > 14:
        rest = sum(line.top <= motto.bottom + 6 * motto.height for line in page.lines)
    cells: list[list[list[Paragraph]]] = [[[], []], [[], []]]
    left_most = motto.x0 - 2 * motto.height
    for line in page.lines[:rest]:
        for part in columns(line):
            right = part.x0 > left_most or part.centre > (left_most + motto.centre) / 2
            if not any(letter.isalnum() for letter in part.text):
                continue
            cells[bool(SECOND_ROW.match(part.text))][right].append(Paragraph(part.text, part.bold))
    rows = [[Cell(list(cell)) for cell in row] for row in cells if any(row)]
    return Table(rows), page.lines[rest:]


def foot_block(lines: list[Line], width: float) -> tuple[list[Line], Part | None, list[Line]]:
    """Lines before the distribution list, the list beside the signature as a frame, and the lines behind it."""
    start = next((at for at, line in enumerate(lines) if COPIES.match(columns(line)[0].text)), None)
    if start is None:
        return lines, None, []
    # the signature may begin a little above its neighbour
    while (
        start
        and len(columns(lines[start - 1])) == 1
        and lines[start - 1].x0 > 0.45 * width
        and _signs(lines[start - 1])
    ):
        start -= 1
    stop = start
    left: list[Paragraph] = []
    right: list[Paragraph] = []
    page = lines[start].page
    while stop < len(lines) and lines[stop].page == page and not ANNEX.match(lines[stop].text):
        for part in columns(lines[stop]):
            (right if part.x0 > 0.42 * width else left).append(Paragraph(part.text, part.bold))
        stop += 1
    return lines[:start], Table([[Cell(list(left)), Cell(list(right))]]), lines[stop:]


def paragraphs(lines: list[Line]) -> list[Paragraph]:
    """The paragraphs of full-width lines, also across pages."""
    if not lines:
        return []
    margin = _Margin.of(lines)
    found: list[list[Line]] = []
    for line in lines:
        if found and margin.goes_on(found[-1], line):
            found[-1].append(line)
        else:
            found.append([line])
    return [Paragraph(joined(group), all(line.bold for line in group)) for group in found]


@dataclass(frozen=True, slots=True)
class _Margin:
    """Where the lines of a document begin and end, and the usual white space between them."""

    left: float
    right: float
    height: float
    gap: float

    @classmethod
    def of(cls, lines: list[Line]) -> _Margin:
        starts = Counter(round(line.x0) for line in lines)
        often = [x for x, count in starts.items() if count >= max(2, len(lines) // 20)]
        ends = sorted(line.x1 for line in lines)
        gaps = [line.gap for line in lines if 0 < line.gap < 40]
        return cls(
            min(often) if often else min(starts),
            ends[int(len(ends) * 0.9)],
            median(line.height for line in lines),
            median(gaps) if gaps else 0.0,
        )

    def goes_on(self, group: list[Line], line: Line) -> bool:
        """Whether `line` goes on with the paragraph `group`."""
        before, first = group[-1], group[0]
        ended = ENDED.search(before.text) is not None
        lower = line.text[0].islower()
        centred = self._centred(line)
        if self._centred(before) or centred:
            return lower and not ended and self._centred(before) == centred
        if MARKER.match(line.text) and not (self._full(before, line) and not ended and self._at_left(line, first)):
            return False
        if lower and not ended:
            return True
        if not self._full(before, line) or before.bold != line.bold:
            return False
        same_page = line.page == before.page
        if same_page and line.gap > LOOSE * self.gap + 0.5 * self.height:
            return False
        step = line.x0 - before.x0
        if abs(step) < 0.6 * self.height:
            both_begin = len(group) == 1 and line.x0 > self.left + 0.6 * self.height
            return not (ended and (both_begin or (same_page and line.gap > self.gap + 0.25 * self.height)))
        if step > 0:
            return len(group) == 1 and not ended
        return len(group) == 1 or not ended

    def _at_left(self, line: Line, first: Line) -> bool:
        return line.x0 < self.left + 0.6 * self.height and first.x0 > line.x0 + 0.6 * self.height

    def _full(self, line: Line, after: Line) -> bool:
        """Whether the next line's first word would not have fitted behind `line`."""
        word = after.words[0]
        return line.x1 + (word.x1 - word.x0) + 0.3 * self.height > self.right - FULL * (self.right - self.left)

    def _centred(self, line: Line) -> bool:
        middle = (self.left + self.right) / 2
        inset = 1.5 * self.height
        return line.x0 > self.left + 3 * inset and line.x1 < self.right - inset and abs(line.centre - middle) < inset


def _in_margin(line: Line, page: Page) -> bool:
    return line.bottom < MARGIN_ZONE * page.height or line.top > (1 - MARGIN_ZONE) * page.height


def _bare(line: Line) -> bool:
    return len(line.text) <= 4 and line.text.isdecimal()


def _foreign(line: Line, page: Page, shifts: Counter[int], often: set[str]) -> bool:
    """Whether a line in the margin is a running head or the page's number, not a number with which a cell ends."""
    if not _bare(line):
        return PAGE_NUMBER.fullmatch(line.text) is not None or _running(line) in often
    shift = int(line.text) - line.page
    # where rows are numbered, only pages that count alike tell
    return shifts[shift] > 1 or (shift <= 1 and line.x0 > page.width / 4)


def _running(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _signs(line: Line) -> bool:
    return LAYOUT.match(line.text) is not None
