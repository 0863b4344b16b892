"""Duties that come again by a period of their own and that no round of a plan file asks about then (D261)."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.asks.check_reach import NAMED, asking, opening_day, round_command
from compiler.asks.diagnostics import diagnostic
from compiler.planfile.model import PlanFile
from compiler.result import Diagnostic, Responsibility
from compiler.rounds.dated import REPORTS
from compiler.rounds.regime import is_week
from compiler.rounds.rhythm import Missed, missed
from config.wording import language, say


def rhythm_warnings(file: PlanFile) -> Iterator[Diagnostic]:
    """One warning for all duties whose periods no round keeps, with the round for the first of their days."""
    found = [(one, duty) for duty in file.responsibilities for one in _missed(file, duty)]
    if not found:
        return
    named = [say("check.rhythm", id=duty.id, holder=duty.holder, phrase=one.phrase) for one, duty in found]
    day = min(one.day for one, _ in found)
    first = [duty.id for one, duty in found if one.day == day]
    yield diagnostic(
        "D261",
        about="regime.periods",
        language=language(),
        count=len({duty.id for _, duty in found}),
        duties="; ".join(named[:NAMED]) + (" …" if len(named) > NAMED else ""),
        day=day.strftime("%d/%m/%Y"),
        first=first[0],
        command=round_command(file, first, day),
    )


def _missed(file: PlanFile, duty: Responsibility) -> list[Missed]:
    rounds = asking(file, duty)
    if not rounds or duty.exception_channel or _asked_elsewhere(file, duty):
        return []
    first = min(opening_day(file.ladder, period) for period in rounds)
    return missed(duty, rounds, first, inclusive=file.policy.before_is_inclusive)


def _asked_elsewhere(file: PlanFile, duty: Responsibility) -> bool:
    """Whether it is a weekly report in a plan without weeks, about which a question asks (D219)."""
    weekly = duty.due is not None and "weekly" in duty.due.rule.split("+") and bool(REPORTS & set(duty.roles))
    return weekly and file.regime is not None and not any(is_week(period) for period in file.regime.periods)
