"""What a news text says about the plan it reports on: number, issuer, date, title (DOMAIN 1.1)."""

from __future__ import annotations

import re

from compiler.blocks import Block
from compiler.dates import find_dates
from compiler.header import Head
from compiler.issuer import committee_in
from compiler.lead import body_before
from compiler.letterhead import standing
from compiler.numbers import find_numbers
from compiler.title import plan_year

_ISSUED = re.compile(
    r"ban hành\s+(?P<kind>Kế hoạch|Quyết định|Chương trình|Đề án|Chỉ thị|Công văn)\b(?P<number>\s+số\s+\S+)?", re.I
)


def read_news_head(blocks: list[Block]) -> Head:
    """The particulars of the plan that the text reports on, from the first sentence that says it was issued."""
    for block in sorted(blocks, key=_says_less):
        found = _ISSUED.search(block.key)
        if not found or re.search(r"trình\s[^.;]*$", block.key[: found.start()]):
            continue
        sentence = max(block.key.rfind(". ", 0, found.start()) + 1, 0)
        before = block.text[sentence : found.start()]
        number = None
        if found["number"]:
            numbers = find_numbers(block.text[found.start("number") : found.end() + 20])
            number = numbers[0].number.text if numbers else None
        issuer, level, province = committee_in([block], blocks)
        acting = re.search(r"\s+(?:vừa|đã|mới)(?:\s+ký)?\s*$", block.key[: found.start()])
        if issuer is None and acting is not None and (body := body_before(block.key, acting.start())) is not None:
            issuer, (level, province) = body, standing(body)
        dates = find_dates(before)
        rest = block.text[found.end() :]
        after = re.match(r"[,\s]*(?:ngày\s+\S+(?:\s+tháng\s+\d+\s+năm\s+\d+)?)", rest)
        issued = dates[-1].day if dates and re.search(r"ngày", before, re.I) else None
        if issued is None and after:
            said = find_dates(after[0])
            issued = said[0].day if said else None
        rest = rest[after.end() :] if after and find_dates(after[0]) else rest
        words = re.match(
            r"\s*(?:của\s+[^,;.]{0,60}?)?(.*?)(?:;|,?\s+nhằm\s|(?:,\s*|\s+)(?<!đối )(?<!gắn )(?<!cùng )với\s|\.\s|\.?$)",
            rest,
        )
        said_title = re.sub(r"^(?:về việc|v/v)\s+", "", words[1].strip(' ,“”"') if words else "", flags=re.I)
        kind = found["kind"].capitalize()
        title = f"{kind} {said_title}".strip() if said_title else None
        return Head(number, kind, issuer, level, province, issued, plan_year(title, issued), title, 0)
    return Head(None, None, None, None, None, None, None, None, 0)


def _says_less(block: Block) -> tuple[bool, bool]:
    """Sentences that give the plan's number come first, headlines in capitals last; else the order of the text."""
    found = _ISSUED.search(block.key)
    return (not (found and found["number"]), block.text.isupper())
