"""The year as one HTML file that needs nothing else: no script, no network, fit for paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from config.wording import language, say
from models.clock import local_day
from tasks.rehearsed.compare import Measure, channel_named, dong, kind_named
from tasks.rehearsed.conflicts import Conflict
from tasks.rehearsed.load import by_agency, by_day, total
from tasks.rehearsed.months import months_of
from tasks.rehearsed.year import Year

HERE = Path(__file__).parent
FIRST_LINES = 12
"""Lines of a long list that stand open; the rest unfolds."""


@dataclass(frozen=True)
class Comparison:
    """Columns and lines of :func:`tasks.rehearsed.compare.measures`."""

    names: Sequence[str]
    lines: Sequence[Measure]


def page(
    year: Year,
    found: Sequence[Conflict],
    *,
    made_on: date,
    price: int | None = None,
    compared: Comparison | None = None,
) -> str:
    """The calendar page. ``made_on`` is printed on it; ``price`` is dong for one SMS segment."""
    days = by_day(year, price)
    return _template().render(
        year=year,
        conflicts=found,
        compared=compared,
        made_on=made_on,
        price=price,
        total=total(year, price),
        months=months_of(year, price),
        busiest=sorted(days.values(), key=lambda load: (-load.messages, load.key))[:FIRST_LINES],
        agencies=by_agency(year, price),
        asked=len({each.agency_key for each in year.asked}),
        outcomes=_outcomes(year),
        unsent=_unsent(year),
        ladder=year.rounds[0].ladder.name,
        first_lines=FIRST_LINES,
        language=language(),
        style=Markup((HERE / "year.css").read_text("utf-8")),
    )


def _outcomes(year: Year) -> dict[str, list[tuple[str, int]]]:
    counts: dict[str, Counter[str]] = {kept.id: Counter() for kept in year.rounds}
    for each in year.asked:
        counts[each.round_id][each.status] += 1
    return {round_id: sorted(found.items(), key=lambda pair: -pair[1]) for round_id, found in counts.items()}


def _unsent(year: Year) -> list[dict[str, Any]]:
    """Messages that did not leave, counted by cause."""
    causes = Counter((each.round_id, each.kind, each.channel, each.reason) for each in year.unsent)
    return [
        {
            "round": year.round_named(round_id),
            "kind": kind_named(kind),
            "channel": channel_named(channel),
            "reason": reason,
            "count": count,
        }
        for (round_id, kind, channel, reason), count in causes.most_common()
    ]


@cache
def _template() -> Template:
    made = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals.update(
        t=lambda key, **facts: say(f"rehearsed.{key}", **facts),
        chip=lambda status: say(f"chip.{status}"),
        dong=dong,
        local=local_day,
    )
    made.filters["day"] = lambda day: f"{day:%d/%m/%Y}"
    made.filters["short"] = lambda day: f"{day:%d/%m}"
    return made.get_template("year.html.j2")
