"""Read a plan file: every mistake with its line, what is wrong and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from compiler.asks.check import faults
from compiler.planfile.as_typed import as_typed
from compiler.planfile.letters import as_typed_whole, has_apart, in_known_letters
from compiler.planfile.model import PlanFile
from compiler.planfile.schema_faults import mended, name_of, schema_findings
from compiler.planfile.write import round_trip
from compiler.planfile.yaml_around import read_around
from compiler.result import Diagnostic, Severity
from config.errors import DondocError
from config.wording import say
from config.written_yaml import refuse_depth

ON_OTHERS = frozenset({"D221", "D222", "D224", "D232"})
"""Findings that may only say that a part is missing, which was left out because its form is wrong."""
LARGEST = 8_000_000
"""Bytes; a plan of a thousand duties takes about one million."""


class PlanFileError(DondocError):
    """A plan file that cannot be read; `findings` hold every mistake with its line and column."""

    def __init__(self, reason: str, *, place: str | None = None, remedy: str | None = None) -> None:
        super().__init__(reason, place=place, remedy=remedy)
        self.findings: list[Diagnostic] = []
        self.text = ""


def load_planfile(path: Path) -> PlanFile:
    """Read the plan file at `path`. Raises PlanFileError naming the first mistake and carrying all of them."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise PlanFileError.of("planfile.too_large", place=str(path), mb=size // 1_000_000)
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise PlanFileError.of("planfile.encoding", place=str(path)) from fault
    except FileNotFoundError as fault:
        raise PlanFileError.of("read.missing", place=str(path)) from fault
    except OSError as fault:
        raise PlanFileError.of("planfile.unreadable", place=str(path), detail=fault.strerror) from fault
    return read_planfile(text, str(path))


def read_planfile(text: str, place: str = "plan.yaml") -> PlanFile:
    """Read the plan file written as `text`; `place` names it in errors. Raises PlanFileError.

    Every call gives a file of its own, which the caller may change.
    """
    apart = has_apart(text)
    text = as_typed_whole(text.replace("\r\n", "\n"))
    try:
        return _read(text, apart).model_copy(deep=True)
    except _Mistaken as wrong:
        if not wrong.findings:
            raise PlanFileError.of("planfile.not_a_plan", place=place) from wrong.__cause__
        raise _refused(place, text, wrong.findings) from wrong.__cause__


class _Mistaken(Exception):
    """What is wrong with a text, before it is known which file it stands in; nothing: it is no mapping."""

    def __init__(self, *findings: Diagnostic) -> None:
        self.findings = list(findings)


@lru_cache(maxsize=8)
def _read(text: str, apart: bool) -> PlanFile:
    # an amendment reads the plan that runs again for each of its open rounds, a rehearsal for each province
    wrong: list[Diagnostic] = []
    unread: set[str] = set()
    refused: Exception | None = None
    try:
        refuse_depth(text)
        document = round_trip().load(text)
    except (YAMLError, ValueError) as fault:
        document, wrong, unread = read_around(text, fault)
        refused = fault
    if not isinstance(document, dict):
        raise _Mistaken(*wrong) from refused
    places = list(_places(document))
    plain = _plain(document)
    plain = as_typed(in_known_letters(plain) if apart else plain)
    try:
        file = PlanFile.model_validate(plain)
    except ValidationError as invalid:
        told = schema_findings(invalid, document, unread)
        wrong += [each for each in told if not _said(each, wrong)]
        refused = invalid
    if refused is not None:
        raise _Mistaken(*wrong, *_ruled(plain, places, lost=bool(unread))) from refused
    file._text, file._as_read = text, file.model_dump(by_alias=True)
    file._places, file._again = dict(places), _again(places)
    return file


def _said(finding: Diagnostic, wrong: Iterable[Diagnostic]) -> bool:
    """Whether a day that no calendar has was told of as such already (D245)."""
    return finding.code == "D242" and any(each.code == "D245" and each.line == finding.line for each in wrong)


def _ruled(plain: dict[str, Any], places: list[tuple[str, tuple[int, int]]], *, lost: bool) -> Iterator[Diagnostic]:
    """What the rules find wrong in the rest of a file whose form is wrong, so that it is said in the same wave."""
    rest = mended(plain)
    if rest is None:
        return
    file, less = rest
    file._places, file._again = dict(places), _again(places)
    for fault in faults(file):
        hangs = fault.code in ON_OTHERS and (lost or less)
        place = file.place(fault.about) if fault.about else None
        if fault.severity is Severity.ERROR and not hangs:
            yield fault.model_copy(update={"line": place[0], "column": place[1]} if place else {})


def _refused(place: str, text: str, findings: list[Diagnostic]) -> PlanFileError:
    findings.sort(key=lambda each: (each.line or 0, each.column or 0))
    first = findings[0]
    where = f"{place}:{first.line}:{first.column}" if first.line else place
    more = say("planfile.more", count=len(findings) - 1) if len(findings) > 1 else ""
    refused = PlanFileError(first.message.rstrip(".") + more, place=where, remedy=first.remedy)
    refused.findings, refused.text = findings, text
    return refused


def _places(node: Any, path: str = "") -> Iterator[tuple[str, tuple[int, int]]]:
    steps: Iterable[tuple[Any, str, tuple[int, int]]]
    if isinstance(node, CommentedMap):
        steps = [(value, str(key), node.lc.key(key)) for key, value in node.items()]
    elif isinstance(node, CommentedSeq):
        steps = [(value, name_of(value, index), node.lc.item(index)) for index, value in enumerate(node)]
    else:
        return
    for value, name, (line, column) in steps:
        here = f"{path}.{name}" if path else name
        yield here, (line + 1, column + 1)
        yield from _places(value, here)


def _again(places: Iterable[tuple[str, tuple[int, int]]]) -> dict[str, list[int]]:
    """The lines of the paths that stand more than once."""
    found: dict[str, list[int]] = {}
    for path, (line, _) in places:
        found.setdefault(path, []).append(line)
    return {path: lines for path, lines in found.items() if len(lines) > 1}


def _plain(node: Any) -> Any:
    if isinstance(node, dict):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if isinstance(node, datetime):
        # YAML's own time stamp: the reader drops its offset, so only its text can be trusted.
        return node.isoformat()
    if isinstance(node, bool | date | None):
        return node
    if isinstance(node, int):
        return int(node)
    return str(node) if isinstance(node, str) else node
