"""The document as one page: every compiled stretch highlighted and linked to its duty, the rest in plain sight.

No script and nothing loaded from elsewhere, so that the page can be mailed and opened anywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import TypeVar, get_args

from compiler.asks.diagnostics import shorten
from compiler.result import Basis, Compiled, Diagnostic, Responsibility, Severity, Span
from compiler.show.findings import Shown, counts_text, offered
from compiler.show.named import Named, named
from compiler.show.page import role_names
from compiler.show.passages import Document
from compiler.show.rule import rule_said
from compiler.show.style import STYLE
from config.wording import language, say

Part = TypeVar("Part", bound=Responsibility | Diagnostic)
_MARKUP = re.compile(r"\*+|^[|-]+$\n?", re.MULTILINE)
"""The reader's marks for bold type and for the edges of table cells."""


def document_page(
    compiled: Compiled, questions: Sequence[str] | None = None, settle: Mapping[str, Shown] | None = None
) -> str:
    """An HTML page of a compilation that still holds its decoded text (``Compiled.text``).

    `questions`: the numbers of its questions, in their order; those of a plan file fresh from it (Q1, Q2 …) unless given.
    `settle`: what a person can settle in the plan file, with its command (compiler/show/settle), by number or "D101:52:3".
    """
    text = compiled.text or ""
    duties = {duty.id: duty for duty in compiled.responsibilities}
    tint = {id_: ("even", "odd")[index % 2] for index, id_ in enumerate(duties)}
    title = compiled.plan.title or say("show.no_title")
    document, around = Document(text), named(text, compiled.responsibilities)
    placed = [duty.source for duty in compiled.responsibilities if duty.source]
    said = [finding.source for finding in compiled.diagnostics if finding.source]
    unread = document.unread([*placed, *said, *(each.span for each in around)])
    near = document.fields(around, placed)
    return "".join(
        [
            f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>",
            _head(compiled, title, [text[span.start : span.end] for span in unread]),
            "<main><article>",
            *_body(text, compiled, tint, around, near, unread),
            "</article><aside>",
            *_panel(compiled, duties.values(), tint, _numbers(compiled, questions), settle or {}),
            "</aside></main></body></html>\n",
        ]
    )


def _head(compiled: Compiled, title: str, unread: Sequence[str]) -> str:
    """`unread`: the passages that say an act and became no duty, each of which is linked."""
    bases = Counter(duty.basis for duty in compiled.responsibilities)
    kinds = [basis for basis in get_args(Basis) if bases[basis] or basis == "stated"]
    duties = ", ".join(say(f"marked.count.{basis}", count=bases[basis]) for basis in kinds)
    counts = f"{duties}; {counts_text(compiled.diagnostics)}."
    legend = " · ".join(
        f'<span class="{name}">{escape(say(f"marked.legend.{name}"))}</span>'
        for name in ("question", "warning", "info")
    )
    swatch = " · ".join(
        f'<span class="{name}">{escape(say(f"marked.legend.{key}"))}</span>'
        for key, name in (("duty", "swatch even"), ("who", "who even"), ("requested", "swatch even requested"))
    )
    rest = escape(say("marked.legend.rest"))
    left = ""
    if unread:
        links = " ".join(
            f'<a href="#u{number}" title="{escape(shorten(words))}">{number}</a>'
            for number, words in enumerate(unread, 1)
        )
        said = escape(say("marked.unread", count=len(unread)))
        left = f'<nav id="unread"><span class="unread">{said}</span>: {links}</nav>'
    return (
        f"<header><h1>{escape(title)}</h1><p>{escape(compiled.plan.number or '')} {escape(compiled.plan.issuer or '')}</p>"
        f"<p>{escape(counts)}</p><p>{swatch} · {legend} · {rest}</p>{left}</header>"
    )


def _body(
    text: str,
    compiled: Compiled,
    tint: dict[str, str],
    around: Sequence[Named],
    near: Sequence[Named],
    unread: Sequence[Span],
) -> Iterator[str]:
    """The text cut wherever a duty, a finding, words read into a duty with their field, or an unread passage begins or ends."""
    duties = [duty for duty in compiled.responsibilities if duty.source]
    findings = [finding for finding in compiled.diagnostics if finding.source]
    spans = [duty.source for duty in duties if duty.source]
    spans += [finding.source for finding in findings if finding.source]
    spans += [*(each.span for each in (*around, *near)), *unread]
    cuts = {0, len(text), *(min(max(place, 0), len(text)) for span in spans for place in (span.start, span.end))}
    places = sorted(cuts)
    names = _names(compiled)
    who = {each.span.start: each for each in around}
    fields = {each.span.start: each for each in near}
    left = {span.start: (number, span) for number, span in enumerate(unread, 1)}
    holding = field = passage = None
    begin_duties, begin_findings = _by_start(duties), _by_start(findings)
    open_duties: list[Responsibility] = []
    open_findings: list[Diagnostic] = []
    for start, end in pairwise(places):
        open_duties = _going_on(open_duties, begin_duties.get(start, ()), end)
        open_findings = _going_on(open_findings, begin_findings.get(start, ()), end)
        holding = who.get(start, holding if holding and end <= holding.span.end else None)
        field = fields.get(start, field if field and end <= field.span.end else None)
        passage = left.get(start, passage if passage and end <= passage[1].end else None)
        piece = _piece(text[start:end], start, open_duties, open_findings, tint, names)
        if holding:
            yield f'<span class="who {tint[holding.id]}" title="{holding.id}">{piece}</span>'
        elif field:
            yield f'<span class="near" title="{field.id}">{piece}</span>'
        elif passage:
            tag = _left_tag(passage[0], len(unread)) if start == passage[1].start else ""
            yield f'{tag}<span class="unread">{piece}</span>'
        else:
            yield piece


