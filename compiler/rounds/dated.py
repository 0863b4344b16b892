"""Duties with a day of their own that no round stands near: the day triggers nothing, the next round asks afterwards.

A request is sent by rounds only. A duty due on 30/4 in a plan that reports each quarter is asked about with the
report of June, be it a report or not; that is said before the launch (D246) and in the rehearsal, with the round to add.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from compiler.result import Due, Period, Responsibility, Role
from compiler.rounds.slots import working_day
from compiler.rounds.statements import after_issue, due_on
from config.wording import say
from config.workdays import add_working_days, working_days_between

REPORTS = frozenset({Role.REPORT, Role.CONSOLIDATE})
NEAR = 5
"""Working days from a duty's day to the due date of the round that asks about it, above which it waits too long."""


class Waiting(NamedTuple):
    """A duty's day and the round that asks about it: its name and due date."""

    id: str
    holder: str
    day: date
    round_name: str
    round_due: date


def all_days(due: Due, text: str, issued_on: date | None, *, inclusive: bool = True) -> list[date]:
    """Every fixed day of a due, a report's too, in order.

    "trong 10 ngày kể từ ngày nhận Kế hoạch này" is a day too, counted from the day of issue.
    """
    if counted := after_issue(due, text, issued_on):
        return [counted]
    parts = [due.model_copy(update={"rule": part}) for part in due.rule.split("+")]
    days = {due_on(part, before_is_inclusive=inclusive) for part in parts}
    return sorted(day for day in days if day)


def asks_about(period: Period, duty: Responsibility) -> bool:
    """Whether a round asks about a duty: everybody's, or that of some (Period.holders)."""
    return not period.holders or bool({duty.id, duty.holder} & set(period.holders))


def closes_with(day: date, rounds: Iterable[Period]) -> bool:
    """Whether a day is the last of a year that a round in December tells about: the report on 2030, asked for by 15/12,
    tells of what is due "đến năm 2030" (31/12), since its data close on the 14th (Nghị định 09/2019/NĐ-CP, Điều 12)."""
    ends = (day.month, day.day) == (12, 31)
    return ends and any((each.window_to.year, each.window_to.month) == (day.year, 12) for each in rounds)


def year_unasked(due: Due | None, rounds: Iterable[Period]) -> int | None:
    """The first year of a duty's work after the last that a round tells about; None where the rounds reach it.

    "Năm 2026" is that year, "Năm 2026 và các năm tiếp theo" it and those that follow. A year before the rounds is told
    by the first of them.
    """
    parts = due.rule.split("+") if due else []
    years = [int(part.partition(":")[2]) for part in parts if part.startswith("year:")]
    last = max((period.window_to.year for period in rounds), default=None)
    if not years or last is None:
        return None
    goes_on = last + 1 if "yearly" in parts and last <= max(years) else None
    return min((year for year in years if year > last), default=goes_on)


def rounds_of_own_days(
    duties: Iterable[Responsibility], issued_on: date | None, *, inclusive: bool = True
) -> list[Period]:
    """One round for each day that duties have of their own, asking those duties only: the rounds of a plan whose work
    is dated and that reports by no period, as an election's. A day before the issue has none.
    """
    asked: dict[date, list[str]] = {}
    for duty in duties:
        if duty.due is None or duty.exception_channel:
            continue
        for day in all_days(duty.due, duty.text, issued_on, inclusive=inclusive):
            if issued_on is None or day > issued_on:
                asked.setdefault(day, []).append(duty.id)
    return [
        Period(
            key=f"D{day:%Y%m%d}",
            name=say("check.round.name", day=day.strftime("%d/%m/%Y")),
            window_from=min(issued_on or date(day.year, 1, 1), day - timedelta(days=1)),
            window_to=day - timedelta(days=1),
            due=day,
            consolidated_due=add_working_days(day, 1),
            label="chuyên đề",
            holders=asked[day],
        )
        for day in sorted(asked)
    ]


def waiting(
    id_: str, holder: str, roles: Iterable[str], days: Iterable[date], rounds: Sequence[tuple[str, date, date | None]]
) -> list[Waiting]:
    """The days more than NEAR working days before the next round's due date. ``rounds``: (name, due date, the
    coordinator's) of each that asks about the duty. A day after the last round is none: that no round reaches it is D217.

    A report has its round where one is due on its day, or on the working day before a day off; who puts reports together
    has it on the coordinator's.
    """
    reports, consolidates = bool(REPORTS & set(roles)), Role.CONSOLIDATE in set(roles)
    dues = [(due, name) for name, due, _ in rounds]
    dues += [(last, name) for name, _, last in rounds if consolidates and last]
    found = []
    for day in days:
        coming = [(due, name) for due, name in dues if due >= (working_day(day) if reports else day)]
        if coming and working_days_between(day, max(day, min(coming)[0])) > NEAR:
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
