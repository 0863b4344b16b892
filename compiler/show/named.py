"""Where the document names what a duty holds beside its own sentence: the holder's heading, partners, days, products."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from compiler.result import Responsibility, Span

SHORTEST = 4
"""Letters: shorter words are found anywhere."""
_BETWEEN = r"[\s*]+"
"""What stands between two words: a space, the end of a line, the marks of bold type."""


class Named(NamedTuple):
    """A stretch of the text that was read into the duty `id`."""

    span: Span
    id: str


def named(text: str, duties: Iterable[Responsibility]) -> list[Named]:
    """The words around each duty that were read into it, in order and without overlap; a line break within them is a space.

    A holder stands in the gap before its duty (the last time it is named there) or, as partners, days and products do,
    in the gap behind. Each gap is looked through for its two neighbours only, so that the cost is that of the text.
    Duties of one stretch share their gaps.
    """
    placed = sorted((duty for duty in duties if duty.source), key=lambda duty: duty.source.start)  # type: ignore[union-attr]
    found: list[Named] = []
    headed: set[str] = set()
    for before, duty, behind in _with_gaps(placed, len(text)):
        at = _last(text, duty.holder, *before)
        if at is not None:
            found.append(Named(at, duty.id))
            headed.add(duty.id)
        others = [*duty.with_, *duty.products, *([duty.due.text] if duty.due else [])]
        found += [Named(span, duty.id) for each in others if (span := _first(text, each, *behind)) is not None]
        if duty.id not in headed:
            at = _first(text, duty.holder, *behind) or _in_field(text, duty.holder, *behind)
            found += [Named(at, duty.id)] if at is not None else []
    return list(_apart(found))


def _with_gaps(
    placed: list[Responsibility], end: int
) -> Iterator[tuple[tuple[int, int], Responsibility, tuple[int, int]]]:
    """Each duty between the text that no duty covers before it and behind it."""
    starts = [duty.source.start for duty in placed if duty.source]
    opening = sorted(set(starts))
    following = dict(pairwise([*opening, end]))
    covered: dict[int, int] = {}
    reached = 0
    for duty in placed:
        reached = max(reached, duty.source.end if duty.source else 0)
        covered[duty.source.start if duty.source else 0] = reached
    preceding = dict(zip(opening, [0, *(covered[start] for start in opening)], strict=False))
    for start, duty in zip(starts, placed, strict=True):
        yield (preceding[start], start), duty, (covered[start], following[start])


def _last(text: str, words: str, start: int, end: int) -> Span | None:
    """Where `words` stand last in ``text[start:end]``."""
    return next(iter(deque(_places(text, words, start, end), maxlen=1)), None)


def _first(text: str, words: str, start: int, end: int) -> Span | None:
    return next(_places(text, words, start, end), None)


def _in_field(text: str, holder: str, start: int, end: int) -> Span | None:
    """The first of several bodies that a field names with more words between them: "Cơ quan chủ trì: Sở X, trong …, Sở Y"."""
    first = holder.partition(",")[0]
    labelled = (at for at in _places(text, first, start, end) if text[start : at.start].rstrip(" *\n").endswith(":"))
    return next(labelled, None) if first != holder else None


def _places(text: str, words: str, start: int, end: int) -> Iterator[Span]:
    if start < end and len(words) >= SHORTEST:
        broken = re.compile(_BETWEEN.join(map(re.escape, words.split())), re.IGNORECASE)
        yield from (Span(start=at.start(), end=at.end()) for at in broken.finditer(text, start, end))


def _apart(found: list[Named]) -> Iterator[Named]:
    ordered = sorted(found, key=lambda each: (each.span.start, -each.span.end))
    if ordered:
        yield ordered[0]
    last = ordered[0].span.end if ordered else 0
    for _, each in pairwise(ordered):
        if each.span.start >= last:
            yield each
            last = each.span.end
