"""Click's own sentences (usage, missing argument, no such option) in Vietnamese.

Click asks the process's gettext domain, which an application cannot fill without a compiled
catalogue and LANGUAGE in the environment of every child. Its modules keep the function as ``_``:
ours is put there instead. A sentence that config/click-vi.yaml lacks stays English; a test holds
the ones that an office meets.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

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
