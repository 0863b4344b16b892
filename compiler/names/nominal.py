"""Assignments without a verb behind the name: "Trách nhiệm … thuộc về Sở X", "Đầu mối …: Phòng Y", "… do Sở Z đảm nhiệm"."""

from __future__ import annotations

import re
from functools import cache

from compiler.grammar import any_of, load
from compiler.names.acts import act_behind
from compiler.names.holders import body_end, clean_holder, starts_body
from compiler.names.subject_words import OBLIGED, REPORTED

LONGEST = 600
"""Letters of a sentence that assigns so."""
_BELONGS = re.compile(
    r"(?:trách nhiệm|nhiệm vụ|phần việc|việc)\s[^.;:]{3,240}?\s(?:thuộc(?: về| trách nhiệm của)|là (?:trách nhiệm|nhiệm vụ) của)\s+",
    re.I,
)
_POINT = re.compile(
    r"(?:(?:là )?(?:cơ quan|đơn vị|bộ phận|cán bộ|người)\s+)?(?:đầu mối|phụ trách|chịu trách nhiệm|thường trực|trực)(?!\w)[^.;:]{0,160}:\s+",
    re.I,
)
_BY = re.compile(r"\sdo\s+")
_TAKES_ON = re.compile(
    r"\s+(?:trực tiếp\s+)?(?:đảm nhiệm|đảm trách|đảm nhận|phụ trách|chịu trách nhiệm|chủ trì|tham mưu|thực hiện|tiến hành)(?: (?:thực hiện|chính))?\s*[.;]?$"
)
_WORK = re.compile(r"(?:việc|công tác|nhiệm vụ|phần|khâu|hoạt động|nội dung)\s", re.I)


def nominal_holder(key: str) -> str:
    """Who a sentence (one tone placement) makes responsible by a noun, or by "do X đảm nhiệm" at its end; else nothing.

    The name must end the clause: what goes on behind it is another kind of sentence.
    """
    if len(key) > LONGEST:
        return ""
    for opens in (_BELONGS, _POINT):
        found = opens.match(key)
        if found and starts_body(key, found.end()):
            end = body_end(key, found.end())
            return clean_holder(key[found.end() : end]) if not key[end:].strip(" .;,") else ""
    if _WORK.match(key):
        for by in _BY.finditer(key):
            if starts_body(key, by.end()):
                end = body_end(key, by.end())
                return clean_holder(key[by.end() : end]) if _TAKES_ON.match(key, end) else ""
    return ""


def bare_subject(key: str) -> str:
    """Who a sentence names first without a body's name: a force of one or two words before an act ("Kiểm lâm huy động
    …"), or all of a class that must ("100% các xã phải …"); else nothing."""
    if key.rstrip().endswith(":"):
        return ""
    share = _SHARE.match(key)
    if share and starts_body(key, share.end()):
        end = body_end(key, share.end())
        return clean_holder(key[share.end() : end]) if OBLIGED.match(key, end) else ""
    force = _forces().match(key)
    if force is None or REPORTED.match(key, force.end()) or not act_behind().match(key, force.end()):
        return ""
    return force[0]


_SHARE = re.compile(r"(?:100\s?%|Toàn bộ|Tất cả)\s+(?:số\s+)?(?=các\s)", re.I)


@cache
def _forces() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:Lực lượng|lực lượng)\s+)?(?:{any_of(load('agencies')['forces'])})(?!\w)")


_CENTRAL = re.compile(
    r"(?:Văn phòng Chính phủ|Chính phủ|Thủ tướng|Quốc hội|Ủy ban Thường vụ Quốc hội|Bộ(?! Chỉ huy| Tư lệnh)|Thanh tra Chính phủ|Ban Chấp hành Trung ương"
    r"|Ban Bí thư|Văn phòng Trung ương|Ban Chỉ đạo (?:Trung ương|quốc gia))(?!\w)",
    re.I,
)
_LOCALITY = re.compile(r"(?:Tỉnh|Thành phố|Địa phương)(?=\s)")


def locality_told(key: str, issuer: str) -> str:
    """The province that a central body's conclusions tell by its bare word ("Tỉnh tập trung giải ngân …"); nothing where
    a province itself speaks, whose own word that would be."""
    found = _LOCALITY.match(key) if _CENTRAL.match(issuer) else None
    if found is None or REPORTED.match(key, found.end()):
        return ""
    return found[0] if act_behind().match(key, found.end()) or OBLIGED.match(key, found.end()) else ""
