"""Names in capitals as the gazetteer writes them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from compiler.grammar import load, provinces, words
from compiler.text.manuscript import same_tone


@cache
def _names_with_capitals() -> list[tuple[str, re.Pattern[str]]]:
    """What the gazetteer knows, and how it is found in small letters."""
    agencies = load("agencies")
    names = [*agencies["fields"], *agencies["heads"], "Mặt trận Tổ quốc Việt Nam", "Việt Nam", *provinces().values()]
    first = {name.lower(): name for name in reversed(names)}  # of two spellings the one that stands first
    return [
        (name, re.compile(rf"\b{words(name).lower()}\b"))
        for name in names
        if len(name) >= 2 and name[0].isupper() and first[name.lower()] == name
    ]


@lru_cache(maxsize=1024)
def agency_case(name: str) -> str:
    """An all-capital name in the case of the gazetteer: "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH" in normal letters."""
    low = same_tone(name).lower()
    heads = load("agencies")["heads"]
    said = list(name.lower())
    for known, pattern in _names_with_capitals():
        for found in pattern.finditer(low):
            if found.end() - found.start() == len(known):
                opens = re.search(r"(?:^|[,;] |và )$", low[: found.start()])
                if " " not in known and not opens and known in heads:
                    continue
                said[found.start() : found.end()] = [
                    k if k.isupper() else s for k, s in zip(known, said[found.start() : found.end()], strict=True)
                ]
    text = _with_places("".join(said))
    text = re.sub(
        r"\b(ubnd|hđnd|mttq|mttqvn|ubmttq|bhxh|khcn|thcs|thpt|pccc|qlda|bql|vnpt|evn|[ivx]{2,4})\b",
        lambda m: m[1].upper(),
        text,
    )
    return text[:1].upper() + text[1:]


def each_word_capital(name: str) -> str:
    """ "TRƯỜNG CHÍNH TRỊ TỈNH" -> "Trường Chính Trị tỉnh", length kept: capitals as names have them, for matching."""
    small = load("agencies")["small_words"]
    said = " ".join(word if (word := one.lower()) in small else one.capitalize() for one in name.split(" "))
    said = re.sub(r"(?:Ubnd|Hđnd|Mttq|Bhxh)(?!\w)", lambda found: found[0].upper(), said[:1].upper() + said[1:])
    low = said.lower()
    head = max((one for one in load("agencies")["heads"] if low.startswith(f"{one.lower()} ")), key=len, default="")
    return head + said[len(head) :]


def in_usual_case(name: str) -> str:
    """A name as it is written, or one that stands all in capitals in the case of the gazetteer."""
    return agency_case(name) if name.isupper() else name


_PLACED = re.compile(
    r"(?<!các )(?<!cấp )(?<!những )(?<!mỗi )(?<!, )\b(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã)\s+"
    r"(?P<place>[^\W\d_]+(?:[ -][^\W\d_]+){0,2})(?=\s*(?:[,;:(]|$))"
)


def _with_places(name: str) -> str:
    """ "công an phường trường vinh" with the place's capitals: one to three words behind a commune's or district's level,
    up to the end of the name, where none is a small word of names ("xã có rừng", "phường trực thuộc")."""
    small = {*load("agencies")["small_words"], *_NO_PLACE}

    def spelt(found: re.Match[str]) -> str:
        place = found["place"]
        if small & set(re.split(r"[ -]", place.lower())):
            return found[0]
        named = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), place)
        return found[0][: found.start("place") - found.start()] + named

    return _PLACED.sub(spelt, name)


_NO_PLACE = {
    "nơi",
    "khác",
    "mới",
    "sau",
    "khi",
    "được",
    "đã",
    "không",
    "để",
    "theo",
    "cùng",
    "hội",
    "đoàn",
    "đội",
    "ủy",
}
"""Words behind a level that say which ones, or go on with the name ("phường đội", "xã hội", "huyện ủy")."""
