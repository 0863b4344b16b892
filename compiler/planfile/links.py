"""The edges of a plan file follow its duties: whoever edits a holder or a partner in the file has edited the graph.

Edges that the duties imply are derived anew from the duties as they stand; those that a person added or took out stay so.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from compiler.planfile.model import PlanFile
from compiler.planfile.record import RecordError, pack, unpack
from compiler.result import Edge, Responsibility
from compiler.rounds.pattern import edges_of


def linked(file: PlanFile) -> list[Edge]:
    """The edges of `file` as its duties imply them now.

    The record says which edges the compiler wrote; a file without one keeps those that stand in it, as nobody can tell
    a person's from the compiler's there.
    """
    try:
        written = _written(file.compiled) if file.compiled is not None else None
    except RecordError:
        written = None  # the check says so (D251)
    return file.edges if written is None else relinked(file.edges, written, edges_of(file.responsibilities))


def relinked(edges: Iterable[Edge], was: Iterable[Edge], now: Iterable[Edge]) -> list[Edge]:
    """`edges` without those that duties implied (`was`) and imply no more (`now`), and with those that they imply anew."""
    before, after = {ends(edge): edge for edge in was}, {ends(edge): edge for edge in now}
    found: list[Edge] = []
    for edge in edges:
        name = ends(edge)
        if name in before and name not in after:
            continue
        found.append(after[name] if name in after and after[name] != before.get(name, after[name]) else edge)
    there = {ends(edge) for edge in found}
    return [*found, *(edge for name, edge in after.items() if name not in before and name not in there)]


def ends(edge: Edge) -> tuple[str, str, str]:
    """What tells an edge from others: its kind, its source and its target."""
    return edge.kind, edge.source, edge.target


def remembered(record: str | None, edges: Iterable[Edge], duties: Iterable[Responsibility]) -> str | None:
    """The record with those `edges` of a file that its `duties` imply and that it does not tell yet: who edits a duty after a decision
    leaves none of them behind as a person's own. A damaged record stays as it is."""
    if record is None:
        return None
    try:
        there = {ends(edge) for edge in _written(record)}
    except RecordError:
        return record
    implied = {ends(edge) for edge in edges_of(list(duties))} - there
    more = [edge for edge in edges if ends(edge) in implied]
    if not more:
        return record
    written = unpack(record)
    return pack(written.model_copy(update={"decided": [*written.decided, *more]}))


@lru_cache(maxsize=8)
def _written(record: str) -> tuple[Edge, ...]:
    written = unpack(record)
    return (*edges_of(written.responsibilities), *written.decided)
