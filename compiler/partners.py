"""Who cooperates in a duty: the bodies named behind "phối hợp với", "cùng với", "có sự tham gia của"."""

from __future__ import annotations

import re

from compiler.holders import body_end, split_bodies, starts_body

COOPERATES = re.compile(
    r"phối(?: kết)? hợp(?:,? (?:chặt chẽ|tốt|đồng bộ|thường xuyên|hiệu quả|kịp thời|có hiệu quả|hỗ trợ|thống nhất))*"
    r"(?: (?:cùng với|cùng|với|giữa))?\s+",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:các |những )?(?:đơn vị|địa phương|cấp trên|nhà trường|gia đình|cơ quan|tổ chức|chủ|doanh nghiệp|lực lượng|nhà mạng|phòng|ban|hội|chính quyền|bên)", re.I)


def read_partners(text: str, key: str) -> list[str]:
    """Partners as written, one article's enumeration as one item (GUIDE, `with`); `key` is one-tone `text`."""
    partners: list[str] = []
    for found in COOPERATES.finditer(key):
        at = found.end()
        if not (starts_body(key, at) or _BARE.match(key, at)):
            continue
        end = body_end(key, at)
        partners.extend(item.text for item in split_bodies(text, at, end) if item.text not in partners)
    return partners
