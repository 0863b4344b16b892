"""Whether a line break stands inside a name or a phrase: a page set in columns breaks its first lines anywhere.

"… chính quyền tỉnh Sơn" above "La …", "Chủ tịch Ủy ban nhân dân" above "Thành phố đề nghị …": what follows begins
with a capital, and is no paragraph of its own.
"""

from __future__ import annotations

import re
from functools import cache

from compiler.grammar import load, provinces
from compiler.names import gazetteer
from compiler.text.manuscript import same_tone

_OPEN = re.compile(
    r"\s(?:với|của|về|cho|tại|theo|và|các|hoặc|trên|trong|bởi|thuộc|gồm|giữa|từ|do|là)$"
    r"|\s(?:chủ trì|và),? phối hợp$|\s[Qq]uý$|\sđồng chí$"
)
"""What no heading and no sentence ends with: something must follow."""
_COMMITTEE = re.compile(r"(?:Ủy ban|Uỷ ban|Hội đồng) nhân dân$|(?<!\w)(?:UBND|HĐND)$")
_LEVEL = re.compile(r"(?:tỉnh|thành phố|Thành phố|TP\.?|Thủ đô)$")
_OF_LEVEL = re.compile(r"(?:Thành phố|Tỉnh|Huyện|Quận|Thị xã|Xã|Phường)\s(?!:)")
_NAMES = ("việt nam",)
"""Names that lines cut besides those of provinces."""
_OF_A_COMMITTEE = re.compile(
    r"(?:Chỉ đạo|Chỉ huy|Chấp hành|Thường vụ|Thường trực|Bí thư|Quản lý|Tổ chức|Tuyên giáo|Dân vận|Nội chính|Biên tập|Điều hành)(?!\w)"
)
"""What goes on behind "Ban"."""
_REACH = 70
"""Letters before and behind the break within which a body's name is looked for."""
_DEPARTMENT = re.compile(r"(?<!\w)(?:[Ss]ở|Bộ|[Pp]hòng|Ban|Vụ|[Nn]gành)\s+")
_WORD = re.compile(r"(?<!\S)[^\W\d_]")


def cut_inside_name(before: str, after: str) -> bool:
    """Whether the line `after` goes on with a name or phrase that the line `before` has left open."""
    if not after[:1].isupper() or before.isupper() or after.isupper():
        return False
    one, other = same_tone(before), same_tone(after)
    if _OPEN.search(one) and (one.count(" ") > 1 or gazetteer.starts().match(other)):
        return True
    if _COMMITTEE.search(one) and _OF_LEVEL.match(other):
        return True
    if one.endswith(" Ban") and _OF_A_COMMITTEE.match(other):
        return True
    left, right = one.split()[-4:], other.split()[:4]
    if _LEVEL.search(one) and any(_place(right[:n]) for n in range(1, len(right) + 1)):
        return True
    if any(_place([*left[-i:], *right[:j]]) for i in range(1, len(left) + 1) for j in range(1, len(right) + 1)):
        return True
    return _cuts_a_body(one[-_REACH:], other[:_REACH])


def dash_inside_name(before: str, rest: str) -> bool:
    """Whether a dash that a line break brought to the front stands inside the name of a body: "… Sở Lao động" above
    "- Thương binh và Xã hội" (`rest` is what follows the dash)."""
    return _cuts_a_body(same_tone(before)[-_REACH:], f"- {same_tone(rest)[:_REACH]}")


def _cuts_a_body(before: str, after: str) -> bool:
    """Whether a department with its field or another whole name begins in `before` and ends in `after`."""
    joint = f"{before} {after}"
    for head in _DEPARTMENT.finditer(joint[: len(before) + 1]):
        field = gazetteer.fields().match(joint, head.end())
        if field is not None and field.end() > len(before) + 1:
            return True
    if gazetteer.starts().match(after):
        return False
    begins = (word.start() for word in _WORD.finditer(before))
    return any(found.end() > len(before) + 1 for begin in begins if (found := _bodies().match(joint, begin)))


@cache
def _bodies() -> re.Pattern[str]:
    whole = {"bodies": [body for body in load("agencies")["bodies"] if body.get("whole")]}
    return re.compile(rf"(?:{gazetteer.bodies_of(whole)})(?!\w)")


def opens_place(text: str) -> bool:
    """Whether `text` begins with a place's name that goes on as a sentence does: "Hà Nội lần thứ hai", not "Hà Nội: …"."""
    words = same_tone(text).split()[:4]
    return any(_place(words[:n]) and (words[n - 1][-1].isalpha() or words[n].islower()) for n in range(2, len(words)))


def _place(words: list[str]) -> bool:
    return " ".join(words).rstrip(".,;:)").lower() in _known()


@cache
def _known() -> frozenset[str]:
    return frozenset((*provinces(), *_NAMES))
