"""Which tasks a table crosses with which bodies, by its columns or by its rows (compiler/tables/matrix)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from compiler.names.acts import opens_with_act
from compiler.tables.cell_words import is_name, says_task
from compiler.tables.columns import kind_of_title, kinds_of_titles
from compiler.tables.marks import Legend, Part, is_empty, sign_of, worded
from compiler.text.blocks import Block

FEWEST = 2
"""Bodies that a table crosses with tasks, and tasks."""
LOOKED_AT = 200
"""Rows from which a table's columns are judged."""
LONGEST_PART = 60
"""Letters of a cell that says a part or a time."""
READ_SHARE = 0.8
_COUNTED = re.compile(r"\(?\d{1,2}\)?$")
_SECTION = re.compile(r"(?:[IVXL]+|[A-HĐ])\s*[.)]?$")
_PASSIVE = re.compile(r"được (?:kiểm tra|thanh tra|giám sát|khảo sát|đánh giá|hỗ trợ|đầu tư|giao|cấp)", re.I)
""""Đơn vị được kiểm tra": its body is not the one who acts."""
_KNOWN = {"index", "time", "product", "money", "note", "basis"}


@dataclass
class Crossing:
    """One task with the bodies that it is crossed with."""

    task: Block
    bodies: list[tuple[str, Block, Part]] = field(default_factory=list)
    """Name, the cell that says its part, the part."""
    fields: list[tuple[str, Block]] = field(default_factory=list)
    """Other cells of the row, with the kinds of their columns."""


def _titles(table: Block, at: int, width: int) -> list[str]:
    """The titles of the columns where row `at` is the last of the head: a cell left empty there is merged with the one above."""
    titles = [""] * width
    for row in table.rows[: at + 1]:
        if len(row) == width:
            titles = [cell.key.strip() or above for cell, above in zip(row, titles, strict=True)]
    return titles


def _body_rows(table: Block, at: int, width: int) -> list[list[Block]]:
    """The rows behind the head without a head that a page repeats, the columns' numbers and sections' titles."""
    head = [cell.text for cell in table.rows[at]]
    return [
        row
        for row in table.rows[at + 1 :]
        if len(row) == width
        and [cell.text for cell in row] != head
        and len({cell.text for cell in row if cell.text}) > 1
        and not all(_COUNTED.match(cell.text) for cell in row if cell.text)
    ]


def _crosses(rows: list[list[Block]], column: int, legend: Legend) -> bool:
    """Whether a column holds marks, parts and times, one at least, and next to nothing else."""
    filled = [row[column].key for row in rows[:LOOKED_AT] if not is_empty(row[column].key)]
    read = sum(len(said) < LONGEST_PART and legend.read(said) is not Part.UNREAD for said in filled)
    return bool(filled) and read >= READ_SHARE * len(filled)


def _marked(rows: list[list[Block]], column: int, legend: Legend) -> bool:
    """Whether a column holds marks or parts in two rows and no times: then one body alone heads it and is meant."""
    said = [legend.read(row[column].key) for row in rows[:LOOKED_AT] if not is_empty(row[column].key)]
    return len(said) >= FEWEST and not {Part.TIMED, Part.UNREAD} & set(said)


