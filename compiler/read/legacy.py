"""Vietnamese encodings from before Unicode: TCVN3 (ABC) and VNI, told by font or by their syllables.

The tables are in config/encodings.yaml.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import config

TONES = "\u0300\u0301\u0303\u0309\u0323"
SYLLABLE = re.compile(
    r"(?:ngh|gh|gi|kh|ng|nh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?"
    r"(?:iêu|yêu|uôi|ươi|ươu|oai|oay|oao|oeo|uây|uyê|uya|uyu|uêu|iê|yê|ia|ya|ua|uô|ưa|ươ|oa|oă|oe|uâ|uê|uơ|uy|oo|ôô"
    r"|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)
"""A syllable without its tone (Đoàn Thiện Thuật, *Ngữ âm tiếng Việt*: initial, glide and nucleus, final)."""
SAMPLE = 20_000
"""Characters that are judged; an encoding does not change halfway through a file."""
ENOUGH = 8
SURE = 0.85
DOUBTFUL = 0.5
"""Words with accents that must be there, and shares of them that are Vietnamese. Right decodings of real plans
score 0.95 to 1.00, wrong ones 0.05 to 0.45 (measured)."""
PROPER = re.compile("[\u1ea0-\u1ef9ăđơưĂĐƠƯ\u0300-\u0323]")
_OTHER_SCRIPTS = re.compile("[\u0370-\u1cff\u2c00-\ud7ff\ue000-\uf8ff]")
_CAPITAL, _SMALL = re.compile("[A-Z]"), re.compile("[a-z]")
_MAIN_TONE = re.compile(f"[{TONES}]")


def unicode_of(text: str, font: str | None) -> str:
    """`text` as Unicode, where `font` is an old one (".VnTime", "VNI-Times"); unchanged otherwise.

    Fonts of TCVN3 whose name ends in H draw small letters as capitals.
    """
    if not font or text.isascii():
        return text.upper() if font and _draws_capitals(font) else text
    if font.startswith(".Vn"):
        said = from_tcvn3(_lowered(text))
        return said.upper() if _draws_capitals(font) else said
    return from_vni(_lowered(text)) if font.upper().startswith("VNI-") else text


def repaired(text: str) -> str:
    """Unicode text whose letters are bytes of an old encoding, or UTF-8 read twice, put right.

    Proper Vietnamese, and text that no reading makes Vietnamese, comes back unchanged.
    """
    sample = text[:SAMPLE]
    if text.isascii() or len(PROPER.findall(sample)) > len(sample) // 200 or vietnamese_share(sample)[0] > DOUBTFUL:
        return text
    for convert in (from_tcvn3, from_vni, _read_twice):
        share, words = vietnamese_share(convert(sample))
        if words >= ENOUGH and share >= SURE:
            return convert(text)
    return text


def has_letters(text: str) -> bool:
    """Whether what a PDF gives for its letters are letters: a font that says not which signs its shapes stand for comes
    out as the shapes' numbers, Cyrillic and Hebrew among them ("6ӣ &{QJ 7KѭѫQJ" for "Sở Công Thương", measured: a third of
    the words). Few words of another script are a quotation."""
    sample = text[:SAMPLE]
    strange, letters = len(_OTHER_SCRIPTS.findall(sample)), sum(map(str.isalpha, sample))
    return strange < ENOUGH or 50 * strange < letters or vietnamese_share(sample)[0] > SURE


def vietnamese_share(text: str) -> tuple[float, int]:
    """The share of words with accents that are Vietnamese syllables, and how many there are."""
    words = [
        word for word in re.findall(r"[^\s\x00-\x26\x28-\x40\x5b-\x60\x7b-\x7f–—“”‘’…]+", text) if not word.isascii()
    ]
    return sum(map(_is_syllable, words)) / max(1, len(words)), len(words)


def from_tcvn3(text: str) -> str:
    """TCVN3 shown as windows-1252 -> Unicode."""
    return "\n".join(map(_evened, text.translate(_tcvn3()).split("\n")))


def from_vni(text: str) -> str:
    """VNI shown as windows-1252 -> Unicode."""
    return _vni()(text)


def _is_syllable(word: str) -> bool:
    if not word.isupper() and word[1:] != word[1:].lower():
        return False
    apart = unicodedata.normalize("NFD", word.lower())
    bare, tones = _MAIN_TONE.subn("", apart)
    return tones <= 1 and SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None


def _evened(line: str) -> str:
    """Small toned letters among capitals made capitals: TCVN3 had no toned capitals ("KÕ HO¹CH")."""
    if len(_CAPITAL.findall(line)) > 3 * len(_SMALL.findall(line)):
        return line.upper()
    return re.sub(r"[^\W\d_]{2,}", _evened_word, line)


def _evened_word(found: re.Match[str]) -> str:
    word = found[0]
    return word.upper() if len(_CAPITAL.findall(word)) > 1 and not _SMALL.search(word) else word


def _draws_capitals(font: str) -> bool:
    return font.startswith(".Vn") and font.rstrip().endswith("H")


def _lowered(text: str) -> str:
    """Letters that Word keeps in the private area for fonts it takes for symbols (U+F0xx)."""
    return re.sub("[\uf020-\uf0ff]", lambda found: chr(ord(found[0]) - 0xF000), text)


def _read_twice(text: str) -> str:
    """UTF-8 that a program took for windows-1252 and wrote as UTF-8 again."""
    try:
        return b"".join(_western(letter) for letter in text).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def _western(letter: str) -> bytes:
    return letter.encode("latin-1") if "\x80" <= letter <= "\x9f" else letter.encode("cp1252")


@cache
def _tables() -> Any:
    from ruamel.yaml import YAML

    folder = Path(next(iter(config.__path__)))
    return YAML(typ="safe").load((folder / "encodings.yaml").read_text("utf-8"))


@cache
def _tcvn3() -> dict[int, int]:
    table = _tables()["tcvn3"]
    return {ord(old): ord(new) for old, new in zip(table["from"], table["to"], strict=True)}


@cache
def _vni() -> Callable[[str], str]:
    table = _tables()["vni"]
    pairs: dict[str, str] = dict(table["letters"])
    for bases, marks in (("aeouy", "tones"), ("aeo", "hat"), ("a", "bow")):
        pairs |= {base + mark: base + said for base in bases for mark, said in table[marks].items()}
    for base in "ôö":
        pairs |= {base + mark: table["letters"][base] + said for mark, said in table["tones"].items()}
    pairs |= {old.upper(): new.upper() for old, new in pairs.items()}
    known = {old: unicodedata.normalize("NFC", new) for old, new in pairs.items()}
    sought = re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True)))
    return lambda text: sought.sub(lambda found: known[found[0]], text)
