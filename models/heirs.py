"""Who answers on a day: the agency itself, or whoever took over its function (DOMAIN 6.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from config.settings import CONFIG_DIR
from config.wording import say
from models.directory import Agency, Succession
from models.naming import fold


@dataclass(frozen=True)
class Succeeded:
    """(key, why) of everybody who answers; or the question that the directory leaves open, with proposals.

    An ``idle`` question need not be asked where others of the same holder were found.
    """

    agencies: tuple[tuple[str, str], ...] = ()
    question: str | None = None
    proposals: tuple[str, ...] = ()
    idle: bool = False


def follow(
    agencies: Mapping[str, Agency],
    chains: Mapping[str, Sequence[Succession]],
    key: str,
    on: date,
    functions: frozenset[str],
    because: str,
) -> Succeeded:
    """Whoever answers for agency ``key`` on ``on``: itself while it exists, else its heirs, step by step.

    A function that only one heir took goes there; a whole succession takes the rest. Several heirs of one
    function (a district's communes) all answer. What the rows do not settle is a question.
    """
    return _follow(agencies, chains, key, on, functions, because, ())


def exists(agency: Agency, on: date) -> bool:
    """Whether the agency exists on the day; ``valid_to`` is its last one."""
    return (agency.valid_from is None or agency.valid_from <= on) and (agency.valid_to is None or on <= agency.valid_to)


def functions_in(duty: str) -> frozenset[str]:
    """The functions that a duty's text speaks of: config/directory/successions.yaml; weak words only where no
    telling one stands."""
    text = f" {fold(duty)} "
    for strength in ("words", "weak"):
        found = frozenset(
            name for name, row in _functions().items() if any(f" {word} " in text for word in row[strength])
        )
        if found:
            return found
    return frozenset()


def function_name(function: str | None) -> str:
    """How people call a function; "" for a whole succession."""
    return "" if function is None else str(_functions().get(function, {}).get("name", function))


def show(day: date | None) -> str:
    """dd/mm/yyyy."""
    return day.strftime("%d/%m/%Y") if day else "?"


def _follow(
    agencies: Mapping[str, Agency],
    chains: Mapping[str, Sequence[Succession]],
    key: str,
    on: date,
    functions: frozenset[str],
    because: str,
    path: tuple[str, ...],
) -> Succeeded:
    agency = agencies[key]
    if key in path:
        return Succeeded(question=say("agencies.circle", name=agencies[path[0]].name))
    if exists(agency, on):
        return Succeeded(((key, because),))
    if agency.valid_from is not None and on < agency.valid_from:
        return Succeeded(
            question=say("agencies.not_yet", name=agency.name, start=show(agency.valid_from), day=show(on))
        )
    rows = [row for row in chains.get(key, ()) if row.valid_from <= on]
    if not rows:
        return Succeeded(question=say("agencies.ended", name=agency.name, end=show(agency.valid_to)))
    taken = [row for row in rows if row.function in functions] or [row for row in rows if row.function is None]
    if not taken:
        return _split(agencies, agency, rows)
    found: list[tuple[str, str]] = []
    questions: list[str] = []
    proposals: list[str] = []
    for row in taken:
        if row.new_key is None or row.new_key not in agencies:
            questions.append(say("agencies.abolished", name=agency.name, since=show(row.valid_from), source=row.source))
            continue
        part = say("agencies.heir.part", function=function_name(row.function)) if row.function else ""
        why = say("agencies.heir", old=agency.name, since=show(row.valid_from), part=part, source=row.source)
        heir = _follow(agencies, chains, row.new_key, on, functions, f"{because}; {why}", (*path, key))
        found.extend(heir.agencies)
        proposals.extend(heir.proposals)
        if heir.question:
            questions.append(heir.question)
    return Succeeded(tuple(found), "; ".join(dict.fromkeys(questions)) or None, tuple(proposals))


def _split(agencies: Mapping[str, Agency], agency: Agency, rows: Sequence[Succession]) -> Succeeded:
    heirs = [row for row in rows if row.new_key in agencies]
    parts = "; ".join(
        f"{function_name(row.function)} → {agencies[row.new_key].name}" for row in heirs if row.new_key is not None
    )
    question = say("agencies.split", name=agency.name, end=show(agency.valid_to), parts=parts)
    return Succeeded(question=question, proposals=tuple(row.new_key for row in heirs if row.new_key is not None))


@cache
def _functions() -> dict[str, dict[str, Any]]:
    return {
        name: {
            "name": row["name"],
            **{strength: [fold(word) for word in row.get(strength, [])] for strength in ("words", "weak")},
        }
        for name, row in _successions()["functions"].items()
    }


def succession_rows() -> list[dict[str, Any]]:
    """The known successions as data: old, new, from, function (or absent), source."""
    return [dict(row) for row in _successions()["successions"]]


@cache
def _successions() -> dict[str, Any]:
    from ruamel.yaml import YAML

    raw: dict[str, Any] = YAML(typ="safe").load((CONFIG_DIR / "directory" / "successions.yaml").read_text("utf-8"))
    return raw
