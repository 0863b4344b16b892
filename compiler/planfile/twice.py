"""Ids that two parts of a plan file share, as copying a duty by hand leaves them: neither can be told from the other.

A decision on one would change the other, and a corrected document would carry over only one of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from compiler.planfile.model import PlanFile
from config.errors import DondocError
from config.slug import slug
from config.wording import say

_NUMBERED = re.compile(r"(\D*)(\d+)")


class TwiceNamedError(DondocError):
    """Two parts of a plan file share an id: whatever is done by that id would reach only one of them."""


class Twice(NamedTuple):
    """An id borne by several parts: the `path` of it, the `ids` as written, the `lines` of the file where they stand
    (none in a file that was not read from text), and an id that is `free`."""

    path: str
    ids: tuple[str, ...]
    lines: tuple[int, ...]
    free: str

    @property
    def facts(self) -> dict[str, str]:
        """What the finding D226 says: the id, where it stands, and an id to put in its place."""
        lines = say("twice.and").join(str(line) for line in self.lines)
        return {
            "id": " = ".join(dict.fromkeys(self.ids)),
            "where": say("twice.lines", lines=lines) if self.lines else "",
            "free": self.free,
        }


def twice_named(file: PlanFile) -> Iterator[Twice]:
    """Ids of duties, rounds, events or questions that several parts bear; a round's address is made of its key, so keys
    that differ only in accents, capitals or punctuation are one."""
    regime = file.regime
    yield from _shared(file, "responsibilities", [duty.id for duty in file.responsibilities])
    yield from _shared(file, "regime.periods", [each.key for each in regime.periods] if regime else [], by_slug=True)
    yield from _shared(file, "regime.events", [each.key for each in regime.events] if regime else [])
    yield from _shared(file, "questions", [question.id for question in file.questions])


def refuse_twice_named(file: PlanFile) -> None:
    """Raises TwiceNamedError where parts of `file` share an id, with the lines of all of them and an id that is free."""
    found = list(twice_named(file))
    if found:
        told = [say("twice.reason", **each.facts) for each in found]
        first = found[0].facts
        place = "; ".join(f"{each.path} {say('marked.line', line=each.lines[-1])}" for each in found if each.lines)
        raise TwiceNamedError("; ".join(told), place=place or None, remedy=say("twice.remedy", **first))


def _shared(file: PlanFile, section: str, ids: list[str], *, by_slug: bool = False) -> Iterator[Twice]:
    bearing: dict[str, list[str]] = defaultdict(list)
    for id_ in ids:
        bearing[slug(id_) if by_slug else id_].append(id_)
    for same in bearing.values():
        if len(same) > 1:
            paths = dict.fromkeys(f"{section}.{id_}" for id_ in same)
            lines = sorted({line for path in paths for line in file.lines(path)})
            yield Twice(next(reversed(paths)), tuple(same), tuple(lines), _free(same[0], [*ids, *_kept_for(file)]))


def _kept_for(file: PlanFile) -> Iterator[str]:
    """The ids of duties that an answer to a question would add."""
    for question in file.questions:
        yield from (path.rpartition(".")[2] for path in question.places)


def _free(id_: str, taken: Iterable[str]) -> str:
    """An id like `id_` that none of `taken` is: behind the last number of its letters, else with a number behind."""
    known = set(taken)
    if match := _NUMBERED.fullmatch(id_):
        alike = (_NUMBERED.fullmatch(each) for each in known)
        return f"{match[1]}{max(int(each[2]) for each in alike if each and each[1] == match[1]) + 1}"
    return next(made for number in range(2, len(known) + 3) if (made := f"{id_}-{number}") not in known)
