"""Months that no year has ("trong tháng 13/2026", "quý V"), asked about (D133), and what a vague part of one was taken for
(D136): "đầu tháng 4" is its first ten days, "trước tháng 6" lets June pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from compiler.asks.days import Found, place_of
from compiler.duties.assignments import Duty
from compiler.result import Responsibility
from compiler.when.duty_due import times_of
from config.wording import say

_NONE_SUCH = re.compile(
    r"(?<!\w)(?<!lương )(?<!thưởng )(?:tháng (?:00?|1[3-9]|[2-9]\d)|quý (?:0|[5-9]|vi{0,3}|ix|x))(?:(?: ?/ ?| năm )(?:19|20)\d\d|(?![\w/]| ?%))",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"(?<!\w)(?:(?:đầu|giữa|cuối) tháng (?!hằng|hàng|mỗi|cao)\S+|trước (?:tháng|quý) (?:\d|[ivx])\S*|trước năm \d{4})(?: ?/ ?\d{4}| năm \d{4})?(?!\w)",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(?:by|period):(?:(\d{4}-\d\d-\d\d)\.\.)?(\d{4}-\d\d-\d\d)")


def taken_for(duty: Duty, said: Responsibility) -> Iterator[Found]:
    """A remark on the days that words for a part of a month, or for what comes before one, were read as."""
    words = _TAKEN.search(said.due.text) if said.due is not None else None
    days = _SPAN.fullmatch(said.due.rule) if said.due is not None else None
    if words is None or days is None:
        return
    meant = " - ".join(f"{date.fromisoformat(day):%d/%m/%Y}" for day in days.groups() if day)
    values = {"id": said.id, "holder": said.holder, "days": f"“{words[0]}”", "meant": meant}
    yield Found("D136", place_of(words[0], duty), values, None)


def unreal_months(duty: Duty, said: Responsibility) -> Iterator[Found]:
    """A question on the first month or quarter of the duty, or of the field that times it, that no calendar has."""
    if duty.exception_channel:
        return
    for block, start, end in [(duty.block, duty.start, duty.end), *times_of(duty)]:
        for found in _NONE_SUCH.finditer(block.key, start, end):
            place = (block, *found.span())
            days = f"“{block.text[found.start() : found.end()]}”"
            values = {"id": said.id, "holder": said.holder, "days": days, "proposed": say("compile.unreal.none")}
            yield Found("D133", place, values, None)
            return
