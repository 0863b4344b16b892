"""Remarks that are settled: a person decided on them, or wrote into the file what they ask for.

A remark on a duty's due (D135: a day that its words name and its due has not) says to write it there; once the due is
another than the compiler's, it has been looked at. So it is with a report without a recipient (D111).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from compiler.planfile.model import Note, PlanFile
from compiler.planfile.record import RecordError, unpack
from compiler.result import Responsibility

ON_DUES = frozenset({"D129", "D135", "D136", "D142"})
"""Remarks that ask for an edit of a duty's due."""
_NO_RECIPIENT = "D111"
_ID = re.compile(r"(?<!\w)R\d+(?!\w)")


def settled_notes(file: PlanFile) -> set[int]:
    """The remarks (by id) of the file that nobody needs to see again."""
    was, now = _as_compiled(file), {duty.id: duty for duty in file.responsibilities}
    return {id(note) for note in file.notes if note.answered or _edited(note, was, now)}


def _edited(note: Note, was: Mapping[str, Responsibility], now: Mapping[str, Responsibility]) -> bool:
    """Whether each duty that a remark names has another value now than the one remarked on; who deleted it looked too."""
    ids = _ID.findall(f"{note.about or ''} {note.says}" if note.code in ON_DUES else note.about or "")
    if not ids or not all(each in was for each in ids):
        return False
    if note.code in ON_DUES:
        return all(each not in now or now[each].due != was[each].due for each in ids)
    if note.code == _NO_RECIPIENT:
        return all(each not in now or now[each].reports_to != was[each].reports_to for each in ids)
    return False


def _as_compiled(file: PlanFile) -> dict[str, Responsibility]:
    """The duties as the compiler wrote them; none where no record tells."""
    try:
        written = unpack(file.compiled).responsibilities if file.compiled else []
    except RecordError:
        return {}
    return {duty.id: duty for duty in written}
