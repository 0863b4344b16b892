"""Lines of one cell: names or times that the page parts by lines alone ("Sở Y tế" above "Sở Xây dựng")."""

from __future__ import annotations

from array import array
from itertools import pairwise

from compiler.names.holders import starts_body
from compiler.tables.cell_words import is_name
from compiler.tables.flat_rows import goes_on, goes_on_to_its_body, is_time
from compiler.text.blocks import Block, Line, make_block
from compiler.text.manuscript import Manuscript, same_tone

MOST_LINES = 40
"""Lines of a cell that lists names; more are a text."""


def names_apart(lines: list[str]) -> list[int]:
    """Before which lines a further name begins: the line opens with a body of its own, and what stands before it is a
    whole name. Where a comma or another mark parts them, or the line goes on with a name, there is nothing to part."""
    if not 1 < len(lines) <= MOST_LINES:
        return []
    said = [same_tone(line.strip()) for line in lines]
    if not (starts_body(said[0]) and all(len(line) < 120 for line in said)):
        return []
    apart: list[int] = []
    run = said[0]
    for at in range(1, len(said)):
        before, line = said[at - 1], said[at]
        if (
            starts_body(line)
            and before[-1:] not in ";,.:/&-–+"
            and not goes_on(before, line)
            and not goes_on_to_its_body(before, line)
            and is_name(run.strip(" .;"))
            and is_name(line.strip(" .;,"))
        ):
            apart.append(at)
            run = line
        else:
            run = line if before.endswith(";") else f"{run} {line}"
    return apart


def times_apart(lines: list[str]) -> list[int]:
    """Before which lines a further time begins, where each line says when and opens with a capital: "Tháng 3" above
    "Tháng 9" are two months and no day. A year below a month or a day is theirs."""
    if not 1 < len(lines) <= MOST_LINES:
        return []
    said = [same_tone(line.strip()) for line in lines]
    if not all(line[:1].isupper() and is_time(line) for line in said):
        return []
    return [at for at in range(1, len(said)) if not said[at].startswith("Năm") and said[at - 1][-1] not in ";,.:/&-–+"]


def _apart(lines: list[str]) -> list[int]:
    return names_apart(lines) or times_apart(lines)


def said_on_one_line(lines: list[str]) -> str:
    """A cell's lines as one; names, or times, that stand each on a line of their own are parted by a semicolon."""
    apart = set(_apart(lines))
    return "".join(("; " if at in apart else " " if at else "") + line for at, line in enumerate(lines))


def cell_of(manuscript: Manuscript, lines: list[Line]) -> Block:
    """The block of a cell, its names or times that stand each on a line parted by a semicolon."""
    starts = [0, *_apart([line.text for line in lines]), len(lines)]
    made = make_block(manuscript, lines[: starts[1]], cell=True)
    for start, end in pairwise(starts[1:]):
        below = make_block(manuscript, lines[start:end], cell=True)
        at = below.offsets[0]
        made = Block(
            "", "para", f"{made.text}; {below.text}", array("l", [*made.offsets, at, at, *below.offsets]), made.bold
        )
    return made


def cell_or_empty(manuscript: Manuscript, lines: list[Line], anchor: int) -> Block:
    """The block of a cell's lines as they stand; where there are none an empty one, placed at `anchor`."""
    if lines:
        return make_block(manuscript, lines, cell=True)
    empty = make_block(manuscript, [Line(anchor, anchor, "", 0)], cell=True)
    empty.offsets.append(anchor)
    return empty
