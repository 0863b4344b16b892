"""How an authority's own plan names its bodies: "Công an xã", "Hội Nông dân" for those of this commune."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from models.directory import Agency
from models.groups import Phrase
from models.naming import fold, plain_place

UBND = "ủy ban nhân dân "
UNITS = ("đặc khu", "thị trấn", "thị xã", "thành phố", "phường", "xã", "quận", "huyện")
"""The kinds of place below a province, of which a name of an authority closes with one and its name."""
WORDS_OF_LEVEL = {
    "central": ("trung ương", "việt nam"),
    "province": ("tỉnh", "thành phố", "thành ủy"),
    "district": ("huyện", "quận", "thị xã"),
    "commune": ("xã", "phường", "thị trấn", "đặc khu"),
}
"""Words of a name that say to which level its body belongs."""


class Below(NamedTuple):
    """Folded names of an authority and of the bodies below it -> their keys; ``longest`` in words."""

    names: Mapping[Phrase, tuple[str, ...]]
    longest: int


def names_below(authority: Agency, bodies: Iterable[Agency], aliases: Mapping[str, Iterable[str]]) -> Below:
    """The names that need no place in the authority's own plan: "Công an phường An Bình" is also "Công an phường",
    and "Công an" alone. ``aliases``: folded further names by key."""
    place = place_of(authority)
    unit = next((each for each in UNITS if place.startswith(f"{each} ")), "")
    found: dict[Phrase, list[str]] = {}
    for agency in (authority, *bodies):
        for name in (fold(agency.name), *aliases.get(agency.key, ())):
            for said in _ways(name, place, unit, alone=agency is not authority):
                found.setdefault(tuple(said.split()), []).append(agency.key)
    names = {name: tuple(dict.fromkeys(keys)) for name, keys in found.items()}
    return Below(names, max((len(name) for name in names), default=0))


def place_of(authority: Agency) -> str:
    """The place of an authority, folded: "phường an bình"; empty for a body that is none."""
    name = fold(authority.name)
    return name.removeprefix(UBND) if authority.kind == "authority" and name.startswith(UBND) else ""


def says_level(text: str, agency: Agency, place: str) -> bool:
    """Whether the words ``text`` themselves say that a body of this agency's level is meant: its whole name, "Sở …",
    or a word of the level ("tỉnh") or the name of its place behind. ``place``: that of the authority above it."""
    if agency.kind in ("department", "authority"):
        return True
    said = fold(text)
    words = WORDS_OF_LEVEL.get(agency.level, ())
    if agency.level == "commune":
        words = (place,)  # each has a "Công an xã" of its own
    elif said == fold(agency.name):
        return True
    elif agency.level == "province":
        words += (plain_place(agency.province),)
    return any(f" {word} " in f" {said} " for word in words if word)


def _ways(name: str, place: str, unit: str, *, alone: bool) -> Iterable[str]:
    """A name whole, and without its place or with the kind of place alone."""
    stem = name.removesuffix(f" {place}") if place else name
    stem = stem.removesuffix(f" {unit}") if unit else stem
    ways = [name]
    if unit:
        ways += [f"{stem} {unit}", f"{stem} {place}"]
    if alone and len(stem.split()) > 1:
        ways.append(stem)
    return dict.fromkeys(ways)
