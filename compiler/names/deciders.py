"""Who gives orders in a document, and is told nothing by what is said of it there: the issuer, its chair, those above."""

from __future__ import annotations

import re

from compiler.text.manuscript import UPPER

_COUNCIL = r"(?:Thường trực )?(?:Hội đồng nhân dân|HĐND)"
_DECIDES = re.compile(
    rf"Thủ tướng Chính phủ|Chính phủ|Quốc hội|(?:Chủ tịch |Phó Chủ tịch )?(?:UBND|Ủy ban nhân dân|Hội đồng nhân dân|HĐND) (?:tỉnh|thành phố|Thành phố)(?: [{UPPER}].*)?"
)
_DECIDES_IN_COUNCIL = re.compile(
    rf"Thủ tướng Chính phủ|Chính phủ|Quốc hội|(?:Hội đồng nhân dân|HĐND) (?:tỉnh|thành phố|Thành phố)(?: [{UPPER}].*)?"
)
_RULES = re.compile(
    r"(?:quy định|quy chế|sửa đổi|bãi bỏ|chính sách|mức (?:chi|thu|hỗ trợ|phân bổ)|cơ chế|tiêu chí|phân cấp|phí|lệ phí|định mức)(?!\w)",
    re.I,
)


def decides(holder: str, *, council: bool = False) -> bool:
    """Whether a name is one that gives orders: what it does itself is no assignment.

    `council`: the people's council speaks. Its committee is told then, which carries out what the council resolves
    (Luật Tổ chức chính quyền địa phương).
    """
    return bool((_DECIDES_IN_COUNCIL if council else _DECIDES).fullmatch(holder))


def council_orders(issuer: str, number: str, title: str) -> bool:
    """Whether a resolution is a people's council's that gives tasks: not one that lays down rules, whose number carries
    the year (DOMAIN 1.4) or whose title says so; what rules say of the committee are its powers."""
    if re.match(_COUNCIL, issuer) is None:
        return False
    return re.search(r"/(?:19|20)\d\d/", number) is None and not _RULES.search(title)
