"""Whether a request for reports is founded on a normative act, and what it is called where it is not.

Nghị định 09/2019/NĐ-CP, Điều 4: reports are định kỳ, chuyên đề or đột xuất; Điều 11: only a normative act of
Government, Prime Minister, minister or provincial UBND founds a periodic one. A plan that says "định kỳ" by itself
asks for a chuyên đề report; the label shows it and stops nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from compiler.result import Label, Period, PlanHead, Responsibility, Role
from compiler.rounds.regimes import days_of, regimes
from config.wording import say

NORMATIVE = re.compile(
    r"\b\d+/(?:19|20)\d\d/(?:NĐ-CP|TT(?:LT)?-[A-ZĐ-]+|QĐ-TTg|QĐ-UBND|NQ-(?:HĐND|CP|UBTVQH\d*)|QH\d+|PL-UBTVQH\d*)"
)
"""Numbers of normative acts carry their year: Luật Ban hành văn bản quy phạm pháp luật."""


def founding_act(head: PlanHead, duties: Iterable[Responsibility]) -> str | None:
    """The normative act on which the plan says that its reports rest; None where it cites none for them."""
    for cite in head.cites:
        if NORMATIVE.search(cite.number) and "chế độ báo cáo" in (cite.subject or "").lower():
            return cite.number
    for duty in duties:
        found = NORMATIVE.search(duty.text) if {Role.REPORT, Role.CONSOLIDATE} & set(duty.roles) else None
        if found and not duty.exception_channel:
            return found[0]
    return None


def label_said(label: str | None) -> str:
    """A label in the reader's language; "" where there is none."""
    key = {"định kỳ": "periodic", "chuyên đề": "subject", "đột xuất": "sudden"}.get(label or "")
    return say(f"label.{key}") if key else ""


def labels(periods: list[Period], preset: str, act: str | None, *, stated: bool) -> list[Period]:
    """The periods with their label, one for all. Stated ones count as a founded regime's where all of them are in it.

    A plan that asks every quarter is no founded regime because two of its quarters meet one.
    """
    chosen = regimes()["regimes"][preset]
    founded: set[tuple[str, date]] = set()
    if chosen.get("founded_on"):
        for year in {period.window_to.year for period in periods}:
            founded |= {(rule["key"].format(year=year), days_of(rule, year).window_to) for rule in chosen["rounds"]}

    within = all((period.key, period.window_to) in founded for period in periods)
    periodic = act or within or (not stated and chosen.get("founded_on"))
    label: Label = "định kỳ" if periodic else "chuyên đề"
    return [period.model_copy(update={"label": label}) for period in periods]
