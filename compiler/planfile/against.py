"""A corrected or amended document against the plan file of the one before: decisions go on, differences show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from rapidfuzz.fuzz import ratio

from compiler.asks.check import with_questions
from compiler.asks.check_regime import too_soon
from compiler.planfile import path as planfile_path
from compiler.planfile.model import Amends, PlanFile, Question
from compiler.result import RegimeProposal, Responsibility
from compiler.rounds.pattern import edges_of
from compiler.rounds.regime import due_on
from config.wording import say

ALIKE = 72.0
"""Likeness (0 to 100) from which two texts of one holder are one duty reworded; another holder must reach 90."""
ALIKE_ELSEWHERE = 90.0
COMPARED = ("holder", "text", "roles", "with_", "reports_to", "due", "requested")
HEAD = ("number", "issuer", "issued_on", "year", "title")


class Change(NamedTuple):
    """One difference: "added", "dropped" or "changed"; `about` is a path, `was` and `now` are words."""

    kind: str
    about: str
    was: str
    now: str


class Carried(NamedTuple):
    """The new plan file, written on the old one's text; what differs; the decisions that went over."""

    file: PlanFile
    changes: list[Change]
    decisions: list[Question]


def carry_over(new: PlanFile, old: PlanFile) -> Carried:
    """`new` with the ids, decisions, policy, ladder and settled rounds of `old`, and how the two differ.

    What the new text states wins over an old answer to a question that it no longer leaves open; where its words ask
    something else now (another day, another year), the old answer is none to that and the question is open again.
    """
    pairs = _pairs(old.responsibilities, new.responsibilities)
    file = _renamed(new, pairs, old)
    plain = file.model_dump(by_alias=True)
    plain["policy"], plain["ladder"] = old.policy.model_dump(), old.ladder
    _carry_cast(plain, old)
    _carry_own(plain, old)
    same_rounds = _same_rounds(file, old)
    decisions = list(_carry_answers(plain, old, same_rounds))
    if same_rounds and (file.regime is None or file.regime.basis == "assumed"):
        _carry_regime(plain, old)
    else:
        _keep_past_rounds(plain, old)
    merged = old.replaced(plain)
    merged = merged.changed(edges=[edge.model_dump() for edge in edges_of(merged.responsibilities)])
    merged = merged.changed(amends=amended.model_dump() if (amended := amends(merged, old)) else None)
    return Carried(with_questions(merged), list(_changes(old, merged)), decisions)


def changes_text(carried: Carried) -> str:
    """The difference as lines a coordinator reads."""
    lines = []
    for change in carried.changes:
        lines.append(say(f"against.{change.kind}", about=change.about, was=change.was, now=change.now))
    for question in carried.decisions:
        lines.append(say("against.carried", id=question.id, asks=question.asks, by=question.decided_by))
    return "\n".join(lines or [say("against.same")]) + "\n"


def _pairs(old: list[Responsibility], new: list[Responsibility]) -> dict[str, str]:
    """New duty id -> old duty id, the likest first; each is used once."""
    scored = []
    for one in new:
        for other in old:
            same_holder = one.holder.casefold() == other.holder.casefold()
            likeness = 100.0 if one.text == other.text else ratio(one.text, other.text)
            if likeness >= (ALIKE if same_holder else ALIKE_ELSEWHERE):
                scored.append((likeness + 10 * same_holder, one.id, other.id))
    found: dict[str, str] = {}
    for _, one_id, other_id in sorted(scored, key=lambda each: -each[0]):
        if one_id not in found and other_id not in found.values():
            found[one_id] = other_id
    return found


