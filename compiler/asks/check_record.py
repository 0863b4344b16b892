"""What the file's record of the compilation tells: duties deleted by hand, sources outside the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from compiler.asks.diagnostics import diagnostic, shorten
from compiler.planfile.model import PlanFile
from compiler.planfile.record import RecordError, Written, unpack
from compiler.result import Diagnostic, Edge
from config.wording import language

_ID = re.compile(r"R\d+")


def record_findings(file: PlanFile) -> Iterator[Diagnostic]:
    """A damaged record (D251), duties deleted by hand (D250) with their edges (D255), sources that lie outside the document
    (D252) or are another duty's (D260), and proposed duties that name the coordinator of before (D256)."""
    written: Written | None = None
    try:
        written = _unpacked(file.compiled) if file.compiled is not None else None
    except RecordError:
        yield _say("D251", "compiled")
    if written is not None:
        yield from _deleted(file, written)
        yield from _coordinated_before(file, written)
        yield from _loose(file)
        yield from _copied(file, written)
    yield from _sources(file, written.length if written else None)


def loose_edges(file: PlanFile) -> list[Edge]:
    """The edges whose duty was deleted from the file by hand: they lead nowhere and go with it."""
    try:
        written = _unpacked(file.compiled) if file.compiled is not None else None
    except RecordError:
        return []
    if written is None:
        return []
    gone = {duty.id for duty in written.responsibilities} - {duty.id for duty in file.responsibilities}
    return [edge for edge in file.edges if {edge.source, edge.target} & gone]


def _loose(file: PlanFile) -> Iterator[Diagnostic]:
    if loose := loose_edges(file):
        there = {duty.id for duty in file.responsibilities}
        ends = dict.fromkeys(end for edge in loose for end in (edge.source, edge.target))
        gone = [end for end in ends if _ID.fullmatch(end) and end not in there]
        yield _say("D255", "edges", count=len(loose), ids=", ".join(gone))


def _coordinated_before(file: PlanFile, written: Written) -> Iterator[Diagnostic]:
    """Duties that custom proposed and that still name the coordinator of before, who was corrected since."""
    was, now = written.coordinator, file.coordinator
    if was is None or now is None or was.casefold() == now.casefold():
        return
    for duty in file.responsibilities:
        said = {"holder": [duty.holder], "text": [duty.text], "reports_to": duty.reports_to}
        fields = [field for field, values in said.items() if any(was.casefold() in each.casefold() for each in values)]
        if duty.source is None and fields:
            facts: dict[str, Any] = {"id": duty.id, "listed": ", ".join(fields)}
            yield _say("D256", f"responsibilities.{duty.id}", **facts, other=was, holder=now)


@lru_cache(maxsize=8)
def _unpacked(record: str) -> Written:
    return unpack(record)


def _deleted(file: PlanFile, written: Written) -> Iterator[Diagnostic]:
    """Duties of the document that stand in the file no more, and that no question was or is asked about."""
    there = {duty.id for duty in file.responsibilities}
    known = {question.sets for question in file.questions if question.answered or question.code == "D248"}
    for duty in written.responsibilities:
        declined = duty.basis == "assumed" and "cast" in known
        if duty.id not in there and f"responsibilities.{duty.id}" not in known and not declined:
            yield _say("D250", "responsibilities", id=duty.id, holder=duty.holder, said=shorten(duty.text))


def _sources(file: PlanFile, length: int | None) -> Iterator[Diagnostic]:
    for duty in file.responsibilities:
        if (span := duty.source) is None:
            continue
        if not 0 <= span.start < span.end or (length is not None and span.end > length):
            facts: dict[str, Any] = {"id": duty.id, "first": span.start, "last": span.end}
            yield _say("D252", f"responsibilities.{duty.id}.source", **facts, known=_known(length))


def _copied(file: PlanFile, written: Written) -> Iterator[Diagnostic]:
    """Duties that a person wrote into the file with the place of another duty, as a copied one keeps it."""
    compiled = {duty.id for duty in written.responsibilities}
    made = {path for question in file.questions if question.answered for path in question.places}
    made |= {note.sets for note in file.notes if note.sets}
    first = {
        (duty.source.start, duty.source.end): duty.id
        for duty in file.responsibilities
        if duty.source and duty.id in compiled
    }
    for duty in file.responsibilities:
        if duty.source is None or duty.id in compiled or f"responsibilities.{duty.id}" in made:
            continue
        if other := first.get((duty.source.start, duty.source.end)):
            yield _say("D260", f"responsibilities.{duty.id}.source", id=duty.id, holder=duty.holder, other=other)


def _known(length: int | None) -> str:
    return f"0–{length}" if length is not None else "0–…"


def _say(code: str, about: str, **facts: Any) -> Diagnostic:
    return diagnostic(code, about=about, language=language(), **facts)
