"""A plan file whose letters and tones an editor or a keyboard saved apart (Unicode NFD, as macOS names files).

Names, codes and given words are matched whole ("chuyên đề" saved apart is the same word). What is text keeps the letters
that it was compiled with, or that a person saved. Letters of other scripts are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from compiler.planfile.record import RecordError, unpack

NAMES = frozenset(
    [
        "id",
        "key",
        "about",
        "sets",
        "version",
        "class",
        "number",
        "kind",
        "issuer",
        "level",
        "province",
        "coordinator",
        "ladder",
        "preset",
        "label",
        "unit",
        "basis",
        "code",
        "relation",
        "holder",
        "holders",
        "with",
        "reports_to",
        "roles",
        "rule",
        "duties",
        "source",
        "target",
        "decided_by",
    ]
)
"""Keys whose values are names, codes or given words."""
_APART = re.compile(r"[A-Za-z\u00c0-\u01b0\u1ea0-\u1ef9][\u0300-\u0303\u0306\u0309\u031b\u0323]+")


def composed(words: str) -> str:
    """`words` with each Vietnamese letter that stands as letter and marks put together."""
    return _APART.sub(lambda letter: unicodedata.normalize("NFC", letter[0]), words)


def has_apart(text: str) -> bool:
    """Whether a Vietnamese letter of `text` stands as letter and marks."""
    return not text.isascii() and _APART.search(text) is not None


def as_typed_whole(text: str) -> str:
    """The text of a plan file with its letters put together where an editor saved every one of them apart."""
    return composed(text) if has_apart(text) and unicodedata.is_normalized("NFD", text) else text


def in_known_letters(plain: dict[str, Any]) -> dict[str, Any]:
    """The plain values of a plan file: names, codes and given words whole, and each text that the compiler wrote in the
    letters in which it wrote it. What a person wrote stays as saved."""
    try:
        written = (
            unpack(plain["compiled"]).model_dump(by_alias=True) if isinstance(plain.get("compiled"), str) else None
        )
    except RecordError:
        written = None  # the check says so (D251); the letters of names do not need it
    known = {composed(words): words for words in _strings(written)}
    return {key: _known(value, key, known) for key, value in plain.items()}


def _known(value: Any, key: str, known: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        names = key == "holders"  # policy: what a holder is said to be, by its name
        return {composed(each) if names else each: _known(inner, each, known) for each, inner in value.items()}
    if isinstance(value, list):
        return [_known(each, key, known) for each in value]
    if not isinstance(value, str):
        return value
    whole = composed(value)
    return known.get(whole, whole if key in NAMES else value)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, str):
        yield value
