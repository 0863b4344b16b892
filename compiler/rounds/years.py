"""The years that a plan is for, as its title says: one, a phase of several, or from one quarter or year into another."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from compiler.result import PlanHead
from compiler.text.manuscript import same_tone
from compiler.when.dates import last_of_month
from compiler.when.rules import QUARTERS

_SPAN = re.compile(r"((?:19|20)\d\d)\s*(?:[-–]|đến(?:\s+năm)?)\s*(?:năm\s+)?((?:19|20)\d\d)", re.IGNORECASE)
_TERM = re.compile(
    r"(?:nhiệm\s+kỳ|kh(?:óa|oá)(?:\s+[IVXL\d]{1,6})?)[,\s(]{1,3}(?:năm\s+)?(?:19|20)\d\d\s*(?:[-–]|đến(?:\s+năm)?)\s*"
    r"(?:19|20)\d\d",
    re.IGNORECASE,
)
"""A council's or committee's term of office: "đại biểu HĐND xã nhiệm kỳ 2026 - 2031" says nothing of the plan's years."""
_UNTIL = re.compile(r"(?<!hướng )(?<!nhìn )đến\s+(?:hết\s+)?năm\s+((?:19|20)\d\d)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!đến )năm\s+((?:19|20)\d\d)", re.IGNORECASE)

_PART = r"(?:quý (?P<q{0}>iv|i{{1,3}}|[1-4])|tháng (?P<m{0}>0?[1-9]|1[0-2])|(?:0?6|sáu) tháng (?P<h{0}>đầu|cuối)|quý (?P<o{0}>đầu|cuối))"
_POINT = rf"(?:{_PART}(?:,? (?:của )?năm | ?/ ?|,? )|(?:các )?năm )?(?P<y{{0}}>20\d\d)"
_JOINED = re.compile(
    rf"(?<![\w/-])(?<!giai đoạn )(?:{_POINT.format(1)})(?: ?(?:,| và(?: cả)?| đến(?: hết)?| tới|-|–) ?){_POINT.format(2)}(?![\w/-])",
    re.I,
)
"""Two times that follow each other: "quý IV năm 2025 và năm 2026", "tháng 11/2025 đến tháng 4/2026", "năm 2026 và 2027"."""


class Span(NamedTuple):
    """The first and last day that a plan of several years is for, as far as its title says them."""

    first: date
    last: date


def years_of(head: PlanHead) -> range | None:
    """The years that a title spans ("giai đoạn 2021-2025", "đến năm 2030", "quý IV năm 2025 và năm 2026"); None for a plan
    of one year.

    "năm 2024" beside a phase is the plan's year and the phase that of its parent. A term of office is no span.
    """
    if said := span_of(head):
        return range(said.first.year, said.last.year + 1)
    title = _TERM.sub(" ", head.title or "")
    span = _SPAN.search(title)
    if _YEAR.search(_SPAN.sub(" ", title)):
        return None
    until = _UNTIL.search(title)
    issued = head.issued_on.year if head.issued_on else head.year
    if span:
        first, last = int(span[1]), int(span[2])
    elif until and issued:
        first, last = issued, int(until[1])
    else:
        return None
    first = max(first, issued or first)
    return range(first, last + 1) if last > first else None


def span_of(head: PlanHead) -> Span | None:
    """From which day to which a title says that its plan is for, where it joins two times of different years; None where
    it does not, or where the first year was over at the issue ("Báo cáo năm 2025 và …")."""
    found = _JOINED.search(same_tone(_TERM.sub(" ", head.title or "")))
    if found is None or int(found["y1"]) >= int(found["y2"]):
        return None
    first, last = _months(found, 1)[0], _months(found, 2)[1]
    if head.issued_on is not None and int(found["y1"]) < head.issued_on.year:
        return None
    return Span(date(int(found["y1"]), first, 1), last_of_month(int(found["y2"]), last))


def _months(found: re.Match[str], nth: int) -> tuple[int, int]:
    """The first and last month of one of the two times."""
    if quarter := found[f"q{nth}"]:
        return 3 * QUARTERS[quarter.lower()] - 2, 3 * QUARTERS[quarter.lower()]
    if month := found[f"m{nth}"]:
        return int(month), int(month)
    if half := found[f"h{nth}"]:
        return (1, 6) if half.lower() == "đầu" else (7, 12)
    if outer := found[f"o{nth}"]:
        return (1, 3) if outer.lower() == "đầu" else (10, 12)
    return 1, 12
