"""What is open or wrong in a plan file: the findings that stand between it and a launch.

Questions that the file already holds are not asked again; questions that follow from its present
state (a missing date, a round too soon after issue) are raised here each time, so that an edit
that answers them also ends them.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import config
from compiler.asks.check_edges import edge_faults
from compiler.asks.check_record import record_findings
from compiler.asks.check_regime import impossible_day, regime_asks, regime_faults
from compiler.asks.diagnostics import catalogue, diagnostic, shorten
from compiler.asks.told_again import reason_again, told_again
from compiler.planfile import path as planfile_path
from compiler.planfile.compiled import numbered
from compiler.planfile.model import CLASHES, Note, PlanFile, Question, digest
from compiler.planfile.settled import settled_notes
from compiler.planfile.twice import twice_named
from compiler.result import Diagnostic, DocumentClass, Level, Proposal, Severity
from compiler.rounds.pattern import news_question
from compiler.rounds.regime import due_on
from config.wording import language, say

RULE = re.compile(
    r"by:\d{4}-\d\d-\d\d|period:\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d|year:\d{4}|yearly(:\d\d-\d\d)?"
    r"|half-yearly(:\d\d-\d\d(,\d\d-\d\d)?)?|nine-monthly(:\d\d-\d\d)?|quarterly(:\d{1,2})?|monthly(:\d{1,2})?"
    r"|weekly|daily(:\d\d:\d\d)?|continuous"
    r"|on-demand|within:\d+(d|wd|m)|other"
)
"""One part of a due rule; the closed list of corpus/GUIDE, and what a coordinator may write besides."""

MISSING = {"number": "D202", "issued_on": "D203", "issuer": "D204", "level": "D211", "province": "D212"}
"""Fields of the plan's head that a launch needs and that nobody can propose honestly; a central body has no province."""

ITEM = "D106"
"""The remark on each item of a list that is asked about as a whole: of no use once that is answered."""

Find = Callable[[str], str | None]
"""Looks a holder up in a directory: None where it is known, else what is unclear, as a sentence."""


def check(file: PlanFile, find: Find | None = None) -> list[Diagnostic]:
    """Every finding, errors first, then open questions, then warnings.

    `find` looks a holder up in a directory; without one, holders are not checked against it.
    """
    listed = {
        shorten(str(draft["text"])) for question in file.questions if question.answered for draft in question.drafts
    }
    answered = settled_notes(file)
    notes = [
        note for note in file.notes if id(note) not in answered and not (note.code == ITEM and note.quote in listed)
    ]
    found = [*faults(file), *open_questions(file), *map(_as_noted, notes)]
    if find is not None:
        found.extend(_unknown_holders(file, find))
    order = list(Severity)
    return sorted(found, key=lambda finding: order.index(finding.severity))


def open_questions(file: PlanFile) -> list[Diagnostic]:
    """The questions that nobody has settled, by decision or by edit, as findings."""
    return [as_finding(question) for question in open_questions_of(file)]


def open_questions_of(file: PlanFile) -> list[Question]:
    """The same, as they stand (or would stand) in the file, with their ids."""
    return [question for question in all_questions(file) if not question.answered and not edited(file, question)]


def all_questions(file: PlanFile) -> list[Question]:
    """The file's questions and, numbered after them, those that its present state raises."""
    arising = list(_arising(file))
    held = {question.about for question in file.questions if question.code not in CLASHES}
    renewed = [_renewed(file, question, arising) for question in file.questions]
    return [*renewed, *numbered(file, [finding for finding in arising if finding.about not in held])]


def with_questions(file: PlanFile) -> PlanFile:
    """The file with every question that its present state raises written into it."""
    return file.changed(questions=[question.model_dump() for question in all_questions(file)])


def edited(file: PlanFile, question: Question) -> bool:
    """Whether somebody changed the value in question, which settles it without a recorded decision."""
    if question.answered or question.sets is None or question.mark is None:
        return False
    plain = file.model_dump(mode="json", by_alias=True)
    return digest(planfile_path.get(plain, question.sets)) != question.mark


def as_finding(question: Question) -> Diagnostic:
    """A question as a diagnostic, in the reader's language: its place is that in the document."""
    line, column = _at(question.at)
    proposal, reason = None, reason_again(question.reason or "")
    if question.draft is not None and question.sets:
        proposal = Proposal(path=question.sets, value=question.draft, reason=reason)
    elif question.proposes and question.sets:
        proposal = Proposal(path=question.sets, value=question.proposal, reason=reason)
    return Diagnostic(
        code=question.code,
        severity=Severity.QUESTION,
        message=told_again(question.code, question.asks),
        remedy=told_again(question.code, question.remedy) if question.remedy else None,
        about=question.about,
        line=line,
        column=column,
        quote=question.quote,
        proposal=proposal,
        drafts=question.drafts,
    )


def _renewed(file: PlanFile, question: Question, arising: list[Diagnostic]) -> Question:
    """An open question for which there was nothing to propose when it was written, and now there is."""
    if question.answered or question.proposes:
        return question
    for finding in arising:
        if finding.proposal and (finding.code, finding.about) == (question.code, question.about):
            (anew,) = numbered(file, [finding])
            return anew.model_copy(update={"id": question.id})
    return question


