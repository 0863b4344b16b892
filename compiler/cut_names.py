"""Whether a line break stands inside a name or a phrase: a page set in columns breaks its first lines anywhere.

"… chính quyền tỉnh Sơn" above "La …", "Chủ tịch Ủy ban nhân dân" above "Thành phố đề nghị …": what follows begins
with a capital, and is no paragraph of its own.
"""

from __future__ import annotations

import re
from functools import cache

from compiler import gazetteer
from compiler.grammar import provinces
from compiler.manuscript import same_tone

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


def cut_inside_name(before: str, after: str) -> bool:
    """Whether the line `after` goes on with a name or phrase that the line `before` has left open."""
    if not after[:1].isupper() or before.isupper() or after.isupper():
        return False
    one, other = same_tone(before), same_tone(after)
    if _OPEN.search(one) and (one.count(" ") > 1 or gazetteer.starts().match(other)):
        return True
    if _COMMITTEE.search(one) and _OF_LEVEL.match(other):
        return True
    left, right = one.split()[-4:], other.split()[:4]
    if _LEVEL.search(one) and any(_place(right[:n]) for n in range(1, len(right) + 1)):
        return True
    return any(_place([*left[-i:], *right[:j]]) for i in range(1, len(left) + 1) for j in range(1, len(right) + 1))


def _place(words: list[str]) -> bool:
    return " ".join(words).rstrip(".,;:)").lower() in _known()


@cache
def _known() -> frozenset[str]:
    return frozenset((*provinces(), *_NAMES))
