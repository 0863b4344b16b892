"""A plan whose whole head is lost: its body says what it is (DOMAIN 1.3).

Aims above an assigning part that heads holders, and the text calls itself by its kind ("Kế hoạch này"): a report about a
plan leaves the holders' headings out, or speaks of the plan as of another text.
"""

from __future__ import annotations

import re

from compiler.duties.headings import heading_holder
from compiler.head.reports import PAGE_NOISE, tells_in_words
from compiler.names.acts import opens_with_act
from compiler.text.blocks import Block
from compiler.text.part_titles import ASSIGNS

_ITSELF = re.compile(r"(?<!\w)(?:Kế hoạch|Chương trình|Đề án|Phương án) này(?!\w)", re.IGNORECASE)
_AIMS = re.compile(r"(?:mục đích|mục tiêu|quan điểm|yêu cầu|căn cứ)(?!\w)", re.IGNORECASE)
_SECTIONS = {"roman", "part", "capital", "number0"}
LONGEST_TITLE = 160
FEWEST_HOLDERS = 2
MOST_NOISE = 2
"""Words of a page's frame that a document may hold by chance ("chia sẻ")."""


def plan_by_its_body(blocks: list[Block]) -> bool:
    """Whether blocks in reading order are the body of a plan, whatever is lost above it, and nothing of a report."""
    text = "\n".join(block.key for block in blocks)
    titles = [block for block in blocks if block.sort in _SECTIONS and len(block.key) < LONGEST_TITLE]
    aims = any(_AIMS.match(block.key) for block in titles)
    if not aims or _ITSELF.search(text) is None or tells_in_words(text):
        return False
    if len({match[0].lower() for match in PAGE_NOISE.finditer(text)}) > MOST_NOISE:
        return False
    return any(ASSIGNS.search(block.key) and _holders(block) >= FEWEST_HOLDERS for block in titles)


def _holders(section: Block) -> int:
    """How many holders a part heads, each with acts under it or behind its colon."""
    seen = 0
    for block in section.children:
        heading = heading_holder(block.key, heads=bool(block.children)) if len(block.key) < 2_000 else None
        if heading is not None:
            run_in = heading.rest is not None and opens_with_act(block.key[heading.rest :])
            seen += run_in or any(opens_with_act(child.key) for child in block.children)
    return seen
