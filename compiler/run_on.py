"""Texts whose line breaks were lost: what began a line stands behind a blank in the middle of another.

Collections of law cut a page anew into lines of one width, or into none: "… như sau: 1. Sở Xây dựng a) Chủ động …;
b) Phối hợp …". A break is put back before what can only begin a line, and taken out where a line was only cut. Each
takes the place of one blank, so that all offsets stay.
"""

from __future__ import annotations

import re

from compiler.manuscript import LOWER, UPPER

FEWEST = 8
"""Marks inside lines below which a text is taken as it is: an enumeration within a sentence has fewer."""
SHARE = 6
"""A text is run on where so many times more marks stand inside lines than begin one."""
_NUMBER = r"(?:[IVX]{1,5}\.|\d{1,2}(?:\.\d{1,2}){0,2}[./]|[a-zđ]\))"
_BEGINS = re.compile(rf"^[ ]*(?:{_NUMBER}|[-–+•*])[ ]", re.MULTILINE)
_INSIDE = re.compile(
    rf"(?:(?<=[\w.;:,)”])([ \n]{{1,2}})(?:{_NUMBER}|[-–+•](?=\n))|(?<=[.;:])([ \n]{{1,2}})[-–+•])([ \n]{{1,2}})(?=[“\"(]?[{UPPER}])"
)
"""A mark in the middle, before a capital; a dash only behind a full stop or where its line ends: "Hà Nội - Hải Phòng"."""
_CUT = re.compile(rf"(?<=\S)\n(?=\S)(?!{_NUMBER}[ \n]|[-–+•*][ \n])")
_CUT_WIDE = re.compile(rf"(?<=\S)\n\n(?=\S)(?!{_NUMBER}[ \n]|[-–+•*][ \n])")
"""The same in a text that has a blank line behind every line."""
_SINGLE = re.compile(r"\S\n\S")
_HEAD = re.compile(
    rf"[ ](?=CỘNG H[OÒ][ÀA] XÃ HỘI|Độc lập\s*[-–]|Số\s*:\s*\d*\S*/|Nơi nhận\s*:"
    rf"|(?:KẾ HOẠCH|CHỈ THỊ|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|CÔNG ĐIỆN|HƯỚNG DẪN|ĐỀ ÁN)[ ][{UPPER}]{{2}})"
)
_PLACE = re.compile(rf"([ ])(?:[{UPPER}][{LOWER}]+[ -]){{0,4}}[{UPPER}][{LOWER}]+, ngày\s+\d")
_TITLE = re.compile(
    rf"\n(?:KẾ HOẠCH|CHỈ THỊ|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|CÔNG ĐIỆN|HƯỚNG DẪN|ĐỀ ÁN)([ ])[^{LOWER}\n]{{4,400}}?([ ])(?=[{UPPER}][{LOWER}])"
)
_HEAD_END = 3_000
"""Letters within which the head of a document ends."""


_ONE_LINE = re.compile(
    r"^[^\n]*(?:CỘNG H[OÒ][ÀA] XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM)[^\n]{0,200}?Số\s?:?\s?\d[^\n]{1,300}?ngày\s+\d[^\n]*$",
    re.MULTILINE,
)
"""A head whose columns were read across into one line."""
_HEAD_PARTS = re.compile(
    rf"(?<=[^\W\d_])[ ](?=CỘNG H[OÒ][ÀA] XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập\s*[-–])|[ ](?=V/v|Kính gửi)"
    rf"|(?<=VIỆT NAM)[ ](?=[{UPPER}]{{2}})|(?<=Hạnh phúc)[ ]|[ ](?=Số\s?:?\s?\d+\s?[/-])"
    rf"|(?<=\d)[ ](?=(?:KẾ HOẠCH|CHỈ THỊ|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|CÔNG ĐIỆN|HƯỚNG DẪN|ĐỀ ÁN|THÔNG BÁO|NGHỊ QUYẾT)[ ][{UPPER}]{{2}})"
    rf"|(?<=[{UPPER}]{{2}})[ ](?=(?:Căn cứ|Thực hiện|Theo đề nghị|Nhằm|Để)[ ])"
    rf"|(?<=[{UPPER}\d]{{2}})[ ](?=(?:CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|CỤC TRƯỞNG|ỦY BAN NHÂN DÂN|THỦ TƯỚNG)[ ][^{LOWER}]{{2,90}}?[ ]Căn cứ[ ])"
)


def _head_broken(text: str) -> str:
    """The text with the parts of its one-line head on lines of their own; of the same length."""
    found = _ONE_LINE.search(text, 0, _HEAD_END)
    if found is None:
        return text
    end = min(found.end(), found.start() + _HEAD_END)
    said = text[: found.start()] + _HEAD_PARTS.sub("\n", text[found.start() : end]) + text[end:]
    place = _PLACE.search(said, found.start(), end)
    return said if place is None else f"{said[: place.start(1)]}\n{said[place.end(1) :]}"


def with_breaks(text: str) -> str:
    """The text with its line breaks put back where it has lost them, else as it is; of the same length."""
    text = _head_broken(text)
    if len(_BEGINS.findall(text)) * SHARE >= (inside := sum(1 for _ in _INSIDE.finditer(text))) or inside < FEWEST:
        return text
    letters = list(_CUT.sub(" ", text) if _SINGLE.search(text) else _CUT_WIDE.sub("  ", text))
    for found in _INSIDE.finditer(text):
        before, behind = found.span(1 if found[1] else 2), found.span(3)
        letters[slice(*before)] = "\n" + " " * (before[1] - before[0] - 1)
        letters[slice(*behind)] = " " * (behind[1] - behind[0])
    said = "".join(letters)
    letters[:_HEAD_END] = _HEAD.sub("\n", said[:_HEAD_END])
    if place := _PLACE.search(said, 0, _HEAD_END):
        letters[place.start(1)] = "\n"
    if title := _TITLE.search("".join(letters[:_HEAD_END])):
        letters[title.start(1)] = letters[title.start(2)] = "\n"
    return "".join(letters)