def bodies_across(table: Block, at: int, width: int, legend: Legend) -> list[Crossing]:
    """The tasks of a table whose columns bodies head."""
    titles = _titles(table, at, width)
    named = [column for column in range(width) if titles[column] and is_name(titles[column].strip(" .;:"))]
    if not named:
        return []
    rows = _body_rows(table, at, width)
    bodies = [
        column
        for column in range(1, width)
        if titles[column]
        and (column in named or kind_of_title(titles[column]) not in _KNOWN | {"lead", "coop", "task"})
        and _crosses(rows, column, legend)
    ]
    crossed = [column for column in bodies if column in named]
    if (
        not crossed
        or 2 * len(crossed) < len(bodies)
        or (len(crossed) < FEWEST and not _marked(rows, crossed[0], legend))
    ):
        return []
    kinds = kinds_of_titles([title if at not in bodies else "" for at, title in enumerate(titles)])
    others = [column for column in range(width) if column not in bodies and kinds[column] not in _KNOWN]
    task = next((column for column in others if kinds[column] == "task"), None)
    if task is None:
        task = next((column for column in others if _says_acts(rows, column)), None)
    if task is None:
        return []
    groups = _groups(table, at, width)
    found = []
    for row in rows:
        if not says_task(row[task]):
            continue
        one = Crossing(row[task])
        for column in bodies:
            if not is_empty(row[column].key):
                part = legend.read(row[column].key)
                if part is Part.MARKED and sign_of(row[column].key) == "x":
                    part = groups[column] or part
                one.bodies.append((titles[column], row[column], part))
        one.fields = [(kinds[column], row[column]) for column in range(width) if column not in {*bodies, task}]
        if one.bodies or _is_task(row, task):
            found.append(one)
    return found if any(one.bodies for one in found) else []


def _groups(table: Block, at: int, width: int) -> list[Part | None]:
    """For each column the part that a title above its own names ("Cơ quan phối hợp" over three bodies)."""
    groups: list[Part | None] = [None] * width
    for row in table.rows[:at]:
        if len(row) != width:
            continue
        said = ""
        for column, cell in enumerate(row):
            said = cell.key or said
            part = worded(re.sub(r"^(?:các )?(?:cơ quan|đơn vị)\s+", "", said.strip(), flags=re.I))
            groups[column] = part if part is not Part.ACTS else None
    return groups


def _says_acts(rows: list[list[Block]], column: int) -> bool:
    filled = [row[column].key for row in rows[:LOOKED_AT] if says_task(row[column])]
    return bool(filled) and 2 * sum(opens_with_act(said) for said in filled) >= len(filled)


def _is_task(row: list[Block], task: int) -> bool:
    """Whether a row that no body is marked in is a task all the same, not the title of a section."""
    title = row[task].bold or row[task].text.isupper() or any(_SECTION.match(cell.text) for cell in row[:task])
    return not title and opens_with_act(row[task].key)


def bodies_down(table: Block, at: int, width: int, legend: Legend) -> list[Crossing]:
    """The tasks of a table whose rows begin with bodies, and whose columns tasks head."""
    titles = _titles(table, at, width)
    rows = _body_rows(table, at, width)
    crossing = [column for column in range(1, width) if _crosses(rows, column, legend)]
    if len(crossing) < FEWEST or len(rows) < FEWEST:
        return []
    names = next((column for column in range(min(width, 3)) if _names_bodies(rows, column)), None)
    if names is None or _PASSIVE.search(titles[names]):
        return []
    tasks = [
        column
        for column in crossing
        if len(titles[column].split()) > 1
        and (opens_with_act(titles[column]) or kind_of_title(titles[column]) not in _KNOWN | {"lead", "coop"})
        and not _PASSIVE.search(titles[column])
        and column > names
    ]
    acts = sum(opens_with_act(titles[column]) for column in tasks)
    parts = any(worded(row[column].key.strip()) for row in rows[:LOOKED_AT] for column in tasks)
    if len(tasks) < FEWEST or (2 * acts < len(tasks) and not parts):
        return []
    found = []
    for column in tasks:
        above = [row[column] for row in table.rows[: at + 1] if len(row) == width and row[column].text]
        one = Crossing(above[-1])
        for row in rows:
            if row[names].text and not is_empty(row[column].key):
                one.bodies.append((row[names].key, row[column], legend.read(row[column].key)))
        found.append(one)
    return found


def _names_bodies(rows: list[list[Block]], column: int) -> bool:
    filled = [row[column].key.strip(" .;") for row in rows[:LOOKED_AT] if row[column].text]
    return len(filled) >= FEWEST and sum(is_name(said) for said in filled) >= 0.6 * len(filled)
