"""The grammar's data: config/grammar/*.yaml, read once."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

import config
from compiler.text.manuscript import same_tone

FOLDER = Path(next(iter(config.__path__))) / "grammar"


@cache
def load(name: str) -> Any:
    """The content of config/grammar/`name`.yaml."""
    return YAML(typ="safe").load((FOLDER / f"{name}.yaml").read_text("utf-8"))


@cache
def provinces() -> dict[str, str]:
    """Matching key (lower case, one tone placement) -> a province's or central city's name as written today."""
    places = load("places")
    names = [name for group in ("cities", "provinces", "former") for name in places[group]]
    return {same_tone(name).lower(): name for name in names}


@cache
def cities() -> frozenset[str]:
    """Matching keys of the cities under the centre."""
    return frozenset(same_tone(name).lower() for name in load("places")["cities"])


def words(text: str) -> str:
    """A regular expression for the words of `text`: any white space between, either tone placement."""
    return r"\s+".join(re.escape(word) for word in same_tone(text).split())


def any_of(names: list[str]) -> str:
    """A regular expression for one of `names`, longest first, so that no name hides in another."""
    return "|".join(words(name) for name in sorted(set(names), key=len, reverse=True))
