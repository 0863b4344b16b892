"""What a report about a plan quotes of it: holders' headings, items that tell a body what to do, orders in full.

A report tells by whom and when; the pieces of the plan in it stand as lists among their like, or under the words with
which the issuer orders (DOMAIN 1.1).
"""

from __future__ import annotations

import re

from compiler.duties.headings import heading_holder
from compiler.names.acts import LEADS_CLEARLY, opens_with_act
from compiler.names.holders import starts_body
from compiler.names.subjects import subject_of
from compiler.text.blocks import Block

_ORDERS = re.compile(r"\s(?:yêu cầu|chỉ đạo|phân công|giao(?: nhiệm vụ)?)(?: [^.;:]{0,180})?\s*:$", re.I)
"""Words with which the issuer orders what the items below say: "Thủ tướng Chính phủ yêu cầu:"."""
LONGEST = 2_000
"""Letters of a piece that is looked at."""
NEAR = 3
"""Items before and behind among which a piece has its like."""


def quotes_a_plan(block: Block) -> bool:
    """Whether a block of a text about a plan is a piece of the plan: a holder's heading with what it is to do, or an
    item that tells a body, under words that order or among its like.

    A run-in heading counts among its like ("Phòng Nội vụ: tham mưu …" above "Công an huyện: tuần tra …"), for a report
    may use a colon for itself.
    """
    if len(block.key) >= LONGEST:
        return False
    heading = heading_holder(block.key, heads=bool(block.children))
    if heading is None:
        return _is_told(block) and (_stands_under_orders(block) or _leads_among_its_like(block))
    if heading.rest is None:
        acts = [child for child in block.children if opens_with_act(child.key) and (child.marker or block.marker)]
        return bool(acts) and (bool(block.marker) or len(acts) > 1)
    return opens_with_act(block.key[heading.rest :]) and any(_runs_in(one) for one in _beside(block, 1))


def _is_told(block: Block) -> bool:
    """Whether a block names a body first and tells it what to do, itself or in the acts below."""
    if len(block.key) >= LONGEST or not starts_body(block.key):
        return False
    subject = subject_of(block.key)
    if subject is None or not subject.acts or subject.persons:
        return False
    return bool(block.marker) or _heads_acts(block)


def _heads_acts(block: Block) -> bool:
    return block.text.rstrip().endswith(":") and sum(opens_with_act(one.key) for one in block.children) > 1


def _stands_under_orders(block: Block) -> bool:
    above = block.parent
    return above is not None and above.sort == "para" and _ORDERS.search(above.key[-300:]) is not None


def _leads_among_its_like(block: Block) -> bool:
    """ "- Sở X chủ trì, phối hợp với …" beside "- Sở Y chủ trì …", or above acts: a report of results has no such list."""
    if not LEADS_CLEARLY.search(block.key[:400]):
        return False
    return _heads_acts(block) or any(
        _is_told(one) and LEADS_CLEARLY.search(one.key[:400]) for one in _beside(block, NEAR)
    )


def _beside(block: Block, reach: int) -> list[Block]:
    children = block.parent.children if block.parent is not None else []
    return [one for one in children[max(0, block.position - reach) : block.position + reach + 1] if one is not block]


def _runs_in(block: Block) -> bool:
    heading = heading_holder(block.key, heads=bool(block.children)) if len(block.key) < LONGEST else None
    return heading is not None and heading.rest is not None and opens_with_act(block.key[heading.rest :])
