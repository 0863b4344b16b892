"""A compilation becomes a plan file, and a plan file a compilation again: numbered questions, remarks, the record.

The record (compiler/planfile/record) is what the compiler wrote; it tells a person's edits from it later.
"""

from __future__ import annotations

from collections.abc import Iterable

from compiler.planfile import path as planfile_path
from compiler.planfile.bases import with_bases
from compiler.planfile.model import Note, PlanFile, Question, SourceFile, digest
from compiler.planfile.record import Written, mark, pack, unpack
from compiler.result import Compiled, Diagnostic, Proposal, Severity


def plan_file(compiled: Compiled, source: SourceFile) -> PlanFile:
    """The plan file of a compilation: its questions numbered Q1, Q2 … in the order in which they were found."""
    file = PlanFile(
        source=source,
        plan=compiled.plan,
        coordinator=compiled.coordinator,
        regime=compiled.regime,
        responsibilities=compiled.responsibilities,
        edges=compiled.edges,
    )
    asked = [finding for finding in compiled.diagnostics if finding.severity is Severity.QUESTION]
    noted = [finding for finding in compiled.diagnostics if finding.severity is not Severity.QUESTION]
    notes = [
        Note(
            code=finding.code,
            says=finding.message,
            remedy=finding.remedy,
            about=finding.about,
            at=_at(finding),
            quote=finding.quote,
            draft=finding.drafts[0] if len(finding.drafts) == 1 else None,
        )
        for finding in noted
    ]
    whole = file.model_copy(update={"questions": list(numbered(file, asked)), "notes": notes})
    length = len(compiled.text) if compiled.text else None
    return whole.model_copy(update={"compiled": pack(as_record(whole).model_copy(update={"length": length}))})


def recorded(file: PlanFile) -> PlanFile:
    """A file fresh from a document, with a record of itself as it stands now: nothing in it is a person's."""
    first = unpack(file.compiled) if file.compiled else None
    written = as_record(file, len(first.questions) if first else None)
    return file.model_copy(
        update={"compiled": pack(written.model_copy(update={"length": first.length if first else None}))}
    )


def as_record(file: PlanFile, questions: int | None = None) -> Written:
    """The file as the compiler's own writing, with its first `questions`: others arise anew wherever they are looked for."""
    return Written(
        plan=file.plan,
        coordinator=file.coordinator,
        regime=file.regime,
        responsibilities=file.responsibilities,
        edges=file.edges,
        questions=[mark_of(question) for question in file.questions[:questions]],
        notes=[mark_of(note) for note in file.notes],
    )


def mark_of(part: Question | Note) -> str:
    """What tells a question from others, or a note: its code, what it is about, and its words."""
    if isinstance(part, Note):
        return mark(part.code, part.says, part.quote)
    return mark(part.code, part.about or part.quote or part.asks)


def as_compiled(file: PlanFile) -> Compiled:
    """What the file says, as a compilation: the same plan, duties, edges, regime and coordinator; duties that a person
    edited are decided."""
    file = with_bases(file)
    return Compiled(
        plan=file.plan,
        responsibilities=file.responsibilities,
        edges=file.edges,
        regime=file.regime,
        coordinator=file.coordinator,
    )


def numbered(file: PlanFile, findings: Iterable[Diagnostic]) -> Iterable[Question]:
    """Questions for `findings`, numbered after those that `file` holds."""
    taken = [int(question.id[1:]) for question in file.questions if question.id[1:].isdigit()]
    number = max(taken, default=0)
    plain = file.model_dump(mode="json", by_alias=True)
    for finding in findings:
        number += 1
        proposal = finding.proposal
        sets = planfile_path.full(proposal.path) if proposal else _settable(finding.about)
        standing = planfile_path.get(plain, sets) if sets else None
        keep = proposal is not None and _stands(standing, proposal)
        draft = proposal.value if proposal is not None and _lacks_holder(proposal) else None
        yield Question(
            id=f"Q{number}",
            code=finding.code,
            asks=finding.message,
            remedy=finding.remedy,
            about=planfile_path.full(finding.about) if finding.about else None,
            sets=sets,
            at=_at(finding),
            quote=finding.quote,
            proposal=None if keep or draft or proposal is None else proposal.value,
            keep=keep,
            draft=draft,
            drafts=[each for each in finding.drafts if draft is None and "id" in each],
            reason=proposal.reason if proposal else None,
            mark=digest(standing) if sets else None,
        )


def _lacks_holder(proposal: Proposal) -> bool:
    return isinstance(proposal.value, dict) and "roles" in proposal.value and "holder" not in proposal.value


def _at(finding: Diagnostic) -> str | None:
    return f"{finding.line}:{finding.column}" if finding.line and finding.column else None


def _stands(standing: object, proposal: Proposal) -> bool:
    if isinstance(standing, dict) and isinstance(proposal.value, dict):
        return all(standing.get(key) == value for key, value in proposal.value.items())
    return proposal.path == "cast" or (standing is not None and standing == proposal.value)


def _settable(about: str | None) -> str | None:
    return planfile_path.full(about) if about else None
