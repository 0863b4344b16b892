"""A plan file as people type it: days as 30/06/2026, roles by their Vietnamese words, a list emptied line by line."""

from __future__ import annotations

import re
from typing import Any

from compiler.result import Role
from config.wording import say

DAYS = frozenset({"issued_on", "window_from", "window_to", "due", "consolidated_due", "district", "commune"})
"""Keys whose value is a day."""
LISTS = frozenset(
    [
        "responsibilities",
        "edges",
        "questions",
        "notes",
        "periods",
        "events",
        "with",
        "reports_to",
        "products",
        "roles",
        "cites",
        "duties",
        "drafts",
    ]
)
"""Keys whose value is a list: empty where a person deleted its last line."""
_DAY = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")


def as_typed(node: Any, key: str = "") -> Any:
    """Plain values with days as 2026-06-30 and roles by their keys, also in due rules; what is no such word stays."""
    if isinstance(node, dict):
        return {name: as_typed(value, name) for name, value in node.items()}
    if node is None and key in LISTS:
        return []
    if isinstance(node, list):
        return [as_typed(each, key) for each in node]
    if not isinstance(node, str):
        return node
    if key == "roles":
        return _roles().get(node.strip().casefold(), node)
    if key in DAYS and _DAY.fullmatch(node.strip()):
        return _iso(node.strip())
    if key == "rule":
        return f"by:{_iso(node.strip())}" if _DAY.fullmatch(node.strip()) else _iso(node)
    return node


def _iso(words: str) -> str:
    return _DAY.sub(lambda day: f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}", words)


def _roles() -> dict[str, str]:
    return {say(f"role.{role}").casefold(): str(role) for role in Role}
