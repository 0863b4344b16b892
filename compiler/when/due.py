"""When a duty is due: phrases of time to a rule of the closed list (DOMAIN 2.I; config/grammar/periods.yaml).

What names no day stays without one: "định kỳ" alone is `other`, never an invented date.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from compiler.result import Due
from compiler.when.dates import with_whole_years
from compiler.when.rules import Rule, rules
from compiler.when.spoken import month_day, numbers
from compiler.when.years import PlanYears, say_in

PAST = re.compile(
    r"(?<!\w)đã(?: được| cơ bản)*(?: (?:hoàn thành|ban hành|tổ chức|thực hiện|triển khai|xong|báo cáo|kết thúc)[^.;,]{0,40})?\s*$"
)
_NEXT_YEAR = re.compile(r"\s+(?:của )?năm (?:tiếp theo|sau|kế tiếp|liền kề)(?!\w)")
_QUARTER_SPELT = re.compile(r"(?<!\w)quí(?!\w)")
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_BY_YEAR = re.compile(r"by:\d{4}-")
_ALONE = {"quarterly", "half-yearly", "yearly", "monthly", "weekly"}


DATA_WINDOW = re.compile(
    r"(?<![^\s(])(?:thời (?:gian|điểm)|số liệu|kỳ)(?=[^.;()]{0,120}(?:số liệu|tính|chốt))[^.;()]{0,120}?\stừ (?:ngày )?\d[^.;()]{3,120}?\sđến (?:ngày |hết )?[^.;()]{3,80}"
)
""""Thời gian chốt số liệu tính từ ngày 15 … đến ngày 14 …": what a report covers is no day on which it is due (DOMAIN 12, 5)."""
_SPEAKS_OF_TIME = re.compile(
    r"\d|năm|tháng|quý|tuần|ngày|giờ|khi|yêu cầu|đề nghị|định kỳ|thường xuyên|trong suốt|liên tục|quy định|hướng dẫn|sau|trước"
    r"|nếu|đột xuất|lần|tiếp theo|học kỳ|kỳ họp|tết|tiến độ|lộ trình|chủ nhật|cuối|đầu|hết"
)
"""What every phrase of time has at least one of: a text without any states no due."""


_BEFORE_MONTH = re.compile(r"(?P<before>(?<!\S)\S{1,20}\s|^)(?P<number>\d{1,2})\s(?=(?P<month>[Tt]háng)\s+\d)")
_SPANS = re.compile(r"(?:tháng|quý|quí|năm|đợt|kỳ)\s", re.I)
_SAYS_DAY = re.compile(
    r"(?:ngày|sáng|chiều|đến|từ|trước|vào|hết|là|nhất|quá|hơn|hạn|xong|thành|gửi|trong|và|mùng|.*[-–,:(&])\s", re.I
)


def _apart(number: re.Match[str]) -> str:
    """A number before a month, length kept, parted from it where it is no day: it is a month's or quarter's own ("Tháng 3
    Tháng 9"), or nothing leads up to it as a day and the month begins anew with a capital, as in a cell beside it."""
    before = number["before"]
    own = _SPANS.match(before) or (number["month"][0] == "T" and not _SAYS_DAY.match(before))
    return f"{number[0][:-1]};" if own else number[0]


@cache
def _lines(time: bool) -> tuple[Rule, ...]:
    """The grammar's lines for a text that speaks of nothing but `time`, or for any other."""
    return tuple(rule for rule in rules() if time or rule.only not in {"time", "time-fallback"})


class FoundDue(NamedTuple):
    """A due with its place in the block's text."""

    due: Due
    start: int
    end: int


@lru_cache(maxsize=1_024)
def read_due(
    text: str, key: str, *, year: int | None, time: bool = False, plan: PlanYears | None = None
) -> FoundDue | None:
    """The due that `text` states (`key`: one-tone `text`), or None.

    A year of two digits is one near the plan's. `time` marks a text that speaks of nothing but time ("Thời gian: …", a time column): there a bare year or
    month counts. `year` is the plan's: a day without one belongs to it (DOMAIN 3, trap 9), or to the year said beside it,
    where `plan` says more of its years.
    """
    plan = plan or PlanYears(year)
    whole, places = with_whole_years(key, year)
    if places is not None and (full := read_due(whole, whole, year=year, time=time, plan=plan)) is not None:
        start, end = places[full.start], places[full.end]
        return FoundDue(Due(text=text[start:end].strip(" ,.;"), rule=full.due.rule), start, end)
    low = _QUARTER_SPELT.sub("quý", _BEFORE_MONTH.sub(_apart, key).lower())
    if not time and _SPEAKS_OF_TIME.search(low) is None:
        return None
    if not time:
        low = DATA_WINDOW.sub(lambda window: " " * len(window[0]), low)
    taken = [False] * len(low)
    counted = any(map(str.isdigit, low))
    found: list[tuple[int, int, str]] = []
    undated: list[tuple[int, int, str]] = []
    rows: list[tuple[int, int, str]] = []
    for rule in [rule for rule in _lines(time) if rule.holds in low and (counted or rule.needs != "1")]:
        if (rule.only == "time-fallback" and found) or (rule.needs not in {"", "1"} and rule.needs not in low):
            continue
        for match in rule.said.finditer(low):
            if any(taken[match.start() : match.end()]):
                continue
            if (
                not time
                and rule.unless_after
                and rule.unless_after.search(low[max(0, match.start() - 100) : match.start()])
            ):
                continue
            if rule.only_after and not rule.only_after.search(low[max(0, match.start() - 100) : match.start()]):
                continue
            if not time and rule.unless_before and rule.unless_before.search(low[match.end() : match.end() + 40]):
                continue
            said = say_in(rule, match, low, plan)
            if said is None or (not time and (_bygone(said, plan) or _looks_back(low, match.start(), said, year))):
                continue
            taken[match.start() : match.end()] = [True] * (match.end() - match.start())
            found.append((match.start(), match.end(), said))
            if rule.kind == "by-plan-year" and (said.startswith("by:") or year is None):
                undated.append((match.start(), match.end(), month_day(*numbers(match))))
            if rule.kind == "days" and _A_YEAR.search(match[0]) is None:
                rows.append(found[-1])
    found = _day_of_each_year(found, undated, low) if not rows else _row_of_each_year(found, rows, low)
    every = [(one[0], one[1]) for one in found]
    if any(said != "other" for _, _, said in found):
        # "định kỳ" beside a period, a day beside "hằng năm": the narrower one speaks
        found = [one for one in found if one[2] != "other" or _speaks_beside(one, found, low)]
    found.sort()
    parts: list[str] = []
    for _, _, said in found:
        if said not in parts and not any(part.split(":")[0] == said and said in _ALONE for part in parts):
            parts.append(said)
    if not parts:
        return None if time else _of_a_field_within(text, key, plan)
    parts = [p for p in parts if not (p in _ALONE and any(q.startswith(p + ":") for q in parts))]
    start, end = (min(every)[0], max(each[1] for each in every)) if time else (found[0][0], found[-1][1])
    if end - start > 160:
        end = found[0][1]
    start, end = _led(low, start), _whole(low, start, end)
    return FoundDue(Due(text=text[start:end].strip(" ,.;"), rule="+".join(parts)), start, end)


_FIELD = re.compile(
    r"(?<![^\W])(?:thời (?:gian|hạn)|hạn)(?: (?:tổ chức|thực hiện|triển khai|hoàn thành|dự kiến|tập huấn|gửi|nộp))?: ?(?P<said>[^;()\n]{2,80}?)(?=[;)]|\. |\.?$)",
    re.I,
)
"""A field of time within a sentence: "mở lớp tập huấn (thời gian: 10-12/6/2026)"."""


def _of_a_field_within(text: str, key: str, plan: PlanYears) -> FoundDue | None:
    field = _FIELD.search(key) if ":" in key else None
    if field is None:
        return None
    at, end = field.span("said")
    found = read_due(text[at:end], key[at:end], year=plan.year, time=True, plan=plan)
    return found._replace(start=found.start + at, end=found.end + at) if found else None


_LED = re.compile(
    r"(?<!\w)(?:(?:định kỳ|(?:\d{1,2} )?(?:đợt|giai đoạn)(?: \d{1,2})?:?|(?:khi|nếu) (?:(?:chưa|không) )?có(?: [^\W\d_]{1,12}){1,4},) )+$"
)


def _led(low: str, start: int) -> int:
    """Where the words of time that go on at `start` begin: "định kỳ thứ Sáu …", "đợt 1 đến ngày …", "khi chưa có dịch,
    thứ Sáu …"."""
    led = _LED.search(low, max(0, start - 60), start)
    return led.start() if led else start


_STARTS_COUNT = re.compile(r"(?:từ|sau)$")
_FROM_WHEN = re.compile(
    r"(?: (?:ngày|khi) [^\s,.;:()]{1,30})?(?: (?!(?:để|phải|thì|có trách nhiệm|gửi (?:về|đến|cho)|các (?:sở|cơ quan|đơn vị|địa phương|xã)|ubnd|ủy ban|sở)(?!\w))[^\s,.;:()]{1,30}){1,12}"
)
_BRACKET_ENDS = re.compile(r"[^();\n]{0,80}\)")


def _whole(low: str, start: int, end: int) -> int:
    """Where the words of time in ``low[start:end]`` end, not cut in the middle: "10 ngày kể từ" goes on with the day from
    which is counted, a bracket that opened is closed."""
    if _STARTS_COUNT.search(low, start, end):
        on = _FROM_WHEN.match(low, end)
        end = on.end() if on else end
    if low.count("(", start, end) > low.count(")", start, end):
        closed = _BRACKET_ENDS.match(low, end)
        end = closed.end() if closed else end
    return end


def _speaks_beside(one: tuple[int, int, str], found: list[tuple[int, int, str]], low: str) -> bool:
    """Whether "định kỳ" stands beside nothing but "khi có yêu cầu", "ngay sau khi …" beside nothing narrower."""
    said = {other[2] for other in found} - {"other"}
    return said <= {"on-demand", "continuous"} and ("on-demand" in said or low.startswith("ngay sau", one[0]))


def _day_of_each_year(
    found: list[tuple[int, int, str]], undated: list[tuple[int, int, str]], low: str
) -> list[tuple[int, int, str]]:
    """ "Hằng năm, báo cáo … trước ngày 10/12": a day without a year beside "hằng năm" in its sentence is a day of every
    year, and so is a day "của năm tiếp theo" behind it. `undated`: the days as "12-10"."""
    yearly = [one for one in found if one[2] == "yearly"]
    if len(yearly) != 1:
        return found
    each = yearly[0]
    next_year = [one for one in undated if _NEXT_YEAR.match(low, one[1])]
    beside = [
        one
        for one in undated
        if one not in next_year and not re.search(r"[;.]\s", low[min(each[1], one[1]) : max(each[0], one[0])])
    ]
    if len(beside) != 1 or len(undated) != 1 + len(next_year):
        return found
    first, last = sorted([each, beside[0]])
    places = {one[:2] for one in undated}
    rest = [one for one in found if one != each and one[:2] not in places]
    later = [(one[0], one[1], f"yearly:{one[2]}") for one in next_year]
    return [*rest, (first[0], last[1], f"yearly:{beside[0][2]}"), *later]


def _row_of_each_year(
    found: list[tuple[int, int, str]], rows: list[tuple[int, int, str]], low: str
) -> list[tuple[int, int, str]]:
    """ "Hằng năm, báo cáo … trước ngày 10/3, 10/9": days in a row without a year beside "hằng năm" in its sentence are days
    of every year."""
    yearly = [one for one in found if one[2] == "yearly"]
    if len(yearly) != 1 or len(rows) != 1:
        return found
    first, last = sorted([yearly[0], rows[0]])
    if re.search(r"[;.]\s", low[first[1] : last[0]]):
        return found
    said = _BY_YEAR.sub("yearly:", rows[0][2])
    rest = [one for one in found if one not in (yearly[0], rows[0])]
    return [*rest, (first[0], last[1], said if said != "other" else "yearly")]


def _bygone(said: str, plan: PlanYears) -> bool:
    """A year before the plan's own is what the text looks back on."""
    return said.startswith("year:") and plan.is_over(int(said[5:]))


def _looks_back(low: str, at: int, said: str, year: int | None) -> bool:
    """Whether a last day is told as past: "đã hoàn thành trước ngày …", or two years and more before the plan's own."""
    if not said.startswith("by:"):
        return False
    long_ago = year is not None and int(said[3:7]) < year - 1
    return long_ago or bool(PAST.search(low, max(0, at - 60), at))
