"""Reading a holder: its words become named agencies, group expressions, and words that nobody bears."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.groups import Class, Phrase, Vocabulary, length_at, spans
from models.mentions import CITY, HARD, UBND, Group, Lookup, Mention, Named, Unknown, join_series
from models.naming import Word


@dataclass
class Reading:
    """One holder being read; ``mentions`` in the order of the text, ``excepted`` what it leaves out ("trừ ...")."""

    words: Sequence[Word]
    text: str
    lookup: Lookup
    vocabulary: Vocabulary
    place: Phrase
    longest: int
    whole: Sequence[str] = ()
    mentions: list[Mention] = field(default_factory=list)
    excepted: list[Mention] = field(default_factory=list)
    assigned: bool = False
    _at: int = 0
    _group_end: int = 0
    _open_tail: bool = False
    _prefix: Phrase = ()
    _count: int | None = None
    _kept: list[Mention] | None = None
    _until: str = ""
    _spans: Mapping[int, int] = field(default_factory=dict)

    def read(self) -> Reading:
        """Fill ``mentions``. Longest match first; nothing is split before names were tried on it."""
        self._spans = spans(self.words, self.whole)
        while self._at < len(self.words):
            self._step()
        self._end_exception()
        self.mentions = [each for each in self.mentions if not (isinstance(each, Unknown) and each.either)]
        self.mentions = join_series(self.mentions, self._quote)
        self.excepted = join_series(self.excepted, self._quote)
        return self

    def _step(self) -> None:
        word, known = self.words[self._at], self.vocabulary
        if self._kept is not None and set(self._until) & set(word.before):
            self._end_exception()
        if size := self._phrase(known.exceptions):
            self._begin_exception("(" in word.before)
            self._at += size
            return
        if (size := self._phrase(known.enumerators)) and size >= self._phrase(known.inclusions):
            self.mentions = [each for each in self.mentions if not isinstance(each, Group)]
            self._at += size
            return
        if "(" in word.before and (size := self._phrase(known.inclusions)):
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
        if word.text.isdigit() and (self._class_at(self._at + 1) or length_at(self.words, self._at + 1, [CITY])):
            self._count = int(word.text)
            self._at += 1
            return
        name, keys = self._name(self._at)
        if (end := self._spans.get(self._at)) and self._torn(name, end):
            self.mentions.append(Unknown(self._quote(self._at, end)))
            self._at = end
            return
        group = self._class()
        if name and name >= (len(group.words) if group else 0):
            self._take_name(name, keys)
        elif group:
            self._take_group(group)
        elif size := self._phrase(known.heads) or self._phrase(known.fillers | known.inclusions):
            self._open_above()
            self._at += size
        else:
            self._take_unknown(self._at)

    def _torn(self, size: int, end: int) -> bool:
        """Whether the directory does not know the one body whose name runs from here to ``end``, unless it knows a body
        for each of its parts."""
        if size and self._after_place(self._at + size) >= end:
            return False
        parts = replace(self, words=self.words[self._at : end], whole=(), mentions=[], excepted=[], _at=0).read()
        return not all(isinstance(each, Named) for each in parts.mentions)

    def _open_above(self) -> None:
        """ "các cơ quan, tổ chức có liên quan": no body is an "tổ chức", and the words leave open which "cơ quan"."""
        size = self._phrase(self.vocabulary.opening)
        last = self.mentions[-1] if self.mentions else None
        if size and isinstance(last, Group) and not last.open:
            last.open = self._quote(self._at, self._at + size)

    def _begin_exception(self, bracketed: bool) -> None:
        """What follows is left out: to the closing bracket, else to the next ";"."""
        self._end_exception()
        self._kept, self.mentions = self.mentions, []
        self._until = ")" if bracketed else ";"
        self._prefix = ()

    def _end_exception(self) -> None:
        if self._kept is not None:
            self.excepted += self.mentions
            self.mentions, self._kept = self._kept, None

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

    def _class_at(self, at: int) -> Class | None:
        """The class word at ``at``."""
        size = length_at(self.words, at, self.vocabulary.classes)
        if size:
            return self.vocabulary.classes[tuple(word.text for word in self.words[at : at + size])]
        return None

    def _class(self) -> Class | None:
        found = self._class_at(self._at)
        if found and not (found.words == CITY and self._beside_districts()):
            return found
        if self._phrase([CITY]) and self._city_is_a_district():
            return Class(CITY, frozenset({"authority"}), "district")
        return None

    def _city_is_a_district(self) -> bool:
        """ "UBND các huyện, thành phố": a city beside districts is one of them, else the word tells the level."""
        if self._beside_districts():
            return True
        after = self._at + len(CITY)
        leads = self._at > 0 and (self.words[self._at - 1].text == "các" or self._count is not None)
        return leads and after < len(self.words) and bool(self.words[after].before)

    def _beside_districts(self) -> bool:
        previous = self.mentions[-1] if self.mentions else None
        counted = self._count is not None and self._at > 0
        before = self.words[self._at - 1 if counted else self._at].before
        listed = bool(before) and not {"(", ")"} & set(before)
        return listed and isinstance(previous, Group) and previous.group.place and previous.level == "district"

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
        taken = Group(self._quote(start, end), group, group.level, start, end, start, self._count)
        self._count = None
        self.mentions.append(taken)
        self._at = self._group_end = end
        self._qualify(taken)

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
        """What follows a name in small letters ("chủ trì, phối hợp"): read on at the next separator."""
        known = self.vocabulary
        self._open_tail = False
        while self._at < len(self.words) and not self.words[self._at].before:
            if self._phrase(known.assigned | known.tails | known.exceptions | frozenset(known.classes)):
                return
            size = self._phrase(known.fillers | known.inclusions)
            self._open_tail = self._open_tail or not size
            self._at += size or 1

    def _qualify(self, group: Group) -> None:
        """What follows a class word: below whom it stands, which of them are meant, or words that nobody knows."""
        known = self.vocabulary
        self._open_tail = False
        while self._at < len(self.words) and not self.words[self._at].before:
            if self._phrase(known.assigned | known.tails | known.exceptions | known.enumerators):
                return
            if (size := self._phrase(known.below)) and self._take_under(group, self._at + size):
                continue
            if self._phrase(known.classes):
                return
            if size := self._phrase(known.opening):
                group.open = self._quote(self._at, self._at + size)
            elif not (size := self._phrase(known.fillers | known.inclusions)):
                if self._name(self._at)[0] or self._phrase(known.heads):
                    return
                self._take_unsure(group, self._at)
                return
            self._at += size

    def _take_under(self, group: Group, at: int) -> bool:
        """ "thuộc huyện Ý Yên (cũ)", "thuộc Sở Y tế": the body named at ``at``, past the word "cũ" after it.

        "thuộc tỉnh" and "thuộc UBND tỉnh" tell the level, as other fillers do.
        """
        while at < len(self.words) and (size := length_at(self.words, at, [("các",), ("những",)])):
            at += size
        size = length_at(self.words, at, [UBND])
        if size and (found := self._class_at(at + size)) and found.place:
            at += size
        if at >= len(self.words) or self.words[at].before or length_at(self.words, at, [UBND, *self._top_places()]):
            return False
        found = self._class_at(at)
        size, keys = self._name(at)
        if not size and found is None:
            return False
        if not size or (found is not None and size <= len(found.words)):
            assert found is not None
            end = at + len(found.words)
            if end < len(self.words) and self.words[end].before == ":" and found.place:
                self._take_places(group, end, found)
            elif end < len(self.words) and self.words[end].capital and not self.words[end].before:
                self._take_unsure(group, self._at)
            else:
                group.beneath, group.end, self._at = found, end, end
            return True
        group.under += keys
        at = self._past_former(self._after_place(at + size))
        if found is not None and found.place:
            self._take_places(group, at, found)
        else:
            self._at = group.end = at
        return True

    def _take_places(self, group: Group, at: int, kind: Class) -> None:
        """The further places of "thuộc các huyện Ý Yên, Giao Thủy (cũ)", "thuộc các huyện: Ý Yên, Giao Thủy"."""
        self._prefix = UBND + kind.words
        while at < len(self.words) and set(self.words[at].before) <= {",", "v", ":", ")"}:
            after = at + len(kind.words) if self._class_at(at) == kind else at
            if after >= len(self.words) or not self.words[after].capital:
                break
            size, keys = self._name(after)
            spoken = tuple(word.text for word in self.words[after : after + size])
            if not size or self.lookup(spoken):  # a name of its own ("Sở Y tế"), not the rest of a place's
                break
            group.under += keys
            at = self._past_former(after + size)
        self._at = group.end = at

    def _past_former(self, at: int) -> int:
        """Past "cũ", "(cũ)", "trước đây"."""
        size = length_at(self.words, at, self.vocabulary.former)
        return at + size if size and set(self.words[at].before) <= {"("} else at

    def _top_places(self) -> list[Phrase]:
        return [("tỉnh",), CITY, ("trung", "ương"), ("cấp", "tỉnh"), ("cấp", *CITY)]

    def _take_unsure(self, group: Group, start: int) -> None:
        """Everything up to the next separator is said of the group, and nobody knows what."""
        end = start + 1
        while end < len(self.words) and not self.words[end].before:
            end += 1
        group.unsure, group.end = self._quote(start, end), end
        group.text = self._quote(group.start, end)
        self._open_tail, self._at = True, end

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
        first, last = self.words[start].start, self.words[end - 1].end
        quoted = self.text[first:last]
        return (
            quoted + self.text[last]
            if quoted.count("(") > quoted.count(")") and self.text[last:][:1] == ")"
            else quoted
        )
