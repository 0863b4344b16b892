"""Duties that no round of a plan file reaches: a day before, between or after the rounds, days counted from an unknown
one, and no day at all where every round asks only some."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import config
from compiler.asks.diagnostics import diagnostic
from compiler.planfile.model import PlanFile
from compiler.result import Diagnostic, Period, Proposal, Responsibility, Role
from compiler.rounds.dated import (
    Waiting,
    all_days,
    asks_about,
    by_day,
    closes_with,
    told,
    waiting,
    year_unasked,
)
from compiler.rounds.regimes import regimes
from compiler.rounds.slots import working_day
from compiler.rounds.statements import counted_from, since
from compiler.when.rules import of_kind
from config.wording import language, say
from config.workdays import add_working_days

HOURS_A_DAY = 8
"""Working hours that a ladder counts as a day."""
NAMED = 12
"""As many duties that nobody asks about are named one by one."""


def reach_asks(file: PlanFile) -> Iterator[Diagnostic]:
    """Which day "trong thời hạn 10 ngày" counts from, where the words beside it name none: the day of issue is proposed;
    and when the event is before which "10 ngày trước khi …" counts.

    A duty to report is asked about as an event (D213); what counts from an event that the text names comes back as
    often as that does and has no day.
    """
    settled = {question.about for question in file.questions if question.answered}
    for duty in file.responsibilities:
        about = f"responsibilities.{duty.id}.due"
        reports = {Role.REPORT, Role.CONSOLIDATE} & set(duty.roles)
        if duty.due is None or duty.exception_channel or about in settled:
            continue
        if duty.due.rule == "other" and of_kind(duty.due.text, "before"):
            yield _say("D257", about, id=duty.id, holder=duty.holder, phrase=duty.due.text)
        if reports or since(duty.due, duty.text):
            continue
        issued_on = file.plan.issued_on
        day = counted_from(duty.due, issued_on or date.min)
        if day is None:
            continue
        proposal = None
        if issued_on is not None:
            value = {"text": duty.due.text, "rule": f"by:{day}"}
            proposal = Proposal(path=about, value=value, reason=say("check.counted", day=_day(issued_on)))
        yield _say("D254", about, proposal, id=duty.id, holder=duty.holder, phrase=duty.due.text)


def reach_warnings(file: PlanFile) -> Iterator[Diagnostic]:
    """Warnings about duties that are asked about too late, or never."""
    yield from _unreached(file)
    yield from _asked_late(file)
    yield from _never_asked(file)
    yield from _years_unasked(file)


def asked_late(file: PlanFile) -> list[Waiting]:
    """The duties whose own day lies well before the due date of the round that asks next (see compiler/rounds/dated)."""
    found: list[Waiting] = []
    for duty in file.responsibilities:
        periods = asking(file, duty)
        if duty.due is None or duty.exception_channel or not periods:
            continue
        first = min(opening_day(file.ladder, period) for period in periods)
        inclusive = file.policy.before_is_inclusive
        days = all_days(duty.due, duty.text, file.plan.issued_on, inclusive=inclusive)
        reached = [day for day in days if day >= first]  # before that, D217 says so
        dues = [(period.name, period.due, period.consolidated_due) for period in periods]
        found += waiting(duty.id, duty.holder, duty.roles, reached, dues)
    return found


def opening_day(ladder: str, period: Period) -> date:
    """The day on which a round is asked for: the ladder's first step, not before its window begins."""
    return max(add_working_days(period.due, -_days_before(ladder)), period.window_from)


def asking(file: PlanFile, duty: Responsibility) -> list[Period]:
    """The rounds that ask about a duty."""
    return [period for period in file.regime.periods if asks_about(period, duty)] if file.regime else []


def _unreached(file: PlanFile) -> Iterator[Diagnostic]:
    """One warning for the duties with a fixed day before the first round opens or after the last is due: nobody asks then.
    The command is that for the first of these days, and asks all of them."""
    found: list[tuple[date, Responsibility, date, date]] = []
    for duty in file.responsibilities:
        periods = asking(file, duty)
        if duty.due is None or duty.exception_channel or not periods:
            continue
        first = min(opening_day(file.ladder, period) for period in periods)
        last = max(period.due for period in periods)
        issued_on = file.plan.issued_on
        days = all_days(duty.due, duty.text, issued_on, inclusive=file.policy.before_is_inclusive)
        for due in days:
            if not (first <= due <= last or (issued_on and due < issued_on) or closes_with(due, periods)):
                found.append((due, duty, first, last))
    if not found:
        return
    found.sort(key=lambda each: each[0])
    spans: dict[tuple[date, date], dict[date, list[str]]] = {}
    for due, duty, first, last in found:
        spans.setdefault((first, last), {}).setdefault(due, []).append(f"{duty.id} ({duty.holder})")
    named = [
        say("check.unreached.span", duties=_listed(some), first=_day(first), last=_day(last))
        for (first, last), some in spans.items()
    ]
    due = found[0][0]
    asked = [duty.id for day, duty, _, _ in found if day == due]
    facts: dict[str, Any] = {"due": _day(due), "command": round_command(file, asked, due)}
    about = f"responsibilities.{found[0][1].id}.due"
    yield _say("D217", about, count=len({duty.id for _, duty, _, _ in found}), duties="; ".join(named), **facts)


