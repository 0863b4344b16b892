"""The plan as its file stands now, edits and decisions in it: the drawing, and the document with the duties marked."""

from __future__ import annotations

import hashlib
import shlex
from pathlib import Path

from compiler.asks.check import check, open_questions_of
from compiler.errors import DocumentError
from compiler.planfile.compiled import as_compiled
from compiler.planfile.links import linked
from compiler.planfile.model import PlanFile
from compiler.result import Diagnostic, Severity, Span
from compiler.show.drawing import draw_graph
from compiler.show.html import document_page
from compiler.show.settle import open_in
from config.wording import say


class SourceNotThere(DocumentError):
    """The document of a plan file is not beside it, or another one by that name is."""


def plan_drawing(file: PlanFile) -> str:
    """The graph of a plan file as SVG, with its open questions."""
    number = file.plan.number or say("show.no_number")
    return draw_graph(
        file.responsibilities,
        linked(file),
        coordinator=file.coordinator,
        title=file.plan.title or "",
        subtitle=f"{number} · {file.plan.issuer or say('show.no_issuer')}",
        level=file.plan.level,
        questions=[question.about for question in open_questions_of(file) if question.about],
    )


def plan_page(file: PlanFile, plan: Path) -> str:
    """The document of the plan file at `plan` as a page, with the file's duties and open questions in it.

    Raises SourceNotThere where the document that was compiled does not lie beside the plan file, and what
    compiler.read raises.
    """
    from compiler.read import read_document

    document = plan.parent / Path(file.source.file).name
    if not document.is_file():
        raise SourceNotThere.of("check.page.no_source", place=str(document))
    if hashlib.sha256(document.read_bytes()).hexdigest() != file.source.sha256:
        raise SourceNotThere.of("check.page.other_source", place=str(document))
    text = read_document(document).replace("\r\n", "\n").replace("\r", "\n")
    lines = [0, *(at + 1 for at, letter in enumerate(text) if letter == "\n")]
    asked = {(each.code, each.about, each.at): each.id for each in open_questions_of(file)}
    findings = [_placed(finding, text, lines) for finding in check(file)]
    ids = [
        asked.get((each.code, each.about, f"{each.line}:{each.column}" if each.line else None), each.code)
        for each in findings
        if each.severity is Severity.QUESTION
    ]
    duties = [
        duty.model_copy(update={"source": None}) if duty.source and duty.source.end > len(text) else duty
        for duty in file.responsibilities
    ]
    compiled = as_compiled(file).model_copy(
        update={"diagnostics": findings, "text": text, "responsibilities": duties, "edges": linked(file)}
    )
    return document_page(compiled, ids, open_in(file, shlex.quote(str(plan))))


def _placed(finding: Diagnostic, text: str, lines: list[int]) -> Diagnostic:
    """A finding with its stretch of the text, as far as its line, column and quoted words tell."""
    if not finding.line or not finding.column or finding.line > len(lines):
        return finding
    start = lines[finding.line - 1] + finding.column - 1
    stop = lines[finding.line] - 1 if finding.line < len(lines) else len(text)
    end = min(start + len((finding.quote or "").rstrip("…")), stop)
    return finding.model_copy(update={"source": Span(start=start, end=end)}) if start < end else finding
