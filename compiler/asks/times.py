"""Words of time in a duty that has no due: told of, so that no deadline falls silent (config/grammar/times.yaml).

A deadline that no rule reads is a report that nobody asks for in time. What sets one is warned of; a condition or an
occasion ("khi cần thiết", "nhân dịp …") is remarked on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from compiler.asks.days import Found
from compiler.duties.assignments import Duty
from compiler.grammar import load
from compiler.result import Responsibility, Severity
from compiler.when.due import DATA_WINDOW, PAST
from compiler.when.rules import MONTH_NAME

_COUNT = r"(?:\d{1,3}|một|hai|ba|vài) ?(?:phút|giờ|h|ngày|tuần|tháng|năm)(?!\w)"
_ON = r"(?: (?!(?:để|và|phải|gửi|nhằm|báo cáo|đồng thời|thì)(?!\w))[^\s.;,:()]{1,20}){0,9}"
_OPEN = re.compile(r"(?:other|continuous|on-demand)(?:\+(?:other|continuous|on-demand))*")
"""Due rules that name neither a day nor a period."""
MOST = 2
"""So many phrases of one duty are told of."""


class Line(NamedTuple):
    """A line of the grammar: what it matches, whether it sets a deadline, and the words before that make it no time."""

    said: re.Pattern[str]
    sure: bool
    unless_after: re.Pattern[str] | None


def time_findings(duty: Duty, said: Responsibility, told: Iterable[Found]) -> Iterator[Found]:
    """A finding on each phrase of time of a duty without a day or a period; none on what `told` findings point at."""
    if duty.exception_channel or (said.due is not None and not _OPEN.fullmatch(said.due.rule)):
        return
    low = DATA_WINDOW.sub(lambda window: " " * len(window[0]), duty.own_key[: duty.end - duty.start].lower())
    taken = [(one.place[1] - duty.start, one.place[2] - duty.start) for one in told if one.place[0] is duty.block]
    if said.due is not None and (at := duty.own_text.find(said.due.text)) >= 0:
        taken.append((at, at + len(said.due.text)))
    found: list[tuple[int, int, bool]] = []
    for line in lines():
        for match in line.said.finditer(low):
            start, end = match.span()
            if any(start < last and first < end for first, last in taken) or _is_none(line, low, start):
                continue
            taken.append((start, end))
            found.append((start, end, line.sure))
    for start, end, sure in sorted(found, key=lambda one: (not one[2], one[0]))[:MOST]:
        place = (duty.block, duty.start + start, duty.start + end)
        days = f"“{duty.own_text[start:end]}”"
        yield Found(
            "D142", place, {"id": said.id, "holder": said.holder, "days": days}, None, None if sure else Severity.INFO
        )


def _is_none(line: Line, low: str, start: int) -> bool:
    before = low[max(0, start - 90) : start]
    return bool((line.unless_after and line.unless_after.search(before)) or PAST.search(before[-60:]))


@cache
def lines() -> tuple[Line, ...]:
    """The lines of config/grammar/times.yaml in their order: the first that matches a stretch of text takes it."""
    return tuple(
        Line(
            re.compile(rf"(?<!\w)(?:{_filled(line['match'])})"),
            line["sure"],
            re.compile(rf"(?<!\w){line['unless_after']}") if "unless_after" in line else None,
        )
        for line in load("times")["unread"]
    )


def _filled(pattern: str) -> str:
    return pattern.replace("{n}", _COUNT).replace("{e}", _ON).replace("{w}", MONTH_NAME)
