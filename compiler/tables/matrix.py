"""Tables that cross tasks with bodies: bodies head columns and tasks stand in rows, or the other way round.

Where a row meets a column a mark, a part ("Chủ trì", "PH") or a day says who acts, with whom, by when. A sign whose
meaning the document leaves open is asked about once for the whole table (DOMAIN 1.3, point 10; DESIGN, decision 6).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from compiler.duties.records import Record
from compiler.names.holders import clean_holder
from compiler.tables.bracketed import without_notes
from compiler.tables.cell_words import is_name, lead_of_cell, names_somebody, partners_of_cell
from compiler.tables.columns import HEADS_AMONG, kind_of_title
from compiler.tables.crossings import FEWEST, LONGEST_PART, Crossing, bodies_across, bodies_down
from compiler.tables.flat_rows import MARKS
from compiler.tables.marks import Legend, Part, is_empty, sign_of, worded
from compiler.text.blocks import Block

LISTED = 12
"""Rows that a question lists; it counts the others."""
NOTES_BESIDE = 3
"""Paragraphs before and behind a table in which its signs may be explained."""


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


def read_matrix(table: Block) -> Matrix | None:
    """What a table says that crosses tasks with bodies; None for any other table. Where further on a head names other
    bodies, each part is read under its own."""
    notes = _notes(table)
    legend = Legend.of(note.key for note in notes)
    parts = [_crossings(part, legend) for part in _parts(table)]
    if not all(parts):
        return None
    matrix = _judged([one for part in parts for one in part], legend)
    matrix.legends = [note for note in notes if Legend.of([note.key]).parts]
    return matrix


def _crossings(table: Block, legend: Legend) -> list[Crossing]:
    width = max((len(row) for row in table.rows), default=0)
    if width <= FEWEST or len(table.rows) <= FEWEST:
        return []
    for read in (bodies_across, bodies_down):
        for at in range(min(HEADS_AMONG, len(table.rows) - 1)):
            found = read(table, at, width, legend)
            if found:
                return found
    return []


def _parts(table: Block) -> list[Block]:
    """A table as it is, or parted before each head that names bodies other than the head before it."""
    heads: list[tuple[int, list[str]]] = []
    for at, row in enumerate(table.rows):
        said = [cell.key.strip(" .;:") for cell in row]
        titled = len(said) > FEWEST and kind_of_title(said[0]) in {"index", "task"}
        if titled and sum(map(is_name, said)) >= FEWEST and (not heads or said != heads[-1][1]):
            heads.append((at, said))
    if len(heads) < 2:
        return [table]
    cuts = [0, *(at for at, _ in heads[1:]), len(table.rows)]
    return [replace(table, rows=table.rows[start:stop]) for start, stop in pairwise(cuts)]


def crossed_head(table: Block) -> Block | None:
    """The cell of the first body that heads a column, where marks stand in the rows and no task could be read from them:
    a crossing table that lost its empty cells."""
    for at, row in enumerate(table.rows[:HEADS_AMONG]):
        named = [cell for cell in row if cell.text and is_name(cell.key.strip(" .;:"))]
        marks = sum(
            cell.text.lower() in MARKS or worded(cell.text) is not None
            for below in table.rows[at + 1 :]
            for cell in below
        )
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


def _judged(found: list[Crossing], legend: Legend) -> Matrix:
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


def _records(one: Crossing) -> Iterator[Record]:
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
            timed.setdefault(cell.key, []).append((clean_holder(without_notes(name)), cell))
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


def _named(one: Crossing) -> Callable[[Part], list[str]]:
    return lambda wanted: [clean_holder(without_notes(name)) for name, _, part in one.bodies if part is wanted]
