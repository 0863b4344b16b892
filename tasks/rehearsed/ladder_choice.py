"""Another ladder than the plan's own, from a file of the same shape as config/ladders.yaml."""

from __future__ import annotations

from pathlib import Path

from ruamel.yaml.error import YAMLError

from config.written_yaml import load_written
from models.ladder import Ladder, LadderError, read_ladder


def choose_ladder(text: str, own: str | None = None) -> Ladder:
    """The ladder that ``file.yaml`` or ``file.yaml:name`` means.

    Without a name: the file's only ladder, else the one named ``own``. Raises LadderError.
    """
    path, name = Path(text), ""
    if not path.is_file() and ":" in text:
        before, _, name = text.rpartition(":")
        path = Path(before)
    if not path.is_file():
        raise LadderError.of("rehearsed.no_ladder", place=text)
    try:
        known = load_written(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as fault:
        raise LadderError.of(
            "rehearsed.bad_ladder", place=str(path), detail=" ".join(str(fault).split())[:200]
        ) from fault
    if not isinstance(known, dict) or not known:
        raise LadderError.of("rehearsed.bad_ladder", place=str(path), detail=type(known).__name__)
    if not name:
        if len(known) > 1 and own not in known:
            names = ", ".join(map(str, known))
            raise LadderError.of(
                "rehearsed.which_ladder", place=str(path), known=names, example=f"{path}:{next(iter(known))}"
            )
        name = own if own in known and own is not None else str(next(iter(known)))
    return read_ladder(name, path)
