"""Which agencies a plan means: a holder as the text writes it becomes agencies of the directory on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import itemgetter

from sqlmodel import Session, col, select

from config.wording import say
from models.directory import Agency, AgencyAlias, Succession
from models.groups import vocabulary
from models.heirs import Answering, Heir, Succeeded, exists, functions_in
from models.holders import Reading
from models.mentions import Lookup
from models.naming import fold, normal, plain_place, words
from models.own_names import Below, names_below
from models.provinces import Became, became
from models.scene import Scene


@dataclass(frozen=True)
class Resolution:
    """Who is meant: (agency key, why) each once, and what a person must settle, or None.

    Both may be filled: the agencies that were found, and a question for the words that were not.
    ``questions`` are its parts; ``proposals`` are keys that the question puts forward; ``heirs`` says for each agency that stands in for
    another one by which steps, the oldest first.
    """

    agencies: list[tuple[str, str]]
    question: str | None
    proposals: tuple[str, ...] = ()
    heirs: dict[str, tuple[Heir, ...]] = field(default_factory=dict)
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Snapshot:
    """All agencies, names and successions in memory, indexed for matching; read once, used for a whole plan."""

    agencies: Mapping[str, Agency]
    names: Mapping[tuple[str, ...], tuple[str, ...]]
    heirs: Mapping[str, tuple[Succession, ...]]
    longest: int
    by_kind: Mapping[tuple[str, str], tuple[tuple[int, Agency], ...]]
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _below: dict[str, Below] = field(default_factory=dict, compare=False)

    @classmethod
    def load(cls, session: Session) -> Snapshot:
        """Read the directory, in its own order."""
        return cls.of(
            session.exec(select(Agency).order_by(col(Agency.position), col(Agency.key))).all(),
            session.exec(select(AgencyAlias).order_by(col(AgencyAlias.id))).all(),
            session.exec(select(Succession).order_by(col(Succession.id))).all(),
        )

    @classmethod
    def of(
        cls, agencies: Iterable[Agency], aliases: Iterable[AgencyAlias] = (), heirs: Iterable[Succession] = ()
    ) -> Snapshot:
        """Index rows that need not be in a database.

        A body of a province that was merged, ended and without a named heir, is carried on by the body of the
        same name in the new province.
        """
        by_key = {agency.key: agency for agency in agencies}
        names: dict[tuple[str, ...], list[str]] = {}
        kinds: dict[tuple[str, str], list[tuple[int, Agency]]] = {}
        for position, agency in enumerate(by_key.values()):
            kinds.setdefault((agency.kind, agency.level), []).append((position, agency))
            for name in customary_names(agency):
                names.setdefault(tuple(name.split()), []).append(agency.key)
        others: dict[str, list[str]] = {}
        for alias in aliases:
            names.setdefault(tuple(alias.folded.split()), []).append(alias.agency_key)
            others.setdefault(alias.agency_key, []).append(alias.folded)
        chains: dict[str, list[Succession]] = {}
        for heir in heirs:
            chains.setdefault(heir.old_key, []).append(heir)
        made = cls(
            by_key,
            {name: tuple(dict.fromkeys(keys)) for name, keys in names.items() if name},
            {key: tuple(rows) for key, rows in chains.items()},
            max((len(name) for name in names), default=0),
            {key: tuple(rows) for key, rows in kinds.items()},
            {key: tuple(said) for key, said in others.items()},
        )
        namesakes = {agency.key: made.namesakes(agency) for agency in by_key.values() if agency.key not in chains}
        return replace(made, heirs={**made.heirs, **{key: rows for key, rows in namesakes.items() if rows}})

    def named(self, name: tuple[str, ...], province: str) -> tuple[str, ...]:
        """Keys of this province (or of no province: central bodies) that bear the folded name."""
        place = plain_place(province)
        return tuple(key for key in self.names.get(name, ()) if self._belongs(self.agencies[key], place))

    def below(self, authority: str) -> Below:
        """The names by which an authority's own plan speaks of it and of what stands below it ("Công an xã")."""
        if authority not in self._below:
            own = [agency for agency in self.agencies.values() if self._stands_below(agency, {authority})]
            self._below[authority] = names_below(self.agencies[authority], own, self.aliases)
        return self._below[authority]

    def members(
        self, kinds: frozenset[str], level: str, province: str, under: Collection[str] | None = None
    ) -> list[Agency]:
        """All agencies of these kinds at a level, past, present and to come; below ``under`` where it is given.

        Below a district that has ended are also the communes that took it over.
        """
        place = plain_place(province)
        rows = [row for kind in kinds for row in self.by_kind.get((kind, level), ()) if self._belongs(row[1], place)]
        found = [agency for _, agency in (sorted(rows, key=itemgetter(0)) if len(kinds) > 1 else rows)]
        if under is None:
            return found
        heirs = {row.new_key for key in under for row in self.heirs.get(key, ())} if "authority" in kinds else set()
        return [agency for agency in found if agency.key in heirs or self._stands_below(agency, under)]

    def namesakes(self, agency: Agency) -> tuple[Succession, ...]:
        """The bodies of the same name in the province into which an ended body's province went."""
        merger = became(agency.province, date.max) if agency.valid_to else None
        if merger is None or agency.valid_to is None or agency.valid_to >= merger.since:
            return ()
        home = plain_place(merger.new.name)
        heirs = {
            key: self.agencies[key]
            for name in customary_names(agency)
            for key in self.names.get(tuple(name.split()), ())
            if plain_place(self.agencies[key].province) == home
        }
        return tuple(
            Succession(old_key=agency.key, new_key=heir.key, valid_from=merger.since, source=merger.source)
            for heir in heirs.values()
            if (heir.kind, heir.level) == (agency.kind, agency.level) and exists(heir, merger.since)
        )

    def _belongs(self, agency: Agency, place: str) -> bool:
        return not place or not agency.province or plain_place(agency.province) == place

    def _stands_below(self, agency: Agency, ancestors: Collection[str]) -> bool:
        parent = agency.parent_key
        while parent is not None:
            if parent in ancestors:
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
    whole: Sequence[str] = (),
) -> Resolution:
    """The agencies that ``holder`` (as a plan writes it) means on the day ``on``.

    Names are matched longest first before anything is split on "và", "," ";" or "/"; group expressions
    expand by kind and level among the agencies that exist that day; an agency that no longer exists is
    followed to its heirs by function (``duty`` is the duty's text, which tells the function). ``within`` limits
    groups to what stands below that agency (a district's, a commune's or a department's plan), and a name is looked
    for there first; ``named`` are the keys that the plan names, to which "các cơ quan được phân công ..." is narrowed;
    ``whole`` are names in ``holder`` that are one body's and are never split (tasks/whole_names). A province that was merged by that day is
    looked up in the new one where the directory does not have it. Nobody found is a question, never silence.
    """
    snapshot = source if isinstance(source, Snapshot) else Snapshot.load(source)
    merger = became(province, on)
    text = normal(holder)
    reading = Reading(
        words(text),
        text,
        _lookup(snapshot, province, merger, within),
        vocabulary(national=level == "central"),
        tuple(plain_place(province).split()),
        max(snapshot.longest, snapshot.below(within).longest if within else 0),
        whole,
    ).read()
    scene = Scene(snapshot, on, province, level, within, functions_in(duty), merger)
    answers = [scene.answer(mention) for mention in reading.mentions] or [
        Succeeded(question=say("agencies.nobody", holder=text))
    ]
    found: dict[str, Answering] = {}
    for each in (each for answer in answers for each in answer.agencies):
        found.setdefault(each.key, each)
    if reading.assigned and set(named) & set(found):
        found = {key: each for key, each in found.items() if key in set(named)}
    questions = [answer.question for answer in answers if answer.question and not (answer.idle and found)]
    questions += scene.miscounted(list(zip(reading.mentions, answers, strict=False)))
    left_out = [scene.answer(mention) for mention in reading.excepted]
    for answer in left_out:
        questions += [answer.question] if answer.question and not answer.idle else []
        for each in answer.agencies:
            found.pop(each.key, None)
    if left_out and not found and not questions:
        questions = [say("agencies.nobody", holder=text)]
    proposals = dict.fromkeys(key for answer in answers for key in answer.proposals)
    return Resolution(
        [(each.key, each.because) for each in found.values()],
        "; ".join(dict.fromkeys(questions)) or None,
        tuple(proposals),
        {each.key: each.heirs for each in found.values() if each.heirs},
        tuple(dict.fromkeys(questions)),
    )


def _lookup(snapshot: Snapshot, province: str, merger: Became | None, within: str | None) -> Lookup:
    own = snapshot.below(within).names if within else {}

    def find(name: tuple[str, ...]) -> tuple[str, ...]:
        if name in own:
            return own[name]
        return snapshot.named(name, province) or (snapshot.named(name, merger.new.name) if merger else ())

    return find


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