def _as_noted(note: Note) -> Diagnostic:
    line, column = _at(note.at)
    severity = catalogue()[note.code].severity if note.code in catalogue() else Severity.WARNING
    if severity is Severity.QUESTION:
        severity = Severity.WARNING
    return Diagnostic(
        code=note.code,
        severity=severity,
        message=told_again(note.code, note.says),
        remedy=told_again(note.code, note.remedy) if note.remedy else None,
        about=note.about,
        line=line,
        column=column,
        quote=note.quote,
    )


def _at(place: str | None) -> tuple[int | None, int | None]:
    if place is None:
        return None, None
    line, column = place.split(":")
    return int(line), int(column)


def _arising(file: PlanFile) -> Iterator[Diagnostic]:
    head = file.plan
    if head.cls is DocumentClass.NEWS:
        yield news_question(head)
    for field, code in MISSING.items():
        if getattr(head, field) is None and not (field == "province" and head.level is Level.CENTRAL):
            yield _say(code, f"plan.{field}")
    if head.year is None:
        year = head.issued_on.year if head.issued_on else None
        proposal = Proposal(path="plan.year", value=year, reason=say("check.year")) if year else None
        yield _say("D205", "plan.year", proposal)
    if file.coordinator is None:
        yield _say("D206", "coordinator")
    yield from regime_asks(file)


def faults(file: PlanFile) -> Iterator[Diagnostic]:
    """What is wrong or worth a look as the file stands, asked of nobody: errors, warnings, remarks."""
    for twice in twice_named(file):
        yield _say("D226", twice.path, None, **twice.facts)
    yield from _duties(file)
    yield from regime_faults(file)
    yield from edge_faults(file)
    yield from _answers(file)
    yield from record_findings(file)
    if file.ladder not in _ladders():
        yield _say("D235", "ladder", name=file.ladder, known=", ".join(_ladders()))
    for cite in file.plan.cites:
        if file.plan.issued_on and cite.issued_on and cite.issued_on > file.plan.issued_on:
            issued, cited = _day(file.plan.issued_on), _day(cite.issued_on)
            yield _say("D229", "plan.issued_on", issued=issued, cited=cited, number=cite.number)


def _duties(file: PlanFile) -> Iterator[Diagnostic]:
    if not file.responsibilities:
        yield _say("D232", "responsibilities")
    seen: dict[tuple[str, str], str] = {}
    standing = file.amends.duties if file.amends else []
    for duty in file.responsibilities:
        about = f"responsibilities.{duty.id}"
        if duty.due is not None:
            bad = [part for part in duty.due.rule.split("+") if not RULE.fullmatch(part)]
            due = due_on(duty.due, before_is_inclusive=file.policy.before_is_inclusive) if not bad else None
            if bad:
                yield _say("D228", f"{about}.due", id=duty.id, rule=duty.due.rule)
            elif unreal := impossible_day(duty.due.rule):
                yield _say("D238", f"{about}.due", id=duty.id, rule=unreal)
            elif due and file.plan.issued_on and due < file.plan.issued_on and duty.id not in standing:
                facts: dict[str, Any] = {"holder": duty.holder, "due": _day(due), "issued": _day(file.plan.issued_on)}
                yield _say("D220", f"{about}.due", id=duty.id, **facts)
        same = (duty.holder.casefold(), " ".join(duty.text.casefold().split()))
        if seen.get(same, duty.id) != duty.id:
            yield _say("D225", about, id=duty.id, twin=seen[same], holder=duty.holder)
        seen.setdefault(same, duty.id)


def _answers(file: PlanFile) -> Iterator[Diagnostic]:
    plain = file.model_dump(mode="json", by_alias=True)
    for question in file.questions:
        about = f"questions.{question.id}"
        if question.answer is not None and not question.answered:
            yield _say("D230", about, id=question.id)
        elif question.answered and question.sets and question.mark and not question.keep:
            standing = planfile_path.get(plain, question.sets)
            if digest(standing) == question.mark and standing != question.answer:
                yield _say("D231", about, id=question.id, answer=question.answer, path=question.sets)


def _unknown_holders(file: PlanFile, find: Find) -> Iterator[Diagnostic]:
    settled = file.policy.holders
    open_ones = [duty for duty in file.responsibilities if not {duty.id, duty.holder} & settled.keys()]
    for holder in dict.fromkeys(duty.holder for duty in open_ones):
        if unclear := find(holder):
            first = next(duty.id for duty in open_ones if duty.holder == holder)
            facts: dict[str, Any] = {"holder": holder, "words": shlex.quote(holder), "unclear": unclear.rstrip(".")}
            yield _say("D233", f"responsibilities.{first}.holder", **facts)


@cache
def _ladders() -> tuple[str, ...]:
    from ruamel.yaml import YAML

    path = Path(config.__path__[0]) / "ladders.yaml"
    return tuple(YAML(typ="safe").load(path.read_text("utf-8")))


def _say(code: str, about: str, proposal: Proposal | None = None, **facts: Any) -> Diagnostic:
    return diagnostic(code, about=about, proposal=proposal, language=language(), **facts)


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
