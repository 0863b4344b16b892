"""A plan as a director reads it on one page: head, rounds, duties by holder, what is still open."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date

from compiler.asks.check import check, open_questions_of
from compiler.asks.check_reach import asked_late
from compiler.asks.findings import LEFT_OUT
from compiler.planfile.model import Note, PlanFile, Question
from compiler.result import Responsibility
from compiler.rounds.dated import told
from compiler.rounds.founding import label_said
from compiler.rounds.statements import says_before
from compiler.show.findings import counts_text
from config.wording import say

WIDTH = 100


def summary_text(file: PlanFile) -> str:
    """The plan in Vietnamese plain text, WIDTH columns wide."""
    parts = [_head(file), _rounds(file), _duties(file), _left_out(file.notes), _questions(open_questions_of(file))]
    parts.append(iter([counts_text(check(file))]))
    return "\n\n".join("\n".join(part) for part in map(list, parts) if part) + "\n"


def before_taken(file: PlanFile) -> str | None:
    """How the plan takes "trước ngày D" (policy.before_is_inclusive), with its first such phrase; None without one."""
    phrase = next((said for duty in file.responsibilities if duty.due and (said := says_before(duty.due))), None)
    way = say(f"show.before.{str(file.policy.before_is_inclusive).lower()}")
    return say("show.before", phrase=phrase, way=way) if phrase else None


def role_names(duty: Responsibility) -> str:
    """The duty's roles in the reader's words."""
    return " · ".join(say(f"role.{role}") for role in duty.roles)


def _head(file: PlanFile) -> Iterator[str]:
    head = file.plan
    number = head.number or say("show.no_number")
    kind = (head.kind or say(f"class.{head.cls}")).upper()
    yield f"{kind} {number}"
    yield from _wrapped(head.title or say("show.no_title"), "")
    issued = say("show.issued", day=_day(head.issued_on)) if head.issued_on else say("show.not_issued")
    yield f"{head.issuer or say('show.no_issuer')}, {issued}"
    kind_line = say("show.class", kind=say(f"class.{head.cls}"), year=head.year or "?")
    level = say(f"level.{head.level}") if head.level else ""
    yield f"{kind_line}{f' · {level}' if level else ''}"
    yield say("show.coordinator", name=file.coordinator or "?")
    if head.cites:
        yield from _wrapped(say("show.cites", numbers=", ".join(cite.number for cite in head.cites)), "  ")


def _rounds(file: PlanFile) -> Iterator[str]:
    regime = file.regime
    yield say("show.rounds", count=len(regime.periods) if regime else 0).upper()
    if regime is None or not regime.periods:
        yield f"  {say('show.no_rounds')}"
        return
    width = max(len(period.name) for period in regime.periods)
    yield f"  {'':<{width}}  {say('show.column.window'):<23}  {say('show.column.due'):<11}  {say('show.column.consolidated')}"
    for period in regime.periods:
        window = f"{_day(period.window_from)} – {_day(period.window_to)}"
        consolidated = _day(period.consolidated_due) if period.consolidated_due else "—"
        label = "" if period.label in (None, "định kỳ") else f"  [{label_said(period.label)}]"
        yield f"  {period.name:<{width}}  {window}  {_day(period.due)}   {consolidated:<10}{label}".rstrip()
    for event in regime.events:
        days = say("regime.working_days" if event.unit == "wd" else "regime.days", count=event.within)
        yield from _wrapped(say("show.event", key=event.key, name=event.name, within=days, after=event.after), "  ")
    if late := asked_late(file):
        yield from _wrapped(say("show.asked_late", duties=told(late)), "  ")
    if taken := before_taken(file):
        yield from _wrapped(taken, "  ")
    if regime.reason:
        mark = f"{say('show.rounds.assumed')}; " if regime.basis == "assumed" else ""
        yield from _wrapped(f"({mark}{regime.reason})", "  ")


def _duties(file: PlanFile) -> Iterator[str]:
    by_holder: dict[str, list[Responsibility]] = {}
    for duty in file.responsibilities:
        by_holder.setdefault(duty.holder, []).append(duty)
    yield say("show.duties", count=len(file.responsibilities), holders=len(by_holder)).upper()
    for holder, duties in by_holder.items():
        notes = [say("show.group")] if any(duty.group for duty in duties) else []
        notes += [say("show.requested")] if all(duty.requested for duty in duties) else []
        yield ""
        yield holder + (f" ({', '.join(notes)})" if notes else "")
        some = any(duty.requested for duty in duties) and not all(duty.requested for duty in duties)
        for duty in duties:
            yield from _duty(duty, requested=some and duty.requested)


def _duty(duty: Responsibility, *, requested: bool) -> Iterator[str]:
    """`requested`: said beside the duty, where the holder's others are no requests."""
    marks = [] if duty.basis == "stated" else [say(f"basis.{duty.basis}")]
    marks += [say("show.requested")] if requested else []
    mark = f" ({', '.join(marks)})" if marks else ""
    yield f"  {duty.id:<4} {role_names(duty)}{mark}"
    yield from _wrapped(duty.text, " " * 7)
    facts = []
    if duty.with_:
        facts.append(say("show.with", names="; ".join(duty.with_)))
    if duty.due:
        facts.append(say("show.due", text=duty.due.text))
    if duty.reports_to:
        facts.append(say("show.reports_to", names="; ".join(duty.reports_to)))
    if duty.exception_channel:
        facts.append(say("show.exception"))
    if facts:
        yield from _wrapped("→ " + " · ".join(facts), " " * 7)


def _left_out(notes: Iterable[Note]) -> Iterator[str]:
    """The sentences that name a body and became no duty: who reads only this page is to hear of them."""
    listed = [note for note in notes if note.code in LEFT_OUT and not note.answered]
    if listed:
        yield say("show.left_out", count=len(listed)).upper()
    for note in listed:
        yield from _wrapped(f"{note.at or '?'}: “{note.quote}” [{note.code}]", "  ", "       ")


def _questions(questions: Iterable[Question]) -> Iterator[str]:
    listed = list(questions)
    if not listed:
        yield say("show.no_questions")
        return
    yield say("show.questions", count=len(listed)).upper()
    for question in listed:
        yield from _wrapped(f"{question.id:<4} {question.asks} [{question.code}]", "  ", "       ")
        if question.quote:
            yield from _wrapped(f"{question.at or '?'}: “{question.quote}”", " " * 7)
        if question.reason:
            yield from _wrapped(say("show.reason", reason=question.reason), " " * 7)


def _wrapped(text: str, indent: str, later: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent if later is None else later,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
