"""Where in a ladders' file a fault stands: its line, from the names of ladder, part and step."""

from __future__ import annotations

from typing import Any


def line_of(text: str, path: str) -> int | None:
    """The line (from 1) of the deepest part of ``path`` that the file has: "macdinh.due.D+3"; None without any.

    A step is looked for by its name; one that repeats ("D+5.2") is written once, as "D+5".
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        node: Any = YAML(typ="safe", pure=True).compose(text)
    except (YAMLError, RecursionError):
        return None
    line, rest = None, path
    while rest and node is not None:
        found = _below(node, rest)
        if found is None:
            break
        name, mark, node = found
        line, rest = mark.line + 1, rest[len(name) :].lstrip(".")
    return line


def _below(node: Any, path: str) -> tuple[str, Any, Any] | None:
    """(name, place, node) of what ``path`` begins with, in a mapping by key, in a list of steps by their name."""
    found: list[tuple[str, Any, Any]] = []
    if node.id == "mapping":
        found = [(str(key.value), key.start_mark, value) for key, value in node.value]
        steps = next((value for key, value in node.value if key.value == "steps"), None)
        if steps is not None:
            found += _steps(steps)
    elif node.id == "sequence":
        found = _steps(node)
    fitting = [each for each in found if path == each[0] or path.startswith(f"{each[0]}.")]
    return max(fitting, key=lambda each: len(each[0]), default=None)


def _steps(node: Any) -> list[tuple[str, Any, Any]]:
    return [
        (str(value.value), step.start_mark, step)
        for step in (node.value if node.id == "sequence" else ())
        for key, value in (step.value if step.id == "mapping" else ())
        if key.value == "step"
    ]
