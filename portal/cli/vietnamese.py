"""Click's own sentences (usage, missing argument, no such option) in Vietnamese.

Click asks the process's gettext domain, which an application cannot fill without a compiled
catalogue and LANGUAGE in the environment of every child. Its modules keep the function as ``_``:
ours is put there instead. A sentence that config/click-vi.yaml lacks stays English; a test holds
the ones that an office meets.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

import config
from config.wording import language

MODULES = (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types)


def speak_click() -> None:
    """Let click speak the reader's language from now on."""
    for module in MODULES:
        if hasattr(module, "_"):
            vars(module)["_"] = _translated
        if hasattr(module, "ngettext"):
            vars(module)["ngettext"] = _counted
    _wrap(click.core.Option, "make_metavar", _placeholder)
    _wrap(click.core.Argument, "make_metavar", _placeholder)
    _wrap(click.core.Command, "collect_usage_pieces", _placeholders)
    _wrap(click.core.Group, "collect_usage_pieces", _placeholders)


def _wrap(kind: type, name: str, said: Callable[[Any], Any]) -> None:
    """Let what a method of click answers be said in the reader's language; once, however often it is called."""
    own = getattr(kind, name)
    if getattr(own, "in_vietnamese", False):
        return

    def spoken(self: Any, ctx: click.Context) -> Any:
        return said(own(self, ctx))

    spoken.in_vietnamese = True  # type: ignore[attr-defined]
    setattr(kind, name, spoken)


def _placeholders(pieces: list[str]) -> list[str]:
    return [_placeholder(piece) for piece in pieces]


def _placeholder(shown: str) -> str:
    """What stands for a value (``TEXT``, ``[OPTIONS]``): click makes it from the names of types and arguments."""
    if (whole := _translated(shown)) != shown:
        return whole
    parts = re.fullmatch(r"(\[?)(.*?)(\]?(?:\.\.\.)?)", shown)
    return shown if parts is None else f"{parts[1]}{_translated(parts[2])}{parts[3]}"


def _translated(message: str) -> str:
    if language() == "en":
        return message
    return _catalogue().get(message, message)


def _counted(singular: str, plural: str, count: int) -> str:
    # Vietnamese has no plural form: one line of the catalogue, keyed by the singular, serves both.
    if language() == "en":
        return singular if count == 1 else plural
    return _catalogue().get(singular, singular if count == 1 else plural)


@cache
def _catalogue() -> dict[str, str]:
    from ruamel.yaml import YAML

    path = Path(config.__path__[0]) / "click-vi.yaml"
    words: dict[str, str] = YAML(typ="safe").load(path.read_text("utf-8"))
    return words
