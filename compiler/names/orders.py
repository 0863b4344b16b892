"""The words with which a document orders and asks (config/grammar/verbs.yaml)."""

from __future__ import annotations

import re
from functools import cache

from compiler.grammar import any_of, load
from compiler.text.manuscript import UPPER


def led_by_a_place(holder: str, rest: str) -> bool:
    """ "UBND thành phố Hà Nội chủ trì, phối hợp với các Bộ …": those above tell it; an issuer says that it orders."""
    named = re.search(rf"(?:UBND|Ủy ban nhân dân) (?:tỉnh|thành phố|Thành phố) [{UPPER}]", holder)
    return named is not None and bool(
        re.match(r",?\s+(?:chủ trì|có trách nhiệm|chịu trách nhiệm|phối hợp với)(?!\w)", rest)
    )


@cache
def orders() -> re.Pattern[str]:
    """An order or a request with the space behind it: groups `order`, `request`."""
    said = load("verbs")["orders"]
    return re.compile(
        rf"(?:(?P<order>(?!giao (?:dịch|lưu|thông|nhận|đất|rừng|tiếp|thương|thừa|ban(?:\s*[,;.)]|\s+(?:tháng|tuần|quý|hằng|hàng|định kỳ|báo chí|trực tuyến)|$)))(?:{any_of(said['order'])}))|(?P<request>{any_of(said['request'])}))\s+",
        re.I,
    )


_ASKED_IN_BRACKETS = re.compile(
    r"(?P<who>[^():;.]{3,160}?)\s*\((?:đề nghị|mời)(?: (?:phối hợp|tham gia|thực hiện))*\)\s*(?::\s*|$)", re.I
)


def asked_in_brackets(key: str) -> re.Match[str] | None:
    """Who (`who`) a heading asks rather than orders, up to where its text begins: "Hội Nông dân tỉnh (đề nghị): …"."""
    return _ASKED_IN_BRACKETS.match(key)
