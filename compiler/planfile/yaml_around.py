"""What can be read of a plan file that is no whole YAML: every broken place is told, and the rest is read all the same.

A reader of YAML stops at its first fault. Here each section, and each item of a broken section, is read by itself; what
breaks is told and left out, so that a person mends all of it at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from compiler.asks.diagnostics import diagnostic
from compiler.planfile.write import round_trip
from compiler.planfile.yaml_faults import said_of
from compiler.result import Diagnostic
from config.wording import language
from config.written_yaml import refuse_depth

LONGEST = 2_000_000
"""Characters of a broken file of which the rest is read; a plan of a thousand duties takes half of that."""
MOST = 50
"""Broken parts that are told of in one wave; a file with more is none that a person wrote."""
_SECTION = re.compile(r"[A-Za-z_]\w*\s*:")
_ITEM = re.compile(r" {0,2}- ")
_OPENED = re.compile(r"quoted scalar|flow (?:sequence|mapping)")
"""What a fault was found in that began before: it is told where that begins."""


class Around(NamedTuple):
    """What was read (None: nothing could be), the findings on the rest, and the sections that stayed out."""

    document: Any
    findings: list[Diagnostic]
    unread: set[str]


def read_around(text: str, fault: Exception) -> Around:
    """Read `text`, which YAML refused with `fault`: broken parts (D240), keys that stand twice (D244) and days that no
    calendar has (D245) are findings, the rest is the document."""
    left = text
    findings: list[Diagnostic] = []
    unread: set[str] = set()
    try:
        read = _Lenient(text)
    except (YAMLError, ValueError):
        if len(text) > LONGEST:
            return Around(None, [_unreadable(fault)], set())
        left, findings, unread = _without_broken(text)
        if not findings:
            return Around(None, [_unreadable(fault)], set())
        try:
            read = _Lenient(left)
        except (YAMLError, ValueError):
            return Around(None, findings, unread)  # what is left hangs on what was left out
    findings += [*read.impossible, *islice(_twice(round_trip().compose(left)), MOST)]
    return Around(read.document, findings, unread)


class _Days(RoundTripConstructor):
    """Builds values as always, but for days that do not exist: those stay text, and are told of."""

    def construct_yaml_timestamp(self, node: Any, values: Any = None) -> Any:
        try:
            return super().construct_yaml_timestamp(node, values)
        except ValueError:
            found = diagnostic("D245", value=node.value, language=language())
            mark = node.start_mark
            told: list[Diagnostic] = self.__dict__.setdefault("told", [])
            told.append(found.model_copy(update={"line": mark.line + 1, "column": mark.column + 1}))
            return node.value


_Days.add_constructor("tag:yaml.org,2002:timestamp", _Days.construct_yaml_timestamp)


class _Lenient:
    """A text read although keys stand twice in it or days are none. Raises YAMLError and ValueError."""

    def __init__(self, text: str) -> None:
        refuse_depth(text)
        yaml: YAML = round_trip()
        yaml.allow_duplicate_keys = True
        yaml.Constructor = _Days
        self.document = yaml.load(text)
        self.impossible: list[Diagnostic] = vars(yaml.constructor).get("told", [])


def _without_broken(text: str) -> tuple[str, list[Diagnostic], set[str]]:
    """The text with each part that cannot be read by itself blanked out, what was wrong with each, and the names of the
    sections of which something went."""
    lines = text.splitlines(keepends=True)
    findings: list[Diagnostic] = []
    unread: set[str] = set()
    for start, stop in _parts(lines, 0, len(lines), _SECTION):
        if len(findings) >= MOST:
            break
        whole = _fault_of(lines, start, start, stop)
        if whole is None:
            continue
        parts = list(_parts(lines, start + 1, stop, _ITEM)) or [(start, stop)]
        each_found = ((part, _fault_of(lines, start, *part)) for part in parts)
        broken = list(islice(((part, found) for part, found in each_found if found is not None), MOST))
        if not broken or parts[0][0] != start + 1 + _blank(lines, start + 1):
            broken = [((start, stop), whole)]
        for (first, last), found in broken:
            findings.append(found)
            lines[first:last] = ["\n"] * (last - first)
        unread.add(text.splitlines()[start].partition(":")[0].strip())
    return "".join(lines), findings, unread


def _parts(lines: list[str], start: int, stop: int, begins: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    marks = [at for at in range(start, stop) if begins.match(lines[at])]
    yield from pairwise([*marks, stop] if marks else [])


def _blank(lines: list[str], start: int) -> int:
    """How many empty lines and comments stand from `start` on."""
    at = start
    while at < len(lines) and (not lines[at].strip() or lines[at].lstrip().startswith("#")):
        at += 1
    return at - start


def _fault_of(lines: list[str], head: int, start: int, stop: int) -> Diagnostic | None:
    """Why a part of a section cannot be read by itself under the section's first line; None where it can."""
    text = (lines[head] if start > head else "") + "".join(lines[start:stop])
    if _is_yaml(text):
        return None
    try:
        _Lenient(text)
    except (YAMLError, ValueError) as fault:
        if "undefined alias" in str(fault):  # its anchor stands in another part
            return None
        found = _unreadable(fault)
        return found.model_copy(update={"line": (found.line or 1) + start - (start > head)})
    return None


def _is_yaml(text: str) -> bool:
    """Whether libyaml, which is quick, finds nothing wrong with the form of `text`."""
    try:
        for _ in YAML(typ="safe").parse(text):
            pass
    except YAMLError:
        return False
    return True


def _twice(node: Node | None, above: tuple[Node, ...] = ()) -> Iterator[Diagnostic]:
    """Keys that stand twice in one mapping, wherever it is."""
    if node is None or node in above:  # an alias of what it stands in
        return
    above = (*above, node)
    if isinstance(node, MappingNode):
        first: dict[str, int] = {}
        for key, value in node.value:
            name, line = str(key.value), key.start_mark.line + 1
            if name in first:
                found = diagnostic("D244", key=name, first=first[name], language=language())
                yield found.model_copy(update={"line": line, "column": key.start_mark.column + 1})
            first.setdefault(name, line)
            yield from _twice(value, above)
    elif isinstance(node, SequenceNode):
        for each in node.value:
            yield from _twice(each, above)


def _unreadable(fault: Exception) -> Diagnostic:
    found = diagnostic("D240", detail=said_of(fault), language=language())
    mark = None
    if isinstance(fault, MarkedYAMLError):
        opened = fault.context_mark and _OPENED.search(str(fault.context or ""))
        mark = fault.context_mark if opened else fault.problem_mark
    return found.model_copy(update={"line": mark.line + 1, "column": mark.column + 1} if mark else {})
