"""Tables of tasks that name no holder: they stand under whose they are ("1. Sở X" above "TT | Nhiệm vụ | Thời gian")."""

from __future__ import annotations

import re

from compiler.duties.records import Record
from compiler.names.acts import opens_with_act
from compiler.names.capitals import in_usual_case
from compiler.names.holders import clean_holder
from compiler.tables.cell_words import is_name, partners_of_cell, says_task
from compiler.tables.columns import HEADS_AMONG, kinds_of_titles
from compiler.text.blocks import Block

_SECTION = re.compile(r"(?:[IVXL]+|[A-HĐ])\s*[.)]?$")
_SAYS_MORE = {"time", "coop"}


def tasks_without_leads(table: Block) -> list[Record]:
    """A record without a holder for each row of a table that lists tasks: its head says so, and most rows say an act or
    all have a column for when or with whom. A table of figures, money or names lists none."""
    for at, row in enumerate(table.rows[:HEADS_AMONG]):
        kinds = kinds_of_titles([cell.key for cell in row])
        if "task" in kinds and "lead" not in kinds and len({kind for kind in kinds if kind}) > 1:
            records = [record for below in table.rows[at + 1 :] if (record := _record(below, kinds, row)) is not None]
            acts = sum(opens_with_act(record.tasks[0][0].key) for record in records)
            whole = bool(_SAYS_MORE & set(kinds)) and "money" not in kinds
            return records if records and (2 * acts > len(records) or (acts and whole)) else []
    return []


def tasks_of_sections(table: Block) -> list[Record]:
    """A record for each row of a table whose sections are whose they are: "II | SỞ CÔNG THƯƠNG" above the tasks with their
    times, and no column for holders. None where any section above tasks is a theme."""
    for at, row in enumerate(table.rows[:HEADS_AMONG]):
        kinds = kinds_of_titles([cell.key for cell in row])
        if "task" not in kinds or "lead" in kinds or not _SAYS_MORE & set(kinds):
            continue
        records: list[Record] = []
        holder = ""
        for below in table.rows[at + 1 :]:
            said = list(dict.fromkeys(cell.key.strip(" .:;") for cell in below if cell.key.strip()))
            if len(said) == 2 and _SECTION.match(said[0]) and len(below) == len(kinds):
                named = in_usual_case(said[1])
                if not is_name(named):
                    return []
                holder = clean_holder(named)
            elif (record := _record(below, kinds, row)) is not None:
                record.holder = holder
                records.append(record)
        return records if records and all(record.holder for record in records) else []
    return []


def _record(row: list[Block], kinds: list[str], head: list[Block]) -> Record | None:
    if len(row) != len(kinds) or [cell.text for cell in row] == [cell.text for cell in head]:
        return None
    task = row[kinds.index("task")]
    if not says_task(task) or is_name(task.key.strip(" .;")) or len({cell.text for cell in row if cell.text}) < 2:
        return None
    if _SECTION.match(row[0].text) or (task.text.isupper() and len([cell for cell in row if cell.text]) == 2):
        return None
    record = Record(tasks=[(task, 0, len(task.text))], blocks=list(row), leads=False)
    for kind, cell in zip(kinds, row, strict=True):
        if not cell.text.strip(" -–."):
            continue
        if kind == "time":
            record.time = (cell, 0, len(cell.text))
        elif kind == "coop":
            record.partners.extend(partners_of_cell(cell))
        elif kind == "product":
            record.products = [cell.text]
    return record
