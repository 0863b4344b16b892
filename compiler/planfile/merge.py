"""Three ways of one value: what the compiler wrote, what stands in the file now, what the new document says.

What only a person changed stays and is said; what only the document changed is taken; what both changed stays as the
person has it and is asked about (D247 a value, D248 a part taken out by hand, D249 a part that the text lost, D259 a duty that a decision made of a
passage which the text lost).
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from typing import Any, NamedTuple

HEAD = ("class", "number", "kind", "issuer", "level", "province", "issued_on", "year", "title", "cites")
DUTY = (
    "holder",
    "group",
    "requested",
    "text",
    "roles",
    "with",
    "reports_to",
    "due",
    "products",
    "exception_channel",
)
PERIOD = ("name", "window_from", "window_to", "due", "consolidated_due", "label", "due_time", "levels", "holders")
EVENT = ("name", "after", "within", "unit", "duties")
QUIET = ("source", "basis", "reason")
"""Fields of a part that say where it comes from: merged, and told of to nobody."""

Plain = dict[str, Any]


class Clash(NamedTuple):
    """What a person and the new document both changed, as plain values; None where the part is not there."""

    code: str
    path: str
    base: Any
    mine: Any
    theirs: Any


class Kept(NamedTuple):
    """What a person changed and nobody else: a value, a part of their own (``theirs`` None), a part taken out."""

    path: str
    mine: Any
    theirs: Any


class Merge:
    """Collects what is kept and what clashes while values are merged.

    ``decided`` says of a path whether an answered question set it: then the document's value is returned here, and
    whoever carries answers over puts the decided one back. ``silent`` values follow from a decision elsewhere. ``lost``:
    duties made of passages that the document has no more. Without ``same_text`` a person's own duty has no place in it.
    """

    def __init__(
        self,
        decided: Callable[[str], bool],
        silent: Callable[[str, Any], bool],
        *,
        lost: Container[str] = (),
        same_text: bool = True,
    ) -> None:
        self.decided, self.silent = decided, silent
        self.lost, self.same_text = lost, same_text
        self.kept: list[Kept] = []
        self.clashes: list[Clash] = []

    def value(self, path: str, base: Any, mine: Any, theirs: Any) -> Any:
        """One value, three ways."""
        if mine in (theirs, base) or _same_rule(base, mine, theirs) or self.decided(path):
            return theirs
        if self.silent(path, mine):
            return mine if base == theirs else theirs
        if base == theirs:
            self.kept.append(Kept(path, mine, theirs))
        else:
            self.clashes.append(Clash("D247", path, base, mine, theirs))
        return mine

    def part(
        self, path: str, fields: Iterable[str], base: Plain | None, mine: Plain | None, theirs: Plain | None
    ) -> Plain | None:
        """A duty, a round or an event, any of the three absent."""
        if mine is not None and theirs is not None:
            return self._both(path, fields, base, mine, theirs)
        if mine is None:
            return self._without_mine(path, fields, base, theirs)
        if path in self.lost:
            self.clashes.append(Clash("D259", path, mine, mine, None))
            return {**mine, "source": None}
        if base is None:
            if self.decided(path):
                return None
            self.kept.append(Kept(path, mine, None))
            return {**mine, "source": None} if "source" in mine and not self.same_text else mine
        if any(mine[each] != base[each] and not self.decided(f"{path}.{each}") for each in fields):
            self.clashes.append(Clash("D249", path, base, mine, None))
            return mine
        return None

    def parts(
        self,
        path: str,
        fields: Iterable[str],
        base: Iterable[Plain],
        mine: Iterable[Plain],
        theirs: Iterable[Plain],
        name: str,
    ) -> list[Plain]:
        """A list of named parts, in the order of the file, new ones behind their neighbours in the document."""
        bases, mines, news = ({each[name]: each for each in some} for some in (base, mine, theirs))
        merged: dict[str, Plain] = {}
        for key in dict.fromkeys([*mines, *news]):
            whole = self.part(f"{path}.{key}", fields, bases.get(key), mines.get(key), news.get(key))
            if whole is not None:
                merged[key] = whole
        return [merged[key] for key in in_order(list(mines), list(news), merged)]

    def _both(self, path: str, fields: Iterable[str], base: Plain | None, mine: Plain, theirs: Plain) -> Plain:
        whole = dict(mine)
        for field in fields:
            before = base[field] if base is not None else None
            whole[field] = self.value(f"{path}.{field}", before, mine[field], theirs[field])
        for field in QUIET:
            if field in theirs:
                before = base[field] if base is not None else mine[field]
                hers = field != "source" and mine[field] != before == theirs[field]
                whole[field] = mine[field] if hers else theirs[field]
        return whole

    def _without_mine(self, path: str, fields: Iterable[str], base: Plain | None, theirs: Plain | None) -> Plain | None:
        if theirs is None or self.decided(path):
            return theirs
        if self.silent(path, None):
            return None
        if base is None:
            return theirs
        if all(base[each] == theirs[each] for each in fields):
            self.kept.append(Kept(path, None, theirs))
        else:
            self.clashes.append(Clash("D248", path, base, None, theirs))
        return None


def _same_rule(base: Any, mine: Any, theirs: Any) -> bool:
    """Whether the rule of a due was edited to what the document's new phrase says too."""
    if not all(isinstance(each, dict) and "rule" in each for each in (base, mine, theirs)):
        return False
    return bool(mine["rule"] == theirs["rule"] != base["rule"])


def in_order(mine: list[str], new: list[str], there: Mapping[str, Any]) -> list[str]:
    """The names that are `there`: those of the file in its order, new ones each behind what precedes it in `new`."""
    order = [key for key in mine if key in there]
    standing = set(order)
    behind: dict[str | None, list[str]] = {}
    last: str | None = None
    for key in new:
        if key in standing:
            last = key
        elif key in there:
            behind.setdefault(last, []).append(key)
    ordered = list(behind.get(None, [])) if new else []
    for key in order:
        ordered += [key, *behind.get(key, [])]
    return ordered
