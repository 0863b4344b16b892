"""Which reports a plan asks for and when: the rounds that its words state, completed by customary days.

A round has a data window, the contributors' due date and the coordinator's. Windows follow Nghị
định 09/2019/NĐ-CP, Điều 12; a due date keeps a working day from the cut-off (Điều 8). What the
plan does not say is filled from config/regimes.yaml and reported, never passed off as stated.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import config
from compiler.result import Basis, Due, Period, PlanHead, RegimeProposal, Responsibility, Role
from config.wording import say
from config.workdays import add_working_days

Kind = Literal["month", "quarter", "half", "year", "date"]
Side = Literal["contributors", "coordinator"]

ROMAN = ("", "I", "II", "III", "IV")
NEXT_YEAR_UNTIL = 3
"""A yearly due date in January to March closes the year before: "trước ngày 10 tháng 01 hằng năm"."""
ROUND_WORDS = {"monthly": "month", "quarterly": "quarter", "half-yearly": "half", "yearly": "year"}
_PART = re.compile(r"(?P<word>monthly|quarterly|half-yearly|yearly|by)(?::(?P<days>[\d,-]+))?")
_REPORT = re.compile(r"báo cáo", re.IGNORECASE)
_BEFORE = re.compile(r"\btrước\s+(?:ngày\b|\d)", re.IGNORECASE)


class Drafted(NamedTuple):
    """A drafted regime and, for each thing that no sentence states, a line saying what was supplied."""

    regime: RegimeProposal
    supplied: list[str]


_Supplied = tuple[str, Side, date]


class _Draft(NamedTuple):
    """A year's rounds, why they are these, and what was supplied: (key of the round, whose, day)."""

    periods: list[Period]
    reason: str
    supplied: list[_Supplied]


class _Slot(NamedTuple):
    """One period before its days are settled; `end` is the last day of its last month."""

    kind: Kind
    key: str
    name: str
    end: date
    months: int


def draft_regime(
    head: PlanHead,
    responsibilities: Iterable[Responsibility],
    coordinator: str | None,
    preset: str,
    *,
    before_is_inclusive: bool = True,
) -> Drafted | None:
    """The rounds of the plan's year: as its report duties state them, else as `preset` has them.

    `preset` names a regime of config/regimes.yaml. Rounds due before the issue date are left out;
    if the plan's year holds none any more, the next year's are drafted. None where neither year
    nor issue date is known. Raises KeyError for an unknown preset.
    """
    year = head.year or (head.issued_on.year if head.issued_on else None)
    if year is None:
        return None
    stated = _stated(responsibilities, coordinator)
    # Without an issue date nothing says that the plan's year is over: only that year is drafted.
    years = (year, year + 1) if head.issued_on else (year,)
    drafts = [
        _from_statements(stated, each, before_is_inclusive) if stated else _from_preset(preset, each) for each in years
    ]
    open_ = [
        [period for period in draft.periods if head.issued_on is None or period.due > head.issued_on]
        for draft in drafts
    ]
    if head.year is None and head.issued_on and stated:
        # Nothing ties the plan to a calendar year: its first twelve months are drafted.
        last = _shift(head.issued_on, 12)
        open_ = [[period for years in open_ for period in years if period.due <= last]]
    chosen = open_[0] or open_[-1]
    keys = {period.key for period in chosen}
    supplied = [each for draft in drafts for each in draft.supplied if each[0] in keys]
    basis: Basis = "stated" if stated and not supplied else "assumed"
    regime = RegimeProposal(preset="custom" if stated else preset, periods=chosen, basis=basis, reason=drafts[0].reason)
    return Drafted(regime, _lines(supplied))


def due_on(due: Due, *, before_is_inclusive: bool = True) -> date | None:
    """The last day for a duty with one fixed date; None for periodic or open rules.

    "trước ngày D" names D itself where the plan's policy is inclusive, the day before where not
    (DOMAIN 3, trap 11).
    """
    for part in due.rule.split("+"):
        if match := re.fullmatch(r"by:(\d{4}-\d{2}-\d{2})", part):
            return _before(date.fromisoformat(match[1]), due.text, before_is_inclusive)
        if match := re.fullmatch(r"period:\d{4}-\d{2}-\d{2}\.\.(\d{4}-\d{2}-\d{2})", part):
            return date.fromisoformat(match[1])
    return None


