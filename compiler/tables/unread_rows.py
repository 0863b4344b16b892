"""Rows of tables that name a body beside something to do and could not be read as a task: each is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.names.acts import opens_with_act
from compiler.tables.cell_words import is_name, says_task
from compiler.tables.columns import kind_of_title
from compiler.tables.flat_rows import is_time
from compiler.tables.rows import names_leads
from compiler.text.blocks import Block

LEAST_WORDS = 4
"""Words of a cell that may say a task."""
_SECTION = re.compile(r"(?:[IVX]+|[A-HĐ])\s*[.)]\s|PHỤ LỤC|Tổng (?:số|cộng)")


def unread_rows(table: Block, read: set[int]) -> Iterator[tuple[Block, str]]:
    """The cell that says the task and the name beside it, for each row of which no cell (by id) was `read`.

    A table of figures, addresses or quotas names bodies too: unless a column is headed as that of the holders, or no
    head is known at all, its row must say an act.
    """
    headed = names_leads(table) is not None or not any(_is_head(row) for row in table.rows)
    for row in table.rows:
        if any(id(cell) in read for cell in row) or _is_head(row) or len({cell.text for cell in row}) == 1:
            continue
        filled = [cell for cell in row if cell.key.strip(" -–.")]
        names = [cell for cell in filled if is_name(cell.key.strip(" .;"))]
        tasks = [cell for cell in filled if _may_be_task(cell, acts=not headed)]
        if names and tasks and not _SECTION.match(tasks[0].text):
            yield max(tasks, key=lambda cell: (opens_with_act(cell.key), len(cell.text))), names[0].text


def _is_head(row: list[Block]) -> bool:
    kinds = {kind_of_title(cell.key) for cell in row}
    titled = len(kinds) > 2 and "" not in kinds  # "Cơ quan, đơn vị" is a class of bodies as well
    return "index" in kinds or ({"task", "lead"} <= kinds and (titled or not any(is_name(cell.key) for cell in row)))


def _may_be_task(cell: Block, *, acts: bool) -> bool:
    if not says_task(cell) or len(cell.text.split()) < LEAST_WORDS or is_name(cell.key.strip(" .;")):
        return False
    return opens_with_act(cell.key) if acts else not is_time(cell.key)
