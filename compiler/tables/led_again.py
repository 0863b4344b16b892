"""Rows that say no task of their own: what they name goes with the task of the row above, whose cell reaches over both.

    1 | Biên soạn sổ tay | Sở Nội vụ | Sở Tư pháp | Quý II
      |                  | Sở Y tế   |            | Quý III

A row with a number of its own and no task is asked about: nobody can say what it was to be (DOMAIN 1.3, point 10).
"""

from __future__ import annotations

import re

from compiler.duties.records import Record
from compiler.tables.cell_words import is_name
from compiler.tables.flat_rows import goes_on
from compiler.tables.marks import is_empty
from compiler.text.blocks import Block

_PERSON = re.compile(r"(?:các )?(?:đồng chí|đ/c|ông|bà)\s", re.I)


def told_again(row: list[Block], columns: list[str], said: Record, above: Record | None) -> Record | None:
    """The record of a `row` without number and task below the row of `above`: the same task for another lead, or at
    another time. Partners or products alone are added to `above`, which is returned. `said` is what the row's cells say;
    None where it is no such row, or names no one who is known."""
    if above is None or not above.holder or _names_alone(row, columns) or not _says_no_task(row, columns):
        return None
    lead = row[columns.index("lead")]
    if said.holder:
        if not _is_holder(lead) or goes_on(above.holder, lead.key):
            return None
    elif said.time is None:
        above.partners = [*above.partners, *(one for one in said.partners if one not in above.partners)]
        above.products = [*above.products, *said.products]
        return above
    return Record(
        holder=said.holder or above.holder,
        tasks=list(above.tasks),
        partners=said.partners or list(above.partners),
        time=said.time or above.time,
        products=said.products or list(above.products),
        blocks=list(row),
        completes=said.completes,
        charge=said.charge if said.holder else above.charge,
        requested=said.requested if said.holder else above.requested,
    )


def lead_alone(row: list[Block], columns: list[str]) -> Record | None:
    """A record without a task where a row names a lead beside a blank task."""
    if len(row) != len(columns) or len({cell.text for cell in row}) == 1:
        return None
    lead = row[columns.index("lead")]
    if not is_empty(row[columns.index("task")].key) or not _is_holder(lead):
        return None
    return Record(holder=lead.text, blocks=list(row), lead_alone=lead)


def _says_no_task(row: list[Block], columns: list[str]) -> bool:
    """Whether neither a number nor a task stands in the row, nor words in a column that nobody knows."""
    return len(row) == len(columns) and all(
        is_empty(cell.key) for kind, cell in zip(columns, row, strict=True) if kind in {"index", "task", "detail", ""}
    )


def _names_alone(row: list[Block], columns: list[str]) -> bool:
    """Whether the lead's column is the first: what stands in it alone heads the rows below."""
    return bool(row) and columns[0] == "lead"


def _is_holder(cell: Block) -> bool:
    return is_name(cell.key.strip(" .;")) or _PERSON.match(cell.key) is not None
