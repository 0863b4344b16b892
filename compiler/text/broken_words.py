"""Blanks inside words, which a page's narrow spacing leaves: "k ế hoạch", "Ủ y ban", "th ực hiện".

Only what cannot be two words is closed: a word of the field with one blank in it of which one half is no word, or
consonants alone before a vowel. No syllable of Vietnamese is without a vowel.
"""

from __future__ import annotations

import re

_VOWELS = frozenset("aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ")
_FIELD = [
    "kế",
    "hoạch",
    "thực",
    "hiện",
    "tổ",
    "chức",
    "nhiệm",
    "vụ",
    "phối",
    "hợp",
    "chủ",
    "trì",
    "báo",
    "cáo",
    "hướng",
    "dẫn",
    "kiểm",
    "tra",
    "trách",
    "quyết",
    "định",
    "tuyên",
    "truyền",
    "triển",
    "khai",
    "xây",
    "dựng",
    "tham",
    "mưu",
    "tổng",
    "theo",
    "dõi",
    "đôn",
    "đốc",
    "đơn",
    "vị",
    "quan",
    "ủy",
    "nhân",
    "dân",
    "tỉnh",
    "huyện",
    "phường",
    "thành",
    "phố",
    "sở",
    "bộ",
    "hội",
    "đoàn",
    "đảng",
    "phòng",
    "chương",
    "trình",
    "nghị",
    "chỉ",
    "thị",
    "mặt",
    "trận",
    "công",
    "nội",
    "tài",
    "chính",
    "thông",
    "cộng",
    "hòa",
    "nghĩa",
    "việt",
    "nam",
    "giải",
    "pháp",
    "thời",
    "gian",
    "cơ",
]
"""Words of which plans are made."""
_WORDS = frozenset(
    {
        "ở",
        "ủy",
        "ủng",
        "ứng",
        "ước",
        "ưu",
        "ý",
        "yêu",
        "ít",
        "ích",
        "áp",
        "ánh",
        "ảnh",
        "ấn",
        "án",
        "ấp",
        "ổn",
        "ông",
        "ấy",
        "ủ",
    }
)
"""Words that begin with a vowel with a mark and stand by themselves."""
_CLUSTERS = frozenset({"ngh", "ng", "nh", "ch", "gh", "kh", "ph", "th", "tr", "qu"})
_CONSONANTS = frozenset("bcdđghklmnpqrstv")
_COUNTS = frozenset(
    {
        "điểm",
        "khoản",
        "mục",
        "nhóm",
        "loại",
        "hạng",
        "hình",
        "câu",
        "bảng",
        "lớp",
        "cột",
        "dòng",
        "ý",
        "mẫu",
        "phụ",
        "lục",
        "và",
        "hoặc",
        "đến",
        "khối",
        "tổ",
    }
)
"""Words behind which a letter alone is a name: "điểm b ở trên"."""
_VOWEL_BY_VOWEL = frozenset({("ho", "ạch"), ("nhi", "ệm"), ("hi", "ện"), ("ki", "ểm"), ("quy", "ết"), ("tri", "ển")})
"""Words of the field broken before an ending that begins no syllable."""
_PAIR = re.compile(r"(?<![^\W_])(?P<one>[^\W\d_]{1,5})(?P<gap> )(?=(?P<other>[^\W\d_]{1,6})(?![^\W_]))")
_LAST_WORD = re.compile(r"([^\W\d_]+) $")
_BEHIND = re.compile(r"[.)/:]")


def _halves() -> frozenset[tuple[str, str]]:
    """The words of the field with a blank in them, where one half is no word: without a vowel, or a vowel that begins none."""
    pairs = {("ủ", "y"), ("u", "ỷ"), *_VOWEL_BY_VOWEL}
    for word in _FIELD:
        for at in range(1, len(word)):
            one, other = word[:at], word[at:]
            if _has_vowel(one) and _has_vowel(other):
                continue
            pairs.add((one, other))
    return frozenset(pairs)


def _has_vowel(said: str) -> bool:
    return any(letter in _VOWELS for letter in said)


_BROKEN = _halves()


def gaps_in_words(text: str) -> list[int]:
    """Where in `text` blanks stand inside words, in order."""
    found: list[int] = []
    for pair in _PAIR.finditer(text):
        one, other = pair["one"], pair["other"]
        low = (one.lower(), other.lower())
        if len(one) > 1 and _has_vowel(one) and _has_vowel(other) and low not in _VOWEL_BY_VOWEL:
            continue  # two syllables, as nearly all are
        alike = other.islower() or (one.isupper() and other.isupper())
        if alike and ((low in _BROKEN and not _is_name(text, pair)) or _begins_syllable(text, pair)):
            found.append(pair.start("gap"))
    return found


def _is_name(text: str, pair: re.Match[str]) -> bool:
    """Whether one of the halves is a letter that names something: "điểm c", "Tổ B", "500 đ"."""
    if len(pair["one"]) > 1:
        return _BEHIND.match(text, pair.end("other")) is not None and len(pair["other"]) == 1
    before = text[max(0, pair.start() - 12) : pair.start()]
    last = _LAST_WORD.search(before)
    return before.rstrip()[-1:].isdigit() or (last is not None and last[1].lower() in _COUNTS)


def _begins_syllable(text: str, pair: re.Match[str]) -> bool:
    """Whether consonants alone stand before the rest of their syllable, in small letters inside a line."""
    one, other = pair["one"], pair["other"]
    if not (one.islower() and other.islower() and other[0] in _VOWELS) or other in _WORDS:
        return False
    before = text[max(0, pair.start() - 12) : pair.start()]
    last = _LAST_WORD.search(before)
    if last is None or last[1].lower() in _COUNTS or len(last[1]) < 2:
        return False
    if one in _CLUSTERS:
        return True
    return one in _CONSONANTS and (not other[0].isascii() or (one == "q" and other[0] == "u"))
