"""The questions of a corrected document and the answers of the plan file before it: which hold on, which lapse."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, NamedTuple

from compiler.planfile import path as planfile_path
from compiler.planfile.compiled import mark_of
from compiler.planfile.merge import QUIET
from compiler.planfile.model import CLASHES, Note, PlanFile, Question, digest
from compiler.planfile.passages import LEAVE_OUT
from compiler.planfile.record import Written
from compiler.result import RegimeProposal

DECIDED = {"sets", "answer", "decided_by", "decided_at", "why"}
"""The fields of a remark that hold a decision on it."""
ROUNDS_MOVED = "D239"
"""The question that moves all rounds to another policy."""


class Fate(NamedTuple):
    """The decisions that went over to the new document, and those that it ends."""

    carried: list[Question]
    lapsed: list[Question]


class Answers:
    """What the answered questions of a file decided, by path."""

    def __init__(self, old: PlanFile) -> None:
        self._by_path = {
            path: question
            for question in old.questions
            if question.answered and question.code not in CLASHES
            for path in question.places
        }
        self._no_cast = _left_out(self._by_path.get("cast"))
        self._moved = any(question.answered and question.code == ROUNDS_MOVED for question in old.questions)

    def decided(self, path: str) -> bool:
        """Whether an answer set the value at `path`, or the round that it belongs to."""
        parent = path.rpartition(".")[0]
        return path in self._by_path or (
            parent.startswith("regime.") and parent.count(".") > 1 and parent in self._by_path
        )

    def silent(self, path: str, mine: Any) -> bool:
        """Whether `mine` follows from an answer to something wider: the cast as a whole, a customary holder, a policy."""
        parent, _, field = path.rpartition(".")
        if path.startswith("regime.periods.") and field in ("due", "consolidated_due"):
            return self._moved
        if parent.startswith("responsibilities.") and field == "holder" and parent in self._by_path:
            return bool(self._by_path[parent].answer == mine)
        if parent.startswith("responsibilities.") and field == "group":
            return f"{parent}.holder" in self._by_path  # whether it is a class follows from who was answered
        return mine is None and parent == "responsibilities" and self._no_cast


def carry_answers(plain: dict[str, Any], new: PlanFile, old: PlanFile, written: Written, *, same_rounds: bool) -> Fate:
    """Write the questions of the merged file into `plain`, with the answers that hold and the values that they set.

    The old file's order and ids stay; a decision on what is no longer asked stays on record.
    """
    before, stated, base = (
        old.model_dump(by_alias=True),
        new.model_dump(by_alias=True),
        written.model_dump(by_alias=True),
    )
    matched, fresh = _matched(new, old)
    fate = Fate([], [])
    questions: list[dict[str, Any]] = []
    for known in old.questions:
        asked = matched.get(known.id)
        if asked is None:
            if not known.answered:
                if known.code in CLASHES:
                    questions.append(known.model_dump())
                continue
            questions.append(known.model_dump())
            rounds = known.about == "regime"
            holds = known.code in CLASHES or (same_rounds if rounds else _as_it_was(known, base, stated))
        else:
            holds = known.answered and (same_rounds if asked.about == "regime" else _asks_the_same(asked, known))
            update = known.model_dump(include={"answer", "decided_by", "decided_at", "why"}) if holds else {}
            questions.append({**asked.model_dump(), **update, "id": known.id, "mark": None if holds else asked.mark})
        if holds and known.code not in CLASHES:
            _put(plain, before, stated, known, asked)
        if known.answered:
            (fate.carried if holds else fate.lapsed).append(known)
    removed = set(written.questions) - {mark_of(question) for question in old.questions}
    number = max((int(each["id"][1:]) for each in before["questions"] if each["id"][1:].isdigit()), default=0)
    for asked in fresh:
        if mark_of(asked) not in removed or asked.code in CLASHES:
            number += 1
            questions.append({**asked.model_dump(), "id": f"Q{number}"})
    plain["questions"] = questions
    _reopen(plain, stated, base, {question.id for question in fate.lapsed})
    return fate


def merged_notes(plain: dict[str, Any], new: PlanFile, old: PlanFile, written: Written) -> list[dict[str, Any]]:
    """The remarks on the new text, less those that a person deleted from the file, with those that a person added.

    A decision on a remark goes on with it; the duty that it made in `plain` has its place in the new text.
    """
    gone = Counter(written.notes) - Counter(mark_of(note) for note in old.notes)
    own = Counter(mark_of(note) for note in old.notes) - Counter(written.notes)
    decided: dict[str, list[Note]] = defaultdict(list)
    for note in old.notes:
        if note.answered:
            decided[mark_of(note)].append(note)
    notes = []
    for note in new.notes:
        name = mark_of(note)
        if gone[name] > 0:
            gone[name] -= 1
            continue
        own[name] -= 1
        update = decided[name].pop(0).model_dump(include=DECIDED) if decided[name] else {}
        notes.append({**note.model_dump(), **update})
        made = planfile_path.get(plain, update["sets"]) if update.get("sets") else None
        if made is not None and note.draft is not None:
            made["source"] = note.draft.get("source")
    for note in old.notes:
        if own[mark_of(note)] > 0:
            own[mark_of(note)] -= 1
            notes.append(note.model_dump())
    return notes


def passages_gone(new: PlanFile, old: PlanFile) -> frozenset[str]:
    """The duties that a decision made of remarks on passages which the new text has no more, by path."""
    there = Counter(mark_of(note) for note in new.notes)
    gone = set()
    for note in old.notes:
        if note.answered and note.sets:
            name = mark_of(note)
            if there[name] <= 0:
                gone.add(note.sets)
            there[name] -= 1
    return frozenset(gone)


def _matched(new: PlanFile, old: PlanFile) -> tuple[dict[str, Question], list[Question]]:
    """Old question id -> the new text's same question; and the new text's other questions."""
    waiting: dict[str, list[Question]] = defaultdict(list)
    for question in old.questions:
        waiting[mark_of(question)].append(question)
    found: dict[str, Question] = {}
    fresh = []
    for question in new.questions:
        same = waiting[mark_of(question)]
        if not same:
            fresh.append(question)
            continue
        known = next((each for each in same if each.asks == question.asks), same[0])
        same.remove(known)
        found[known.id] = question
    return found, fresh


def _asks_the_same(question: Question, known: Question) -> bool:
    """Whether a question of the new text is the one that was answered: its words, or at least what it proposes."""
    if question.drafts or known.drafts:
        return [draft["text"] for draft in question.drafts] == [draft["text"] for draft in known.drafts]
    if question.asks == known.asks:
        return True
    return question.proposal is not None and question.proposal == known.proposal


def _as_it_was(known: Question, base: dict[str, Any], stated: dict[str, Any]) -> bool:
    """Whether the new document says at the place of a decision, about which it asks no more, what the one before did."""
    if known.drafts:
        return False  # the acts of a list that lacked their holder, and are no more in the text or have one
    if not known.sets or known.sets in ("cast", "regime") or not _holds_its_answer(known.sets):
        return True
    was, now = planfile_path.get(base, known.sets), planfile_path.get(stated, known.sets)
    if known.sets.rpartition(".")[0] == "responsibilities" and was is None and now is None:
        return False  # a passage that lacked its holder, and is no more in the text
    return bool(_told(was) == _told(now))


def _told(value: Any) -> Any:
    """A value without where it comes from."""
    return {key: each for key, each in value.items() if key not in QUIET} if isinstance(value, dict) else value


def _put(
    plain: dict[str, Any], before: dict[str, Any], stated: dict[str, Any], known: Question, asked: Question | None
) -> None:
    """The decided value in its place again; a duty made of a passage has its place in the new text."""
    for path in known.places:
        if _holds_its_answer(path):
            _put_at(path, plain, before, stated, known, asked)


def _put_at(
    path: str,
    plain: dict[str, Any],
    before: dict[str, Any],
    stated: dict[str, Any],
    known: Question,
    asked: Question | None,
) -> None:
    value, parent = planfile_path.get(before, path), path.rpartition(".")[0]
    if parent == "responsibilities" and (value is None) == (planfile_path.get(stated, path) is None):
        # the duty stands as the text has it: the answer is on record, and what was assumed stays decided
        here = planfile_path.get(plain, path)
        if here is not None and value is not None and value["basis"] == "decided":
            here["basis"] = "decided"
            here["holder"] = value["holder"] if known.answer == value["holder"] else here["holder"]
        return
    if parent and planfile_path.get(plain, parent) is None:
        return  # the duty or the rounds that it was about are gone
    made = _made_at(path, asked) if asked is not None and parent == "responsibilities" else None
    if isinstance(made, dict) and isinstance(value, dict) and "source" in made:
        value = {**value, "source": made["source"]}
    plain.update(planfile_path.put(plain, path, value))


def _made_at(path: str, asked: Question) -> Any:
    """The duty that the new text's question would make at `path`."""
    id_ = path.rpartition(".")[2]
    return next((draft for draft in asked.drafts if draft["id"] == id_), asked.draft or asked.proposal)


