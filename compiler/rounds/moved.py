"""A plan of another year, moved: the same duties and customary days in the year that is asked for."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, NamedTuple

from compiler.planfile.model import PlanFile
from compiler.result import Period
from compiler.rounds.regime import draft_year
from compiler.rounds.slots import shift
from config.wording import say
from config.workdays import add_working_days, is_working_day

_DATE = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
_RULE_YEAR = re.compile(r"\byear:(\d{4})\b")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\d{4}$|\D|$)")


def own_year(file: PlanFile) -> int | None:
    """The year that a plan file is for: the plan's, else that of its issue."""
    return file.plan.year or (file.plan.issued_on.year if file.plan.issued_on else None)


def moved(file: PlanFile, year: int) -> PlanFile:
    """``file`` for another year; ``file`` itself stays as it is, and so do number and day of issue: they are facts.
    Only towards an earlier year does the day of issue move too.

    Rounds as custom or the text drafts them are drafted anew, with the working days of the new year. What a person
    wrote moves by the difference in years; 29 February becomes the 28th, and a due date that falls on a day off goes
    back to the working day before it, as long as that lies after the data window. Raises ValueError for a plan without
    a year.
    """
    own = own_year(file)
    if own is None:
        raise ValueError("a plan without a year cannot be moved")
    if year == own:
        return file
    by = year - own
    plain = file.model_dump(by_alias=True)
    title = file.plan.title or ""
    plain["plan"] |= {"year": year, "title": f"{title} {say('moved.title', year=year, own=own)}".strip()}
    if by < 0 and file.plan.issued_on:
        plain["plan"]["issued_on"] = shift(file.plan.issued_on, 12 * by)  # it cannot be issued after its own year
    for duty in plain["responsibilities"]:
        if duty["due"]:
            duty["due"]["rule"] = moved_rule(duty["due"]["rule"], by)
    there = file.replaced(plain)
    if file.regime is not None:
        plain["regime"]["periods"] = [each.model_dump(by_alias=True) for each in _periods(file, there, by)]
    return file.replaced(plain)


class MovedDay(NamedTuple):
    """A round whose due date is not simply the same day of the other year: that day, and the one that it got."""

    name: str
    same_day: date
    due: date

    def said(self) -> str:
        """ "Báo cáo quý I/2026: Chủ nhật, 15/03/2026 chuyển thành Thứ Sáu, 13/03/2026"."""
        return say("moved.day", name=self.name, was=_weekday(self.same_day), now=_weekday(self.due))


def moved_days(file: PlanFile, there: PlanFile, by: int) -> list[MovedDay]:
    """The rounds of ``there`` (``file`` moved by so many years) that are due on another day than before."""
    if file.regime is None or there.regime is None:
        return []
    same = {_shifted(each.key, by): shift(each.due, 12 * by) for each in file.regime.periods}
    return [
        MovedDay(each.name, same[each.key], each.due)
        for each in there.regime.periods
        if each.key in same and same[each.key] != each.due
    ]


def _weekday(day: date) -> str:
    return f"{say(f'web.weekday.{day.isoweekday()}')}, {day:%d/%m/%Y}"


def moved_rule(rule: str, by: int) -> str:
    """A due rule with its dates and years moved by so many years."""
    rule = _DATE.sub(lambda match: shift(date.fromisoformat(match[1]), 12 * by).isoformat(), rule)
    return _RULE_YEAR.sub(lambda match: f"year:{int(match[1]) + by}", rule)


def _periods(file: PlanFile, there: PlanFile, by: int) -> list[Period]:
    """The rounds in the other year: drafted anew where they are as drafted, else moved."""
    assert file.regime is not None
    years = {period.window_to.year for period in file.regime.periods}
    here = {each.key: each for year in years for each in _drafted(file, year)}
    anew = {each.key: each for year in years for each in _drafted(there, year + by)}
    found: dict[str, Period] = {}
    for period in file.regime.periods:
        key = _shifted(period.key, by)
        if key in anew and _days(here.get(period.key)) == _days(period):
            taken = anew[key].model_copy(update={"name": _shifted(period.name, by), "label": period.label})
        else:
            taken = _moved(period, key, by)
        if is_working_day(period.due):
            taken = _on_working_day(taken)
        found[key] = taken
    return list(found.values())


def _drafted(file: PlanFile, year: int) -> list[Period]:
    assert file.regime is not None
    preset, inclusive = file.regime.preset or "custom", file.policy.before_is_inclusive
    return draft_year(file.plan, file.responsibilities, file.coordinator, preset, year, before_is_inclusive=inclusive)


def _days(period: Period | None) -> dict[str, Any] | None:
    return period.model_dump(exclude={"label", "name", "levels"}) if period else None


def _moved(period: Period, key: str, by: int) -> Period:
    days = {
        field: shift(day, 12 * by)
        for field in ("window_from", "window_to", "due", "consolidated_due")
        if (day := getattr(period, field))
    }
    levels = {level: shift(day, 12 * by) for level, day in period.levels.items()}
    return period.model_copy(update=days | {"key": key, "name": _shifted(period.name, by), "levels": levels})


def _on_working_day(period: Period) -> Period:
    """The due date on a working day: the one before, or the next where that would lie within the data window."""
    due = period.due
    if not is_working_day(due):
        due = add_working_days(due + timedelta(days=1), -1)
        if due <= period.window_to and not period.due_time:
            due = add_working_days(period.window_to, 1)
    last = period.consolidated_due
    levels = {level: min(day, due) for level, day in period.levels.items()}
    return period.model_copy(
        update={"due": due, "levels": levels, "consolidated_due": max(last, due) if last else None}
    )


def _shifted(text: str, by: int) -> str:
    return _YEAR.sub(lambda match: str(int(match[1]) + by), text)
