"""How the lines of a text are broken, and whether a line goes on with the paragraph above it.

Layout is judged from the text itself: crawled plans break lines at a fixed width, portals keep
one paragraph to a line, converters put list items with or without blank lines between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from compiler.grammar import any_of, load
from compiler.names import gazetteer
from compiler.text.authority import breaks_off
from compiler.text.blocks import ENDED, MARKER, MOTTO, TAIL, Line
from compiler.text.cut_names import cut_inside_name, dash_inside_name, opens_place
from compiler.text.manuscript import LOWER, UPPER, bare, same_tone

ITEM = re.compile(r"[-–+•*]\s|\d{1,2}\.(?:\d\.?)*\s|[a-zđ]\)\s|[IVX]+\.\s")


OPENS = re.compile(
    r"(?:Căn cứ|Thực hiện|Theo đề nghị|Xét đề nghị|Trên đây là|Trong quá trình|Nơi nhận)\b"
    r"|Triển khai (?:chỉ đạo|ý kiến|thực hiện (?:chỉ đạo|ý kiến))\s(?:của|chỉ đạo)\b"
    r"|(?:Yêu cầu|Đề nghị|Giao)\s(?=(?:các|Sở|UBND|Ủy ban|Uỷ ban|Thủ trưởng|Giám đốc|Công an|Văn phòng)\s)"
    r"|(?:(?:Cơ quan|Đơn vị) |)(?:[Cc]hủ trì|[Pp]hối hợp|[Tt]hực hiện|Thời gian|Thời hạn|Sản phẩm|Kết quả)[^:.;]{0,30}:"
)
"""Begins a paragraph where the line before has ended."""


WRAP_LIMIT = 130
"""Longest line of a text whose line breaks are typographic (crawled plans break at 80 to 100)."""


LEAST_BROKEN = 30
"""Letters of a line that a width may have broken; a shorter one is a title or a cell."""


_HALF_NAME = re.compile(
    r"\w\s(?:(?:với|của|cho|mưu|cáo|về|trình|các|do|tại)\s)(?:Ủy ban nhân dân|UBND|Bộ|Sở|Chủ tịch|Thủ tướng)$"
)
"""A line that ends inside a name: "… tham mưu Ủy ban nhân dân"."""


_OF_THE_COUNTRY = re.compile(r"(?<![\w.,;:])Việt\nNam(?!\w)")
"""The country's name over two lines."""
_ABBREVIATED = re.compile(rf"[{UPPER}]{{3,}}\s[{LOWER}]")
"""A line that begins with an abbreviation and goes on in small letters: no sentence opens so but with a body's."""
_COUNTS_LAST = re.compile(r"[:;,]\s\((?:[ivx]{1,4}|\d{1,2}|[a-zđ])\)$")
"""A line that ends with the mark of what follows: "… 03 vấn đề: (i)"."""
_SIGN_ALONE = re.compile(r"(?:Luật |Nghị quyết )?[Ss]ố\s*:?$")
_NUMBER_CUT = re.compile(r"số \d{1,5}[-/]$", re.I)
_SIGN_OPENS = re.compile(rf"[{UPPER}]{{2,8}}[-/][{UPPER}]")
""""Nghị quyết số 10-" above "NQ/TW ngày …": an act's number, cut at its sign."""
_SIGN_CUT = re.compile(r"[Ss]ố\s?:\s?\d+\s?/\S*[-/]$")
"""The sign of a document's own number, which a narrow cell broke off: "Số:" above "12/KH-UBND"."""


