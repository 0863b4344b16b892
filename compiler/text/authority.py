"""The line under a title that says by whose power a document is issued: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …".

It stands alone, in capitals, between the title and the legal bases (Nghị định 30/2020, Phụ lục I, II.6). It is no part
of the title, and it names the issuer in full where the letterhead is short of the place.
"""

from __future__ import annotations

import re

from compiler.text.manuscript import same_tone

_OFFICE = (
    r"CHỦ TỊCH|BỘ TRƯỞNG|THỐNG ĐỐC|TỔNG THANH TRA|TỔNG KIỂM TOÁN|TỔNG CỤC TRƯỞNG|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|TỔNG GIÁM ĐỐC|GIÁM ĐỐC|"
    r"HIỆU TRƯỞNG|VIỆN TRƯỞNG|CHÁNH ÁN|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA|CHỦ NHIỆM|TRƯỞNG BAN|TRƯỞNG PHÒNG"
)
_BODY = (
    r"ỦY BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND|ỦY BAN THƯỜNG VỤ QUỐC HỘI|QUỐC HỘI|CHÍNH PHỦ|THỦ TƯỚNG CHÍNH PHỦ|"
    r"BAN THƯỜNG TRỰC|BAN THƯỜNG VỤ|BAN CHẤP HÀNH|BAN BÍ THƯ|BỘ CHÍNH TRỊ|THƯỜNG TRỰC"
)
_LINE = re.compile(
    rf"(?:QUYỀN |PHÓ |KT\. ?)?(?:{_OFFICE}|{_BODY})(?![^\W\d_])[^;:]{{0,120}}?(?:\s+(?:điện|ĐIỆN))?\s*[:,.]?$"
)
_CLAUSE = re.compile(
    r"\s(?:BAN HÀNH|CÔNG BỐ|QUY ĐỊNH|VỀ|THUỘC|TRÊN ĐỊA BÀN|THỰC HIỆN|GIAI ĐOẠN|NĂM|NGÀY|ĐẾN|TRONG|CHO|TẠI|ĐƯỢC|PHÊ DUYỆT)\s|\d{3}"
)
"""What a name does not hold: a title's line that only begins with a body."""
_LEANS = re.compile(
    r"(?:[,(–-]|(?<!\w)(?:CỦA|DO|VÀ|CHO|VỚI|GIỮA|TẠI|BỞI|THUỘC|TỪ|LÀ|VỀ|(?<!TIẾP )THEO|GỬI|TRÌNH|QUYỀN|CẤP|ĐẾN|PHÓ|CHỦ TỊCH|BỘ TRƯỞNG|"
    r"GIÁM ĐỐC|TRƯỞNG|THỦ TƯỚNG|VĂN PHÒNG|THƯỜNG TRỰC|ĐẠI BIỂU|HỘI ĐỒNG|BAN|ĐOÀN|CÁC))$"
)
"""A line that wants a name behind it: "… THẨM QUYỀN CỦA"."""
SHORTEST = 12
"""Letters that a line has, above which the next can stand by itself; a letterhead's are shorter."""


def is_authority(text: str) -> bool:
    """Whether `text` is nothing but the one who issues, in capitals."""
    said = same_tone(text.strip(" *_|"))
    named = re.sub(r"\s+điện\s*:?$", "", said)
    return named.isupper() and _LINE.match(said) is not None and _CLAUSE.search(f"{said} ") is None


def breaks_off(before: str, text: str) -> bool:
    """Whether a line `text` is the authority, and does not go on with the title's line `before`."""
    return len(before.strip(" *_|")) >= SHORTEST and follows(before, text)


def follows(title: str, text: str) -> bool:
    """Whether `text` is the authority under a `title` that wants no name behind it."""
    return is_authority(text) and _LEANS.search(same_tone(title.strip(" *_|")).upper()) is None


def body_of(text: str) -> str:
    """The body that an authority line names: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …" -> "ỦY BAN NHÂN DÂN TỈNH …"."""
    said = same_tone(" ".join(text.strip(" *_|:,.").split()))
    said = re.sub(r"\s+điện$|\s+KH[OÓ]A\s+[IVX\d]+.*$|\s*,?\s*KỲ HỌP.*$", "", said, flags=re.IGNORECASE)
    return re.sub(rf"^(?:QUYỀN |PHÓ |KT\. ?)?(?:{_OFFICE}) (?=\S)", "", said)
