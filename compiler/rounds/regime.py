"""Which reports a plan asks for and when: the rounds that its words state, completed by customary days.

A round has a data window, the contributors' due date and the coordinator's. Windows follow Nghị
định 09/2019/NĐ-CP, Điều 12; a due date keeps a working day from the cut-off (Điều 8). What the
plan does not say is filled from config/regimes.yaml and reported, never passed off as stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from compiler.result import Basis, Event, Level, Period, PlanHead, RegimeProposal, Responsibility
from compiler.rounds.days import NEARBY, Supplied, lines_of, pass_on, period_of, reasons_of, share_out
from compiler.rounds.founding import founding_act, labels
from compiler.rounds.owing import asked_said, leaves_others_unasked
from compiler.rounds.regimes import days_of, regimes
from compiler.rounds.slots import Slot, contributors_due, fold, shift, slots, working_day
from compiler.rounds.statements import Side, Statement, before, due_on, events, stated
from compiler.rounds.years import Span, span_of, years_of
from config.retold import in_reader_words
from config.wording import say
from config.workdays import add_working_days

__all__ = [
    "Drafted",
    "contributors_due",
    "draft_regime",
    "draft_year",
    "due_on",
    "notice_of",
    "preset_notice",
    "regimes",
]

MOST_YEARS = 11
"""Rounds are drafted for so many years of a span at most, "2025-2035" whole: what lies beyond is no calendar yet."""
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_COMMUNE = re.compile(r"(?<!thị )\bxã\b|\bphường\b|\bthị trấn\b|\bđặc khu\b", re.IGNORECASE)
_DISTRICT = re.compile(r"\bhuyện\b|\bquận\b|\bthị xã\b", re.IGNORECASE)


class Drafted(NamedTuple):
    """A drafted regime and, for each thing that no sentence states, a line saying what was supplied.

    ``asked`` says who is asked in which rounds. ``years``: all those of a plan that spans several; else None. Rounds are drafted for the first MOST_YEARS.
    """

    regime: RegimeProposal
    supplied: list[str]
    years: range | None = None
    asked: str = ""

    def span_said(self) -> dict[str, Any]:
        """The first and last year of the span, and how far the rounds reach: the facts of D214. Only where there is one."""
        assert self.years
        last = self.years[:MOST_YEARS][-1]
        drawn = say("regime.years.first" if last < self.years[-1] else "regime.years.all", last=last)
        return {"first": self.years[0], "last": self.years[-1], "drawn": drawn}


class _Draft(NamedTuple):
    """A year's rounds, why they are these, and what was supplied: (key of the round, whose, day)."""

    periods: list[Period]
    reason: str
    supplied: list[Supplied]


def draft_regime(
    head: PlanHead,
    responsibilities: Iterable[Responsibility],
    coordinator: str | None,
    preset: str,
    *,
    before_is_inclusive: bool = True,
) -> Drafted | None:
    """The rounds of the plan's year, or of each of its years: as its report duties state them, else as `preset` has them.

    `preset` names a regime of config/regimes.yaml. Rounds due before the issue date are left out;
    if the plan's year holds none any more, the next year's are drafted. None where neither year
    nor issue date is known. Raises KeyError for an unknown preset.
    """
    year, span = head.year or (head.issued_on.year if head.issued_on else None), years_of(head)
    if year is None:
        return None
    duties = list(responsibilities)
    # a day's report without a stretch of days has no rounds to draft: a question asks for the stretch (D218)
    said = [
        each for each in stated(duties, coordinator, head.issued_on, head.issuer) if each.word != "day" or each.span
    ]
    if span and {each.word for each in said} & {"day", "week"}:
        span = None  # nobody plans the weeks of several years
    # Without an issue date nothing says that the plan's year is over: only that year is drafted.
    years = list(span[:MOST_YEARS]) if span else [year, year + 1] if head.issued_on else [year]
    drafts = [
        _from_statements(said, each, before_is_inclusive, head.issued_on) if said else _from_preset(preset, each)
        for each in years
    ]
    if leaves_others_unasked(said, duties):
        drafts = [_both(draft, _from_preset(preset, each)) for draft, each in zip(drafts, years, strict=True)]
    open_ = [
        [period for period in draft.periods if head.issued_on is None or period.due > head.issued_on]
        for draft in drafts
    ]
    chosen = _within(span_of(head), [period for some in open_ for period in some]) if span else (open_[0] or open_[-1])
    if head.year is None and head.issued_on and said and not span:
        # Nothing ties the plan to a calendar year: its first twelve months are drafted.
        last = shift(head.issued_on, 12)
        chosen = [period for some in open_ for period in some if period.due <= last]
    endless = _endless(head, said, open_[0], open_[-1]) and not span
    if endless and head.issued_on:
        # One round of many to come is no regime: nothing says that the reports end with the year of issue.
        last = shift(head.issued_on, 12)
        chosen = [period for some in open_ for period in some if period.due <= last]
    chosen = list({period.key: period for period in chosen}.values())
    keys = {period.key for period in chosen}
    supplied = [each for draft in drafts for each in draft.supplied if each[0] in keys]
    lines = lines_of(supplied)
    asked = asked_said(chosen, duties)
    if endless:
        lines.append(say("regime.supplied.last", day=max(period.due for period in chosen).strftime("%d/%m/%Y")))
    basis: Basis = "stated" if said and not lines else "assumed"
    regime = RegimeProposal(
        preset="custom" if said else preset,
        periods=_completed(chosen, preset, head, duties, stated=bool(said)),
        events=list(events(duties, head.issued_on)),
        basis=basis,
        reason="; ".join([drafts[0].reason, *(reasons_of(supplied) if said else [])]),
    )
    return Drafted(regime, lines, span, asked)


