"""A part of a month: "đầu tháng 4" is its first ten days, "trung tuần" the ten in the middle, "tuần thứ hai" days 8 to 14.

Thượng, trung and hạ tuần are ten days each; "đầu", "giữa" and "cuối tháng" are taken as these, and told of so (D136).
Half a month is fifteen days (Bộ luật Dân sự 2015, Điều 146).
"""

from __future__ import annotations

import re

from compiler.when.dates import last_of_month

_TENTHS = {"đầu": (1, 10), "thượng tuần": (1, 10), "giữa": (11, 20), "trung tuần": (11, 20)}
_NUMBERS = {"nhất": 1, "đầu": 1, "hai": 2, "ba": 3, "tư": 4, "mười": 10}
_WEEKS = re.compile(r"(?P<count>0?[1-4]|hai|ba) tuần (?P<side>đầu|cuối)")
_DAYS = re.compile(r"(?P<count>\d{1,2}|mười) ngày (?P<side>đầu|cuối)")
_WEEK = re.compile(r"tuần (?:lễ )?(?:thứ )?(?P<nth>đầu|nhất|hai|ba|tư|0?[1-4])(?!\w)")


def days_of_part(part: str, year: int, month: int) -> tuple[int, int]:
    """The first and last day of the month that words for a part of it mean ("nửa đầu", "hạ tuần", "10 ngày cuối")."""
    last = last_of_month(year, month).day
    if counted := _WEEKS.match(part) or _DAYS.match(part):
        count = min(_number(counted["count"]) * (7 if "tuần" in part else 1), last)
        return (1, count) if counted["side"] == "đầu" else (last - count + 1, last)
    if part.startswith("nửa"):
        return (1, 15) if "đầu" in part else (16, last)
    if nth := _WEEK.match(part):
        return 7 * _number(nth["nth"]) - 6, 7 * _number(nth["nth"])
    if part.startswith("tuần"):
        return last - 6, last
    word = next((word for word in _TENTHS if part.startswith(word)), None)
    return _TENTHS[word] if word else (21, last)


def _number(said: str) -> int:
    return _NUMBERS[said] if said in _NUMBERS else int(said)
