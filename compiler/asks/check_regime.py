"""What is open or wrong in a plan file's rounds: order, notice, overlap, levels, events, duties that no round reaches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any

from compiler.asks.check_reach import opening_day, reach_asks, reach_warnings
from compiler.asks.check_rhythm import rhythm_warnings
from compiler.asks.diagnostics import diagnostic
from compiler.planfile.model import PlanFile
from compiler.result import Diagnostic, Period, Proposal, Responsibility, Role
from compiler.rounds.pattern import as_written, event_question, regime_questions, subject_of
from compiler.rounds.regime import Drafted, draft_year, is_week, notice_of
from compiler.rounds.regimes import partly
from compiler.rounds.slots import working_day, working_day_after
from compiler.rounds.statements import events, without_days
from compiler.rounds.supported import draft_rounds
from config.wording import language, say
from config.workdays import add_working_days, day_off_name, is_working_day, working_days_between

NAMED = 4
"""As many places of one fault are named one by one."""


def regime_asks(file: PlanFile) -> Iterator[Diagnostic]:
    """Questions that the rounds leave as they stand now."""
    head = file.plan
    if file.regime is None and _unreal(file):
        return  # the check names those days as errors
    if file.regime is None:
        drafted = draft_rounds(
            head,
            file.responsibilities,
            file.coordinator,
            subject_of(head)["regime"],
            before_is_inclusive=file.policy.before_is_inclusive,
        )
        if drafted is not None:
            yield from _drafted_late(drafted, head.number)
        return
    standing = file.amends.rounds if file.amends else []
    for period in file.regime.periods:
        if period.key not in standing:
            yield from too_soon(file, period)
    yield from _policy(file)
    yield from _events(file)
    if not any(period.due_time or period.window_from == period.window_to for period in file.regime.periods):
        for duty in without_days(file.responsibilities):
            path = f"responsibilities.{duty.id}.due"
            yield _say("D218", path, _on_demand(duty, path), id=duty.id, holder=duty.holder)
    yield from _weekly(file)
    yield from reach_asks(file)


def _drafted_late(drafted: Drafted, number: str | None) -> Iterator[Diagnostic]:
    """The rounds of a file that has none yet, as one question: the year became known only now. Its events come with
    them, and what the check then finds is asked about afterwards."""
    asked = [each for each in regime_questions(drafted, number) if each.about == "regime"]
    if not asked and (drafted.regime.periods or drafted.regime.events):
        value = as_written(drafted.regime.model_copy(update={"basis": "assumed"}))
        proposal = Proposal(path="regime", value=value, reason=drafted.regime.reason or "")
        said = say("regime.as_stated", count=len(drafted.regime.periods))
        asked = [_say("D209", "regime", proposal, missing=said)]
    yield from asked


def regime_faults(file: PlanFile) -> Iterator[Diagnostic]:
    """Errors and warnings of the rounds and of the days that duties state."""
    if file.regime is None:
        return
    if not file.regime.periods and not file.regime.events:
        yield _say("D224", "regime.periods")
    for period in file.regime.periods:
        yield from _order(period)
        yield from _notice(file, period)
    yield from _days_off(file.regime.periods)
    yield from _overlaps(file.regime.periods)
    yield from reach_warnings(file)
    if not _unreal(file):  # else the check names those days as errors
        yield from rhythm_warnings(file)
    unfounded = [period.name for period in file.regime.periods if period.label == "chuyên đề"]
    if unfounded:
        yield _say("D216", "regime", count=len(unfounded), names=_first(unfounded))


def impossible_day(rule: str) -> str | None:
    """The part of a due rule of the right form that no calendar or clock has: "by:2026-02-31", "yearly:02-30"."""
    for part in rule.split("+"):
        word, _, days = part.partition(":")
        try:
            for day in days.replace("..", ",").split(",") if days else ():
                if word in ("by", "period"):
                    date.fromisoformat(day)
                elif word in ("yearly", "half-yearly", "nine-monthly"):
                    date.fromisoformat(f"2024-{day}")
                elif word in ("monthly", "quarterly"):
                    date(2024, 1, int(day))
                elif word == "daily":
                    time.fromisoformat(day)
        except ValueError:
            return part
    return None


def _unreal(file: PlanFile) -> bool:
    """Whether a duty has a day that no calendar has: rounds cannot be drafted from it."""
    return any(duty.due and impossible_day(duty.due.rule) for duty in file.responsibilities)


def too_soon(file: PlanFile, period: Period) -> Iterator[Diagnostic]:
    """A round whose due date leaves less than the minimum notice after the plan was issued."""
    issued_on, notice = file.plan.issued_on, _notice_of(file, period)
    if issued_on is None or (days := working_days_between(issued_on, period.due)) >= notice:
        return
    path = f"regime.periods.{period.key}"
    proposal = Proposal(path=path, value=None, reason=say("check.too_soon", notice=notice))
    yield _say("D210", path, proposal, name=period.name, due=_day(period.due), days=days)


def _policy(file: PlanFile) -> Iterator[Diagnostic]:
    """Rounds that still have the days of the other policy: "trước ngày D" was taken to let D pass, or not to."""
    assert file.regime is not None
    if file.regime.preset != "custom" or _unreal(file):
        return
    chosen = file.policy.before_is_inclusive
    years = {period.window_to.year for period in file.regime.periods}
    drafts = [
        {
            period.key: period.due
            for year in years
            for period in draft_year(
                file.plan, file.responsibilities, file.coordinator, "custom", year, before_is_inclusive=policy
            )
        }
        for policy in (chosen, not chosen)
    ]
    ours, others = drafts
    periods = [
        period.model_copy(update={"due": ours[period.key]})
        if period.key in ours
        and period.due == others[period.key] != ours[period.key]
        # moved off a weekend, as a plan of another year is
        and period.due not in (working_day(ours[period.key]), working_day_after(ours[period.key], period.window_to))
        else period
        for period in file.regime.periods
    ]
    moved = [
        f"{now.name}: {_day(now.due)}" for was, now in zip(file.regime.periods, periods, strict=True) if was != now
    ]
    if moved:
        value = as_written(file.regime.model_copy(update={"periods": periods}))
        proposal = Proposal(path="regime", value=value, reason=say("check.policy"))
        yield _say("D239", "policy.before_is_inclusive", proposal, count=len(moved), days="; ".join(moved[:4]))


def _events(file: PlanFile) -> Iterator[Diagnostic]:
    """A duty to report after an event that no event of the file stands for."""
    assert file.regime is not None
    known = {duty for event in file.regime.events for duty in event.duties}
    settled = {question.sets for question in file.questions if question.answered}
    taken = {event.key for event in file.regime.events}
    for event in events(file.responsibilities, file.plan.issued_on):
        path = f"regime.events.{event.key}"
        if not known & set(event.duties) and event.key not in taken and path not in settled:
            yield event_question(event, file.plan.number)


def _weekly(file: PlanFile) -> Iterator[Diagnostic]:
    """A duty to report weekly, and no week among the rounds."""
    assert file.regime is not None
    settled = {question.about for question in file.questions if question.answered}
    if any(is_week(period) for period in file.regime.periods):
        return
    for duty in file.responsibilities:
        about = f"responsibilities.{duty.id}.due"
        reports = {Role.REPORT, Role.CONSOLIDATE} & set(duty.roles) and not duty.exception_channel
        if reports and duty.due and "weekly" in duty.due.rule.split("+") and about not in settled:
            value = {"text": duty.due.text, "rule": duty.due.rule}
            yield _say(
                "D219",
                about,
                Proposal(path=about, value=value, reason=say("check.weekly")),
                id=duty.id,
                holder=duty.holder,
            )


def _on_demand(duty: Responsibility, path: str) -> Proposal | None:
    """No round for each day: it is asked when somebody needs it."""
    if duty.due is None:
        return None
    rule = "+".join(part for part in duty.due.rule.split("+") if part.split(":")[0] not in ("daily", "on-demand"))
    value = {"text": duty.due.text, "rule": "+".join(filter(None, (rule, "on-demand")))}
    return Proposal(path=path, value=value, reason=say("check.daily"))


def _order(period: Period) -> Iterator[Diagnostic]:
    about = f"regime.periods.{period.key}"
    last = period.due if period.due_time else period.due - timedelta(days=1)
    if not period.window_from <= period.window_to <= last:
        window: dict[str, Any] = {"window_from": _day(period.window_from), "window_to": _day(period.window_to)}
        yield _say("D227", about, name=period.name, due=_day(period.due), **window)
    if period.consolidated_due and period.consolidated_due < period.due:
        consolidated = _day(period.consolidated_due)
        facts: dict[str, Any] = {"name": period.name, "consolidated": consolidated, "due": _day(period.due)}
        yield _say("D223", f"{about}.consolidated_due", **facts)
    days = [(level, period.levels[level]) for level in ("commune", "district") if level in period.levels]
    for (level, day), (_, upper) in pairwise([*days, ("province", period.due)]):
        if not period.window_to < day <= upper:
            below: dict[str, Any] = {
                "name": period.name,
                "level": say(f"level.{level}"),
                "day": _day(day),
                "upper": _day(upper),
            }
            yield _say("D237", f"{about}.levels.{level}", window_to=_day(period.window_to), **below)


def _days_off(periods: list[Period]) -> Iterator[Diagnostic]:
    """Due dates on days off, as one finding with the first of them."""
    off = [
        (f"regime.periods.{period.key}.{field}", period, field, day)
        for period in periods
        for field, day in (("due", period.due), ("consolidated_due", period.consolidated_due))
        if day is not None and not is_working_day(day)
    ]
    if off:
        listed = [
            say(
                "check.day_off",
                name=period.name,
                what=say(f"check.what.{field}"),
                day=_day(day),
                reason=day_off_name(day) or say("check.weekend"),
                working=_day(working_day_after(day, period.window_to)),
            )
            for _, period, field, day in off
        ]
        yield _say("D234", off[0][0], count=len(off), listed=_first(listed))


def _notice(file: PlanFile, period: Period) -> Iterator[Diagnostic]:
    """Less than the minimum notice between the ladder's first step and the due date."""
    notice = _notice_of(file, period)
    opens = opening_day(file.ladder, period)
    days = working_days_between(opens, period.due)
    if days < notice:
        facts: dict[str, Any] = {
            "name": period.name,
            "opens": _day(opens),
            "due": _day(period.due),
            "ladder": file.ladder,
        }
        moved = _day(add_working_days(opens, notice))
        yield _say("D215", f"regime.periods.{period.key}.due", days=days, notice=notice, moved=moved, **facts)


