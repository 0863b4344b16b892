"""Who issues a letter, directive or telegram whose letterhead is lost or misread, and what it is about.

Its own words say so: "Tổng cục Thuế yêu cầu …", "THỦ TƯỚNG CHÍNH PHỦ điện:", "V/v …" (Nghị định 30/2020, Phụ lục I).
"""

from __future__ import annotations

import re

from compiler.names import gazetteer
from compiler.names.capitals import agency_case
from compiler.names.holders import body_end, clean_holder, is_group
from compiler.text.blocks import Block
from compiler.text.manuscript import LOWER, UPPER, same_tone

LOOKED_AT = 40
"""Blocks among which the lead-in stands."""
LONGEST_SUBJECT = 400
_ORDERS = re.compile(r"\s+(?:có ý kiến chỉ đạo\s*)?(?:yêu cầu|đề nghị|chỉ thị|điện)(?!\w)\s*(?=:|các\s|[^\W\d_])")
_ABOUT = re.compile(r"(?<!\w)[Vv]/[vV]\s*:?\s*(?P<about>.*)$")
_PLAIN_ABOUT = re.compile(r"Về (?:việc )?(?P<about>\S.*)$")
""""Về …" between a letter's number and its date, in the place of "V/v …"."""
_DAY = re.compile(r"(?:^|[\s,])ngày\s+[\d.…_]|kính\s+gửi", re.IGNORECASE)
_MOTTO = re.compile(r"CỘNG\s+HÒA\s+XÃ|Độc lập\s*[-–]")
_BEGUN_PLACE = re.compile(rf"(?:Thành phố |TP\.? ?)?[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+)?$")
""""Tây" above "Ninh, ngày …": the place's name that a narrow cell broke, no word of the subject."""
_ENDS_ABOUT = re.compile(
    rf"\s+(?:(?:[{UPPER}]\S*|\S{{1,3}})\s+){{0,3}}[{UPPER}]\S*,\s*ngày(?!\w).*$|\s+Kính gửi.*$|\s*[-–_]{{2,}}.*$"
)
"""The place and day that were joined to a letter's subject: "… thanh tra Hòa An, ngày 5 tháng 10"."""


def speaker(blocks: list[Block]) -> str | None:
    """The one body that orders or asks in the lead-in, in normal case; None where no sentence names one."""
    for block in blocks[:LOOKED_AT]:
        if block.marker or not _ORDERS.search(block.key):
            continue
        said = block.key[-1500:]
        if said.split(" điện")[0].isupper():
            said = agency_case(said.split(" điện")[0]) + said[len(said.split(" điện")[0]) :]
        for begin in [0, *(found.end() for found in re.finditer(r"[,;:.]\s+", said))]:
            if not gazetteer.named().match(said, begin):
                continue
            end = body_end(said, begin)
            name = clean_holder(said[begin:end])
            if _ORDERS.match(said, end) and not is_group(name) and _stands_alone(name):
                return name
    return None


def subject_line(blocks: list[Block]) -> str | None:
    """What a letter is about, from its "V/v …" above the address; None without one."""
    above = blocks[:LOOKED_AT]
    for index, block in enumerate(above):
        if re.match(r"kính\s+gửi", block.key, re.IGNORECASE):
            return None
        about = _ABOUT.search(block.text) if not block.marker else None
        if about is None and index and re.match(r"số\s*:", above[index - 1].key, re.IGNORECASE):
            about = _PLAIN_ABOUT.match(block.text)
        if about is not None and len(about["about"]) <= LONGEST_SUBJECT:
            said = " ".join([about["about"], *_goes_on(above[index + 1 :])])
            said = _ENDS_ABOUT.sub("", said.split(" | ")[0]).strip(" -–_*.:|")
            return said[:1].upper() + said[1:] or None
    return None


def _goes_on(behind: list[Block]) -> list[str]:
    """The rest of a subject that a narrow cell broke, up to the place and day; none where these do not follow."""
    rest: list[str] = []
    for block in behind[:4]:
        if _MOTTO.search(block.key):
            return rest
        if _DAY.search(block.key):
            return rest[:-1] if rest and _BEGUN_PLACE.match(rest[-1]) else rest
        if block.marker or len(block.text) > 120 or block.text.endswith(";"):
            return []
        rest.append(block.text)
    return []


def _stands_alone(name: str) -> bool:
    """Whether a name says whose body it is, so that it is an issuer's: not "Sở" or "Chủ tịch UBND tỉnh" alone."""
    key = same_tone(name)
    return (
        len(key.split()) > 1
        and not re.match(r"(?:Phó )?(?:Chủ tịch|Giám đốc|Trưởng|Thủ trưởng)\s", key)
        and "," not in key
    )
