"""What a news text says about the plan it reports on: number, issuer, date, title (DOMAIN 1.1)."""

from __future__ import annotations

import re

from compiler.head.header import Head
from compiler.head.issuer import COMMITTEE, committee_in
from compiler.head.lead import body_before
from compiler.head.letterhead import standing
from compiler.head.numbers import find_numbers
from compiler.head.title import plan_year
from compiler.result import Level
from compiler.text.blocks import Block
from compiler.when.dates import find_dates

_ISSUED = re.compile(
    r"(?P<verb>ban hành|(?:ký|(?:đã|vừa|mới)(?:\s+ký)?\s+có))\s+"
    r"(?P<kind>Kế hoạch|Quyết định|Chương trình|Đề án|Phương án|Chỉ thị|Công điện|Công văn|Hướng dẫn|Nghị định|Nghị quyết|Thông tư|Kết luận)\b"
    r"(?P<number>\s+(?:số\s+|(?=\d+[\w-]*/))\S+)?",
    re.I,
)
_ACTING = re.compile(r"\s+(?:(?:vừa|đã|mới)(?:\s+qua)?)?(?:\s+đã)?(?:\s+ký)?\s*$", re.I)
"""Between the issuer and its verb: "UBND tỉnh X vừa ký" ban hành."""
_BEHIND_NUMBER = re.compile(r"\s*(?:(?:năm\s+)?\d{4}(?!\d)|\(?tải (?:về|file)\)?(?!\w))", re.I)
"""What a portal puts between a number and the subject: the year, a link's words."""
_PUT_OUT = re.compile(r"[,\s]*(?:(?:ban hành|ký)\s+)?(?:ngày\s+\S+(?:\s+tháng\s+\d+\s+năm\s+\d+)?)", re.I)
_SUBJECT = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:của\s+[^,;.]{0,60}?(?=\s+(?:về|v/v)\s)|của\s+[^,;.]{0,60}?)?\s*"
    r"(.*?)(?:;|,?\s+nhằm\s|(?:,\s*|\s+)(?<!đối )(?<!gắn )(?<!cùng )với\s|\.\s|\.?$)",
    re.I,
)
_OF_THE_PRIME_MINISTER = re.compile(r"/[^/]*-TTg$")


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
        issuer, level, province = _issuer(block, found, number, blocks)
        dates = find_dates(before)
        rest = _without_link(block.text[found.end() :])
        after = _PUT_OUT.match(rest)
        issued = dates[-1].day if dates and re.search(r"ngày", before, re.I) else None
        if issued is None and after:
            said = find_dates(after[0])
            issued = said[0].day if said else None
        rest = _without_link(rest[after.end() :] if after and find_dates(after[0]) else rest)
        kind = found["kind"].capitalize()
        title = _title(kind, rest)
        return Head(number, kind, issuer, level, province, issued, plan_year(title, issued), title, 0)
    return Head(None, None, None, None, None, None, None, None, 0)


def _issuer(
    block: Block, found: re.Match[str], number: str | None, blocks: list[Block]
) -> tuple[str | None, Level | None, str | None]:
    """Who issues: the body before the verb; the committee that the sentence names where there is none."""
    if number and _OF_THE_PRIME_MINISTER.search(number):
        return "Thủ tướng Chính phủ", Level.CENTRAL, None  # a deputy signs for him
    acting = _ACTING.search(block.key[: found.start()])
    end = acting.start() if acting else found.start()
    day = list(
        re.finditer(
            r"(?:ngày\s+)?\d{1,2}(?:[/-]\d{1,2}(?:[/-]\d{4})?|\s+tháng\s+\d+(?:\s+năm\s+\d+)?)\s+",
            block.key[:end],
            re.I,
        )
    )
    begin = day[-1].end() if day else 0
    body = body_before(block.key[begin:], end - begin)
    if body is not None and not COMMITTEE.match(body):
        return body, *standing(body)
    return committee_in([block], blocks)


def _without_link(rest: str) -> str:
    while behind := _BEHIND_NUMBER.match(rest):
        rest = rest[behind.end() :]
    return rest


def _title(kind: str, rest: str) -> str | None:
    words = _SUBJECT.match(rest)
    said = re.sub(r"^(?:về việc|v/v)\s+", "", words[1].strip(' ,“”"') if words else "", flags=re.I)
    again = re.match(rf"(?:về\s+)?{kind}\s+", said, re.I)
    said = said[again.end() :] if again else said
    return f"{kind} {said}" if said else None


def _says_less(block: Block) -> tuple[bool, bool]:
    """Sentences that give the plan's number come first, headlines in capitals last; else the order of the text."""
    found = _ISSUED.search(block.key)
    return (not (found and found["number"]), block.text.isupper())
