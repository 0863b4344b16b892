"""What is wrong with a plan file's edges: ends that name nobody of the plan, reports that run in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from compiler.asks.check_record import loose_edges
from compiler.asks.diagnostics import diagnostic
from compiler.planfile.links import ends, linked
from compiler.planfile.model import PlanFile
from compiler.result import Diagnostic, EdgeKind, Role
from config.wording import language, say


def edge_faults(file: PlanFile) -> Iterator[Diagnostic]:
    """Edges with an end that is in the file no more, and circles of reporting; those of a deleted duty are told of by D255."""
    ids = {duty.id for duty in file.responsibilities}
    names = {file.coordinator or "", file.plan.issuer or ""}
    for duty in file.responsibilities:
        names.update([duty.holder, *duty.with_, *duty.reports_to])
    loose, standing = loose_edges(file), {ends(edge) for edge in linked(file)}
    for index, edge in enumerate(file.edges):
        for end in (edge.source, edge.target) if edge not in loose and ends(edge) in standing else ():
            if end not in ids and end not in names:
                near = get_close_matches(end, [*ids, *names], n=1, cutoff=0.7)
                hint = say("check.perhaps", name=near[0]) if near else ""
                yield _say("D222", f"edges.{index}", kind=edge.kind, end=end, hint=hint)
    for cycle in _cycles(file):
        yield _say("D221", "edges", cycle=" → ".join(cycle))


def _cycles(file: PlanFile) -> Iterator[list[str]]:
    """Circles of reporting. A holder stands for those of its duties that consolidate."""
    onward: dict[str, list[str]] = {}
    for edge in linked(file):
        if edge.kind is EdgeKind.REPORTS_TO:
            onward.setdefault(edge.source, []).append(edge.target)
        elif edge.kind is EdgeKind.CONSOLIDATES:
            onward.setdefault(edge.target, []).append(edge.source)
    for duty in file.responsibilities:
        if Role.CONSOLIDATE in duty.roles:
            onward.setdefault(duty.holder, []).append(duty.id)
    settled: set[str] = set()
    for start in onward:
        path: list[str] = []
        stack: list[tuple[str, Iterator[str]]] = []
        if start not in settled:
            path, stack = [start], [(start, iter(onward[start]))]
        while stack:
            step = next(stack[-1][1], None)
            if step is None:
                settled.add(stack.pop()[0])
                path.pop()
            elif step in path:
                yield [*path[path.index(step) :], step]
            elif step not in settled:
                path.append(step)
                stack.append((step, iter(onward.get(step, []))))


def _say(code: str, about: str, **facts: Any) -> Diagnostic:
    return diagnostic(code, about=about, language=language(), **facts)
