"""The document as a tree of sections, items, paragraphs and tables, with its tail cut off.

The tail is the distribution list and the signature; annexes that follow it open a new tree part.
"""

from __future__ import annotations

import re
from array import array

from compiler.blocks import ENDED, MARKER, RULE, TAIL, Block, Layout, Line, make_block, read_lines
from compiler.manuscript import Manuscript
from compiler.tables import read_table

ANNEX = re.compile(r"(PHỤ LỤC|DANH MỤC|BIỂU|MẪU|KẾ HOẠCH|QUY CHẾ|QUY ĐỊNH|ĐỀ ÁN|CHƯƠNG TRÌNH|Phụ lục)\b")
"""Opens what is attached behind the signature."""
_RANK = {
    "part": 0,
    "capital": 5,
    "roman": 10,
    "number0": 20,
    "number1": 21,
    "number2": 22,
    "number3": 23,
    "number4": 24,
}
_RANK |= {"para": 29, "paren": 30, "letter": 31, "dash": 40, "plus": 41}


def outline(manuscript: Manuscript) -> Block:
    """The tree. Sorts: "root", "annex" (children of the root), "tail", "para", "table", and the marker sorts."""
    root = Block("", "root", "", array("l"))
    part, tail = root, None
    open_blocks = [root]
    for block in read_blocks(manuscript):
        if block.sort == "para" and TAIL.match(block.text) and not block.text.isdigit():
            tail = tail or Block("", "tail", "", array("l"), parent=root)
        elif tail is not None and (block.sort == "table" or ANNEX.match(block.text)):
            part, tail = Block("", "annex", "", array("l"), parent=root), None
            root.children.append(part)
            open_blocks = [part]
        if tail is not None:
            home = tail
        elif block.sort in {"para", "table"}:
            home = _home_of_paragraph(open_blocks, block)
            if block.text.endswith(":"):
                open_blocks.append(block)
        else:
            home = _home_of_item(open_blocks, block)
            open_blocks.append(block)
        block.parent = home
        home.children.append(block)
        if tail is not None and not any(child is tail for child in root.children):
            root.children.append(tail)
    return root


def read_blocks(manuscript: Manuscript) -> list[Block]:
    """The document's blocks in reading order, flat; data tables are one block each."""
    lines = read_lines(manuscript)
    layout = Layout.of(lines)
    found: list[Block] = []
    pending: list[Line] = []

    def close() -> None:
        if pending:
            found.append(make_block(manuscript, pending))
            pending.clear()

    position, frame_end, in_tail, turned = 0, 0, False, False
    while position < len(lines):
        line = lines[position]
        if position >= frame_end:
            table, end = read_table(manuscript, lines, position)
            if table is not None:
                close()
                found.append(table)
                position = end
                continue
            frame_end = end
        if line.text == "|" or RULE.match(line.text):
            close()
            in_tail = False
        elif not _page_number(lines, position):
            in_tail = in_tail or bool(TAIL.match(line.text))
            if turned:
                line.gap = 0
            heading = len(pending) == 1 and bool(MARKER.match(pending[0].text))
            if pending and (in_tail or not layout.continues(pending[-1], line, opener_is_item=heading)):
                close()
            pending.append(line)
        turned = _page_number(lines, position)
        position += 1
    close()
    return found


def _page_number(lines: list[Line], position: int) -> bool:
    text = lines[position].text.strip("- ")
    return text.isdigit() and len(text) <= 3 and bool(lines[position].gap)


def _home_of_item(open_blocks: list[Block], block: Block) -> Block:
    """Beside the last open block of its sort, else under the last open one that ranks above it."""
    for depth in range(len(open_blocks) - 1, 0, -1):
        if open_blocks[depth].sort == block.sort:
            del open_blocks[depth:]
            return open_blocks[-1]
    while len(open_blocks) > 1 and _RANK[open_blocks[-1].sort] > _RANK[block.sort]:
        open_blocks.pop()
    return open_blocks[-1]


def _home_of_paragraph(open_blocks: list[Block], block: Block) -> Block:
    """An unmarked paragraph belongs to the heading it stands under, not to a finished item above it."""
    for depth in range(len(open_blocks) - 1, 0, -1):
        above = open_blocks[depth]
        if above.sort == "para":
            continue
        introduces = above.text.endswith(":")
        parent = any(child.sort != "para" for child in above.children)
        heads = above.sort not in {"dash", "plus"} and (above.bold or parent or not ENDED.search(above.text))
        if introduces or heads:
            del open_blocks[depth + 1 :]
            return above
    return open_blocks[0]
