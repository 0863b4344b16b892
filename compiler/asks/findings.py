"""What only reading can see: sentences that were not compiled, holders that are unclear, periods without a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.asks.days import Found, day_findings, gathered, vague_findings
from compiler.asks.diagnostics import diagnostic
from compiler.asks.drafts import DRAFTED, Drafter
from compiler.asks.forgotten import forgotten
from compiler.asks.months import taken_for, unreal_months
from compiler.asks.periodic import reports_periodically
from compiler.asks.ruled import charged_in_rest, charged_only
from compiler.asks.times import time_findings
from compiler.asks.year_unsure import year_findings
from compiler.duties.assignments import Assignments, Duty, Statement
from compiler.duties.gathered import gather_lists
from compiler.duties.opened import opened_by_another
from compiler.head.classify import Kind
from compiler.head.header import Head
from compiler.head.title import carries_a_plan
from compiler.names.holders import is_group, split_bodies
from compiler.result import (
    Cite,
    Diagnostic,
    DocumentClass,
    Proposal,
    Responsibility,
    Role,
    Severity,
    Span,
)
from compiler.text.blocks import Block
from compiler.text.manuscript import Manuscript
from compiler.when.years import PlanYears
from config.wording import say

FLAGGED_SHARE = 0.17
"""Share of a document that questions and warnings may point at; a wall of warnings is read by nobody."""
FLAGGED_AT_LEAST = 400
"""Letters that a short text's questions may point at all the same."""
SHORTEST_POINTER = 60
"""Letters that a question on a statement points at, however many there are: its holder and its act."""
_CHARGING = {"D101", "D103", "D104", "D107", "D116", "D118", "D138"}
"""Statements that name their holder and were not compiled: nobody is asked where one of these falls silent."""
_HOLDERLESS = {"D102", "D105", "D108", "D109"}
_NAMED = {"D113", "D114", "D115", "D117", "D128"}
"""Sentences that name a body by words that no rule reads, or tell it something inside another's duty."""
LEFT_OUT = (_CHARGING | _NAMED) - {"D104"}
"""What a coordinator is to see at once: sentences with a body's name that became no duty."""
_VAGUE = re.compile(r"liên quan|khác$", re.I)
_BLANK = re.compile(r"(?:ngày|tháng|số)\s*(?:\.{3,}|…+|_{2,})[^\w]{0,6}(?:tháng|năm|/)?", re.I)
_PLANS = {DocumentClass.PLAN, DocumentClass.DECISION}
_ASSIGNING = {DocumentClass.DIRECTIVE, DocumentClass.LETTER, DocumentClass.NOTICE, DocumentClass.GUIDANCE}
_REFUSED = {DocumentClass.REGULATION, DocumentClass.RESOLUTION}


MOST_DRAFTED = 2_000
"""Duties and findings of a document beyond which it becomes no plan file (document.MAX_ITEMS): no answer needs drafts."""


def read_findings(
    manuscript: Manuscript,
    root: Block,
    head: Head,
    kind: Kind,
    cites: list[Cite],
    assignments: Assignments,
    responsibilities: list[Responsibility],
    preamble: set[int],
    plan: PlanYears,
) -> list[Diagnostic]:
    """All findings of one reading, those on the document first, then in reading order."""
    cls = kind.cls
    if cls is DocumentClass.RESOLUTION and carries_a_plan(head.title):
        cls = DocumentClass.DECISION  # "Nghị quyết ban hành Chương trình hành động …" assigns as a decision does
    found = [*_on_class(cls, head, kind), *_on_head(manuscript, head, cites)]
    draft = Drafter(manuscript, plan)
    statements = list(assignments.open)
    if cls in _PLANS or cls in _ASSIGNING or kind.quotes:
        statements.extend(forgotten(root, assignments, preamble))
    elif cls is DocumentClass.RESOLUTION:
        statements.extend(charged_only(root, assignments, preamble))
    elif kind.torn:
        statements.extend(charged_in_rest(root, assignments, preamble))
    gather_lists(statements)
    drafted = len(statements) + len(responsibilities) <= MOST_DRAFTED
    said = [_of_statement(manuscript, one, draft if drafted else None) for one in statements]
    open_classes: set[str] = set()
    on_days: list[Found] = []
    for duty, responsibility in zip(assignments.duties, responsibilities, strict=True):
        said.extend(_on_duty(manuscript, duty, responsibility, open_classes, draft))
        here = [*day_findings(duty, responsibility, plan), *unreal_months(duty, responsibility)]
        here += [*taken_for(duty, responsibility), *year_findings(duty, responsibility, plan)]
        on_days += [*here, *time_findings(duty, responsibility, here)]
    said.extend(_on_day(manuscript, one) for one in gathered(on_days))
    said.extend(_on_day(manuscript, one) for one in vague_findings(assignments.duties, responsibilities, plan))
    said.sort(key=lambda one: one.source.start if one.source else 0)
    return [*found, *_bounded(said, len(manuscript.raw))]


