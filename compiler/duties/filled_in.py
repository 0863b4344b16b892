"""Task records and rows of tables, filled in field by field, to duties."""

from __future__ import annotations

from compiler.duties.assignments import Assignments, Duty, Statement
from compiler.duties.records import Record
from compiler.tables.columns import HEADS_AMONG, lists_procedures
from compiler.tables.matrix import read_matrix
from compiler.tables.rows import names_leads, read_rows
from compiler.tables.unread_rows import unread_rows
from compiler.text.blocks import Block


def keep_record(record: Record, found: Assignments, done: set[int]) -> None:
    """The duties of a task record, or the question who leads it; its blocks are used up."""
    for used in record.blocks:
        done.add(id(used))
        found.covered.add(id(used))
    if not record.holder:
        found.open.extend(Statement(task, start, end, "D105") for task, start, end in record.tasks)
        return
    for task, start, end in record.tasks:
        found.duties.append(Duty(record.holder, task, start, end, record=record, more=record.more))


def read_table(table: Block, found: Assignments) -> None:
    """The duties of a table's rows, and what of it could not be read; lists of procedures assign nothing."""
    if any(lists_procedures([cell.key for cell in row]) for row in table.rows[:HEADS_AMONG]):
        return
    before = len(found.duties) + len(found.open)
    read: set[int] = set()
    matrix = read_matrix(table)
    if matrix is not None:
        read |= matrix.told
        found.covered |= matrix.told
        if matrix.unclear:
            first = matrix.unclear[0]
            signs, listed = matrix.question
            found.open.append(Statement(first, 0, len(first.text), "D118", signs, len(matrix.unclear), listed))
    for record in read_rows(table) if matrix is None else matrix.records:
        read |= {id(block) for block in record.blocks}
        keep_record(record, found, set())
    found.open.extend(Statement(cell, 0, len(cell.text), "D116", name) for cell, name in unread_rows(table, read))
    if len(found.duties) + len(found.open) == before:
        head = names_leads(table)
        if head is not None:
            found.open.append(Statement(head, 0, len(head.text), "D109", count=len(table.rows)))
