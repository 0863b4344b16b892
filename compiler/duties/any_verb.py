"""The body that a clause opens with before words that no grammar knows: whatever they say, it is told or asked about."""

from __future__ import annotations

import re
from functools import lru_cache

from compiler.names import gazetteer
from compiler.names import subject_words as words
from compiler.names.complete import guessed_name, whole_name
from compiler.names.governed import LONGEST_LIST
from compiler.names.holders import body_end, clean_holder, is_group, starts_body
from compiler.text.manuscript import LOWER, UPPER

FEWEST_BEHIND = 3
"""Words behind a name that runs on which are more than the rest of it."""
_RUN_ON = re.compile(rf"[{UPPER}]\w*(?:(?:\s[{LOWER}]\w*)?\s[{UPPER}]\w*)+(?=\s[{LOWER}])")
_NO_VERB = re.compile(
    r"\s(?:và|hoặc|của|về|tại|cho|theo|trong|ở|trên|từ|với|đến|gồm|số|ngày|năm|tỉnh|thành phố|xã|phường|huyện|để)(?!\w)"
)
DESCRIBED = re.compile(r"\s+(?:được|là|thuộc)(?!\w)")

DENIED = re.compile(r"\s(?:không(?! (?:để|được)(?!\w))|chưa|miễn|thôi)(?!\w)", re.I)
""""Sở Y tế miễn báo cáo …": asked about, no duty."""
_ABOVE = re.compile(r"(?:Phó )?(?:Thủ tướng|Chủ tịch nước)|Chính phủ|Quốc hội|Trung ương|Bộ Chính trị|Ban Bí thư")
"""Those above, who are told nothing by a plan."""


def name_run_on(said: str) -> str:
    """The body that a clause opens with, up to where its capitals end, where an unknown verb took its name on ("Công ty
    Thoát nước Bình An | khơi cống quanh chợ"); nothing where the clause is only a name or tells what is or was."""
    end = body_end(said, 0) if starts_body(said) else 0
    if not end or is_group(said[:end]) or said[end : end + 1] in {":", ""} or said[end : end + 2] == " (":
        return ""
    run_on = _RUN_ON.match(said)
    known = gazetteer.inside().match(said)
    run_end = max(run_on.end(), known.end() if known else 0) if run_on else 0
    name = guessed_name(said) or clean_holder(said[:run_end])
    behind = said[len(name) :]
    told = name and len(behind.split()) >= FEWEST_BEHIND
    spoken_of = DESCRIBED.match(behind) or words.REPORTED.match(behind) or _NO_VERB.match(behind)
    return name if told and not spoken_of else ""


def opened_by(said: str) -> tuple[str, bool]:
    """The body that a clause opens with before any words but those that only speak of it, and whether its name is known
    whole; no name where none is seen."""
    return _opened_by(said[:LONGEST_LIST])


@lru_cache(maxsize=1_024)
def _opened_by(said: str) -> tuple[str, bool]:
    whole = whole_name(said)
    behind = said[len(whole) :]
    if whole and not (DESCRIBED.match(behind) or words.REPORTED.match(behind) or _NO_VERB.match(behind)):
        return whole, DENIED.match(behind) is None
    if whole or _ABOVE.match(said):
        return "", False
    return name_run_on(said), False


def goes_on_with_words(said: str) -> bool:
    """Whether behind a body known whole so many words stand that they are no more of its name: "Sở Công Thương | dự trù
    nhiên liệu cho tàu thu gom" in a cell."""
    whole = whole_name(said[:LONGEST_LIST])
    return bool(whole) and len(said[len(whole) :].split()) >= FEWEST_OF_A_TASK


FEWEST_OF_A_TASK = 5
"""Words that no name has behind where it is known whole ("Phòng Kiểm tra văn bản | quy phạm pháp luật" has four)."""


def class_before_words(said: str) -> str:
    """The class of bodies that a clause opens with, by its article and noun, before further words ("các hợp tác xã |
    trông coi bãi giống"); nothing where it is only a name."""
    said = said[:LONGEST_LIST]
    article = _ARTICLE.match(said)
    noun = gazetteer.class_noun().match(said, article.end()) if article else None
    behind = said[noun.end() :] if noun else ""
    told = len(behind.split()) >= FEWEST_BEHIND and re.match(rf"\s[{LOWER}]", behind)
    if noun is None or not told or DESCRIBED.match(behind) or words.REPORTED.match(behind) or _NO_VERB.match(behind):
        return ""
    return said[: noun.end()]


_ARTICLE = re.compile(r"(?:các|những)\s(?!bộ phận)", re.I)
