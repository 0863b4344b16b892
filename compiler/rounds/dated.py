"""Duties with a day of their own that no round stands near: the day triggers nothing, the next round asks afterwards.

A request is sent by rounds only. A duty due on 30/4 in a plan that reports each quarter is asked about with the
report of June; that is said before the launch (D246) and in the rehearsal, with the round to add.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from compiler.result import Due, Role
from compiler.rounds.statements import due_on
from config.wording import say
from config.workdays import working_days_between

NEAR = 5
"""Working days from a duty's day to the due date of the round that asks about it, above which it waits too long."""


class Waiting(NamedTuple):
    """A duty's day and the round that asks about it: its name and due date."""

    id: str
    holder: str
    day: date
    round_name: str
    round_due: date


def own_days(due: Due | None, roles: Iterable[str], *, before_is_inclusive: bool = True) -> list[date]:
    """The fixed days on which a duty falls due, in order; none for a report, whose days are rounds."""
    if due is None or {Role.REPORT, Role.CONSOLIDATE} & set(roles):
        return []
    parts = [due.model_copy(update={"rule": part}) for part in due.rule.split("+")]
    days = {due_on(part, before_is_inclusive=before_is_inclusive) for part in parts}
    return sorted(day for day in days if day)


def waiting(id_: str, holder: str, days: Iterable[date], rounds: Iterable[tuple[str, date]]) -> list[Waiting]:
    """The days more than NEAR working days before the next round's due date. ``rounds``: (name, due date) of each that
    asks about the duty. A day after the last round is none: that no round reaches it is D217."""
    found = []
    for day in days:
        coming = [(due, name) for name, due in rounds if due >= day]
        if coming and working_days_between(day, min(coming)[0]) > NEAR:
            due, name = min(coming)
            found.append(Waiting(id_, holder, day, name, due))
    return found


def by_day(found: Iterable[Waiting]) -> Mapping[tuple[date, date], Sequence[Waiting]]:
    """Those of one day and one round together, by day."""
    together: dict[tuple[date, date], list[Waiting]] = {}
    for each in sorted(found, key=lambda each: (each.day, each.round_due)):
        together.setdefault((each.day, each.round_due), []).append(each)
    return together


def told(found: Iterable[Waiting]) -> str:
    """ "R2 (Sở Y tế) hạn 30/04/2027, kỳ hỏi tới: Báo cáo quý II/2027 (hạn 20/06/2027); …"."""
    return "; ".join(
        say(
            "dated.waiting",
            duties=", ".join(dict.fromkeys(f"{each.id} ({each.holder})" for each in some)),
            day=f"{day:%d/%m/%Y}",
            round=some[0].round_name,
            due=f"{due:%d/%m/%Y}",
        )
        for (day, due), some in by_day(found).items()
    )
