"""Several plans rehearsed together: those of one province on one clock, provinces side by side.

Plans of one province meet at the same desks: their letters travel in one digest, their deadlines fall on one day.
Provinces have no desk in common, so that each is played in a process of its own.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from compiler.planfile.read import load_planfile
from models.directory_file import read_directory
from models.ladder import Ladder
from models.naming import plain_place
from tasks.behaviours import Behaviours
from tasks.calendar import copy_calendar
from tasks.directory import copy_directory, import_directory
from tasks.office import Office
from tasks.rehearse import Told, rehearse
from tasks.rehearsed.told import Rehearsal
from tasks.rehearsed.year import Year, year_of


@dataclass(frozen=True)
class Part:
    """One province's plans, and the directory files of its agencies; none: the office's own directory.

    ``year``: plans of another year are moved to this one.
    """

    province: str
    plans: tuple[Path, ...]
    directories: tuple[Path, ...]
    folder: Path
    year: int | None = None


@dataclass(frozen=True)
class Played:
    """One province's year: as plain data, and as what the views are made of."""

    province: str
    result: Rehearsal
    year: Year


def parts_of(plans: Sequence[Path], directories: Sequence[Path], folder: Path, year: int | None = None) -> list[Part]:
    """The plans by province, in the order in which provinces are first named; each gets a folder of its own.

    A lone directory file serves whatever province the plans speak of.
    """
    by_province: dict[str, list[Path]] = defaultdict(list)
    for path in plans:
        by_province[load_planfile(path).plan.province or ""].append(path)
    if len(by_province) == 1 or len(directories) <= 1:
        homes = {province: tuple(directories) for province in by_province}
    else:
        places = {path: plain_place(read_directory(path.read_bytes(), str(path)).province) for path in directories}
        homes = {
            province: tuple(path for path in directories if places[path] == plain_place(province))
            for province in by_province
        }
    return [
        Part(province, tuple(some), homes[province], folder if len(by_province) == 1 else folder / str(number), year)
        for number, (province, some) in enumerate(by_province.items(), start=1)
    ]


def play_parts(
    parts: Sequence[Part],
    cast: Behaviours,
    *,
    at: date | None = None,
    ladder: Ladder | None = None,
    keep_mail: bool = False,
    tell: Told = lambda line: None,
) -> list[Played]:
    """Rehearse every part; several at once, as many as there are processors. Raises what rehearsing raises."""
    if len(parts) == 1:
        return [_play(parts[0], cast, at, ladder, keep_mail, tell)]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        coming = [pool.submit(_play, part, cast, at, ladder, keep_mail) for part in parts]
        return [each.result() for each in coming]


def _play(
    part: Part,
    cast: Behaviours,
    at: date | None,
    ladder: Ladder | None,
    keep_mail: bool,
    tell: Told = lambda line: None,
) -> Played:
    own = None if part.directories else Office.open()
    offices: list[Office] = []

    def fill(scratch: Office) -> None:
        offices.append(scratch)
        for path in part.directories:
            import_directory(scratch, path)
        if own is not None:
            copy_directory(own, scratch)
            copy_calendar(own, scratch)

    result = rehearse(
        part.plans,
        part.folder,
        fill,
        cast,
        at=at,
        ladder=ladder,
        year=part.year,
        keep_mail=keep_mail,
        beside=own,
        tell=tell,
    )
    (scratch,) = offices
    with scratch.database.reading() as session:
        year = year_of(session, result.plan_keys)
    scratch.database.dispose()
    return Played(part.province, result, year)
