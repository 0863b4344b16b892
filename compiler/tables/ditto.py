"""Cells that say "as above" ("-nt-", "Như trên", a ditto mark): what they stand for is the cell above in their column."""

from __future__ import annotations

import re
from array import array
from dataclasses import replace

from compiler.tables.columns import kinds_of_titles
from compiler.text.blocks import Block

_DITTO = re.compile(
    r"[-–\s(]*(?:n\.?\s?t|ntr|nhtr|như trên|như dòng trên|[\"“”″]|''|/{2,3})[-–\s).]*$|-\s?(?:[\"“”″]|''|/{2})\s?-$",
    re.I,
)
_REPEATED = frozenset({"lead", "coop", "chief", "time", "product"})
"""Columns in which a row may say "as above"; a task or a note is said anew."""


def is_ditto(said: str) -> bool:
    """Whether a cell says nothing but "as above"."""
    return len(said) < 20 and _DITTO.match(said) is not None


def say_again(table: Block) -> None:
    """Give each cell of holders, partners and times that says "as above" what the nearest filled cell above it says; with
    none above it stays empty, so that its row is asked about. Titles of a head are nothing to repeat."""
    if not any(is_ditto(cell.key) for row in table.rows for cell in row):
        return
    above: dict[int, Block] = {}
    kinds: list[str] = []
    for row in table.rows:
        own = kinds_of_titles([cell.key for cell in row])
        if "task" in own and len({kind for kind in own if kind}) > 1:
            kinds, above = own, {}
            continue
        for at, cell in enumerate(row):
            if kinds and (at >= len(kinds) or kinds[at] not in _REPEATED):
                continue
            if is_ditto(cell.key):
                row[at] = _again(above.get(at), cell)
            elif cell.text.strip(" -–."):
                above[at] = cell


def _again(above: Block | None, cell: Block) -> Block:
    if above is None:
        return Block("", "para", "", array("l", cell.offsets[:1]))
    return replace(above)
