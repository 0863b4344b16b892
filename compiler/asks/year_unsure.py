"""Days without a year in a plan of several: asked about where an earlier year of the plan has the day too."""

from __future__ import annotations

import re

from compiler.asks.days import Found, place_of
from compiler.duties.assignments import Duty
from compiler.result import Proposal, Responsibility
from compiler.when.duty_due import due_of, hangs_on_year
from compiler.when.years import PlanYears
from config.wording import say

_DATED = re.compile(r"(?:by|period):(?:[\d.-]+)(?:\+(?:by|period):[\d.-]+)*")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def year_findings(duty: Duty, said: Responsibility, plan: PlanYears) -> list[Found]:
    """The question whose year a due is, with the earlier as the proposal: who is asked early loses nothing (DOMAIN 3, trap
    9). None for a day with its year, nor for a report's, which comes in each year of the plan."""
    if said.due is None or plan.first is None or plan.year is None or plan.first >= plan.year:
        return []
    before = due_of(duty, plan._replace(year=plan.year - 1))
    if _DATED.fullmatch(said.due.rule) is None or before is None or not hangs_on_year(duty, plan):
        return []
    days = ["-".join(day) for day in _DAY.findall(before.due.rule)]
    if not days or plan.is_past(max(days)):
        return []
    values = {
        "id": said.id,
        "holder": said.holder,
        "days": f"“{said.due.text}”",
        "read": _last(said.due.rule),
        "earlier": _last(before.due.rule),
    }
    value = {"text": said.due.text, "rule": before.due.rule}
    path, reason = f"responsibilities.{said.id}.due", say("compile.year.reason", first=str(plan.first))
    return [Found("D141", place_of(said.due.text, duty), values, Proposal(path=path, value=value, reason=reason))]


def _last(rule: str) -> str:
    year, month, day = _DAY.findall(rule)[-1]
    return f"{day}/{month}/{year}"
