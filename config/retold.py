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
LEAST = 4
"""Letters that a sentence must have of its own: "{kind} ({by})" would fit everything."""
_NOTE = re.compile(r"(?P<said>.+) \((?P<note>[^()]+)\)")


def retold(text: str) -> str:
    """A kept reason in the reader's language; unknown words stay as they are."""
    return _retold(text, language())


@cache
def _retold(text: str, tongue: str) -> str:
    for pattern, key in _patterns(tongue):
        if found := pattern.fullmatch(text):
            facts = {name.rpartition("__")[0]: value for name, value in found.groupdict().items()}
            return say_in(tongue, key, **{name: _retold(value, tongue) for name, value in facts.items()})
    if "; " in text:
        first, _, rest = text.partition("; ")
        return f"{_retold(first, tongue)}; {_retold(rest, tongue)}"
    if found := _NOTE.fullmatch(text):
        return f"{_retold(found['said'], tongue)} ({_retold(found['note'], tongue)})"
    return text


@cache
def _patterns(tongue: str) -> list[tuple[re.Pattern[str], str]]:
    """Every kept sentence in the other languages as a pattern, the one with most words of its own first."""
    made: list[tuple[int, re.Pattern[str], str]] = []
    for key, words in catalogued().items():
        if not key.startswith(KEPT) or tongue not in words:
            continue
        for other in (said.rstrip("\n") for each, said in words.items() if each != tongue and said != words[tongue]):
            own = sum(len(part.strip()) for part, *_ in Formatter().parse(other))
            facts = {name for _, name, *_ in Formatter().parse(other) if name}
            wanted = {name for _, name, *_ in Formatter().parse(words[tongue]) if name}
            if own >= LEAST and wanted <= facts:
                for form in dict.fromkeys((other, of_one(other, dict.fromkeys(facts, 1)))):
                    made.append((own, re.compile(_pattern(form), re.DOTALL), key))
    made.sort(key=lambda each: (-each[0], each[2]))
    return [(pattern, key) for _, pattern, key in made]


def _pattern(said: str) -> str:
    parts = []
    for number, (literal, name, *_) in enumerate(Formatter().parse(said)):
        parts.append(re.escape(literal))
        if name:
            parts.append(f"(?P<{name}__{number}>.+?)")
    return "".join(parts)
