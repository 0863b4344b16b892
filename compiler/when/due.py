"""When a duty is due: phrases of time to a rule of the closed list (DOMAIN 2.I; config/grammar/periods.yaml).

What names no day stays without one: "định kỳ" alone is `other`, never an invented date.
"""

from __future__ import annotations

import calendar
import re
from functools import cache
from typing import Any, NamedTuple

from compiler.grammar import load
from compiler.result import Due
from compiler.when.dates import make_date

_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_QUARTER = r"(?:iv|i{1,3}|[1-4])\b"
_CLOCK = (("h", r"(?:[01]?\d|2[0-3])"), ("p", r"[0-5]\d"))
_TIME_OF_DAY = r"(?:(?:lúc )?\d{1,2} ?(?:giờ|h|g|:) ?(?:\d{1,2} ?(?:phút)?['’′]*)?,? ?)?"
_MONTHS = {
    **{word: n for n, word in enumerate(["giêng", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"], 1)},
    "một": 1,
    "mười một": 11,
    "mười hai": 12,
    "chạp": 12,
}
_MONTH_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_LETTERS = (
    *(("d", _DAY), ("m", _MONTH), ("y", _YEAR), ("q", _QUARTER), ("n", r"\d{1,3}"), ("w", _MONTH_NAME)),
    *_CLOCK,
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PAST = re.compile(
    r"(?<!\w)đã(?: được| cơ bản)*(?: (?:hoàn thành|ban hành|tổ chức|thực hiện|triển khai|xong|báo cáo|kết thúc)[^.;,]{0,40})?\s*$"
)
_NEXT_YEAR = re.compile(r"\s+(?:của )?năm (?:tiếp theo|sau|kế tiếp|liền kề)(?!\w)")
_QUARTER_SPELT = re.compile(r"(?<!\w)quí(?!\w)")
_ALONE = {"quarterly", "half-yearly", "yearly", "monthly", "weekly"}


_DATA_WINDOW = re.compile(
    r"(?<![^\s(])(?:thời (?:gian|điểm)|số liệu|kỳ)(?=[^.;()]{0,120}(?:số liệu|tính|chốt))[^.;()]{0,120}?\stừ (?:ngày )?\d[^.;()]{3,120}?\sđến (?:ngày |hết )?[^.;()]{3,80}"
)
""""Thời gian chốt số liệu tính từ ngày 15 … đến ngày 14 …": what a report covers is no day on which it is due (DOMAIN 12, 5)."""
_SPEAKS_OF_TIME = re.compile(
    r"\d|năm|tháng|quý|tuần|ngày|giờ|khi|yêu cầu|đề nghị|định kỳ|thường xuyên|trong suốt|liên tục|quy định|hướng dẫn|sau|trước"
    r"|nếu|đột xuất|lần|tiếp theo|học kỳ|tết|tiến độ|lộ trình|chủ nhật|cuối|đầu|hết"
)
"""What every phrase of time has at least one of: a text without any states no due."""


class _Rule(NamedTuple):
    kind: str
    said: re.Pattern[str]
    to: str
    only: str
    unless_after: re.Pattern[str] | None
    unless_before: re.Pattern[str] | None
    only_after: re.Pattern[str] | None
    needs: str
    """A letter or word that any match holds: "1" for any digit, "" for none known."""


class FoundDue(NamedTuple):
    """A due with its place in the block's text."""

    due: Due
    start: int
    end: int


def read_due(text: str, key: str, *, year: int | None, time: bool = False) -> FoundDue | None:
    """The due that `text` states (`key`: one-tone `text`), or None.

    `time` marks a text that speaks of nothing but time ("Thời gian: …", a time column): there a bare year or
    month counts. `year` is the plan's: a day without one belongs to it (DOMAIN 3, trap 9).
    """
    low = _QUARTER_SPELT.sub("quý", key.lower())
    if not time and _SPEAKS_OF_TIME.search(low) is None:
        return None
    if not time:
        low = _DATA_WINDOW.sub(lambda window: " " * len(window[0]), low)
    taken = [False] * len(low)
    counted = any(map(str.isdigit, low))
    found: list[tuple[int, int, str]] = []
    undated: list[tuple[int, int, str]] = []
    for rule in _rules():
        if (rule.only in {"time", "time-fallback"} and not time) or (rule.only == "time-fallback" and found):
            continue
        if rule.needs and not (counted if rule.needs == "1" else rule.needs in low):
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
            said = _say(rule, match, year)
            if said is None or (not time and (_bygone(said, year) or _looks_back(low, match.start(), said, year))):
                continue
            taken[match.start() : match.end()] = [True] * (match.end() - match.start())
            found.append((match.start(), match.end(), said))
            if rule.kind == "by-plan-year" and (said.startswith("by:") or year is None):
                undated.append((match.start(), match.end(), _month_day(*_numbers(match))))
    found = _day_of_each_year(found, undated, low)
    if any(said != "other" for _, _, said in found):
        # "định kỳ" beside a period, a day beside "hằng năm": the narrower one speaks
        found = [one for one in found if one[2] != "other" or _speaks_beside(one, found, low)]
    found.sort()
    parts: list[str] = []
    for _, _, said in found:
        if said not in parts and not any(part.split(":")[0] == said and said in _ALONE for part in parts):
            parts.append(said)
    if not parts:
        return None
    parts = [p for p in parts if not (p in _ALONE and any(q.startswith(p + ":") for q in parts))]
    start, end = found[0][0], found[-1][1]
    if end - start > 160:
        end = found[0][1]
    return FoundDue(Due(text=text[start:end].strip(" ,.;"), rule="+".join(parts)), start, end)


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


def _numbers(match: re.Match[str]) -> tuple[str, str]:
    """Month and day of a match, the month also by its name."""
    named = match.groupdict()
    month = _MONTHS[named["w"]] if named.get("w") else named["m"]
    return str(month), str(named["d"])


def _bygone(said: str, year: int | None) -> bool:
    """A year before the plan's own is what the text looks back on."""
    return year is not None and said.startswith("year:") and int(said[5:]) < year


def _looks_back(low: str, at: int, said: str, year: int | None) -> bool:
    """Whether a last day is told as past: "đã hoàn thành trước ngày …", or two years and more before the plan's own."""
    if not said.startswith("by:"):
        return False
    long_ago = year is not None and int(said[3:7]) < year - 1
    return long_ago or bool(_PAST.search(low, max(0, at - 60), at))


def _say(rule: _Rule, match: re.Match[str], year: int | None) -> str | None:
    named = match.groupdict()
    if rule.kind == "text":
        return rule.to
    if rule.kind == "other":
        return "other"
    if rule.kind == "daily-clock":
        return f"daily:{int(named['h']):02d}:{int(named['p'] or 0):02d}"
    if rule.kind == "within":
        unit = "wd" if named.get("wd") else "m" if named.get("mo") else "d"
        return f"within:{int(named['n']) * (7 if named.get('wk') else 1)}{unit}"
    if rule.kind == "hours":
        return f"within:{int(named['n']) // 24}d" if int(named["n"]) % 24 == 0 else "other"
    if rule.kind.endswith(("-day", "-days", "-and-year", "yearly-month", "yearly-quarter")):
        return _recurring(rule.kind, named)
    return _dated(rule.kind, named, year)


def _recurring(kind: str, named: dict[str, Any]) -> str | None:
    if kind == "monthly-day":
        return f"monthly:{int(named['d']):02d}"
    if kind == "quarterly-day":
        return f"quarterly:{int(named['d']):02d}"
    if kind == "half-and-year":
        first, second = _month_day(named["m1"], named["d1"]), _month_day(named["m2"], named["d2"])
        return f"half-yearly:{first}+yearly:{second}"
    if kind == "half-yearly-days":
        return f"half-yearly:{_month_day(named['m1'], named['d1'])},{_month_day(named['m2'], named['d2'])}"
    if kind == "yearly-quarter":
        return f"yearly:{_last_day(2001, 3 * _QUARTERS[named['q']])[5:]}"
    if kind == "yearly-month":
        return f"yearly:{_last_day(2001, int(named['m']))[5:]}"
    period = "half-yearly" if kind == "half-yearly-day" else "yearly"
    return f"{period}:{_month_day(named['m'], named['d'])}"


def _dated(kind: str, named: dict[str, Any], year: int | None) -> str | None:
    y = int(named.get("y") or year or 0)
    if named.get("w"):
        named["m"] = _MONTHS[named["w"]]
    if kind == "by-two":
        days = [make_date(named[f"y{n}"] or named["y2"], named[f"m{n}"], named[f"d{n}"]) for n in (1, 2)]
        return "+".join(f"by:{day}" for day in days) if all(days) else None
    if kind in {"by", "by-plan-year", "day"}:
        day = make_date(y, named["m"], named["d"]) if y else None
        return f"by:{day}" if day else ("other" if kind == "by-plan-year" else None)
    if not y and kind in {"by-month", "by-quarter", "by-year", "year", "month", "quarter", "half"}:
        return None
    if kind == "by-month":
        return f"by:{_last_day(y, int(named['m']))}"
    if kind == "by-quarter":
        return f"by:{_last_day(y, 3 * _QUARTERS[named['q']])}"
    if kind == "by-year":
        return f"by:{y}-12-31"
    if kind == "year":
        return f"year:{y}"
    if kind == "month":
        return _period(y, int(named["m"]), y, int(named["m"]))
    if kind == "month-to-quarter":
        return _period(int(named["y1"]), int(named["m1"]), int(named["y2"]), 3 * _QUARTERS[named["q2"]])
    if kind == "half":
        return _period(y, 1, y, 6) if named["half"] == "đầu" else _period(y, 7, y, 12)
    if kind == "quarter":
        quarter = _QUARTERS[named["q"]]
        return _period(y, 3 * quarter - 2, y, 3 * quarter)
    if kind == "years":
        return _period(int(named["y1"]), 1, int(named["y2"]), 12)
    last = int(named.get("y2") or named.get("y1") or year or 0)
    first = int(named.get("y1") or last)
    if not last:
        return None
    if kind in {"months", "quarters"}:
        long = 1 if kind == "months" else 3
        one, other = (int(named[f"m{n}"]) if long == 1 else 3 * _QUARTERS[named[f"q{n}"]] for n in (1, 2))
        if named.get("and") and (other - one != long or first != last):
            return f"{_period(first, one - long + 1, first, one)}+{_period(last, other - long + 1, last, other)}"
        return _period(first, one - long + 1, last, other)
    begin = make_date(first, named.get("m1") or named["m2"], named["d1"])
    end = make_date(last, named["m2"], named["d2"])
    return f"period:{begin}..{end}" if begin and end and begin <= end else None


def _period(first_year: int, first_month: int, last_year: int, last_month: int) -> str | None:
    if (first_year, first_month) > (last_year, last_month):
        return None
    return f"period:{first_year}-{first_month:02d}-01..{_last_day(last_year, last_month)}"


def _last_day(year: int, month: int) -> str:
    return f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"


def _month_day(month: str, day: str) -> str:
    return f"{int(month):02d}-{int(day):02d}"


@cache
def _rules() -> tuple[_Rule, ...]:
    rules = []
    for line in load("periods")["rules"]:
        pattern = line["match"]
        needs = "1" if re.search(r"\{(?:[dmy]1|[dmnh])\}", pattern) else "quý" if "{q}" in pattern else ""
        pattern = pattern.replace("{t}", _TIME_OF_DAY)
        for letter, said in _LETTERS:
            pattern = re.sub(rf"\{{({letter}\d?)\}}", rf"(?P<\1>{_literal(said)})", pattern)
        pattern = _once(pattern)
        rules.append(
            _Rule(
                line["kind"],
                re.compile(rf"(?<!\w)(?:{pattern})(?!\w)" if line["kind"] != "text" else rf"(?<!\w)(?:{pattern})"),
                line.get("to", ""),
                line.get("only", ""),
                re.compile(line["unless_after"]) if "unless_after" in line else None,
                re.compile(line["unless_before"]) if "unless_before" in line else None,
                re.compile(line["only_after"]) if "only_after" in line else None,
                needs,
            )
        )
    return tuple(rules)


def _literal(pattern: str) -> str:
    """`pattern` as the replacement of a substitution: backslashes stand for themselves."""
    return pattern.replace("\\", r"\\")


def _once(pattern: str) -> str:
    """A second group of one name would not compile: later alternatives capture without a name."""
    seen: set[str] = set()

    def keep(match: re.Match[str]) -> str:
        if match[1] in seen:
            return "(?:"
        seen.add(match[1])
        return match[0]

    return re.sub(r"\(\?P<(\w+)>", keep, pattern)
