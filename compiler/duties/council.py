"""What a people's council says of the committee of its place: an order, or what the committee does anyway."""

from __future__ import annotations

import re

from compiler.duties.context import Context
from compiler.names.deciders import decides
from compiler.names.subjects import Subject
from compiler.text.blocks import Block
from compiler.text.part_titles import LOOKS_BACK

_TOLD_OF = re.compile(
    r"(?:trong |qua )?(?:thời gian|những năm|các năm|\d+ (?:năm|tháng)|nhiệm kỳ|giai đoạn)[^;.,:]{0,60}?\s(?:qua|vừa qua|đầu năm)(?!\w)|(?:trong )?năm (?:19|20)\d\d,",
    re.I,
)
"""What opens a sentence that looks back: "Trong những năm qua, Ủy ban nhân dân tỉnh chỉ đạo …"."""


def may_look_back(block: Block, subject: Subject, context: Context, *, council: bool) -> bool:
    """Whether what a council says of the committee may be what it did or does: the coordinator is asked then.

    "Ủy ban nhân dân tỉnh tập trung chỉ đạo …" is an order in an item of the resolution; in running text outside the
    assigning part, under a heading that looks back, or behind words that do, it may be none.
    """
    if not council or not decides(subject.holder) or subject.ordered or subject.requested or subject.obliged:
        return False
    if context.assigns or context.holder:
        return False
    above = any(len(one.key) < 200 and LOOKS_BACK.search(one.key) for one in block.ancestors())
    return not block.marker or context.general or above or _TOLD_OF.match(block.key) is not None
