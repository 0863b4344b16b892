"""Days that a duty states and that its due does not hold: days of no calendar, years of two digits, days that no rule reads.

A day lost in silence is a duty that nobody asks for in time: each is in the due rule or in a finding here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from compiler.duties.assignments import Duty
from compiler.duties.labels import Place
from compiler.result import Due, Proposal, Responsibility, Severity
from compiler.text.manuscript import same_tone
from compiler.when.duty_due import times_of
from compiler.when.holidays import Proposed, by_calendar
from compiler.when.rules import of_kind
from compiler.when.written_days import NO_MONTH, WrittenDay, written_days
from compiler.when.years import PlanYears
from config.wording import say

_EACH = re.compile(r"(?:monthly|quarterly|half-yearly|yearly|weekly)(?![a-z])")
_PERIODS = re.compile(r"(?:half-yearly|nine-monthly|yearly)$")


class Found(NamedTuple):
    """A finding on days: its code, the place of the first of them, what it says, and what it proposes."""

    code: str
    place: Place
    values: dict[str, str]
    proposal: Proposal | None
    severity: Severity | None = None
    """Other than its code's."""


def day_findings(duty: Duty, said: Responsibility, plan: PlanYears) -> Iterator[Found]:
    """What is to be asked or said about the days that `duty` writes in a plan of such years."""
    year = plan.year
    if duty.exception_channel:
        return
    rule = said.due.rule if said.due else ""
    days = list(_days(duty, year))
    days += [each for each in _in_own_words(duty, said, year) if each[1][1:] not in {one[1][1:] for one in days}]
    unreal = [each for each in days if not each[0].exists(year)]
    vague = [each for each in days if each[0].exists(year) and len(each[0].year) == 2]
    unknown = [each for each in vague if each[0].year_meant(year) is None]
    apart = _apart(duty, rule)
    unread = [
        each
        for each in days
        if each not in unreal
        and each not in vague
        and (each[0].torn or not each[0].in_rule(rule))
        and not _asked_as_vague(each[0], said)
        and not (apart and each[0].month == NO_MONTH and each[0].said in apart[0])
    ]
    if apart is not None:
        yield apart_found(apart, duty, said)
    if unreal:
        instead = _last_days(said, [each[0] for each in unreal], year)
        value = {"text": said.due.text if said.due else unreal[0][0].said, "rule": instead}
        path, reason = f"responsibilities.{said.id}.due", say("compile.unreal.reason")
        proposal = Proposal(path=path, value=value, reason=reason) if instead else None
        yield _found("D133", unreal, said, proposal, proposed=_told(instead))
    if unknown:
        yield _found("D134", unknown, said, None)
    elif assumed := [each for each in vague if each[0].year_meant(year) != year and each[0].in_rule(rule)]:
        meant = ", ".join(f"{one.day:02d}/{one.month:02d}/{one.year_meant(year)}" for one, _ in assumed)
        yield _found("D136", assumed, said, None, meant=meant)
    unread += [each for each in vague if each not in unknown and not each[0].in_rule(rule)]
    if unread:
        yield _found("D135", unread, said, None)


_APART = re.compile(
    r"(?<!\w)riêng (?:đối với |với )?(?:báo cáo |kỳ |số liệu )?(?:tháng|quý|0?6 tháng|năm|kỳ|đợt) [^.;()]{0,60}?"
    r"(?:trước|chậm nhất|vào)(?: là| vào| trước)? ngày (?P<day>\d{1,2})(?!\d|[/.-]\d)(?! tháng \d)"
)
"""A period that has a day other than the rest: "trước ngày 05 hằng tháng, riêng tháng 5 trước ngày 28"."""


def _apart(duty: Duty, rule: str) -> re.Match[str] | None:
    """The day of one period that the due, the same for all periods, does not hold."""
    found = _APART.search(duty.own_key.lower()) if _EACH.search(rule) else None
    return found if found and f":{int(found['day']):02d}" not in rule else None


def apart_found(apart: re.Match[str], duty: Duty, said: Responsibility) -> Found:
    """The warning about a day that only one of the periods has."""
    words = duty.own_text[apart.start() : apart.end()]
    return Found("D135", place_of(words, duty), {"id": said.id, "holder": said.holder, "days": f"“{words}”"}, None)


def _asked_as_vague(day: WrittenDay, said: Responsibility) -> bool:
    """Whether the day has no month and the due that names it is asked about for that (D137)."""
    return (
        day.month == NO_MONTH
        and said.due is not None
        and said.due.rule == "other"
        and day.said.casefold() in said.due.text.casefold()
    )


_WORD, _MARK = re.compile(r"[^\W\d_]{2,}"), re.compile(r"[\dxXvV×+✓✔√●•]")


def _only_marks(said: str) -> bool:
    """Whether a time is nothing but marks or figures, of which nobody can say when."""
    return _WORD.search(said) is None and _MARK.search(said) is not None


