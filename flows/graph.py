"""A round drawn as a flow run's graph: one task for each agency, contributors before the consolidator."""

from __future__ import annotations

import logging
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from config.wording import say
from tasks.picture import PictureRow, RoundPicture
from tasks.prefect import following, stand

ONE_BY_ONE = 60
"""Up to this many agencies each is a task; above, tasks stand for batches (a graph of more cannot be read)."""

BATCH = 20

COLOUR = {
    "on_time": "COMPLETED",
    "late": "COMPLETED",
    "waiting": "CANCELLED",
    "overdue": "FAILED",
    "returned": "CRASHED",
    "missing": "FAILED",
    "unanswered": "CANCELLED",
    "cancelled": "CANCELLED",
}
"""Status -> state type. Only final types draw as a closed box: green, grey, red, orange."""

REPORTING = ("reports_to", "consolidates")


@dataclass(frozen=True)
class Node:
    """A task of the graph: its name without Vietnamese letters, and the agencies it stands for."""

    name: str
    status: str
    agencies: tuple[str, ...]


def draw_round(picture: RoundPicture, after: Any = None) -> None:
    """Run the tasks of a round's graph inside the current flow run; `after` is a future that precedes all."""
    made = nodes(picture)
    arrows = before(made, picture)
    futures: dict[str, Any] = {}
    with _quiet_task_runs():
        for node in made:
            upstream = [following(futures[name]) for name in arrows[node.name]]
            if not upstream and after is not None:
                upstream = [following(after)]
            futures[node.name] = stand.with_options(task_run_name=node.name).submit(
                COLOUR[node.status], say(f"chip.{node.status}"), wait_for=upstream, return_state=False
            )
        for future in futures.values():
            future.wait()
        name = f"{plain(picture.coordinator_name)} · tong hop"
        closing = stand.with_options(task_run_name=name).submit(
            *_consolidator(picture), wait_for=[following(future) for future in futures.values()], return_state=False
        )
        closing.wait()


def nodes(picture: RoundPicture) -> list[Node]:
    """The graph's tasks in an order in which every edge leads forward where that can be had."""
    rows = _forward(picture)
    if len(rows) <= ONE_BY_ONE:
        return _distinct([Node(short_name(row), row.status, (row.agency_key,)) for row in rows])
    batches = []
    by_status: dict[str, list[PictureRow]] = defaultdict(list)
    for row in rows:
        by_status[row.status].append(row)
    for status, group in by_status.items():
        for start in range(0, len(group), BATCH):
            batch = group[start : start + BATCH]
            named = ", ".join(short_name(row) for row in batch[:2])
            name = f"{named} +{len(batch) - 2}" if len(batch) > 2 else named
            batches.append(Node(name, status, tuple(row.agency_key for row in batch)))
    return _distinct(batches)


def before(made: Sequence[Node], picture: RoundPicture) -> dict[str, list[str]]:
    """Node name -> names of the nodes drawn before it: guides, funds, leads among agencies; never backwards."""
    home = {agency: index for index, node in enumerate(made) for agency in node.agencies}
    arrows: dict[str, set[int]] = {node.name: set() for node in made}
    for source, target, kind in picture.edges:
        if kind in REPORTING or source not in home or target not in home:
            continue
        if home[source] < home[target]:
            arrows[made[home[target]].name].add(home[source])
    return {name: [made[index].name for index in sorted(sources)] for name, sources in arrows.items()}


def short_name(row: PictureRow) -> str:
    """An agency in a graph: without marks, and with the one abbreviation that everybody writes."""
    return plain(row.agency_name.replace("Ủy ban nhân dân", "UBND"))


def plain(text: str) -> str:
    """The text without Vietnamese marks: the graph's canvas font has no letters for them."""
    folded = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(letter for letter in folded if not unicodedata.combining(letter)))


def _forward(picture: RoundPicture) -> list[PictureRow]:
    """Rows in topological order of the working edges; where they run in a circle, by name."""
    waiting: dict[str, set[str]] = {row.agency_key: set() for row in picture.rows}
    for source, target, kind in picture.edges:
        if kind not in REPORTING and source in waiting and target in waiting:
            waiting[target].add(source)
    left = {row.agency_key: row for row in picture.rows}
    ordered: list[PictureRow] = []
    while left:
        free = next((key for key in left if not waiting[key] & left.keys()), next(iter(left)))
        ordered.append(left.pop(free))
    return ordered


def _consolidator(picture: RoundPicture) -> tuple[str, str]:
    """(state type, name) of the last task: what still keeps the coordinator from consolidating."""
    open_ = sum(picture.counts.get(status, 0) for status in ("waiting", "overdue", "returned"))
    if open_:
        return COLOUR["waiting"], say("graph.waits_for", count=open_)
    return "COMPLETED", say("graph.complete")


def _distinct(made: list[Node]) -> list[Node]:
    """Two agencies whose names differ only by marks ("Sơn Hà", "Sơn Hả") still need two names."""
    seen: dict[str, int] = defaultdict(int)
    named = []
    for node in made:
        seen[node.name] += 1
        name = node.name if seen[node.name] == 1 else f"{node.name} ({seen[node.name]})"
        named.append(Node(name, node.status, node.agencies))
    return named


@contextmanager
def _quiet_task_runs() -> Iterator[None]:
    """The engine logs every late agency as an error of the software, with "NoneType: None"; its state says it."""
    logger = logging.getLogger("prefect.task_runs")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
