"""A document whose head is lost: its lead sentence still says who issues what.

"Thực hiện …, Ủy ban nhân dân xã X xây dựng Kế hoạch … như sau:"; else its title ("Kế hoạch … của UBND xã X") or its
signature ("TM. ỦY BAN NHÂN DÂN XÃ X"). What none of them says stays unsaid.
"""

from __future__ import annotations

import re
from array import array
from typing import NamedTuple

from compiler.names.holders import is_group, starts_body
from compiler.text.blocks import Block
from compiler.text.manuscript import LOWER, UPPER, same_tone

LOOKED_AT = 14
"""Blocks among which the lead sentence stands."""
LONGEST_NAME = 120
SHORTEST_TITLE = 4
"""Words of a title that a lead sentence gives; "triển khai như sau" gives none."""
_KINDS = r"Kế hoạch|Chương trình|Phương án|Đề án|Hướng dẫn|Quyết định|Chỉ thị|Thông báo"
_ISSUES = re.compile(
    rf"\s+(?P<verb>ban hành|xây dựng|triển khai(?: thực hiện)?|thực hiện|tổ chức|lập|đề ra|hướng dẫn)"
    rf"(?: và (?:tổ chức |triển khai )?thực hiện)?\s+(?P<told>(?i:{_KINDS})(?![{LOWER}{UPPER}])|(?:một số |các )?(?:nội dung|nhiệm vụ)(?![{LOWER}{UPPER}]))"
)
_LED = re.compile(
    r"(?:như sau|sau đây|sau|cụ thể|gồm)\s*:\s*$|(?:như|nội dung|nhiệm vụ|công việc) sau\.?\s*$", re.IGNORECASE
)
_TOLD = re.compile(r"(?:^|\s)(?:vừa|đã|mới|ký|về việc)\s*$", re.IGNORECASE)
_ENDS_TITLE = re.compile(
    r",?\s+(?:cụ thể\b|như sau|với (?:các |những |một số )?(?:nội dung|nhiệm vụ)|theo các nội dung|gồm các|\(sau đây gọi)", re.IGNORECASE
)  # fmt: skip
_COMMITTEE = rf"(?:UBND|Ủy ban nhân dân)\s+(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+[{UPPER}]"
_OF = re.compile(rf"\scủa\s+({_COMMITTEE}.*)$")
_ACTS = re.compile(r"(?:nghị quyết|chỉ thị|quyết định|kế hoạch|chương trình|đề án|công văn|thông tư)\s", re.IGNORECASE)
_SIGNED = re.compile(r"TM\s*\.\s*(?P<body>(?:UBND|ỦY BAN NHÂN DÂN)\s+(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\s+\S.*)$")  # fmt: skip


class Lead(NamedTuple):
    """Who a lead sentence says to issue, what kind of document, and its title; None where it does not say."""

    body: str
    kind: str | None
    title: str | None


def read_lead(blocks: list[Block]) -> Lead | None:
    """What the lead sentence says, else a heading "UBND xã X ban hành Kế hoạch …" over it; None without either."""
    first = blocks[:LOOKED_AT]
    for block in [*(b for b in first if _LED.search(b.key[-40:])), *(b for b in first[:2] if len(b.key) < 300)]:
        if block.marker or len(block.key) > 3000:
            continue
        for found in _ISSUES.finditer(block.key):
            told = _TOLD.search(block.key[: found.start()])
            body = None if told else body_before(block.key, found.start())
            if body is not None:
                return Lead(body, _kind(found), _title(block.text[found.end("told") :], found))
    return None


def named_elsewhere(title: str | None, blocks: list[Block]) -> Block | None:
    """The committee that the title calls its own, or that signs, in a block by itself; None where none is named."""
    of = _OF.search(same_tone(title or ""))
    if of is not None and not _ACTS.search((title or "")[: of.start()]) and not re.search(r"\d/", title or ""):
        return said(of[1])
    signed = next((found for block in reversed(blocks) if (found := _SIGNED.match(block.key.strip("* ")))), None)
    return said(signed["body"]) if signed is not None else None


def said(text: str) -> Block:
    """A name as a block."""
    return Block("", "para", text, array("l", range(len(text))))


def opens_itself(blocks: list[Block]) -> bool:
    """Whether the first words are a legal basis or a body that issues "as follows:": no report begins so."""
    lead = next((b for b in blocks[:3] if not b.marker and _LED.search(b.key[-40:])), None)
    if lead is None or read_lead([lead]) is None:
        return False
    return any(
        re.match(r"(?:căn cứ|thực hiện|triển khai thực hiện|nhằm|để)\s", b.key, re.IGNORECASE) for b in blocks[:2]
    )


def body_before(key: str, end: int) -> str | None:
    """The one body whose name ends at `end`; a comma may stand inside it ("Sở Văn hóa, Thể thao và Du lịch")."""
    begins = [0, *(m.end() for m in re.finditer(r"[,;:.]\s+", key[:end]))]
    for begin in reversed(begins[-5:]):
        name = key[begin:end].strip()
        if not name or len(name) > LONGEST_NAME or not starts_body(name) or re.search(r"\d/", name):
            continue
        return None if is_group(name) or not name[0].isupper() else name
    return None


def _kind(found: re.Match[str]) -> str | None:
    told = found["told"].lower()
    if found["verb"] == "hướng dẫn" and "hoạch" not in told:
        return "Hướng dẫn"
    return told.capitalize() if re.fullmatch(_KINDS, told.capitalize()) else None


def _title(rest: str, found: re.Match[str]) -> str | None:
    if _kind(found) is None or found["verb"] in {"hướng dẫn", "thực hiện"}:
        return None
    stop = _ENDS_TITLE.search(rest)
    words = (rest[: stop.start()] if stop else rest).strip(" :.,;*“”")
    words = re.sub(r"^(?:về việc|v/v)\s+", "", words, flags=re.IGNORECASE)
    return words[:1].upper() + words[1:] if len(words.split()) >= SHORTEST_TITLE and "\n" not in words else None
