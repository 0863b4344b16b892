"""Which duty of a corrected document is which of the document before: the new file under the old one's names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from rapidfuzz.fuzz import ratio

from compiler.planfile.model import PlanFile, Question
from compiler.result import Event, Responsibility

ALIKE = 72.0
"""Likeness (0 to 100) from which two texts of one holder are one duty reworded; another holder must reach 90."""
ALIKE_ELSEWHERE = 90.0
_DUTY = "responsibilities."
_EVENT = "regime.events."
_ID = re.compile(r"R\d+")
_NAMED = re.compile(r"(?<!\w)R\d+(?!\w)")
_SHORT = re.compile(r"R\d+(?![^.])")
_QUOTED = re.compile(r"(“[^”]*”)")
_OTHER_DUTY = re.compile(r"^responsibilities\.(R\d+)")


def renamed(new: PlanFile, known: list[Responsibility], events: list[Event], old: PlanFile) -> PlanFile:
    """`new` with the ids of `known` duties and `events`; what has no forerunner is numbered after all ever used."""
    names = pairs(known, new.responsibilities)
    names |= _declined(new, old, names)
    names |= _drafts(new, old, names)
    free = max((int(each[1:]) for each in _ids_used(old, known)), default=0)
    drafts = [_whole_duty(question) for question in new.questions]
    listed = [draft["id"] for question in new.questions for draft in question.drafts]
    for id_ in [*(duty.id for duty in new.responsibilities), *(each for each in drafts if each), *listed]:
        if id_ not in names:
            free += 1
            names[id_] = f"R{free}"
    plain = new.model_dump(by_alias=True)
    keys = _event_names(plain, events, names)
    for duty in plain["responsibilities"]:
        duty["id"] = names[duty["id"]]
    for edge in plain["edges"]:
        edge["source"], edge["target"] = (names.get(end, end) for end in (edge["source"], edge["target"]))
    _rename_rounds(plain["regime"] or {}, names, keys)
    for part in [*plain["questions"], *plain["notes"]]:
        for field in ("about", "sets"):
            if part.get(field):
                part[field] = _renamed_path(part[field], names, keys)
        for field in ("says", "asks", "remedy", "reason"):
            if part.get(field):
                part[field] = _in_words(part[field], names)
        for field in ("proposal", "draft"):
            _rename_value(part.get(field), names, keys)
        for draft in part.get("drafts") or ():
            _rename_value(draft, names, keys)
    return new.replaced(plain)


def pairs(old: list[Responsibility], new: list[Responsibility]) -> dict[str, str]:
    """New duty id -> old duty id: the same words first, then the likest; each is used once."""
    same: dict[tuple[str, str], list[str]] = defaultdict(list)
    for duty in reversed(old):
        same[_words(duty)].append(duty.id)
    found = {duty.id: same[_words(duty)].pop() for duty in new if same[_words(duty)]}
    taken = set(found.values())
    left = [duty for duty in old if duty.id not in taken]
    scored = []
    for one in new:
        for other in left if one.id not in found else ():
            same_holder = one.holder.casefold() == other.holder.casefold()
            least = ALIKE if same_holder else ALIKE_ELSEWHERE
            likeness = ratio(one.text, other.text, score_cutoff=least)
            if likeness >= least:
                scored.append((likeness + 10 * same_holder, one.id, other.id))
    for _, one_id, other_id in sorted(scored, key=lambda each: -each[0]):
        if one_id not in found and other_id not in taken:
            found[one_id] = other_id
            taken.add(other_id)
    return found


def _words(duty: Responsibility) -> tuple[str, str]:
    return duty.holder.casefold(), duty.text


def _declined(new: PlanFile, old: PlanFile, names: dict[str, str]) -> dict[str, str]:
    """Customary duties that stand in no list any more: each is known by the question that left it out."""
    known = {question.asks: question.about for question in old.questions if question.code == "D207" and question.about}
    taken = set(names.values())
    found = {}
    for question in new.questions:
        about, was = question.about or "", known.get(question.asks) if question.code == "D207" else None
        id_ = about.removeprefix(_DUTY)
        if was and about.startswith(_DUTY) and id_ not in names and was.removeprefix(_DUTY) not in taken:
            found[id_] = was.removeprefix(_DUTY)
            taken.add(found[id_])
    return found


def _drafts(new: PlanFile, old: PlanFile, names: dict[str, str]) -> dict[str, str]:
    """Passages without a holder: the duty that each would become keeps the id that its question had."""
    known: dict[tuple[str, str], list[str]] = defaultdict(list)
    for question in reversed(old.questions):
        if id_ := _whole_duty(question):
            known[question.code, question.quote or question.asks].append(id_)
    taken, found = set(names.values()), {}
    lists = {(question.code, question.quote): question.drafts for question in old.questions if question.drafts}
    for question in new.questions:
        words = {draft["text"]: draft["id"] for draft in lists.get((question.code, question.quote), ())}
        for draft in question.drafts:
            was = words.pop(draft["text"], None)
            if was and was not in taken and draft["id"] not in names:
                found[draft["id"]] = was
                taken.add(was)
    for question in new.questions:
        id_, same = _whole_duty(question), known.get((question.code, question.quote or question.asks))
        if id_ and id_ not in names and same and same[-1] not in taken:
            found[id_] = same.pop()
    return found


def _whole_duty(question: Question) -> str | None:
    """The id of the duty that an answer to `question` adds or takes out."""
    id_ = (question.sets or "").removeprefix(_DUTY)
    return id_ if _ID.fullmatch(id_) else None


def _ids_used(old: PlanFile, known: list[Responsibility]) -> Iterable[str]:
    duties = [duty.id for duty in (*old.responsibilities, *known)]
    asked = [path for question in old.questions for path in (question.about, *question.places) if path]
    yield from (each for each in duties if _ID.fullmatch(each))
    yield from (match[1] for path in asked if (match := _OTHER_DUTY.match(path)))


def _event_names(plain: dict[str, Any], known: list[Event], names: dict[str, str]) -> dict[str, str]:
    """New event key -> old: what the same duty reports, else an own number."""
    keys: dict[str, str] = {}
    free = max((int(each.key[1:]) for each in known if each.key[1:].isdigit()), default=0)
    for event in (plain["regime"] or {}).get("events", []):
        duties = {names.get(each, each) for each in event["duties"]}
        same = (each.key for each in known if duties & set(each.duties) and each.key not in keys.values())
        keys[event["key"]] = next(same, "") or f"E{(free := free + 1)}"
    return keys


def _in_words(words: str, names: dict[str, str]) -> str:
    """A sentence of ours that names duties, under the old names: "R4 (Sở Y tế): …". What it quotes stays as written."""
    parts = _QUOTED.split(words)
    return "".join(
        part if _QUOTED.fullmatch(part) else _NAMED.sub(lambda id_: names.get(id_[0], id_[0]), part) for part in parts
    )


def _renamed_path(path: str, names: dict[str, str], keys: dict[str, str]) -> str:
    if short := _SHORT.match(path):  # "R4.due", as remarks are about it
        return names.get(short[0], short[0]) + path[short.end() :]
    for prefix, known in ((_DUTY, names), (_EVENT, keys)):
        if path.startswith(prefix):
            name, dot, rest = path.removeprefix(prefix).partition(".")
            return f"{prefix}{known.get(name, name)}{dot}{rest}"
    return path


def _rename_value(value: Any, names: dict[str, str], keys: dict[str, str]) -> None:
    """A proposed duty, event or regime under the old names."""
    if not isinstance(value, dict):
        return
    if "id" in value:
        value["id"] = names.get(value["id"], value["id"])
    if "duties" in value:
        _rename_events([value], names, keys)
    _rename_rounds(value, names, keys)


def _rename_rounds(regime: dict[str, Any], names: dict[str, str], keys: dict[str, str]) -> None:
    """The events of a regime, and whom its rounds ask, under the old names."""
    _rename_events(regime.get("events", []), names, keys)
    for period in regime.get("periods", []):
        if period.get("holders"):
            period["holders"] = [names.get(each, each) for each in period["holders"]]


def _rename_events(events: list[dict[str, Any]], names: dict[str, str], keys: dict[str, str]) -> None:
    for event in events:
        event["key"] = keys.get(event["key"], event["key"])
        event["duties"] = [names.get(each, each) for each in event.get("duties", [])]
