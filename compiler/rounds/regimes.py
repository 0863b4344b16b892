"""config/regimes.yaml: read once, checked whole, every mistake named by line with what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

import config
from config.errors import SettingFileError

TRIED = (2024, 2026)
"""A leap year and another: the days of a regime must be there in both."""


class RegimeFileError(SettingFileError):
    """config/regimes.yaml cannot be used; ``place`` is file:line and the path in it."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Kind(_Part):
    """How the rounds of one length are named; ``months`` is 0 for a week and a day."""

    key: str
    name: str
    months: int = Field(ge=0, le=12)


class Customary(_Part):
    """What is customary where a text is silent; days are working days but for ``consolidated_day``."""

    consolidated_day: int = Field(ge=1, le=28)
    contributors_before: int = Field(ge=0)
    after_cutoff: int = Field(ge=1)
    notice: int = Field(ge=0)
    week_ends: int = Field(ge=1, le=7)
    levels: dict[str, int] = {}


class RoundRule(_Part):
    """One round of a regime, days as templates of {year}, {before} and {after}."""

    key: str
    name: str
    from_: str = Field(alias="from")
    to: str
    due: str | None = None
    consolidated: str


class Regime(_Part):
    """A regime; ``founded_on`` names the act that founds it, None where only custom does (NĐ 09/2019, Điều 11)."""

    name: str
    source: str
    founded_on: str | None = None
    rule: str
    said: str
    notice: int | None = Field(default=None, ge=0)
    rounds: list[RoundRule] = Field(min_length=1)


class _Whole(_Part):
    kinds: dict[str, Kind]
    customary: Customary
    regimes: dict[str, Regime]


class Days(NamedTuple):
    """The days of one round in one year; ``due`` None: reckoned back from ``consolidated``."""

    window_from: date
    window_to: date
    due: date | None
    consolidated: date


@cache
def regimes() -> Mapping[str, Any]:
    """config/regimes.yaml as plain values. Raises RegimeFileError."""
    return read_regimes(Path(config.__path__[0]) / "regimes.yaml")


def read_regimes(path: Path) -> Mapping[str, Any]:
    """The file as plain values, checked. Raises RegimeFileError for the first mistake by line."""
    try:
        written = YAML(typ="rt").load(path.read_text("utf-8"))
        plain: Mapping[str, Any] = YAML(typ="safe").load(path.read_text("utf-8"))
    except DuplicateKeyError as fault:
        key = str(fault.problem).split('"')[1] if '"' in str(fault.problem) else "?"
        first = fault.context_mark.line + 1 if fault.context_mark else 0
        raise RegimeFileError.of("regimes.twice", place=_marked(path, fault), key=key, first=first) from fault
    except (YAMLError, ValueError, OSError) as fault:
        detail = str(getattr(fault, "problem", None) or fault).splitlines()[0]
        raise RegimeFileError.of("regimes.unreadable", place=_marked(path, fault), detail=detail) from fault
    try:
        whole = _Whole.model_validate(plain)
    except ValidationError as invalid:
        error = invalid.errors(include_url=False)[0]
        place = _place(path, written, list(error["loc"]))
        raise RegimeFileError.of("regimes.unfit", place=place, detail=error["msg"]) from invalid
    for steps, key, facts in _mistakes(whole):
        raise RegimeFileError.of(key, place=_place(path, written, steps), **facts)
    return plain


def days_of(rule: Mapping[str, Any], year: int) -> Days:
    """The days of a round rule of the file in ``year``. Raises ValueError for a day that the year does not have."""
    filled = {"year": year, "before": year - 1, "after": year + 1}

    def day(name: str) -> date:
        return date.fromisoformat(str(rule[name]).format(**filled))

    return Days(day("from"), day("to"), day("due") if rule.get("due") else None, day("consolidated"))


def partly(one: tuple[date, date], other: tuple[date, date]) -> bool:
    """Whether two windows share days and neither holds the other: figures would be counted twice, or not at all."""
    (first, last), (begin, end) = one, other
    shares = first <= end and begin <= last
    holds = (first <= begin and end <= last) or (begin <= first and last <= end)
    return shares and not holds


_Mistake = tuple[list[Any], str, dict[str, Any]]


def _mistakes(whole: _Whole) -> Iterator[_Mistake]:
    for name, regime in whole.regimes.items():
        keys = [each.key for each in regime.rounds]
        for index, rule in enumerate(regime.rounds):
            steps: list[Any] = ["regimes", name, "rounds", index]
            if rule.key in keys[:index]:
                yield [*steps, "key"], "regimes.twice", {"key": rule.key, "first": keys.index(rule.key) + 1}
            yield from _days_of_rule(rule, steps)
        for (_, first), (other, second) in combinations(enumerate(regime.rounds), 2):
            days, more = (days_of(each.model_dump(by_alias=True), TRIED[1]) for each in (first, second))
            if partly((days.window_from, days.window_to), (more.window_from, more.window_to)):
                yield ["regimes", name, "rounds", other], "regimes.overlap", {"one": first.key, "other": second.key}


def _days_of_rule(rule: RoundRule, steps: list[Any]) -> Iterator[_Mistake]:
    plain = rule.model_dump(by_alias=True)
    for year in TRIED:
        for field in ("from", "to", "due", "consolidated"):
            try:
                if plain[field]:
                    date.fromisoformat(plain[field].format(year=year, before=year - 1, after=year + 1))
            except (ValueError, KeyError, IndexError):
                yield [*steps, field], "regimes.no_day", {"field": field, "value": plain[field], "year": year}
        days = days_of(plain, year)
        if not days.window_from <= days.window_to:
            yield [*steps, "to"], "regimes.window", {"key": rule.key}
        if (days.due or days.consolidated) <= days.window_to:
            yield [*steps, "due" if days.due else "consolidated"], "regimes.before_cutoff", {"key": rule.key}
        if days.due and days.consolidated < days.due:
            yield [*steps, "consolidated"], "regimes.consolidator_first", {"key": rule.key}


def _marked(path: Path, fault: Exception) -> str:
    mark = fault.problem_mark if isinstance(fault, MarkedYAMLError) else None
    return f"{path.name}:{mark.line + 1}" if mark else path.name


def _place(path: Path, node: Any, steps: list[Any]) -> str:
    """file:line of the deepest part of ``steps`` that is written, and the path."""
    line, names = 1, []
    for step in steps:
        if isinstance(node, CommentedMap) and step in node:
            line = node.lc.key(step)[0] + 1
        elif isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
            line = node.lc.item(step)[0] + 1
        else:
            names.append(str(step))
            break
        names.append(str(node[step].get("key", step)) if isinstance(node[step], CommentedMap) else str(step))
        node = node[step]
    return f"{path.name}:{line}: {'.'.join(names)}"
