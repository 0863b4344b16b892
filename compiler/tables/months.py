"""Tables whose columns are the months or quarters of a year: the marked ones are the time of a row.

Plans of work set "T1 | T2 | … | T12" or "Quý I | … | Quý IV" beside their tasks and put a sign where something is done.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from itertools import groupby

from compiler.tables.columns import HEADS_AMONG, kind_of_title
from compiler.tables.marks import Legend, Part, is_empty
from compiler.text.blocks import Block

FEWEST = 3
"""Columns of months, or quarters, side by side."""
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_ABOVE = (
    r"(?:(?P<above>(?:thời gian|thời điểm|tiến độ|lộ trình|các tháng|tháng|các quý|quý|năm|(?:dự kiến|kế hoạch|thực hiện)\s[^:]{0,20}?năm)"
    r"(?!\w)[^:]{0,40}?)\s+)?\(?"
)
_MONTH = re.compile(
    rf"{_ABOVE}(?P<said>tháng\s*|th?\.?\s?)?(?P<n>0?[1-9]|1[0-2])(?:\s*/\s*(?P<year>20\d\d))?\)?$", re.I
)
_QUARTER = re.compile(
    rf"{_ABOVE}(?P<said>qu[ýí]\s*|q\.?\s?)?(?P<n>[1-4]|I{{1,3}}|IV)(?:\s*/\s*(?P<year>20\d\d))?\)?$", re.I
)
_MONTHLY, _QUARTERLY = re.compile(r"(?<!\w)tháng(?!\w)", re.I), re.compile(r"(?<!\w)qu[ýí](?!\w)", re.I)
_WHEN = re.compile(
    r"(?:thời gian|thời điểm|tiến độ|lộ trình|năm|(?:dự kiến|kế hoạch|thực hiện)\s[^:]*?năm)(?!\w)", re.I
)
"""A word above the columns of several, of which figures alone then are months."""
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_AMOUNT = re.compile(r"\d{1,3}(?:[.,]\d{1,3})*(?:\s*[-–]\s*\d{1,3}(?:[.,]\d{1,3})*)?(?:\s*%)?$")
"""How much is to be done in a quarter: "15", "2.500", "10-15", "50%"."""
_DAYS = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:\s*[-–,]\s*(?:0?[1-9]|[12]\d|3[01]))*$")


def gather_months(table: Block) -> None:
    """Give a table with columns of months, or of quarters, one column of time instead, before what they are: each row's
    says the marked ones ("Tháng 1-3; Tháng 6"); a figure in a quarter is how much is to be done in it, no day. Where
    a cell says more it is kept as it stands, so that no day is read across cells: "T3: 15" is a time that the coordinator
    sees and no 15 March.

    A table with another column for the time, or with fewer than three such columns, stays as it is.
    """
    for at, row in enumerate(table.rows[:HEADS_AMONG]):
        found = month_columns([cell.key.strip() for cell in row])
        if found is None:
            continue
        spans, quarters = found
        first, last, width = min(spans), max(spans), len(row)
        others = [cell for column, cell in enumerate(row) if column not in spans]
        if any(kind_of_title(cell.key) == "time" for cell in others):
            return
        counted = quarters or _counts([below for below in table.rows[at + 1 :] if len(below) == width], spans)
        title = Block("", "para", "Thời gian", _places("Thời gian", row[first]))
        for n, below in enumerate(table.rows):
            if n < at:
                continue
            if len(below) != width:
                table.rows[n] = _whom_and_what(below)
                continue
            cell = title if n == at else _time(below, spans, quarters=quarters, counted=counted)
            table.rows[n] = [*below[:first], cell, *below[last + 1 :]]
        del table.rows[:at]
        return


def _whom_and_what(row: list[Block]) -> list[Block]:
    """The cells of a row that lost some of them: which month a mark stood in nobody can say, so that its task beside a
    name is left to be asked about."""
    filled = [cell for cell in row if len(cell.text.split()) > 1]
    return filled[:2] if filled else row[:2]


def month_columns(titles: list[str]) -> tuple[dict[int, tuple[int, str]], bool] | None:
    """The columns of a head that months stand over, side by side and in order, each with its month and year; whether they
    are quarters. Bare figures are months where a word above the first of them says so."""
    for known, quarters in ((_MONTH, False), (_QUARTER, True)):
        run: dict[int, tuple[int, str]] = {}
        worded = False
        for at, title in enumerate(titles):
            match = _over(known.match(title), quarters=quarters)
            number = 0 if match is None else _number(match["n"])
            before = run[at - 1][0] if at - 1 in run else 0
            follows = not run or (
                before and (number == before + 1 or (number == 1 and before == (4 if quarters else 12)))
            )
            if match is None or not follows:
                if len(run) >= FEWEST and worded:
                    break
                run, worded = {}, False
            if match is not None:
                above = match["above"] or ""
                year = _YEAR.search(above)
                goes_on = run[at - 1][1] if run and number > run[at - 1][0] else ""
                run[at] = (number, match["year"] or (year[0] if year else goes_on))
                worded = worded or bool(match["said"]) or _names(match, quarters=quarters)
        if len(run) >= FEWEST and worded:
            return run, quarters
    return None


def _number(said: str) -> int:
    return _ROMAN.get(said.upper(), 0) or int(said)


def _over(match: re.Match[str] | None, *, quarters: bool) -> re.Match[str] | None:
    """The `match` of a title, unless a word above speaks of the other sort: "Năm 2026 / Quý 1" is no month."""
    other = _MONTHLY if quarters else _QUARTERLY
    return None if match is None or other.search(match["above"] or "") else match


def _names(match: re.Match[str], *, quarters: bool) -> bool:
    """Whether what stands above a bare figure says that it is a month, or a quarter."""
    above = match["above"] or ""
    if (_QUARTERLY if quarters else _MONTHLY).search(above):
        return True
    return _WHEN.match(above) is not None and (not quarters or not match["n"].isdecimal())


def _counts(rows: list[list[Block]], spans: dict[int, tuple[int, str]]) -> bool:
    """Whether the figures under months say how much: one of them is no day."""
    said = [row[at].key.strip() for row in rows for at in spans]
    return any(_AMOUNT.match(one) and not _DAYS.match(one) for one in said)


def _time(row: list[Block], spans: dict[int, tuple[int, str]], *, quarters: bool, counted: bool) -> Block:
    """The time of a row as one cell, each letter of it placed in the cell that it comes from; where figures are `counted`
    one is as good as a mark."""
    filled = [at for at in spans if not is_empty(row[at].key)]
    if len({row[at].text for at in spans}) == 1 and len({cell.text for cell in row if cell.text}) == 1:
        return row[min(spans)]  # a section's title, said again in each of its cells
    legend = Legend()
    if all(legend.read(row[at].key) is Part.MARKED or (counted and _AMOUNT.match(row[at].key)) for at in filled):
        said = [(_said(run, spans, quarters=quarters), row[run[0]]) for run in _runs(filled, spans)]
    else:
        letter = "Q" if quarters else "T"
        said = [(f"{letter}{spans[at][0]}: {row[at].text}", row[at]) for at in filled]
    text = "; ".join(words for words, _ in said)
    places = array("l")
    for words, cell in said:
        places.extend(_places(f"; {words}" if places else words, cell))
    return Block("", "para", text, places or array("l", row[min(spans)].offsets[:1]))


def _runs(filled: list[int], spans: dict[int, tuple[int, str]]) -> Iterator[list[int]]:
    """The marked columns that stand side by side in one year."""
    for _, run in groupby(enumerate(filled), key=lambda one: (one[1] - one[0], spans[one[1]][1])):
        yield [column for _, column in run]


def _said(run: list[int], spans: dict[int, tuple[int, str]], *, quarters: bool) -> str:
    """The words for columns side by side: "Tháng 1-3", "Quý II/2026"."""
    word = "Quý" if quarters else "Tháng"
    (first, _), (last, year) = spans[run[0]], spans[run[-1]]
    numbers = str(first) if first == last else f"{first} - {word.lower()} {last}"
    return f"{word} {numbers}{f'/{year}' if year else ''}"


def _places(words: str, cell: Block) -> array[int]:
    at = cell.offsets[0] if cell.offsets else 0
    return array("l", [at] * len(words))