def _listed(some: dict[date, list[str]]) -> str:
    return "; ".join(say("check.unreached", duties=", ".join(duties), due=_day(due)) for due, duties in some.items())


def _asked_late(file: PlanFile) -> Iterator[Diagnostic]:
    """One warning for all duties whose own day no round stands near: nobody asks until the next round."""
    if found := asked_late(file):
        (day, _), first = next(iter(by_day(found).items()))
        facts: dict[str, Any] = {"command": round_command(file, [each.id for each in first], day), "day": _day(day)}
        yield _say("D246", "regime.periods", count=len({each.id for each in found}), duties=told(found), **facts)


def _never_asked(file: PlanFile) -> Iterator[Diagnostic]:
    """One warning for the duties that no round asks about, because each round asks only some."""
    if file.regime is None or not file.regime.periods:
        return
    awaited = {duty for event in file.regime.events for duty in event.duties}
    never = [
        f"{duty.id} ({duty.holder})"
        for duty in file.responsibilities
        if not duty.exception_channel and duty.id not in awaited and not asking(file, duty)
    ]
    if never:
        named = "; ".join(never[:NAMED]) + (" …" if len(never) > NAMED else "")
        yield _say("D253", "regime.periods", count=len(never), duties=named)


def _years_unasked(file: PlanFile) -> Iterator[Diagnostic]:
    """One warning for the duties whose work goes on, or begins, after the last year that a round tells about."""
    found = [
        (year, duty)
        for duty in file.responsibilities
        if duty.due and not duty.exception_channel and (year := year_unasked(duty.due, asking(file, duty)))
    ]
    if not found:
        return
    first = min(year for year, _ in found)
    named = [
        say("check.year.unasked", id=duty.id, holder=duty.holder, phrase=duty.due.text, year=year)
        for year, duty in found
        if duty.due
    ]
    due = working_day(date(first, 12, int(regimes()["customary"]["consolidated_day"])))
    asked = [duty.id for year, duty in found if year == first]
    command = round_command(file, asked, due, say("check.round.year", year=first, ids=", ".join(asked)))
    facts: dict[str, Any] = {"year": first, "command": command}
    duties = "; ".join(named[:NAMED]) + (" …" if len(named) > NAMED else "")
    yield _say("D258", "regime.periods", count=len(found), duties=duties, **facts)


def round_command(file: PlanFile, ids: list[str], due: date, why: str = "") -> str:
    """The command that, after the launch, opens a round for duties whose day no round stands near: as it can be run.

    ``why``: the reason to record, where it is not that they have a day of their own.
    """
    last = due - timedelta(days=1)
    first = min(file.plan.issued_on or date(due.year, 1, 1), last)
    holders = ";".join(dict.fromkeys(ids))
    words = ["dondoc", "round", "new", file.plan.number or say("check.round.plan")]
    words += ["--name", say("check.round.name", day=_day(due)), "--window", f"{first}..{last}"]
    words += ["--holders", holders, "--due", f"{due}"]
    words += ["--why", why or say("check.round.why", ids=", ".join(holders.split(";")))]
    return shlex.join(words)


@cache
def _days_before(ladder: str) -> int:
    """How many working days before the due date a ladder of config/ladders.yaml begins; 0 for one that is not there."""
    from ruamel.yaml import YAML

    known = YAML(typ="safe").load((Path(config.__path__[0]) / "ladders.yaml").read_text("utf-8"))
    steps = (known.get(ladder) or {}).get("due") or [{}]
    first: dict[str, Any] = steps[0]
    if first.get("days") is not None:
        return max(-int(first["days"]), 0)
    return max(-int(first.get("hours") or 0), 0) // HOURS_A_DAY


def _say(code: str, about: str, proposal: Proposal | None = None, **facts: Any) -> Diagnostic:
    return diagnostic(code, about=about, proposal=proposal, language=language(), **facts)


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
