"""Settle the questions of a plan file: a person's answer changes the plan and stays on record with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from compiler.asks.check import edited, open_questions_of, with_questions
from compiler.names.holders import is_group
from compiler.planfile import path as planfile_path
from compiler.planfile.bases import mark_changed, with_bases
from compiler.planfile.due_said import by_the_day, rule_of
from compiler.planfile.followed import followed, reports_at
from compiler.planfile.letters import composed
from compiler.planfile.links import linked, relinked, remembered
from compiler.planfile.model import CLASHES, PlanFile, Question, digest
from compiler.planfile.passages import (
    LEAVE_OUT,
    TABLES,
    DecisionError,
    decide_note,
    duties_changed,
    note_named,
    with_duties,
)
from compiler.planfile.shared import with_shared
from compiler.planfile.twice import refuse_twice_named
from compiler.result import RegimeProposal
from compiler.rounds.dated import rounds_of_own_days
from compiler.rounds.pattern import edges_of
from compiler.rounds.regime import draft_regime, regimes
from config.wording import say

KEEP = frozenset({"giữ", "giu", "keep"})
"""Answers that leave a value as a person edited it, against what the new document says."""
__all__ = ["KEEP", "LEAVE_OUT", "DecisionError", "accept_all", "decide", "settled_by_edit"]
_DATE_FIELDS = frozenset({"issued_on", "window_from", "window_to", "consolidated_due"})
_LIST_FIELDS = frozenset({"with", "reports_to", "products", "roles"})
_PASSES = 20


def decide(
    file: PlanFile,
    question_id: str,
    *,
    by: str,
    why: str,
    at: datetime,
    accept: bool = False,
    answer: str | None = None,
) -> PlanFile:
    """The plan file with one question settled: its proposal accepted, or `answer` put in its place.

    `by`, `why` and `at` (aware) are kept beside the answer; a duty or regime that was assumed, and a stated duty that the
    answer changes, becomes decided. Raises DecisionError and changes nothing where that is not possible, and
    TwiceNamedError where two parts of the file share an id.
    """
    if not any(map(str.isalnum, by)) or not any(map(str.isalnum, why)):
        raise DecisionError.of("decide.nobody", place=question_id)  # also "…", as the proposed command is printed
    refuse_twice_named(file)
    by, why, answer = composed(by), composed(why), composed(answer) if answer else answer
    if note := note_named(file, question_id):
        if not (accept or (answer and answer.strip())):
            raise DecisionError.of("decide.no_answer", place=note.ref)
        return _relinked(file, decide_note(file, note, by=by.strip(), why=why.strip(), at=at, answer=answer or ""))
    file = with_questions(file)
    question = _find(file, question_id)
    if accept:
        if question.draft or question.drafts:
            raise DecisionError.of("decide.holder_wanted", place=_place(question), asks=question.asks)
        if not question.proposes:
            raise DecisionError.of("decide.nothing_proposed", place=_place(question), asks=question.asks)
        plain, said = _accepted(file, question)
    elif answer is not None and answer.strip():
        plain, said = _answered(file, question, answer.strip())
    else:
        raise DecisionError.of("decide.no_answer", place=_place(question))
    record = {"answer": said, "decided_by": by.strip(), "decided_at": at, "why": why.strip(), "mark": None}
    for each in plain["questions"]:
        if each["id"] == question.id:
            each.update(record)
        elif _follows(question, each) and accept:
            each.update(record, answer=say("decide.with", id=question.id))
    plain = with_shared(file, question, plain)
    mark_changed(file, plain)
    try:
        settled = file.replaced(plain)
    except ValidationError as invalid:
        detail = "; ".join(str(error["msg"]) for error in invalid.errors())
        raise DecisionError.of("decide.unfit", place=_place(question), answer=answer, detail=detail) from invalid
    after = _relinked(file, followed(file, settled, question))
    return with_bases(_remarked(file, after, question))


def accept_all(file: PlanFile, *, by: str, why: str, at: datetime) -> PlanFile:
    """Accept every proposal, also of questions that these answers raise.

    What stays open afterwards has no proposal: only a person's answer settles it. Raises as decide does.
    """
    refuse_twice_named(file)
    for _ in range(_PASSES):
        ready = [question for question in open_questions_of(file) if question.proposes]
        if not ready:
            break
        for question in ready:
            still_open = {each.id for each in open_questions_of(file)}
            if question.id in still_open:
                file = decide(file, question.id, by=by, why=why, at=at, accept=True)
    return file


def _find(file: PlanFile, question_id: str) -> Question:
    for question in file.questions:
        if question.id.casefold() == question_id.casefold():
            if question.answered:
                raise DecisionError.of("decide.settled", place=_place(question), by=question.decided_by)
            return question
    ids = [question.id for question in file.questions]
    near = get_close_matches(question_id, ids, n=1) or [", ".join(ids) or "—"]
    raise DecisionError.of("decide.unknown", place=question_id, known=near[0])


def _accepted(file: PlanFile, question: Question) -> tuple[dict[str, Any], Any]:
    plain = file.model_dump(by_alias=True)
    path = question.sets or ""
    if path == "cast":
        for item in plain["responsibilities"]:
            if item["basis"] == "assumed":
                item["basis"] = "decided"
        return plain, say("decide.accepted")
    by_hand = path == "regime" and edited(file, question)  # who edits the rounds and accepts means the edit
    if not (question.keep or by_hand):
        plain = planfile_path.put(plain, path, question.proposal)
    _mark_decided(plain, path)
    if by_hand:
        return plain, say("decide.as_edited")
    return plain, say("decide.accepted") if question.keep else question.proposal or say("decide.left_out")


def _answered(file: PlanFile, question: Question, answer: str) -> tuple[dict[str, Any], Any]:
    """The plan with `answer` put where the question points; where it points nowhere it is only kept on record."""
    plain = file.model_dump(by_alias=True)
    path = question.sets
    leave_out = answer.casefold() in LEAVE_OUT
    if drafts := question.drafts or ([question.draft] if question.draft else []):
        return (plain, answer) if leave_out else with_duties(file, plain, drafts, answer, _place(question))
    if path is None:
        if question.code in TABLES and not leave_out and not duties_changed(file):
            raise DecisionError.of("decide.table_first", place=_place(question), answer=answer)
        return plain, answer
    parent = path.rpartition(".")[0]
    if question.code in CLASHES and answer.casefold() in KEEP:
        return plain, say("decide.keeps")
    if question.code in CLASHES and question.code != "D247":
        if not leave_out:
            raise DecisionError.of("decide.keep_or_not", place=_place(question), answer=answer)
        return planfile_path.put(plain, path, None), answer
    if path == "cast":
        if leave_out:
            plain["responsibilities"] = [d for d in plain["responsibilities"] if d["basis"] != "assumed"]
        return plain, answer
    if path == "regime":
        plain["regime"] = _regime(file, question, answer)
    elif parent == "regime.periods" and not leave_out:
        plain = planfile_path.put(plain, f"{path}.due", _date(question, answer))
    elif parent == "responsibilities" and not question.keep:
        # A question about a whole duty as the text has it: its answer is kept on record, the words stand.
        return plain, answer
    elif parent == "responsibilities" and not leave_out:
        plain = planfile_path.put(plain, f"{path}.holder", answer)
    else:
        value = None if leave_out else _value(file, question, path, answer)
        plain = planfile_path.put(plain, path, value)
        answer = value["rule"] if isinstance(value, dict) and "rule" in value else answer
    _mark_decided(plain, path)
    return plain, answer


def _value(file: PlanFile, question: Question, path: str, answer: str) -> Any:
    """`answer` as the kind of value that `path` holds."""
    parent, _, field = path.rpartition(".")
    if field in _DATE_FIELDS or (field == "due" and parent.startswith("regime.")):
        return _date(question, answer)
    if field == "due":
        standing = planfile_path.get(file.model_dump(), path) or {}
        if (rule := rule_of(answer, file.plan.year)) is None:
            raise DecisionError.of("decide.no_due", place=_place(question), answer=answer)
        if reports_at(file, path):
            rule = by_the_day(rule, answer)
        return {"text": standing.get("text") or answer, "rule": rule}
    if field in _LIST_FIELDS:
        return [part.strip() for part in answer.split(";") if part.strip()]
    if field in ("group", "requested", "exception_channel", "before_is_inclusive"):
        return answer.casefold() in ("có", "co", "đúng", "true", "yes", "y")
    return answer


def _date(question: Question, answer: str) -> date:
    if match := re.search(r"\b(\d{1,2})\s*(?:/|\.|-|tháng)\s*(\d{1,2})\s*(?:/|\.|-|năm)\s*(\d{4})\b", answer):
        day, month, year = (int(part) for part in match.groups())
    elif match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", answer):
        year, month, day = (int(part) for part in match.groups())
    else:
        raise DecisionError.of("decide.no_date", place=_place(question), answer=answer)
    try:
        return date(year, month, day)
    except ValueError as fault:
        raise DecisionError.of("decide.no_date", place=_place(question), answer=answer) from fault


def _regime(file: PlanFile, question: Question, answer: str) -> dict[str, Any]:
    """The rounds of a regime by its name; of "bỏ": none by period, one for each day that duties have of their own."""
    if answer.casefold() in LEAVE_OUT:
        return _own_days(file, question)
    known = regimes()["regimes"]
    if answer not in known:
        raise DecisionError.of("decide.no_regime", place=_place(question), answer=answer, known=", ".join(known))
    drafted = draft_regime(file.plan, [], file.coordinator, answer)
    if drafted is None:
        raise DecisionError.of("decide.no_year", place=_place(question))
    return drafted.regime.model_dump()


def _own_days(file: PlanFile, question: Question) -> dict[str, Any]:
    inclusive = file.policy.before_is_inclusive
    periods = rounds_of_own_days(file.responsibilities, file.plan.issued_on, inclusive=inclusive)
    events = file.regime.events if file.regime else []
    if not periods and not events:
        raise DecisionError.of("decide.no_own_days", place=_place(question))
    reason = say("regime.own_days")
    return RegimeProposal(preset="custom", periods=periods, events=events, reason=reason).model_dump()


def _mark_decided(plain: dict[str, Any], path: str) -> None:
    """What a decision touched is decided from now on, unless the text itself states it."""
    steps = path.split(".")
    owner = planfile_path.get(plain, ".".join(steps[:2]) if steps[0] == "responsibilities" else steps[0])
    exact = path == "regime" or steps[0] == "responsibilities"
    unsaid = "assumed" if steps[0] == "regime" else "stated"
    if exact and isinstance(owner, dict) and owner.get("basis", unsaid) == "assumed":
        owner["basis"] = "decided"
    if steps[0] == "responsibilities" and steps[-1] == "holder" and isinstance(owner, dict) and owner["holder"]:
        owner["group"] = is_group(owner["holder"])  # whoever does it may be a class, or no longer one


def _follows(question: Question, other: dict[str, Any]) -> bool:
    """Accepting the customary cast as a whole accepts each of its members."""
    return question.sets == "cast" and other["code"] == "D207" and other["decided_by"] is None


def _relinked(before: PlanFile, after: PlanFile) -> PlanFile:
    """Edges follow the duties: derived ones are derived anew; those that a person added or took out stay so."""
    edges = relinked(linked(before), edges_of(before.responsibilities), edges_of(after.responsibilities))
    record = remembered(after.compiled, edges, after.responsibilities)
    return after.changed(edges=[edge.model_dump() for edge in edges], compiled=record)


def _remarked(before: PlanFile, after: PlanFile, settled: Question) -> PlanFile:
    """Open questions about something wider than what was just decided stay open: their mark is renewed."""
    plain = after.model_dump(mode="json", by_alias=True)
    for question, written in zip(after.questions, plain["questions"], strict=True):
        wider = question.sets and settled.sets and settled.sets.startswith(f"{question.sets}.")
        if wider and not question.answered and not edited(before, question):
            written["mark"] = digest(planfile_path.get(plain, question.sets or ""))
    return after.replaced(plain)


def _place(question: Question) -> str:
    return f"{question.id} ({question.sets or question.about or question.code})"


def settled_by_edit(file: PlanFile) -> Iterable[Question]:
    """Questions that nobody decided but an edit of the file answered."""
    return [question for question in file.questions if edited(file, question)]
