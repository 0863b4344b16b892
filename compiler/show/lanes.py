"""The level at which a holder stands, as its name says it, else that of the body that issued the plan."""

from __future__ import annotations

import re

from compiler.result import Level

LANES = ("central", "province", "district", "commune", "mixed", "requested")

_COMMUNE = re.compile(
    r"\b((?<!thị )xã(?! hội)|phường|thị trấn|đặc khu|(?<!nông )thôn|xóm|ấp|khóm|buôn|tổ dân phố|khu phố|khu dân cư)\b",
    re.IGNORECASE,
)
_DISTRICT = re.compile(r"\b(huyện|quận|thị xã)\b", re.IGNORECASE)
_PROVINCE = re.compile(
    r"\b(sở|ban|ngành|văn phòng ubnd|báo|đài|công an|mặt trận|đoàn thể|cơ quan|đơn vị|bộ ch(?:ỉ huy|qs|bp|bđbp))\b",
    re.IGNORECASE,
)
"""What a provincial plan calls bodies of its own level, beside "các xã" in one class."""
_PROVINCE_SAID = re.compile(r"\b(tỉnh|sở)\b|\bbộ ch(?:ỉ huy quân sự|qs|bp|bđbp)\b", re.IGNORECASE)
"""What is the province's in a plan of any level."""
_CENTRAL = re.compile(
    r"^(bộ(?! (?:chỉ huy|ch(?:qs|bp|bđbp)\b|đội|phận))|chính phủ|thủ tướng|tổng cục|cục)\b", re.IGNORECASE
)
"""Bộ Chỉ huy (CHQS) and Bộ đội Biên phòng are a province's."""


def lane_of(holder: str, own: Level = Level.PROVINCE, *, group: bool = True) -> str:
    """The lane of a holder as written: its level, that of the issuer (`own`) where it says none, or "mixed" where a
    class (`group`) spans several. One body stands at the lowest level that its name says: "Ban Chỉ huy quân sự xã".
    """
    if _CENTRAL.search(holder):
        return "central"
    commune, district = bool(_COMMUNE.search(holder)), bool(_DISTRICT.search(holder))
    above = holder.split("UBND")[0].split("Ủy ban nhân dân")[0]
    province = bool(_PROVINCE.search(above) if own is Level.PROVINCE else _PROVINCE_SAID.search(holder))
    several = group or ";" in holder
    if several and (commune + district + province > 1 or "địa phương" in holder.casefold()):
        return "mixed"
    if commune or district:
        return "commune" if commune else "district"
    return "province" if province else str(own)
