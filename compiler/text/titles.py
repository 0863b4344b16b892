"""Titles that a text marks with signs ("## …") and whose numbers were lost on the way: sections by their level.

A converter of PDF or Word writes "IV. TỔ CHỨC THỰC HIỆN" above "1. Sở A" as "# TỔ CHỨC THỰC HIỆN" above "## Sở A": the
signs say what the numbers said (CommonMark, 4.2).
"""

from __future__ import annotations

import re
from array import array

from compiler.text.blocks import ENDED, Block

LONGEST = 250
FEWEST = 4
"""Titles of a text whose sections they are."""
NUMBERED = 0.25
"""Share of titles with a number of their own up to which the numbers count as lost."""
_SORTS = ("roman", "number0", "number1", "number2", "number3", "number4")
_ASSIGNS = re.compile(
    r"(?:tổ chức (?:thực hiện|triển khai)|phân công (?:nhiệm vụ|thực hiện|trách nhiệm)|trách nhiệm (?:thực hiện|thi hành|của các|các))",
    re.I,
)
"""Opens the title of a plan's last part; an encyclopedia has "Các đơn vị trực thuộc" and "Nhiệm vụ" above its titles."""
_CUT = re.compile(r"[,;]\s+(?:và\s+)?(?:Công ty|Sở|Ban|Phòng|Trung tâm|Chi cục|Cục|Hội|Ủy ban|UBND|Chi nhánh)$")
""""các Sở: Xây dựng, Công Thương; Công ty" above "Điện lực X": a title broken in the middle of a name."""


def sectioned_by_titles(blocks: list[Block]) -> list[Block]:
    """The blocks in reading order, titles without numbers made sections by their level where a part that assigns heads
    titles below it; else as they came. A title broken in the middle of a name is one again."""
    titles = [block for block in blocks if block.level and block.text and len(block.text) <= LONGEST]
    unnumbered = [block for block in titles if block.sort == "para" and not ENDED.search(block.text.rstrip(":"))]
    lost = len(unnumbered) >= FEWEST and len(titles) - len(unnumbered) <= NUMBERED * len(titles)
    top = next((one.level for one in unnumbered if _ASSIGNS.match(one.key) and _heads_title(one, titles)), 0)
    if not (lost and top) or any(block.sort in {"part", "roman"} for block in blocks):
        return blocks
    levels = sorted({one.level for one in unnumbered if one.level >= top})
    made = _joined(blocks, unnumbered)
    for block in made:
        if block.level >= top and any(block is one for one in unnumbered):
            block.sort = _SORTS[min(levels.index(block.level), len(_SORTS) - 1)]
    return made


def _heads_title(title: Block, titles: list[Block]) -> bool:
    """Whether the title behind a title stands below it."""
    at = next(i for i, one in enumerate(titles) if one is title)
    return at + 1 < len(titles) and titles[at + 1].level > title.level


def _joined(blocks: list[Block], titles: list[Block]) -> list[Block]:
    """The blocks, a title cut behind "…; Công ty" with the title that goes on with the name in one."""
    known = {id(one) for one in titles}
    made: list[Block] = []
    for block in blocks:
        above = made[-1] if made else None
        if above is not None and id(block) in known and id(above) in known and _CUT.search(above.key):
            gap = array("l", [above.offsets[-1] + 1])
            whole = Block(
                "", "para", f"{above.text} {block.text}", above.offsets + gap + block.offsets, level=above.level
            )
            titles.append(whole)
            known.add(id(whole))
            made[-1] = whole
        else:
            made.append(block)
    return made