def _left_tag(number: int, count: int) -> str:
    """The anchor of an unread passage; it leads to the next one, and from the last back to the page's head."""
    to = f"u{number + 1}" if number < count else "unread"
    return f'<a class="tag left" id="u{number}" href="#{to}">{number}/{count}</a>'


def _names(compiled: Compiled) -> dict[int, str]:
    """An anchor for each finding that stands in the text, by its identity."""
    placed = [finding for finding in compiled.diagnostics if finding.source]
    return {id(finding): f"F{number}" for number, finding in enumerate(placed, 1)}


def _piece(
    words: str,
    start: int,
    duties: list[Responsibility],
    findings: list[Diagnostic],
    tint: dict[str, str],
    names: dict[int, str],
) -> str:
    piece = escape(_MARKUP.sub("", words))
    if findings:
        worst = min(findings, key=lambda finding: list(Severity).index(finding.severity))
        hint = "\n".join(f"{finding.code}: {finding.message}" for finding in findings)
        tags = "".join(
            f'<a class="tag said" id="t-{names[id(finding)]}" href="#{names[id(finding)]}">{finding.code}</a>'
            for finding in findings
            if finding.source and finding.source.start == start
        )
        piece = f'{tags}<span class="{worst.severity}" title="{escape(hint)}">{piece}</span>'
    if duties:
        first = "".join(
            f'<a class="tag" id="t-{duty.id}" href="#{duty.id}">{duty.id}</a>'
            for duty in duties
            if duty.source and duty.source.start == start
        )
        requested = " requested" if any(duty.requested for duty in duties) else ""
        piece = f'<mark class="{tint[duties[-1].id]}{requested}">{first}{piece}</mark>'
    return piece


def _numbers(compiled: Compiled, questions: Sequence[str] | None) -> dict[int, str]:
    """The number in the plan file of each question, by its identity: what ``dondoc decide`` wants."""
    asked = [finding for finding in compiled.diagnostics if finding.severity is Severity.QUESTION]
    fresh = [f"Q{number}" for number in range(1, len(asked) + 1)]
    return {id(finding): name for finding, name in zip(asked, fresh if questions is None else questions, strict=True)}


def _panel(
    compiled: Compiled,
    duties: Iterable[Responsibility],
    tint: dict[str, str],
    numbers: dict[int, str],
    settle: Mapping[str, Shown],
) -> Iterator[str]:
    """What is open first, questions before warnings and those before remarks, then every duty."""
    names = _names(compiled)
    if compiled.diagnostics:
        yield f"<h2>{escape(say('marked.findings'))}</h2>"
    order = list(Severity)
    for finding in sorted(compiled.diagnostics, key=lambda each: order.index(each.severity)):
        place = say("marked.line", line=finding.line) if finding.line else ""
        ref = numbers.get(id(finding), f"{finding.code}:{finding.line}:{finding.column}" if finding.line else "")
        shown = settle.get(ref, Shown(finding))
        said = [finding.message, *offered(shown), *([finding.remedy] if finding.remedy else [])]
        lines = "".join(f"<p>{escape(each)}</p>" for each in said)
        if shown.settle:
            lines += f"<p>{escape(say('finding.command'))}: <code>{escape(shown.settle)}</code></p>"
        number = f"{numbers[id(finding)]} · " if id(finding) in numbers else ""
        head = escape(f"{number}{say(f'severity.{finding.severity}')} {finding.code} {place}")
        name = names.get(id(finding))
        at = f' id="{name}"' if name else ""
        head = f'<a href="#t-{name}">{head}</a>' if name else head
        yield f'<section{at} class="open {finding.severity}-edge"><h3>{head}</h3>{lines}</section>'
    yield f"<h2>{escape(say('marked.duties'))}</h2>"
    for duty in duties:
        assumed = " assumed" if duty.basis == "assumed" else ""
        name = f'<a href="#t-{duty.id}">{duty.id}</a>' if duty.source else duty.id
        facts = [role_names(duty)]
        facts += [say("show.requested")] if duty.requested else []
        facts += [say("show.with", names="; ".join(duty.with_))] if duty.with_ else []
        facts += [say("show.due", text=f"{duty.due.text} ({rule_said(duty.due.rule)})")] if duty.due else []
        facts += [say("show.reports_to", names="; ".join(duty.reports_to))] if duty.reports_to else []
        if duty.basis != "stated":
            facts.append(say(f"basis.{duty.basis}") + ("" if duty.source else f": {duty.text}"))
        lines = "".join(f"<p>{escape(fact)}</p>" for fact in facts)
        yield f'<section id="{duty.id}" class="{tint[duty.id]}{assumed}"><h3>{name} · {escape(duty.holder)}</h3>{lines}</section>'


def _by_start(parts: list[Part]) -> dict[int, list[Part]]:
    """The parts by where they begin: a sweep over the text meets each once."""
    found: dict[int, list[Part]] = {}
    for part in parts:
        found.setdefault(max(part.source.start, 0) if part.source else 0, []).append(part)
    return found


def _going_on(going: list[Part], more: Iterable[Part], end: int) -> list[Part]:
    return [part for part in (*going, *more) if part.source is not None and end <= part.source.end]
