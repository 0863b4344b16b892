"""Where the name of a body ends before a verb that no grammar knows.

The grammar cannot hold every verb of the field ("phun", "cắm", "gác"). A name that is complete, as the gazetteer has it
or by its level, ends before a small letter, and what stands there is what the body does.
"""

from __future__ import annotations

import re
from functools import cache

from compiler.grammar import any_of, load
from compiler.names import gazetteer
from compiler.names.holders import ENDS_NAME, GRANTS, body_end, clean_holder, starts_body
from compiler.text.manuscript import LOWER, UPPER

FEWEST_WORDS = 3
"""Words behind a guessed name that are more than the rest of the name."""
_LEVEL = re.compile(
    rf"\s(?:tỉnh|[Tt]hành phố|huyện|quận|thị xã|xã(?! hội)|phường|đặc khu)(?:\s[{UPPER}]\w*){{0,4}}(?=\s[{LOWER}])"
)
"""The level that ends the name of one body, and its place, before a small letter."""
_SEVERAL = re.compile(r"[,;:()/]|\s(?:và|các|những|hoặc|thuộc|của|cấp|ở|tại)\s")
_SAYS_WHICH = re.compile(
    r"\s+(?:nơi|có|từng|được|thì|(?:khóa|khoá)(?= [IVX\d])|nhiệm kỳ|tập hợp|quy định|hoặc|chuyên|phụ trách|không)(?!\w)"
)
"""Behind a complete name: which of them, or what became of it."""


def complete_end(key: str, at: int, end: int) -> int:
    """Where the name at `at` is complete by its level or branch, when an unknown verb took it on to `end`: "Công an xã |
    dựng rào chắn trên các tuyến" (before "tuần tra"), "Ban Quản lý rừng tỉnh | giao khoán"; else `end`."""
    known = gazetteer.complete().match(key, at)
    known_end = known.end() if known is not None else _level_end(key, at, end)
    if known is not None and known_end > end and ENDS_NAME.match(key, known_end):
        return known_end  # a word within the field looked like a verb
    if not known_end or known_end >= end or not (ENDS_NAME.match(key, known_end) or GRANTS.match(key, known_end)):
        return end
    between = key[known_end:end]
    return end if _SAYS_WHICH.match(between) or re.search(r"[,;:(]", between) else known_end


def _level_end(key: str, at: int, end: int) -> int:
    """Where the name of one body, whatever its field, ends with its level; 0 where no level does, or several are named."""
    level = _LEVEL.search(key, at, end + 1) if gazetteer.named().match(key, at) else None
    return 0 if level is None or _SEVERAL.search(key, at, level.start() + 1) else level.end()


def whole_name(key: str) -> str:
    """The body, or the bodies joined by "và" or "cùng", that a sentence opens with where each name is known whole and a
    small letter ends the last, whatever verb that begins ("Bộ Y tế cấp đủ thuốc …", "Công an xã cùng Tỉnh đoàn cắm biển");
    else nothing."""
    end = _whole_end(key, 0) if starts_body(key) else 0
    while end and (joined := _JOINED.match(key, end)) and starts_body(key, joined.end()):
        further = _whole_end(key, joined.end())
        if not further:
            break
        end = further
    goes_on = bool(end) and bool(ENDS_NAME.match(key, end) or GRANTS.match(key, end))
    goes_on = goes_on and not gazetteer.stops().match(key, end + 1)
    return clean_holder(key[:end]) if goes_on and not any(sign.isdigit() for sign in key[:end]) else ""


_JOINED = re.compile(r"\s+(?:và|cùng(?: với)?)\s+")


def _whole_end(key: str, at: int) -> int:
    """Where the one name at ``key[at]`` ends that is known whole; 0 where none is."""
    level, whole = gazetteer.complete().match(key, at), gazetteer.whole().match(key, at)
    if level is not None:
        return level.end()
    if by_level := _level_end(key, at, body_end(key, at)):
        return by_level
    if whole is None:
        return 0
    leveled = _level_behind().match(key, whole.end())
    granting = next((end for end in (whole.end(), leveled.end()) if GRANTS.match(key, end)), None) if leveled else None
    return granting if granting is not None else body_end(key, at)


def guessed_name(key: str) -> str:
    """The body that a sentence seems to open with: a head, its field and level, where more words follow than a name has
    ("Trung tâm Y tế khu vực gắp rắn độc …"). A guess, to ask about and not to assign by; nothing where none is seen."""
    found = _guessed().match(key) if starts_body(key) else None
    if found is None or not ENDS_NAME.match(key, found.end()):
        return ""
    behind = key[found.end() :].strip(" .;:").split()
    return clean_holder(key[: found.end()]) if len(behind) >= FEWEST_WORDS else ""


@cache
def _level_behind() -> re.Pattern[str]:
    """The level and place behind a whole name, if any: "Quỹ Phòng, chống thiên tai | tỉnh | cấp …"."""
    return re.compile(rf"(?:{gazetteer.LEVELS}{gazetteer.PLACE})?")


@cache
def _guessed() -> re.Pattern[str]:
    agencies = load("agencies")
    fields = any_of(agencies["fields"] + agencies["branches"])
    heads = any_of([head for head in agencies["heads"] + agencies["open_heads"] if head != "Tổ"])
    return re.compile(
        rf"(?:{heads})\s+(?:(?:{fields})(?!\w)|(?:[{UPPER}]\w*\s+){{1,3}}[{LOWER}]\w*)(?:{gazetteer.LEVELS}{gazetteer.PLACE})?(?!\w)"
    )
