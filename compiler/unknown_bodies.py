"""Holders by words that the gazetteer does not know: judged by the known body inside them and by what stands under them.

A wrong holder is worse than a question: items under such a heading are never left to the holder of an earlier one.
"""

from __future__ import annotations

import re
from functools import cache

from compiler import gazetteer
from compiler.acts import ACTS_CLEARLY, acts_clearly, misread_act_behind, opens_with_act
from compiler.blocks import ENDED, Block
from compiler.grammar import any_of, load
from compiler.headings import Heading, themed
from compiler.holders import body_end, clean_holder, starts_body
from compiler.manuscript import bare
from compiler.subjects import subject_of

LONGEST_HEADING = 240
LONGEST_NAME = 400
"""Letters of a list of names before its act: the holders of a province's plan have up to 330."""


def unknown_heading(block: Block) -> Heading | None:
    """The holder that a heading above acts names by unknown words around a known body ("Tổ đảng ở Thường trực Ủy ban X").

    A lead-in ("… thực hiện các nhiệm vụ sau:") names whoever stands before its act.
    """
    key = block.key
    if not block.marker or opens_with_act(key) or themed(key) or subject_of(key) is not None:
        return None
    if not any(opens_with_act(child.key) for child in block.children):
        return None
    if key.endswith(":") and acts_clearly(key):
        holder = holder_before_act(key)
        return Heading(holder, False, None) if holder and is_agent(holder) else None
    if len(key) > LONGEST_HEADING or ENDED.search(key.rstrip(" :")) or acts_clearly(key):
        return None
    return Heading(clean_holder(key), False, None) if names_body_inside(key) else None


def names_body_inside(key: str) -> bool:
    """Whether the name of one body stands anywhere in `key`."""
    return any(gazetteer.named().match(key, word.start()) for word in re.finditer(r"(?<![^\s(])\w", key))


def is_agent(key: str) -> bool:
    """Whether a name begins with a word for people or bodies that act ("Tổ …", "13 Cục …", "Chủ các cơ sở …")."""
    return bool(_agents().match(key))


def holder_before_act(key: str) -> str:
    """Who stands before the first act of a sentence, if that names a body by words not all known; else nothing."""
    act = ACTS_CLEARLY.search(key, body_end(key, 0) if starts_body(key) else 0)
    if act is None or act.start() > LONGEST_NAME:
        return ""
    said = key[: act.start()]
    for behind in (_QUALIFIED, _HOW):
        found = behind.search(bare(said))
        said = said[: found.start()] if found else said
    if opens_with_act(key) or themed(key) or re.search(r"[.;:]\s", said) or not names_body_inside(said):
        return ""
    return "" if gazetteer.stops().match(key[:1].lower() + key[1:]) else clean_holder(said)


def holder_of_item(key: str) -> str:
    """Who an item names at its start before what it does, by whatever words; nothing where no body stands there.

    "Đối với 12 Chi cục Thuế …, yêu cầu có báo cáo …", "Sở Y tế đây mạnh …" (misread), "Giám đốc Sở X, tông công ty Y
    chủ động …" (a list that goes on with unknown words).
    """
    towards = _TOWARDS.match(key)
    if towards and is_agent(towards["who"]):
        return " ".join(towards["who"].split())  # with its number: "12 Chi cục Thuế …"
    order = _STRAY.match(key)
    at = order.end() if order else 0
    if not starts_body(key, at):
        return ""
    end = body_end(key, at)
    if order or misread_act_behind().match(bare(key), end):
        return clean_holder(key[at:end])
    return holder_before_act(key[at:])


_TOWARDS = re.compile(
    r"Đối với (?P<who>[^;,.:]{3,200}?)(?:\s+được\s[^;.:]{3,300}?)?,\s*(?:yêu cầu|đề nghị|phải|cần)\s(?!các\s)"
)
_STRAY = re.compile(r"[^\s]{1,2}\s(?:Đề nghị|Yêu cầu|Giao)\s+")
"""A sign that a scan left before an order."""
_HOW = re.compile(r"(?:,?\s(?:tap trung|khan truong|kip thoi|chu dong|tich cuc|thuong xuyen|truc tiep|tiep tuc))+$")
"""How somebody acts, in letters without accents: no part of a name."""
_QUALIFIED = re.compile(
    r",?\s(?:theo|trong pham vi|can cu|tren co so)\s(?:chuc nang|nhiem vu|tham quyen|pham vi|quyen han).*$"
)
""""căn cứ chức năng, nhiệm vụ …" behind a name, in letters without accents."""


@cache
def _agents() -> re.Pattern[str]:
    return re.compile(rf"(?:các\s|những\s|\d{{1,3}}\s)*(?:{any_of(load('agencies')['agents'])})(?!\w)", re.I)
