"""Which agencies a plan means: a holder as the text writes it becomes agencies of the directory on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from models.directory import Agency, AgencyAlias, Succession
from models.groups import vocabulary
from models.naming import normal, plain_place, words

MIN_LIKENESS, MIN_MARGIN = 92.0, 5.0
"""Likeness (0 to 100) and lead over the runner-up at which a misspelt name is proposed; measured: "huyện Lạc
Thủy" and "huyện Yên Thủy" reach 87, so a lower bound would propose the wrong desk. It never decides."""


@dataclass(frozen=True)
class Resolution:
    """Who is meant: (agency key, why) each once, and what a person must settle, or None.

    Both may be filled: the agencies that were found, and a question for the words that were not.
    ``proposals`` are keys that the question puts forward.
    """

    agencies: list[tuple[str, str]]
    question: str | None
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Snapshot:
    """All agencies, names and successions in memory, indexed for matching; read once, used for a whole plan."""

    agencies: Mapping[str, Agency]
    names: Mapping[tuple[str, ...], tuple[str, ...]]
    heirs: Mapping[str, tuple[Succession, ...]]
    longest: int

    @classmethod
    def load(cls, session: Session) -> Snapshot:
        """Read the directory."""
        return cls.of(
            session.exec(select(Agency)).all(),
            session.exec(select(AgencyAlias)).all(),
            session.exec(select(Succession)).all(),
        )

    @classmethod
    def of(
        cls, agencies: Iterable[Agency], aliases: Iterable[AgencyAlias] = (), heirs: Iterable[Succession] = ()
    ) -> Snapshot:
        """Index rows that need not be in a database."""
        by_key = {agency.key: agency for agency in agencies}
        names: dict[tuple[str, ...], list[str]] = {}
        for agency in by_key.values():
            for name in customary_names(agency):
                names.setdefault(tuple(name.split()), []).append(agency.key)
        for alias in aliases:
            names.setdefault(tuple(alias.folded.split()), []).append(alias.agency_key)
        chains: dict[str, list[Succession]] = {}
        for heir in heirs:
            chains.setdefault(heir.old_key, []).append(heir)
        return cls(
            by_key,
            {name: tuple(dict.fromkeys(keys)) for name, keys in names.items() if name},
            {key: tuple(rows) for key, rows in chains.items()},
            max((len(name) for name in names), default=0),
        )

    def named(self, name: tuple[str, ...], province: str) -> tuple[str, ...]:
        """Keys of this province (or of no province: central bodies) that bear the folded name."""
        place = plain_place(province)
        return tuple(key for key in self.names.get(name, ()) if self._belongs(key, place))

    def members(self, kinds: frozenset[str], level: str, province: str, within: str | None) -> list[Agency]:
        """All agencies of these kinds at a level, past, present and to come; below ``within`` where it is given."""
        place = plain_place(province)
        return [
            agency
            for agency in self.agencies.values()
            if agency.kind in kinds
            and agency.level == level
            and self._belongs(agency.key, place)
            and (within is None or self._below(agency, within))
        ]

    def _belongs(self, key: str, place: str) -> bool:
        home = self.agencies[key].province
        return not place or not home or plain_place(home) == place

    def _below(self, agency: Agency, ancestor: str) -> bool:
        parent = agency.parent_key
        while parent is not None:
            if parent == ancestor:
                return True
            parent = self.agencies[parent].parent_key if parent in self.agencies else None
        return False


def resolve(
    source: Session | Snapshot,
    holder: str,
    on: date,
    province: str,
    level: str,
    *,
    duty: str = "",
    within: str | None = None,
    named: Sequence[str] = (),
) -> Resolution:
    """The agencies that ``holder`` (as a plan writes it) means on the day ``on``.

    Names are matched longest first before anything is split on "và", "," ";" or "/"; group expressions
    expand by kind and level among the agencies that exist that day; an agency that no longer exists is
    followed to its heirs by function (``duty`` is the duty's text, which tells the function). ``within`` limits
    groups to what stands below that agency (a district's plan); ``named`` are the keys that the plan names, to
    which "các cơ quan được phân công ..." is narrowed. Nobody found is a question, never silence.
    """
    snapshot = source if isinstance(source, Snapshot) else Snapshot.load(source)
    text = normal(holder)
    reading = _Reading(snapshot, vocabulary(), words(text), text, province, level, within)
    reading.read()
    return _Settlement(snapshot, reading, on, duty, tuple(named)).settle(holder)
