"""What rows of a directory owe each other: one key, one name at a time, parents and heirs that exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from models.directory_file import AgencyRow, DirectoryFile, DirectoryRefused
from models.heirs import function_name, show
from models.naming import fold


@dataclass(frozen=True)
class Known:
    """An agency that is in the database already and not in the file."""

    key: str
    names: tuple[str, ...]
    parent: str | None
    valid_from: date | None
    valid_to: date | None


def check_directory(file: DirectoryFile, known: Iterable[Known] = ()) -> None:
    """Raise DirectoryRefused with every fault of the file: its rows' own, and those between rows.

    ``known`` are agencies of the same province that stay as they are, so that a new name does not clash with one.
    """
    elsewhere = {each.key: each for each in known if each.key not in {row.key for row in file.agencies}}
    _keys(file)
    _names(file, elsewhere)
    _parents(file, elsewhere)
    _successions(file, elsewhere)
    if file.faults:
        faults = sorted(file.faults, key=lambda fault: int((fault.place or ":0").rsplit(":", 1)[1]))
        refused = DirectoryRefused.of("directory.refused", place=file.place, count=len(faults))
        refused.findings = tuple(faults)
        raise refused


def _keys(file: DirectoryFile) -> None:
    first: dict[str, int] = {}
    for row in file.agencies:
        if row.key in first:
            file.fault(row.line, "duplicate_key", key=row.key, first=first[row.key])
        first.setdefault(row.key, row.line)


def _names(file: DirectoryFile, elsewhere: Mapping[str, Known]) -> None:
    """One name means one agency on any day; namesakes under different parents (communes) are told apart."""
    bearers: dict[str, list[tuple[str, str | None, date | None, date | None, str]]] = {}
    for known in elsewhere.values():
        for name in known.names:
            bearers.setdefault(fold(name), []).append((known.key, known.parent, known.valid_from, known.valid_to, ""))
    for row in file.agencies:
        for name in dict.fromkeys((row.name, *row.aliases)):
            folded = fold(name)
            for key, parent, since, until, line in bearers.get(folded, ()):
                if key == row.key or not _overlap(row, since, until):
                    continue
                if row.level == "commune" and parent != row.parent:
                    continue
                file.fault(row.line, "shared_name", name=name, other=f"{key}{line}")
                break
            mine = (row.key, row.parent, row.valid_from, row.valid_to, f" ({file.place}:{row.line})")
            bearers.setdefault(folded, []).append(mine)


def _parents(file: DirectoryFile, elsewhere: Mapping[str, Known]) -> None:
    parents: dict[str, str | None] = {key: known.parent for key, known in elsewhere.items()}
    parents |= {row.key: row.parent for row in file.agencies}
    for row in file.agencies:
        if row.parent is not None and row.parent not in parents:
            file.fault(row.line, "unknown_parent", key=row.key, parent=row.parent)
            continue
        path = [row.key]
        above = row.parent
        while above is not None and above not in path:
            path.append(above)
            above = parents.get(above)
        # named once, at the row that the circle comes back to
        if above == row.key and row.key == min(path):
            file.fault(row.line, "parent_cycle", path=" → ".join([*path, row.key]))


def _successions(file: DirectoryFile, elsewhere: Mapping[str, Known]) -> None:
    agencies = {row.key: row.valid_to for row in file.agencies} | {
        key: each.valid_to for key, each in elsewhere.items()
    }
    seen: dict[tuple[object, ...], int] = {}
    for row in file.successions:
        for key in (row.old, row.new):
            if key is not None and key not in agencies:
                file.fault(row.line, "unknown_heir", key=key)
        if row.function is None and row.old in agencies and agencies[row.old] is None:
            file.fault(row.line, "still_alive", key=row.old, since=show(row.valid_from))
        if row.new == row.old:
            file.fault(row.line, "own_heir", key=row.old)
        same = (row.old, row.new, row.function, row.valid_from)
        if same in seen:
            file.fault(row.line, "duplicate_succession", first=seen[same], function=function_name(row.function))
        seen.setdefault(same, row.line)
    _heir_cycles(file)


def _heir_cycles(file: DirectoryFile) -> None:
    heirs: dict[str, set[str]] = {}
    for row in file.successions:
        if row.new is not None and row.new != row.old:
            heirs.setdefault(row.old, set()).add(row.new)
    for row in file.successions:
        reached, ahead = set(), [row.new] if row.new and row.new != row.old else []
        while ahead:
            key = ahead.pop()
            if key not in reached:
                reached.add(key)
                ahead.extend(heirs.get(key, ()))
        if row.old in reached:
            file.fault(row.line, "heir_cycle", old=row.old, new=row.new)


def _overlap(row: AgencyRow, since: date | None, until: date | None) -> bool:
    return (row.valid_from or date.min) <= (until or date.max) and (since or date.min) <= (row.valid_to or date.max)
