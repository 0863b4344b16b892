"""Write a plan file as YAML that a coordinator can read: commented in Vietnamese, stable under editing."""

from __future__ import annotations

import os
import re
from datetime import datetime, time
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from compiler.planfile.letters import composed
from compiler.planfile.model import PlanFile
from config.wording import say, say_or_none

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""As in config/settings, which a compilation does not load."""
SECTIONS = tuple(PlanFile.model_fields)
ALWAYS_SHOWN = {
    "policy": ("holders",),
    "plan": ("class", "number", "kind", "issuer", "level", "province", "issued_on", "year", "title"),
    "responsibilities": ("roles",),
    "questions": ("answer", "decided_by", "decided_at", "why"),
}
"""Fields that stand in the file even when empty: the coordinator is to see that they can be filled."""
OPTIONAL = ("amends", "compiled")
"""Sections that most files have no use for: left out where they hold nothing."""
FLOW = ("roles", "source")
RECORD = "compiled"
"""The section whose lines stand as they are packed."""
_NAMES = ("id", "key", "number")
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Characters that come back changed from a plain scalar: they are written escaped, in double quotes."""


def dump_planfile(file: PlanFile, path: Path) -> None:
    """Write `file` to `path` in one step: the old file stays whole until the new one is complete."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(planfile_text(file), "utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def planfile_text(file: PlanFile) -> str:
    """The YAML of `file`: as it was read but for the sections that changed, else freshly commented."""
    plain = file.model_dump(by_alias=True)
    starts = sorted((place, section) for section, place in file._places.items() if "." not in section)
    if file._text is None or any(column != 1 for (_, column), _ in starts):
        return "".join(
            [
                _comment(say("planfile.head")),
                *(_section(each, plain[each]) for each in SECTIONS if plain[each] is not None or each not in OPTIONAL),
            ]
        )
    lines = file._text.splitlines(keepends=True)
    bounds = [*(line - 1 for (line, _), _ in starts), len(lines)]
    parts = lines[: bounds[0]]
    for (_, section), start, stop in zip(starts, bounds, bounds[1:], strict=False):
        end = _without_comments(lines, start, stop)
        chunk = "".join(lines[start:end])
        if plain[section] != file._as_read[section]:
            chunk = _rewritten(section, chunk, plain[section])
        parts += [chunk if chunk.endswith("\n") else chunk + "\n", *lines[end:stop]]
    written = {section for _, section in starts}
    parts += [
        _section(each, plain[each]) for each in SECTIONS if each not in written and plain[each] != file._as_read[each]
    ]
    return "".join(parts)


class _Unshared(RoundTripRepresenter):
    """Writes each value out where it stands: a value that two fields share in memory is no link between them, and a
    later edit of one is not to move the other. Anchors that a person named in the file stay."""

    def ignore_aliases(self, data: Any) -> bool:
        """Whether `data` is written without an anchor: all that bears none from the file."""
        anchor = getattr(data, "anchor", None)
        return getattr(anchor, "value", None) is None


def round_trip() -> YAML:
    """YAML as plan files are read and written."""
    yaml = YAML(typ="rt")
    yaml.Representer = _Unshared
    yaml.preserve_quotes = True
    yaml.width = 112
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _section(section: str, value: Any) -> str:
    """A section of the file as it is written for the first time, under its comment."""
    shown = CommentedSeq([_part(item, section) for item in value]) if isinstance(value, list) else _part(value, section)
    note = say_or_none(f"planfile.section.{section}")
    return "\n" + (_comment(note) if note else "") + _dump(CommentedMap({section: shown}))


def _rewritten(section: str, chunk: str, value: Any) -> str:
    """A section's text brought to `value`; comments beside what stays are kept."""
    try:
        node = round_trip().load(chunk)
    except YAMLError:
        # It uses an anchor of another section: it cannot stand alone, so it is written anew.
        node = CommentedMap({section: None})
    _graft(node, {section: value})
    return _dump(node)


def _without_comments(lines: list[str], start: int, stop: int) -> int:
    """Where a section ends: blank lines and comments at its foot introduce the next one."""
    while stop > start + 1 and (not lines[stop - 1].strip() or lines[stop - 1].startswith("#")):
        stop -= 1
    return stop


def _part(value: Any, section: str) -> Any:
    """Plain values as YAML nodes: empty fields left out but for those always shown, short lists on one line."""
    if section == RECORD and isinstance(value, str):
        return LiteralScalarString(value)
    value = _scalar(value)
    if isinstance(value, dict):
        always = ALWAYS_SHOWN.get(section, ())
        node = CommentedMap()
        for key, each in value.items():
            if _empty(each) and key not in always:
                continue
            node[key] = _part(each, f"{section}.{key}")
            if key in FLOW and hasattr(node[key], "fa"):
                node[key].fa.set_flow_style()
        return node
    if isinstance(value, list):
        return CommentedSeq([_part(item, section) for item in value])
    return value


def _graft(node: Any, plain: dict[str, Any]) -> None:
    """Bring a YAML mapping to `plain` by changing only what differs."""
    for key, value in plain.items():
        value = _scalar(value)
        if key not in node:
            if not _empty(value):
                node[key] = _part(value, key)
        elif isinstance(value, dict) and isinstance(node[key], dict):
            _graft(node[key], value)
        elif isinstance(value, list) and isinstance(node[key], list) and _named(value) and _named(node[key]):
            _graft_list(node[key], value, key)
        elif _plain(node[key]) != _plain(_part(value, key)):
            node[key] = _part(value, key)


def _graft_list(node: Any, items: list[dict[str, Any]], section: str) -> None:
    name = _named(items) if items else _named(list(node))
    assert name is not None
    wanted = {item[name] for item in items}
    for index in reversed(range(len(node))):
        if node[index][name] not in wanted:
            del node[index]
    standing = {item[name]: item for item in node}
    for index, item in enumerate(items):
        if item[name] in standing:
            _graft(standing[item[name]], item)
        else:
            node.insert(index, _part(item, section))


def _named(items: list[Any]) -> str | None:
    """The field that names each of `items` once, or "" for an empty list that anything fits."""
    if not items:
        return _NAMES[0]
    for name in _NAMES:
        if all(isinstance(item, dict) and name in item for item in items):
            return name if len({item[name] for item in items}) == len(items) else None
    return None


def _plain(node: Any) -> Any:
    if isinstance(node, dict):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(item) for item in node]
    return composed(str(node)) if isinstance(node, str) else node


def _scalar(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(OFFICE_ZONE).isoformat(timespec="seconds")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, str):
        return DoubleQuotedScalarString(value) if _UNSAFE.search(value) else str(value)
    return value


def _empty(value: Any) -> bool:
    return value is None or value is False or value in ([], {})


def _dump(node: Any) -> str:
    written = StringIO()
    round_trip().dump(node, written)
    return written.getvalue()


def _comment(text: str) -> str:
    return "".join(f"# {line}".rstrip() + "\n" for line in text.splitlines())
