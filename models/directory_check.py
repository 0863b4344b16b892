"""What rows of a directory owe each other: one key, one name at a time, parents and heirs that exist in their time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from models.directory import LEVELS
from models.directory_rows import AgencyRow, DirectoryFile, Spot, SuccessionRow
from models.heirs import function_name, show
from models.naming import fold, plain_place


@dataclass(frozen=True)
class Known:
    """An agency that is in the database already."""

    key: str
    names: tuple[str, ...]
    level: str
    province: str
    parent: str | None
    valid_from: date | None
    valid_to: date | None


def check_directory(file: DirectoryFile, known: Iterable[Known] = ()) -> None:
    """Raise DirectoryRefused with every fault of the file: its rows' own, and those between rows.

    ``known`` are the agencies in the database; those that the file does not list stay as they are, and a new name
    must not clash with one of the same province.
    A row with a fault of its own is named for that; whoever refers to it is not named for its absence.
    What only looks wrong is added to the file's warnings.
    """
    listed = {row.key for row in file.agencies} | file.unread
    stored = {each.key: each for each in known}
    elsewhere = {key: each for key, each in stored.items() if key not in listed}
    _foreign(file, stored)
    _keys(file)
    _names(file, elsewhere)
    _parents(file, elsewhere)
    _contacts(file)
    _successions(file, elsewhere)
    _heir_cycles(file)
    file.refuse()


def _foreign(file: DirectoryFile, stored: Mapping[str, Known]) -> None:
    """A key that another province uses already would silently move its agency here."""
    for row in file.agencies:
        kept = stored.get(row.key)
        if kept is not None and plain_place(kept.province) != plain_place(row.province):
            file.fault(row.at.at("key"), "foreign_key", key=row.key, province=kept.province)


def _keys(file: DirectoryFile) -> None:
    """One row for one identity; two rows whose times overlap contradict each other on some day."""
    first: dict[str, AgencyRow] = {}
    for row in file.agencies:
        other = first.setdefault(row.key, row)
        if other is row:
            continue
        overlap = _overlap(row, other.valid_from, other.valid_to)
        file.fault(
            row.at.at("key"), "key_overlap" if overlap else "duplicate_key", key=row.key,
            first=file.near(other.at.spot), span=_span(other.valid_from, other.valid_to),
        )  # fmt: skip


def _names(file: DirectoryFile, elsewhere: Mapping[str, Known]) -> None:
    """One name means one agency on any day; namesakes under different parents (communes) are told apart."""
    bearers: dict[tuple[str, str], list[tuple[str, str | None, date | None, date | None, str]]] = {}
    for known in elsewhere.values():
        for name in known.names:
            mine = (known.key, known.parent, known.valid_from, known.valid_to, "")
            bearers.setdefault((plain_place(known.province), fold(name)), []).append(mine)
    for row in file.agencies:
        for name in dict.fromkeys((row.name, *row.aliases)):
            folded = (plain_place(row.province), fold(name))
            for key, parent, since, until, place in bearers.get(folded, ()):
                if key == row.key or not _overlap(row, since, until):
                    continue
                if row.level == "commune" and parent != row.parent:
                    continue
                spot = row.at.at("name" if name == row.name else "aliases")
                file.fault(spot, "shared_name", name=name, other=f"{key}{place}", span=_span(since, until))
                break
            mine = (row.key, row.parent, row.valid_from, row.valid_to, f" ({file.near(row.at.spot)})")
            bearers.setdefault(folded, []).append(mine)


def _parents(file: DirectoryFile, elsewhere: Mapping[str, Known]) -> None:
    agencies: dict[str, AgencyRow | Known] = {**elsewhere, **{row.key: row for row in file.agencies}}
    for row in file.agencies:
        if row.parent is None:
            continue
        parent, spot = agencies.get(row.parent), row.at.at("parent")
        if parent is None:
            if row.parent not in file.unread:
                file.fault(spot, "unknown_parent", key=row.key, parent=row.parent)
            continue
        if _rank(parent.level) > _rank(row.level):
            file.fault(
                spot, "parent_below", key=row.key, parent=row.parent,
                level=file.label("level", row.level), above=file.label("level", parent.level),
            )  # fmt: skip
        elif not _overlap(row, parent.valid_from, parent.valid_to):
            span = _span(parent.valid_from, parent.valid_to)
            file.warn(spot, "parent_gone", key=row.key, parent=row.parent, span=span)
        path = [row.key]
        above: str | None = row.parent
        while above is not None and above not in path:
            path.append(above)
            above = agencies[above].parent if above in agencies else None
        # named once, at the row that the circle comes back to
        if above == row.key and row.key == min(path):
            file.fault(spot, "parent_cycle", path=" → ".join([*path, row.key]))


def _contacts(file: DirectoryFile) -> None:
    """One person in one role is written to once."""
    for row in file.agencies:
        seen: dict[tuple[object, ...], Spot] = {}
        for contact in row.contacts:
            same = (contact.role, contact.email, contact.phone, contact.since)
            first = seen.setdefault(same, contact.at.spot)
            if first is not contact.at.spot:
                file.warn(contact.at.spot, "same_contact", name=contact.name, first=file.near(first))


def _successions(file: DirectoryFile, elsewhere: Mapping[str, Known]) -> None:
    agencies: dict[str, AgencyRow | Known] = {**elsewhere, **{row.key: row for row in file.agencies}}
    seen: dict[tuple[object, ...], SuccessionRow] = {}
    for row in file.successions:
        for column, key in (("old", row.old), ("new", row.new)):
            if key is not None and key not in agencies and key not in file.unread:
                file.fault(row.at.at(column), "unknown_heir", key=key)
        if row.new == row.old:
            file.fault(row.at.at("new"), "own_heir", key=row.old)
        elif row.new in agencies:
            _heir_in_time(file, row, agencies[row.new])
        if row.old in agencies:
            _old_in_time(file, row, agencies[row.old])
        same = (row.old, row.new, row.function, row.valid_from)
        other = seen.setdefault(same, row)
        if other is not row:
            file.fault(
                row.at.spot, "duplicate_succession", first=file.near(other.at.spot),
                function=function_name(row.function),
            )  # fmt: skip


def _heir_in_time(file: DirectoryFile, row: SuccessionRow, heir: AgencyRow | Known) -> None:
    since = show(row.valid_from)
    if heir.valid_from is not None and row.valid_from < heir.valid_from:
        file.fault(row.at.at("from"), "heir_not_yet", new=row.new, since=since, start=show(heir.valid_from))
    if heir.valid_to is not None and heir.valid_to < row.valid_from:
        file.fault(row.at.at("from"), "heir_gone", new=row.new, since=since, end=show(heir.valid_to))


def _old_in_time(file: DirectoryFile, row: SuccessionRow, old: AgencyRow | Known) -> None:
    since, spot = show(row.valid_from), row.at.at("from")
    if old.valid_from is not None and row.valid_from < old.valid_from:
        file.fault(spot, "old_not_yet", key=row.old, since=since, start=show(old.valid_from))
    elif old.valid_to is None:
        if row.function is None:
            file.fault(row.at.at("old"), "still_alive", key=row.old, since=since)
        else:
            _hands_over(file, row)
    elif row.valid_from <= old.valid_to and row.function is not None:
        _hands_over(file, row)
    elif row.valid_from <= old.valid_to:
        file.warn(spot, "heir_early", key=row.old, since=since, end=show(old.valid_to))
    elif row.valid_from > old.valid_to + timedelta(days=1):
        first, last = old.valid_to + timedelta(days=1), row.valid_from - timedelta(days=1)
        file.warn(spot, "heir_late", key=row.old, since=since, first=show(first), last=show(last))


def _hands_over(file: DirectoryFile, row: SuccessionRow) -> None:
    """A function that goes elsewhere while its bearer lives on: said, for it is easily meant otherwise."""
    facts = {"key": row.old, "since": show(row.valid_from), "function": function_name(row.function)}
    file.warn(row.at.at("from"), "hands_over", new=row.new or "…", **facts)


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
            file.fault(row.at.at("new"), "heir_cycle", old=row.old, new=row.new)


def _overlap(row: AgencyRow, since: date | None, until: date | None) -> bool:
    return (row.valid_from or date.min) <= (until or date.max) and (since or date.min) <= (row.valid_to or date.max)


def _span(since: date | None, until: date | None) -> str:
    return f"{show(since) if since else '…'} – {show(until) if until else '…'}"


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else 0