def _on_class(cls: DocumentClass, head: Head, kind: Kind) -> Iterator[Diagnostic]:
    if kind.annexed is not None:
        yield diagnostic("D140", kind=kind.annexed.kind, number=f" {head.number}" if head.number else "")
    if cls is DocumentClass.NEWS:
        yield diagnostic("D130", number=f" ({head.number})" if head.number else "")
    elif cls in _ASSIGNING or cls in _REFUSED:
        yield diagnostic("D132" if cls in _ASSIGNING else "D131", kind=say(f"compile.kind.{cls.value}"))


def _on_head(manuscript: Manuscript, head: Head, cites: list[Cite]) -> Iterator[Diagnostic]:
    for code, block in (("D120", head.number_left_blank), ("D121", head.date_left_blank)):
        if block is not None:
            yield _at(code, manuscript, block, 0, len(block.text))
    for block, start, end in head.unnumbered:
        yield _at("D124", manuscript, block, start, end, said=block.text[start:end])
    for cite in cites:
        year = re.search(r"/((?:19|20)\d\d)/", cite.number)
        if year and cite.issued_on and int(year[1]) != cite.issued_on.year:
            at = manuscript.clean.find(cite.number)
            span = manuscript.span(at, at + len(cite.number)) if at >= 0 else None
            yield diagnostic(
                "D123",
                span=span,
                text=manuscript.raw,
                number=cite.number,
                year=year[1],
                date=f"{cite.issued_on:%d/%m/%Y}",
            )


def _of_statement(manuscript: Manuscript, one: Statement, draft: Drafter | None) -> Diagnostic:
    count = str(one.count)
    found = _at(one.code, manuscript, one.block, one.start, one.end, holder=one.holder, count=count, listed=one.listed)
    drafts = [draft.of(duty) for duty in one.duties] if draft is not None and one.code in DRAFTED else []
    return found.model_copy(update={"drafts": drafts})


def _on_duty(
    manuscript: Manuscript, duty: Duty, said: Responsibility, open_classes: set[str], draft: Drafter
) -> Iterator[Diagnostic]:
    """`open_classes`: classes that were asked about, and who watches over tasks, each once in a document."""
    start = duty.start
    if said.due is not None and reports_periodically(duty, said):
        at = duty.block.text.find(said.due.text, start)
        proposal = Proposal(
            path=f"responsibilities.{said.id}.due",
            value={"text": said.due.text, "rule": "quarterly+half-yearly+yearly"},
            reason=say("compile.period.reason"),
        )
        yield _at(
            "D110",
            manuscript,
            duty.block,
            max(at, start),
            max(at, start) + len(said.due.text),
            about=said.id,
            proposal=proposal,
            holder=said.holder,
            said=said.due.text,
            proposed=say("compile.period.usual"),
        )
    if said.due is not None and said.due.rule == "other" and re.match(r"đã\s", said.due.text, re.I):
        yield _at(
            "D129",
            manuscript,
            duty.block,
            start,
            duty.end,
            about=said.id,
            holder=said.holder,
            said=said.due.text,
            id=said.id,
        )
    if Role.REPORT in said.roles and not said.reports_to and not said.exception_channel:
        yield _at("D111", manuscript, duty.block, start, duty.end, about=said.id, holder=said.holder)
    vague = said.group and _VAGUE.search(said.holder) and not re.search(r"sở|xã|huyện", said.holder, re.I)
    if vague and said.holder.casefold() not in open_classes:
        open_classes.add(said.holder.casefold())
        yield _at("D112", manuscript, duty.block, start, duty.end, about=said.id, holder=said.holder)
    if other := _opens_with_another(duty, said.holder):
        proposal = Proposal(
            path=f"responsibilities.{said.id}.holder", value=other, reason=say("compile.opened.reason", other=other)
        )
        end = min(duty.end, start + SHORTEST_POINTER)
        values = {"holder": said.holder, "other": other}
        yield _at("D128", manuscript, duty.block, start, end, about=said.id, proposal=proposal, **values)
    for one in duty.besides:
        if duty.shared and one.plainly:
            continue  # it has a duty of its own
        code = "D117" if one.given else "D113" if one.plainly else "D114" if one.guessed else "D119"
        named, place = (one.holder if one.guessed else said.holder), (duty.block, one.start, one.end)
        found = _at(code, manuscript, *place, about=said.id, holder=named, other=one.holder)
        drafts = [draft.of(Duty(one.holder, duty.block, one.start, one.end))] if code in DRAFTED else []
        yield found.model_copy(update={"drafts": drafts})
    chief = duty.record.chief if duty.record is not None else None
    watches = chief[0].text[chief[1] : chief[2]].rstrip(" .;") if chief is not None else ""
    own = any(
        one.text.casefold() in watches.casefold() for one in split_bodies(said.holder)
    )  # who heads the holder itself
    if chief is not None and not own and watches.casefold() not in open_classes:
        open_classes.add(watches.casefold())
        yield _at("D139", manuscript, *chief, about=said.id, holder=said.holder, other=watches)
    blank = _BLANK.search(duty.block.key, start, duty.end)
    if blank:
        yield _at("D122", manuscript, duty.block, blank.start(), blank.end(), about=said.id, said=blank[0].strip())