def _notice_of(file: PlanFile, period: Period) -> int:
    return notice_of(file.regime.preset if file.regime else None, period)


def _overlaps(periods: list[Period]) -> Iterator[Diagnostic]:
    """Windows that share days although neither holds the other, as one finding with the first of them.

    Weeks and longer rounds are never added up with each other, nor are rounds that ask different agencies.
    """
    shared = []
    for weeks in (False, True):
        alike = [each for each in periods if is_week(each) == weeks]
        ordered = sorted(alike, key=lambda each: (each.window_from, each.window_to))
        shared += [
            (one, other)
            for one, other in pairwise(ordered)
            if partly((one.window_from, one.window_to), (other.window_from, other.window_to))
            and not (one.holders and other.holders and not set(one.holders) & set(other.holders))
        ]
    if shared:
        listed = [
            say("check.overlap", one=one.name, twin=other.name, first=_day(other.window_from), last=_day(one.window_to))
            for one, other in shared
        ]
        about = f"regime.periods.{shared[0][1].key}.window_from"
        yield _say("D236", about, count=len(shared), listed=_first(listed))


def _first(listed: list[str]) -> str:
    """The first of many places, as the end of a sentence that stands for all."""
    return "; ".join(listed[:NAMED]) + (" …" if len(listed) > NAMED else ".")


def _say(code: str, about: str, proposal: Proposal | None = None, **facts: Any) -> Diagnostic:
    return diagnostic(code, about=about, proposal=proposal, language=language(), **facts)


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
