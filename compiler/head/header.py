"""The head of a document: number, issuer with level and place, date, title and year (Nghị định 30/2020, Phụ lục I)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from compiler.duties.labels import Place
from compiler.head.classify import Kind, front
from compiler.head.issuer import MOTTO, read_issuer, seat_of
from compiler.head.lead import named_elsewhere, read_lead, said
from compiler.head.letterhead import standing
from compiler.head.numbers import Number, find_numbers
from compiler.head.own_marks import issuer_by_sign, marks_besides
from compiler.head.speaks import speaker, subject_line
from compiler.head.title import authority_among, head_end, plan_year, read_title, restore_case, shouts, untyped_title
from compiler.result import DocumentClass, Level
from compiler.text.blocks import Block
from compiler.text.manuscript import LOWER, UPPER
from compiler.when.dates import find_dates

PREAMBLE = 30
"""Blocks behind the title among which the legal bases are looked for."""
LETTER_TOP = 18
"""Blocks among which a letter's address stands: a narrow cell breaks its head into many."""
LONGEST_HEAD_LINE = 400
"""Letters of a line of a head, a letterhead set in one row included; what is longer is a sentence."""
_ACT = re.compile(
    r"(?<=căn cứ )(?:Nghị quyết|Quyết định|Kế hoạch|Chỉ thị|Thông tư|Nghị định|Công văn|Hướng dẫn)(?! số)\s(?:của|ngày)\s[^,;.]{3,90}",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says; None where it says nothing. `body` is the index of the first block after the title."""

    number: str | None
    kind: str | None
    issuer: str | None
    level: Level | None
    province: str | None
    issued_on: date | None
    year: int | None
    title: str | None
    body: int
    number_left_blank: Block | None = None
    date_left_blank: Block | None = None
    unnumbered: tuple[Place, ...] = ()
    """Acts that the preamble cites without their number."""


def read_head(blocks: list[Block], kind: Kind) -> Head:
    """Read the head from the document's `blocks` in reading order.

    The year is the title's, else the year of issue: a plan for next year is signed in December (DOMAIN 1.2).
    """
    at = next((i for i, block in enumerate(blocks) if block is kind.line), 0)
    begin = front(blocks)
    top = blocks[begin : at + 1] if kind.line is not None else _top_of_letter(blocks, begin)
    number, blank_number = _own_number(top)
    issued_on, blank_date = _issue_date(top)
    letter, ordering = kind.cls is DocumentClass.LETTER, kind.cls is DocumentClass.DIRECTIVE
    title: str | None
    if kind.annexed is not None:
        title, body = kind.annexed.title, kind.annexed.body
    elif kind.line is not None:
        title, body = read_title(blocks, at)
    else:
        title, body = untyped_title(blocks, begin) if number is not None and not letter else (None, 0)
    if title is not None:
        title = restore_case(title, "\n".join(block.text for block in blocks if not shouts(block.text[:300])))
    if kind.annexed is not None:
        title = ": ".join(part for part in (kind.annexed.mark, title) if part)
    title = title or (subject_line(blocks[begin:]) if letter else None)
    seat, own = seat_of(top), blocks[begin:]
    issuer, level, province = read_issuer(top[:-1] if kind.line is not None else top, own, number, title, seat)
    if issuer is None and (signed := authority_among(blocks[max(0, body - 1) : body + 1])) is not None:
        issuer, level, province = read_issuer([signed], own, number, title, seat)
    if issuer is None and seat is not None and _BARE_COMMITTEE.search("\n".join(block.key for block in top)):
        issuer, level, province = _of_the_province(own, seat)
    issuer = issuer or (speaker(blocks[begin:]) if letter or ordering else None)
    name = number.kind if number and number.kind else kind.name
    lead = read_lead(blocks[begin:]) if not (letter or ordering) else None
    if lead is not None and kind.line is None and number is None:
        name, title = name or lead.kind, title or lead.title
    if issuer is None and lead is not None:
        issuer, level, province = _spoken(lead.body, own, seat)
    if issuer is None and not letter and (elsewhere := named_elsewhere(title, blocks)) is not None:
        issuer, level, province = read_issuer([elsewhere], own, None, title, seat)
    spoken = issuer if letter and level is None else None
    if number is None or issued_on is None or issuer is None:
        besides = marks_besides(blocks, kind.name)
        if number is None and besides.number is not None and not blank_number:
            number, issued_on = besides.number, issued_on or besides.day
            spoken = spoken or (besides.issuer if issuer is None else None)
    spoken = issuer_by_sign(number) or spoken
    if spoken is not None:
        issuer, level, province = _spoken(_ABBREVIATED.sub("", spoken), own, seat)
    if letter and kind.name is None:
        name = "Công văn"  # no type stands over a letter, and "CT" in its sign is an office: "12/CT-NV" of a Cục Thuế
    return Head(
        number=number.text if number else None,
        kind=name,
        issuer=issuer,
        level=level,
        province=province if level is not Level.CENTRAL else None,
        issued_on=issued_on,
        year=plan_year(title, issued_on or _first_of_year(blank_date)),
        title=title,
        body=body,
        number_left_blank=blank_number,
        date_left_blank=blank_date,
        unnumbered=tuple(_unnumbered(blocks[body : body + PREAMBLE])) if kind.line is not None else (),
    )


_ABBREVIATED = re.compile(r"\s\([A-ZĐ&]{2,10}\)")
""""Ủy ban nhân dân (UBND) tỉnh …": the short form that the text goes on with is no part of the name."""
_BARE_COMMITTEE = re.compile(r"^[^\w\n]*+ỦY BAN NHÂN DÂN\s*(?:\||$|CỘNG H)", re.MULTILINE)
_PROVINCIAL = re.compile(rf"(?:UBND|[ỦU]y ban nhân dân|địa bàn|của) tỉnh(?! [{UPPER}])")


def _of_the_province(blocks: list[Block], seat: str) -> tuple[str | None, Level | None, str | None]:
    """The committee whose letterhead lost its place: of the province that dates the paper, where the text says "tỉnh"."""
    if not any(_PROVINCIAL.search(block.key) for block in blocks):
        return None, None, None
    return f"Ủy ban nhân dân tỉnh {seat}", Level.PROVINCE, seat


def _spoken(body: str, blocks: list[Block], seat: str | None) -> tuple[str, Level | None, str | None]:
    """A body as a sentence names it: a committee with the place that the text gives it, another as it is called."""
    if re.match(r"UBND|Ủy ban nhân dân", body):
        issuer, level, province = read_issuer([said(body)], blocks, None, None, seat)
        if issuer is not None:
            return issuer, level, province
    return body, *standing(body)


def _top_of_letter(blocks: list[Block], begin: int) -> list[Block]:
    """What stands above a letter's address, else the first lines."""
    for index, block in enumerate(blocks[begin : begin + LETTER_TOP], begin):
        if index > begin and re.match(r"kính\s+gửi", block.key, re.I):
            return blocks[begin:index]
    end = head_end(blocks, begin)
    if end is not None:
        return blocks[begin:end]
    # a body that a sentence or a section names is not the issuer because it stands among the first lines
    above = itertools.takewhile(lambda block: not block.marker, blocks[begin : begin + (8 if begin == 0 else 12)])
    return [b for b in above if len(b.text) < LONGEST_HEAD_LINE and not b.text.endswith((".", ":", ";", ","))]


def _unnumbered(blocks: list[Block]) -> Iterator[Place]:
    for block in blocks:
        if block.marker:
            return
        for found in _ACT.finditer(block.key) if re.match(r"căn cứ|thực hiện", block.key, re.I) else ():
            if not find_numbers(block.text[found.start() : found.end() + 60]):
                yield block, found.start(), found.end()


_BY_DECISION = re.compile(r"(?:theo|tại) (?:quyết định|kế hoạch|chỉ thị|nghị quyết|công văn)$", re.I)
""""ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH" above "SỐ 12/QĐ-SYT": whose decision founded the body, not this document's number."""


def _own_number(top: list[Block]) -> tuple[Number | None, Block | None]:
    """The number behind "Số:", and the block where only its sign stands. A line break may stand between."""
    for index, block in enumerate(top):
        found = re.search(r"(?:^|\s)số\s*:?\s*(?=[\d./…_\s-]|$)", block.key, re.I)
        if not found or len(found[0].strip()) > 4 or (found.start() > 0 and ":" not in found[0]):
            continue
        if index and ":" not in found[0] and _BY_DECISION.search(top[index - 1].key):
            continue
        after = top[index + 1].text if index + 1 < len(top) else ""
        rest = block.text[found.end() :] or after
        if after.startswith("/") and re.fullmatch(r"\d{1,6}\s*", rest):
            rest += after  # "Số:173      /KH-UBND": the space that a form leaves for the number
        numbers = find_numbers(rest)
        if numbers and numbers[0].start < 6:
            return numbers[0].number, None
        if re.match(r"[\s.…_-]*/", rest):
            return None, block
    return None, None


def _first_of_year(blank: Block | None) -> date | None:
    """The first day of the year that a date without its day gives: "Phú Hòa, ngày … tháng 4 năm 2026" of a draft."""
    said = re.search(r"(?:năm|/)\s*(20\d\d)(?!\d)", blank.key) if blank is not None else None
    return date(int(said[1]), 1, 1) if said is not None else None


_DATED = re.compile(
    rf",\s*(?i:ngày)|^\s*(?i:ngày)|^(?:(?:[Tt]hành phố|TP\.?) )?[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+){{0,4}} ngày\s+\d"
)
""""Hòa An, ngày …", and the comma forgotten."""


def _issue_date(top: list[Block]) -> tuple[date | None, Block | None]:
    """The date behind the place's name, and the block where it is left blank."""
    for index, block in enumerate(top):
        if len(block.text) >= (400 if MOTTO.search(block.key) else 160) or not _DATED.search(block.key):
            continue
        after = top[index + 1].text if index + 1 < len(top) else ""
        dates = find_dates(block.text) or find_dates(f"{block.text} {after}")
        if dates:
            return dates[0].day, None
        if re.search(r"ngày[\s.…_]*(?:tháng|/)[\s.…_\d]*(?:năm|/)", block.key, re.I):
            return None, block
    return None, None
