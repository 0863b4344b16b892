"""When a duty is due: its record's own time, its words, or the time that an item beside it gives for all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from compiler.assignments import Duty
from compiler.blocks import Block
from compiler.due import FoundDue, read_due
from compiler.labels import Place, labels_of


def due_of(duty: Duty, year: int | None) -> FoundDue | None:
    """The duty's due: the record's own time first, else what the text says."""
    if duty.record is not None and duty.record.time is not None:
        block, start, end = duty.record.time
        return read_due(block.text[start:end], block.key[start:end], year=year, time=True)
    said = _own_due(duty, year)
    return said or _time_beside(duty, year)


def _time_beside(duty: Duty, year: int | None) -> FoundDue | None:
    """The time that an item beside the duty gives for all under one heading: "b) Thời gian: Từ ngày …"."""
    for above in duty.block.ancestors():
        if above.sort in {"roman", "part", "capital"}:
            return None
        if above.timed is None:
            above.timed = list(islice(_times(above), 1))
        for item, start, end in above.timed:
            return read_due(item.text[start:end], item.key[start:end], year=year, time=True)
    return None


def _times(above: Block) -> Iterator[Place]:
    for item in above.children:
        labels = labels_of(item)
        if labels and labels[0].kind == "time" and labels[0].at == 0 and len(labels) == 1:
            yield item, labels[0].start, labels[0].end


def _own_due(duty: Duty, year: int | None) -> FoundDue | None:
    said = read_due(duty.text, duty.key, year=year)
    told = read_due(duty.implied, duty.implied, year=year) if duty.implied and said is None else None
    # "phối hợp thường xuyên …:" says how, not when
    return said or (told if told is not None and told.due.rule != "continuous" else None)
