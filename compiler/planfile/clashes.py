"""What a person and the document both changed: a question in the file that loses neither side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic_core import to_jsonable_python

from compiler.asks.diagnostics import diagnostic
from compiler.planfile import path as planfile_path
from compiler.planfile.differences import apart_said, label, part_said, sides
from compiler.planfile.merge import Clash, Kept
from compiler.planfile.model import CLASHES, PlanFile, Question, digest
from compiler.result import Responsibility
from config.wording import language, say


def with_clashes(
    file: PlanFile, old: PlanFile, clashes: Iterable[Clash], kept: Iterable[Kept]
) -> tuple[PlanFile, list[Question]]:
    """The file with a question for each clash, and all such questions that are open in it.

    An open one of the file before is asked with the newest words under its own id; it goes on as it is where the
    document left the value alone (`kept`), and is gone where the two sides agree by now.
    """
    standing = {each.path for each in kept}
    plain = file.model_dump(mode="json", by_alias=True)
    found = {clash.path: clash for clash in clashes}
    questions: list[Question] = []
    for question in file.questions:
        if question.code not in CLASHES or question.answered:
            questions.append(question)
        elif (clash := found.pop(question.sets or "", None)) is not None:
            questions.append(_question(clash, file, old, plain, question.id))
        elif question.sets in standing:
            questions.append(question)
    number = max((int(each.id[1:]) for each in [*questions, *old.questions] if each.id[1:].isdigit()), default=0)
    for each, clash in enumerate(found.values(), number + 1):
        questions.append(_question(clash, file, old, plain, f"Q{each}"))
    asked = [each for each in questions if each.code in CLASHES and not each.answered]
    return file.changed(questions=[each.model_dump() for each in questions]), asked


def _question(clash: Clash, file: PlanFile, old: PlanFile, plain: dict[str, Any], id_: str) -> Question:
    section = clash.path.rpartition(".")[0]
    worded = diagnostic(clash.code, language=language(), **_facts(clash, file, old))
    return Question(
        id=id_,
        code=clash.code,
        asks=worded.message,
        remedy=worded.remedy,
        about=clash.path,
        sets=clash.path,
        proposal=_proposal(section, clash.theirs),
        reason=say("against.reason"),
        mark=digest(planfile_path.get(plain, clash.path)),
    )


def _facts(clash: Clash, file: PlanFile, old: PlanFile) -> dict[str, Any]:
    """What the question says: of a value all three sides, of a whole part what differs on two."""
    section, _, name = clash.path.rpartition(".")
    if clash.code == "D247":
        base, mine, theirs = sides(name, clash.base, clash.mine, clash.theirs)
        return {"what": label(clash.path, file, old), "base": base, "mine": mine, "theirs": theirs}
    there = clash.theirs if clash.mine is None else clash.mine
    shown = f"{name} ({part_said(section, there)})" if section == "responsibilities" else str(there["name"])
    base, now = apart_said(section, clash.base, there)
    return {"what": shown, "base": base, "mine": now, "theirs": now}


def _proposal(section: str, value: Any) -> Any:
    """The document's value as the file writes it."""
    if section == "responsibilities" and value is not None:
        return Responsibility.model_validate(value).model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return to_jsonable_python(value)
