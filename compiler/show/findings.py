"""Findings as a good compiler prints them: code, place, the quoted line with a caret, what to do."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import NamedTuple

from compiler.asks.diagnostics import catalogue
from compiler.result import Diagnostic, Severity
from compiler.show.rule import rule_said
from config.wording import language, say

WIDTH = 100
"""Columns of a quoted line; a longer one is cut around its caret."""
WHOLE = 3
"""Warnings and remarks of one code that are shown whole; each further one is a line. Questions always are shown whole."""
COLOURS = {Severity.ERROR: "31", Severity.QUESTION: "36", Severity.WARNING: "33", Severity.INFO: "34"}


class Place(NamedTuple):
    """Where a finding stands: file, line and column from 1, and how many columns the caret covers."""

    file: str
    line: int
    column: int
    length: int = 1


class Shown(NamedTuple):
    """A finding with its places, the file that is to be edited first, and its question's id if it has one."""

    finding: Diagnostic
    places: tuple[Place, ...] = ()
    question: str | None = None
    settle: str | None = None
    keep: bool = False
    """What is proposed stands there already."""


def findings_text(shown: Iterable[Shown], texts: Mapping[str, str], *, colour: bool = False) -> str:
    """All findings, one block each; `texts` holds the files that may be quoted, by name."""
    counted: Counter[str] = Counter()
    parts: list[str] = []
    for each in shown:
        counted[each.finding.code] += 1
        repeated = each.finding.severity in {Severity.WARNING, Severity.INFO} and counted[each.finding.code] > WHOLE
        parts.append(_line(each, colour) if repeated else _block(each, texts, colour))
    return "\n".join(parts)


def finding_json(shown: Shown) -> dict[str, object]:
    """A finding for machines: the diagnostic with its question's id and places."""
    plain = shown.finding.model_dump(mode="json", exclude_none=True)
    plain["places"] = [place._asdict() for place in shown.places]
    if shown.question:
        plain["question"] = shown.question
    return plain


def counts_text(findings: Iterable[Diagnostic], *, looked_up: bool = True) -> str:
    """One line that counts findings by severity, and says so where none of them stands in the way of a launch.

    Where the holders were not `looked_up` in a directory it claims that of the text only.
    """
    listed = [finding.severity for finding in findings]
    counted = [say(f"count.{each}", count=listed.count(each)) for each in Severity if each in listed]
    free = not {Severity.ERROR, Severity.QUESTION} & set(listed)
    return " · ".join([*([say("count.none" if looked_up else "count.none_in_text")] if free else []), *counted])


def explanation(code: str) -> str | None:
    """What a code means, at length; None for a code that is not in the catalogue."""
    entry = catalogue().get(code.upper())
    if entry is None:
        return None
    english = language() == "en"
    message = (english and entry.message_en) or entry.message
    remedy = (english and entry.remedy_en) or entry.remedy
    explain = (english and entry.explain_en) or entry.explain
    head = f"{code.upper()} · {say(f'severity.{entry.severity}')}\n\n{message}"
    parts = [head, explain.strip() if explain else None, f"{say('finding.help')}: {remedy}" if remedy else None]
    return in_words("\n\n".join(part for part in parts if part)) + "\n"


def in_words(template: str) -> str:
    """A template of the catalogue as it is read without a finding: "{due}" becomes "‹ngày›"."""
    fields = {name for _, name, _, _ in Formatter().parse(template) if name}
    return template.format_map({name: say(f"placeholder.{name}") for name in fields})


def _line(shown: Shown, colour: bool) -> str:
    """A finding of which others of its code were shown whole: where it stands, what it says, and what settles it."""
    place = next(reversed(shown.places), None)
    at = f" {place.file}:{place.line}:{place.column}:" if place else ""
    said = f"{_mark(shown.finding, colour)}:{at} {shown.finding.message}"
    said = f"{said} “{shown.finding.quote}”" if shown.finding.quote else said
    return f"{said}\n  = {say('finding.command')}: {shown.settle}" if shown.settle else said


