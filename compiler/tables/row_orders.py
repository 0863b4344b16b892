"""Orders that a table gives beside its tasks: in a row of one cell, in the notes, behind the partners of a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.duties.records import Record
from compiler.names.acts import opens_with_act
from compiler.names.subjects import Subject, subject_of
from compiler.text.blocks import Block
from compiler.when.due import read_due

SHORTEST = 15
"""Letters of the shortest sentence that orders somebody ("Sở X đôn đốc")."""
_CLASS = re.compile(r"(?:các|những|bộ phận|đơn vị|cơ quan|cá nhân|tổ chức|doanh nghiệp)(?!\w)", re.I)
""""Các doanh nghiệp đầu tư hạ tầng": the verb is part of what the class is called."""
_REPORTS = re.compile(r"(?:báo cáo|gửi|nộp|trình|hoàn thành)(?!\w)", re.I)


def full_width_orders(table: Block, read: set[int]) -> Iterator[Record]:
    """A record for each row of one cell, merged over the table's width, that tells a body to act: it is no task's row.

    Cells (by id) that were `read` are left out. A merged cell is said again in each column by some converters.
    """
    for row in table.rows:
        filled = [cell for cell in row if cell.text]
        if not filled or len({cell.text for cell in filled}) > 1 or any(id(cell) in read for cell in filled):
            continue
        told = _told(filled[0].key)
        if told is not None:
            place = (filled[0], 0, len(filled[0].text))
            yield Record(told.holder, [place], blocks=filled, leads=False)


def orders_in_notes(row: list[Block], kinds: list[str], task: Record) -> Iterator[Record]:
    """What the notes of a task's row order: a body of their own ("Giao Sở X đôn đốc"), or the task's holder a report by a
    day ("Báo cáo trước ngày 5/6")."""
    for kind, cell in zip(kinds, row, strict=False):
        if kind not in {"note", ""} or len(cell.text) < SHORTEST:
            continue
        place = (cell, 0, len(cell.text))
        told = _told(cell.key)
        if told is not None:
            yield Record(told.holder, [place], blocks=[cell], leads=False)
        elif task.holder and _REPORTS.match(cell.key) and opens_with_act(cell.key) and _says_when(cell):
            yield Record(task.holder, [place], blocks=[cell], leads=False)


def orders_to_partners(cell: Block) -> list[Record]:
    """What a cell of partners tells each of them to do ("Sở A hỗ trợ giảng viên; Sở B bố trí hội trường")."""
    found = []
    for piece in re.finditer(r"[^;.]+(?:\.(?=\w)[^;.]+)*", cell.key):
        start = piece.start() + len(piece[0]) - len(piece[0].lstrip(" -–+"))
        told = None if _CLASS.match(cell.key, start) else _told(cell.key[start : piece.end()])
        if told is not None:
            found.append(
                Record(told.holder, [(cell, start, start + len(cell.text[start : piece.end()].rstrip()))], leads=False)
            )
    return found


def _told(key: str) -> Subject | None:
    """Whom a sentence tells to act, if it opens with that."""
    if len(key) < SHORTEST:
        return None
    subject = subject_of(key)
    return subject if subject is not None and not subject.persons and (subject.acts or subject.ordered) else None


def _says_when(cell: Block) -> bool:
    due = read_due(cell.text, cell.key, year=2000)
    return due is not None and due.due.rule != "other"
