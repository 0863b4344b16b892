"""How two plan files differ, and what stays as a person edited it, in the reader's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, time
from enum import StrEnum
from itertools import takewhile
from typing import Any, NamedTuple

from compiler.asks.check import RULE
from compiler.planfile.merge import DUTY, EVENT, HEAD, PERIOD, Kept
from compiler.planfile.model import CLASHES, PlanFile, Question
from compiler.planfile.record import plain_of
from compiler.rounds.regimes import regimes
from compiler.show.rule import rule_said
from config.wording import say, say_or_none

NOTHING = "—"
LONGEST = 160
"""Characters of a duty's text in a difference; the file holds the rest."""
LEAD = 50
"""Characters shown of what two texts have in common before they differ."""
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
PARTS = {
    "responsibilities": ("responsibilities", DUTY),
    "regime.periods": ("periods", PERIOD),
    "regime.events": ("events", EVENT),
}


class Change(NamedTuple):
    """One difference: "added", "dropped" or "changed"; or what stays of a person: "kept", "own", "removed".

    `about` is a path, `was` and `now` are words, `what` names the place in words. Of "kept" `now` is the person's and
    `was` the document's.
    """

    kind: str
    about: str
    was: str
    now: str
    what: str = ""


def differences(old: PlanFile, new: PlanFile) -> Iterator[Change]:
    """What differs between the file before and the file now, from the head to the rounds."""
    before, after = plain_of(old), plain_of(new)
    for field in HEAD:
        yield from _value(f"plan.{field}", before["plan"][field], after["plan"][field], new, old)
    yield from _value("coordinator", old.coordinator, new.coordinator, new, old)
    yield from _duties(old, new)
    yield from _rounds(old, new)


def kept_changes(kept: Iterable[Kept], file: PlanFile) -> list[Change]:
    """What a person edited and the document left as it was, one line each."""
    found = []
    asked = {question.sets for question in file.questions if not question.answered and question.code in CLASHES}
    for path, mine, theirs in kept:
        section, _, field = path.rpartition(".")
        what = label(path, file, None)
        if path in asked:
            continue
        if theirs is None and section in PARTS:
            found.append(Change("own", path, "", part_said(section, mine), what))
        elif mine is None and section in PARTS:
            found.append(Change("removed", path, part_said(section, theirs), "", what))
        else:
            was, now = sides(field, theirs, mine)
            found.append(Change("kept", path, was, now, what))
    return found


def differences_text(
    changes: Iterable[Change],
    decisions: Iterable[Question],
    *,
    kept: Iterable[Change] = (),
    asked: Iterable[Question] = (),
    lapsed: Iterable[Question] = (),
    unsure: bool = False,
) -> str:
    """The difference as lines a coordinator reads."""
    lines = [say(f"against.{one.kind}", what=one.what, was=one.was, now=one.now) for one in changes]
    if not lines:
        lines = [say("against.same")]
    lines += [say("against.asked", id=each.id, asks=each.asks) for each in asked]
    for each in lapsed:
        lines.append(say("against.lapsed", id=each.id, asks=each.asks, answer=answer_said(each), by=each.decided_by))
    lines += [say(f"against.{one.kind}", what=one.what, was=one.was, now=one.now) for one in kept]
    lines += [say("against.carried", id=each.id, asks=each.asks, by=each.decided_by) for each in decisions]
    lines += [say("against.unsure")] if unsure else []
    return "\n".join(lines) + "\n"


def answer_said(question: Question) -> str:
    """What a decision answered, in words."""
    answer = question.answer
    if isinstance(answer, dict) and "periods" in answer:
        return "; ".join(str(each.get("name")) for each in answer["periods"] if isinstance(each, dict))
    if isinstance(answer, dict) and "holder" in answer:
        return str(answer["holder"])
    if isinstance(answer, dict) and "name" in answer:  # an event
        return str(answer["name"])
    if question.sets == "regime" and isinstance(answer, str) and answer in regimes()["regimes"]:
        return str(regimes()["regimes"][answer]["name"])
    return said((question.sets or "").rpartition(".")[2], answer)


def label(path: str, file: PlanFile, old: PlanFile | None) -> str:
    """The place at `path` as a person names it: "R3 (Sở Y tế), thời hạn"; "Báo cáo quý I/2027, hạn tổng hợp"."""
    for section in PARTS:
        if path.startswith(f"{section}."):
            name, _, field = path.removeprefix(f"{section}.").partition(".")
            whose = next(
                (told for each in (file, old) if each is not None and (told := _whose(each, section, name))), ""
            )
            shown = f"{name} ({whose})" if section == "responsibilities" and whose else str(whose or name)
            return f"{shown}, {field_said(field)}" if field else shown
    return field_said(path)


def _whose(file: PlanFile, section: str, name: str) -> str:
    """The holder of a duty, or the name of a round or an event; nothing where the file does not have it."""
    if section == "responsibilities":
        return next((duty.holder for duty in file.responsibilities if duty.id == name), "")
    parts = [] if file.regime is None else file.regime.periods if section == "regime.periods" else file.regime.events
    return next((part.name for part in parts if part.key == name), "")


