"""The document as one page: every compiled stretch highlighted and linked to its duty, the rest in plain sight.

No script and nothing loaded from elsewhere, so that the page can be mailed and opened anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import TypeVar

from compiler.result import Compiled, Diagnostic, Responsibility, Severity
from compiler.show.findings import counts_text
from compiler.show.named import Named, named
from compiler.show.page import role_names
from compiler.show.rule import rule_said
from config.wording import language, say

STYLE = """
:root { color-scheme: light; --ink: #1f2933; --rest: #616e7c; --line: #d9e2ec; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.6 'Noto Sans','Segoe UI','DejaVu Sans',Arial,sans-serif; color: var(--ink); }
header { padding: 1rem 1.5rem; border-bottom: 1px solid var(--line); background: #f0f4f8; }
h1 { font-size: 1.25rem; margin: 0 0 .25rem; }
header p { margin: .15rem 0; }
main { display: grid; grid-template-columns: minmax(0, 3fr) minmax(18rem, 2fr); gap: 1.5rem; padding: 1.5rem; }
article { white-space: pre-wrap; overflow-wrap: anywhere; color: var(--rest); }
mark, .swatch { color: var(--ink); border-radius: 3px; }
mark.even, .even { background: #d7ecff; }
mark.odd, .odd { background: #dff5e1; }
.who { color: var(--ink); border-bottom: 3px solid #7cb8ea; background: none; } .who.odd { border-color: #86cf8d; }
mark.requested, .swatch.requested { outline: 2px dotted #627d98; outline-offset: 1px; }
.error, .question, .warning, .info { text-decoration: underline wavy 1.5px; text-underline-offset: 4px; }
.error { text-decoration-color: #b91c1c; } .question { text-decoration-color: #854d0e; background: #fef3c7; }
.warning { text-decoration-color: #c2410c; } .info { text-decoration: underline dotted #486581; }
mark { -webkit-box-decoration-break: clone; box-decoration-break: clone; padding: .1em .15em; }
a { color: #0b4f8a; }
a.tag { font-size: .75rem; font-weight: 700; text-decoration: none; margin-right: .3rem; scroll-margin-top: 4rem;
  display: inline-block; min-width: 1.5rem; min-height: 1.5rem; }
a.tag:hover { text-decoration: underline; } a.tag.said { color: #7c4a03; margin: 0 .2rem; }
a:focus-visible { outline: 3px solid #0b4f8a; outline-offset: 2px; border-radius: 2px; }
mark:has(:target) { outline: 3px solid #f59e0b; }
aside { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding-right: .5rem; }
aside section { border: 1px solid var(--line); border-left-width: 6px; border-radius: 6px; padding: .5rem .75rem;
  margin-bottom: .75rem; background: #fff; }
aside section.even { border-left-color: #7cb8ea; background: #fff; }
aside section.odd { border-left-color: #86cf8d; background: #fff; }
aside section.assumed { border-style: dashed; }
aside section.open { border-left-color: #829ab1; } aside section.question-edge { border-left-color: #d9a406; }
aside section.error-edge { border-left-color: #b91c1c; } aside section.warning-edge { border-left-color: #c2410c; }
aside h2 { font-size: 1rem; margin: 1.25rem 0 .5rem; } aside h3 { font-size: .95rem; margin: 0; }
aside p { margin: .2rem 0; font-size: .9rem; }
:target { outline: 3px solid #f59e0b; outline-offset: 2px; }
@media (max-width: 60rem) { main { grid-template-columns: 1fr; } }
@media (max-width: 60rem), print { aside { position: static; max-height: none; } }
@media print { main { display: block; } }
"""


Part = TypeVar("Part", bound=Responsibility | Diagnostic)
_MARKUP = re.compile(r"\*+|^[|-]+$\n?", re.MULTILINE)
"""The reader's marks for bold type and for the edges of table cells."""


def document_page(compiled: Compiled, questions: Sequence[str] | None = None) -> str:
    """An HTML page of a compilation that still holds its decoded text (``Compiled.text``).

    `questions`: the numbers of its questions, in their order; those of a plan file fresh from it (Q1, Q2 …) unless given.
    """
    text = compiled.text or ""
    duties = {duty.id: duty for duty in compiled.responsibilities}
    tint = {id_: ("even", "odd")[index % 2] for index, id_ in enumerate(duties)}
    title = compiled.plan.title or say("show.no_title")
    return "".join(
        [
            f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>",
            _head(compiled, title),
            "<main><article>",
            *_body(text, compiled, tint),
            "</article><aside>",
            *_panel(compiled, duties.values(), tint, _numbers(compiled, questions)),
            "</aside></main></body></html>\n",
        ]
    )


def _head(compiled: Compiled, title: str) -> str:
    found = sum(1 for duty in compiled.responsibilities if duty.source)
    counts = say(
        "marked.counts",
        duties=found,
        assumed=len(compiled.responsibilities) - found,
        findings=counts_text(compiled.diagnostics),
    )
    legend = " · ".join(
        f'<span class="{name}">{escape(say(f"marked.legend.{name}"))}</span>'
        for name in ("question", "warning", "info")
    )
    swatch = " · ".join(
        f'<span class="{name}">{escape(say(f"marked.legend.{key}"))}</span>'
        for key, name in (("duty", "swatch even"), ("who", "who even"), ("requested", "swatch even requested"))
    )
    rest = escape(say("marked.legend.rest"))
    return (
        f"<header><h1>{escape(title)}</h1><p>{escape(compiled.plan.number or '')} {escape(compiled.plan.issuer or '')}</p>"
        f"<p>{escape(counts)}</p><p>{swatch} · {legend} · {rest}</p></header>"
    )


def _body(text: str, compiled: Compiled, tint: dict[str, str]) -> Iterator[str]:
    """The text cut wherever a duty or a finding begins or ends."""
    duties = [duty for duty in compiled.responsibilities if duty.source]
    findings = [finding for finding in compiled.diagnostics if finding.source]
    spans = [duty.source for duty in duties if duty.source]
    spans += [finding.source for finding in findings if finding.source]
    around = named(text, duties)
    spans += [each.span for each in around]
    cuts = {0, len(text), *(min(max(place, 0), len(text)) for span in spans for place in (span.start, span.end))}
    places = sorted(cuts)
    names = _names(compiled)
    who = {each.span.start: each for each in around}
    holding: Named | None = None
    begin_duties, begin_findings = _by_start(duties), _by_start(findings)
    open_duties: list[Responsibility] = []
    open_findings: list[Diagnostic] = []
    for start, end in pairwise(places):
        open_duties = _going_on(open_duties, begin_duties.get(start, ()), end)
        open_findings = _going_on(open_findings, begin_findings.get(start, ()), end)
        over, said = open_duties, open_findings
        holding = who.get(start, holding if holding and end <= holding.span.end else None)
        piece = _piece(text[start:end], start, over, said, tint, names)
        yield f'<span class="who {tint[holding.id]}" title="{holding.id}">{piece}</span>' if holding else piece


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
    compiled: Compiled, duties: Iterable[Responsibility], tint: dict[str, str], numbers: dict[int, str]
) -> Iterator[str]:
    """What is open first, questions before warnings and those before remarks, then every duty."""
    names = _names(compiled)
    if compiled.diagnostics:
        yield f"<h2>{escape(say('marked.findings'))}</h2>"
    order = list(Severity)
    for finding in sorted(compiled.diagnostics, key=lambda each: order.index(each.severity)):
        place = say("marked.line", line=finding.line) if finding.line else ""
        lines = f"<p>{escape(finding.message)}</p>"
        lines += f"<p>{escape(finding.remedy)}</p>" if finding.remedy else ""
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
        facts += [f"{say('basis.assumed')}: {duty.text}"] if duty.basis == "assumed" else []
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