def _within(span: Span | None, periods: list[Period]) -> list[Period]:
    """The rounds that tell of the plan's own time: a plan of quarter IV and the next year asks nothing about quarter III."""
    return [each for each in periods if span is None or span.first <= each.window_to <= span.last]


def _endless(head: PlanHead, said: list[Statement], this_year: list[Period], next_year: list[Period]) -> bool:
    """Whether a text asks for reports of less than a year each, names no year, and has but one round left in its own."""
    tied = head.title is None or _A_YEAR.search(head.title)
    again = {each.word for each in said} & {"week", "month", "days", "quarter", "half"}
    return bool(head.issued_on and again and not tied and len(this_year) == 1 and next_year)


def draft_year(
    head: PlanHead,
    responsibilities: Iterable[Responsibility],
    coordinator: str | None,
    preset: str,
    year: int,
    *,
    before_is_inclusive: bool = True,
) -> list[Period]:
    """All rounds of one year, also those that were over when the plan was issued."""
    duties = list(responsibilities)
    said = stated(duties, coordinator, head.issued_on, head.issuer) if preset == "custom" else []
    draft = _from_statements(said, year, before_is_inclusive) if said else None
    known = preset if preset in regimes()["regimes"] else next(iter(regimes()["regimes"]))
    periods = draft.periods if draft else [] if preset == "custom" else _from_preset(preset, year).periods
    return _completed(periods, known, head, duties, stated=bool(said))


def notice_of(preset: str | None, period: Period | Event) -> int:
    """Least working days between opening and due; none where who reports has long known the day."""
    if isinstance(period, Event) or period.window_from >= period.window_to or is_week(period):
        return 0
    return preset_notice(preset)


def preset_notice(preset: str | None) -> int:
    """Least working days between opening and due in a regime, or by custom."""
    own = regimes()["regimes"].get(preset or "", {}).get("notice")
    return int(regimes()["customary"]["notice"] if own is None else own)


def is_week(period: Period) -> bool:
    """Whether a round tells about one week or less, or a week and the days that its neighbour left for days off."""
    return (period.window_to - period.window_from).days <= 7 + NEARBY


def _completed(
    periods: list[Period], preset: str, head: PlanHead, duties: list[Responsibility], *, stated: bool
) -> list[Period]:
    """The periods with label and the days of lower levels."""
    found = labels(periods, preset, founding_act(head, duties), stated=stated)
    earlier = regimes()["customary"]["levels"]
    asked = [duty.holder for duty in duties if not duty.requested and not duty.exception_channel]
    both = any(_COMMUNE.search(each) for each in asked) and any(_DISTRICT.search(each) for each in asked)
    if head.level is not Level.PROVINCE or not both:
        return found
    return [period.model_copy(update={"levels": _levels(period, earlier)}) for period in found]


def _levels(period: Period, earlier: dict[str, int]) -> dict[str, date]:
    """Days of the levels that report before those who put their reports together, a working day after the cut-off."""
    lawful = add_working_days(period.window_to, regimes()["customary"]["after_cutoff"])
    days = {level: max(add_working_days(period.due, -count), lawful) for level, count in earlier.items() if count}
    return {level: day for level, day in days.items() if day < period.due}