def _renamed(new: PlanFile, pairs: dict[str, str], old: PlanFile) -> PlanFile:
    """The new file with the old ids; duties without a forerunner are numbered after all that were ever used."""
    numbers = [int(duty.id[1:]) for duty in old.responsibilities if duty.id[1:].isdigit()]
    numbers += [int(q.about.split(".")[1][1:]) for q in old.questions if q.about and _is_duty(q.about)]
    free = max(numbers, default=0)
    names = dict(pairs)
    for duty in new.responsibilities:
        if duty.id not in names:
            free += 1
            names[duty.id] = f"R{free}"
    plain = new.model_dump(by_alias=True)
    for duty in plain["responsibilities"]:
        duty["id"] = names[duty["id"]]
    for edge in plain["edges"]:
        edge["source"], edge["target"] = (names.get(end, end) for end in (edge["source"], edge["target"]))
    for part in [*plain["questions"], *plain["notes"]]:
        for field in ("about", "sets"):
            if part.get(field) and _is_duty(part[field]):
                section, was, *rest = part[field].split(".")
                part[field] = ".".join([section, names.get(was, was), *rest])
    return new.replaced(plain)


def _is_duty(path: str) -> bool:
    return path.startswith("responsibilities.R")


def _carry_cast(plain: dict[str, Any], old: PlanFile) -> None:
    """What was decided about customary duties: taken over, or left out again."""
    standing = {duty.id: duty for duty in old.responsibilities}
    declined = {question.about for question in old.questions if question.code == "D207" and question.answered} - {
        f"responsibilities.{each}" for each in standing
    }
    words = {question.asks for question in old.questions if question.about in declined}
    kept = []
    for duty in plain["responsibilities"]:
        before = standing.get(duty["id"])
        asks = next((q["asks"] for q in plain["questions"] if q["about"] == f"responsibilities.{duty['id']}"), None)
        if duty["basis"] == "assumed" and asks in words:
            continue
        if duty["basis"] == "assumed" and before is not None and before.basis == "decided":
            duty.update(holder=before.holder, basis="decided")
        kept.append(duty)
    gone = {duty["id"] for duty in plain["responsibilities"]} - {duty["id"] for duty in kept}
    plain["responsibilities"] = kept
    plain["questions"] = [q for q in plain["questions"] if (q["about"] or "").partition(".")[2] not in gone]


def _carry_own(plain: dict[str, Any], old: PlanFile) -> None:
    """The duties that a person wrote into the file: decided, asked about by no question, in no sentence of the text."""
    asked = {question.about for question in old.questions}
    standing = {duty["id"] for duty in plain["responsibilities"]}
    for duty in old.responsibilities:
        own = duty.basis == "decided" and duty.source is None and f"responsibilities.{duty.id}" not in asked
        if own and duty.id not in standing:
            plain["responsibilities"].append(duty.model_dump(by_alias=True))


def _carry_answers(plain: dict[str, Any], old: PlanFile, same_rounds: bool) -> Iterator[Question]:
    """Answers to what the new text asks too, with their values; the record keeps who, when and why."""
    before = old.model_dump(by_alias=True)
    answered = {(question.code, question.about): question for question in old.questions if question.answered}
    asked = {(question["code"], question["about"]) for question in plain["questions"]}
    for question in plain["questions"]:
        known = answered.get((question["code"], question["about"]))
        if known is None or not (same_rounds if question["about"] == "regime" else _asks_the_same(question, known)):
            continue
        question.update(known.model_dump(include={"answer", "decided_by", "decided_at", "why"}), mark=None)
        if _holds_its_answer(question["sets"]):
            value = planfile_path.get(before, question["sets"])
            plain.update(planfile_path.put(plain, question["sets"], value))
        yield known
    # Decisions on what the new text no longer asks stay on record: they explain why the plan was as it was.
    taken = {question["id"] for question in plain["questions"]}
    number = max((int(name[1:]) for name in taken if name[1:].isdigit()), default=0)
    for key, known in answered.items():
        if key not in asked:
            number += 1
            plain["questions"].append({**known.model_dump(), "id": f"Q{number}"})
            if key[1] in {f"plan.{field}" for field in HEAD} and planfile_path.get(plain, str(key[1])) is None:
                plain.update(planfile_path.put(plain, str(key[1]), planfile_path.get(before, str(key[1]))))
            yield known


