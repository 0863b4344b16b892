"""The document as a tree of sections, items, paragraphs and tables, with its tail cut off.

The tail is the distribution list and the signature; annexes that follow it open a new tree part.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from compiler.duties.headings import heading_holder
from compiler.duties.labels import LABEL
from compiler.names.acts import opens_with_act
from compiler.tables.barred import read_table
from compiler.tables.over_pages import take_over
from compiler.tables.rows import names_leads
from compiler.tables.second_heads import part_second_heads
from compiler.tables.unled import tasks_without_leads
from compiler.text.blocks import ENDED, MARKER, RULE, TAIL, Block, Line, make_block, read_lines
from compiler.text.layout import Layout
from compiler.text.manuscript import Manuscript
from compiler.text.pages import (
    MOST_FRAMED,
    closed_up,
    unframed,
    without_page_breaks,
    without_page_numbers,
)
from compiler.text.part_titles import opens_annex
from compiler.text.titles import sectioned_by_titles

ANNEX = re.compile(r"(PHỤ LỤC|DANH MỤC|BIỂU|MẪU|KẾ HOẠCH|QUY CHẾ|QUY ĐỊNH|ĐỀ ÁN|CHƯƠNG TRÌNH|Phụ lục)\b")
"""Opens what is attached behind the signature."""
_NOTE = re.compile(r"\[\d{1,3}\]\s?")
"""Opens a note behind the annexes."""
_PAGE_TITLE = re.compile(
    r"(?:Công văn|Công điện|Quyết định|Kế hoạch|Thông báo|Kết luận|Chỉ thị|Nghị quyết|Hướng dẫn|Chương trình|Đề án|Quy định|Thông tư|Nghị định|Văn bản)"
    r"[^.;:\n]{0,20} \d+[^ ]*[/-][^ ]+ năm (?:19|20)\d\d .{5,600}? do [^.;]{3,200}? ban hành(?=$| [A-ZĐ])"
)
"""The title that a collection of law sets under a document ("Công văn 12/UBND-KT năm 2026 … do … ban hành"): what
follows is the page's own."""
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
_RANK |= {"name": 28, "para": 29, "paren": 30, "letter": 31, "dash": 40, "plus": 41, "star": 42}
_SECTIONS = {"roman", "part", "capital", "number0"}
_LETTERS = "abcdđefghijklmnopqrstuvxy"
_NAME_LIMIT = 220
"""Letters of a heading that is nothing but the names of bodies."""
LONGEST = 6_000
"""Letters of a paragraph; the longest of 31 real documents has 1,692. What is longer is read in pieces, for a sentence
without end would cost its square."""


_DEEPEST = 40
"""Lists within lists: 31 real documents have at most six. What nests deeper is one list, not a tree without end."""


def outline(manuscript: Manuscript) -> Block:
    """The tree. Sorts: "root", "annex" (children of the root), "tail", "para", "table", the marker sorts, and "name":
    a heading without a marker that names whom the items behind it are for."""
    root = Block("", "root", "", array("l"))
    part, tail = root, None
    open_blocks = [root]
    sectioned = untitled = closed = False
    signed: Block | None = None
    blocks = sectioned_by_titles(read_blocks(manuscript))
    ordered = max((at for at, block in enumerate(blocks) if block.sort in {"part", "roman"}), default=-1)
    for at, (block, after) in enumerate(zip_longest(blocks, blocks[1:])):
        sectioned = sectioned or block.sort in _SECTIONS
        # a name in a flattened table stands before a year or a number, not before what somebody does
        headed = after is not None and (bool(after.marker) or opens_with_act(after.key) or _lists_tasks(after))
        if sectioned and headed and tail is None and block.sort == "para" and _names(block):
            block.sort = "name"
        if (block.sort == "para" and TAIL.match(block.text) and not block.text.isdigit()) or _signs(block):
            tail = tail or Block("", "tail", "", array("l"), parent=root)
        elif tail is None and at > ordered and block.sort == "para" and _NOTE.match(block.text) and _signed(root):
            tail = Block("", "tail", "", array("l"), parent=root)
        elif (tail is not None or part is not root) and block.sort == "para" and _PAGE_TITLE.match(block.text):
            tail, closed = tail or Block("", "tail", "", array("l"), parent=root), True
        elif (tail is not None and not closed and (block.sort == "table" or ANNEX.match(block.text))) or (
            tail is None and sectioned and opens_annex(block)
        ):
            part, signed, tail = Block("", "annex", "", array("l"), parent=root), tail, None
            root.children.append(part)
            open_blocks = [part]
            untitled = block.sort == "table"
        elif untitled and part is open_blocks[-1] and block.sort in {"para", "dash", "star"}:
            tail = signed  # behind a table without a title the tail goes on: a portal's notes, a second signature
        if block.sort != "table":
            untitled = untitled and tail is not None
        if block.sort == "table" and _ends_with_page(block):
            tail, closed = Block("", "tail", "", array("l"), parent=root), True
            home = open_blocks[0]
        elif tail is not None:
            home = tail
        elif block.level and block.sort == "para":
            home = _home_of_title(open_blocks, block)
        elif block.sort in {"para", "table"}:
            home = _home_of_paragraph(open_blocks, block)
            if block.text.endswith(":"):
                if home is open_blocks[0]:
                    del open_blocks[1:]  # a lead-in at the margin ends the lists before it
                open_blocks.append(block)
        else:
            home = _home_of_item(open_blocks, block)
            open_blocks.append(block)
        block.parent = home
        home.children.append(block)
        home.holds_items = home.holds_items or block.sort != "para"
        if tail is not None and not any(child is tail for child in root.children):
            root.children.append(tail)
    return root


