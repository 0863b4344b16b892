"""From a document to a plan file in one step: read, complete by custom, write down every open question."""

from __future__ import annotations

import hashlib
from pathlib import Path

from compiler.asks.check import all_questions, as_finding, faults, with_questions
from compiler.asks.diagnostics import diagnostic, place
from compiler.compile import compile_file
from compiler.duties.assignments import MOST_DUTIES
from compiler.errors import NotADocument, TooLarge
from compiler.graph import named_alike, spellings
from compiler.names.spelling import name_key
from compiler.planfile.compiled import plan_file
from compiler.planfile.model import PlanFile, SourceFile
from compiler.result import Compiled, DocumentClass, Severity
from compiler.rounds.pattern import complete, edges_of
from compiler.show.passages import left_out

MAX_ITEMS = MOST_DUTIES
"""Duties and findings of one plan."""
LISTED = 12
"""Lines of passages that are named one by one."""


def compile_document(path: Path) -> PlanFile:
    """The plan file of the document at `path`. Raises compiler.errors.DocumentError."""
    return as_plan_file(_compiled(path), path)


def compile_completed(path: Path) -> Compiled:
    """The compilation of the document at `path` with all that custom proposes, all that is asked, and all that the
    check of its plan file finds: both count the same.

    Raises compiler.errors.DocumentError.
    """
    return compiled_with_file(path)[0]


def compiled_with_file(path: Path) -> tuple[Compiled, PlanFile]:
    """The same with its plan file, whose questions are numbered in the order of the compilation's.

    Raises compiler.errors.DocumentError.
    """
    compiled = _compiled(path)
    said = [finding for finding in compiled.diagnostics if finding.severity is not Severity.QUESTION]
    asked = [finding for finding in compiled.diagnostics if finding.severity is Severity.QUESTION]
    file = as_plan_file(compiled, path)
    arising = all_questions(file)[len(asked) :]
    found = [*said, *asked, *map(as_finding, arising), *faults(file)]
    return compiled.model_copy(update={"diagnostics": found}), file


def as_plan_file(compiled: Compiled, path: Path) -> PlanFile:
    """The plan file of a compilation of the document at `path`, with every question in it."""
    source = SourceFile(file=path.name, sha256=hashlib.sha256(path.read_bytes()).hexdigest())
    return with_questions(plan_file(_named_alike(compiled), source))


def _named_alike(compiled: Compiled) -> Compiled:
    """The compilation with one name for each body, in its duties, edges and coordinator."""
    duties = named_alike(compiled.responsibilities)
    chosen = spellings(duties, name_key)
    coordinator = compiled.coordinator
    return compiled.model_copy(
        update={
            "responsibilities": duties,
            "edges": edges_of(duties),
            "coordinator": chosen.get(name_key(coordinator), coordinator) if coordinator else None,
        }
    )


def _compiled(path: Path) -> Compiled:
    compiled = compile_file(path)
    items = len(compiled.responsibilities) + len(compiled.diagnostics)
    if items > MAX_ITEMS:
        raise TooLarge.of("document.too_many", place=str(path), size=items, limit=MAX_ITEMS)
    head = compiled.plan
    says_something = compiled.responsibilities or head.number or head.issuer or head.year or head.title
    if head.cls is DocumentClass.NEWS and not says_something:
        raise NotADocument.of("document.not_a_plan", place=str(path))
    return _with_left_out(complete(compiled))


def _with_left_out(compiled: Compiled) -> Compiled:
    """The compilation with one remark (D143) on all passages that say an act and became no duty, as its page counts them."""
    spans = left_out(compiled)
    if not spans:
        return compiled
    lines = list(dict.fromkeys(str(place(compiled.text or "", span.start)[0]) for span in spans))
    listed = ", ".join(lines[:LISTED]) + (" …" if len(lines) > LISTED else "")
    remark = diagnostic("D143", count=len(spans), listed=listed)
    return compiled.model_copy(update={"diagnostics": [*compiled.diagnostics, remark]})
