"""A document's number, day and issuer where its head is lost: from what a portal says of it, and from its annexes.

"Số hiệu: 12/UBND-KT", "Ngày ban hành: 15/6/2026" in the list that a page sets above a document; "(Kèm theo Công văn số …
ngày … của …)" under an annex's title; and the sign itself, which names the central bodies (Nghị định 30/2020, Phụ lục III).
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from compiler.head.numbers import Number, find_numbers
from compiler.names.holders import body_end, clean_holder, starts_body
from compiler.text.blocks import Block
from compiler.when.dates import find_dates

PAGE_LINES = 60
"""Blocks among which a page's list stands."""
_LABELS = (
    ("number", re.compile(r"(?:số(?:,| và|/)? ?(?:ký hiệu|kí hiệu)|số hiệu|số văn bản|ký hiệu)\s*:\s*", re.I)),
    ("day", re.compile(r"ngày (?:ban hành|ký)\s*:\s*", re.I)),
    ("issuer", re.compile(r"(?:nơi|cơ quan|đơn vị) ban hành\s*:\s*", re.I)),
)
_ENCLOSED = re.compile(
    r"\(?\s*(?:ban hành )?kèm theo (?P<type>công văn|văn bản|thông báo(?: kết luận)?|kết luận|kế hoạch|chỉ thị|quyết định|nghị quyết)\s+số\s*:?\s*(?=\d)",
    re.I,
)
_SIGNS = {
    "NĐ-CP": "Chính phủ",
    "NQ-CP": "Chính phủ",
    "QĐ-TTg": "Thủ tướng Chính phủ",
    "CT-TTg": "Thủ tướng Chính phủ",
    "CĐ-TTg": "Thủ tướng Chính phủ",
    "TB-VPCP": "Văn phòng Chính phủ",
}


class Marks(NamedTuple):
    """What is known of a document besides its head."""

    number: Number | None = None
    day: date | None = None
    issuer: str | None = None


def issuer_by_sign(number: Number | None) -> str | None:
    """The central body that a sign names: "…/NĐ-CP" is the Government's."""
    return _SIGNS.get(number.sign) if number is not None else None


def marks_besides(blocks: list[Block], kind: str | None) -> Marks:
    """Number, day and issuer that a page's list or the annexes of a document of this kind give."""
    page = _of_page(blocks[:PAGE_LINES])
    if page.number is not None:
        return page
    for block in blocks:
        found = _ENCLOSED.match(block.key) if len(block.key) < 400 else None
        if found is None or not _same(found["type"], kind):
            continue
        numbers = find_numbers(block.text[found.end() :])
        if numbers and numbers[0].start == 0:
            rest = block.text[found.end() + numbers[0].end :]
            days = find_dates(rest)
            behind = re.search(r"\scủa\s+", rest)
            whose = rest[behind.end() :] if behind else ""
            return Marks(numbers[0].number, days[0].day if days else None, _body(whose))
    return page


def _same(said: str, kind: str | None) -> bool:
    low = said.lower()
    return low in {"công văn", "văn bản"} if kind in {None, "Công văn"} else low.startswith(str(kind).lower())


def _of_page(blocks: list[Block]) -> Marks:
    said: dict[str, str] = {}
    for at, block in enumerate(blocks):
        for name, label in _LABELS:
            found = label.match(block.key)
            if found and name not in said and len(block.text) < 200:
                said[name] = block.text[found.end() :] or (blocks[at + 1].text if at + 1 < len(blocks) else "")
    numbers = find_numbers(said.get("number", ""))
    days = find_dates(said.get("day", ""))
    if len(said) < len(_LABELS) - 1 or not numbers or numbers[0].start:
        return Marks()
    issuer = " ".join(said.get("issuer", "").split())
    named = issuer if starts_body(issuer) and len(issuer.split()) > 2 else None
    return Marks(numbers[0].number, days[0].day if days else None, named)


def _body(text: str) -> str | None:
    """The body that a text begins with, as it is named."""
    if not starts_body(text):
        return None
    name = clean_holder(text[: body_end(text, 0)].rstrip(" )"))
    return name if len(name.split()) > 2 else None