def _lists_tasks(block: Block) -> bool:
    """Whether what stands behind a name is its tasks: rows of a table that names no holders, or the field of a task."""
    if block.sort == "table":
        return names_leads(block) is None and bool(tasks_without_leads(block))
    field = LABEL.match(block.key)
    return field is not None and field.lastgroup == "task"


def _ends_with_page(table: Block) -> bool:
    """Whether a page's own lines stand behind the rows of a table; they are taken out of it."""
    for at, row in enumerate(table.rows):
        for column, cell in enumerate(row):
            if _PAGE_TITLE.match(cell.text):
                table.rows[at:] = [row[:column]] if column else []
                return True
    return False


def _signs(block: Block) -> bool:
    """Whether a table is the end of a document that was set as one: the distribution list beside the signature."""
    return (
        block.sort == "table"
        and len(block.rows) <= MOST_FRAMED
        and any(TAIL.match(cell.text) for row in block.rows for cell in row)
    )


def _signed(root: Block) -> bool:
    """Whether the document was signed above: what is numbered in brackets then is its notes."""
    return any(child.sort == "tail" for child in root.children)


def read_blocks(manuscript: Manuscript) -> list[Block]:
    """The document's blocks in reading order, flat; data tables are one block each."""
    lines = without_page_numbers(closed_up(without_page_breaks(unframed(read_lines(manuscript)))))
    layout = Layout.of(lines)
    found: list[Block] = []
    pending: list[Line] = []

    def close() -> None:
        for piece in _in_pieces(manuscript, pending):
            found.append(make_block(manuscript, piece))
        pending.clear()

    position, frame_end, in_tail, turned = 0, 0, False, False
    while position < len(lines):
        line = lines[position]
        if position >= frame_end:
            table, end = read_table(manuscript, lines, position)
            if table is not None:
                close()
                part_second_heads(table)
                if not (found and found[-1].sort == "table" and take_over(found[-1], table)):
                    found.append(table)
                position = end
                continue
            frame_end = end
        if line.text == "|" or RULE.match(line.text):
            close()
            in_tail = False
        elif not _page_number(lines, position):
            in_tail = (in_tail and not ANNEX.match(line.text)) or bool(TAIL.match(line.text))
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


def _in_pieces(manuscript: Manuscript, lines: list[Line]) -> Iterator[list[Line]]:
    """The lines of a paragraph, cut where they are longer than any paragraph: behind a sentence, else behind a word."""
    piece: list[Line] = []
    size = 0
    for line in lines:
        while size + len(line.text) > LONGEST:
            room = line.text[: LONGEST - size]
            cut = room.rfind(". ") + 1 or room.rfind(" ")
            if cut <= 0 and piece:
                yield piece
                piece, size = [], 0
                continue
            cut = cut if cut > 0 else LONGEST
            yield [*piece, replace(line, end=line.start + cut, text=line.text[:cut])]
            rest = manuscript.clean[line.start + cut : line.end]
            lead = len(rest) - len(rest.lstrip())
            line = replace(line, start=line.start + cut + lead, text=rest.strip(), gap=0)
            piece, size = [], 0
        if line.text:
            piece.append(line)
            size += len(line.text)
    if piece:
        yield piece


