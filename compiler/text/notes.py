"""Notes that a page prints at its foot and a reading of it leaves among the items: "1 Các quy định của Luật …" behind
"… về khoáng sản1."."""

from __future__ import annotations

import re
from itertools import islice

from compiler.text.blocks import Block
from compiler.text.manuscript import LOWER, UPPER

_OPENS = re.compile(rf"(?P<number>\d{{1,2}}) (?=[{UPPER}])")
FARTHEST = 12
"""Items above a note among which its sign stands: what a page holds."""


def is_footnote(block: Block) -> bool:
    """Whether a paragraph opens with a number that a word above it carries as a sign."""
    opened = _OPENS.match(block.key) if block.sort == "para" else None
    if opened is None or block.parent is None:
        return False
    sign = re.compile(rf"[{LOWER}]{opened['number']}(?=[\s.,;:)]|$)")
    above = islice(block.parent.children, max(0, block.position - FARTHEST), block.position)
    return any(sign.search(one.key) for one in above)
