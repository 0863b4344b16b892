"""What is special to letters: whom they are addressed to, how they order, and what they enclose."""

from __future__ import annotations

import re
from itertools import takewhile

from compiler.duties.assignments import Duty
from compiler.duties.charges import later_order
from compiler.duties.headings import heading_holder
from compiler.names.acts import opens_with_act
from compiler.names.subjects import Subject
from compiler.text.blocks import Block

TITLES = 4
"""Blocks at the head of an annex among which its title stands."""
_TASKS = re.compile(r"nhiệm vụ|phân công|kế hoạch|chương trình|giải pháp|trách nhiệm|nội dung công việc", re.I)
_ADDRESSED = re.compile(r"kính gửi\s*:", re.I)


def recipients(block: Block) -> set[int]:
    """The blocks (by id) that say whom a letter is for: "Kính gửi:" and the list behind it, up to who is told something."""
    if not _ADDRESSED.match(block.key):
        return set()
    return {id(block), *(id(one) for one in takewhile(_is_recipient, block.children))}


def _is_recipient(block: Block) -> bool:
    heading = heading_holder(block.key) if ":" in block.key else None
    told = heading is not None and heading.rest is not None and opens_with_act(block.key[heading.rest :])
    return not (block.children or told or opens_with_act(block.key))


def assigns_by_title(annex: Block) -> bool:
    """Whether what a letter encloses assigns, as its title says ("Phân công nhiệm vụ …"); a guidance does not."""
    return any(_TASKS.search(one.key) for one in annex.children[:TITLES])


def orders_of(block: Block, first: Subject) -> list[Duty]:
    """The duties of a paragraph that tells `first`: two where its issuer goes on to order somebody else.

    "Chủ tịch yêu cầu các sở, ngành thực hiện nội dung trên. Giao Sở X đôn đốc …": an item with a mark stays one duty.
    """
    whole = Duty(first.holder, block, 0, len(block.text), first.requested)
    if block.sort != "para" or block.children or not (first.ordered or first.requested):
        return [whole]
    order = later_order(block.key)
    if order is None or order[1].holder == first.holder:
        return [whole]
    at, second = order
    return [
        Duty(first.holder, block, 0, len(block.text[:at].rstrip()), first.requested),
        Duty(second.holder, block, at, len(block.text), second.requested),
    ]
