"""The words by which plans speak of many agencies at once: config/directory/groups.yaml, folded for matching."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from config.settings import CONFIG_DIR
from models.naming import Word, normal, words

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Class:
    """A class word: the kinds of agency it takes in, its fixed level or None, whether it means the localities.

    One that ``rides`` along in a series ("sở, ban, ngành") may be empty without a question.
    """

    words: Phrase
    kinds: frozenset[str]
    level: str | None = None
    localities: bool = False
    rides: bool = False

    @property
    def place(self) -> bool:
        """Whether it is a place word ("huyện", "xã", "cấp xã"), which stands for the authority of that place."""
        return self.level is not None and self.kinds == {"authority"}


@dataclass(frozen=True)
class Vocabulary:
    """Everything in groups.yaml, each phrase as a tuple of folded words."""

    classes: Mapping[Phrase, Class]
    heads: frozenset[Phrase]
    fillers: frozenset[Phrase]
    assigned: frozenset[Phrase]
    tails: frozenset[Phrase]
    enumerators: frozenset[Phrase]
    hats: frozenset[Phrase]
    exceptions: frozenset[Phrase]
    inclusions: frozenset[Phrase]
    opening: frozenset[Phrase]
    below: frozenset[Phrase]
    former: frozenset[Phrase]


LISTS = (
    "heads", "fillers", "assigned", "tails", "enumerators", "hats", "exceptions", "inclusions", "opening", "below", "former"
)  # fmt: skip


@cache
def vocabulary(*, national: bool = False) -> Vocabulary:
    """The office's group words, read once. ``national``: a plan of the centre, in which provinces are groups."""
    from ruamel.yaml import YAML

    raw: dict[str, Any] = YAML(typ="safe").load((CONFIG_DIR / "directory" / "groups.yaml").read_text("utf-8"))
    classes = [
        Class(
            phrase_of(name),
            frozenset(row["kinds"]),
            row.get("level"),
            bool(row.get("localities")),
            bool(row.get("rides")),
        )
        for name, row in {**raw["classes"], **(raw["national"] if national else {})}.items()
    ]
    lists = {name: frozenset(phrase_of(each) for each in raw[name]) for name in LISTS}
    if national:
        lists["fillers"] -= {phrase_of(name) for name in raw["national"]}
    return Vocabulary(classes={each.words: each for each in classes}, **lists)


def phrase_of(text: str) -> Phrase:
    """A phrase as folded words. "và" alone keeps no word: conjunctions are separators."""
    return tuple(word.text for word in words(normal(text)))


def length_at(found: Sequence[Word], start: int, phrases: Iterable[Phrase], *, joined: bool = False) -> int:
    """How many words from ``start`` on the longest of ``phrases`` takes; 0 where none stands there.

    ``joined`` phrases must not be broken by any separator.
    """
    longest = 0
    for phrase in phrases:
        size = len(phrase)
        if (
            size > longest
            and start + size <= len(found)
            and all(found[start + at].text == phrase[at] for at in range(size))
            and not (joined and any(found[start + at].before for at in range(1, size)))
        ):
            longest = size
    return longest


def spans(found: Sequence[Word], names: Iterable[str]) -> dict[int, int]:
    """Where names stand among the words: first word -> the word behind the last."""
    texts = [word.text for word in found]
    at: dict[int, int] = {}
    for phrase in map(phrase_of, names):
        size = len(phrase)
        start = next((i for i in range(len(texts) - size + 1) if tuple(texts[i : i + size]) == phrase), None)
        if start is not None and size:
            at[start] = start + size
    return at
