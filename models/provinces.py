"""Which province a name means on a day: the 34 since 1 July 2025 and the 63 before (config/directory/provinces.yaml).

A name that stayed ("Quảng Ngãi") is the same province before and after, only larger. A name that is in no list
(a province made up for an exercise) is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from config.settings import CONFIG_DIR
from models.naming import plain_place


@dataclass(frozen=True)
class Province:
    """One of the 34. ``merged_of`` are the names that went into it, its own among them; empty: unchanged.

    ``kind`` is "tỉnh" or "thành phố", ``code`` the two digits of Quyết định 19/2025/QĐ-TTg, ``communes`` how many
    there are since 1 July 2025, ``districts`` how many ended the day before (0: not in the source).
    """

    name: str
    kind: str
    code: str
    merged_of: tuple[str, ...]
    communes: int
    districts: int

    @property
    def full_name(self) -> str:
        """ "tỉnh Ninh Bình"."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True)
class Became:
    """A province that bears another name since a day: ``old`` as the list writes it, ``new`` one of the 34."""

    old: str
    new: Province
    since: date
    source: str


def provinces() -> tuple[Province, ...]:
    """The 34 provinces and cities in the order of their codes."""
    return _list().provinces


def merged_on() -> tuple[date, str]:
    """The day from which there are 34, and the act."""
    return _list().since, _list().source


def became(name: str, on: date) -> Became | None:
    """What a province is called on the day where it is no longer what ``name`` says; None where nothing changed.

    ``became("tỉnh Bình Dương", date(2026, 1, 5)).new.full_name`` is "thành phố Hồ Chí Minh".
    """
    found = _list().changes.get(plain_place(name))
    return found if found is not None and found.since <= on else None


def province_on(name: str, on: date) -> str:
    """The province that answers on a day for the province that a text names; the name itself where nothing changed."""
    found = became(name, on)
    return found.new.name if found else name


def province_named(name: str) -> Province | None:
    """One of the 34 by its name, with or without its kind."""
    place = _list().spelt.get(plain_place(name), plain_place(name))
    return next((each for each in provinces() if plain_place(each.name) == place), None)


@dataclass(frozen=True)
class _Lists:
    provinces: tuple[Province, ...]
    changes: Mapping[str, Became]
    spelt: Mapping[str, str]
    since: date
    source: str


@cache
def _list() -> _Lists:
    from ruamel.yaml import YAML

    raw: dict[str, Any] = YAML(typ="safe").load((CONFIG_DIR / "directory" / "provinces.yaml").read_text("utf-8"))
    since, source = raw["merger"]["from"], raw["merger"]["source"]
    found = tuple(
        Province(
            row["name"], row["kind"], row["code"], tuple(row.get("of", ())), row["communes"], row.get("districts", 0)
        )
        for row in raw["provinces"]
    )
    by_name = {each.name: each for each in found}
    rows = [Became(old, new, since, source) for new in found for old in new.merged_of if old != new.name]
    rows += [Became(row["old"], by_name[row["new"]], row["from"], row["source"]) for row in raw["renamed"]]
    spelt = {plain_place(other): plain_place(name) for name, others in raw["spellings"].items() for other in others}
    changes = {plain_place(row.old): row for row in rows}
    changes |= {other: changes[name] for other, name in spelt.items() if name in changes}
    return _Lists(found, changes, spelt, since, source)
