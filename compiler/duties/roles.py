"""Verb chains to roles: what a holder does, from the verbs of its duty (DOMAIN 1.5; config/grammar/verbs.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from compiler.grammar import load, words
from compiler.result import Role

REACH = 90
"""How many letters before and after a verb its context is looked at."""
_LEADS = re.compile(
    r"chủ trì(?:,| và|, và)? phối hợp(?!\w)"
    r"|chủ trì[,;] (?:các |sở|bộ|ban|ubnd|ủy ban|công an|phòng|cục|chi cục|hội|đoàn|liên đoàn|báo|đài|trường|trung tâm|thanh tra|văn phòng|kho bạc)[^.;]{0,160}? phối hợp(?!\w)(?! với)"
)
"""Who leads has the others cooperate: a further "phối hợp" behind it is no second role."""


class _Verb(NamedTuple):
    role: Role
    said: re.Pattern[str]
    not_after: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    own: bool


def read_roles(key: str, *, group: bool = False) -> list[Role]:
    """Roles of the duty whose one-tone text is `key`, in order of appearance; `execute` where no verb says more.

    A class of bodies that "tổng hợp, báo cáo" reports its own results: only a named body consolidates.
    """
    return list(_roles(key, group))


@lru_cache(maxsize=1_024)
def _roles(key: str, group: bool) -> tuple[Role, ...]:
    found = positions(key.lower(), group=group)
    return tuple(sorted(found, key=lambda role: found[role])) or (Role.EXECUTE,)


def positions(low: str, *, group: bool = False) -> dict[Role, int]:
    """Where each role is first told in `low` (lower case, one tone placement), by the verbs of roles alone."""
    return dict(_positions(low, group))


@lru_cache(maxsize=1_024)
def _positions(low: str, group: bool) -> tuple[tuple[Role, int], ...]:
    found: dict[Role, int] = {}
    if _any_verb().search(low) is None:
        return ()
    led = _LEADS.search(low)
    for verb in _verbs():
        if group and verb.own:
            continue
        for match in _matches(verb.said, low):
            if verb.role in found and found[verb.role] <= match.start():
                break
            if verb.role is Role.COOPERATE and led and match.start() > led.start():
                break
            before, after = low[max(0, match.start() - REACH) : match.start()], low[match.end() : match.end() + REACH]
            if verb.not_after and verb.not_after.search(before):
                continue
            if verb.not_before and verb.not_before.search(after):
                continue
            found[verb.role] = min(found.get(verb.role, match.start()), match.start())
            break
    return tuple(found.items())


def _matches(said: re.Pattern[str], low: str) -> Iterator[re.Match[str]]:
    """Every match, one that begins inside another too: "khả năng cân đối, phê duyệt kinh phí" holds two of a fund's."""
    match = said.search(low)
    while match:
        yield match
        match = said.search(low, match.start() + 1)


@cache
def _any_verb() -> re.Pattern[str]:
    """All verbs at once: most of what a fuzzer writes holds none."""
    return re.compile("|".join(f"(?:{verb.said.pattern})" for verb in _verbs()))


@cache
def _verbs() -> tuple[_Verb, ...]:
    verbs = []
    for role, entries in load("verbs")["roles"].items():
        for entry in entries:
            said = entry.get("match") or rf"(?<!\w){words(entry['say']).lower()}(?!\w)"
            verbs.append(
                _Verb(
                    Role(role),
                    re.compile(said),
                    re.compile(entry["not_after"]) if "not_after" in entry else None,
                    re.compile(entry["not_before"]) if "not_before" in entry else None,
                    bool(entry.get("own")),
                )
            )
    return tuple(verbs)