def field_said(field: str) -> str:
    """A field's name in words; an unknown one as the file writes it."""
    return say_or_none(f"against.field.{field}") or field


def part_said(section: str, part: dict[str, Any] | None) -> str:
    """A whole duty, round or event in one line."""
    if part is None:
        return NOTHING
    if section == "responsibilities":
        text = " ".join(str(part["text"]).split())
        text = text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
        due = f" [{said('due', part['due'])}]" if part.get("due") else ""
        return f"{part['holder']}: {text}{due}"
    fields = PARTS[section][1]
    return "; ".join(
        f"{field_said(each)} {said(each, part[each])}" for each in fields if part.get(each) and each != "name"
    )


def apart_said(section: str, one: dict[str, Any], other: dict[str, Any]) -> tuple[str, str]:
    """Two states of one part by the fields in which they differ: "hạn 15/03/2027; hạn tổng hợp 20/03/2027"."""
    fields = [field for field in PARTS[section][1] if one[field] != other[field]]
    told = [(field_said(field), *sides(field, one[field], other[field])) for field in fields]
    return "; ".join(f"{name} {was}" for name, was, _ in told), "; ".join(f"{name} {now}" for name, _, now in told)


def sides(field: str, *values: Any) -> tuple[str, ...]:
    """Values of one field beside each other: a due by its phrase where the rule is the same in all, a long text from
    shortly before the first word that differs."""
    told = tuple(said(field, value) for value in values)
    if field == "text":
        return _from_first_difference(told)
    if field == "due" and len(set(told)) == 1:
        return tuple(f"“{value['text']}”" if value else NOTHING for value in values)
    return told


def _from_first_difference(texts: tuple[str, ...]) -> tuple[str, ...]:
    same = len(list(takewhile(lambda letters: len(set(letters)) == 1, zip(*texts, strict=False))))
    start = texts[0].rfind(" ", 0, max(same - LEAD, 0)) + 1 if same > LEAD else 0
    begun = [("…" if start else "") + text[start:] for text in texts]
    return tuple(text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…" for text in begun)


def said(field: str, value: Any) -> str:
    """A value in words: days as 15/06/2027, a due by its rule, roles and kinds by their names."""
    if value is None or value in ([], {}, ""):
        return NOTHING
    if isinstance(value, bool):
        return say("against.yes" if value else "against.no")
    if field == "due" and isinstance(value, dict):
        return rule_said(str(value["rule"]))
    if field == "cites":
        return "; ".join(str(each["number"]) for each in value)
    if field == "levels":
        return "; ".join(f"{say(f'level.{level}')} {said('', day)}" for level, day in value.items())
    if isinstance(value, list):
        return "; ".join(said(field, each) for each in value)
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    word = str(value.value) if isinstance(value, StrEnum) else str(value)
    if _ISO_DAY.fullmatch(word):  # an answer, as the file writes it
        return "/".join(reversed(word.split("-")))
    if field == "due" and all(RULE.fullmatch(part) for part in word.split("+")):
        return rule_said(word)
    if field in ("roles", "class", "level"):
        return say_or_none(f"{field.rstrip('s')}.{word}" if field == "roles" else f"{field}.{word}") or word
    if field == "unit":
        return say_or_none(f"against.unit.{word}") or word
    return " ".join(word.split())


def _value(path: str, was: Any, now: Any, file: PlanFile, old: PlanFile) -> Iterator[Change]:
    if was != now:
        field = path.rpartition(".")[2]
        first, last = sides(field, was, now)
        yield Change("changed", path, first, last, label(path, file, old))


def _duties(old: PlanFile, new: PlanFile) -> Iterator[Change]:
    before = {duty.id: plain_of(duty) for duty in old.responsibilities}
    after = {duty.id: plain_of(duty) for duty in new.responsibilities}
    for id_, duty in after.items():
        if id_ not in before:
            yield Change("added", id_, "", part_said("responsibilities", duty), id_)
            continue
        for field in DUTY:
            for change in _value(f"responsibilities.{id_}.{field}", before[id_][field], duty[field], new, old):
                yield change._replace(about=f"{id_}.{field}")
    for id_, duty in before.items():
        if id_ not in after:
            yield Change("dropped", id_, part_said("responsibilities", duty), "", id_)


def _rounds(old: PlanFile, new: PlanFile) -> Iterator[Change]:
    for section in ("regime.periods", "regime.events"):
        key, fields = PARTS[section]
        before, after = (
            {each["key"]: each for each in (plain_of(file.regime)[key] if file.regime else [])} for file in (old, new)
        )
        for name in dict.fromkeys([*before, *after]):
            was, now = before.get(name), after.get(name)
            about = f"{section}.{name}"
            what = label(about, new, old)
            if was is None or now is None:
                kind = "added" if was is None else "dropped"
                gone, come = (part_said(section, each) if each else "" for each in (was, now))
                yield Change(kind, about, gone, come, what)
            elif any(was[field] != now[field] for field in fields):
                yield Change("changed", about, *apart_said(section, was, now), what)
