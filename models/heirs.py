"""Who answers on a day: the agency itself, or whoever took over its function (DOMAIN 6.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from config.settings import CONFIG_DIR
from config.wording import language, say, say_in, say_or_none
from models.directory import Agency, Succession
from models.naming import fold, plain_place


@dataclass(frozen=True)
class Heir:
    """One step of a chain: ``old`` (a name) answered until the day before ``since``; ``function`` is the key of
    what was handed over, None for everything."""

    old: str
    since: date
    function: str | None = None

    def to_json(self) -> dict[str, str]:
        """As kept with a request: old, since (ISO day), and function where one was named."""
        kept = {"old": self.old, "since": self.since.isoformat()}
        return kept | ({"function": self.function} if self.function else {})


@dataclass(frozen=True)
class Answering:
    """An agency that answers, why, and the chain of heirs that led to it, the oldest name first."""

    key: str
    because: str
    heirs: tuple[Heir, ...] = ()


@dataclass(frozen=True)
class Succeeded:
    """Everybody who answers; or the question that the directory leaves open, with proposals.

    An ``idle`` question need not be asked where others of the same holder were found. ``counted`` is the number
    of bodies that the words name, before any heir was looked up.
    """

    agencies: tuple[Answering, ...] = ()
    question: str | None = None
    proposals: tuple[str, ...] = ()
    idle: bool = False
    counted: int = 0


def follow(
    agencies: Mapping[str, Agency],
    chains: Mapping[str, Sequence[Succession]],
    key: str,
    on: date,
    functions: frozenset[str],
    because: str,
    *,
    parts: bool = False,
) -> Succeeded:
    """Whoever answers for agency ``key`` on ``on``: itself while it exists, else its heirs, step by step.

    A function that only one heir took goes there; a whole succession takes the rest. Several heirs of one
    function (a district's communes) all answer. What the rows do not settle is a question. ``parts``: an agency that
    exists, but has handed over the function which a duty speaks of, does not answer for that any more (a plan names
    it for the duty; as a member of a group it stands for itself).
    """
    agency = agencies[key]
    if exists(agency, on) and not (parts and key in chains):  # the common case, for thousands of members of a group
        return Succeeded((Answering(key, because),))
    return _Chain(agencies, chains, on, functions, parts).of(key, because, (), ())


def heirs_of(
    agencies: Mapping[str, Agency], chains: Mapping[str, Sequence[Succession]], key: str | None, on: date
) -> tuple[str, ...]:
    """Whoever took a body over, as far as they exist on the day: put forward for what stood below it."""
    keys = [row.new_key for row in chains.get(key or "", ()) if row.new_key and row.valid_from <= on]
    return tuple(dict.fromkeys(each for each in keys if each in agencies and exists(agencies[each], on)))


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


def chain_said(heirs: Sequence[Heir | Mapping[str, str]], tongue: str | None = None) -> str:
    """A chain of heirs in one short phrase, the newest step first; "" for an agency that stands for itself.

    "thay Sở Thông tin và Truyền thông từ 01/3/2025, chức năng báo chí". ``tongue``: another language than the reader's.
    """
    chosen = tongue or language()
    steps = [each.to_json() if isinstance(each, Heir) else each for each in reversed(heirs)]
    said = []
    for at, step in enumerate(steps):
        since, function = date.fromisoformat(step["since"]), step.get("function")
        facts = {
            "old": step["old"],
            "since": f"{since.day} {since:%B %Y}" if chosen == "en" else f"{since:%d}/{since.month}/{since.year}",
            "part": say_in(chosen, "heirs.part", function=short_function(function, chosen)) if function else "",
        }
        said.append(
            say_in(chosen, "heirs.took", new=steps[at - 1]["old"], **facts)
            if at
            else say_in(chosen, "heirs.takes", **facts)
        )
    return "; ".join(said)


def short_function(function: str, tongue: str | None = None) -> str:
    """A function in a word or two, as a letter says it ("báo chí")."""
    if say_or_none(f"function.{function}") is None:
        return function_name(function).split(",")[0]
    return say_in(tongue or language(), f"function.{function}")


@dataclass(frozen=True)
class _Chain:
    """Following heirs on one day, for the functions of one duty."""

    agencies: Mapping[str, Agency]
    chains: Mapping[str, Sequence[Succession]]
    on: date
    functions: frozenset[str]
    parts: bool = False

    def of(self, key: str, because: str, heirs: tuple[Heir, ...], path: tuple[str, ...]) -> Succeeded:
        """Who answers for ``key``, which took over from ``heirs``; ``path`` are the keys that led here."""
        agency, on = self.agencies[key], self.on
        if key in path:
            return Succeeded(question=say("agencies.circle", name=self.agencies[path[0]].name))
        rows = [row for row in self.chains.get(key, ()) if row.valid_from <= on]
        taken = [row for row in rows if row.function in self.functions]
        if exists(agency, on):
            own = Succeeded((Answering(key, because, heirs),))
            if not (self.parts and taken):
                return own
            handed = self._taken(agency, taken, because, heirs, path)
            left = self.functions - {row.function for row in taken}
            return Succeeded((*(own.agencies if left else ()), *handed.agencies), handed.question, handed.proposals)
        if agency.valid_from is not None and on < agency.valid_from:
            return Succeeded(
                question=say("agencies.not_yet", name=agency.name, start=show(agency.valid_from), day=show(on))
            )
        if not rows:
            question = say("agencies.ended", name=agency.name, end=show(agency.valid_to))
            return Succeeded(question=question, proposals=heirs_of(self.agencies, self.chains, agency.parent_key, on))
        taken = taken or [row for row in rows if row.function is None]
        if not taken:
            return self._split(agency, rows)
        return self._taken(agency, taken, because, heirs, path)

    def _taken(
        self,
        agency: Agency,
        rows: Sequence[Succession],
        because: str,
        heirs: tuple[Heir, ...],
        path: tuple[str, ...],
    ) -> Succeeded:
        """Those who took over by these rows, or by theirs in turn."""
        found: list[Answering] = []
        questions: list[str] = []
        proposals: list[str] = []
        for row in rows:
            if row.new_key is None or row.new_key not in self.agencies:
                since = show(row.valid_from)
                questions.append(say("agencies.abolished", name=agency.name, since=since, source=row.source))
                continue
            part = say("agencies.heir.part", function=function_name(row.function)) if row.function else ""
            step = Heir(_told_apart(agency, self.agencies[row.new_key]), row.valid_from, row.function)
            why = say("agencies.heir", old=step.old, since=show(row.valid_from), part=part, source=row.source)
            # whoever took one function over answers for that one alone
            onward = self if row.function is None else replace(self, functions=frozenset({row.function}))
            heir = onward.of(row.new_key, f"{because}; {why}", (*heirs, step), (*path, agency.key))
            found.extend(heir.agencies)
            proposals.extend(heir.proposals)
            if heir.question:
                questions.append(heir.question)
        return Succeeded(tuple(found), "; ".join(dict.fromkeys(questions)) or None, tuple(proposals))

    def _split(self, agency: Agency, rows: Sequence[Succession]) -> Succeeded:
        """The question to which part a duty belongs; put forward are those who bear the parts on the day."""
        heirs = [(row, row.new_key) for row in rows if row.new_key is not None and row.new_key in self.agencies]
        parts = "; ".join(f"{function_name(row.function)} → {self.agencies[key].name}" for row, key in heirs)
        question = say("agencies.split", name=agency.name, end=show(agency.valid_to), parts=parts)
        plain = _Chain(self.agencies, self.chains, self.on, frozenset())
        bearing = [each.key for _, key in heirs for each in plain.of(key, "", (), (agency.key,)).agencies]
        return Succeeded(question=question, proposals=tuple(dict.fromkeys(bearing)))


def _told_apart(agency: Agency, heir: Agency) -> str:
    """The name of a body that another province's carries on, with its own province where the name does not say it."""
    place = agency.province
    if agency.kind == "authority" or not place or plain_place(place) == plain_place(heir.province):
        return agency.name
    if plain_place(place) in fold(agency.name):
        return agency.name
    return f"{agency.name} {place}"


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
