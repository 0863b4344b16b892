"""Writing a directory as the file that an office edits; it reads back to the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING, Any

from config.wording import say
from models.bodies import Draft

if TYPE_CHECKING:
    from ruamel.yaml.representer import SafeRepresenter

FLOW_KEYS = ("functions", "aliases")


def directory_text(draft: Draft) -> str:
    """The YAML of a draft or an export: agencies, then the optional ones commented out, then successions."""
    parts = [
        say("directory.file.head", province=draft.province) + "\n\n",
        _yaml({"province": draft.province}),
        "\nagencies:\n",
        _rows([_agency(row) for row in draft.agencies]),
    ]
    if draft.optional:
        parts.append("\n" + say("directory.file.optional") + "\n")
        parts.append(_commented(_rows([_agency(row) for row in draft.optional])))
    if draft.successions:
        parts.append("\n" + say("directory.file.successions") + "\nsuccessions:\n")
        parts.append(_rows([OneLine(row) for row in draft.successions]))
    return "".join(parts)


class OneLine:
    """A mapping or a list that stands in braces on a line of its own."""

    def __init__(self, value: Mapping[str, Any] | Iterable[Any]) -> None:
        self.value = value


def _agency(row: Mapping[str, Any]) -> dict[str, Any]:
    shown = {key: OneLine(value) if key in FLOW_KEYS else value for key, value in row.items()}
    if "contacts" in row:
        shown["contacts"] = [OneLine(contact) for contact in row["contacts"]]
    return shown


def _commented(text: str) -> str:
    return "".join(f"#{line}\n" for line in text.splitlines())


def _rows(rows: list[Any]) -> str:
    """The items of a list that stands under a key, all at once: a YAML writer takes longer to set up than to write."""
    return _yaml({"": rows}).split("\n", 1)[1] if rows else ""


def _yaml(value: Any) -> str:
    from ruamel.yaml import YAML

    yaml: Any = YAML(typ="safe", pure=True)
    yaml.Representer = _representer()
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = 100_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.sort_base_mapping_type_on_output = False
    out = StringIO()
    yaml.dump(value, out)
    return out.getvalue()


@cache
def _representer() -> type[SafeRepresenter]:
    from ruamel.yaml.representer import SafeRepresenter

    class Representer(SafeRepresenter):
        def ignore_aliases(self, data: Any) -> bool:
            return True  # a list that two rows share is written out in both

        def one_line(self, data: OneLine) -> Any:
            if isinstance(data.value, Mapping):
                return self.represent_mapping("tag:yaml.org,2002:map", dict(data.value), flow_style=True)
            return self.represent_sequence("tag:yaml.org,2002:seq", list(data.value), flow_style=True)

    Representer.add_representer(OneLine, Representer.one_line)
    return Representer
