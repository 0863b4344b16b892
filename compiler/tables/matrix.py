"""Tables that cross tasks with bodies: bodies head columns and tasks stand in rows, or the other way round.

Where a row meets a column a mark, a part ("Chủ trì", "PH") or a day says who acts, with whom, by when. A sign whose
meaning the document leaves open is asked about once for the whole table (DOMAIN 1.3, point 10; DESIGN, decision 6).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from compiler.duties.records import Record
from compiler.names.acts import opens_with_act
from compiler.names.holders import clean_holder
from compiler.tables.cell_words import is_name, lead_of_cell, names_somebody, partners_of_cell, says_task
from compiler.tables.columns import HEADS_AMONG, kind_of_title, kinds_of_titles
from compiler.tables.flat_rows import MARKS
from compiler.tables.marks import Legend, Part, is_empty, sign_of, worded
from compiler.text.blocks import Block

FEWEST = 2
"""Bodies that a table crosses with tasks, and tasks."""
LOOKED_AT = 200
"""Rows from which a table's columns are judged."""
LONGEST_PART = 60
"""Letters of a cell that says a part or a time."""
READ_SHARE = 0.8
LISTED = 12
"""Rows that a question lists; it counts the others."""
NOTES_BESIDE = 3
"""Paragraphs before and behind a table in which its signs may be explained."""
_COUNTED = re.compile(r"\(?\d{1,2}\)?$")
_SECTION = re.compile(r"(?:[IVXL]+|[A-HĐ])\s*[.)]?$")
_PASSIVE = re.compile(r"được (?:kiểm tra|thanh tra|giám sát|khảo sát|đánh giá|hỗ trợ|đầu tư|giao|cấp)", re.I)
""""Đơn vị được kiểm tra": its body is not the one who acts."""
_KNOWN = {"index", "time", "product", "money", "note", "basis"}


@dataclass
class Matrix:
    """What a crossing table says: its records, and the tasks whose signs no word explains, with those signs."""

    records: list[Record] = field(default_factory=list)
    unclear: list[Block] = field(default_factory=list)
    """Cells of the tasks that bear a sign of unknown meaning."""
    signs: list[str] = field(default_factory=list)
    legends: list[Block] = field(default_factory=list)
    """Paragraphs that explain the signs."""

    @property
    def told(self) -> set[int]:
        """The blocks (by id) that its one question and its legend account for."""
        return {id(block) for block in (*self.unclear, *self.legends)}

    @property
    def question(self) -> tuple[str, str]:
        """The signs that nothing explains, and the rows that bear them by their first words."""
        listed = [f"“{_short(cell.text)}”" for cell in self.unclear[:LISTED]]
        return ", ".join(f"“{sign}”" for sign in self.signs[:LISTED]), "; ".join(listed) + (
            "; …" if len(self.unclear) > LISTED else ""
        )


def _short(said: str) -> str:
    return said if len(said) <= LONGEST_PART else said[:LONGEST_PART].rsplit(" ", 1)[0] + " …"


@dataclass
class _Crossing:
    """One task with the bodies that it is crossed with."""

    task: Block
    bodies: list[tuple[str, Block, Part]] = field(default_factory=list)
    """Name, the cell that says its part, the part."""
    fields: list[tuple[str, Block]] = field(default_factory=list)
    """Other cells of the row, with the kinds of their columns."""


def read_matrix(table: Block) -> Matrix | None:
    """What a table says that crosses tasks with bodies; None for any other table."""
    width = max((len(row) for row in table.rows), default=0)
    if width <= FEWEST or len(table.rows) <= FEWEST:
        return None
    notes = _notes(table)
    legend = Legend.of(note.key for note in notes)
    for read in (_bodies_across, _bodies_down):
        for at in range(min(HEADS_AMONG, len(table.rows) - 1)):
            found = read(table, at, width, legend)
            if found:
                matrix = _judged(found, legend)
                matrix.legends = [note for note in notes if Legend.of([note.key]).parts]
                return matrix
    return None


def crossed_head(table: Block) -> Block | None:
    """The cell of the first body that heads a column, where marks stand in the rows and no task could be read from them:
    a crossing table that lost its empty cells."""
    for at, row in enumerate(table.rows[:HEADS_AMONG]):
        named = [cell for cell in row if cell.text and is_name(cell.key.strip(" .;:"))]
        marks = sum(cell.text.lower() in MARKS for below in table.rows[at + 1 :] for cell in below)
        if len(named) >= FEWEST and marks >= FEWEST:
            return named[0]
    return None


