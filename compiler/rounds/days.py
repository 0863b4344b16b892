"""The two days of a round, the agencies' and the coordinator's: as the text states them, the missing one by custom.

What custom supplies is written down beside it, so that no day of its own passes for the text's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from compiler.result import Period
from compiler.rounds.regimes import regimes
from compiler.rounds.slots import SHORT, Slot, contributors_due, customary_day, window, working_day
from compiler.rounds.statements import Side
from config.wording import say
from config.workdays import add_working_days, working_days_between

LISTED = 12
"""As many supplied days are listed one by one; of more, the first and the last."""
CUT_OFF = 14
"""The day of a month on which data closes (NĐ 09/2019, Điều 12)."""
NEARBY = 3
"""Days between Friday and Monday: further back the working day before belongs to another week."""
LEAST = 3
"""Working days that the coordinator has at least; the customary 20th leaves as many behind the cut-off."""

Supplied = tuple[str, Side, date]
"""The key of a round, whose day was supplied, and the day."""


def period_of(
    slot: Slot, due: date | None, consolidated: date | None, supplied: list[Supplied], issued_on: date | None
) -> Period:
    """The round of a slot with its stated days; what is missing is added to ``supplied``."""
    customary = consolidated is None
    if slot.kind == "week" and (due or consolidated):
        alone = due is None
        slot, due, consolidated = _week_days(slot, due, consolidated)
        if alone:
            supplied.append((slot.key, "contributors", due))
    if due is None and consolidated is None:
        consolidated = customary_day(slot)
        supplied.append((slot.key, "coordinator", consolidated))
    if due is None:
        assert consolidated is not None
        window_from, window_to, due = _before(slot, consolidated, issued_on, customary=customary)
        supplied.append((slot.key, "contributors", due))
    else:
        window_from, window_to = window(slot, min(due, consolidated) if consolidated else due)
        if consolidated is None:
            days = 1 if slot.kind in ("day", "week") else regimes()["customary"]["contributors_before"]
            consolidated = add_working_days(due, days)
            supplied.append((slot.key, "coordinator", consolidated))
    return Period(
        key=slot.key,
        name=slot.name,
        window_from=window_from,
        window_to=window_to,
        due=due,
        consolidated_due=consolidated,
        due_time=slot.at,
    )


def share_out(kept: Iterable[Slot], found: Iterable[Slot], owed: Mapping[str, set[str]]) -> None:
    """Adds to who owes a longer round those who owe the shorter one that it swallows: they tell of it there.

    ``owed``: by key of a slot; changed in place.
    """
    longest = {(slot.end.year, slot.end.month): slot for slot in kept if slot.kind not in SHORT}
    for slot in found:
        longer = longest.get((slot.end.year, slot.end.month))
        if longer is not None and slot.kind not in SHORT:
            owed[longer.key].update(owed[slot.key])


def pass_on(
    kept: Iterable[Slot],
    found: Mapping[str, tuple[Slot, dict[Side, date | None]]],
    owed: Mapping[str, set[str]],
) -> None:
    """Gives a longer round, for a side without a day of its own, the stated day of the shorter one that it swallows.

    ``found``: slots by key with each side's day; changed in place. "trước ngày 18 hằng tháng" is said of December too,
    where the month is told with the year. A day on the wrong side of the other's stays behind, and so does the day of
    some agencies where everybody owes the longer one.
    """
    longest = {(slot.end.year, slot.end.month): slot for slot in kept if slot.kind not in SHORT}
    for slot, dues in sorted(found.values(), key=lambda each: -each[0].months):
        longer = longest.get((slot.end.year, slot.end.month))
        if longer is None or slot.kind in SHORT or longer.key == slot.key:
            continue
        if "" in owed[longer.key] and "" not in owed[slot.key]:
            continue
        theirs = found[longer.key][1]
        for side, day in dues.items():
            both: dict[Side, date | None] = {**theirs, side: theirs.get(side) or day}
            first, last = both.get("contributors"), both.get("coordinator")
            if first is None or last is None or first <= last:
                theirs[side] = both[side]


def _week_days(slot: Slot, due: date | None, consolidated: date | None) -> tuple[Slot, date, date | None]:
    """The days of a week of which the text names a weekday: on working days, the agencies' before the coordinator's.

    The weekday of a text is one of all weeks; in a week in which it is a day off, a working day nearby takes its place.
    Where only the coordinator's is known, the agencies come the working day before, with data up to the day before that;
    where days off leave none nearby, they come on its day and it on the next.
    """
    if due is not None:
        first, last = _in_the_week(due), consolidated and _in_the_week(consolidated)
        if last is not None and consolidated is not None and last <= first:
            last = add_working_days(first, 1) if consolidated > due else first
        return slot._replace(end=min(slot.end, first - timedelta(days=1))), first, last
    assert consolidated is not None
    last = _in_the_week(consolidated)
    due = add_working_days(last, -1)
    if (last - due).days > NEARBY:
        due, last = last, add_working_days(last, 1)
    return slot._replace(end=min(slot.end, due) - timedelta(days=1)), due, last


def _in_the_week(day: date) -> date:
    """The working day for a weekday: itself, the last one before, or the next where that belongs to the week before."""
    before = working_day(day)
    return before if (day - before).days <= NEARBY + 1 else add_working_days(day, 1)


def _before(slot: Slot, consolidated: date, issued_on: date | None, *, customary: bool) -> tuple[date, date, date]:
    """Window and agencies' day of a round of which only the coordinator's day is known.

    A day that a text gives the coordinator leaves it as long after the cut-off as the customary one: due on the 15th
    itself, data closes on the 9th and not on the 14th, else nobody has a day to put the reports together. Counted by
    the calendar, so that weekends move no cut-off. Where the plan is issued too late for that, or where days off leave
    nothing, the agencies come as early as they can.
    """
    custom = regimes()["customary"]
    room = timedelta(days=max(custom["consolidated_day"] - CUT_OFF - 1, 0))
    latest = window(slot, consolidated)
    last = contributors_due(consolidated, latest[1])
    if slot.kind in ("day", "week"):
        return *latest, last
    first, to = latest if customary else window(slot, consolidated - room)
    due = contributors_due(consolidated, to)
    if working_days_between(due, consolidated) < LEAST:  # long days off stand between
        due = add_working_days(consolidated, -custom["contributors_before"])
        to = window(slot, due)[1]
    if issued_on is not None and due <= issued_on < last:
        return *latest, last
    return first, to, due


def lines_of(supplied: Iterable[Supplied]) -> list[str]:
    """One line for each side: what was supplied for it, by day."""
    days: dict[Side, list[str]] = {}
    for _, side, day in supplied:
        days.setdefault(side, []).append(day.strftime("%d/%m/%Y"))
    return [say(f"regime.supplied.{side}", days=_listed(list(dict.fromkeys(each)))) for side, each in days.items()]


def reasons_of(supplied: Iterable[Supplied]) -> list[str]:
    """Why the supplied days are these: custom and no sentence, one reason for each side."""
    return [say(f"regime.customary.{side}") for side in dict.fromkeys(side for _, side, _ in supplied)]


def _listed(days: list[str]) -> str:
    if len(days) <= LISTED:
        return ", ".join(days)
    return say("regime.supplied.many", first=", ".join(days[:3]), last=days[-1], count=len(days))
