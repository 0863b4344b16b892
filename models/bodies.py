"""The customary bodies of a province or a district on a day: the first draft of a directory (DOMAIN 6.1, 6.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from config.settings import CONFIG_DIR
from config.slug import slug
from models.directory import ContactRole
from models.naming import fold

UNDER_THE_AUTHORITY = frozenset(
    {"department", "office", "inspectorate", "board", "police", "military", "press", "unit", "room", "authority"}
)
"""Kinds whose parent is the authority itself; Front, unions, Party, courts and vertical bodies have their own line."""


@dataclass(frozen=True)
class Wanted:
    """What to draft: the province ("Nam Định"), optionally one district or ``commune`` of it ("phường An Bình"), the
    span of days, the localities.

    ``districts`` and ``communes`` are names such as "huyện Ý Yên"; empty ones give sample rows to be edited.
    ``former`` adds what ended before ``on``: the province's own bodies, and those of the provinces merged into it.
    """

    province: str
    on: date
    until: date
    district: str | None = None
    districts: Sequence[str] = ()
    communes: Sequence[str] = ()
    exercise: bool = False
    former: bool = False
    commune: str | None = None


@dataclass(frozen=True)
class Draft:
    """Rows of a directory file: agencies, those that only some provinces have, and successions between them."""

    province: str
    agencies: list[dict[str, Any]] = field(default_factory=list)
    optional: list[dict[str, Any]] = field(default_factory=list)
    successions: list[dict[str, Any]] = field(default_factory=list)


def draft(wanted: Wanted) -> Draft:
    """The customary bodies that exist at some time between ``on`` and ``until``, with the successions between them.

    Of a district that has ended before ``on``: its bodies as they were, and the communes that carry on.
    """
    from models import former
    from models.heirs import succession_rows
    from models.provinces import merged_on

    if wanted.district and wanted.on >= merged_on()[0]:
        return former.former_district(wanted)
    place = Place.of(wanted)
    made = Draft(place.name)
    since = date.min if wanted.former else wanted.on
    level = "commune" if wanted.commune else "district" if wanted.district else "province"
    for body in _bodies()[level]:
        if overlaps(body, since, wanted.until) and place.kind in body.get("only", (place.kind,)):
            row = body_row(body, level, place, wanted)
            (made.optional if body.get("optional") else made.agencies).append(row)
    if not wanted.commune:
        made.agencies.extend(_localities(wanted, place))
    for number, row in enumerate(made.agencies + made.optional, start=1):
        if wanted.exercise or (row.get("valid_to") or date.max) >= wanted.on:
            row["contacts"] = contacts_of(row, number, exercise=wanted.exercise)
    keys = {row["key"] for row in made.agencies}
    for heir in succession_rows():
        if {heir["old"], heir["new"]} <= keys and since <= heir["from"] <= wanted.until:
            made.successions.append(dict(heir))
    if level == "province":
        if wanted.former:
            former.add_former_provinces(made, wanted)
        else:
            former.add_former_names(made, wanted)
    return made


@dataclass(frozen=True)
class Place:
    """A province, district or commune as its bodies' names have it."""

    name: str
    city: bool
    district: str | None
    commune: str | None = None

    @property
    def kind(self) -> str:
        """What a commune is: "xã", "phường", "đặc khu"; empty for a province or district."""
        said = fold(self.commune or "")
        return next((each for each in ("xã", "phường", "đặc khu") if said.startswith(f"{each} ")), "")

    @classmethod
    def of(cls, wanted: Wanted) -> Place:
        said = re.match(r"(?i)(tỉnh|thành phố|tp\.?)\s+(?=\w)", wanted.province.strip())
        name = wanted.province.strip()[said.end() if said else 0 :].strip()
        cities = _bodies()["cities"]
        since = cities.get(name) or date.min
        city = (bool(said) and fold(said[0]) != "tỉnh") if said else name in cities and since <= wanted.until
        return cls(name, bool(city), wanted.district, wanted.commune)

    def fill(self, text: str) -> str:
        """A pattern of bodies.yaml with this place's words."""
        filled = text.format(
            tinh="thành phố" if self.city else "tỉnh",
            Tinh="Thành" if self.city else "Tỉnh",
            ten=self.name,
            huyen=self.district or "huyện",
            xa=self.commune or "xã",
        )
        if self.district:
            kind = self.district.removeprefix("Huyện").split(" ")[0]
            if self.district.lower().startswith(("thị xã", "thành phố")):
                kind = " ".join(self.district.split()[:2])
            filled = re.sub(r"\bhuyện$", kind.lower(), filled)
        return filled