def _page_number(lines: list[Line], position: int) -> bool:
    text = lines[position].text.strip("- ")
    return text.isdigit() and len(text) <= 3 and bool(lines[position].gap)


def _home_of_item(open_blocks: list[Block], block: Block) -> Block:
    """Under the block just above that introduces it, else beside the last open block of its sort, else under the
    last open one that ranks above it."""
    if _introduces(open_blocks, block):
        above = open_blocks[-1]
        if above.sort == "para":
            # what stood open before a lead-in is closed by it, unless the lead-in stands under it
            over = [one for one in above.ancestors() if one.sort != "annex"]
            open_blocks[1:] = [*reversed(over), above]
        return above
    for depth in range(len(open_blocks) - 1, 0, -1):
        if _alike(open_blocks[depth], block):
            del open_blocks[depth:]
            return open_blocks[-1]
    while len(open_blocks) > 1 and _RANK[open_blocks[-1].sort] > _RANK[block.sort]:
        open_blocks.pop()
    return open_blocks[-1]


def _introduces(open_blocks: list[Block], block: Block) -> bool:
    """Whether the last block, a name or a lead-in with a colon and nothing under it yet, opens the list of `block`."""
    above = open_blocks[-1]
    if len(open_blocks) < 2 or above.children or block.sort in {"name", "roman", "part", "capital"}:
        return False
    if len(open_blocks) > _DEEPEST:
        return False
    if not (above.text.endswith(":") or _names(above)):
        return False
    if above.sort == "para" and (_names(block) or _numbered_below(open_blocks, block)):
        return False  # "… các nhiệm vụ sau:" stands before the holders' headings, not above them
    place = _ordinal(block)
    if _alike(above, block):
        return place == 1 and _ordinal(above) not in {None, 0}
    if place is None:
        # a lead-in that stands beside a list has ended it, one that stands in it has not
        over = above.ancestors() if above.sort == "para" else open_blocks
        return not any(_alike(other, block) for other in over)
    return not any(other.sort == block.sort and place != 1 for other in open_blocks)


def _numbered_below(open_blocks: list[Block], block: Block) -> bool:
    """Whether the number of an item says whose it is: "2.1." belongs to the open "2."."""
    stem = re.match(r"(\d+)\.\d", block.marker)
    return stem is not None and any(
        other.sort == "number0" and re.match(rf"{stem[1]}(?!\d)", other.marker) for other in open_blocks
    )


def _alike(one: Block, other: Block) -> bool:
    """Whether two items are of one series by their marks; bullets by their very sign."""
    return one.sort == other.sort and (one.sort != "star" or one.marker == other.marker)


def _ordinal(block: Block) -> int | None:
    """The place of an item in its series: 3 for "3.", "2.3.", "c)"; None for a bullet."""
    if block.sort.startswith("number") or block.sort == "paren":
        last = re.findall(r"\d+", block.marker)
        if last:
            return int(last[-1])
    letter = re.search(r"[a-zđ]", block.marker) if block.sort in {"letter", "paren"} else None
    return _LETTERS.find(letter[0]) + 1 if letter else None


def _names(block: Block) -> bool:
    """Whether a block is nothing but a name of bodies, as the heading of their duties."""
    if len(block.text) > _NAME_LIMIT or ENDED.search(block.text.rstrip(":")):
        return False
    heading = heading_holder(block.key)
    return heading is not None and heading.rest is None


def _home_of_title(open_blocks: list[Block], block: Block) -> Block:
    """A title without a number ends the lists above it, up to a title of a higher level."""
    while len(open_blocks) > 1 and not 0 < open_blocks[-1].level < block.level:
        open_blocks.pop()
    return open_blocks[-1]


def _home_of_paragraph(open_blocks: list[Block], block: Block) -> Block:
    """An unmarked paragraph belongs to the heading it stands under, not to a finished item above it."""
    for depth in range(len(open_blocks) - 1, 0, -1):
        above = open_blocks[depth]
        if above.sort == "para":
            continue
        introduces = above.text.endswith(":")
        heads = above.sort not in {"dash", "plus", "star"} and (
            above.bold or above.holds_items or not ENDED.search(above.text)
        )
        if introduces or heads or ((not above.children or above.children[-1].sort == "para") and _names(above)):
            del open_blocks[depth + 1 :]
            return above
    return open_blocks[0]
