"""Numbers alone on their lines that count the rows of a flattened table, as far apart as those of pages may stand.

They follow the head of a table whose first title is the number's ("TT", "STT"): 1, 2, 3, with the row's words between.
A page's number that stands among them breaks a cell or stands above the row's own.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from compiler.names.acts import opens_with_act
from compiler.tables.columns import kinds_of_titles
from compiler.tables.flat_heads import INDEX, numbered_head
from compiler.tables.flat_rows import is_time, names_only
from compiler.text.blocks import Line
from compiler.text.manuscript import same_tone

_NUMBER = re.compile(r"\d{1,3}")
MOST_LINES = 120
"""Lines of a row, with the number of a page among them."""
LONGEST_HEAD = 200
"""Letters of a head that stands on one line."""


def row_numbers(lines: list[Line], numbers: list[int]) -> set[int]:
    """Which of the lines that are nothing but a number (indexes, ascending) count the rows of a table."""
    found: set[int] = set()
    if len(numbers) < 2:
        return found
    for at, line in enumerate(lines):
        if len(line.text) > LONGEST_HEAD or at in found:
            continue
        barred = at > 0 and lines[at - 1].text == "|"
        if INDEX.match(line.text) and not barred:
            titles, begin = numbered_head(lines, at)
            kinds = kinds_of_titles([" ".join(one.text for one in title) for title in titles])
            if {"task", "lead"} <= set(kinds) and begin < len(lines) and lines[begin].text == "1":
                found |= _counting_from(lines, numbers, begin)
    return found


def _counting_from(lines: list[Line], numbers: list[int], first: int) -> set[int]:
    """The numbers that count on by one from line `first`, which is 1."""
    rows = [first]
    while True:
        wanted, after = str(len(rows) + 1), str(len(rows) + 2)
        near = numbers[bisect_right(numbers, rows[-1]) : bisect_right(numbers, rows[-1] + MOST_LINES)]
        behind = next((one for one in near if lines[one].text == after), None)
        places = [one for one in near if lines[one].text == wanted and (behind is None or one < behind)]
        row = next((one for one in places if _opens_row(lines, one)), None)
        if row is None:
            return set(rows)
        rows.append(row)


def _opens_row(lines: list[Line], at: int) -> bool:
    """Whether a number stands before the words of a task, behind a cell that is whole."""
    if at + 1 >= len(lines) or _NUMBER.fullmatch(lines[at + 1].text):
        return False
    below, above = same_tone(lines[at + 1].text), same_tone(lines[at - 1].text)
    if below[:1].islower() or names_only(below) or is_time(below):
        return False
    return opens_with_act(below) or names_only(above) or is_time(above)
