"""Blanks that a page's spacing left inside a day or a year: "ngày 1 5 tháng 6", "30/6/202 6", "15 /6/2026".

Nothing is closed where the digits apart make a reading of their own: "Phụ lục 1 5/6" is no 15th, and "30/6/20 26" may be
the year 20 before the number 26. What stays open is asked about (D134, D135).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.when.dates import LEAP, make_date

_BEFORE = r"(?:ngày|trước|chậm nhất|muộn nhất|đến|hết|vào|từ|xong|hoàn thành|không quá|và)"
_TWO = r"\d(?: ?\d)?"
_YEAR = r"(?:[12] ?\d{3}|[12]\d{2} \d|(?:19|20) \d\d|[12] \d \d \d)"
_SLASHED = re.compile(
    rf"(?<![\w/.,-])(?P<lead>{_BEFORE} )?(?P<d>{_TWO}) ?/ ?(?P<m>{_TWO})(?:(?P<sep> ?/ ?)(?P<y>{_YEAR}))?(?![\d/]| ?/ ?\d)",
    re.IGNORECASE,
)
_PARTED = re.compile(
    rf"(?<![\w/.,-])(?P<lead>{_BEFORE} )?(?P<d>{_TWO})(?P<sep>[.-])(?P<m>{_TWO})(?P=sep)(?P<y>{_YEAR})(?!\d)",
    re.IGNORECASE,
)
_SPELT = re.compile(
    rf"(?<![\w/.,-])(?P<lead>{_BEFORE} )(?P<d>{_TWO}) tháng (?P<m>{_TWO})(?P<sep> năm (?P<y>{_YEAR})(?!\d)|(?!\d| \d))",
    re.IGNORECASE,
)
_OF_A_YEAR = re.compile(
    r"(?<!\w)(?P<lead>(?:tháng \d{1,2} ?/|quý (?:iv|i{1,3}|[1-4]) ?/|(?:tháng \d{1,2}|quý (?:iv|i{1,3}|[1-4])),? năm )) ?"
    r"(?P<y>(?:19|20)\d \d|(?:19|20) \d\d|[12] \d{3}|[12] \d \d \d)(?!\d)|(?<!\w)năm (?P<only>(?:19|20)\d \d)(?!\d)",
    re.IGNORECASE,
)
_OF_EACH_MONTH = re.compile(r"(?<!\w)ngày (?P<d>[12] \d|3 [01])(?= (?:hằng|hàng|mỗi|của) )", re.IGNORECASE)
_BROKEN = re.compile(r"\d (?=[\d/])|/ (?=\d)")


def gaps_in_days(text: str) -> list[int]:
    """Where in `text` blanks stand inside days and years that have one reading only, in order."""
    if _BROKEN.search(text) is None:
        return []
    found: set[int] = set()
    for pattern in (_SLASHED, _PARTED, _SPELT):
        for day in pattern.finditer(text):
            if _is_one_day(day):
                found.update(_blanks(text, day.start("d"), day.end("m")))
                if day["y"]:
                    found.update(_blanks(text, *day.span("y")))
                    if "/" in day["sep"]:
                        found.update(_blanks(text, *day.span("sep")))
    found -= {at for day in _SPELT.finditer(text) for at in (day.end("d"), day.start("m") - 1)}
    for year in _OF_A_YEAR.finditer(text):
        found.update(_blanks(text, *year.span("y" if year["y"] else "only")))
    for each in _OF_EACH_MONTH.finditer(text):
        found.update(_blanks(text, *each.span("d")))
    return sorted(found)


def _is_one_day(day: re.Match[str]) -> bool:
    """Whether the digits together make a day, and apart none."""
    said_day, said_month, said_year = day["d"], day["m"], day["y"]
    if said_year and " " in said_year and re.match(r"(?:19|20) ", said_year):
        return False
    year = int(said_year.replace(" ", "")) if said_year else LEAP
    if make_date(year, said_month.replace(" ", ""), said_day.replace(" ", "")) is None:
        return False
    if " " in said_day and not day["lead"] and said_day[-1] != "0":
        return False  # "Phụ lục 1 5/6"
    ends = day.re is _SPELT and re.match(r"\s*(?:[.,;:)]|$)", day.string[day.end() :])
    if " " in said_month and not (said_year or ends or said_month[0] == "0"):
        return False  # "15/1 2 hộ", "tháng 1 2 đơn vị"
    spaced = re.search(r" /|/ ", day[0]) is not None
    return not (spaced and not day["lead"] and not said_year)


def _blanks(text: str, start: int, end: int) -> Iterator[int]:
    return (at for at in range(start, end) if text[at] == " ")
