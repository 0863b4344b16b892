"""How names of agencies are compared: one spelling for all the ways in which texts write them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from config.settings import CONFIG_DIR

_TONE_PAIRS = {
    old + new: moved
    for old, new, moved in (
        *(("o", a, o + "a") for a, o in zip("àáảãạ", "òóỏõọ", strict=True)),
        *(("o", e, o + "e") for e, o in zip("èéẻẽẹ", "òóỏõọ", strict=True)),
        *(("u", y, u + "y") for y, u in zip("ỳýỷỹỵ", "ùúủũụ", strict=True)),
    )
}
_TONES = re.compile(rf"({'|'.join(_TONE_PAIRS)})(?!\w)")
_CONJUNCTIONS = frozenset({"và", "hoặc"})
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONE_MARKS = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng: the order in which dictionaries list them."""
_SEPARATORS = ",;:/()|-–—"


@dataclass(frozen=True)
class Word:
    """One word of a name: folded ``text``, its place in the normalised original, and what stood before it.

    ``before`` holds the separators since the previous word: punctuation, and "v" for "và" or "hoặc".
    """

    text: str
    start: int
    end: int
    before: str
    capital: bool


@lru_cache(maxsize=32_768)
def fold(name: str) -> str:
    """The key by which two spellings of one name are compared.

    Unicode NFC and Ð -> Đ, lower case, one placement of tone marks (hoà = hòa, Uỷ = Ủy), abbreviations
    written out (config/directory/abbreviations.yaml), "và", "&", commas and dashes dropped, spaces joined.
    """
    return " ".join(word.text for word in words(normal(name)))


def normal(text: str) -> str:
    """NFC, Ð -> Đ, spaces joined: what the offsets of :func:`words` count in."""
    return " ".join(unicodedata.normalize("NFC", text).replace("Ð", "Đ").replace("ð", "đ").split())


def words(text: str) -> list[Word]:
    """The words of a text that :func:`normal` has prepared, abbreviations written out."""
    lowered = _TONES.sub(lambda match: _TONE_PAIRS[match[0]], text.lower())
    found: list[Word] = []
    before = ""
    for match in _scanner().finditer(lowered):
        if match.lastgroup == "mark":
            before += match[0]
        elif match[0] in _CONJUNCTIONS:
            before += "v"
        else:
            start, end = match.span()
            full = _abbreviations()[_bare(match[0])] if match.lastgroup == "short" else (match[0],)
            for part in full:
                found.append(Word(part, start, end, before, text[start : start + 1].isupper()))
                before = ""
    return found


def alphabetical(name: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Sort key of the Vietnamese alphabet: a ă â b c d đ e ê ...; tones decide only between equal letters."""
    letters, tones = [], []
    for letter in unicodedata.normalize("NFC", name.lower()):
        parts = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in parts if mark in _TONE_MARKS), "")
        bare = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONE_MARKS))
        at = _ALPHABET.find(bare)
        letters.append(at + 1000 if at >= 0 else ord(letter[0]) % 1000)
        tones.append(_TONE_MARKS.find(tone) + 1 if tone else 0)
    return tuple(letters), tuple(tones)


@lru_cache(maxsize=4096)
def plain_place(place: str) -> str:
    """A province's or district's name without its kind: "Tỉnh Nam Định" and "Nam Định" are one."""
    folded = fold(place)
    return re.sub(r"^(tỉnh|thành phố|huyện|quận|thị xã) (?=\w)", "", folded)


@cache
def _scanner() -> re.Pattern[str]:
    inner = r"(?:[\s,&-]|và\s)*"
    shorts = sorted(_abbreviations(), key=len, reverse=True)
    short = "|".join(inner.join(re.escape(letter) for letter in each) for each in shorts)
    return re.compile(rf"(?P<short>(?<!\w)(?:{short})(?!\w))|(?P<word>\w+)|(?P<mark>[{re.escape(_SEPARATORS)}])")


@cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    from ruamel.yaml import YAML

    raw = YAML(typ="safe").load((CONFIG_DIR / "directory" / "abbreviations.yaml").read_text("utf-8"))
    return {
        _bare(short): tuple(word for word in re.findall(r"\w+", full) if word not in _CONJUNCTIONS)
        for short, full in raw.items()
    }


def _bare(short: str) -> str:
    return re.sub(r"[\s,&-]|và\s", "", short)
