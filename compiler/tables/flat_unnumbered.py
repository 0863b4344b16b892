"""Flattened tables whose rows have no numbers: where a row ends is judged by what each column holds, as its cells are."""

from __future__ import annotations

import re

from compiler.names.acts import opens_with_act
from compiler.tables.columns import kind_of_title, kinds_of_titles, starts_title
from compiler.tables.flat_rows import LETTERED, LONGEST, fits, is_open, seam
from compiler.text.blocks import Line
from compiler.text.manuscript import same_tone

MOST_LINES = 400
HEAD_LINES = 12
LONGEST_HEAD = 160
LONGEST_TASK = 12
LEAST_SCORE = 2.5
"""Of a row, on the average: below it the lines are no table."""
_LOST = -1e9
_SECTION = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])[.)]?(?:\s+\S|$)")


def head_without_number(lines: list[Line], position: int) -> tuple[list[list[Line]], int]:
    """The titles of the columns, each with its lines, of a head that begins with the title of the tasks, or of who
    or when; and the index behind it. No titles where none is a holder's."""
    first = lines[position].text
    if " " in first and len(first) < LONGEST_HEAD and starts_title(same_tone(first), ""):
        beside = titles_in(lines[position], 0)
        kinds = kinds_of_titles([title[0].text for title in beside])
        if len(kinds) > 1 and kinds[0] == "task" and "lead" in kinds:
            return beside, position + 1
    if kind_of_title(first) in {"", "index"} or len(first) > 40 or not starts_title(same_tone(first), ""):
        return [], position
    titles = [[lines[position]]]
    at = position + 1
    for line in lines[at : at + HEAD_LINES]:
        before = " ".join(one.text for one in titles[-1])
        said = same_tone(line.text)
        if opens_with_act(said) and not kind_of_title(said):
            break  # "Tổ chức hội thi" is a task
        if len(said) < 40 and kind_of_title(said) and starts_title(said, before):
            titles.append([line])
        elif len(before) < 40 and (
            (said[:1].islower() and not LETTERED.match(said))
            or (not kind_of_title(before) and before.isupper() == said.isupper())
        ):
            titles[-1].append(line)
        elif len(said) < 30 and starts_title(said, before):
            titles.append([line])
        else:
            break
        at += 1
    kinds = kinds_of_titles([" ".join(line.text for line in title) for title in titles])
    whole = (
        {"task", "lead"} <= set(kinds)
        and "index" not in kinds
        and (kinds[0] == "task" or (len(set(kinds)) == len(kinds) and "" not in kinds))
    )
    return (titles, at) if whole else ([], position)


def titles_in(line: Line, start: int) -> list[list[Line]]:
    """Titles that share the line with the number's: "STT Nhiệm vụ Cơ quan chủ trì Thời gian"."""
    cuts: list[int] = []
    for word in re.finditer(r"\S+", line.text[start:]):
        at = start + word.start()
        before = line.text[cuts[-1] : at].strip() if cuts else ""
        if not cuts or (word[0][0].isupper() and starts_title(same_tone(line.text[at:]), before)):
            cuts.append(at)
    pieces = zip(cuts, [*cuts[1:], len(line.text)], strict=True)
    return [
        [Line(line.start + a, line.start + len(line.text[:b].rstrip()), line.text[a:b].strip(), 0)] for a, b in pieces
    ]


def rows_without_numbers(lines: list[Line], kinds: list[str]) -> list[list[list[Line]]] | None:
    """The rows of `lines` by column, a section's title as a row of one cell; None where they are no such table."""
    rows: list[list[list[Line]]] = []
    parts: list[list[Line]] = [[]]
    for line in lines:
        if _SECTION.match(line.text) and not (parts[-1] and is_open(parts[-1][-1].text)):
            parts.append([])
        parts[-1].append(line)
    score = 0.0
    for number, part in enumerate(parts):
        title = _title(part) if number else 0
        if title:
            rows.append([part[:title]])
        found, own = _split(part[title:], kinds)
        rows += found
        score += own
    count = sum(len(row) > 1 for row in rows)
    return rows if count > 1 and score >= LEAST_SCORE * count else None


def _title(part: list[Line]) -> int:
    """How many lines of a part are its section's title."""
    end = 1 if " " in part[0].text else 2
    while end < len(part) and part[end].text[0].islower():
        end += 1
    return end


def _split(lines: list[Line], kinds: list[str]) -> tuple[list[list[list[Line]]], float]:
    said = tuple(same_tone(line.text) for line in lines)
    count, width = len(said), len(kinds)
    best = [[_LOST] * (width + 1) for _ in range(count + 1)]
    came = [[0] * (width + 1) for _ in range(count + 1)]
    best[0][0] = 0.0
    for end in range(count + 1):
        if end and best[end][width] > best[end][0]:
            best[end][0] = best[end][width]
        for column, kind in enumerate(kinds):
            longest = LONGEST_TASK if kind == "task" else LONGEST.get(kind, LONGEST_TASK)
            for start in range(max(0, end - longest), end + 1):
                before = best[start][column]
                if before <= _LOST / 2 or (kind == "task" and start == end):
                    continue
                score = before + fits(kind, said[start:end]) + seam(said, start, end)
                if score > best[end][column + 1]:
                    best[end][column + 1], came[end][column + 1] = score, start
        if end and best[end][width] > best[end][0]:
            best[end][0] = best[end][width]
        for column, kind in enumerate(kinds[: kinds.index("task")]):
            score = best[end][column] + fits(kind, ())  # a row may begin with cells merged with those above
            if score > best[end][column + 1]:
                best[end][column + 1], came[end][column + 1] = score, end
    if not count or best[count][width] <= _LOST / 2:
        return [], 0.0
    rows: list[list[list[Line]]] = []
    end = count
    while end:
        cells: list[list[Line]] = []
        for column in range(width, 0, -1):
            start = came[end][column]
            cells.append(lines[start:end])
            end = start
        rows.append(cells[::-1])
    return rows[::-1], best[count][width]
