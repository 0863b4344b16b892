"""What stands behind the last list of the last holder: it may be for everybody, and the holder above it has no claim to it."""

from __future__ import annotations

import re
from itertools import islice

from compiler.duties.charges import behind_items
from compiler.names.holders import is_group, starts_body
from compiler.names.subjects import Subject, opens_with_preamble
from compiler.text.blocks import Block

MOST_BEHIND = 12
"""Paragraphs that may stand behind the last list; more are a text of their own."""
_POINTS_BACK = re.compile(
    r"(?:Trên cơ sở|Theo|Từ|Qua|Trong|Sau|Cùng với|Bên cạnh|Ngoài) (?:đó|ra)(?!\w)|Đồng thời", re.I
)
_OF_THE_PLAN = re.compile(
    r"(?:Kế hoạch|Chương trình|Đề án|Chỉ thị|Hướng dẫn|Quyết định|Phương án) này|^(?:Theo )?định kỳ|sơ kết|tổng kết|báo cáo|khen thưởng",
    re.I,
)
"""What concerns the whole document: its reports, its review, its effect."""


_ON_ALL_ABOVE = re.compile(
    r"(?:Căn cứ|Theo|Trên cơ sở)\s[^,;.]{0,60}?(?:chỉ đạo|nội dung|nhiệm vụ|yêu cầu|(?:Kế hoạch|Công văn|Văn bản|Chỉ thị)(?= này))(?: chỉ đạo)? (?:nêu trên|trên|này),",
    re.I,
)
""""Căn cứ ý kiến chỉ đạo trên, các cơ quan …": what stands on the whole document is for all whom it names."""


def ends_the_lists(block: Block) -> bool:
    """Whether a paragraph stands under the last of several holders' headings, and only paragraphs behind it."""
    above = block.parent
    if block.sort != "para" or above is None or above.parent is None or above.sort in {"dash", "plus", "star", "para"}:
        return False
    beside, at = above.parent.children, above.position
    first_behind = next((one for one in islice(beside, at + 1, at + 2)), None)
    if at == 0 or beside[at - 1].sort != above.sort or (first_behind is not None and first_behind.sort == above.sort):
        return False
    behind = list(islice(above.children, block.position + 1, block.position + 2 + MOST_BEHIND))
    return len(behind) <= MOST_BEHIND and all(one.sort == "para" for one in behind)


def tells_a_class(block: Block, subject: Subject, holder: str) -> bool:
    """Whether such a paragraph opens with a class ("Căn cứ Kế hoạch này, các sở, ngành chủ động …"): it is theirs, though
    a sentence on somebody else stays with the heading's holder in its list (GUIDE)."""
    if is_group(holder) and _ON_ALL_ABOVE.match(block.key) is None:
        return False
    if not is_group(subject.holder) or subject.persons or not (subject.acts or subject.obliged):
        return False
    return (starts_body(block.key) or opens_with_preamble(block.key)) and block.position > 0 and ends_the_lists(block)


def is_for_nobody_named(block: Block, holder: str) -> bool:
    """Whether such a paragraph behind items names nobody and speaks of the whole plan ("Định kỳ hằng quý báo cáo về Sở X"):
    whether it is the last holder's, nobody can say."""
    if is_group(holder) or block.children or _POINTS_BACK.match(block.key) or not _OF_THE_PLAN.search(block.key):
        return False
    return behind_items(block) and ends_the_lists(block)
