"""What a holder's words are, once read: named agencies, group expressions, and words that nobody bears."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.groups import Class, Phrase

UBND: Phrase = ("ủy", "ban", "nhân", "dân")
CITY: Phrase = ("thành", "phố")
HARD = frozenset(";/:()|")
"""Separators that no name contains; a comma, a dash and "và" may stand inside one."""

Lookup = Callable[[Phrase], tuple[str, ...]]
"""Folded words -> keys of the agencies that bear exactly this name."""


@dataclass(frozen=True)
class Named:
    """Agencies that the text names."""

    text: str
    keys: tuple[str, ...]


@dataclass
class Group:
    """A group expression, from word ``start`` to ``end``; ``level`` is None where the plan's own level applies.

    ``text`` is the whole series in which it stands ("sở, ban, ngành"), ``series`` where that begins. ``count`` is
    the number that the text gives ("10 huyện, thành phố"); ``under`` the agencies below which the members stand
    ("thuộc Sở Y tế"), ``beneath`` the class of those ("thuộc Sở"); ``open`` the words that leave the choice open ("liên quan"); ``unsure`` qualifying words that
    nobody knows ("ngoài hành tinh"): never everybody.
    """

    text: str
    group: Class
    level: str | None
    start: int
    end: int
    series: int = -1
    count: int | None = None
    under: tuple[str, ...] = ()
    beneath: Class | None = None
    open: str = ""
    unsure: str = ""


@dataclass(frozen=True)
class Unknown:
    """Words that name nobody in the directory. ``either``: the other side of a "/" that was found."""

    text: str
    either: bool = False


Mention = Named | Group | Unknown


def join_series(mentions: Sequence[Mention], quote: Callable[[int, int], str]) -> list[Mention]:
    """ "sở, ban, ngành" is one expression, "xã, phường" is one group: quote the whole, keep each kind once.

    What qualifies the last word of a series qualifies all of it. ``quote`` gives the text of words start..end.
    """
    joined: list[Mention] = []
    every: list[list[Group]] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        if not isinstance(mention, Group):
            joined.append(mention)
            continue
        if not (isinstance(last, Group) and _alike(last, mention)) or _qualified(every[-1][-1]):
            every.append([])
        series = every[-1]
        kind = (mention.group.kinds, mention.level)
        if not any((each.group.kinds, each.level) == kind for each in series):
            joined.append(mention)
        series.append(mention)
    for series in every:
        _share(series, quote(series[0].start, series[-1].end))
    return joined


def _share(series: Sequence[Group], text: str) -> None:
    """Give every word of a series what was said of one of them."""
    last = series[-1]
    counts = [each.count for each in series if each.count is not None]
    for each in series:
        each.text, each.series, each.count = text, series[0].start, sum(counts) if counts else None
        each.under, each.beneath = last.under, last.beneath
        each.open, each.unsure = last.open, last.unsure


def _qualified(group: Group) -> bool:
    """Whether its words say who stands below whom or what nobody knows: a series ends there."""
    return bool(group.under or group.beneath or group.unsure)


def _alike(one: Group, other: Group) -> bool:
    """Whether two group words belong to one series: both bodies, or both places of one level."""
    return one.group.place == other.group.place and (not one.group.place or one.level == other.level)