def body_row(body: dict[str, Any], level: str, place: Place, wanted: Wanted) -> dict[str, Any]:
    """The row of a customary body, without contacts."""
    names = body.get("names") or [{"name": body["name"]}]
    current = next((each for each in names if _holds(each, wanted.on)), names[-1])
    others = [place.fill(each["name"]) for each in names if each is not current]
    aliases = [*others, *(place.fill(alias) for alias in body.get("aliases", ()))]
    name = place.fill(current["name"])
    top = "ubnd-huyen" if level == "district" else "ubnd"
    below = level != "province" or body["kind"] in UNDER_THE_AUTHORITY
    parent = top if below and body["key"] != top else None
    key = body["key"]
    if wanted.commune:
        home = slug(wanted.commune)
        key, parent = (home, None) if key == top else (f"{key}-{home}", home)
    return _without_blanks(
        key=key,
        name=name,
        kind=body["kind"],
        level=level,
        parent=body.get("parent", parent),
        sign=body.get("sign"),
        requested=body.get("requested"),
        functions=body.get("functions"),
        aliases=[alias for alias in aliases if fold(alias) != fold(name)],
        valid_from=body.get("from"),
        valid_to=body.get("to"),
    )


def _localities(wanted: Wanted, place: Place) -> Iterator[dict[str, Any]]:
    given = {"district": wanted.districts, "commune": wanted.communes}
    top = "ubnd-huyen" if wanted.district else "ubnd"
    for tier in _bodies()["district_localities" if wanted.district else "localities"]:
        if not overlaps(tier, wanted.on, wanted.until):
            continue
        names = given[tier["level"]]
        for name in names or tier["samples"]:
            yield locality_row(name, tier, top, sample=not names and not wanted.exercise)


def locality_row(name: str, tier: dict[str, Any], parent: str, *, sample: bool) -> dict[str, Any]:
    """The authority of a district or commune ("xã Tân An"); ``sample``: a name to be replaced."""
    return _without_blanks(
        key=slug(name),
        name=f"Ủy ban nhân dân {name}",
        kind=tier["kind"],
        level=tier["level"],
        parent=parent,
        valid_from=tier.get("from"),
        valid_to=tier.get("to"),
        sample=sample,
    )


def contacts_of(row: dict[str, Any], number: int, *, exercise: bool) -> list[dict[str, Any]]:
    """A contact for each role, blank, or made up for an exercise with ``number`` in its telephone numbers."""
    return [_contact(row, role, number, exercise) for role in ContactRole]


def customary(section: str) -> Any:
    """A section of bodies.yaml."""
    return _bodies()[section]


def _contact(row: dict[str, Any], role: str, number: int, exercise: bool) -> dict[str, Any]:
    if not exercise:
        return {"role": str(role), "name": "", "email": "", "phone": ""}
    made = _bodies()["exercise"]
    serial = number * 10 + list(ContactRole).index(ContactRole(role)) + 1
    return {
        "role": str(role),
        "name": made["names"][role].format(name=row["name"]),
        "email": f"{made['boxes'][role].format(key=row['key'])}@{made['domain']}",
        "phone": made["phone"].format(number=serial),
    }


def overlaps(body: dict[str, Any], since: date, until: date) -> bool:
    """Whether a body existed at some time in a span."""
    return (body.get("from") or date.min) <= until and since <= (body.get("to") or date.max)


def _holds(name: dict[str, Any], on: date) -> bool:
    return bool((name.get("from") or date.min) <= on <= (name.get("to") or date.max))


def _without_blanks(**row: Any) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value not in (None, [], False)}


@cache
def _bodies() -> dict[str, Any]:
    from ruamel.yaml import YAML

    raw: dict[str, Any] = YAML(typ="safe").load((CONFIG_DIR / "directory" / "bodies.yaml").read_text("utf-8"))
    return raw