def _opens_with_another(duty: Duty, holder: str) -> str:
    """The body that the words of an item or of a table's task name first, where they stand under `holder`."""
    if duty.record is None:
        return opened_by_another(duty.block.key, holder) if duty.stands_below else ""
    other = opened_by_another(duty.block.key[duty.start : duty.end], holder)
    return "" if is_group(other) or any(one.text in holder for one in split_bodies(other)) else other


def _on_day(manuscript: Manuscript, one: Found) -> Diagnostic:
    block, start, end = one.place
    values = one.values
    found = _at(one.code, manuscript, block, start, end, about=f"{values['id']}.due", proposal=one.proposal, **values)
    return found.model_copy(update={"severity": one.severity}) if one.severity else found


def _bounded(found: list[Diagnostic], length: int) -> list[Diagnostic]:
    """Keep what questions and warnings point at below FLAGGED_SHARE, and lose no statement that charges somebody.

    Statements whose holder is known stay loud; where they are too long together, the longest point at their
    beginning only. So do the statements without a holder as far as there is room. The rest become remarks, findings
    on duties that were compiled and the longest first.
    """
    room = max(FLAGGED_SHARE * length, FLAGGED_AT_LEAST)
    loud = [one for one in found if one.source and one.severity is not Severity.INFO]
    shortened: dict[int, int] = {}
    for codes, shortest in ((_CHARGING, SHORTEST_POINTER), (_HOLDERLESS, 0), (_NAMED, 0)):
        here = [one for one in loud if one.code in codes]
        most = max(shortest, _longest_that_fits(sorted(_size(one.source) for one in here), room))
        if most >= SHORTEST_POINTER:
            shortened |= {id(one): min(_size(one.source), most) for one in here}
            room -= sum(shortened[id(one)] for one in here)
    rank = {Severity.ERROR: 0, Severity.QUESTION: 1, Severity.WARNING: 2}
    rest = [one for one in loud if id(one) not in shortened]
    for one in sorted(rest, key=lambda one: (rank[one.severity], _size(one.source))):
        if _size(one.source) <= room:
            room -= _size(one.source)
            shortened[id(one)] = _size(one.source)
    return [_quieter(one, shortened.get(id(one))) for one in found]


def _quieter(one: Diagnostic, letters: int | None) -> Diagnostic:
    """`one` as it is to be said: pointing at so many `letters`, or as a remark where there is no room for it."""
    if one.source is None or one.severity is Severity.INFO:
        return one
    if letters is None:
        return one.model_copy(update={"severity": Severity.INFO})
    end = min(one.source.end, one.source.start + letters)
    return one.model_copy(update={"source": one.source.model_copy(update={"end": end})})


def _longest_that_fits(sizes: list[int], room: float) -> int:
    """The length to which each of the `sizes` (ascending) may go so that together they stay within `room`."""
    left = room
    for index, size in enumerate(sizes):
        share = left / (len(sizes) - index)
        if size > share:
            return int(share)
        left -= size
    return sizes[-1] if sizes else SHORTEST_POINTER


def _size(span: Span | None) -> int:
    return span.end - span.start if span else 0


def _at(
    code: str,
    manuscript: Manuscript,
    block: Block,
    start: int,
    end: int,
    *,
    about: str | None = None,
    proposal: Proposal | None = None,
    **values: str,
) -> Diagnostic:
    span = manuscript.span(*block.place(start, end))
    return diagnostic(code, span=span, text=manuscript.raw, about=about, proposal=proposal, **values)