def _notes(table: Block) -> list[Block]:
    """The paragraphs around a table, and its own rows of one cell."""
    beside = table.parent.children if table.parent is not None else []
    at = table.position
    around = [one for one in beside[max(0, at - NOTES_BESIDE) : at + 1 + NOTES_BESIDE] if one is not table]
    whole = [row[0] for row in table.rows if row and len({cell.text for cell in row if cell.text}) == 1]
    return [one for one in [*around, *whole] if "chủ trì" in one.key or "phối hợp" in one.key or "thực hiện" in one.key]


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


def _bodies_across(table: Block, at: int, width: int, legend: Legend) -> list[_Crossing]:
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
        one = _Crossing(row[task])
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


def _bodies_down(table: Block, at: int, width: int, legend: Legend) -> list[_Crossing]:
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
        one = _Crossing(above[-1])
        for row in rows:
            if row[names].text and not is_empty(row[column].key):
                one.bodies.append((row[names].key, row[column], legend.read(row[column].key)))
        found.append(one)
    return found


def _names_bodies(rows: list[list[Block]], column: int) -> bool:
    filled = [row[column].key.strip(" .;") for row in rows[:LOOKED_AT] if row[column].text]
    return len(filled) >= FEWEST and sum(is_name(said) for said in filled) >= 0.6 * len(filled)


def _judged(found: list[_Crossing], legend: Legend) -> Matrix:
    """The records of the crossings. One sign alone says who acts; where it stands beside others or beside the word for
    who leads, nobody can say what it means, and the rows that bear it are asked about; who surely leads is kept."""
    signs = {sign_of(cell.key) for one in found for _, cell, part in one.bodies if part is Part.MARKED}
    parts = {part for one in found for _, _, part in one.bodies}
    open_signs = signs if len(signs) > 1 or (signs and Part.LEADS in parts) or signs - {"x", *_ALONE} else set()
    matrix = Matrix(signs=sorted(open_signs))
    for one in found:
        if any(
            part is Part.UNREAD or (part is Part.MARKED and sign_of(cell.key) in open_signs)
            for _, cell, part in one.bodies
        ):
            matrix.signs.extend(cell.text[:LONGEST_PART] for _, cell, part in one.bodies if part is Part.UNREAD)
            matrix.unclear.append(one.task)
            one.bodies = [body for body in one.bodies if body[2] in {Part.LEADS, Part.COOPERATES}]
            if not any(part is Part.LEADS for _, _, part in one.bodies):
                continue
        matrix.records.extend(_records(one))
    return matrix


_ALONE = frozenset("+*●•○◯◉⬤■□▪▲△★☆oO")
"""Signs that say "here" where they are the only one of a table."""


def _records(one: _Crossing) -> Iterator[Record]:
    """The records of one task: one for all who act together, one for each day where bodies have days of their own."""
    base = Record(tasks=[(one.task, 0, len(one.task.text))], blocks=[one.task])
    base.leads = False
    for kind, cell in one.fields:
        base.blocks.append(cell)
        if is_empty(cell.key):
            continue
        if kind == "lead" and names_somebody(cell):
            base.holder, partners, base.charge = lead_of_cell(cell)
            base.partners.extend(partners)
            base.leads = True
        elif kind == "coop":
            base.partners.extend(partners_of_cell(cell))
        elif kind == "time":
            base.time = (cell, 0, len(cell.text))
        elif kind == "product":
            base.products = [cell.text]
    base.blocks.extend(cell for _, cell, _ in one.bodies)
    named = _named(one)
    base.partners.extend(named(Part.COOPERATES))
    if base.holder:
        base.partners.extend([*named(Part.LEADS), *named(Part.ACTS), *named(Part.MARKED)])
        yield base
        return
    leads, acts = named(Part.LEADS), [*named(Part.ACTS), *named(Part.MARKED)]
    timed: dict[str, list[tuple[str, Block]]] = {}
    for name, cell, part in one.bodies:
        if part is Part.TIMED:
            timed.setdefault(cell.key, []).append((clean_holder(name), cell))
    if leads:
        base.partners.extend(acts)
    base.holder, base.leads = "; ".join(leads or acts), bool(leads)
    if base.holder or not timed:
        yield base
    for group in timed.values():
        cell = group[0][1]
        holder = "; ".join(name for name, _ in group)
        yield Record(
            holder, base.tasks, list(base.partners), (cell, 0, len(cell.text)), base.products, base.blocks, False
        )


def _named(one: _Crossing) -> Callable[[Part], list[str]]:
    return lambda wanted: [clean_holder(name) for name, _, part in one.bodies if part is wanted]
