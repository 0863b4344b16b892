"""The sentences that people read on the command line and in errors: config/wording-*.yaml.

A key is ``room.thing.part``; each has ``vi`` and, where written, ``en``. Vietnamese is the default
and the fallback: an office must never meet an empty line.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Literal

from config.errors import SettingFileError
from config.plural import of_one

Language = Literal["vi", "en"]

_chosen: ContextVar[Language | None] = ContextVar("language", default=None)


def say(key: str, /, **facts: object) -> str:
    """The sentence `key` in the reader's language with `facts` filled in. KeyError: a fault of ours."""
    return say_in(language(), key, **facts)


def say_in(tongue: str, key: str, /, **facts: object) -> str:
    """As :func:`say`, in the language "vi" or "en" whatever the reader's is: a letter to somebody else."""
    words = _catalogue()[key]
    sentence = words.get(tongue) or words["vi"]
    return (of_one(sentence, facts) if tongue == "en" else sentence).format_map(facts).rstrip("\n")


def say_or_none(key: str, /, **facts: object) -> str | None:
    """As :func:`say`, or None where the catalogue has no such sentence."""
    return say(key, **facts) if key in _catalogue() else None


def in_every_language(key: str) -> tuple[str, ...]:
    """The sentence in each language it is written in: for reading back what people type. () where there is none."""
    return tuple(_catalogue().get(key, {}).values())


def catalogued() -> Mapping[str, Mapping[str, str]]:
    """Key -> language -> sentence, for reading back what was written down in another language (config/retold)."""
    return _catalogue()


def language() -> Language:
    """The reader's language: as chosen, else DONDOC_LANGUAGE, else Vietnamese."""
    chosen = _chosen.get()
    if chosen is not None:
        return chosen
    return "en" if os.environ.get("DONDOC_LANGUAGE", "").lower().startswith("en") else "vi"


def choose_language(chosen: Language | None) -> None:
    """Fix the reader's language for this context; None goes back to the setting."""
    _chosen.set(chosen)


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    from ruamel.yaml import YAML

    words: dict[str, dict[str, str]] = {}
    for path in sorted(Path(__file__).parent.glob("wording-*.yaml")):
        for key, said in (YAML(typ="safe").load(path.read_text("utf-8")) or {}).items():
            if key in words or "vi" not in said:
                raise SettingFileError(
                    f"{key}: mỗi câu có một khóa riêng và phần vi",
                    place=path.name,
                    remedy="sửa lại khóa này",
                )
            words[key] = said
    return words
