"""The acts that a text names: number, date, issuer, subject and what it names them for."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from compiler.head.numbers import Found, find_numbers
from compiler.result import Cite
from compiler.text.blocks import Block
from compiler.when.dates import find_dates

Relation = Literal["parent", "legal base", "amended", "content", "unknown"]
_ISSUER = re.compile(
    r"(?:^|\s)của\s+((?:Bộ trưởng Bộ|Bộ|Ban Thường vụ|Ban Chấp hành|Ban Bí thư|Ban Chỉ đạo|Ban|Thủ tướng Chính phủ|"
    r"Chính phủ|Quốc hội|Ủy ban Thường vụ Quốc hội|Ủy ban nhân dân|UBND|Hội đồng nhân dân|HĐND|Tỉnh ủy|Thành ủy|"
    r"Huyện ủy|Sở|Văn phòng|Chủ tịch|Tổng|Viện|Tòa án|Thanh tra|Liên)(?:[^,;:.()“\"]|,(?=\s[A-ZĐ]))*?)"
    r"(?=\s+(?:về|quy định|phê duyệt|ban hành|hướng dẫn|sửa đổi|triển khai|công bố|tổ chức|tăng cường|kết luận|"
    r"thông qua|giao|điều chỉnh|khóa|thực hiện|đẩy mạnh|và (?:chỉ đạo|ý kiến|của))\b|[,;:.()“\"]|$)",
    re.IGNORECASE,
)
_SPEAKS_IN = re.compile(
    r"của\s+(?P<issuer>[^,;:.()“\"]{3,90}?)\s+tại\s+(?:các\s+)?(?:\w+\s+){0,3}?(?:số\s*:?\s*)?$", re.IGNORECASE
)
""""chỉ đạo của Bộ Chính trị tại thông báo số …": who issued it stands before it."""
_SENTENCE_GOES_ON = re.compile(r",\s+(?=[A-ZĐ][^,;]{3,80}\s(?:yêu cầu|đề nghị|chỉ đạo|giao|ban hành)\s)")
""""… về việc ứng phó với mưa lũ, Bộ Xây dựng yêu cầu …": behind the comma speaks whoever cites."""
_SUBJECT = re.compile(
    r"\s(?:về việc|về|quy định|phê duyệt|ban hành|hướng dẫn|sửa đổi|triển khai|công bố|tăng cường)\b[^;]*"
)


def read_cites(blocks: list[Block], own: str | None, *, content: bool = False) -> list[Cite]:
    """Acts named in `blocks`, in order, each once; `own` (the document's own number) is left out.

    `content` marks a text that reports on a plan: what it lists is what the plan communicates.
    """
    cites: dict[str, Cite] = {}
    for block in blocks:
        found = find_numbers(block.text)
        for index, number in enumerate(found):
            name = number.number.text
            key = name.casefold()
            if own is not None and key == own.casefold():
                continue
            after = block.text[number.end : found[index + 1].start if index + 1 < len(found) else None]
            relation = "content" if content else _relation(block, number)
            issued_on, issuer, subject = _particulars(after)
            if speaks := _SPEAKS_IN.search(block.text[max(0, number.start - 140) : number.start]):
                issuer = speaks["issuer"].strip()
            known = cites.get(key)
            if known is None:
                cites[key] = Cite(number=name, issued_on=issued_on, issuer=issuer, subject=subject, relation=relation)
            elif known.issued_on is None and issued_on is not None:
                cites[key] = known.model_copy(update={"issued_on": issued_on, "issuer": known.issuer or issuer})
    return list(cites.values())


def _relation(block: Block, number: Found) -> Relation:
    before = block.key[: number.start].lower()
    if re.search(r"(?:sửa đổi|bổ sung|thay thế|bãi bỏ)[^;]{0,60}$", before):
        return "amended"
    clause = before.rsplit(";", 1)[-1]
    if re.search(r"\b(?:thực hiện|triển khai|theo)\b", clause) and "căn cứ" not in clause:
        return "parent"
    if "căn cứ" in before:
        return "legal base"
    return "parent" if re.match(r"\s*(?:thực hiện|triển khai)\b", before) else "unknown"


def _particulars(after: str) -> tuple[date | None, str | None, str | None]:
    dates = find_dates(after[:60])
    issued_on = dates[0].day if dates and re.match(r"[\s,(]*(?:ngày)?[\s,]*$", after[: dates[0].start]) else None
    rest = after[dates[0].end :] if issued_on else after
    issuer = _ISSUER.search(rest[:160])
    if issuer and re.search(r"\stại\s", issuer[1]):
        issuer = None  # of the act that it speaks in, which is named next
    tail = rest[issuer.end() :] if issuer else rest
    subject = _SUBJECT.search(tail[:400])
    return (
        issued_on,
        issuer[1].strip() if issuer else None,
        _SENTENCE_GOES_ON.split(subject[0])[0].strip(" ,.") if subject else None,
    )