def contributors_due(consolidated: date, window_to: date) -> date:
    """When contributors are due, customarily: some working days before the coordinator (DOMAIN 4.4).

    Never less than a working day after the cut-off (NĐ 09/2019, Điều 8) and never after `consolidated`.
    """
    customary = regimes()["customary"]
    early = add_working_days(consolidated, -customary["contributors_before"])
    lawful = add_working_days(window_to, customary["after_cutoff"])
    return min(max(early, lawful), consolidated)


@cache
def regimes() -> Mapping[str, Any]:
    """config/regimes.yaml."""
    from ruamel.yaml import YAML

    read: Mapping[str, Any] = YAML(typ="safe").load((Path(config.__path__[0]) / "regimes.yaml").read_text("utf-8"))
    return read


class _Statement(NamedTuple):
    side: Side
    word: str
    days: tuple[str, ...]
    text: str


def _stated(responsibilities: Iterable[Responsibility], coordinator: str | None) -> list[_Statement]:
    """What the text says about reports. What it tells a class of agencies outweighs one agency's own date."""
    found: list[tuple[bool, _Statement]] = []
    for duty in responsibilities:
        reporting = {Role.REPORT, Role.CONSOLIDATE} & set(duty.roles)
        if duty.due is None or not reporting or duty.exception_channel or duty.requested or duty.basis == "assumed":
            continue
        central = Role.CONSOLIDATE in duty.roles or duty.holder == coordinator
        side: Side = "coordinator" if central else "contributors"
        parts = [match for part in duty.due.rule.split("+") if (match := _PART.fullmatch(part))]
        # A date beside a period, on a duty to carry something out, or for a list or a plan is no report's.
        dated = len(parts) == 1 and set(duty.roles) <= {Role.REPORT, Role.CONSOLIDATE} and _REPORT.search(duty.text)
        for match in parts:
            days = tuple(match["days"].split(",")) if match["days"] else ()
            if match["word"] != "by":
                found.append((duty.group, _Statement(side, ROUND_WORDS[match["word"]], days, duty.due.text)))
            elif dated:
                found.append((duty.group, _Statement(side, "date", days, duty.due.text)))
    told_a_class = any(group and said.side == "contributors" for group, said in found)
    return [said for group, said in found if group or said.side == "coordinator" or not told_a_class]


def _from_preset(preset: str, year: int) -> _Draft:
    chosen = regimes()["regimes"][preset]
    filled = {"year": year, "before": year - 1, "after": year + 1}
    periods = []
    for written in chosen["rounds"]:
        window_to = date.fromisoformat(written["to"].format(**filled))
        consolidated = date.fromisoformat(written["consolidated"].format(**filled))
        periods.append(
            Period(
                key=written["key"].format(**filled),
                name=written["name"].format(**filled),
                window_from=date.fromisoformat(written["from"].format(**filled)),
                window_to=window_to,
                due=contributors_due(consolidated, window_to),
                consolidated_due=consolidated,
            )
        )
    reason = say("regime.preset", name=chosen["name"], source=chosen["source"])
    return _Draft(periods, reason, [(period.key, "contributors", period.due) for period in periods])


def _from_statements(stated: list[_Statement], year: int, inclusive: bool) -> _Draft:
    found: dict[str, tuple[_Slot, dict[Side, date | None]]] = {}
    for statement in stated:
        for slot, due in _slots(statement, year):
            dues = found.setdefault(slot.key, (slot, {}))[1]
            if due is not None:
                due = _before(due, statement.text, inclusive)
                earlier = dues.get(statement.side)
                due = min(due, earlier) if earlier else due
            dues[statement.side] = due or dues.get(statement.side)
    kept = _fold([slot for slot, _ in found.values()])
    periods: list[Period] = []
    supplied: list[_Supplied] = []
    for slot in sorted(kept, key=lambda slot: (slot.end, slot.months)):
        dues = found[slot.key][1]
        periods.append(_period(slot, dues.get("contributors"), dues.get("coordinator"), supplied))
    reason = say("regime.stated", phrases="; ".join(dict.fromkeys(f"“{each.text}”" for each in stated)))
    return _Draft(periods, reason, supplied)