def _asks_the_same(question: dict[str, Any], known: Question) -> bool:
    """Whether a question of the new text is the one that was answered: its words, or at least what it proposes."""
    if question["asks"] == known.asks:
        return True
    return question["proposal"] is not None and question["proposal"] == known.proposal


def _same_rounds(new: PlanFile, old: PlanFile) -> bool:
    """Whether the rounds decided for `old` can stand for `new`: the words about them, or the days that follow from
    them, are the same, and so is the year."""
    years = {new.plan.year, old.plan.year} - {None}
    if len(years) > 1:
        return False
    asked = next((question for question in old.questions if question.about == "regime"), None)
    if asked is None or asked.proposal is None or new.regime is None:
        return True
    if asked.reason == new.regime.reason:
        return True
    return RegimeProposal.model_validate(asked.proposal).periods == new.regime.periods


def _holds_its_answer(path: str | None) -> bool:
    """Whether the answer is the value at `path`; whole duties, rounds and the cast are carried on their own."""
    if path is None:
        return False
    return path == "coordinator" or path.startswith("plan.") or (_is_duty(path) and path.count(".") > 1)


def _carry_regime(plain: dict[str, Any], old: PlanFile) -> None:
    """Rounds that were decided or edited stand, where the new text still leaves them open."""
    settled = any(q.about == "regime" and q.answered for q in old.questions)
    if old.regime is not None and (settled or old.regime.basis == "decided"):
        plain["regime"] = old.regime.model_dump()


def _keep_past_rounds(plain: dict[str, Any], old: PlanFile) -> None:
    """Rounds due up to the new plan's issue were asked by the plan before: the new text does not draft them, and yet
    they are not taken back. They may run still."""
    issued_on, regime = plain["plan"]["issued_on"], plain["regime"]
    if not issued_on or regime is None or old.regime is None or plain["plan"]["year"] != old.plan.year:
        return
    there = {period["key"] for period in regime["periods"]}
    past = [each for each in old.regime.periods if each.due <= issued_on and each.key not in there]
    regime["periods"] = [*(each.model_dump() for each in past), *regime["periods"]]


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


def _changes(old: PlanFile, new: PlanFile) -> Iterator[Change]:
    for field in HEAD:
        was, now = getattr(old.plan, field), getattr(new.plan, field)
        if was != now:
            yield Change("changed", f"plan.{field}", _words(was), _words(now))
    if old.coordinator != new.coordinator:
        yield Change("changed", "coordinator", _words(old.coordinator), _words(new.coordinator))
    before = {duty.id: duty for duty in old.responsibilities}
    after = {duty.id: duty for duty in new.responsibilities}
    for id_, duty in after.items():
        if id_ not in before:
            yield Change("added", id_, "", f"{duty.holder}: {duty.text}")
        else:
            yield from _fields(before[id_], duty)
    for id_, duty in before.items():
        if id_ not in after:
            yield Change("dropped", id_, f"{duty.holder}: {duty.text}", "")
    rounds = ({period.key: period for period in file.regime.periods} if file.regime else {} for file in (old, new))
    was_rounds, now_rounds = rounds
    for key in dict.fromkeys([*was_rounds, *now_rounds]):
        was, now = was_rounds.get(key), now_rounds.get(key)
        if was != now:
            kind = "added" if was is None else "dropped" if now is None else "changed"
            yield Change(kind, f"regime.periods.{key}", _words(was and was.due), _words(now and now.due))


def _fields(was: Responsibility, now: Responsibility) -> Iterator[Change]:
    for field in COMPARED:
        one, other = getattr(was, field), getattr(now, field)
        if field == "due":
            one, other = one and one.rule, other and other.rule
        if one != other:
            yield Change("changed", f"{now.id}.{field.rstrip('_')}", _words(one), _words(other))


def _words(value: object) -> str:
    if isinstance(value, Iterable) and not isinstance(value, str):
        return "; ".join(str(each) for each in value) or "—"
    return "—" if value is None else str(value)
