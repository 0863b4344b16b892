"""Writing a directory as the file that an office edits; it reads back to the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import StringIO
from typing import Any

from config.wording import say
from models.bodies import Draft

FLOW_KEYS = ("functions", "aliases")


def directory_text(draft: Draft) -> str:
    """The YAML of a draft or an export: agencies, then the optional ones commented out, then successions."""
    parts = [
        say("directory.file.head", province=draft.province) + "\n\n",
        _yaml({"province": draft.province}),
        "\nagencies:\n",
    ]
    parts.extend(_row(row) for row in draft.agencies)
    if draft.optional:
        parts.append("\n" + say("directory.file.optional") + "\n")
        parts.extend(_commented(_row(row)) for row in draft.optional)
    if draft.successions:
        parts.append("\n" + say("directory.file.successions") + "\nsuccessions:\n")
        parts.extend("  - " + _flow(row) + "\n" for row in draft.successions)
    return "".join(parts)


def _row(row: Mapping[str, Any]) -> str:
    lines = []
    for key, value in row.items():
        if key == "contacts":
            lines.append("contacts:")
            lines.extend(f"  - {_flow(contact)}" for contact in value)
        elif key in FLOW_KEYS:
            lines.append(f"{key}: {_flow(value)}")
        else:
            lines.append(_yaml({key: value}).rstrip("\n"))
    return "  - " + "\n    ".join(lines) + "\n"


def _commented(text: str) -> str:
    return "".join(f"#{line}\n" for line in text.splitlines())


def _yaml(value: Any, *, flow: bool = False) -> str:
    from ruamel.yaml import YAML

    yaml: Any = YAML(typ="safe", pure=True)
    yaml.default_flow_style = flow
    yaml.allow_unicode = True
    yaml.width = 100_000
    yaml.sort_base_mapping_type_on_output = False
    out = StringIO()
    yaml.dump(value, out)
    return out.getvalue()


def _flow(value: Mapping[str, Any] | Iterable[Any]) -> str:
    return _yaml(dict(value) if isinstance(value, Mapping) else list(value), flow=True).strip()
