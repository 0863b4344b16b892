"""What a text cites of the law: the articles that it rests on and those that it quotes. They tell nobody named in no way."""

from __future__ import annotations

import re
from itertools import islice

from compiler.names.acts import acts_clearly, opens_with_act
from compiler.names.subjects import subject_of
from compiler.text.blocks import Block
from compiler.text.manuscript import UPPER

MOST_QUOTED = 60
"""Blocks of one quotation; a sign of quotation that nothing closes quotes its own block only."""
_OPENS = re.compile(r"(?:…\s*)?[“\"]\s?\*{0,2}\s?(?:(?:Điều|Khoản|Mục|Chương|Phần)\s\d|\d{1,2}[a-z]?\.\s|[a-zđ]\)\s)")
_CLOSES = re.compile(r"[”\"]\*{0,2}[.;,]?$")
_REFERENCE = r"(?:(?:các\s)?(?:điểm|khoản|mục|tiết|điều|chương|phụ lục)\s[^\s;:]{1,8}(?:,|\svà)?\s(?:\d+[a-z]?(?:,|\svà)?\s|và\s|[a-zđ],?\s)*(?:của\s)?)"
_BASIS = re.compile(
    rf"(?:(?:căn cứ|theo|tại)\s(?:vào\s)?)?(?:(?:các\s)?quy định\s)?(?:tại\s|của\s)?{_REFERENCE}{{0,12}}"
    r"(?:Luật|Bộ luật|Nghị định|Thông tư|Pháp lệnh|Hiến pháp)\s(?:[^;.]|\.(?=\S)){3,900}[.;:]?$",
    re.I,
)
_DEMANDS = re.compile(
    r"(?<!\w)(?:phải|cần|đề nghị|yêu cầu|có trách nhiệm|chịu trách nhiệm|giao|khẩn trương|trước ngày)(?!\w)"
)
_ASKS = re.compile(
    r"(?<!\w)(?:phải|cần|đề nghị|yêu cầu|không được|nghiêm cấm|trước ngày|chậm nhất|đẩy|gửi)(?!\w)", re.IGNORECASE
)
"""Words with which a letter asks for something, whatever its verb."""
_SENTENCE = re.compile(rf"\.\s+(?=[{UPPER}])")


def rests_on_law(key: str) -> bool:
    """Whether a statement only cites the law: "Căn cứ khoản 2 Điều 15 Luật … quy định về …;", "Điều 5 Luật … quy định …".
    One with an act behind a comma, a demand or a body that is told is more than that."""
    if _BASIS.match(key) is None or _DEMANDS.search(key) or _SENTENCE.search(key):
        return False
    if any(opens_with_act(key[comma.end() :]) for comma in re.finditer(r",\s+", key)):
        return False
    return subject_of(key, anywhere=True) is None


def describes(key: str) -> bool:
    """Whether a paragraph of a letter says no act and demands nothing: it describes or argues."""
    return not (opens_with_act(key) or acts_clearly(f" {key.lower()}") or _ASKS.search(key))


def quoted(root: Block) -> set[int]:
    """Blocks (by id) of the articles that a text quotes, from the sign that opens the quotation to the one that closes it."""
    found: set[int] = set()
    blocks = sorted((block for block in root.walk() if block.text), key=lambda block: block.place())
    for at, block in enumerate(blocks):
        if id(block) in found or _OPENS.match(block.text) is None:
            continue
        run = list(islice(blocks, at, at + MOST_QUOTED))
        last = next((index for index, one in enumerate(run) if _CLOSES.search(one.text.rstrip())), 0)
        found |= {id(one) for one in run[: last + 1]}
    return found
