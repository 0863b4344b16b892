"""The functions by which agencies are told apart: those that were handed over, and the tags of customary bodies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from config.settings import CONFIG_DIR


@cache
def function_names() -> Mapping[str, str]:
    """Key -> how people call it: "functions" of successions.yaml, then "tags" of bodies.yaml."""
    from ruamel.yaml import YAML

    folder = CONFIG_DIR / "directory"
    handed = YAML(typ="safe").load((folder / "successions.yaml").read_text("utf-8"))["functions"]
    tags = YAML(typ="safe").load((folder / "bodies.yaml").read_text("utf-8"))["tags"]
    return {key: row["name"] for key, row in handed.items()} | dict(tags)
