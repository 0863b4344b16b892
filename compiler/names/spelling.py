"""One spelling for a body that a document names in several ways: abbreviations written out, the marks between left aside."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

import config
from compiler.text.manuscript import same_tone

_INNER = r"(?:[\s,&-]|và\s)*"
"""What may stand between the letters of an abbreviation: "VH,TT&DL", "LĐ-TB&XH", "NN và PTNT"."""
_BETWEEN = re.compile(r"\s*[,;&–-]\s*(?:và\s+)?|\s+và\s+")
_LONGEST = 400
"""A longer text is a sentence; no name is compared by its letters alone."""


@lru_cache(maxsize=8192)
def spelled_out(said: str) -> str:
    """A name or text in lower case, one tone placement, with the abbreviations of config/directory/abbreviations.yaml
    written out: "Sở TT&TT" and "Sở Thông tin và Truyền thông" are one."""
    plain = " ".join(same_tone(said).lower().split())
    return _shorts().sub(lambda found: _full()[_bare(found[0])], plain)


def name_key(name: str) -> str:
    """What two spellings of one body's name share: also "Lao động - Thương binh và Xã hội" with a comma."""
    return name.casefold() if len(name) > _LONGEST else " ".join(_BETWEEN.sub(" ", spelled_out(name)).split())


@cache
def _full() -> dict[str, str]:
    from ruamel.yaml import YAML

    path = Path(config.__path__[0]) / "directory" / "abbreviations.yaml"
    written: dict[str, str] = YAML(typ="safe").load(path.read_text("utf-8"))
    return {_bare(same_tone(short).lower()): same_tone(full).lower() for short, full in written.items()}


@cache
def _shorts() -> re.Pattern[str]:
    said = sorted(_full(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(_INNER.join(map(re.escape, each)) for each in said)})(?!\w)")


def _bare(short: str) -> str:
    return re.sub(r"[\s,&-]|và\s", "", short)
