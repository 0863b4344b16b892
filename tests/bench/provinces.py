"""A year of the sample plan in 34 provinces of 150 agencies each: every tick, letter and reply of it."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from compiler.document import compile_document
from compiler.planfile.decide import accept_all
from compiler.planfile.model import PlanFile
from compiler.planfile.write import dump_planfile
from models.bodies import Wanted, draft
from models.directory_text import directory_text
from tasks.behaviours import Behaviours
from tasks.rehearsed.provinces import parts_of, play_parts
from tests.bench.rehearsing import DEPARTMENTS, SAMPLE
from tests.bench.row import Row

PROVINCES = 34
AGENCIES = 150
MOST_SECONDS = 120.0
MOST_MB = 1000.0


def measure() -> list[Row]:
    """Seconds for all years, and the memory of the largest process times the number of processes at once.

    Measured in a process of its own: what other measures took before is not the rehearsal's.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        spent, rounds, messages, used = apart.submit(_play_all).result()
    name = f"rehearse {PROVINCES} provinces x {AGENCIES} x {rounds} rounds, {messages} messages"
    return [
        Row(name, spent, "s", f"<= {MOST_SECONDS:.0f} s", spent <= MOST_SECONDS),
        Row("  memory of all its processes, at most", used, "MB", f"<= {MOST_MB:.0f} MB", used <= MOST_MB),
    ]


def _play_all() -> tuple[float, int, int, float]:
    """Seconds, rounds of a province, messages of all, MB."""
    with scene(PROVINCES, AGENCIES) as (plans, directories, folder):
        began = time.perf_counter()
        played = play_parts(parts_of(plans, directories, folder), Behaviours())
        spent = time.perf_counter() - began
    asked = [max(kept["asked"] for kept in each.result.rounds if "asked" in kept) for each in played]
    assert asked == [AGENCIES] * PROVINCES
    rounds = max(len(each.result.rounds) for each in played)
    return spent, rounds, sum(len(each.result.messages) for each in played), _megabytes()


@contextmanager
def scene(provinces: int, agencies: int) -> Iterator[tuple[list[Path], list[Path], Path]]:
    """(plan files, directory files, an empty folder): the sample plan as each province would issue it."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        file = accept_all(compile_document(SAMPLE), by="bench", why="bench", at=datetime(2026, 11, 21, tzinfo=UTC))
        year = file.plan.year
        assert year is not None
        communes = tuple(f"xã Mẫu {number}" for number in range(1, agencies - DEPARTMENTS + 1))
        plans, directories = [], []
        for number in range(1, provinces + 1):
            province = f"Sông Thử {number}"
            plans.append(folder / f"plan-{number}.yaml")
            _issue(file, province, plans[-1])
            wanted = Wanted(province, date(year, 1, 1), date(year, 12, 31), None, (), communes, True)
            directories.append(folder / f"directory-{number}.yaml")
            directories[-1].write_text(directory_text(draft(wanted)), "utf-8")
        yield plans, directories, folder / "scratch"


def _issue(file: PlanFile, province: str, path: Path) -> None:
    """The same plan as another province writes it."""
    assert file.plan.province is not None
    dump_planfile(file, path)
    path.write_text(path.read_text("utf-8").replace(file.plan.province, province), "utf-8")


def _megabytes() -> float:
    """What this process and two of its children took at most: ru_maxrss is in KiB and of the largest child."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return (own + (os.cpu_count() or 1) * largest) / 1024
