"""Reading a holder: its words become named agencies, group expressions, and words that nobody bears."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from models.groups import Class, Phrase, Vocabulary, length_at
from models.naming import Word

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

    ``text`` is the whole series in which it stands ("sở, ban, ngành").
    """

    text: str
    group: Class
    level: str | None
    start: int
    end: int


@dataclass(frozen=True)
class Unknown:
    """Words that name nobody in the directory. ``either``: the other side of a "/" that was found."""

    text: str
    either: bool = False


@dataclass
class Reading:
    """One holder being read; ``mentions`` in the order of the text."""

    words: Sequence[Word]
    text: str
    lookup: Lookup
    vocabulary: Vocabulary
    place: Phrase
    longest: int
    mentions: list[Named | Group | Unknown] = field(default_factory=list)
    assigned: bool = False
    _at: int = 0
    _group_end: int = 0
    _open_tail: bool = False
    _prefix: Phrase = ()

    def read(self) -> Reading:
        """Fill ``mentions``. Longest match first; nothing is split before names were tried on it."""
        while self._at < len(self.words):
            self._step()
        self.mentions = [each for each in self.mentions if not (isinstance(each, Unknown) and each.either)]
        self._join_series()
        return self

    def _join_series(self) -> None:
        """ "sở, ban, ngành" is one expression, "xã, phường" is one group: quote the whole, keep each kind once."""
        joined: list[Named | Group | Unknown] = []
        series: list[Group] = []
        for mention in self.mentions:
            last = joined[-1] if joined else None
            if not isinstance(mention, Group):
                series = []
            elif isinstance(last, Group) and _alike(last, mention):
                series.append(mention)
                for each in series:
                    each.text = self._quote(series[0].start, mention.end)
                if any((each.group.kinds, each.level) == (mention.group.kinds, mention.level) for each in series[:-1]):
                    continue
            else:
                series = [mention]
            joined.append(mention)
        self.mentions = joined

    def _step(self) -> None:
        word, known = self.words[self._at], self.vocabulary
        if size := self._phrase(known.enumerators):
            self.mentions = [each for each in self.mentions if not isinstance(each, Group)]
            self._at += size
            return
        if "(" in word.before and self._at:
            self._skip(")")
            return
        if {"-", "–", "—"} & set(word.before) and self._phrase(known.hats):
            self._skip(",;")
            return
        if self._phrase(known.assigned):
            self.assigned = True
            self._skip(";")
            return
        if self._phrase(known.tails):
            self._skip(";")
            return
        name, keys = self._name(self._at)
        group = self._class()
        if name and name >= (len(group.words) if group else 0):
            self._take_name(name, keys)
        elif group:
            self._take_group(group)
        elif size := self._phrase(known.heads) or self._phrase(known.fillers):
            self._at += size
        else:
            self._take_unknown(self._at)

    def _name(self, at: int) -> tuple[int, tuple[str, ...]]:
        """The longest name at ``at`` with the prefix of the list it stands in: (words taken, keys)."""
        limit = at + 1
        while limit < min(len(self.words), at + self.longest) and not HARD & set(self.words[limit].before):
            limit += 1
        for end in range(limit, at, -1):
            spoken = tuple(word.text for word in self.words[at:end])
            for prefix in dict.fromkeys(((), self._prefix, UBND)):
                if prefix and (spoken in self.vocabulary.fillers or (prefix == UBND and len(spoken) < 2)):
                    continue
                if keys := self.lookup(prefix + spoken):
                    return end - at, keys
        return 0, ()

    def _class(self) -> Class | None:
        size = self._phrase(self.vocabulary.classes, joined=False)
        if size:
            return self.vocabulary.classes[tuple(word.text for word in self.words[self._at : self._at + size])]
        if self._phrase([CITY]) and self._city_is_a_district():
            return Class(CITY, frozenset({"authority"}), "district")
        return None

    def _city_is_a_district(self) -> bool:
        """ "UBND các huyện, thành phố": a city beside districts is one of them, else the word tells the level."""
        previous = self.mentions[-1] if self.mentions else None
        listed = bool(self.words[self._at].before) and not {"(", ")"} & set(self.words[self._at].before)
        if listed and isinstance(previous, Group) and previous.group.place and previous.level == "district":
            return True
        after = self._at + len(CITY)
        leads = self._at > 0 and self.words[self._at - 1].text == "các"
        return leads and after < len(self.words) and bool(self.words[after].before)

    def _take_name(self, size: int, keys: tuple[str, ...]) -> None:
        start, end = self._at, self._at + size
        spoken = tuple(word.text for word in self.words[start:end])
        if spoken[:4] == UBND and len(spoken) > 4:
            self._prefix = spoken[:5]
        elif not self._prefix or spoken[0] != self._prefix[0]:
            self._prefix = spoken[:1] if spoken[:1] in self.vocabulary.classes else self._prefix
        end = self._after_place(end)
        if self._belongs_elsewhere(end):
            self._take_unknown(start)
            return
        self.mentions.append(Named(self._quote(start, end), keys))
        self._at = end
        self._skip_tail()

    def _take_group(self, group: Class) -> None:
        start, end = self._at, self._at + len(group.words)
        previous = self.mentions[-1] if self.mentions else None
        glued = start == self._group_end and not self.words[start].before
        if glued and group.place and isinstance(previous, Group) and not previous.group.place:
            self._set_level(group.level)
            self._at = end
            return
        if end < len(self.words) and self._list_follows(group, end):
            self._prefix = (UBND + group.words) if group.place else group.words
            self._at = end
            return
        if self._belongs_elsewhere(end, group=True):
            self._take_unknown(start)
            return
        taken = Group(self._quote(start, end), group, group.level, start, end)
        self.mentions.append(taken)
        self._at = self._group_end = end
        self._skip_tail()
        if self._open_tail:
            taken.text = self._quote(start, self._at)

    def _list_follows(self, group: Class, at: int) -> bool:
        """ "các Sở: Xây dựng, Y tế": the class word is the first word of every name in the list."""
        if self.words[at].before not in ("", ":"):
            return False
        kept, self._prefix = self._prefix, (UBND + group.words) if group.place else group.words
        size, _ = self._name(at)
        self._prefix = kept
        return size > 0

    def _set_level(self, level: str | None) -> None:
        for mention in reversed(self.mentions):
            if not isinstance(mention, Group) or mention.group.place or mention.group.level is not None:
                return
            mention.level = level

    def _after_place(self, at: int) -> int:
        """Past "tỉnh", "thành phố", "cấp tỉnh" and the province's own name, where they follow unseparated."""
        for phrases in ([("cấp", "tỉnh"), ("cấp", *CITY), ("tỉnh",), CITY], [self.place] if self.place else []):
            size = length_at(self.words, at, phrases, joined=True)
            if size and not self.words[at].before:
                at += size
        return at

    def _belongs_elsewhere(self, at: int, *, group: bool = False) -> bool:
        """A capital or a place word right after a name: another province's or a lower unit's body."""
        if at >= len(self.words) or self.words[at].before:
            return False
        known = self.vocabulary
        if length_at(self.words, at, known.fillers) or length_at(self.words, at, known.assigned | known.tails):
            return False
        size = length_at(self.words, at, known.classes)
        if size:
            place = known.classes[tuple(word.text for word in self.words[at : at + size])].place
            return place and not group
        return self.words[at].capital

    def _skip_tail(self) -> None:
        """A qualifier in small letters ("liên quan", "tham mưu quản lý ngành"): read on at the next separator."""
        known = self.vocabulary
        self._open_tail = False
        while self._at < len(self.words) and not self.words[self._at].before:
            if self._phrase(known.assigned | known.tails | frozenset(known.classes)):
                return
            size = self._phrase(known.fillers)
            self._open_tail = self._open_tail or not size
            self._at += size or 1

    def _take_unknown(self, start: int) -> None:
        while start > 0 and not self.words[start].before:
            start -= 1
        end = max(self._at, start) + 1
        while end < len(self.words) and not set(self.words[end].before) - {"-", "v"}:
            if "v" in self.words[end].before and self._starts_something(end):
                break
            end += 1
        end = self._past_places(start, end)
        before = self.words[start].before
        after = self.words[end].before if end < len(self.words) else ""
        found = bool(self.mentions) and isinstance(self.mentions[-1], Named)
        either = ("/" in before and found) or ("/" in after and self._name(end)[0] > 0)
        if not (self._open_tail and "," in before and not self.words[start].capital):
            self.mentions.append(Unknown(self._quote(start, end), either))
        self._at = end

    def _past_places(self, start: int, end: int) -> int:
        """ "Đảng ủy các xã, phường" is one unknown: the places that follow belong to it, not to their authorities."""
        places = [phrase for phrase, group in self.vocabulary.classes.items() if group.place]
        if not any(length_at(self.words, at, places) for at in range(start, end)):
            return end
        while end < len(self.words) and set(self.words[end].before) <= {",", "v"}:
            size = length_at(self.words, end, places)
            if not size:
                return end
            end += size
        return end

    def _starts_something(self, at: int) -> bool:
        """Whether a name or a word that we know begins here, so that "và" before it joins two holders."""
        known = self.vocabulary
        phrases = {*known.classes, *known.heads, *known.fillers, *known.enumerators, *known.assigned}
        return self._name(at)[0] > 0 or length_at(self.words, at, phrases) > 0

    def _phrase(self, phrases: Iterable[Phrase], *, joined: bool = True) -> int:
        return length_at(self.words, self._at, phrases, joined=joined)

    def _skip(self, until: str) -> None:
        self._at += 1
        while self._at < len(self.words) and not set(until) & set(self.words[self._at].before):
            self._at += 1

    def _quote(self, start: int, end: int) -> str:
        return self.text[self.words[start].start : self.words[end - 1].end]


def _alike(one: Group, other: Group) -> bool:
    """Whether two group words belong to one series: both bodies, or both places of one level."""
    return one.group.place == other.group.place and (not one.group.place or one.level == other.level)
