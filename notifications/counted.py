"""Days to and since a deadline, counted for the day on which a letter leaves.

A letter may wait: for its sending hours, for a server that was down. What it says about days must be true when it is
read, so they are counted when it leaves and not when it was written. Working days after the deadline's day, up to and
including the day of leaving; of a returned report, the deadline by which it must be back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from config.workdays import working_days_between

ABOUT_ONE = ("request", "reminder", "overdue")
ABOUT_MANY = ("listed", "decide")
"""Kinds that say how late somebody is now. Receipts and summaries tell what was, a draft letter's file is written."""


def counted_on(kind: str, context: Mapping[str, Any], day: date) -> Mapping[str, Any]:
    """The facts of a letter with the days as of ``day``; kinds that are not about today keep theirs.

    A fact that is missing stays missing: whoever renders says which (notifications/kinds.py).
    """
    if kind in ABOUT_ONE and "due" in context.get("round", ()):
        return {**context, **_days(context["round"]["due"], day)}
    if kind in ABOUT_MANY:
        return {**context, "rows": [_row(row, day) for row in context["rows"]]}
    if kind == "digest":
        return {**context, "lines": [_line(line, day) for line in context["lines"]]}
    return context


def _line(line: Mapping[str, Any], day: date) -> Mapping[str, Any]:
    return {**line, **_days(line["due"], day)} if line["kind"] in ABOUT_ONE else line


def _row(row: Mapping[str, Any], day: date) -> Mapping[str, Any]:
    return {**row, "days_late": _days(row["due"], day)["days_late"]} if "due" in row else row


def _days(due: str, day: date) -> dict[str, int]:
    late = working_days_between(date.fromisoformat(due), day)
    return {"days_late": max(0, late), "days_left": max(0, -late)}
