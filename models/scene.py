"""One day in one province: what a holder's words mean there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from config.wording import say
from models.directory import LEVELS, Agency
from models.heirs import Answering, Heir, Succeeded, exists, follow, heirs_of, show
from models.mentions import Group, Mention, Named, Unknown
from models.naming import fold, plain_place
from models.own_names import place_of, says_level
from models.provinces import Became, merged_on

if TYPE_CHECKING:
    from models.agencies import Snapshot

BELOW = frozenset({"unit", "room"})
"""Kinds that "cơ quan", "đơn vị" take in where the text names the body above them."""
MIN_LIKENESS, MIN_MARGIN = 92.0, 5.0
"""Likeness (0 to 100) and lead over the runner-up at which a misspelt name is proposed; measured: "huyện Lạc
Thủy" and "huyện Yên Thủy" reach 87, so a lower bound would propose the wrong desk. It never decides."""


@dataclass(frozen=True)
class Scene:
    """Turns a mention into agencies or a question.

    ``merger`` is the province into which ``province`` has gone by that day; ``within`` the agency below which
    groups are sought (a district's or a department's own plan).
    """

    snapshot: Snapshot
    on: date
    province: str
    level: str
    within: str | None
    functions: frozenset[str]
    merger: Became | None = None

    def answer(self, mention: Mention) -> Succeeded:
        """Who one mention means."""
        match mention:
            case Named():
                return self._named(mention)
            case Group():
                return self._group(mention)
            case Unknown():
                return self._unknown(mention)

    def miscounted(self, answers: Sequence[tuple[Mention, Succeeded]]) -> list[str]:
        """A question for each group whose number in the text ("10 huyện, thành phố") is not the directory's."""
        told: dict[int, int] = {}
        counted: dict[int, int] = {}
        texts: dict[int, str] = {}
        for mention, answer in answers:
            if isinstance(mention, Group) and mention.count is not None and answer.counted:
                told[mention.series] = mention.count
                counted[mention.series] = counted.get(mention.series, 0) + answer.counted
                texts[mention.series] = mention.text
        return [
            say("agencies.miscounted", text=texts[at], told=told[at], counted=counted[at], day=show(self.on))
            for at in told
            if told[at] != counted[at]
        ]

    def _named(self, mention: Named) -> Succeeded:
        agencies = self.snapshot.agencies
        alive = [key for key in mention.keys if exists(agencies[key], self.on)]
        if len(alive) > 1:
            names = ", ".join(f"{agencies[key].name} ({key})" for key in alive)
            return Succeeded(question=say("agencies.several", text=mention.text, names=names), proposals=tuple(alive))
        if len(alive) == 1 and self._of_another(agencies[alive[0]], mention.text):
            meant, own = agencies[alive[0]], agencies[self.within].name if self.within else say(f"level.{self.level}")
            facts = {"text": mention.text, "name": meant.name, "key": meant.key, "own": own}
            question = say("agencies.other_level", **facts, level=say(f"level.{meant.level}"))
            return Succeeded(question=question, proposals=(meant.key,))
        # of several that are gone, the one that existed last before that day is meant
        keys = alive or sorted(mention.keys, key=lambda key: agencies[key].valid_to or date.max)[-1:]
        return self._moved(self._follow(keys, say("agencies.named", text=mention.text), parts=True), mention.text)

    def _of_another(self, agency: Agency, text: str) -> bool:
        """Whether a body that a district's or commune's own plan names is one of another level, or of another place,
        although the words do not say so: "Hội Phụ nữ" in a ward's plan is not the province's."""
        if self.level not in ("district", "commune") or (agency.level, self.level) == ("commune", "district"):
            return False
        above: Agency | None = agency
        while above is not None and not place_of(above):
            above = self.snapshot.agencies.get(above.parent_key or "")
        theirs = agency.level != self.level or (above is not None and self.within not in (None, above.key))
        return theirs and not says_level(text, agency, place_of(above) if above else "")

    def _group(self, mention: Group) -> Succeeded:
        because = say("agencies.member", text=mention.text, day=show(self.on))
        if mention.open:
            because += say("agencies.member.open", words=mention.open)
        ended: list[Agency] = []
        under = self._under(mention)
        for level in self._levels(mention):
            kinds = mention.group.kinds | (BELOW if under is not None else frozenset())
            members = self.snapshot.members(
                kinds, level, self.province, self._within(mention, level) if under is None else under
            )
            alive = [agency.key for agency in members if exists(agency, self.on)]
            if alive and mention.unsure:
                return self._unsure(mention, alive)
            if alive:
                return Succeeded(tuple(Answering(key, because) for key in alive), counted=len(alive))
            ended += [agency for agency in members if agency.valid_to is not None and agency.valid_to < self.on]
        ended = _last(ended)
        if any(agency.key in self.snapshot.heirs for agency in ended):
            if mention.unsure:
                return self._unsure(mention, [])
            followed = self._follow([agency.key for agency in ended], because)
            return Succeeded(followed.agencies, followed.question, followed.proposals, counted=len(ended))
        if self.merger is not None and not under and (found := self._merged(mention, because, self.merger)):
            return found
        if ended:
            last = max(agency.valid_to for agency in ended if agency.valid_to)
            question = say("agencies.group_ended", text=mention.text, end=show(last))
            return Succeeded(question=question, proposals=self._own_heirs())
        if (mention.level, mention.group.place) == ("district", True) and self.on >= merged_on()[0]:
            return self._districts_ended(mention)
        question = say("agencies.empty_group", text=mention.text, day=show(self.on))
        if (mention.level, mention.group.place) == ("district", True):
            question += say("agencies.no_districts")
        return Succeeded(question=question, idle=mention.group.rides or mention.beneath is not None)

    def _districts_ended(self, mention: Group) -> Succeeded:
        """Districts that the directory never had, after their end: which communes carry on, nobody can say."""
        home = self.merger.new.name if self.merger else self.province
        communes = self.snapshot.members(mention.group.kinds, "commune", home)
        alive = tuple(agency.key for agency in communes if exists(agency, self.on))
        question = say("agencies.districts_ended", text=mention.text, count=len(alive))
        return Succeeded(question=question, proposals=alive)

    def _merged(self, mention: Group, because: str, merger: Became) -> Succeeded | None:
        """A group of a province that is gone: the bodies of the new one; which of its places, nobody can say."""
        alive: list[str] = []
        for level in self._levels(mention):
            members = self.snapshot.members(mention.group.kinds, level, merger.new.name)
            alive = [agency.key for agency in members if exists(agency, self.on)]
            if alive:
                break
        if not alive:
            return None
        if mention.unsure:
            return self._unsure(mention, alive)
        if self.within and (mention.group.place or mention.group.localities) and set(self._own_heirs()) & set(alive):
            return self._follow([self.within], because)
        if mention.group.place or mention.group.localities:
            question = say(
                "agencies.merged_places",
                text=mention.text,
                old=self.province,
                new=merger.new.name,
                since=show(merger.since),
                count=len(alive),
            )
            return Succeeded(question=question, proposals=tuple(alive))
        return self._moved(Succeeded(tuple(Answering(key, because) for key in alive), counted=len(alive)), mention.text)

    def _own_heirs(self) -> tuple[str, ...]:
        """Who took over the body whose plan it is (the communes of a district that has ended)."""
        return heirs_of(self.snapshot.agencies, self.snapshot.heirs, self.within, self.on)

    def _moved(self, answer: Succeeded, text: str) -> Succeeded:
        """Bodies of the new province that were found under the old one's name: the merger opens their chain."""
        if self.merger is None:
            return answer
        home, merger = plain_place(self.merger.new.name), self.merger
        old = text if plain_place(self.province) in fold(text) else f"{text} {self.province}"
        step = Heir(old[:1].upper() + old[1:], merger.since)
        moved = tuple(
            Answering(
                each.key,
                f"{each.because}; "
                + say("agencies.heir", old=step.old, since=show(merger.since), part="", source=merger.source),
                (step, *each.heirs),
            )
            if not each.heirs and plain_place(self.snapshot.agencies[each.key].province) == home
            else each
            for each in answer.agencies
        )
        return Succeeded(moved, answer.question, answer.proposals, answer.idle, answer.counted)

    def _unsure(self, mention: Group, alive: Sequence[str]) -> Succeeded:
        question = say("agencies.unsure", text=mention.text, words=mention.unsure)
        return Succeeded(question=question, proposals=tuple(alive))

    def _levels(self, mention: Group) -> list[str]:
        """The levels to look at, in turn; the localities are the next level down that exists that day."""
        if mention.group.localities:
            below = LEVELS[LEVELS.index(self.level) + 1 :] if self.level in LEVELS else LEVELS
            return [*below] or [self.level]
        if self.level == "commune" and mention.level == "district" and not mention.group.place:
            return [self.level]  # since 01/7/2025 rooms are the commune's (NĐ 150/2025/NĐ-CP)
        return [mention.level or self.level]

    def _under(self, mention: Group) -> Collection[str] | None:
        """ "các xã thuộc huyện X", "các đơn vị thuộc Sở Y tế": what stands below the body named.

        "thuộc Sở" means the department whose plan it is, else every department.
        """
        if mention.beneath is None:
            return frozenset(mention.under) or None
        if self.within:
            return {self.within}
        level = mention.beneath.level or self.level
        return {agency.key for agency in self.snapshot.members(mention.beneath.kinds, level, self.province)}

    def _within(self, mention: Group, level: str) -> Collection[str] | None:
        """A district's or commune's plan speaks of its own communes and rooms, but of the whole province's departments.

        A department's own plan speaks of its own units and rooms, and of everybody else's authorities.
        """
        own = (
            LEVELS.index(level) >= LEVELS.index(self.level)
            if self.level in ("district", "commune")
            else mention.group.kinds <= BELOW
        )
        return {self.within} if self.within and own else None

    def _follow(self, keys: Iterable[str], because: str, *, parts: bool = False) -> Succeeded:
        """Whoever answers for these bodies; ``parts``: also where one of them exists, but gave a function away."""
        agencies, heirs = self.snapshot.agencies, self.snapshot.heirs
        followed = [follow(agencies, heirs, key, self.on, self.functions, because, parts=parts) for key in keys]
        questions = dict.fromkeys(part.question for part in followed if part.question)
        found: dict[str, Answering] = {}
        for each in (each for part in followed for each in part.agencies):
            found[each.key] = _both(found[each.key], each) if each.key in found else each
        return Succeeded(
            tuple(found.values()),
            "; ".join(questions) or None,
            tuple(key for part in followed for key in part.proposals),
        )

    def _unknown(self, mention: Unknown) -> Succeeded:
        from rapidfuzz import fuzz, process  # 20 ms, and only a misspelt name needs it

        home = self.merger.new.name if self.merger else self.province
        names = {
            name: key
            for name in self.snapshot.names
            for key in (self.snapshot.named(name, self.province) or self.snapshot.named(name, home))[:1]
        }
        near = process.extract(
            fold(mention.text), [" ".join(name) for name in names], scorer=fuzz.token_sort_ratio, limit=8
        )
        keys = [(names[tuple(name.split())], score) for name, score, _ in near]
        rivals = [score for key, score in keys if key != keys[0][0]]
        if not keys or keys[0][1] < MIN_LIKENESS or (rivals and keys[0][1] - rivals[0] < MIN_MARGIN):
            return Succeeded(question=say("agencies.unknown", text=mention.text))
        meant = self.snapshot.agencies[keys[0][0]]
        question = say("agencies.unknown.alike", text=mention.text, name=meant.name, key=meant.key)
        return Succeeded(question=question, proposals=(meant.key,))


def _last(ended: Sequence[Agency]) -> list[Agency]:
    """The members of a group on the last day on which it had any; those that went before are among their heirs."""
    last = max((agency.valid_to for agency in ended if agency.valid_to), default=None)
    return [agency for agency in ended if last is not None and exists(agency, last)]


def _both(one: Answering, other: Answering) -> Answering:
    """An agency that stands in for two at once (a commune made of two districts): both are named."""
    if len(one.heirs) != 1 or len(other.heirs) != 1:
        return one
    first, second = one.heirs[0], other.heirs[0]
    if (first.since, first.function) != (second.since, second.function) or second.old in first.old:
        return one
    return Answering(one.key, one.because, (Heir(f"{first.old}, {second.old}", first.since, first.function),))
