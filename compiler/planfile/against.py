"""A corrected or amended document against the plan file of the one before.

Decisions and edits made by hand go on, differences show. The file's record (compiler/planfile/record) says what the
compiler wrote, so that three sides are known of each value: the document before, the file, the document now.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from compiler.asks.check import open_questions_of, with_questions
from compiler.asks.check_regime import too_soon
from compiler.planfile.answers import Answers, carry_answers, merged_notes, passages_gone
from compiler.planfile.clashes import with_clashes
from compiler.planfile.compiled import as_record, recorded
from compiler.planfile.differences import Change, differences, differences_text, kept_changes
from compiler.planfile.followed import of_rounds_now
from compiler.planfile.links import ends, linked, relinked, remembered
from compiler.planfile.merge import DUTY, EVENT, HEAD, PERIOD, Merge, in_order
from compiler.planfile.model import Amends, PlanFile, Question
from compiler.planfile.pairs import renamed
from compiler.planfile.record import RecordError, Written, plain_of, unpack
from compiler.planfile.twice import TwiceNamedError, refuse_twice_named
from compiler.result import Edge, RegimeProposal, Responsibility
from compiler.rounds.pattern import edges_of
from compiler.rounds.regime import due_on

__all__ = ["Carried", "Change", "TwiceNamedError", "amends", "carry_over", "changes_text"]


class Carried(NamedTuple):
    """The new plan file, written on the old one's text, and what became of everything.

    ``changes``: what differs from the old file. ``decisions``: those that went over. ``kept``: what a person edited
    and the document left as it was. ``asked``: what both changed. ``lapsed``: decisions that the new words end.
    ``unsure``: the old file holds no record, so that edits cannot be told from the compiler's own writing.
    """

    file: PlanFile
    changes: list[Change]
    decisions: list[Question]
    kept: list[Change]
    asked: list[Question]
    lapsed: list[Question]
    unsure: bool


def carry_over(new: PlanFile, old: PlanFile) -> Carried:
    """`new` with the ids, decisions, edits, policy, ladder and settled rounds of `old`, and how the two differ.

    What the new text states wins over an old answer to a question that it no longer leaves open; where its words ask
    something else now (another day, another year), the old answer is none to that and the question is open again.
    What a person edited by hand stays; where the document changed it too, both stand in a question (D247 to D249).
    Raises TwiceNamedError where two parts of `old` share an id.
    """
    refuse_twice_named(old)
    written, unsure = _record(old, new)
    known = [*written.responsibilities, *_own(old, written)]
    events = [*(written.regime.events if written.regime else []), *(old.regime.events if old.regime else [])]
    new = renamed(new, known, events, old)
    if unsure:
        written = _presumed(old, new)
    answers = Answers(old)
    rounds_stand = _same_rounds(new, old, written.regime)
    merge = Merge(
        lambda path: answers.decided(path) or (_another_year(new, old) and path.endswith(".due")),
        answers.silent,
        lost=passages_gone(new, old),
        same_text=old.source.sha256 == new.source.sha256,
    )
    plain = _merged(merge, written, old, new, rounds_stand=rounds_stand)
    fate = carry_answers(plain, new, old, written, same_rounds=rounds_stand)
    plain["notes"] = merged_notes(plain, new, old, written)
    plain["policy"], plain["ladder"] = old.policy.model_dump(), old.ladder
    merged = old.replaced(plain)
    edges = _edges(new, old, merged)
    merged = merged.changed(edges=[edge.model_dump() for edge in edges])
    merged = merged.changed(amends=amended.model_dump() if (amended := amends(merged, old)) else None)
    touched = [*(each.path for each in merge.kept), *(each.path for each in merge.clashes)]
    by_person = any(path.startswith("regime") for path in touched)
    merged = of_rounds_now(merged, by_person=by_person)
    merged, asked = with_clashes(merged, old, merge.clashes, merge.kept)
    merged = with_questions(merged)
    by_hand = {ends(edge) for edge in old.edges} - {ends(edge) for edge in written.decided}
    own = [edge for edge in merged.edges if ends(edge) not in by_hand]
    merged = merged.changed(compiled=remembered(recorded(new).compiled, own, merged.responsibilities))
    kept = kept_changes(merge.kept, merged)
    return Carried(merged, list(differences(old, merged)), fate.carried, kept, asked, fate.lapsed, unsure)


def _record(old: PlanFile, new: PlanFile) -> tuple[Written, bool]:
    """What the compiler wrote into `old`; without a record a stand-in, and True."""
    try:
        if old.compiled is not None:
            return unpack(old.compiled), False
    except RecordError:
        pass  # the check says so (D251): what follows is as for a file without a record
    return (as_record(new) if old.source.sha256 == new.source.sha256 else as_record(old)), True


def _presumed(old: PlanFile, new: PlanFile) -> Written:
    """Without a record: of the very same document its own words, else the file as it stands but for what a person
    decided or wrote into it."""
    if old.source.sha256 == new.source.sha256:
        return as_record(new)
    answered = {question.about for question in old.questions if question.answered}
    head = {field: None for field in HEAD if f"plan.{field}" in answered and field not in ("class", "cites")}
    own = {duty.id for duty in _own(old, Written(plan=old.plan))}
    duties = [duty for duty in old.responsibilities if duty.id not in own]
    same = _same_rounds(new, old, None) and (new.regime is None or new.regime.basis == "assumed")
    settled = "regime" in answered or (old.regime is not None and old.regime.basis == "decided")
    regime = new.regime if same and settled else old.regime
    record = as_record(old).model_copy(update={"responsibilities": duties, "regime": regime})
    return record.model_copy(update={"plan": old.plan.model_copy(update=head), "questions": [], "notes": []})


def _own(old: PlanFile, written: Written) -> list[Responsibility]:
    """The duties that a person added, by an answer or in the file: none that the compiler wrote."""
    known = {duty.id for duty in written.responsibilities}
    if known:
        return [duty for duty in old.responsibilities if duty.id not in known]
    drafted = {
        path for question in old.questions if question.answered and not question.keep for path in question.places
    }
    return [
        duty
        for duty in old.responsibilities
        if duty.basis == "decided" and (duty.source is None or f"responsibilities.{duty.id}" in drafted)
    ]


def _merged(merge: Merge, written: Written, old: PlanFile, new: PlanFile, *, rounds_stand: bool) -> dict[str, Any]:
    plain = new.model_dump(by_alias=True)
    base, mine, theirs = plain_of(written.plan), plain_of(old.plan), plain["plan"]
    for field in HEAD:
        theirs[field] = merge.value(f"plan.{field}", base[field], mine[field], theirs[field])
    plain["coordinator"] = merge.value("coordinator", written.coordinator, old.coordinator, new.coordinator)
    known, here = ([plain_of(duty) for duty in some] for some in (written.responsibilities, old.responsibilities))
    plain["responsibilities"] = merge.parts("responsibilities", DUTY, known, here, plain["responsibilities"], "id")
    plain["regime"] = _regime(merge, written.regime, old, new, stand=rounds_stand)
    return plain


def _regime(
    merge: Merge, base: RegimeProposal | None, old: PlanFile, new: PlanFile, *, stand: bool
) -> dict[str, Any] | None:
    """The rounds: part by part where both sides have some; as a whole where a decision put others in their place."""
    mine, theirs = old.regime, new.regime
    settled = any(question.about == "regime" and question.answered for question in old.questions)
    other = settled and mine is not None and base is not None and mine.preset != base.preset
    if theirs is not None and _another_year(new, old):
        return plain_of(theirs)  # an edit of last year's days says nothing of this year's
    if theirs is None or mine is None or base is None or other:
        keeps = mine is not None and (base is None or stand) and (settled or base != mine or theirs is None)
        chosen = mine if keeps else None if mine is None and base is not None and base == theirs else theirs
        return plain_of(chosen) if chosen is not None else None
    whole, past = plain_of(theirs), _past(old, new)
    known, here = plain_of(base), plain_of(mine)
    gone = {period["key"] for period in past}
    standing = [period for period in here["periods"] if period["key"] not in gone]
    whole["periods"] = merge.parts("regime.periods", PERIOD, known["periods"], standing, whole["periods"], "key")
    there = {period["key"]: period for period in [*past, *whole["periods"]]}
    order = in_order(
        [period["key"] for period in here["periods"]], [*gone, *(each.key for each in theirs.periods)], there
    )
    whole["periods"] = [there[key] for key in order]  # as the file has them: it is written into the old one's text
    whole["events"] = merge.parts("regime.events", EVENT, known["events"], here["events"], whole["events"], "key")
    for field in ("preset", "basis", "reason"):
        if known[field] != here[field] and stand:
            whole[field] = here[field]
    return whole


def _past(old: PlanFile, new: PlanFile) -> list[dict[str, Any]]:
    """Rounds due up to the new plan's issue were asked by the plan before: the new text does not draft them, and yet
    they are not taken back. They may run still. Those that nobody had settled never ran: no plan is launched so."""
    issued_on, here, there = new.plan.issued_on, old.regime, new.regime
    if any(question.about == "regime" for question in open_questions_of(old)):
        return []
    if issued_on is None or here is None or there is None or new.plan.year != old.plan.year:
        return []
    known = {period.key for period in there.periods}
    return [plain_of(each) for each in here.periods if each.due <= issued_on and each.key not in known]


def _same_rounds(new: PlanFile, old: PlanFile, base: RegimeProposal | None) -> bool:
    """Whether the rounds decided for `old` can stand for `new`: the words about them, or the days that follow from
    them, are the same, and so is the year."""
    if _another_year(new, old):
        return False
    asked = next((question for question in old.questions if question.about == "regime"), None)
    if new.regime is None:
        return True
    if base is not None:
        return base.reason == new.regime.reason or base.periods == new.regime.periods
    if asked is None or asked.proposal is None:
        return True
    if asked.reason == new.regime.reason:
        return True
    return RegimeProposal.model_validate(asked.proposal).periods == new.regime.periods


def _another_year(new: PlanFile, old: PlanFile) -> bool:
    return len({new.plan.year, old.plan.year} - {None}) > 1


def _edges(new: PlanFile, old: PlanFile, merged: PlanFile) -> list[Edge]:
    """The edges of the old file brought to the merged duties. Those that hand-edited duties of the old file imply, or
    imply no more, are told by the record: what the new one (of `new`) does not tell is written out."""
    told = {ends(edge) for edge in edges_of(new.responsibilities)}
    now = {ends(edge): edge for edge in linked(old)}
    standing = [edge for edge in old.edges if ends(edge) in now or ends(edge) in told]
    there = {ends(edge) for edge in standing}
    fresh = [edge for name, edge in now.items() if name in told and name not in there]
    return relinked([*standing, *fresh], edges_of(old.responsibilities), edges_of(merged.responsibilities))


def amends(new: PlanFile, old: PlanFile) -> Amends | None:
    """What `new`, issued later than `old` for the same year, takes over unchanged from the time before its issue.

    None where `new` is `old` again, or another year's plan. What was wrong in `old` is not taken over.
    """
    first, later = old.plan.issued_on, new.plan.issued_on
    if first is None or later is None or old.plan.year != new.plan.year or later < first:
        return None
    if later == first:
        return old.amends
    known = old.amends or Amends()
    inclusive = new.policy.before_is_inclusive
    before = {duty.id: duty.due for duty in old.responsibilities}
    duties = []
    for duty in new.responsibilities:
        day = due_on(duty.due, before_is_inclusive=inclusive) if duty.due else None
        as_it_was = duty.due is not None and duty.id in before and before[duty.id] == duty.due
        if day and day < later and as_it_was and (day >= first or duty.id in known.duties):
            duties.append(duty.id)
    days = {each.key: each.due for each in old.regime.periods} if old.regime else {}
    standing = [each for each in (new.regime.periods if new.regime else []) if days.get(each.key) == each.due]
    rounds = [each.key for each in standing if any(too_soon(new, each))]
    return Amends(number=old.plan.number, issued_on=first, duties=duties, rounds=rounds)


def changes_text(carried: Carried) -> str:
    """The difference as lines a coordinator reads."""
    ended = {question.id for question in carried.lapsed}
    again = [each for each in carried.file.questions if each.id in ended and not each.answered]
    return differences_text(
        carried.changes,
        carried.decisions,
        kept=carried.kept,
        asked=[*carried.asked, *again],
        lapsed=carried.lapsed,
        unsure=carried.unsure,
    )
