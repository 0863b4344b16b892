"""What only reading can see: sentences that were not compiled, holders that are unclear, periods without a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.assignments import Assignments, Duty, Statement
from compiler.blocks import Block
from compiler.diagnostics import diagnostic
from compiler.duties import iter_blocks
from compiler.header import Head
from compiler.manuscript import Manuscript
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
from compiler.subjects import subject_of
from config.wording import say

FLAGGED_SHARE = 0.17
"""Share of a document that questions and warnings may point at; a wall of warnings is read by nobody."""
FLAGGED_AT_LEAST = 400
"""Letters that a short text's questions may point at all the same."""
_VAGUE = re.compile(r"liên quan|khác$", re.I)
_BLANK = re.compile(r"(?:ngày|tháng|số)\s*(?:\.{3,}|…+|_{2,})[^\w]{0,6}(?:tháng|năm|/)?", re.I)
_PLANS = {DocumentClass.PLAN, DocumentClass.DECISION}
_ASSIGNING = {DocumentClass.DIRECTIVE, DocumentClass.LETTER, DocumentClass.NOTICE, DocumentClass.GUIDANCE}
_REFUSED = {DocumentClass.REGULATION, DocumentClass.RESOLUTION}


def read_findings(
    manuscript: Manuscript,
    root: Block,
    head: Head,
    cls: DocumentClass,
    cites: list[Cite],
    assignments: Assignments,
    responsibilities: list[Responsibility],
    preamble: set[int],
) -> list[Diagnostic]:
    """All findings of one reading, those on the document first, then in reading order."""
    found = [*_on_class(cls, head), *_on_head(manuscript, head, cites)]
    said = [_of_statement(manuscript, one) for one in assignments.open]
    if cls in _PLANS or cls in _ASSIGNING:
        said.extend(_forgotten(manuscript, root, assignments, preamble))
    for duty, responsibility in zip(assignments.duties, responsibilities, strict=True):
        said.extend(_on_duty(manuscript, duty, responsibility))
    said.sort(key=lambda one: one.source.start if one.source else 0)
    return [*found, *_bounded(said, len(manuscript.raw))]


def _on_class(cls: DocumentClass, head: Head) -> Iterator[Diagnostic]:
    if cls is DocumentClass.NEWS:
        yield diagnostic("D130", number=f" ({head.number})" if head.number else "")
    elif cls in _ASSIGNING or cls in _REFUSED:
        yield diagnostic("D132" if cls in _ASSIGNING else "D131", kind=say(f"compile.kind.{cls.value}"))


def _on_head(manuscript: Manuscript, head: Head, cites: list[Cite]) -> Iterator[Diagnostic]:
    for code, block in (("D120", head.number_left_blank), ("D121", head.date_left_blank)):
        if block is not None:
            yield _at(code, manuscript, block, 0, len(block.text))
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


def _of_statement(manuscript: Manuscript, one: Statement) -> Diagnostic:
    return _at(one.code, manuscript, one.block, one.start, one.end, holder=one.holder)


def _on_duty(manuscript: Manuscript, duty: Duty, said: Responsibility) -> Iterator[Diagnostic]:
    start = duty.start
    if said.due is not None and said.due.rule == "other" and re.match(r"(?:theo )?định kỳ", said.due.text, re.I):
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
    if Role.REPORT in said.roles and not said.reports_to and not said.exception_channel:
        yield _at("D111", manuscript, duty.block, start, duty.end, about=said.id, holder=said.holder)
    if said.group and _VAGUE.search(said.holder) and not re.search(r"sở|xã|huyện", said.holder, re.I):
        yield _at("D112", manuscript, duty.block, start, duty.end, about=said.id, holder=said.holder)
    blank = _BLANK.search(duty.block.key, start, duty.end)
    if blank:
        yield _at("D122", manuscript, duty.block, blank.start(), blank.end(), about=said.id, said=blank[0].strip())


def _forgotten(
    manuscript: Manuscript, root: Block, assignments: Assignments, preamble: set[int]
) -> Iterator[Diagnostic]:
    """Sentences that name a holder and an act and belong to no duty, wherever they stand: the count of lost is zero."""
    used: dict[int, list[tuple[int, int]]] = {}
    taken: list[Duty | Statement] = [*assignments.duties, *assignments.open]
    for one in taken:
        used.setdefault(id(one.block), []).append((one.start, one.end))
    for block in iter_blocks(root):
        if id(block) in preamble or id(block) in assignments.covered:
            continue
        for start, end in _sentences(block.key):
            if any(s < end and start < e for s, e in used.get(id(block), ())):
                continue
            subject = subject_of(block.key[start:end], anywhere=True)
            if subject is not None and not subject.persons:
                yield _at("D101", manuscript, block, start, end, holder=subject.holder)


def _sentences(key: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in re.finditer(r"(?:[.!?…]|;)(?=\s)|$", key):
        end = stop.end()
        if end - start > 25:
            lead = len(key[start:end]) - len(key[start:end].lstrip())
            yield start + lead, end
        start = end


def _bounded(found: list[Diagnostic], length: int) -> list[Diagnostic]:
    """Keep what questions and warnings point at below FLAGGED_SHARE; the longest of the rest become remarks."""
    room = max(FLAGGED_SHARE * length, FLAGGED_AT_LEAST)
    loud = [one for one in found if one.source and one.severity is not Severity.INFO]
    rank = {Severity.ERROR: 0, Severity.QUESTION: 1, Severity.WARNING: 2}
    kept: set[int] = set()
    for one in sorted(loud, key=lambda one: (rank[one.severity], _size(one.source))):
        if _size(one.source) <= room:
            room -= _size(one.source)
            kept.add(id(one))
    return [
        one if one.source is None or one.severity is Severity.INFO or id(one) in kept
        else one.model_copy(update={"severity": Severity.INFO})
        for one in found
    ]  # fmt: skip


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
