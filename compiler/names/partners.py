"""Who cooperates in a duty: the bodies named behind "phối hợp với"."""

from __future__ import annotations

import re

from compiler.names.acts import opens_with_act
from compiler.names.holders import body_end, split_bodies, starts_body, starts_class
from compiler.names.timed import untimed_end
from compiler.text.manuscript import LOWER, UPPER

COOPERATES = re.compile(
    r"phối(?: kết)? hợp"
    r"(?:,? (?:chặt chẽ|tốt|đồng bộ|thường xuyên|hiệu quả|kịp thời|có hiệu quả|thống nhất))*"
    r"(?: (?:cùng với|cùng|với|giữa))?\s+"
    r"|chủ trì,? (?:cùng với|cùng)\s+|đồng chủ trì (?:cùng )?với\s+|^cùng với\s+|hiệp đồng với\s+",
    re.IGNORECASE,
)
REACH = 200
"""How far before "phối hợp" a list of partners may begin, in letters."""
_BEHIND = re.compile(
    r"(?<!\s)\s+(?:cùng )?(?:phối hợp|tham gia)(?: thực hiện| tổ chức| triển khai)?(?=\s*[;,.)])", re.IGNORECASE
)
"""Ends "(Sở A chủ trì, Sở B phối hợp; …)": the partner stands before the word."""
_LED_BY = re.compile(r"chủ trì[,;]\s+(?=[^\W\d_])")
_TOGETHER = re.compile(r"\s+(?:cùng )?phối hợp(?! với)(?!\w)", re.IGNORECASE)
"""Ends the partners of "Sở A chủ trì, Sở B phối hợp xây dựng …"."""
_PEOPLE = re.compile(r"(?:gia đình|cha mẹ|phụ huynh|cấp trên|các bên|nhân dân|đoàn viên)(?!\w)", re.IGNORECASE)

_WITH = re.compile(r"(?:với|cùng)\s+$", re.IGNORECASE)
_NAME = re.compile(rf"[{UPPER}]{{2,}}(?!\w)|[{UPPER}]\w+(?: [{LOWER}]\w*){{0,2}} [{UPPER}]")
"""How a name begins that nothing knows: "VNVC …", "Xưởng Đóng tàu …", "Nhóm thiện nguyện Sao Mai"."""
_NOBODY = {"cơ quan", "đơn vị", "tổ chức", "cá nhân"}
"""What is left of "cơ quan chủ trì": it names nobody."""


def _names_someone(key: str, at: int) -> bool:
    """Whether the words at `at`, behind "phối hợp với", are a name by their capitals alone."""
    return _NAME.match(key, at) is not None and not opens_with_act(key[at : at + REACH])


def read_partners(text: str, key: str) -> list[str]:
    """Partners as written, one article's enumeration as one item (GUIDE, `with`); `key` is one-tone `text`."""
    partners: list[str] = []
    for found in COOPERATES.finditer(key):
        at = found.end()
        known = starts_body(key, at) or starts_class(key, at) or _PEOPLE.match(key, at)
        if not (known or (_WITH.search(found[0]) and _names_someone(key, at))):
            continue
        end = untimed_end(key, at)
        named = (item.text for item in split_bodies(text, at, end))
        partners.extend(name for name in named if name not in partners and name not in _NOBODY)
    for led in _LED_BY.finditer(key):
        end = body_end(key, led.end()) if starts_body(key, led.end()) else 0
        if end and _TOGETHER.match(key, end):
            named = (item.text for item in split_bodies(text, led.end(), end))
            partners.extend(name for name in named if name not in partners)
    for found in _BEHIND.finditer(key):
        for begin in re.finditer(r"[,;(]\s*", key[max(0, found.start() - REACH) : found.start()]):
            at = max(0, found.start() - REACH) + begin.end()
            if starts_body(key, at) and body_end(key, at) == found.start():
                named = (item.text for item in split_bodies(text, at, found.start()))
                partners.extend(name for name in named if name not in partners)
                break
    return partners