def vague_findings(duties: list[Duty], said: list[Responsibility], plan: PlanYears) -> Iterator[Found]:
    """Times that say no day ("trước Tết", "trong tháng cao điểm"), or that are only marks or figures of a table ("x",
    "T3: 15"), each phrase once with all duties that it times; where the working calendar gives the day, it is proposed."""
    timed: dict[str, list[tuple[Duty, Responsibility]]] = {}
    for duty, one in zip(duties, said, strict=True):
        if (
            one.due is not None
            and one.due.rule == "other"
            and (of_kind(one.due.text, "vague") or _only_marks(one.due.text) or _by_calendar(one.due, plan))
        ):
            timed.setdefault(one.due.text.casefold(), []).append((duty, one))
    for some in timed.values():
        duty, first = some[0]
        assert first.due is not None
        values = {
            "id": first.id,
            "phrase": first.due.text,
            "ids": ", ".join(f"{one.id} ({one.holder})" for _, one in some),
        }
        given = _by_calendar(first.due, plan)
        value = {"text": first.due.text, "rule": given.rule} if given else None
        path = f"responsibilities.{first.id}.due"
        proposal = Proposal(path=path, value=value, reason=given.reason) if given else None
        yield Found("D137", place_of(first.due.text, duty), values, proposal)


def _by_calendar(due: Due, plan: PlanYears) -> Proposed | None:
    return by_calendar(same_tone(due.text), plan)


def gathered(found: Iterable[Found]) -> Iterator[Found]:
    """One finding for each place in the text: the time of a heading or a field that holds for six duties is asked about
    once, with all of them. Duties whose due would become another are asked about apart."""
    together: dict[object, list[Found]] = {}
    for one in found:
        (block, *span), becomes = one.place, one.proposal.value if one.proposal else None
        together.setdefault((one.code, id(block), *span, one.values["days"], str(becomes)), []).append(one)
    for first, *others in together.values():
        if others:
            ids = ", ".join(each.values["id"] for each in others)
            holder = say("compile.day.shared", holder=first.values["holder"], ids=ids)
            first = first._replace(values={**first.values, "holder": holder})
        yield first


def place_of(words: str, duty: Duty) -> Place:
    """Where a duty's words of time stand, else the duty."""
    own = (duty.block, duty.start, duty.end)
    for block, start, end in (own, *times_of(duty)):
        at = block.text.find(words, start, end)
        if at >= 0:
            return block, at, at + len(words)
    return own


def _days(duty: Duty, year: int | None) -> Iterator[tuple[WrittenDay, Place]]:
    """The days of the duty's words and of the fields that say when, each once, with its place; none of years long ago."""
    seen: set[tuple[int, int]] = set()
    own = [(duty.block, duty.start, duty.end)] if duty.text.startswith(duty.block.text[duty.start : duty.end]) else []
    for block, start, end in [*own, *((block, 0, len(block.text)) for block in duty.more)]:
        key = duty.own_key if block is duty.block else block.key[start:end]
        for day in written_days(key[: end - start]):
            place = (block, start + day.start, start + day.end)
            if not _long_ago(day, year) and (id(block), place[1]) not in seen:
                seen.add((id(block), place[1]))
                yield day, place
    for block, start, end in times_of(duty):
        for day in written_days(block.key[start:end], time=True):
            place = (block, start + day.start, start + day.end)
            if (id(block), place[1]) not in seen:
                seen.add((id(block), place[1]))
                yield day, place


def _in_own_words(duty: Duty, said: Responsibility, year: int | None) -> Iterator[tuple[WrittenDay, Place]]:
    """Days of no calendar among the words from which no rule came: "mở lớp ngày 31/6/2026"."""
    if said.due is None or said.due.rule != "other":
        return
    block, start, end = place_of(said.due.text, duty)
    if end - start == len(said.due.text):
        for day in written_days(block.key[start:end], time=True):
            if not day.exists(year):
                yield day, (block, start + day.start, start + day.end)


def _long_ago(day: WrittenDay, year: int | None) -> bool:
    """Whether a text looks back on it: two years and more before the plan's own."""
    return year is not None and len(day.year) == 4 and int(day.year) < year - 1


def _found(
    code: str, days: list[tuple[WrittenDay, Place]], said: Responsibility, proposal: Proposal | None, **values: str
) -> Found:
    named = ", ".join(dict.fromkeys(f"“{day.said}”" for day, _ in days))
    return Found(code, days[0][1], {"id": said.id, "holder": said.holder, "days": named, **values}, proposal)


def _last_days(said: Responsibility, days: list[WrittenDay], year: int | None) -> str | None:
    """The due rule with the last day of the month in place of each day that is none; None where a month or year is unknown."""
    lasts = [last for day in days if (last := day.last_of_its_month(year))]
    parts = [part for part in said.due.rule.split("+") if part != "other"] if said.due else []
    period = next((part for part in parts if _PERIODS.fullmatch(part)), None)
    if len(lasts) < len(days) or (period is None and any(len(last) == len("06-30") for last in lasts)):
        return None
    anew = [f"{period}:{last[-5:]}" if period else f"by:{last}" for last in lasts]
    return "+".join(dict.fromkeys([*(part for part in parts if part != period), *anew]))


def _told(rule: str | None) -> str:
    """The days of a proposed rule as people write them."""
    if rule is None:
        return say("compile.unreal.none")
    days = re.findall(r"(?:(\d{4})-)?(\d\d)-(\d\d)", rule)
    return ", ".join(f"{day}/{month}" + (f"/{year}" if year else "") for year, month, day in days)
