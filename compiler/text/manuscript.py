"""The text as it was written, and the same text repaired for reading, with a way back.

Crawled and converted documents carry decomposed accents, Icelandic eths for Đ, markdown
asterisks, zero-width marks. All rules read `clean`; all places are told in `raw`.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from itertools import pairwise

from compiler.result import Span
from compiler.text.broken_days import gaps_in_days
from compiler.text.broken_words import gaps_in_words
from compiler.text.markup import without_markup

UPPER = "A-ZĐÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER = "a-zđàáâãèéêìíòóôõùúýăĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
"""Vietnamese letters for character classes; ranges like À-Ỹ mix both cases."""

# Letters that fonts or converters put where a Vietnamese letter belongs (measured in registers and crawled plans).
REPAIRS = {"\u00d0": "Đ", "\u0189": "Đ", "\u0111": "đ", "\u00f0": "đ", "\u01f6": "ỳ", "\u00a0": " ", "\u202f": " "}
REPAIRS |= {"\u2007": " ", "\u3000": " ", "\t": " ", "\u2010": "-", "\u2011": "-", "\u2212": "-", "\x0c": "\n"}
DROPPED = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00"
_ODD = re.compile(
    f"(?P<cluster>.[\u0300-\u036f]+)|(?P<repair>[{re.escape(''.join(REPAIRS))}])|(?P<drop>[{DROPPED}]|\\*+|(?<![_\\w])__(?=[^\\W_])|(?<=[^\\s_])__(?![_\\w])|\\\\(?=[-.)(+#_*&])|^#{{1,6}}(?=[ \t]+[^\\s]))",
    re.MULTILINE,
)
_MARKS = re.compile("[\u0300-\u036f]*")
_STAR_BULLET = re.compile(r"^[ \t]*\*(?=[ \t]+[^*\s][^*\n]*$)", re.MULTILINE)
_TONE_AFTER = re.compile(r"(?<![qQ])([oOuU])([àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ])(?![^\W\d_])")


class Manuscript:
    """A document's decoded text `raw` (newlines as \\n) and its repaired twin `clean`."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.misses = 0
        """Lines that looked like the beginning of a laid-out table and were none (compiler/tables/laid_out)."""
        plain = without_markup(raw)
        self._ends: dict[int, int] = {}
        if plain is None:
            self.clean, self._at = _repair(raw)
            return
        text, places, self._ends = plain
        self.clean, at = _repair(text)
        self._at = array("l", (places[one] for one in at))

    def span(self, start: int, end: int) -> Span:
        """The stretch ``clean[start:end]`` as offsets into `raw`, end exclusive."""
        if end <= start:
            return Span(start=self._raw(start), end=self._raw(start))
        last = self._raw(end - 1)
        marks = _MARKS.match(self.raw, self._ends.get(last, last + 1))
        assert marks is not None  # none at all matches too
        begin = self._raw(start)
        return Span(start=begin, end=max(begin, marks.end()))

    def is_tab(self, at: int) -> bool:
        """Whether the blank ``clean[at]`` is a tab."""
        return self.clean[at] == " " and self.raw[self._raw(at) : self._raw(at) + 1] == "\t"

    def has_tab(self, start: int, end: int) -> bool:
        """Whether a tab stands in ``clean[start:end]``."""
        return "\t" in self.raw[self._raw(start) : self._raw(end)]

    def _raw(self, offset: int) -> int:
        return self._at[offset] if offset < len(self._at) else len(self.raw)


def same_tone(text: str) -> str:
    """Both tone placements as one ("hoà" -> "hòa", "thuỷ" -> "thủy"), length kept: a key for matching.

    Two conventions live side by side in official texts; neither is an error.
    """
    return _TONE_AFTER.sub(_move_tone, text)


def bare(text: str) -> str:
    """Lower case without accents, length kept: a key that survives the misread tones of scans."""
    return text.translate(_BARE)


class _BareLetters(dict[int, str]):
    """Each letter in lower case without its accents, once it has been asked for."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = "d" if letter in "Đđ" else unicodedata.normalize("NFD", letter)[0].lower()[:1]
        return self[code]


_BARE = _BareLetters()


def _move_tone(found: re.Match[str]) -> str:
    glide, vowel = found[1], found[2]
    letters = unicodedata.normalize("NFD", vowel)
    plain, mark = letters[0], letters[1:]
    return unicodedata.normalize("NFC", glide + mark) + plain


def _repair(raw: str) -> tuple[str, array[int]]:
    stars = {m.end() - 1 for m in _STAR_BULLET.finditer(raw)}
    pieces: list[str] = []
    at: array[int] = array("l")
    done = 0
    for odd in _ODD.finditer(raw):
        start = odd.start()
        if odd.lastgroup == "drop" and start in stars:
            continue
        pieces.append(raw[done:start])
        at.extend(range(done, start))
        done = odd.end()
        if odd.lastgroup == "cluster":
            letters = unicodedata.normalize("NFC", odd[0])
            letters = "".join(REPAIRS.get(c, c) for c in letters)
            pieces.append(letters)
            at.extend([start] * len(letters))
        elif odd.lastgroup == "repair":
            pieces.append(REPAIRS[odd[0]])
            at.append(start)
    pieces.append(raw[done:])
    at.extend(range(done, len(raw)))
    return _closed(raw, "".join(pieces), at)


def _closed(raw: str, clean: str, at: array[int]) -> tuple[str, array[int]]:
    """The text without blanks inside its words and its days; a tab parts cells and stays."""
    gaps = [gap for gap in sorted({*gaps_in_words(clean), *gaps_in_days(clean)}) if raw[at[gap]] != "\t"]
    if not gaps:
        return clean, at
    kept: array[int] = array("l")
    pieces: list[str] = []
    for start, stop in pairwise([-1, *gaps, len(clean)]):
        pieces.append(clean[start + 1 : stop])
        kept.extend(at[start + 1 : stop])
    return "".join(pieces), kept
