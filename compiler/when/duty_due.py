"""When a duty is due: its record's own time, its words, or the time that an item beside it gives for all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from compiler.duties.assignments import Duty
from compiler.duties.labels import Place, labels_of
from compiler.text.blocks import Block
from compiler.when.due import FoundDue, read_due
from compiler.when.years import PlanYears

_COMPLETES = re.compile(r"hoàn (?:thành|tất)|thời hạn|hạn (?:cuối|nộp|gửi)", re.IGNORECASE)
"""A label or a column's title under which a month is the one by whose end the task is done."""

_TIMED_HEADING = re.compile(
    r"\((?P<said>(?:(?:thời (?:gian|hạn)|hạn)(?: [^():]{1,20})?:|(?:thời hạn|chậm nhất|(?:xong |hoàn thành )?trước ngày)\s)[^()]{2,60})\)[ :]*$",
    re.IGNORECASE,
)
"""A heading that says its holder's time behind the name: "1. Sở Y tế (trước ngày 30/6/2026)"."""

STEP = 30
"""How many paragraphs and items one step may have before the time that closes it."""


def due_of(duty: Duty, plan: PlanYears) -> FoundDue | None:
    """The duty's due: the record's own time first, else what the text says."""
    if duty.record is not None and duty.record.time is not None:
        own = read_due(duty.text, duty.key, year=plan.year, plan=plan) if len(duty.record.tasks) > 1 else None
        if own is not None and _names_days(own):
            return own  # "(2) Họp lần hai: chậm nhất ngày …" among tasks with one time for all
        found = _read(duty.record.time, plan)
        return _as_last_day(found) if found is not None and duty.record.completes else found
    said = _own_due(duty, plan)
    if said is not None and said.due.rule != "other":
        return said
    return (
        _time_in_field(duty, plan) or _time_beside(duty, plan) or said
    )  # "Sau khi … phê duyệt" above "Thời gian: …": the day speaks


def hangs_on_year(duty: Duty, plan: PlanYears) -> bool:
    """Whether the duty's day is one of the plan's year for no better reason than that the statement names no year."""
    if plan.year is None:
        return False
    here, later = due_of(duty, plan), due_of(duty, plan._replace(year=plan.year + 1))
    return here is not None and later is not None and here.due.rule != later.due.rule


def _names_days(found: FoundDue) -> bool:
    return all(re.match(r"(?:by|year):", part) for part in found.due.rule.split("+"))


def _as_last_day(found: FoundDue) -> FoundDue:
    """A month or quarter under "Thời gian hoàn thành" names its last day; a longer span stays what it is (GUIDE)."""
    parts = [_last_day_of(part) for part in found.due.rule.split("+")]
    return found._replace(due=found.due.model_copy(update={"rule": "+".join(parts)}))


def _last_day_of(part: str) -> str:
    span = re.fullmatch(r"period:(\d{4})-(\d\d)-01\.\.((\d{4})-(\d\d)-\d\d)", part)
    if span is None or span[1] != span[4]:
        return part
    first, last = int(span[2]), int(span[5])
    return f"by:{span[3]}" if last == first or (last - first == 2 and last % 3 == 0) else part


def times_of(duty: Duty) -> list[Place]:
    """The fields that say when the duty is due besides its own words: its record's, else the one beside it."""
    if duty.record is not None:
        return [duty.record.time] if duty.record.time is not None else []
    beside = _place_beside(duty)
    return [beside] if beside is not None else []


def _time_in_field(duty: Duty, plan: PlanYears) -> FoundDue | None:
    """The time in a field amid the duty's own words ("… (Sở A chủ trì; thời gian: Quý II)"), or in one below its item."""
    amid = [
        (one.block, one.start, one.end)
        for one in (labels_of(duty.block) if ":" in duty.text else [])
        if one.kind == "time" and duty.start < one.at and one.end <= duty.end
    ]
    below = list(_times(duty.block)) if duty.record is None and duty.stands_below else []
    return next((found for time in [*amid, *below] if (found := _read(time, plan)) is not None), None)


def _time_beside(duty: Duty, plan: PlanYears) -> FoundDue | None:
    beside = _place_beside(duty)
    return _read(beside, plan) if beside is not None else None


def _place_beside(duty: Duty) -> Place | None:
    """Where an item beside the duty gives the time for all under one heading: "b) Thời gian: Từ ngày …"."""
    at = duty.block
    for above in duty.block.ancestors():
        section = above.sort in {"roman", "part", "capital"}
        if above.timed is None:
            above.timed = {id(time[0]): time for time in _times(above)}
        if above.timed:
            first = next(iter(above.timed.values()))
            for_all = first[0].sort != "para" or (len(above.timed) == 1 and first[0].position < at.position)
            return _closes_step(above, at, above.timed) if section or not for_all else first
        if heading := _TIMED_HEADING.search(above.key) if above.key.rstrip(" :").endswith(")") else None:
            return above, *heading.span("said")
        if section:
            return None
        at = above
    return None


def _read(time: Place, plan: PlanYears) -> FoundDue | None:
    block, start, end = time
    found = read_due(block.text[start:end], block.key[start:end], year=plan.year, plan=plan, time=True)
    return _as_last_day(found) if found is not None and _COMPLETES.search(block.key, 0, start) else found


def _times(above: Block) -> Iterator[Place]:
    for item in above.children:
        labels = labels_of(item)
        if labels and labels[0].kind == "time" and labels[0].at == 0 and len(labels) == 1:
            yield item, labels[0].start, labels[0].end


def _closes_step(above: Block, at: Block, times: Mapping[int, Place]) -> Place | None:
    """The paragraph with the time behind `at`, before the next step begins: where steps follow each other, each closes
    with its own."""
    if at.sort.startswith("number") and at.children:
        return None
    for one in above.children[at.position + 1 : at.position + 1 + STEP]:
        if id(one) in times:
            return times[id(one)] if one.sort == "para" else None
        if one.sort != at.sort and one.sort.startswith("number"):
            return None
    return None


_HANDED_ON = re.compile(
    r"(?<!\w)(?:gửi|nộp|chuyển)\s(?:[^\s.;]{1,30}\s){1,20}?(?:để\s|(?<!và\s)(?<!,\s))tổng hợp,?\s(?=[^.;]{0,60}(?:trình|báo cáo|gửi)\s)"
)
"""What is sent to another body for it to put together and report on: "gửi Chi cục X tổng hợp, báo cáo …"."""


def _before_handing_on(duty: Duty, said: FoundDue | None, plan: PlanYears) -> FoundDue | None:
    """The due without the last day by which another body reports in its turn; that day is told of (D135)."""
    if said is None or "+by:" not in said.due.rule:
        return said
    on = _HANDED_ON.search(duty.own_key, 0, said.end)
    if on is None:
        return said
    own = read_due(duty.own_text[: on.end()], duty.own_key[: on.end()], year=plan.year, plan=plan)
    return own if own is not None and own.due.rule.startswith("by:") else said


def _own_due(duty: Duty, plan: PlanYears) -> FoundDue | None:
    said = _before_handing_on(duty, read_due(duty.own_text, duty.own_key, year=plan.year, plan=plan), plan)
    told = read_due(duty.implied, duty.implied, year=plan.year, plan=plan) if duty.implied and said is None else None
    # "phối hợp thường xuyên …:" says how, not when
    return said or (told if told is not None and told.due.rule != "continuous" else None)
