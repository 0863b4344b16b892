"""Heads of tables that were flattened to a line for each cell, and the numbers with which their rows begin."""

from __future__ import annotations

import re
from itertools import pairwise

from compiler.tables.columns import starts_title
from compiler.tables.flat_unnumbered import titles_in
from compiler.text.blocks import TAIL, Line
from compiler.text.manuscript import same_tone

INDEX = re.compile(r"(?:s[.\s]?tt|tt|số\s*tt|số thứ tự|stt[.:]?)(?=\s|$)", re.IGNORECASE)
NUMBER = re.compile(r"(?:(?P<plain>\d{1,4})|(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,3}))[.)]?$")
SECTION = re.compile(r"(?P<mark>[IVX]{1,5}|[A-HĐ])[.)]?$")
SECTION_SAID = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])[.)]\s+\S")
SAID = re.compile(r"(?P<plain>\d{1,4})[.)]\s+(?=\S)|(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,3})[.)]?\s+(?=\S)")
COUNTED = re.compile(r"\(?\d{1,2}\)?(?:(?:\s+|\s*[=+x×/-]\s*)\(?\d{1,2}\)?){0,20}$")
"""The columns' numbers below a head, one on a line or all: "(1)", "(1) (2) (3)", "(5)=(3)+(4)"."""
PERIOD = re.compile(
    r"(?:năm\s+20\d\d|qu[ýí]\s+(?:[1-4]|I{1,3}|IV)(?:/20\d\d)?|tháng\s+\d{1,2}(?:/20\d\d)?|T\.?\s?\d{1,2}|Q\.?\s?[1-4])$",
    re.I,
)
"""The title of a column for one month, quarter or year."""
HEAD_LINES = 24
"""Lines that a head may have."""


def numbered_head(lines: list[Line], position: int) -> tuple[list[list[Line]], int]:
    """The columns' titles behind the number's own, each with its lines, and the index of the first row."""
    titles: list[list[Line]] = []
    first = lines[position]
    own = INDEX.match(first.text)
    assert own is not None
    rest = first.text[own.end() :].strip()
    at = position + 1
    if rest:
        titles = titles_in(first, own.end())
    for line in lines[position + 1 : position + 1 + HEAD_LINES]:
        if begins(line.text, 1) or SECTION.match(line.text) or SECTION_SAID.match(line.text):
            break
        if titles and line.text.startswith("(") and COUNTED.match(line.text):
            break
        if len(line.text) > 90 or TAIL.match(line.text):
            return [], position
        before = " ".join(one.text for one in titles[-1]) if titles else ""
        beside = [*(titles[-1][-1:] if titles else []), *lines[at + 1 : at + 2]]
        if titles and PERIOD.match(line.text) and any(PERIOD.match(one.text) for one in beside):
            titles.append([line])
            at += 1
            continue
        if not titles or starts_title(same_tone(line.text), before):
            titles.append([line])
        else:
            titles[-1].append(line)
        at += 1
    while at < len(lines) and COUNTED.match(lines[at].text) and at + 1 < len(lines):
        # "(1)", "(2)", …: the columns' numbers
        if not COUNTED.match(lines[at + 1].text) and not lines[at].text.startswith("("):
            break
        at += 1
    return without_groups(titles), at


_GROUP = re.compile(
    r"(?:phân công|tổ chức|trách nhiệm|(?:các )?(?:cơ quan|đơn vị))(?:,? (?:nhiệm vụ|thực hiện|đơn vị|trách nhiệm))*$",
    re.I,
)
_LEAD, _PARTNER = (
    re.compile(r"(?:(?:cơ quan|đơn vị) )?chủ trì$", re.I),
    re.compile(r"(?:(?:cơ quan|đơn vị) )?phối hợp$", re.I),
)
_BEGIN, _END = re.compile(r"bắt đầu$", re.I), re.compile(r"kết thúc$", re.I)
_TIME = re.compile(r"thời gian(?: thực hiện)?$", re.I)


def without_groups(titles: list[list[Line]]) -> list[list[Line]]:
    """The titles of a head over two rows without those that only stand over two others: "Phân công thực hiện" over "Chủ
    trì" and "Phối hợp", "Thời gian" over "Bắt đầu" and "Kết thúc"."""
    said = [" ".join(line.text for line in title) for title in titles]
    for group, first, second in ((_GROUP, _LEAD, _PARTNER), (_TIME, _BEGIN, _END)):
        under = next((at for at, (a, b) in enumerate(pairwise(said)) if first.match(a) and second.match(b)), 0)
        over = next((at for at, one in enumerate(said[:under]) if group.match(one)), None)
        if over is not None:
            del titles[over], said[over]
    return titles


def begins(text: str, expected: int) -> bool:
    """Whether a line is the number of a row, alone or before its task, and the one that is expected or the first."""
    found = NUMBER.match(text) or SAID.match(text)
    if found is None:
        return False
    return found["dotted"] is not None or int(found["plain"]) in {1, expected}


def said_again(lines: list[Line], position: int, begin: int) -> list[str]:
    """What a new page says again of the head ``lines[position:begin]``: its titles, with or without the columns' numbers."""
    end = begin
    while end > position + 1 and COUNTED.match(lines[end - 1].text):
        end -= 1
    return [line.text for line in lines[position:end]]
