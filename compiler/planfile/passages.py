"""Passages that became no duty by themselves: a person names who does them, or decides that they are none."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from compiler.duties.encouraged import is_encouraged
from compiler.names.holders import is_group, starts_body, starts_class
from compiler.planfile import path as planfile_path
from compiler.planfile.model import Note, PlanFile
from compiler.planfile.record import RecordError, unpack
from compiler.text.manuscript import same_tone
from config.errors import DondocError

LEAVE_OUT = frozenset({"bỏ", "bo", "không", "khong", "none", "null", "-"})
"""Answers that take a proposed item out, or leave a field empty."""
TABLES = frozenset({"D109", "D118"})
"""Questions on a whole table: its duties are written into the file, or decided to be none; a word alone is no answer."""
_INSISTS = re.compile(r"cơ quan\s*:\s*(?=\S)", re.IGNORECASE)
_DUTY = re.compile(r"(?:responsibilities\.)?R(\d+)\b")


class DecisionError(DondocError):
    """A decision that cannot be recorded: no such question, nothing to accept, or a value that does not fit."""


def body_named(file: PlanFile, answer: str, place: str) -> str:
    """The body that `answer` names: one that the plan names too, or a name that reads as one; "cơ quan: X" insists on X.

    Raises DecisionError for words that name none.
    """
    if insists := _INSISTS.match(answer):
        return answer[insists.end() :].strip()
    if not names_body(file, answer):
        raise DecisionError.of("decide.no_body", place=place, answer=answer)
    return answer


def names_body(file: PlanFile, words: str) -> bool:
    """Whether `words` are a name that the plan uses, or read as the name of a body or of a class of bodies."""
    key = same_tone(words)
    if starts_body(key) or starts_class(key):
        return True
    names = {file.coordinator or "", file.plan.issuer or ""}
    for duty in file.responsibilities:
        names |= {duty.holder, *duty.with_, *duty.reports_to}
    return bool(words) and words.casefold() in {name.casefold() for name in names}


def with_duties(
    file: PlanFile, plain: dict[str, Any], drafts: list[dict[str, Any]], answer: str, place: str
) -> tuple[dict[str, Any], str]:
    """`plain` with a duty of the body that `answer` names for each draft; and that body. Raises DecisionError."""
    holder = body_named(file, answer, place)
    for draft in drafts:
        duty = {**draft, "holder": holder, "group": is_group(holder), "basis": "decided"}
        if is_encouraged(str(draft["text"]), str(draft.get("holder", ""))):
            duty["requested"] = is_encouraged(str(draft["text"]), holder)  # who is to encourage others is ordered to
        plain = planfile_path.put(plain, f"responsibilities.{draft['id']}", duty)
    return plain, holder


def note_named(file: PlanFile, ref: str) -> Note | None:
    """The remark that `ref` names: its code and place ("D114:52:3"), or its code alone where it is the only open one.

    Raises DecisionError where several bear that code, or where somebody decided on it already.
    """
    named = [
        note for note in file.notes if note.draft and ref.casefold() in (note.ref.casefold(), note.code.casefold())
    ]
    still = [note for note in named if not note.answered]
    if len({note.ref for note in still}) > 1:
        raise DecisionError.of("decide.which_note", place=ref, known=", ".join(note.ref for note in still))
    if named and not still:
        raise DecisionError.of("decide.settled_note", place=ref, by=named[0].decided_by)
    return still[0] if still else None


def decide_note(file: PlanFile, note: Note, *, by: str, why: str, at: datetime, answer: str) -> PlanFile:
    """The file with a decision on a remark: "bỏ" dismisses it, the name of a body makes its passage a duty of that body.

    Without an answer (accepted) the body that the passage itself names is meant. Raises DecisionError.
    """
    assert note.draft is not None
    said = answer.strip() or str(note.draft.get("holder", ""))
    plain, made = file.model_dump(by_alias=True), None
    if said.casefold() not in LEAVE_OUT:
        made = f"R{_last_number(file) + 1}"
        plain, said = with_duties(file, plain, [{"id": made, **note.draft}], said, note.ref)
    decided = {"answer": said, "decided_by": by, "decided_at": at, "why": why}
    sets = f"responsibilities.{made}" if made else None
    for each, written in zip(file.notes, plain["notes"], strict=True):
        if each is note:
            written.update(decided, sets=sets)
    return file.replaced(plain)


def duties_changed(file: PlanFile) -> bool:
    """Whether the duties are not as the compiler wrote them; True also where no record tells."""
    try:
        written = unpack(file.compiled).responsibilities if file.compiled else None
    except RecordError:
        return True
    bare = [duty.model_copy(update={"source": None}) for duty in file.responsibilities]
    return written is None or bare != [duty.model_copy(update={"source": None}) for duty in written]


def _last_number(file: PlanFile) -> int:
    """The highest number that a duty of the file bears, or is kept for."""
    paths = [*(duty.id for duty in file.responsibilities)]
    for question in file.questions:
        paths += [question.about or "", *question.places]
    return max((int(match[1]) for path in paths if (match := _DUTY.match(path))), default=0)