def _mark(finding: Diagnostic, colour: bool) -> str:
    mark = f"{say(f'severity.{finding.severity}')}[{finding.code}]"
    return f"\x1b[1;{COLOURS[finding.severity]}m{mark}\x1b[0m" if colour else mark


def _block(shown: Shown, texts: Mapping[str, str], colour: bool) -> str:
    finding = shown.finding
    mark = _mark(finding, colour)
    name = f"{shown.question}: " if shown.question else ""
    lines = [f"{mark}: {name}{finding.message}"]
    gutter = max((len(str(place.line)) for place in shown.places), default=1)
    for index, place in enumerate(shown.places):
        lines.append(f"{' ' * gutter}{'-->' if index == 0 else ':::'} {place.file}:{place.line}:{place.column}")
        quoted = _quoted(place, texts, finding.quote)
        if quoted is not None:
            line, caret = quoted
            lines += [f"{' ' * gutter} |", f"{place.line:>{gutter}} | {line}", f"{' ' * gutter} | {caret}"]
    pad = " " * gutter
    lines += [f"{pad} = {said}" for said in offered(shown)]
    if finding.remedy:
        lines.append(f"{pad} = {say('finding.help')}: {finding.remedy}")
    if shown.settle:
        lines.append(f"{pad} = {say('finding.command')}: {shown.settle}")
    return "\n".join(lines) + "\n"


def offered(shown: Shown) -> Iterator[str]:
    """What is proposed and for what reason, each as a line: "đề nghị: …", "lý do: …"."""
    proposal = shown.finding.proposal
    if shown.keep:
        yield say("finding.keep")
    elif added := _added(shown.finding):
        yield added
    elif proposal is not None:
        value = _short(proposal.value)
        kept = say("finding.remove" if proposal.value is None else "finding.keep")
        yield f"{say('finding.proposal')}: {value}" if value else kept
    if proposal is not None and proposal.reason:
        yield f"{say('finding.reason')}: {proposal.reason}"


def _quoted(place: Place, texts: Mapping[str, str], quote: str | None) -> tuple[str, str] | None:
    """The line and the caret line under it, cut to WIDTH."""
    if place.file in texts:
        lines = texts[place.file].splitlines()
        if place.line > len(lines):
            return None
        line, start = lines[place.line - 1].replace("\t", " "), place.column - 1
    elif quote:
        line, start = quote, 0
        place = place._replace(length=len(quote))
    else:
        return None
    if start > WIDTH // 2:
        cut = start - WIDTH // 3
        line, start = "…" + line[cut:], start - cut + 1
    if len(line) > WIDTH:
        line = line[: WIDTH - 1] + "…"
    length = max(1, min(place.length, len(line) - start))
    return line, " " * _columns(line[:start]) + "^" * _columns(line[start : start + length] or " ")


def _columns(text: str) -> int:
    return sum(not unicodedata.combining(letter) for letter in text)


def _added(finding: Diagnostic) -> str:
    """What the name of a body as the answer adds to the plan, empty where it is no such question."""
    value = finding.proposal.value if finding.proposal else None
    if isinstance(value, dict) and "roles" in value and "holder" not in value:
        return say("finding.add", id=value["id"])
    if finding.drafts and all("id" in draft for draft in finding.drafts):
        return say("finding.add_all", count=len(finding.drafts), ids=", ".join(each["id"] for each in finding.drafts))
    return ""


SHOWN_ROUNDS = 6
"""Rounds of a proposal that are named; of more the first ones and the last, with their number."""


def _short(value: object) -> str:
    if isinstance(value, dict):
        if "periods" in value:
            named = [str(period["name"]) for period in value["periods"]]
            first, last, count = named[:SHOWN_ROUNDS], named[-1:], len(named)
            return "; ".join(
                named if count <= SHOWN_ROUNDS + 1 else [*first, say("finding.and_on", count=count), *last]
            )
        if "rule" in value:
            return rule_said(str(value["rule"]))
        return str(value.get("holder") or "")
    if isinstance(value, list):
        return "; ".join(str(each) for each in value)
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return "/".join(reversed(value.split("-")))
    return "" if value is None or value == "customary" else str(value)


def read_text(path: Path) -> str:
    """The text of a file that may be quoted, empty where it is not text."""
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""
