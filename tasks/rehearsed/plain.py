"""The same views as plain JSON, beside the keys that a rehearsal has always had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from tasks.rehearsed.compare import Outcome
from tasks.rehearsed.conflicts import Conflict
from tasks.rehearsed.load import Load, by_agency, by_day, total
from tasks.rehearsed.year import Year


def year_json(year: Year, found: Sequence[Conflict], price: int | None) -> dict[str, Any]:
    """``conflicts``, ``load`` by day and agency, and ``cost`` of SMS (``dong`` null without a unit price)."""
    all_year = total(year, price)
    return {
        "conflicts": [asdict(each) | {"day": each.day.isoformat() if each.day else None} for each in found],
        "load": {
            "days": [_load(load) for load in by_day(year, price).values()],
            "agencies": [_load(load) for load in by_agency(year, price)],
        },
        "cost": {"sms": all_year.sms, "segments": all_year.segments, "dong": all_year.dong},
    }


def comparison_json(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """One object a ladder."""
    return [each.to_json() for each in outcomes]


def _load(load: Load) -> dict[str, Any]:
    return {**asdict(load), "messages": load.messages}
