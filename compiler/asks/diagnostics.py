"""The catalogue of diagnostics: a stable code becomes a finding with its words and its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

import config
from compiler.result import Diagnostic, Proposal, Severity, Span
from config.wording import language

CATALOGUE = Path(next(iter(config.__path__))) / "diagnostics.yaml"
QUOTE_LENGTH = 160


class Entry(NamedTuple):
    """One line of config/diagnostics.yaml. Templates take ``{name}`` fields; ``_en`` twins are English.

    ``remedy_open`` is what can be done where nothing is proposed that could be accepted.
    """

    severity: Severity
    message: str
    remedy: str | None = None
    explain: str | None = None
    message_en: str | None = None
    remedy_en: str | None = None
    explain_en: str | None = None
    remedy_open: str | None = None
    remedy_open_en: str | None = None


def diagnostic(
    code: str,
    *,
    span: Span | None = None,
    text: str | None = None,
    about: str | None = None,
    proposal: Proposal | None = None,
    **values: object,
) -> Diagnostic:
    """Word the finding `code` and place it.

    `span` is a stretch of the decoded document `text`; together they give line and column
    (both from 1) and the quoted source. `about` is a responsibility id ("R3") or a plan-file
    path. `values` fill the catalogue's templates, in the reader's language. Raises KeyError for a code that the catalogue
    does not hold or a field that its template needs: both are faults of ours.
    """
    entry = catalogue()[code]
    message, remedy = entry.message, entry.remedy
    if language() == "en":
        message, remedy = entry.message_en or message, entry.remedy_en or remedy
    if proposal is None and entry.remedy_open:
        remedy = entry.remedy_open_en or entry.remedy_open if language() == "en" else entry.remedy_open
    line = column = None
    quote = None
    if span is not None and text is not None:
        line, column = place(text, span.start)
        quote = shorten(text[span.start : span.end])
    return Diagnostic(
        code=code,
        severity=entry.severity,
        message=message.format_map(values),
        remedy=remedy.format_map(values) if remedy else None,
        source=span,
        line=line,
        column=column,
        quote=quote,
        about=about,
        proposal=proposal,
    )


@cache
def catalogue() -> dict[str, Entry]:
    """Every code with its words, as config/diagnostics.yaml gives them."""
    raw: dict[str, dict[str, Any]] = YAML(typ="safe").load(CATALOGUE.read_text("utf-8"))
    return {code: Entry(**{**fields, "severity": Severity(fields["severity"])}) for code, fields in raw.items()}


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of `offset` in `text`, both counted from 1."""
    starts = _line_starts(text)
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


@lru_cache(maxsize=1)
def _line_starts(text: str) -> list[int]:
    """Where each line begins: thousands of findings of one text are placed by it."""
    return [0, *(found.end() for found in re.finditer("\n", text))]


def shorten(quote: str) -> str:
    """A quotation on one line, at most QUOTE_LENGTH characters."""
    flat = " ".join(quote.split())
    return flat if len(flat) <= QUOTE_LENGTH else flat[: QUOTE_LENGTH - 1].rstrip() + "…"
