"""Whose year a day without one has: the year said next to it in its statement, else the plan's own (DOMAIN 3, trap 9)."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, NamedTuple

from compiler.when.rules import Rule
from compiler.when.spoken import say

CLOSES_UNTIL = 3
"""A report on a year is due up to this month of the next ("báo cáo năm 2025 trước ngày 10/01")."""


class PlanYears(NamedTuple):
    """When a plan is for: `year` is that of a day without one, `first` the first of several that the plan is for."""

    year: int | None
    first: int | None = None
    issued_on: date | None = None

    def is_over(self, year: int) -> bool:
        """Whether what is said of a whole year looks back: it is before the plan's own, or before the first of them."""
        own = self.first or self.year
        return own is not None and year < own

    def is_past(self, last: str) -> bool:
        """Whether a day ("2025-11-20") had come when the plan was issued; any is where nobody knows when that was."""
        return self.issued_on is None or last <= self.issued_on.isoformat()


Sort = Literal["own", "when", "told_of", "part_told_of", "other"]


class Beside(NamedTuple):
    """A year that a statement says next to a day: the day's `own` ("20/5 của năm 2026"), `when` the act takes place
    ("trong năm 2025, …"), what a report is `told_of` ("báo cáo kết quả năm 2025"; `part_told_of` where of its beginning only),
    or some `other` thing's ("dự toán năm 2027")."""

    year: int
    sort: Sort


_DATED = re.compile(r"(?:by|period):")
_DAYS = re.compile(r"\d{4}-\d\d-\d\d")
_FIRST_MONTHS = re.compile(rf"by:\d{{4}}-0[1-{CLOSES_UNTIL}]-\d\d")
_HAS_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SAID = re.compile(
    r"(?<!\w)(?<!năm học )(?:năm |(?<=\d)/)(?P<year>(?:19|20)\d\d)(?! ?(?:[-–/]|và|đến|,? (?:năm )?(?:19|20)\d\d)(?!\s*(?:gửi|nộp|báo cáo)))(?!\d)"
)
_NOT_ITS_OWN = re.compile(
    r"(?:giai đoạn|nhiệm kỳ|khóa|đến(?: hết| cuối)?|từ(?: đầu)?|hết|sau|kể từ|so với|tầm nhìn|định hướng|trước"
    r"|ngày [\d.…_]{1,5} tháng [\d.…_]{1,4}"
    r"|(?:luật|hiến pháp|pháp lệnh|nghị quyết|nghị định|thông tư|quyết định|chỉ thị|kết luận|công văn|văn bản|công điện|thông báo)(?: [^\s;,.()]+){0,12}"
    r"|số \S+ ngày [^;,()]{0,20})[ ,]*$"
)
"""Before a year that is an act's, a phase's or a start's: no day beside it belongs to it."""
_WHEN = re.compile(
    r"(?:^|[:;(,–-]\s?|(?<!\w)(?:trong|vào|riêng|của)\s)(?:(?:tháng|quý|0?6 tháng|đợt|kỳ) \S+ (?:đầu |cuối )?)?$"
)
_TELLS_OF = re.compile(
    r"(?<!\w)(?:báo cáo|tổng kết|quyết toán)(?P<of>(?:,? (?!(?:kế|phương|dự|chương|nhiệm|chỉ|để|về)(?!\w))[^\s;,.()]+){0,12}) $"
)
_EARLY = re.compile(r"(?<!\w)(?:quý (?:i|1|đầu)|tháng 0?[1-3]|0?6 tháng|tháng đầu)(?!\w)")
"""Parts of a year whose report is due in the year itself, however early: "báo cáo quý I năm 2026 trước ngày 20/3"."""
_SENTENCE = re.compile(r"\.\s")
_CLAUSE = re.compile(r"[;.]\s")
_BEHIND = re.compile(
    r"^(?:(?: ?,| và|;)? ?(?:đợt \d:? |lần \d:? )?(?:vào |trong |trước )?(?:ngày|tháng|quý) (?:\d{1,2}|i{1,3}v?|iv)(?:/\d{1,2})?){0,6}"
    r"(?:,? (?:của |trong |thuộc )?năm )(?P<year>(?:19|20)\d\d)(?!\d| ?[-–])"
)
"""Right behind the day, over others of its row: "trước ngày 20/5 của năm 2026", "tháng 3; tháng 9 năm 2026"."""


def say_in(rule: Rule, match: re.Match[str], low: str, plan: PlanYears) -> str | None:
    """The rule that `match` of `rule` in `low` states in a plan (spoken.say), a day without a year in the one said beside it.

    A year before the plan's is taken where the day was still to come at the issue, one behind it where the act takes
    place in it or the report tells of it: "Lập dự toán năm 2027 trước ngày 20/7" is a day of 2026.
    """
    said = say(rule, match, plan.year)
    if states_year(match[0]) or not (said is None or _DATED.search(said)):
        return said
    beside = year_beside(low, match.start(), match.end())
    anew = say(rule, match, beside.year) if beside is not None else None
    if beside is None or anew is None:
        return said
    if beside.sort == "told_of" and _FIRST_MONTHS.fullmatch(anew):
        beside, anew = beside._replace(year=beside.year + 1), say(rule, match, beside.year + 1) or anew
    if beside.sort == "own" or plan.year is None or beside.year == plan.year:
        return anew
    if beside.year > plan.year:
        return said if beside.sort == "other" else anew
    return said if plan.is_past(max(_DAYS.findall(anew), default="")) else anew


def states_year(said: str) -> bool:
    """Whether words of time hold a year of their own."""
    return _HAS_YEAR.search(said) is not None


def year_beside(low: str, start: int, end: int) -> Beside | None:
    """The year that the statement says next to the time in ``low[start:end]``: right behind it, else before it in its
    clause, or as the label of its list ("Năm 2025: …; …"); None where it says none."""
    behind = _BEHIND.match(low[end : end + 120])
    if behind is not None:
        return Beside(int(behind["year"]), "own")
    first = max((stop.end() for stop in _SENTENCE.finditer(low, 0, start)), default=0)
    clause = max((stop.end() for stop in _CLAUSE.finditer(low, first, start)), default=first)
    for said in reversed(list(_SAID.finditer(low, first, start))):
        before = low[first : said.start()]
        if _NOT_ITS_OWN.search(before) or (said.start() < clause and low[said.end() : said.end() + 1] != ":"):
            continue
        return Beside(int(said["year"]), _sort(before))
    return None


def _sort(before: str) -> Sort:
    told_of = _TELLS_OF.search(before)
    if told_of is not None:
        return "part_told_of" if _EARLY.search(told_of["of"]) else "told_of"
    return "when" if _WHEN.search(before) else "other"
