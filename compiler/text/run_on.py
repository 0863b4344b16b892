"""Texts whose line breaks were lost: what began a line stands behind a blank in the middle of another.

Collections of law cut a page anew into lines of one width, or into none: "… như sau: 1. Sở Xây dựng a) Chủ động …;
b) Phối hợp …". A break is put back before what can only begin a line, and taken out where a line was only cut. Each
takes the place of one blank, so that all offsets stay.
"""

from __future__ import annotations

import re

from compiler.text.authority import follows
from compiler.text.manuscript import LOWER, UPPER

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
_PLACE = re.compile(
    rf"(?<=\S)([ ])(?:Thành phố |TP\. ?)?(?:[{UPPER}][{LOWER}]+[ -]){{0,4}}[{UPPER}][{LOWER}]+, ngày\s+\d"
)
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
    rf"|(?<=\d)[ ](?=(?:KẾ HOẠCH|CHỈ THỊ|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|CÔNG ĐIỆN|HƯỚNG DẪN|ĐỀ ÁN|THÔNG BÁO|KẾT LUẬN|NGHỊ QUYẾT|THÔNG TƯ|NGHỊ ĐỊNH)[ ][{UPPER}]{{2}})"
    rf"|(?<=[{UPPER}]{{2}})[ ](?=(?:Căn cứ|Thực hiện|Theo đề nghị|Nhằm|Để)[ ])"
)


_MOTTO = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM")
_MOTTO_END = 8_000
"""Letters among which a portal's page has the motto."""
_GAP = re.compile(r"(?<=\S)(?:[ \u00a0]{3,}|[ \u00a0]*\t\s*?)(?=\S)|<br ?/?>")
"""What parts two columns in a line, or the lines of a cell."""


_TITLED = re.compile(
    rf"\n(?:KẾ HOẠCH|CHỈ THỊ|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|CÔNG ĐIỆN|HƯỚNG DẪN|ĐỀ ÁN|THÔNG BÁO|KẾT LUẬN|NGHỊ QUYẾT|THÔNG TƯ|NGHỊ ĐỊNH)[ ]"
    rf"(?:[^{LOWER}\n]|(?<=T)Tg){{4,900}}?(?=[ \n](?:[{UPPER}][{LOWER}]|điện))"
)
"""A type with its title in capitals, up to the first word that is not."""


def _signed_at(titled: str) -> int | None:
    """Where the line of authority begins behind a title, at the blank before it."""
    for blank in re.finditer(r" ", titled):
        if follows(titled[: blank.start()], titled[blank.end() :]):
            return blank.start()
    return None


def _head_broken(text: str) -> str:
    """The text with the parts of its head on lines of their own, where its columns were read across; of the same length."""
    if found := _ONE_LINE.search(text, 0, _HEAD_END):
        start, end = found.start(), min(found.end(), found.start() + _HEAD_END)
    elif (motto := _MOTTO.search(text, 0, _MOTTO_END)) is not None:
        start, end = _around(text, motto.start())
        beside = text[text.rfind("\n", 0, motto.start()) + 1 : motto.start()]
        if not (beside.strip(" *_|") and beside.isupper() and "|" not in beside) and "<br" not in text[start:end]:
            return text
    else:
        return text
    head = _GAP.sub(lambda gap: "\n" + " " * (len(gap[0]) - 1), text[start:end])
    head = _HEAD_PARTS.sub("\n", head)
    if place := _PLACE.search(head):
        head = f"{head[: place.start(1)]}\n{head[place.end(1) :]}"
    if (titled := _TITLED.search(head)) and (signed := _signed_at(titled[0])) is not None:
        at = titled.start() + signed
        head = f"{head[:at]}\n{head[at + 1 :]}"
    if titled:
        head = f"{head[: titled.end()]}\n{head[titled.end() + 1 :]}"
    return text[:start] + head + text[end:]


def _around(text: str, at: int) -> tuple[int, int]:
    """The lines of a head about its motto: two above, six below."""
    start, end = at, at
    for _ in range(3):
        start = max(0, text.rfind("\n", 0, start))
    for _ in range(7):
        end = text.find("\n", end + 1) if text.find("\n", end + 1) > 0 else len(text)
    return start, min(end, at + _HEAD_END)


def with_breaks(text: str) -> str:
    """The text with its line breaks put back where it has lost them, else as it is; of the same length."""
    headed = _head_broken(text)
    said = _lines_restored(headed)
    if headed is text:
        return said
    kept = [at for at, (new, old) in enumerate(zip(headed[: _MOTTO_END + _HEAD_END], text, strict=False)) if new != old]
    letters = list(said)
    for at in kept:
        letters[at] = headed[at]
    return "".join(letters)


def _lines_restored(text: str) -> str:
    """The text with breaks before what can only begin a line, where it has too few; of the same length."""
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
