"""Tables that a page's end cut in two: the second half has no head of its own."""

from __future__ import annotations

from array import array

from compiler.names.holders import starts_body, starts_class
from compiler.tables.columns import kinds_of_titles
from compiler.tables.flat_rows import goes_on
from compiler.tables.grid import is_head
from compiler.text.blocks import Block


def take_over(table: Block, below: Block) -> bool:
    """Whether a table with no head of its own goes on with `table` over a page's end; then its rows are moved there."""
    head = next((at for at, row in enumerate(table.rows) if is_head([cell.key for cell in row])), None)
    if head is None or any(is_head([cell.key for cell in row]) for row in below.rows):
        return False
    width = len(table.rows[head])
    lead = kinds_of_titles([cell.key for cell in table.rows[head]]).index("lead")
    if any(len(row) != width for row in below.rows):
        return False
    holders = [row[lead].key for row in below.rows if row[lead].text]
    if sum(starts_body(said) or starts_class(said) for said in holders) < 0.5 * len(holders):
        return False
    first = below.rows[0]
    if not first[0].text and any(
        a.text and b.text and goes_on(a.key, b.key) for a, b in zip(table.rows[-1], first, strict=False)
    ):
        table.rows[-1] = [_run_on(a, b) for a, b in zip(table.rows[-1], first, strict=True)]
        del below.rows[0]
    table.rows.extend(below.rows)
    return True


def _run_on(above: Block, below: Block) -> Block:
    if not above.text or not below.text:
        return above if above.text else below
    offsets = array("l", [*above.offsets, below.offsets[0], *below.offsets])
    return Block("", "para", f"{above.text} {below.text}", offsets, above.bold)
