"""Which agencies a plan means: a holder as the text writes it becomes agencies of the directory on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from config.wording import say
from models.directory import LEVELS, Agency, AgencyAlias, Succession
from models.groups import vocabulary
from models.heirs import Succeeded, exists, follow, functions_in, show
from models.holders import Group, Named, Reading, Unknown
from models.naming import fold, normal, plain_place, words

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
    place = tuple(plain_place(province).split())
    reading = Reading(
        words(text), text, lambda name: snapshot.named(name, province), vocabulary(), place, snapshot.longest
    ).read()
    scene = _Scene(snapshot, on, province, level, within, functions_in(duty))
    answers = [scene.answer(mention) for mention in reading.mentions] or [
        Succeeded(question=say("agencies.nobody", holder=text))
    ]
    found: dict[str, str] = {}
    for key, because in (pair for answer in answers for pair in answer.agencies):
        found.setdefault(key, because)
    if reading.assigned and set(named) & set(found):
        found = {key: because for key, because in found.items() if key in set(named)}
    questions = [answer.question for answer in answers if answer.question and not (answer.idle and found)]
    proposals = dict.fromkeys(key for answer in answers for key in answer.proposals)
    return Resolution(list(found.items()), "; ".join(dict.fromkeys(questions)) or None, tuple(proposals))


def customary_names(agency: Agency) -> set[str]:
    """Folded ways of writing an agency's name that need no alias of their own.

    The name; without its closing "tỉnh" or place name ("Công an tỉnh" -> "Công an"); the sign ("STTTT") and,
    for a department, "Sở" with the rest of it ("Sở TTTT").
    """
    name = fold(agency.name)
    names = {name}
    if agency.kind != "authority":
        stem = name.removesuffix(" " + plain_place(agency.province)) if agency.province else name
        for unit in ("tỉnh", "thành phố", "huyện"):
            stem = stem.removesuffix(" " + unit)
        if len(stem.split()) > 1:
            names.add(stem)
    if agency.sign and len(agency.sign) > 2:
        sign = fold(agency.sign)
        names.add(sign)
        if agency.kind == "department" and sign.startswith("s") and " " not in sign:
            names.add(f"sở {sign[1:]}")
    return names


@dataclass(frozen=True)
class _Scene:
    """One day in one province: turns a mention into agencies or a question."""

    snapshot: Snapshot
    on: date
    province: str
    level: str
    within: str | None
    functions: frozenset[str]

    def answer(self, mention: Named | Group | Unknown) -> Succeeded:
        match mention:
            case Named():
                return self._named(mention)
            case Group():
                return self._group(mention)
            case Unknown():
                return self._unknown(mention)

    def _named(self, mention: Named) -> Succeeded:
        agencies = self.snapshot.agencies
        alive = [key for key in mention.keys if exists(agencies[key], self.on)]
        if len(alive) > 1:
            names = ", ".join(f"{agencies[key].name} ({key})" for key in alive)
            return Succeeded(question=say("agencies.several", text=mention.text, names=names), proposals=tuple(alive))
        # of several that are gone, the one that existed last before that day is meant
        keys = alive or sorted(mention.keys, key=lambda key: agencies[key].valid_to or date.max)[-1:]
        return self._follow(keys, say("agencies.named", text=mention.text))

    def _group(self, mention: Group) -> Succeeded:
        levels = self._levels(mention)
        because = say("agencies.member", text=mention.text, day=show(self.on))
        ended: list[Agency] = []
        for level in levels:
            members = self.snapshot.members(mention.group.kinds, level, self.province, self._within(level))
            alive = [agency.key for agency in members if exists(agency, self.on)]
            if alive:
                return Succeeded(tuple((key, because) for key in alive))
            ended += [agency for agency in members if agency.valid_to is not None and agency.valid_to < self.on]
        heirless = ended and not any(agency.key in self.snapshot.heirs for agency in ended)
        if heirless:
            last = max(agency.valid_to for agency in ended if agency.valid_to)
            return Succeeded(question=say("agencies.group_ended", text=mention.text, end=show(last)))
        if ended:
            return self._follow([agency.key for agency in ended], because)
        question = say("agencies.empty_group", text=mention.text, day=show(self.on))
        return Succeeded(question=question, idle=mention.group.rides)

    def _levels(self, mention: Group) -> list[str]:
        """The levels to look at, in turn; the localities are the next level down that exists that day."""
        if mention.group.localities:
            below = LEVELS[LEVELS.index(self.level) + 1 :] if self.level in LEVELS else LEVELS
            return [*below] or [self.level]
        return [mention.level or self.level]

    def _within(self, level: str) -> str | None:
        """A district's plan speaks of its own communes and rooms, but of the whole province's departments."""
        return self.within if self.within and LEVELS.index(level) >= LEVELS.index(self.level) else None

    def _follow(self, keys: Iterable[str], because: str) -> Succeeded:
        parts = [
            follow(self.snapshot.agencies, self.snapshot.heirs, key, self.on, self.functions, because) for key in keys
        ]
        questions = dict.fromkeys(part.question for part in parts if part.question)
        return Succeeded(
            tuple(pair for part in parts for pair in part.agencies),
            "; ".join(questions) or None,
            tuple(key for part in parts for key in part.proposals),
        )

    def _unknown(self, mention: Unknown) -> Succeeded:
        from rapidfuzz import fuzz, process  # 20 ms, and only a misspelt name needs it

        names = {name: keys for name, keys in self.snapshot.names.items() if self.snapshot.named(name, self.province)}
        near = process.extract(
            fold(mention.text), [" ".join(name) for name in names], scorer=fuzz.token_sort_ratio, limit=8
        )
        keys = [(self.snapshot.named(tuple(name.split()), self.province)[0], score) for name, score, _ in near]
        rivals = [score for key, score in keys if key != keys[0][0]]
        if not keys or keys[0][1] < MIN_LIKENESS or (rivals and keys[0][1] - rivals[0] < MIN_MARGIN):
            return Succeeded(question=say("agencies.unknown", text=mention.text))
        meant = self.snapshot.agencies[keys[0][0]]
        question = say("agencies.unknown.alike", text=mention.text, name=meant.name, key=meant.key)
        return Succeeded(question=question, proposals=(meant.key,))
