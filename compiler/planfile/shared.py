"""One time that stands once in the text and holds for several duties: its answer is the answer for all of them."""

from __future__ import annotations

from typing import Any

from compiler.planfile import path as planfile_path
from compiler.planfile.model import PlanFile, Question

SHARED = frozenset({"D133", "D134", "D135", "D136", "D137"})
"""Questions on words of time that are asked once for all duties that they time."""


def with_shared(file: PlanFile, question: Question, plain: dict[str, Any]) -> dict[str, Any]:
    """`plain`, in which an answer to `question` stands, with the same due for the duties that its words time too: those
    that had the same due before and are not asked about on their own."""
    path = question.sets or ""
    if question.code not in SHARED or not path.endswith(".due"):
        return plain
    was, now = planfile_path.get(file.model_dump(by_alias=True), path), planfile_path.get(plain, path)
    own = {each.sets for each in file.questions if each.sets != path}
    for duty in file.responsibilities:
        other = f"responsibilities.{duty.id}.due"
        if was is not None and other != path and other not in own and duty.due and duty.due.model_dump() == was:
            plain = planfile_path.put(plain, other, now)
    return plain
