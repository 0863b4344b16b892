"""Names that go on a list which a preposition governs: with whom, for whom, to whom. They are told nothing."""

from __future__ import annotations

import re

from compiler.names.holders import body_end, starts_body

LONGEST_LIST = 300
"""Letters of a list of names before the one that is looked at."""
_FOR_WHOM = re.compile(r"(?<!\w)(?:cho|để|giúp)\s+(?=(?:các|những|từng)\s)")
_WITH_WHOM = re.compile(
    r"(?<!\w)(?<!chủ trì, )(?:phối hợp(?: chặt chẽ)? (?:với|cùng)|cùng với)\s+(?=\S)|(?<!\w)(?:tới|đến) (?=mọi )"
)
_PEOPLE = re.compile(r"(?:mọi [^,;.:]{2,30}(?:,| và) )+")


def for_whom(key: str, at: int, begin: int) -> bool:
    """Whether the name at `begin` goes on a list for which something is: "phân công nhiệm vụ cho các sở, UBND xã …"."""
    return _last_reaches(_FOR_WHOM, key, at, begin)


def with_whom(key: str, at: int, begin: int) -> bool:
    """Whether the name at `begin` goes on a list with which somebody works or whom something reaches: "Đối với công trình
    mới, phối hợp với Sở A, Sở B hướng dẫn …", "… tới mọi người dân, mọi tổ chức"."""
    return _last_reaches(_WITH_WHOM, key, at, begin)


def _last_reaches(governs: re.Pattern[str], key: str, at: int, begin: int) -> bool:
    last = None
    for found in governs.finditer(key, max(at, begin - LONGEST_LIST), begin):
        last = found
    if last is None:
        return False
    if starts_body(key, last.end()) and body_end(key, last.end()) > begin:
        return True
    return _PEOPLE.fullmatch(key, last.end(), begin) is not None  # "tới mọi người dân, mọi tổ chức"
