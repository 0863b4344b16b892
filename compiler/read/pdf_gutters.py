"""White space between the words of PDF lines: the gutters that part a table's columns. Lengths are points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil, floor

from compiler.read.pdf_words import Line, Word

Span = tuple[float, float]
"""From and to, left to right."""
LEAST = 5.0
LEAST_SHARE = 0.45
"""A gutter's least width, in points and in letter heights: a space of the fonts in use is 0.25 to 0.35 em."""
RICH = 0.9
"""White space, in letter heights, that seldom stands between two words of a sentence; two of them make a line rich."""
NARROW = 8.0
"""Points below which white space is not measured further: it keeps pages of prose cheap."""
LEADER = re.compile(r"\.{4,}|…{2,}|_{4,}")
"""What leads the eye to a page number, or is to be filled in."""
MOST = 40
"""Gutters of a table; more are a drawing made of letters."""
WIDEST = 14_400
"""Points of the widest page (ISO 32000-1, annex C.2)."""
STRAY = 0.1
"""Share of the rows whose merged cells may cross a gutter."""


def least(line: Line) -> float:
    """The white space from which words of `line` may stand in two columns."""
    return max(LEAST, LEAST_SHARE * line.height)


def spaces(line: Line, limit: float) -> list[Span]:
    """The white spaces of at least `limit` between the words of `line`."""
    return [(a.x1, b.x0) for a, b in pairwise(line.words) if b.x0 - a.x1 >= limit]


def stretches(line: Line) -> list[list[Word]]:
    """The words of `line` in groups that no gutter could part."""
    limit = least(line)
    found = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if word.x0 - before.x1 >= limit:
            found.append([])
        found[-1].append(word)
    return found


def rich(line: Line) -> bool:
    """Whether the white spaces of a line part three columns."""
    wide = spaces(line, NARROW)
    if len(wide) < 2:
        return False
    limit = RICH * line.height
    return sum(b - a >= limit for a, b in wide) > 1 and not LEADER.search(line.text)


def less(free: Iterable[Span], line: Line) -> tuple[list[Span], int]:
    """What the words of `line` leave of the `free` spaces, given left to right, and how many of them are gone."""
    limit = least(line)
    kept: list[Span] = []
    gone = first = 0
    for left, right in free:
        while first < len(line.words) and line.words[first].x1 <= left:
            first += 1
        begin, before, at = left, len(kept), first
        while at < len(line.words) and line.words[at].x0 < right:
            if line.words[at].x0 - begin >= limit:
                kept.append((begin, line.words[at].x0))
            begin = max(begin, line.words[at].x1)
            at += 1
        if right - begin >= limit:
            kept.append((begin, right))
        gone += len(kept) == before
    return kept, gone


def gutters(lines: Sequence[Line], head: Sequence[Line]) -> list[Span]:
    """The gutters that (nearly) all `lines` leave free and that the titles in `head` do not fill.

    The lowest titles are looked at first: one that stands over several columns crosses the gutter between theirs.
    """
    limit = max(least(line) for line in lines)
    votes = [[(words[0].x0, words[-1].x1) for words in stretches(line)] for line in lines]
    filled: list[Span] = []
    found = _free(votes, filled, limit)
    if len(found) > MOST:
        return []
    for line in reversed(head):
        titles = [(words[0].x0, words[-1].x1) for words in stretches(line)]
        filled += [title for title in titles if not crossed(title, found)]
        found = _free(votes, filled, limit)
    return _titled(found, [span for vote in votes for span in vote], filled) if filled else found


def column_of(x: float, between: Sequence[Span]) -> int:
    """The column in which the place `x` lies."""
    return sum(x > (left + right) / 2 for left, right in between)


def _titled(between: Sequence[Span], words: Sequence[Span], titles: Sequence[Span]) -> list[Span]:
    """The gutters without those between a title and the column that it heads: narrow figures under a wide title."""
    filled = {column_of((a + b) / 2, between) for a, b in words}
    headed = {column_of((a + b) / 2, between) for a, b in titles}
    return [
        gutter
        for at, gutter in enumerate(between)
        if {at, at + 1} & filled == {at, at + 1} & headed or not {at, at + 1} <= filled ^ headed
    ]


def crossed(stretch: Span, between: Sequence[Span]) -> list[int]:
    """The places of the gutters that a stretch of words fills, with less than a gutter left on its sides."""
    return [
        at
        for at, (a, b) in enumerate(between)
        if max(a, stretch[0]) < b and max(stretch[0] - a, b - stretch[1]) < LEAST and stretch[1] > a
    ]


def _free(votes: Sequence[Sequence[Span]], filled: Sequence[Span], limit: float) -> list[Span]:
    """Spaces of at least `limit` with words on both sides, crossed by few of the `votes` and by none of `filled`."""
    spans = [span for vote in votes for span in vote] + list(filled)
    left, right = min(a for a, _ in spans), max(b for _, b in spans)
    if not right - left <= WIDEST:
        return []
    low, high = floor(left), ceil(right) + 1
    cover, width = [0] * (high - low + 1), [0] * (high - low + 1)
    for vote in votes:
        width[int(vote[0][0]) - low] += 1
        width[round(vote[-1][1]) - low] -= 1
        for a, b in vote:
            cover[round(a) - low] += 1
            cover[max(round(b), round(a) + 1) - low] -= 1
    for a, b in filled:
        cover[round(a) - low] += len(votes)
        cover[max(round(b), round(a) + 1) - low] -= len(votes)
    found: list[Span] = []
    begun: int | None = None
    across = under = 0
    for at in range(high - low):
        across += cover[at]
        under += width[at]
        if across <= STRAY * under or not across:
            begun = at if begun is None else begun
            continue
        if begun is not None and at - begun + 1 > limit and begun:
            found.append((float(begun + low), float(at + low)))
        begun = None
    return found
