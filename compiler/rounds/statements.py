"""What a plan's sentences say about reports: periods and days, reports after an event."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from compiler.result import Due, Event, Responsibility, Role
from compiler.rounds.owing import owed_by
from compiler.text.manuscript import same_tone
from compiler.when.due import read_due
from config.wording import say
from config.workdays import add_working_days

Side = Literal["contributors", "coordinator"]

_WORDS = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "half-yearly": "half",
    "nine-monthly": "nine",
    "yearly": "year",
}
_PART = re.compile(rf"(?P<word>{'|'.join(_WORDS)}|by)(?::(?P<days>[\d,:-]+))?")
_PERIOD = re.compile(r"period:(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)")
_WITHIN = re.compile(r"within:(?P<days>\d+)(?P<unit>d|wd|m)")
_REPORT = re.compile(r"báo cáo", re.IGNORECASE)
_BEFORE = re.compile(r"\btrước\s+(?:ngày\b|\d)", re.IGNORECASE)
_SO_MANY = re.compile(r"\d+\s+(?:ngày(?:\s+làm\s+việc)?|tuần|tháng|giờ)(?!\w)", re.IGNORECASE)
_WHAT = r"(?P<what>[^,.;()]{3,90})"
_SINCE = re.compile(rf",?\s*\(?(?:kể\s+)?(?:từ|sau)\s+(?:(?:ngày|khi)\s+)?(?!đó\b|này\b){_WHAT}", re.IGNORECASE)
"""Just behind the days: "trong 10 ngày, kể từ ngày …", in brackets too."""
_OCCASION = r"(?:kỳ|đợt|cuộc|hội\s+(?:nghị|thi|thao|diễn|chợ|thảo)|buổi|lễ|phiên|vụ|lớp)"
_STARTS = re.compile(
    rf"(?<!\w)(?:kể\s+từ\s+(?:(?:ngày|khi|lúc|thời\s+điểm)\s+)?|(?:từ|sau)\s+(?:(?:ngày|khi|lúc|thời\s+điểm)\s+|(?=(?:mỗi|từng|các)\s|{_OCCASION}\s))|^(?:ngay\s+)?sau\s+){_WHAT}",
    re.IGNORECASE,
)
"""Elsewhere in the clause: "Sau khi kết thúc đợt kiểm tra, trong 05 ngày …"."""
_CLAUSE = re.compile(r"[;.]\s+")
_STOP = re.compile(r"[.;:]\s+|[()]")
_ISSUE = re.compile(
    r"(?:ban hành|ký|nhận được|nhận|có hiệu lực)(?:\s+ban hành)?(?:\s+(?:kế hoạch|văn bản|quyết định|chỉ thị|công văn))?"
    r"(?:\s+này)?\s*$",
    re.IGNORECASE,
)


class Statement(NamedTuple):
    """A period word with its days as written in the rule, and whose; ``span`` limits daily reports.

    The word "date" is a day alone: "2026-06-30", or "06-30" of every year; "days" are several days of every month.
    ``owed``: whose report it is, where not everybody's: the numbers of the duties of which it tells.
    """

    side: Side
    word: str
    days: tuple[str, ...]
    text: str
    span: tuple[date, date] | None = None
    owed: tuple[str, ...] = ()


def stated(
    responsibilities: Iterable[Responsibility],
    coordinator: str | None,
    issued_on: date | None = None,
    issuer: str | None = None,
) -> list[Statement]:
    """What the text says about reports, and who owes which (compiler/rounds/owing).

    A body that reports under its own plan reports upwards, as its coordinating unit does for it.
    """
    found: list[tuple[Responsibility, Statement]] = []
    duties = list(responsibilities)
    for duty in _reporting(duties):
        assert duty.due is not None
        itself = bool(issuer) and not duty.group and (issuer or "").casefold().startswith(duty.holder.casefold())
        central = Role.CONSOLIDATE in duty.roles or duty.holder == coordinator or itself
        side: Side = "coordinator" if central else "contributors"
        rules = duty.due.rule.split("+")
        parts = [match for part in rules if (match := _PART.fullmatch(part))]
        span = next((_span(match) for part in rules if (match := _PERIOD.fullmatch(part))), None)
        # A date beside a period, on a duty to carry something out, or for a list or a plan is no report's.
        dated = set(duty.roles) <= {Role.REPORT, Role.CONSOLIDATE} and _REPORT.search(duty.text)
        several = sum(match["word"] == "yearly" and bool(match["days"]) for match in parts) > 1
        only_days = all(match["word"] == "by" for match in parts)
        of_a_month = _days_of_a_month(parts)
        for match in parts:
            days = tuple(match["days"].split(",")) if match["days"] else ()
            said = phrase_of(duty, match[0])
            if match["word"] == "by":
                if dated and only_days:
                    found.append((duty, Statement(side, "date", days, said)))
            elif several and match["word"] == "yearly":  # "30/4, 30/8 và 30/12 hằng năm": each day is a report's
                found += [(duty, Statement(side, "date", (day,), said)) for day in days]
            elif match["word"] == "monthly" and len(of_a_month) > 1:
                found.append((duty, Statement(side, "days", of_a_month, said)))
            else:
                found.append((duty, Statement(side, _WORDS[match["word"]], days, said, span)))
        fixed = after_issue(duty.due, duty.text, issued_on)
        if not parts and dated and fixed:
            found.append((duty, Statement(side, "date", (fixed.isoformat(),), duty.due.text)))
    return owed_by(found, duties)


def events(responsibilities: Iterable[Responsibility], issued_on: date | None) -> Iterator[Event]:
    """Reports that are owed some days after something whose day the text cannot know."""
    number = 0
    for duty in _reporting(responsibilities):
        assert duty.due is not None
        within = next((match for part in duty.due.rule.split("+") if (match := _WITHIN.fullmatch(part))), None)
        if within is None or after_issue(duty.due, duty.text, issued_on):
            continue
        number += 1
        months = within["unit"] == "m"
        yield Event(
            key=f"E{number}",
            name=say("regime.event", text=_short(duty.text)),
            after=since(duty.due, duty.text) or say("regime.event.unsaid"),
            within=int(within["days"]) * (30 if months else 1),
            unit="wd" if within["unit"] == "wd" else "d",
            duties=[duty.id],
        )


def without_days(responsibilities: Iterable[Responsibility]) -> Iterator[Responsibility]:
    """Duties to report every day for which no sentence says from when to when."""
    for duty in _reporting(responsibilities):
        rules = duty.due.rule.split("+") if duty.due else []
        if any(rule.split(":")[0] == "daily" for rule in rules) and not any(_PERIOD.fullmatch(rule) for rule in rules):
            yield duty


def due_on(due: Due, *, before_is_inclusive: bool = True) -> date | None:
    """The last day for a duty with one fixed date; None for periodic or open rules, or a day that is none.

    "trước ngày D" names D itself where the plan's policy is inclusive, the day before where not
    (DOMAIN 3, trap 11).
    """
    for part in due.rule.split("+"):
        try:
            if match := re.fullmatch(r"by:(\d{4}-\d{2}-\d{2})", part):
                return before(date.fromisoformat(match[1]), due.text, before_is_inclusive)
            if match := _PERIOD.fullmatch(part):
                return date.fromisoformat(match[2])
        except ValueError:
            return None
    return None


def says_before(due: Due) -> str | None:
    """The words "trước ngày" (and the day behind them) in a due phrase, which policy.before_is_inclusive reads."""
    found = _BEFORE.search(due.text)
    return due.text[found.start() :].strip() if found else None


def phrase_of(duty: Responsibility, part: str) -> str:
    """The words that say a `part` of a duty's due rule: its due phrase, or that of another clause of the duty where the
    phrase, the first of several, does not say it ("kiện toàn trong tháng 12; định kỳ 6 tháng báo cáo trước 10/6")."""
    assert duty.due is not None
    if "+" not in duty.due.rule:
        return duty.due.text
    for words in (duty.due.text, *_CLAUSE.split(duty.text)):
        found = read_due(words, same_tone(words), year=None)
        if found is not None and part in found.due.rule.split("+"):
            return found.due.text
    return duty.due.text


def period_parts(rule: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The periods of a due rule as words of Statement, each with the days that it names: "monthly:05" is a month and its 5th."""
    for part in rule.split("+"):
        found = _PART.fullmatch(part)
        if found and found["word"] in _WORDS:
            yield _WORDS[found["word"]], tuple(found["days"].split(",")) if found["days"] else ()