def _slots(statement: _Statement, year: int) -> Iterator[tuple[_Slot, date | None]]:
    days = statement.days
    match statement.word:
        case "date":
            due = date.fromisoformat(days[0])
            name = say("regime.by_date", day=due.strftime("%d/%m/%Y"))
            if year - 1 <= due.year <= year + 1:
                yield _Slot("date", f"D{due:%Y%m%d}", name, due, 0), due
        case "month":
            for month in range(1, 13):
                yield _slot("month", year, month), _day(year, month, days[0]) if days else None
        case "quarter":
            for quarter in range(1, 5):
                yield _slot("quarter", year, quarter * 3), _day(year, quarter * 3, days[0]) if days else None
        case "half":
            for month, day in zip((6, 12), (*days, None, None), strict=False):
                yield _slot("half", year, month), _month_day(year, day, month) if day else None
        case _:
            yield _slot("year", year, 12), _month_day(year, days[0], 12) if days else None


def _slot(kind: Literal["month", "quarter", "half", "year"], year: int, month: int) -> _Slot:
    written = regimes()["kinds"][kind]
    facts = {
        "year": year,
        "month": month,
        "quarter": month // 3,
        "roman": ROMAN[month // 3] or "",
        "half": month // 6,
        "half_name": say("regime.first_half" if month == 6 else "regime.second_half"),
    }
    end = date(year, month, monthrange(year, month)[1])
    return _Slot(kind, written["key"].format(**facts), written["name"].format(**facts), end, written["months"])


def _fold(slots: list[_Slot]) -> list[_Slot]:
    """Of rounds that end in the same month the longest stays: quarter II is told with the half year (DOMAIN 4.3)."""
    longest: dict[object, _Slot] = {}
    for slot in slots:
        at: object = slot.key if slot.kind == "date" else (slot.end.year, slot.end.month)
        if at not in longest or longest[at].months < slot.months:
            longest[at] = slot
    return list(longest.values())


def _period(slot: _Slot, due: date | None, consolidated: date | None, supplied: list[_Supplied]) -> Period:
    customary = regimes()["customary"]
    if due is None and consolidated is None:
        consolidated = slot.end.replace(day=customary["consolidated_day"])
        supplied.append((slot.key, "coordinator", consolidated))
    first = min(day for day in (due, consolidated) if day)
    window_from, window_to = _window(slot, first)
    if due is None:
        assert consolidated is not None
        due = contributors_due(consolidated, window_to)
        supplied.append((slot.key, "contributors", due))
    elif consolidated is None:
        consolidated = add_working_days(due, customary["contributors_before"])
        supplied.append((slot.key, "coordinator", consolidated))
    return Period(
        key=slot.key,
        name=slot.name,
        window_from=window_from,
        window_to=window_to,
        due=due,
        consolidated_due=consolidated,
    )


def _lines(supplied: list[_Supplied]) -> list[str]:
    """One line for each side: what was supplied for it, by day."""
    days: dict[Side, list[str]] = {}
    for _, side, day in supplied:
        days.setdefault(side, []).append(day.strftime("%d/%m/%Y"))
    return [say(f"regime.supplied.{side}", days=", ".join(each)) for side, each in days.items()]


def _window(slot: _Slot, due: date) -> tuple[date, date]:
    """What a round tells about: the lawful 15th to 14th, or up to the last day that `due` allows."""
    window_to = _cutoff(slot.end, due)
    if slot.kind == "date":
        return date(slot.end.year - 1, 12, 15), window_to
    lawful_before = _shift(slot.end, -slot.months).replace(day=14)
    if window_to.day == 14 and window_to.month == slot.end.month:
        return lawful_before + timedelta(days=1), window_to
    return _cutoff(lawful_before, _shift(due, -slot.months)) + timedelta(days=1), window_to


def _cutoff(end: date, due: date) -> date:
    """The 14th of the last month (NĐ 09/2019, Điều 12), or earlier where `due` leaves no working day after it."""
    lawful = end.replace(day=14)
    if add_working_days(lawful, regimes()["customary"]["after_cutoff"]) <= due:
        return lawful
    return add_working_days(due + timedelta(days=1), -1) - timedelta(days=1)


def _shift(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _day(year: int, month: int, day: str) -> date:
    return date(year, month, min(max(int(day), 1), monthrange(year, month)[1]))


def _month_day(year: int, written: str, period_ends: int) -> date:
    month, day = (int(part) for part in written.split("-"))
    closes_last_year = period_ends == 12 and month <= NEXT_YEAR_UNTIL
    return _day(year + closes_last_year, month, str(day))


def _before(day: date, text: str, inclusive: bool) -> date:
    return day if inclusive or not _BEFORE.search(text) else day - timedelta(days=1)
