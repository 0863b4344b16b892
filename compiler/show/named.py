"""Where the document names what a duty holds beside its own sentence: the holder's heading, partners, days, products."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from compiler.result import Responsibility, Span

SHORTEST = 4
"""Letters: shorter words are found anywhere."""


class Named(NamedTuple):
    """A stretch of the text that was read into the duty `id`."""

    span: Span
    id: str


def named(text: str, duties: Iterable[Responsibility]) -> list[Named]:
    """The words around each duty that were read into it, in order and without overlap.

    A holder stands in the gap before its duty (the last time it is named there) or, as partners, days and products do,
    in the gap behind. Each gap is looked through for its two neighbours only, so that the cost is that of the text.
    """
    placed = sorted((duty for duty in duties if duty.source), key=lambda duty: duty.source.start)  # type: ignore[union-attr]
    folded = text.lower()
    if len(folded) != len(text):  # a letter whose small form is two: offsets would slip
        folded = text
    found: list[Named] = []
    headed: set[str] = set()
    for before, duty, behind in _with_gaps(placed, len(text)):
        at = _last(folded, duty.holder, *before)
        if at is not None:
            found.append(Named(at, duty.id))
            headed.add(duty.id)
        others = [*duty.with_, *duty.products, *([duty.due.text] if duty.due else [])]
        others += [] if duty.id in headed else [duty.holder]
        found += [Named(span, duty.id) for each in others if (span := _first(folded, each, *behind)) is not None]
    return list(_apart(found))


def _with_gaps(
    placed: list[Responsibility], end: int
) -> Iterator[tuple[tuple[int, int], Responsibility, tuple[int, int]]]:
    """Each duty between the text that no duty covers before it and behind it."""
    starts = [duty.source.start for duty in placed if duty.source]
    ends, reached = [], 0
    for duty in placed:
        reached = max(reached, duty.source.end if duty.source else 0)
        ends.append(reached)
    for index, duty in enumerate(placed):
        before = (ends[index - 1] if index else 0, starts[index])
        behind = (ends[index], starts[index + 1] if index + 1 < len(placed) else end)
        yield before, duty, behind


def _last(text: str, words: str, start: int, end: int) -> Span | None:
    at = text.rfind(words.lower(), start, end) if start < end and len(words) >= SHORTEST else -1
    return Span(start=at, end=at + len(words)) if at >= 0 else None


def _first(text: str, words: str, start: int, end: int) -> Span | None:
    at = text.find(words.lower(), start, end) if start < end and len(words) >= SHORTEST else -1
    return Span(start=at, end=at + len(words)) if at >= 0 else None


def _apart(found: list[Named]) -> Iterator[Named]:
    ordered = sorted(found, key=lambda each: (each.span.start, -each.span.end))
    if ordered:
        yield ordered[0]
    last = ordered[0].span.end if ordered else 0
    for _, each in pairwise(ordered):
        if each.span.start >= last:
            yield each
            last = each.span.end
