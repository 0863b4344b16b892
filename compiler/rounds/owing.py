"""Who owes which of the reports that a text states: everybody, or the agency that one sentence tells to report.

A round asks those who owe its report and nobody else: one office's weekly report makes no weekly rounds for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from compiler.names.spelling import name_key
from compiler.result import Period, Responsibility, Role
from config.wording import say

if TYPE_CHECKING:
    from compiler.rounds.statements import Statement

_LENGTHS = {"day": 0, "week": 1, "days": 2, "month": 3, "quarter": 4, "half": 5, "nine": 6, "year": 7, "date": 8}
_SHORT = ("day", "week")
_PURE = {Role.REPORT, Role.CONSOLIDATE}
NAMED = 6
"""As many of those asked are named one by one."""


def owed_by(found: Sequence[tuple[Responsibility, Statement]], duties: Iterable[Responsibility]) -> list[Statement]:
    """The statements that make rounds, each with whose report it is (``owed``; empty: everybody's).

    What a class is told binds everybody, and so does the period of the coordinator, who needs everybody's reports. What
    one agency is told oftener than these binds that agency alone, by the day or week always; beside a class it counts
    only where it comes oftener, since the class's own report tells of the rest. Without a class and a coordinator's
    period it is the one rhythm of the plan: everybody's.
    """
    classes = [_LENGTHS[said.word] for duty, said in found if duty.group and said.side == "contributors"]
    central = [_LENGTHS[said.word] for _, said in found if said.side == "coordinator"]
    single = {said.word for duty, said in found if not duty.group and said.side == "contributors"}
    held: dict[str, list[str]] = {}
    for duty in duties:
        if not duty.exception_channel:
            held.setdefault(name_key(duty.holder), []).append(duty.id)
    made = []
    for duty, said in found:
        length, short = _LENGTHS[said.word], said.word in _SHORT
        oftener = bool(classes) and length < min(classes)
        if said.side == "coordinator":
            own = (oftener and (short or said.word in single)) or (not classes and short and said.word in single)
        elif duty.group:
            own = False
        elif classes and not oftener:
            continue
        else:
            own = short or length < max([*classes, *central], default=0)
        made.append(said._replace(owed=_whose(duty, held)) if own else said)
    return made


def leaves_others_unasked(said: Sequence[Statement], duties: Iterable[Responsibility]) -> bool:
    """Whether every stated report is a weekly one of some agencies alone, and others have duties, which need rounds too.
    A daily one belongs to a stretch of days, after which nothing more is asked."""
    owed = {number for each in said for number in each.owed}
    others = any(not duty.exception_channel and duty.id not in owed for duty in duties)
    return others and bool(said) and all(each.owed and each.word == "week" for each in said)


def _whose(duty: Responsibility, held: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """A sentence that does nothing but report tells of all that its holder does; another of itself."""
    return tuple(held.get(name_key(duty.holder), ())) or (duty.id,) if set(duty.roles) <= _PURE else (duty.id,)


def asked_said(periods: Sequence[Period], duties: Iterable[Responsibility]) -> str:
    """Who is asked in the rounds: "“Báo cáo tuần 3/2026” (48 kỳ cùng loại) chỉ hỏi R2 (Văn phòng)", or everybody in all of them."""
    holders = {duty.id: duty.holder for duty in duties}
    groups: dict[tuple[str, ...], list[Period]] = {}
    for period in periods:
        groups.setdefault(tuple(period.holders), []).append(period)
    said = []
    for asked, some in groups.items():
        named: dict[str, list[str]] = {}
        for number in asked:
            named.setdefault(holders.get(number, number), []).append(number)
        listed = [f"{', '.join(numbers)} ({holder})" for holder, numbers in list(named.items())[:NAMED]]
        names = ", ".join(listed) + (" …" if len(named) > NAMED else "")
        who = say("regime.asks.some", names=names) if asked else say("regime.asks.all")
        said.append(say("regime.asks", first=some[0].name, count=len(some), who=who))
    return "; ".join(said)
