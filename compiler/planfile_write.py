"""Write a plan file as YAML that a coordinator can read: commented in Vietnamese, stable under editing."""

from __future__ import annotations

import os
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from compiler.planfile import PlanFile
from config.wording import say, say_or_none

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""As in config/settings, which a compilation does not load."""
SECTIONS = tuple(PlanFile.model_fields)
ALWAYS_SHOWN = {
    "plan": ("class", "number", "kind", "issuer", "level", "province", "issued_on", "year", "title"),
    "questions": ("answer", "decided_by", "decided_at", "why"),
}
"""Fields that stand in the file even when empty: the coordinator is to see that they can be filled."""
FLOW = ("roles", "source")
_NAMES = ("id", "key", "number")


def dump_planfile(file: PlanFile, path: Path) -> None:
    """Write `file` to `path` in one step: the old file stays whole until the new one is complete."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(planfile_text(file), "utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def planfile_text(file: PlanFile) -> str:
    """The YAML of `file`: on the document it was read from, with its comments, else freshly commented."""
    plain = file.model_dump(by_alias=True)
    if file._document is None:
        return _fresh(plain)
    document = file._document
    _graft(document, plain, PlanFile.model_construct().model_dump(by_alias=True, warnings=False))
    return _dump(document)


def round_trip() -> YAML:
    """YAML as plan files are read and written."""
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 112
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _fresh(plain: dict[str, Any]) -> str:
    parts = [_comment(say("planfile.head"))]
    for section in SECTIONS:
        value = plain[section]
        if isinstance(value, list):
            shown: Any = CommentedSeq([_part(item, section) for item in value])
        else:
            shown = _part(value, section)
        note = say_or_none(f"planfile.section.{section}")
        parts.append("\n" + (_comment(note) if note else "") + _dump(CommentedMap({section: shown})))
    return "".join(parts)


def _part(value: Any, section: str) -> Any:
    """Plain values as YAML nodes: empty fields left out but for those always shown, short lists on one line."""
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


def _graft(node: Any, plain: dict[str, Any], defaults: dict[str, Any] | None = None) -> None:
    """Bring a YAML mapping to `plain` by changing only what differs, so that comments keep their place."""
    for key, value in plain.items():
        value = _scalar(value)
        if key not in node:
            if not _empty(value) and (defaults is None or value != _scalar(defaults.get(key))):
                node[key] = _part(value, key)
        elif isinstance(value, dict) and isinstance(node[key], dict):
            _graft(node[key], value)
        elif isinstance(value, list) and isinstance(node[key], list) and _named(value) and _named(node[key]):
            _graft_list(node[key], value, key)
        elif _plain(node[key]) != value:
            node[key] = _part(value, key)


def _graft_list(node: Any, items: list[dict[str, Any]], section: str) -> None:
    name = _named(items) or _named(node)
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
    return str(node) if isinstance(node, str) else node


def _scalar(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(OFFICE_ZONE).isoformat(timespec="seconds")
    return str(value) if isinstance(value, str) else value


def _empty(value: Any) -> bool:
    return value is None or value is False or value == []


def _dump(node: Any) -> str:
    written = StringIO()
    round_trip().dump(node, written)
    return written.getvalue()


def _comment(text: str) -> str:
    return "".join(f"# {line}".rstrip() + "\n" for line in text.splitlines())