def _holds_its_answer(path: str | None) -> bool:
    """Whether the answer is the value at `path`; the rounds as a whole and the cast are carried on their own."""
    return path is not None and (path == "coordinator" or path.startswith(("plan.", "responsibilities.", "regime.")))


def _reopen(plain: dict[str, Any], stated: dict[str, Any], base: dict[str, Any], lapsed: set[str]) -> None:
    """Open again: what a lapsed decision had settled is assumed as before; rounds that the document changed are asked
    about although an edit stands among them."""
    for question in plain["questions"]:
        path = question["sets"]
        if not path or question["decided_by"] is not None or question["code"] in CLASHES:
            continue
        owner, said = planfile_path.get(plain, path), planfile_path.get(stated, path)
        both = isinstance(owner, dict) and isinstance(said, dict)
        parent, _, field = path.rpartition(".")
        duty, told = planfile_path.get(plain, parent), planfile_path.get(stated, parent)
        if field == "holder" and question["id"] in lapsed and duty and told and duty["holder"] == told["holder"]:
            duty["group"] = told["group"]
        if both and question["id"] in lapsed and said.get("basis") == "assumed":
            owner["basis"] = "assumed"
        if path == "regime" and both and _days(said) != _days(base.get("regime")):
            question["mark"] = digest(RegimeProposal.model_validate(owner).model_dump(mode="json", by_alias=True))


def _days(regime: dict[str, Any] | None) -> Any:
    return regime and (regime["periods"], regime["events"])


def _left_out(question: Question | None) -> bool:
    return question is not None and str(question.answer).casefold() in LEAVE_OUT
