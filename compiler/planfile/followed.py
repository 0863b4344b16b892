"""Rounds follow an answer that gives a duty another period: its old rounds go, the new ones come, others stay."""

from __future__ import annotations

from typing import Any

from compiler.asks.check import edited
from compiler.planfile.model import PlanFile, Question, digest
from compiler.result import Period, Role
from compiler.rounds.pattern import as_written, subject_of
from compiler.rounds.regime import draft_regime, is_week, regimes

WANTS_ROUNDS = frozenset({"D218", "D219"})
"""Questions on a duty whose period stands among no rounds: an answer that names a period asks for them."""


def followed(before: PlanFile, after: PlanFile, question: Question) -> PlanFile:
    """`after`, in which an answer to `question` stands, with the daily and weekly rounds that its duties now state.

    Rounds that the old words had drafted, and that nobody changed, go with them; longer rounds are the plan's and stay
    (D209). A question about the rounds that is still open asks about them as they are now.
    """
    if not (question.sets or "").endswith(".due") or before.regime is None or after.regime is None:
        return after
    was, now = _short(before), _short(after)
    fresh = now if question.code in WANTS_ROUNDS else {key: now[key] for key in now if key not in was}
    standing = after.regime.periods
    as_drafted = {each.key for each in standing if was.get(each.key) == each}
    kept = [
        now[each.key] if each.key in as_drafted else each
        for each in standing
        if each.key not in as_drafted or each.key in now
    ]
    known = {each.key for each in kept}
    added = [each for key, each in fresh.items() if key not in known]
    if kept == standing and not added:
        return after
    periods = sorted([*kept, *added], key=lambda each: (each.due, each.window_from, each.key))
    regime = after.regime.model_copy(update={"periods": periods})
    plain = after.model_dump(by_alias=True)
    plain["regime"] = regime.model_dump(by_alias=True)
    moved = after.replaced(plain)
    return _asked_of_now(before, moved)


def of_rounds_now(file: PlanFile, *, by_person: bool) -> PlanFile:
    """A merged file whose open question about the rounds as a whole proposes those that stand in it, with the ones kept
    from the plan before. ``by_person``: whether an edit stands among them, which may have settled it."""
    plain: dict[str, Any] = file.model_dump(mode="json", by_alias=True)
    for question, written in zip(file.questions, plain["questions"], strict=True):
        open_ = question.about == question.sets == "regime" and not question.answered and file.regime is not None
        if open_ and file.regime and question.proposal is not None and not (by_person and edited(file, question)):
            written |= {"proposal": as_written(file.regime), "mark": digest(plain["regime"])}
    return file.replaced(plain)


def reports_at(file: PlanFile, path: str) -> bool:
    """Whether the duty of a path ("responsibilities.R2.due") is one to report."""
    duty = next((each for each in file.responsibilities if path.startswith(f"responsibilities.{each.id}.")), None)
    return duty is not None and bool({Role.REPORT, Role.CONSOLIDATE} & set(duty.roles))


def _short(file: PlanFile) -> dict[str, Period]:
    """The rounds of a day or a week that the duties state, by key, with the label of the file's own."""
    assert file.regime is not None
    own = file.regime.preset or ""
    preset = own if own in regimes()["regimes"] else str(subject_of(file.plan)["regime"])
    inclusive = file.policy.before_is_inclusive
    drafted = draft_regime(file.plan, file.responsibilities, file.coordinator, preset, before_is_inclusive=inclusive)
    periods = drafted.regime.periods if drafted else []
    label = next((each.label for each in file.regime.periods), None)
    return {each.key: each.model_copy(update={"label": label} if label else {}) for each in periods if is_week(each)}


def _asked_of_now(before: PlanFile, after: PlanFile) -> PlanFile:
    """An open question about the rounds as a whole proposes those that stand now."""
    plain: dict[str, Any] = after.model_dump(mode="json", by_alias=True)
    for question, written in zip(after.questions, plain["questions"], strict=True):
        if question.sets == "regime" and not question.answered and after.regime and not edited(before, question):
            if question.proposal is not None:
                written["proposal"] = as_written(after.regime)
            written["mark"] = digest(plain["regime"])
    return after.replaced(plain)
