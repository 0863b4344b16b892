"""A due rule in words: ``half-yearly:06-15,12-15`` -> "sáu tháng một lần, 15/6 và 15/12"."""

from __future__ import annotations

import re

from config.wording import say


def rule_said(rule: str) -> str:
    """The rule of a due (the closed list of compiler/result.Due) as a person says it."""
    return "; ".join(_part(part) for part in rule.split("+"))


def day_said(rule: str) -> str:
    """The days of a due rule as short as a card needs them: "15/12/2026", "15/6, 15/12"; "" where it has none."""
    found = []
    for part in rule.split("+"):
        kind, _, given = part.partition(":")
        if kind in {"by", "yearly", "half-yearly", "nine-monthly"}:
            found += [_day(each) for each in given.split(",") if each]
        elif kind == "period":
            found.append(_day(given.rpartition("..")[2]))
        elif kind == "within" or (kind in {"quarterly", "monthly"} and given):
            found.append(_part(part))
    return ", ".join(found)


def _part(part: str) -> str:
    kind, _, given = part.partition(":")
    days = [_day(each) for each in re.split(r"\.\.|,", given) if each]
    if kind == "within":
        count, unit = re.fullmatch(r"(\d*)(\w*)", given).groups()  # type: ignore[union-attr]
        return say(f"rule.within.{unit}", count=count) if unit in {"d", "wd", "m"} else part
    if kind == "period" and len(days) == 2:
        return say("rule.period", first=days[0], last=days[1])
    if kind == "daily":
        return say("rule.daily.on", clock=given) if given else say("rule.daily")
    said = say("rule.and").join(days)
    return say(f"rule.{kind}.on" if said else f"rule.{kind}", day=said) if kind in KINDS else part


KINDS = frozenset(
    ("by", "yearly", "half-yearly", "quarterly", "monthly", "weekly", "year", "continuous", "on-demand", "other")
)


def _day(given: str) -> str:
    """ "2027-06-15" -> "15/6/2027", "06-15" -> "15/6", "20" -> "20"."""
    return (
        "/".join(str(int(number)) for number in reversed(given.split("-")))
        if given.replace("-", "").isdigit()
        else given
    )
