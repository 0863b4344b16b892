"""What a coordinator should mend before the first message leaves; each named with its remedy."""

from __future__ import annotations

import shlex
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from compiler.rounds.dated import by_day, told
from config.wording import say, say_or_none
from config.workdays import add_working_days, day_off_name, is_working_day, working_days_between
from models.clock import local_day
from tasks.rehearsed.tet import around_tet, tet
from tasks.rehearsed.year import Year, YearRound

MOST_A_DAY = 5
"""Messages to one person on one day above which somebody should look (``--most-a-day``)."""
NAMED = 6


@dataclass(frozen=True)
class Conflict:
    """One finding. ``code`` is stable; ``place`` names the round, agency or person; ``day`` where it has one."""

    code: str
    place: str
    day: date | None
    reason: str
    remedy: str


def conflicts(year: Year, most_a_day: int = MOST_A_DAY) -> list[Conflict]:
    """All conflicts of a year, by day, those without a day last."""
    found = [
        *_deadlines(year),
        *_order(year),
        *_notice(year),
        *_same_week(year),
        *_asked_late(year),
        *_crowded(year, most_a_day),
        *_unreachable(year),
        *_unverified(year),
    ]
    return sorted(found, key=lambda each: (each.day or date.max, each.code, each.place))


def _deadlines(year: Year) -> Iterator[Conflict]:
    """DOMAIN 10.1: no deadline in Tết nor on the two working days after it; none on a day off."""
    for kept in year.rounds:
        for what, day in _deadlines_of(kept):
            facts = {"what": say(f"rehearsed.what.{what}"), "day": _shown(day)}
            if around_tet(day):
                first, last = tet(day.year)
                better = add_working_days(first, -1)
                yield _named(
                    "deadline_in_tet",
                    kept.name,
                    day,
                    **facts,
                    first=_shown(first),
                    last=_shown(last),
                    before=_shown(better),
                    after=_shown(add_working_days(last, 3)),
                )
            elif not is_working_day(day):
                why = day_off_name(day) or say("rehearsed.weekend")
                yield _named(
                    "deadline_day_off",
                    kept.name,
                    day,
                    **facts,
                    why=why,
                    before=_shown(add_working_days(day, -1)),
                    after=_shown(add_working_days(day, 1)),
                )


def _deadlines_of(kept: YearRound) -> list[tuple[str, date]]:
    consolidated = [("consolidated", local_day(kept.consolidated_due_at))] if kept.consolidated_due_at else []
    return [("due", local_day(kept.due_at)), *consolidated]


def _order(year: Year) -> Iterator[Conflict]:
    for kept in year.rounds:
        if kept.consolidated_due_at is not None and kept.consolidated_due_at <= kept.due_at:
            yield _named(
                "consolidator_first",
                kept.name,
                local_day(kept.consolidated_due_at),
                due=_shown(local_day(kept.due_at)),
                consolidated=_shown(local_day(kept.consolidated_due_at)),
            )


def _notice(year: Year) -> Iterator[Conflict]:
    """The working days between opening and the deadline that was planned, against the ladder's least."""
    for kept in year.rounds:
        opens = local_day(kept.opens_at)
        days = max(0, working_days_between(opens, kept.planned_due))
        if days >= kept.ladder.notice_days:
            continue
        due = local_day(kept.due_at)
        moved = say("rehearsed.moved", day=_shown(due)) if due != kept.planned_due else ""
        yield _named(
            "short_notice",
            kept.name,
            opens,
            opens=_shown(opens),
            due=_shown(kept.planned_due),
            days=days,
            least=kept.ladder.notice_days,
            ladder=kept.ladder.name,
            moved=moved,
        )


def _same_week(year: Year) -> Iterator[Conflict]:
    agencies: dict[str, set[str]] = defaultdict(set)
    for each in year.asked:
        agencies[each.round_id].add(each.agency_key)
    for one, other in combinations(year.rounds, 2):
        both = agencies[one.id] & agencies[other.id]
        for what in ("opens", "due"):
            days = [local_day(each.opens_at if what == "opens" else each.due_at) for each in (one, other)]
            if both and _monday(days[0]) == _monday(days[1]):
                yield _named(
                    "two_rounds_a_week",
                    f"{one.name}; {other.name}",
                    min(days),
                    what=say(f"rehearsed.week.{what}"),
                    count=len(both),
                    names=_names(year, sorted(both)),
                    first=_shown(days[0]),
                    second=_shown(days[1]),
                )


def _asked_late(year: Year) -> Iterator[Conflict]:
    """One finding for all duties with a day of their own on which no round asks (D246 of the check)."""
    if found := list(year.late_asked):
        (day, _), first = next(iter(by_day(found).items()))
        facts = {"duties": told(found), "ids": shlex.quote(";".join(dict.fromkeys(each.id for each in first)))}
        place = ", ".join(dict.fromkeys(each.id for each in found))
        yield _named("asked_late", place, day, count=len({each.id for each in found}), on=day.isoformat(), **facts)


def _crowded(year: Year, most: int) -> Iterator[Conflict]:
    """People by address: one leader may answer for several agencies, one clerk's desk for many roles."""
    counted: Counter[tuple[date, str]] = Counter()
    people: dict[tuple[date, str], tuple[str, str, str]] = {}
    for each in year.sent:
        counted[each.day, each.address] += 1
        role = each.audience or ""
        if (each.day, each.address) not in people or role in ("leader", "supervisor"):
            people[each.day, each.address] = (each.recipient, role, year.agency_named(each.agency_key))
    for (day, address), count in counted.items():
        if count > most:
            name, role, agency = people[day, address]
            facts = {"count": count, "most": most, "agency": agency, "role": say_or_none(f"who.{role}") or role}
            code = "leader_crowded" if role in ("leader", "supervisor") else "person_crowded"
            yield _named(code, f"{name} <{address}>", day, on=_shown(day), **facts)


def _unreachable(year: Year) -> Iterator[Conflict]:
    """Agencies that the launch let pass and that a message could not reach; those of one reason are one finding."""
    reasons: dict[str, list[str]] = defaultdict(list)
    for each in year.unsent:
        if not each.address and each.agency_key:
            why = each.reason.removeprefix(year.agency_named(each.agency_key)).strip()
            reasons[why].append(each.agency_key)
    silent = [key for key, people in year.contacts.items() if not any(one.email or one.phone for one in people)]
    for key in sorted(silent):
        yield _named("no_contact", year.agency_named(key), None)
    for reason, keys in sorted(reasons.items()):
        lacking = [key for key in keys if key not in silent]
        if lacking:
            where = _names(year, list(dict.fromkeys(lacking)))
            yield _named("no_address", where, None, why=reason, count=len(lacking))


def _unverified(year: Year) -> Iterator[Conflict]:
    keys = sorted(
        key
        for key, people in year.contacts.items()
        if any(one.email or one.phone for one in people) and not any(one.verified for one in people)
    )
    if keys:
        yield _named("no_verified_contact", _names(year, keys), None, count=len(keys), asked=len(year.contacts))


def _named(code: str, where: str, day: date | None, /, **facts: object) -> Conflict:
    key = f"rehearsed.conflict.{code}"
    return Conflict(code, where, day, say(f"{key}.reason", **facts), say(f"{key}.remedy", **facts))


def _names(year: Year, keys: Sequence[str]) -> str:
    shown = ", ".join(year.agency_named(key) for key in keys[:NAMED])
    return shown if len(keys) <= NAMED else say("rehearsed.and_more", names=shown, count=len(keys) - NAMED)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _shown(day: date) -> str:
    return f"{day:%d/%m/%Y}"