def _from_preset(preset: str, year: int) -> _Draft:
    chosen: dict[str, Any] = regimes()["regimes"][preset]
    filled = {"year": year, "before": year - 1, "after": year + 1}
    periods = []
    for written in chosen["rounds"]:
        days = days_of(written, year)
        consolidated = max(working_day(days.consolidated), add_working_days(days.window_to, 1))
        due = days.due and max(working_day(days.due), add_working_days(days.window_to, 1))
        periods.append(
            Period(
                key=written["key"].format(**filled),
                name=written["name"].format(**filled),
                window_from=days.window_from,
                window_to=days.window_to,
                due=due or contributors_due(consolidated, days.window_to),
                consolidated_due=consolidated,
            )
        )
    reason = say("regime.preset", **in_reader_words(name=chosen["name"], source=chosen["source"]))
    return _Draft(periods, reason, [(period.key, "contributors", period.due) for period in periods])


def _from_statements(said: list[Statement], year: int, inclusive: bool, issued_on: date | None = None) -> _Draft:
    found: dict[str, tuple[Slot, dict[Side, date | None]]] = {}
    owed: dict[str, set[str]] = {}
    for statement in said:
        for slot, due in slots(statement, year):
            known, dues = found.setdefault(slot.key, (slot, {}))
            owed.setdefault(slot.key, set()).update(statement.owed or ("",))
            if due is not None:
                if slot.kind == "week":  # the weekday that the text names closes the week, the earlier of two
                    end = min(slot.end, known.end) if any(dues.values()) else slot.end
                    found[slot.key] = (slot._replace(end=end), dues)
                due = before(due, statement.text, inclusive) if slot.kind != "day" else due
                earlier = dues.get(statement.side)
                due = min(due, earlier) if earlier else due
            dues[statement.side] = due or dues.get(statement.side)
    if any(slot.kind == "week" and any(dues.values()) for slot, dues in found.values()):
        # a week at the turn of the year that only the words without a weekday count
        found = {key: each for key, each in found.items() if each[0].kind != "week" or any(each[1].values())}
    kept = fold([slot for slot, _ in found.values()])
    share_out(kept, [slot for slot, _ in found.values()], owed)
    pass_on(kept, found, owed)
    periods: list[Period] = []
    supplied: list[Supplied] = []
    for slot in _sorted(kept):
        dues = found[slot.key][1]
        made = period_of(slot, dues.get("contributors"), dues.get("coordinator"), supplied, issued_on)
        asked = owed[slot.key]
        periods.append(made if "" in asked else made.model_copy(update={"holders": sorted(asked, key=_numbered)}))
    ends = {_month(slot.end): each.window_to for slot, each in zip(_sorted(kept), periods, strict=True) if slot.months}
    for at, slot in enumerate(_sorted(kept)):
        # a cut-off that came early for lack of working days leaves its last days to the next round
        last = ends.get(_month(shift(slot.end.replace(day=1), -slot.months))) if slot.months else None
        if last is not None and last < periods[at].window_to:
            periods[at] = periods[at].model_copy(update={"window_from": last + timedelta(days=1)})
    for kind in ("part", "week"):
        row = [at for at, slot in enumerate(_sorted(kept)) if slot.kind == kind]
        for one, other in pairwise(row):
            begin = periods[one].window_to + timedelta(days=1)
            if kind == "part" or abs((begin - periods[other].window_from).days) <= NEARBY + 1:
                periods[other] = periods[other].model_copy(update={"window_from": begin})
    reason = say("regime.stated", phrases="; ".join(dict.fromkeys(f"“{each.text}”" for each in said)))
    return _Draft(periods, reason, supplied)


def _both(stated: _Draft, customary: _Draft) -> _Draft:
    """The rounds of some agencies as stated, and those in which custom asks everybody."""
    periods = sorted([*stated.periods, *customary.periods], key=lambda each: (each.due, each.window_from))
    return _Draft(periods, f"{stated.reason}; {customary.reason}", [*stated.supplied, *customary.supplied])


def _numbered(owed: str) -> tuple[int, str]:
    """Duties by number, "R2" before "R10"."""
    return (int(owed[1:]) if owed[1:].isdigit() else 10**6, owed)


def _sorted(kept: list[Slot]) -> list[Slot]:
    return sorted(kept, key=lambda slot: (slot.end, slot.months))


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
