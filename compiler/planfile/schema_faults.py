"""What is wrong with the form of a plan file: keys, words and kinds of values, each with its line and what was meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from copy import deepcopy
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from compiler.asks.diagnostics import diagnostic
from compiler.planfile.model import PlanFile
from compiler.result import Diagnostic, Role
from config.wording import language, say

_PASSES = 4
_STAND_INS: dict[str, Any] = {"holder": "…", "text": "…", "roles": []}
"""What a duty without its holder, words or roles is taken to have while the rest is looked at."""


def schema_findings(invalid: ValidationError, document: Any, unread: Collection[str] = ()) -> list[Diagnostic]:
    """One finding for each mistake; a mistyped key is not told a second time as the missing one, nor are the parts
    `unread` that were told of already."""
    errors = invalid.errors(include_url=False)
    meant: set[tuple[int | str, ...]] = set()
    for error in errors:
        if error["type"] == "extra_forbidden":
            *parent, key = error["loc"]
            meant.update(
                (*parent, guess) for guess in get_close_matches(str(key), _known_keys(parent), n=1, cutoff=0.6)
            )
    meant |= {(part,) for part in unread}
    kept = [error for error in errors if error["type"] != "missing" or error["loc"] not in meant]
    return [_finding(error, document) for error in kept]


def mended(plain: dict[str, Any]) -> tuple[PlanFile, bool] | None:
    """The plan file without what is wrong with its form, so that the rest can be looked at in the same wave; and whether
    whole parts had to be left out. A mistyped key counts as the one that was meant. None where too little is left.
    """
    plain, lost = deepcopy(plain), False
    for _ in range(_PASSES):
        try:
            return PlanFile.model_validate(plain), lost
        except ValidationError as invalid:
            # a later item of a list first: leaving it out does not move those before it
            for error in reversed(invalid.errors(include_url=False)):
                lost |= _mend(plain, error)
    return None


def _mend(plain: dict[str, Any], error: ErrorDetails) -> bool:
    """Put right or take out what `error` names; True where a whole part went."""
    steps = [step for step in error["loc"] if not (isinstance(step, str) and "[" in step)]
    owners: list[Any] = [plain]
    for step in steps[:-1]:
        inner = owners[-1]
        there = step < len(inner) if isinstance(inner, list) and isinstance(step, int) else _has(inner, step)
        if not there:
            return False  # it went with another mistake
        owners.append(inner[step])
    owner, key = owners[-1], steps[-1] if steps else ""
    if error["type"] == "missing":
        if isinstance(owner, dict) and key in _STAND_INS:
            owner[key] = _STAND_INS[str(key)]
            return False
        return _without_item(owners, steps)
    if isinstance(owner, list) and isinstance(key, int) and key < len(owner):
        del owner[key]
        return steps[-2:-1] != ["roles"]
    if not _has(owner, key):
        return False
    value = owner.pop(key)
    if error["type"] == "extra_forbidden":
        guess = get_close_matches(str(key), _known_keys(steps[:-1]), n=1, cutoff=0.6)
        if guess and guess[0] not in owner:
            owner[guess[0]] = value
    return False


def _has(owner: Any, key: Any) -> bool:
    return isinstance(owner, dict) and key in owner


def _without_item(owners: list[Any], steps: list[Any]) -> bool:
    """Take out the nearest item of a list that holds what is missing; a part without which there is no plan stays missing."""
    for owner, step in zip(reversed(owners[:-1]), reversed(steps[:-1]), strict=True):
        if isinstance(owner, list) and step < len(owner):
            del owner[step]
            return True
    return False


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
            names.append(name_of(node[step], step))
            line, column = (each + 1 for each in node.lc.item(step))
            node = node[step]
        else:
            break
    return line, column, ".".join(names)


def name_of(item: Any, index: int) -> str:
    """How a path names an item of a list: by its id or key, else by its place."""
    if isinstance(item, dict):
        return str(item.get("id") or item.get("key") or index)
    return str(index)
