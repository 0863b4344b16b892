"""Sentences of ours that were written down in one language, told in another.

A reason is kept as the words that stood in the letter's account on that day. Who reads it in another language gets
the same sentence of the catalogue with the same facts; what a person wrote stays in that person's words.
"""

from __future__ import annotations

import re
from functools import cache
from string import Formatter

from config.plural import of_one
from config.wording import catalogued, language, say_in

KEPT = (
    "step.", "round.", "report.", "digest.", "people.", "plea.", "amend.", "confirm.", "link.", "state.", "reach.",
    "ladder.condition.", "calendar.", "account.because.", "account.decision.",
    "who.", "group.", "agencies.", "letters.", "moved.", "correction.",
)  # fmt: skip
"""Beginnings of the keys whose sentences are kept as reasons, or stand inside one."""
OF_PLANS = ("compile.", "check.", "pattern.", "regime.", "custom.", "dated.", "label.", "level.", "kind.")
"""Beginnings of the keys whose sentences a plan file keeps, in its questions and remarks."""
LEAST = 4
"""Letters that a sentence must have of its own: "{kind} ({by})" would fit everything."""
_NOTE = re.compile(r"(?P<said>.+) \((?P<note>[^()]+)\)")


def retold(text: str, kept: tuple[str, ...] = KEPT) -> str:
    """A kept reason in the reader's language, found among the sentences whose keys begin so; unknown words stay as they
    are."""
    return _retold(text, language(), kept)


def in_reader_words(**words: str) -> dict[str, str]:
    """What the files of custom (config/patterns.yaml, config/regimes.yaml) say, in the reader's language."""
    return {name: retold(said, OF_PLANS) for name, said in words.items()}


def facts_of(template: str, text: str) -> dict[str, str] | None:
    """The facts with which `template` says `text`; None where it does not."""
    found = _compiled(template).fullmatch(text)
    if found is None:
        return None
    return {name.rpartition("__")[0]: value for name, value in found.groupdict().items()}


@cache
def _retold(text: str, tongue: str, kept: tuple[str, ...]) -> str:
    for pattern, key in _patterns(tongue, kept):
        if found := pattern.fullmatch(text):
            facts = {name.rpartition("__")[0]: value for name, value in found.groupdict().items()}
            return say_in(tongue, key, **{name: _retold(value, tongue, kept) for name, value in facts.items()})
    if "; " in text:
        first, _, rest = text.partition("; ")
        return f"{_retold(first, tongue, kept)}; {_retold(rest, tongue, kept)}"
    if found := _NOTE.fullmatch(text):
        return f"{_retold(found['said'], tongue, kept)} ({_retold(found['note'], tongue, kept)})"
    return text


@cache
def _patterns(tongue: str, kept: tuple[str, ...]) -> list[tuple[re.Pattern[str], str]]:
    """Every kept sentence in the other languages as a pattern, the one with most words of its own first."""
    made: list[tuple[int, re.Pattern[str], str]] = []
    for key, words in catalogued().items():
        if not key.startswith(kept) or tongue not in words:
            continue
        for other in (said.rstrip("\n") for each, said in words.items() if each != tongue and said != words[tongue]):
            own = sum(len(part.strip()) for part, *_ in Formatter().parse(other))
            facts = {name for _, name, *_ in Formatter().parse(other) if name}
            wanted = {name for _, name, *_ in Formatter().parse(words[tongue]) if name}
            if own >= LEAST and wanted <= facts:
                for form in dict.fromkeys((other, of_one(other, dict.fromkeys(facts, 1)))):
                    made.append((own, _compiled(form), key))
    made.sort(key=lambda each: (-each[0], each[2]))
    return [(pattern, key) for _, pattern, key in made]


@cache
def _compiled(said: str) -> re.Pattern[str]:
    return re.compile(_pattern(said), re.DOTALL)


def _pattern(said: str) -> str:
    parts = []
    for number, (literal, name, *_) in enumerate(Formatter().parse(said)):
        parts.append(re.escape(literal))
        if name:
            parts.append(f"(?P<{name}__{number}>.+?)")
    return "".join(parts)