_HEAD_OPENS = re.compile(
    rf"CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM$|Độc lập\s*[-–]\s*Tự do|[Ss]ố\s?:\s?\d+\s?/|Kính gửi\s*:"
    rf"|(?:[ỦU][YỶ] BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|BỘ|SỞ|CHÍNH PHỦ$|THỦ TƯỚNG CHÍNH PHỦ$|VĂN PHÒNG CHÍNH PHỦ$)(?: [^{LOWER}\n]{{2,60}})?(?<![,(])$"
)
_HEAD_ENDS = re.compile(r"Hạnh\s+phúc$|^ĐẢNG CỘNG SẢN VIỆT NAM$")
"""Lines of a head: each stands by itself, however full the line above is."""
_BROKEN_NAME = re.compile(
    r"(?:CỘNG\nH(?:ÒA|OÀ)|CỘNG H(?:ÒA|OÀ)\nXÃ|CỘNG H(?:ÒA|OÀ) XÃ\nHỘI|ĐẢNG\nCỘNG SẢN|ĐẢNG CỘNG\nSẢN|[ỦU][YỶ]\nBAN NHÂN|[ỦU][YỶ] BAN\nNHÂN|HỘI\nĐỒNG NHÂN|HỘI ĐỒNG\nNHÂN).*"
)
"""The motto and the names of committees, which a narrow cell breaks anywhere."""
_TYPE_ALONE = re.compile(
    r"(?:KẾ HOẠCH|CHỈ THỊ|HƯỚNG DẪN|THÔNG BÁO|KẾT LUẬN|CHƯƠNG TRÌNH|NGHỊ QUYẾT|QUYẾT ĐỊNH|QUY CHẾ|QUY ĐỊNH|ĐỀ ÁN|PHƯƠNG ÁN|BÁO CÁO|TỜ TRÌNH)"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How lines are broken: at `width` (0: a line is a paragraph); `spaced`: a blank line between all paragraphs;
    `parted`: the same, perhaps with a line for each sentence; `first`: where the first lines of items break, if much
    earlier (a page's source holds its marks there)."""

    width: int
    spaced: bool
    parted: bool = False
    first: int = 0

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
        return cls(
            high if wrapped else 0, spaced and wrapped, parted, _first_width(lines[front:end], high) if wrapped else 0
        )

    def _full(self, line: Line) -> bool:
        return len(line.text) >= 0.8 * self.width > 0

    def continues(self, last: Line, line: Line, *, opener_is_item: bool = False) -> bool:
        """Whether `line` goes on with the paragraph whose last line is `last`.

        `opener_is_item`: the paragraph so far is one short line with a marker, perhaps a heading that names a body.
        """
        before = last.text
        if not line.gap and line.text[0].isdigit() and _SIGN_ALONE.match(before):
            return True
        if not line.gap and _SIGN_CUT.match(before):
            return True
        if line.gap <= 1 and _NUMBER_CUT.search(before) and _SIGN_OPENS.match(line.text):
            return True
        if _HEAD_OPENS.match(line.text) or _HEAD_ENDS.search(before):
            return False
        if not line.gap and _BROKEN_NAME.fullmatch(f"{before}\n{line.text}"):
            return True
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
            inside = (opens["dash"] is not None or opens["star"] == "·") and broken and not ended and not line.gap
            # "…trật tự xã hội\n\n- Cơ quan thường trực …": a second hat (DOMAIN 2.B)
            hat = opens["dash"] is not None and not ended and bare(rest).startswith("co quan thuong truc")
            # "(trọng tâm là mục\nIII)." or "tại Mục\nII. …": a number that the line break brought to the front
            closes = opens[0].rstrip().endswith(")") and bracket and not ended
            counted = (opens["number"] or opens["roman"]) is not None and _awaits_number(before)
            # "… Tuần lễ Thăng Long\n- Hà Nội lần thứ hai": the dash inside a name
            paired = opens["dash"] is not None and not ended and not line.gap and self._full(last) and opens_place(rest)
            open_ = opens["dash"] is not None and not ended and not line.gap
            named = open_ and not before.endswith(",") and dash_inside_name(before, rest)
            return inside or hat or paired or named or (not line.gap and (closes or counted))
        if line.gap:
            # a page that ended inside a list: "…, Hội Cựu chiến binh,\n\nĐoàn Thanh niên … giúp đỡ"
            unfinished = before.endswith(",") and len(before) > 60 and not line.text.isupper() and line.gap <= 2
            cut = line.gap <= 2 and len(before) > 60 and cut_inside_name(before, line.text)
            return (
                (lower or unfinished or cut)
                and not ended
                and not before.isupper()
                and len(before) > 20
                and line.gap <= 3
            )
        if _TYPE_ALONE.fullmatch(before):
            return False  # a Party body writes the title under it in small letters
        if breaks_off(before, line.text):
            return False
        if lower or self.spaced or last.bold:
            return True
        if self.parted and ended and before[-1] in ".;" and not gazetteer.starts().match(same_tone(line.text)):
            return not OPENS.match(line.text)
        if not ended and cut_inside_name(before, line.text):
            return True
        if not line.gap and before.rfind("(") > before.rfind(")") and re.match(r"[^()]{1,60}\)", line.text):
            return True  # "(số hiệu:" above "2.17);"
        if not ended and _HALF_NAME.search(before) and line.text[0].isupper() and not line.text.isupper():
            return True
        if _COUNTS_LAST.search(before):
            return True
        if _OF_THE_COUNTRY.search(f"{before[-6:]}\n{line.text[:4]}"):
            return True
        if not ended and self.width and _ABBREVIATED.match(line.text) and not gazetteer.starts().match(line.text):
            return not line.bold and len(before) >= LEAST_BROKEN
        if not ended and line.text[0].isdigit() and (_awaits_number(before) or _counts_on(before, line.text)):
            return True
        if before[-1] in "-–" and line.text[0].isdigit() and before[-3:-2].isdigit():
            return True  # "GIAI ĐOẠN 2018 -" above "2025”"
        if self.width == 0 or _shouts(before) != _shouts(line.text):
            return False
        # the first word would not have fitted behind: then the break is typographic
        fill = (len(before) + 1 + len(line.text.split(" ", 1)[0])) / self.width
        if ended:
            headed = line.heavy != last.heavy or line.text.endswith(":")
            return fill >= 0.92 and not headed and not OPENS.match(line.text)
        if opener_is_item and _opens_act(line.text):
            return fill > 1.0
        if opener_is_item and self.first and not line.text.isupper() and fill * self.width >= self.first:
            return True
        return fill >= 0.72 or before[-1] in ",(–-" or (_dangling(before) and not OPENS.match(line.text))


FEWEST_FIRST = 8
"""Items that show where their first lines break."""


def _first_width(lines: list[Line], high: int) -> int:
    """Where first lines of items break that surely go on below (in a small letter); 0 where they are as long as others."""
    broken = sorted(
        len(one.text)
        for one, below in pairwise(lines)
        if MARKER.match(one.text) and below.text[0].islower() and not below.gap and not ENDED.search(one.text)
    )
    width = broken[int(len(broken) * 0.95)] if len(broken) >= FEWEST_FIRST else high
    return width if width <= 0.8 * high else 0


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
    if before.endswith("oại giao"):
        return False  # "4. Bộ Ngoại giao": a name
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
        "thuộc",
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
