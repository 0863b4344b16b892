"""Task records and tables, filled in field by field, to duties: rows, crossings, or the tasks listed for the holder above."""

from __future__ import annotations

from compiler.duties.assignments import Assignments, Duty, Statement
from compiler.duties.context import Context
from compiler.duties.day_headings import day_above, on_the_day
from compiler.duties.records import Record
from compiler.tables.columns import HEADS_AMONG, holds_procedures, lists_procedures
from compiler.tables.ditto import say_again
from compiler.tables.matrix import crossed_head, read_matrix
from compiler.tables.months import gather_months
from compiler.tables.row_orders import full_width_orders
from compiler.tables.rows import names_leads, read_rows
from compiler.tables.unled import tasks_of_sections, tasks_without_leads
from compiler.tables.unread_rows import unread_rows
from compiler.text.blocks import Block


def keep_record(record: Record, found: Assignments, done: set[int], *, requested: bool = False) -> None:
    """Make a record's tasks duties of its holder; without one each is asked about. Its blocks are `done`."""
    for used in record.blocks:
        done.add(id(used))
        found.covered.add(id(used))
    if record.lead_alone is not None:
        cell = record.lead_alone
        found.open.append(Statement(cell, 0, len(cell.text), "D138", record.holder))
    if not record.holder:
        for task, start, end in record.tasks:
            told = Duty("", task, start, end, record=record, more=record.more)
            found.open.append(Statement(task, start, end, "D105", told=[told]))
        return
    for task, start, end in record.tasks:
        asked = requested or record.requested
        found.duties.append(Duty(record.holder, task, start, end, asked, record=record, more=record.more))


def read_table(table: Block, context: Context, found: Assignments) -> None:
    """Read the rows of a `table`: what cannot be read surely is asked about, so that no row falls silent (DESIGN, 6)."""
    titles = [[cell.key for cell in row] for row in table.rows[:HEADS_AMONG]]
    if any(map(lists_procedures, titles)):
        return
    say_again(table)
    gather_months(table)
    before = len(found.duties) + len(found.open)
    read: set[int] = set()
    matrix = read_matrix(table)
    if matrix is None and holds_procedures(titles):
        return
    if matrix is not None:
        read |= matrix.told
        found.covered |= matrix.told
        if matrix.unclear:
            first = matrix.unclear[0]
            signs, listed = matrix.question
            found.open.append(Statement(first, 0, len(first.text), "D118", signs, len(matrix.unclear), listed))
    day = day_above(table)
    for record in read_rows(table) if matrix is None else matrix.records:
        record = on_the_day(record, day) if day is not None else record
        read |= {id(block) for block in record.blocks}
        keep_record(record, found, set())
    for record in full_width_orders(table, read):
        keep_record(record, found, read)
    found.open.extend(Statement(cell, 0, len(cell.text), "D116", name) for cell, name in unread_rows(table, read))
    if len(found.duties) + len(found.open) == before:
        _ask_or_give(table, context, found)


def _ask_or_give(table: Block, context: Context, found: Assignments) -> None:
    """What a table says that names no holder in its rows: its tasks are its sections', or the holder's that it stands
    under, else asked about."""
    sectioned = tasks_of_sections(table)
    for record in sectioned:
        keep_record(record, found, set())
    if sectioned:
        return
    head = names_leads(table) or crossed_head(table)
    if head is not None:
        found.open.append(Statement(head, 0, len(head.text), "D109", count=len(table.rows)))
        return
    records = tasks_without_leads(table) if context.holder or context.assigns else []
    for record in records if context.holder else []:
        record.holder = context.holder
        keep_record(record, found, set(), requested=context.requested)
    if records and not context.holder:
        first = records[0].tasks[0][0]
        told = [Duty("", *task, record=record, more=record.more) for record in records for task in record.tasks]
        found.open.append(Statement(first, 0, len(first.text), "D108", count=len(records), told=told))
        found.covered |= {id(cell) for record in records for cell in record.blocks}
