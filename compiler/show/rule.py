"""A due rule in words: ``half-yearly:06-15,12-15`` -> "sáu tháng một lần, 15/6 và 15/12"."""

from __future__ import annotations

import re

from compiler.rounds.weekdays import weekday_of
from config.wording import say


def rule_said(rule: str) -> str:
    """The rule of a due (the closed list of compiler/result.Due) as a person says it."""
    return "; ".join(_part(part) for part in rule.split("+"))


def day_said(rule: str, text: str = "") -> str:
    """The days of a due rule as short as a card needs them: "15/12/2026", "15/6, 15/12", "hằng tuần, thứ Sáu"; "" where it
    has none. ``text``: the words of the due, which name the weekday of a week."""
    found = []
    for part in rule.split("+"):
        kind, _, given = part.partition(":")
        if kind == "by" or (kind in {"yearly", "half-yearly", "nine-monthly"} and given):
            found += [_day(each) for each in given.split(",") if each]
        elif kind == "period":
            found.append(_day(given.rpartition("..")[2]))
        elif kind == "within" or (kind in {"daily", "quarterly", "monthly"} and given):
            found.append(_part(part))
        elif kind == "weekly" and (weekday := weekday_of(text)):
            found.append(say("rule.weekly.on", day=say(f"web.weekday.{weekday}")))
    return ", ".join(found)


def period_said(rule: str, text: str = "") -> str:
    """The periods of a due rule that have no day of their own: "hằng tuần", "hằng quý, hằng năm"; "" where it has none."""
    return ", ".join(_part(part) for part in rule.split("+") if part in PERIODS and not day_said(part, text))


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


PERIODS = frozenset(("daily", "weekly", "monthly", "quarterly", "half-yearly", "nine-monthly", "yearly"))
KINDS = frozenset(
    (
        "by",
        "yearly",
        "half-yearly",
        "nine-monthly",
        "quarterly",
        "monthly",
        "weekly",
        "year",
        "continuous",
        "on-demand",
        "other",
    )
)


def _day(given: str) -> str:
    """ "2027-06-15" -> "15/6/2027", "06-15" -> "15/6", "20" -> "20"."""
    return (
        "/".join(str(int(number)) for number in reversed(given.split("-")))
        if given.replace("-", "").isdigit()
        else given
    )
