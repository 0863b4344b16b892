"""What a passage without a sure holder would be as a duty: its words, roles, partners and day, for a person to take over."""

from __future__ import annotations

from typing import Any

from compiler.duties.assignments import Duty
from compiler.duties.responsibility import responsibility_of
from compiler.text.manuscript import Manuscript
from compiler.when.years import PlanYears

DRAFTED = frozenset({"D101", "D102", "D104", "D105", "D106", "D108", "D113", "D114", "D115", "D116", "D117", "D119"})
"""Findings on a passage that is a duty as soon as a person names its holder."""


class Drafter:
    """Reads passages of one document as duties; ``plan`` as for responsibility_of."""

    def __init__(self, manuscript: Manuscript, plan: PlanYears) -> None:
        self._manuscript, self._plan = manuscript, plan

    def of(self, duty: Duty) -> dict[str, Any]:
        """`duty` as plain values as the plan file writes them, without an id; without a holder where it names none."""
        said = responsibility_of(self._manuscript, duty, "", self._plan)
        plain = said.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        plain["holder"] = said.holder.rstrip(" .…_")  # of a form that is to be filled in
        left = {"id", "group"} if plain["holder"] else {"id", "group", "holder"}
        return {key: value for key, value in plain.items() if key not in left}
