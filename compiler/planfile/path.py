"""Paths into a plan file: ``plan.number``, ``responsibilities.R3.due``, ``regime.periods.2014-Q1``.

Items of a list are named by their ``id`` or ``key``. "R3" alone means that responsibility.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

_DUTY = re.compile(r"R\d+\b")
_NAME = {"responsibilities": "id", "periods": "key", "events": "key", "questions": "id"}


def full(path: str) -> str:
    """`path` from the root of the file: "R3.due" is "responsibilities.R3.due"."""
    return f"responsibilities.{path}" if _DUTY.match(path) else path


def get(plain: Any, path: str) -> Any:
    """The value at `path` of plain values, None where there is none."""
    here, name = plain, None
    for step in full(path).split("."):
        if isinstance(here, list):
            here = next((item for item in here if item.get(name) == step), None)
        elif isinstance(here, dict):
            here = here.get(step)
        else:
            return None
        name = _NAME.get(step, name)
    return here


def put(plain: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy of `plain` with `value` at `path`; None takes an item out of its list.

    Raises KeyError where the path's parent is not there.
    """
    changed = deepcopy(plain)
    *parents, last = full(path).split(".")
    here: Any = get(changed, ".".join(parents)) if parents else changed
    if isinstance(here, list):
        name = _NAME[parents[-1]]
        at = next((index for index, item in enumerate(here) if item.get(name) == last), len(here))
        here[at : at + 1] = [] if value is None else [value]
    elif isinstance(here, dict):
        here[last] = value
    else:
        raise KeyError(path)
    return changed
