"""Rows of a flattened table that hold more than one: what follows a whole row and has no number of its own.

Items count on below a row ("a)", or "a" alone on its line); and behind the time, where that is the last column, begins
what shares the cells merged over both: another lead of the task, or another task of the lead.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from compiler.names.acts import opens_with_act
from compiler.tables.flat_rows import LETTERED, goes_on, is_time, names_only
from compiler.text.blocks import Line
from compiler.text.manuscript import same_tone

_LETTER = re.compile(r"([a-eđg-z])[.)]?$")
_LETTERS = "abcdđeghiklmnopqrstuvxy"


class FlatRow(NamedTuple):
    """A row of a flattened table: its number's line, its other lines, and whether it is a section's title."""

    number: Line
    lines: list[Line]
    section: bool


def in_parts(row: FlatRow, kinds: list[str]) -> list[FlatRow]:
    """A row as it is, or parted where a further one begins that has no number; `kinds` are those of the columns."""
    if row.section or len(row.lines) < 2:
        return [row]
    letters = _letters(row.lines)
    cuts = sorted({*letters, *_items(row.lines), *_behind_times(row.lines, kinds)})
    if not cuts:
        return [row]
    parts = [row._replace(lines=row.lines[: cuts[0]])]
    for a, b in pairwise([*cuts, len(row.lines)]):
        first = row.lines[a]
        if a in letters:
            parts.append(FlatRow(first, row.lines[a + 1 : b], False))
        else:
            parts.append(FlatRow(Line(first.start, first.start, "", 0), row.lines[a:b], False))
    return parts


def _items(lines: list[Line]) -> list[int]:
    """Where a lettered item ("b) Đợt 2") begins behind a whole name or time: it has cells of its own."""
    return [
        at
        for at, (before, line) in enumerate(pairwise(lines), 1)
        if LETTERED.match(line.text) and (names_only(before.text) or is_time(same_tone(before.text)))
    ]


def _letters(lines: list[Line]) -> list[int]:
    """Where letters stand alone on their lines and count on from "a", words behind each."""
    found: list[int] = []
    for at, line in enumerate(lines[:-1]):
        letter = _LETTER.match(line.text)
        if at and letter is not None and letter[1] == _LETTERS[len(found) : len(found) + 1]:
            found.append(at)
    return found if found and all(len(lines[at + 1].text.split()) > 1 for at in found) else []


def _behind_times(lines: list[Line], kinds: list[str]) -> list[int]:
    """Where a name or an act stands behind a time that closes the row."""
    if not kinds or kinds[-1] != "time" or not {"task", "lead"} <= set(kinds):
        return []
    said = [same_tone(line.text) for line in lines]
    return [
        at
        for at, (before, line) in enumerate(pairwise(said), 1)
        if at > 1
        and is_time(before)
        and line[:1].isupper()
        and not goes_on(before, line)
        and (names_only(line) or opens_with_act(line))
        and any(map(is_time, said[at + 1 :]))
    ]
