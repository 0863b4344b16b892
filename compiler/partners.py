"""Who cooperates in a duty: the bodies named behind "phối hợp với"."""

from __future__ import annotations

import re

from compiler.holders import body_end, split_bodies, starts_body, starts_class

COOPERATES = re.compile(
    r"phối(?: kết)? hợp"
    r"(?:,? (?:chặt chẽ|tốt|đồng bộ|thường xuyên|hiệu quả|kịp thời|có hiệu quả|thống nhất))*"
    r"(?: (?:cùng với|cùng|với|giữa))?\s+",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"[,;(]\s*([^,;()]{3,80}(?:, [^,;()]{3,60}){0,3}?)\s+(?:cùng )?phối hợp(?: thực hiện)?(?=\s*[;,.)])", re.IGNORECASE
)
"""\"(Sở A chủ trì, Sở B phối hợp; …)\"."""
_PEOPLE = re.compile(r"(?:gia đình|cấp trên|các bên|nhân dân|đoàn viên)(?!\w)", re.IGNORECASE)

_NOBODY = {"cơ quan", "đơn vị", "tổ chức", "cá nhân"}
"""What is left of "cơ quan chủ trì": it names nobody."""


def read_partners(text: str, key: str) -> list[str]:
    """Partners as written, one article's enumeration as one item (GUIDE, `with`); `key` is one-tone `text`."""
    partners: list[str] = []
    for found in COOPERATES.finditer(key):
        at = found.end()
        if not (starts_body(key, at) or starts_class(key, at) or _PEOPLE.match(key, at)):
            continue
        end = body_end(key, at)
        named = (item.text for item in split_bodies(text, at, end))
        partners.extend(name for name in named if name not in partners and name not in _NOBODY)
    for found in _BEHIND.finditer(key):
        begin = found.start(1)
        if starts_body(key, begin) and body_end(key, begin) == found.end(1):
            named = (item.text for item in split_bodies(text, begin, found.end(1)))
            partners.extend(name for name in named if name not in partners)
    return partners
