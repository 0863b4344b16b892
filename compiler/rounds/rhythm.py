"""Duties that come again by a period of their own, which no round keeps: "trao đổi thông tin trước ngày 05 hằng tháng".

Rounds are drafted for reports. What else is due on a day of each month, or is handed over as a report by the week, is
asked for by no round of its own; the check says so (D261).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from compiler.result import Period, Responsibility
from compiler.rounds.dated import REPORTS, waiting
from compiler.rounds.slots import slots, working_day
from compiler.rounds.statements import Statement, before, period_parts
from compiler.text.manuscript import same_tone
from compiler.when.due import read_due

_LONGEST = {"week": 11, "month": 45, "quarter": 110, "half": 200, "nine": 300, "year": 400}
"""Days of which a round may tell to be one of such a period: the first and last of a plan's year are longer than others."""
_REPORT = re.compile(r"(?<!\w)báo cáo(?!\w)", re.IGNORECASE)


class Rhythm(NamedTuple):
    """A period of a duty as a word of Statement, the days that it names, and its phrase."""

    word: str
    days: tuple[str, ...]
    phrase: str


class Missed(NamedTuple):
    """A rhythm that no round keeps, and the first day on which nobody asks."""

    phrase: str
    day: date


def missed(duty: Responsibility, rounds: Sequence[Period], first: date, *, inclusive: bool = True) -> list[Missed]:
    """The rhythms of a duty that no round keeps. ``rounds``: those that ask about it. ``first``: the day from which
    they are asked for."""
    last = max((period.due for period in rounds), default=first)
    found = []
    for rhythm in rhythms(duty):
        days = [day for day in _days(rhythm, first, last, inclusive=inclusive) if first <= day <= last]
        unasked = _between(duty, days, rounds) if rhythm.days else [] if _kept(rhythm, rounds) else days
        if unasked:
            found.append(Missed(rhythm.phrase, unasked[0]))
    return found


def rhythms(duty: Responsibility) -> Iterator[Rhythm]:
    """The periods of a duty: those with a day, and those of what it hands over as a report, in its due or its product
    ("Báo cáo hằng tuần")."""
    handed = [product for product in duty.products if _REPORT.search(product)]
    of_products = [
        Rhythm(word, days, product)
        for product in handed
        if (found := read_due(product, same_tone(product), year=None))
        for word, days in period_parts(found.due.rule)
    ]
    told = bool(REPORTS & set(duty.roles)) or (bool(handed) and not of_products)
    if duty.due:
        for word, days in period_parts(duty.due.rule):
            if days or told:
                yield Rhythm(word, days, duty.due.text)
    yield from of_products


def _days(rhythm: Rhythm, first: date, last: date, *, inclusive: bool) -> list[date]:
    """The days of a rhythm in the years of the rounds; where it names none, the working days by which its periods end."""
    statement = Statement("contributors", rhythm.word, rhythm.days, rhythm.phrase)
    return sorted(
        before(due, rhythm.phrase, inclusive) if due else working_day(slot.end)
        for year in range(first.year - 1, last.year + 1)
        for slot, due in slots(statement, year)
    )


def _between(duty: Responsibility, days: Sequence[date], rounds: Sequence[Period]) -> list[date]:
    """The days that no round stands near; a report's is asked for in the month of its day (DOMAIN 4.3: the month is told
    with the quarter)."""
    if REPORTS & set(duty.roles):
        months = {(due.year, due.month) for each in rounds for due in (each.due, each.consolidated_due) if due}
        return [day for day in days if (day.year, day.month) not in months]
    dues = [(each.name, each.due, each.consolidated_due) for each in rounds]
    return [each.day for each in waiting(duty.id, duty.holder, duty.roles, days, dues)]


def _kept(rhythm: Rhythm, rounds: Sequence[Period]) -> bool:
    """Whether some round tells of no longer than such a period; the days of a daily one are asked about (D218)."""
    longest = _LONGEST.get(rhythm.word)
    return longest is None or any((each.window_to - each.window_from).days < longest for each in rounds)