def after_issue(due: Due, text: str, issued_on: date | None) -> date | None:
    """The day of "trong 10 ngày kể từ ngày ban hành Kế hoạch này"; None where it runs from anything else."""
    found = _WITHIN.fullmatch(due.rule)
    start = since(due, text)
    if found is None or issued_on is None or start is None or not _ISSUE.match(start):
        return None
    return _counted(found, issued_on)


def counted_from(due: Due, start: date) -> date | None:
    """The last day of "trong 10 ngày" counted from ``start``; None for a rule of another kind."""
    found = _WITHIN.fullmatch(due.rule)
    return _counted(found, start) if found else None


def since(due: Due, text: str) -> str | None:
    """What a duty's days are counted from, as the words beside them say: "nhận Kế hoạch này"; None where they do not say.

    Only a start in the clause of the days counts: "vốn từ ngân sách; hoàn thành trong 10 ngày" names none.
    """
    flat = " ".join(text.split())
    said = " ".join(due.text.split())
    flat = flat if said in flat else said  # the days stand in a field of their own
    at = flat.find(said)
    first = max((stop.end() for stop in _STOP.finditer(flat, 0, at)), default=0)
    stop = _STOP.search(flat, at + len(said))
    last = stop.start() if stop else len(flat)
    days = _SO_MANY.search(flat, at, last)
    begin, end = days.span() if days else (last, last)
    before = _STARTS.search(flat[first:begin])
    found = _SINCE.match(flat, end) or _STARTS.search(flat, end, last) or before
    return found["what"].strip() if found else None


def _counted(within: re.Match[str], start: date) -> date:
    count = int(within["days"])
    if within["unit"] == "wd":
        return add_working_days(start, count)
    return start + timedelta(days=count * (30 if within["unit"] == "m" else 1))


def before(day: date, text: str, inclusive: bool) -> date:
    """``day`` as the phrase and the policy have it: "trước ngày D" may end on the day before."""
    return day if inclusive or not _BEFORE.search(text) else day - timedelta(days=1)


def _reporting(responsibilities: Iterable[Responsibility]) -> Iterator[Responsibility]:
    """Duties to report with a due rule that the text itself states."""
    for duty in responsibilities:
        reports = {Role.REPORT, Role.CONSOLIDATE} & set(duty.roles)
        if duty.due is None or not reports or duty.exception_channel or duty.requested or duty.basis == "assumed":
            continue
        yield duty


def _days_of_a_month(parts: Iterable[re.Match[str]]) -> tuple[str, ...]:
    """The days that one duty names of every month, in order: "trước ngày 05 và ngày 20 hằng tháng"."""
    days = {day for part in parts if part["word"] == "monthly" and part["days"] for day in part["days"].split(",")}
    return tuple(sorted(days, key=int))


def _span(match: re.Match[str]) -> tuple[date, date]:
    return date.fromisoformat(match[1]), date.fromisoformat(match[2])


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 70 else flat[:69].rstrip() + "…"
