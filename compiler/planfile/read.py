"""Read a plan file: every mistake with its line, what is wrong and what was probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from compiler.asks.diagnostics import diagnostic
from compiler.planfile.as_typed import as_typed
from compiler.planfile.letters import as_typed_whole, has_apart, in_known_letters
from compiler.planfile.model import PlanFile
from compiler.planfile.write import round_trip
from compiler.planfile.yaml_faults import said_of
from compiler.result import Diagnostic, Role
from config.errors import DondocError
from config.wording import language, say
from config.written_yaml import refuse_depth

_DAY = re.compile(r"(?:[:,\[{-]\s+|^\s*)(\d{4}-\d{1,2}-\d{1,2})(?=[\s,}\]]|$)")
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
    try:
        refuse_depth(text)
        document = round_trip().load(text)
    except DuplicateKeyError as fault:
        raise _Mistaken(_duplicate(fault)) from fault
    except (YAMLError, ValueError) as fault:
        raise _Mistaken(*(list(_impossible_days(text)) or [_unreadable(fault)])) from fault
    if not isinstance(document, dict):
        raise _Mistaken
    places = list(_places(document))
    plain = _plain(document)
    try:
        file = PlanFile.model_validate(as_typed(in_known_letters(plain) if apart else plain))
    except ValidationError as invalid:
        raise _Mistaken(*_findings(invalid, document)) from invalid
    file._text, file._as_read = text, file.model_dump(by_alias=True)
    file._places, file._again = dict(places), _again(places)
    return file


def _refused(place: str, text: str, findings: list[Diagnostic]) -> PlanFileError:
    findings.sort(key=lambda each: (each.line or 0, each.column or 0))
    first = findings[0]
    where = f"{place}:{first.line}:{first.column}" if first.line else place
    more = say("planfile.more", count=len(findings) - 1) if len(findings) > 1 else ""
    refused = PlanFileError(first.message.rstrip(".") + more, place=where, remedy=first.remedy)
    refused.findings, refused.text = findings, text
    return refused


def _findings(invalid: ValidationError, document: Any) -> list[Diagnostic]:
    """One finding for each mistake; a mistyped key is not told a second time as the missing one."""
    errors = invalid.errors(include_url=False)
    meant: set[tuple[int | str, ...]] = set()
    for error in errors:
        if error["type"] == "extra_forbidden":
            *parent, key = error["loc"]
            meant.update(
                (*parent, guess) for guess in get_close_matches(str(key), _known_keys(parent), n=1, cutoff=0.6)
            )
    kept = [error for error in errors if error["type"] != "missing" or error["loc"] not in meant]
    return [_finding(error, document) for error in kept]


def _finding(error: ErrorDetails, document: Any) -> Diagnostic:
    loc = [step for step in error["loc"] if not (isinstance(step, str) and "[" in step)]
    line, column, path = _locate(document, loc)
    facts: dict[str, Any] = {"about": path}
    key = str(loc[-1]) if loc else ""
    if error["type"] == "extra_forbidden":
        known = _known_keys(loc[:-1])
        guess = get_close_matches(key, known, n=1, cutoff=0.6)
        hint = say("planfile.did_you_mean", guess=guess[0]) if guess else say("planfile.known", keys=", ".join(known))
        found = diagnostic("D241", key=key, hint=hint, language=language(), **facts)
    elif error["type"] == "missing":
        where = say("planfile.in", path=path) if len(loc) > 1 else ""
        found = diagnostic("D243", key=key, where=where, language=language(), **facts)
    else:
        detail, hint = _explain(error)
        value = str(error["input"])
        value = value if len(value) <= 60 else value[:59] + "…"
        found = diagnostic("D242", path=path, value=value, detail=detail, hint=hint, language=language(), **facts)
    return found.model_copy(update={"line": line, "column": column})


def _explain(error: ErrorDetails) -> tuple[str, str]:
    context = error.get("ctx", {})
    kind = error["type"]
    if kind in ("enum", "literal_error"):
        choices = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        guess = get_close_matches(str(error["input"]), choices.split(", "), n=1, cutoff=0.6)
        if "roles" in error["loc"]:
            choices = ", ".join(f"{role} ({say(f'role.{role}')})" for role in Role)
        remedy = say("planfile.did_you_mean", guess=guess[0]) if guess else say("planfile.one_of", choices=choices)
        return say("planfile.expects.choice"), remedy
    family = next((name for name in ("date", "int", "bool", "list", "dict", "string") if name in kind), None)
    if kind.startswith(("datetime", "timezone")):
        family = "datetime"
    if kind.startswith("model"):
        family = "dict"
    if family is None:
        return str(error["msg"]), say("planfile.see_written")
    return say(f"planfile.expects.{family}"), say(f"planfile.remedy.{family}")


def _known_keys(loc: Iterable[Any]) -> list[str]:
    """The keys of the model at `loc`."""
    model: Any = PlanFile
    for step in loc:
        if isinstance(step, int):
            continue
        field = next((f for name, f in model.model_fields.items() if step in (name, f.alias)), None)
        if field is None:
            return []
        model = next((each for each in _models(field.annotation)), None)
        if model is None:
            return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _models(annotation: Any) -> Iterator[Any]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _locate(document: Any, loc: list[Any]) -> tuple[int | None, int | None, str]:
    """Line and column (from 1) of the deepest part of `loc` that is in the document, and its path."""
    node: Any = document
    line, column = 1, 1
    names: list[str] = []
    for step in loc:
        if isinstance(node, CommentedMap):
            names.append(str(step))
            if step not in node:
                break
            line, column = (each + 1 for each in node.lc.key(step))
            node = node[step]
        elif isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
            names.append(_name(node[step], step))
            line, column = (each + 1 for each in node.lc.item(step))
            node = node[step]
        else:
            break
    return line, column, ".".join(names)


def _places(node: Any, path: str = "") -> Iterator[tuple[str, tuple[int, int]]]:
    steps: Iterable[tuple[Any, str, tuple[int, int]]]
    if isinstance(node, CommentedMap):
        steps = [(value, str(key), node.lc.key(key)) for key, value in node.items()]
    elif isinstance(node, CommentedSeq):
        steps = [(value, _name(value, index), node.lc.item(index)) for index, value in enumerate(node)]
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


def _name(item: Any, index: int) -> str:
    if isinstance(item, dict):
        return str(item.get("id") or item.get("key") or index)
    return str(index)


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


def _duplicate(fault: DuplicateKeyError) -> Diagnostic:
    key = str(fault.problem).split('"')[1] if fault.problem and '"' in str(fault.problem) else "?"
    first = fault.context_mark.line + 1 if fault.context_mark else 0
    found = diagnostic("D244", key=key, first=first, language=language())
    return found.model_copy(update=_mark(fault))


def _impossible_days(text: str) -> Iterator[Diagnostic]:
    """Dates that no calendar has, 2026-02-31: YAML refuses the whole file for one and does not say where."""
    for number, line in enumerate(text.splitlines(), 1):
        for match in _DAY.finditer(line):
            try:
                date(*(int(part) for part in match[1].split("-")))
            except ValueError:
                found = diagnostic("D245", value=match[1], language=language())
                yield found.model_copy(update={"line": number, "column": match.start(1) + 1})


def _unreadable(fault: Exception) -> Diagnostic:
    found = diagnostic("D240", detail=said_of(fault), language=language())
    return found.model_copy(update=_mark(fault))


def _mark(fault: Exception) -> dict[str, int]:
    mark = fault.problem_mark if isinstance(fault, MarkedYAMLError) else None
    return {"line": mark.line + 1, "column": mark.column + 1} if mark else {}
