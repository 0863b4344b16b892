"""Who says a duty: the text, custom, or a person. What a person decided or wrote into the file is no more `stated`.

DESIGN, decision 6: `basis` is `stated`, `assumed` (from a pattern or a regime) or `decided` (by a person).
"""

from __future__ import annotations

from typing import Any

from compiler.planfile.model import PlanFile
from compiler.planfile.record import RecordError, unpack
from compiler.result import Responsibility

_BESIDES = ("source", "basis", "reason")
"""Fields of a duty that say nothing of what it is."""


def with_bases(file: PlanFile) -> PlanFile:
    """The file with the duties that are other than the compiler wrote them, or that it never wrote, as decided. As it is
    where no record tells what the compiler wrote."""
    try:
        written = unpack(file.compiled) if file.compiled else None
    except RecordError:
        return file
    if written is None:
        return file
    was = {duty.id: _said(duty) for duty in written.responsibilities}
    duties = [
        duty.model_copy(update={"basis": "decided"})
        if duty.basis == "stated" and was.get(duty.id) != _said(duty)
        else duty
        for duty in file.responsibilities
    ]
    return file.model_copy(update={"responsibilities": duties}) if duties != file.responsibilities else file


def mark_changed(before: PlanFile, plain: dict[str, Any]) -> None:
    """In `plain`, which a decision made of `before`, the duties of the text that it changed are decided."""
    was = {duty.id: duty for duty in before.responsibilities}
    for written in plain["responsibilities"]:
        known = was.get(written["id"])
        if known is not None and written["basis"] == "stated":
            bare = known.model_dump(by_alias=True)
            if any(bare[field] != written[field] for field in bare if field not in _BESIDES):
                written["basis"] = "decided"


def _said(duty: Responsibility) -> dict[str, Any]:
    return duty.model_dump(exclude=set(_BESIDES))
