"""Days as a duty writes them where it speaks of time, whether or not any rule reads them: none may fall silent.

"Trước ngày 31/6", "xong trong 30/9/26", "15/6 và 15/12": a day and a month behind a word that sets a deadline, and each
further day of its row; in a field of time every day. Told apart is what asks for nothing: what is past, the end of the
stretch that a report's figures cover.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from compiler.when.dates import LEAP, last_of_month, make_date, short_year
from compiler.when.due import DATA_WINDOW, PAST
from compiler.when.rules import MONTH_NAME, MONTHS, ROW_NOTE

_DAY = (
    r"(?:ngày\s+)?(?P<{0}>(?<![\d/.,-])\d{{1,2}}(?:\s?/\s?\d{{1,2}}(?:\s?/\s?(?:(?:19|20)\d\d|\d\d))?(?![\d/])"
    r"|\.\d{{1,2}}\.(?:(?:19|20)\d\d|\d\d)(?![\d.]\d)|-\d{{1,2}}-(?:(?:19|20)\d\d|\d\d)(?![\d-])"
    rf"|\stháng\s(?:\d{{{{1,2}}}}|{MONTH_NAME})(?:(?:,?\snăm\s|\s?/\s?|,?\s)(?:19|20)\d\d)?(?![\d/])))(?!\w)"
)
_CLOCK = r"(?:(?:lúc\s)?\d{1,2}\s?(?:giờ|h|g|:)\s?(?:\d{1,2}\s?(?:phút)?['’′]*)?,?\s?)?"
_BEHIND_OPERATOR = re.compile(
    r"(?<!\w)(?:trước|chậm nhất|muộn nhất|đến|hết|hạn(?:\s(?:cuối|nộp|gửi|hoàn thành))?:?|hoàn (?:thành|tất)|xong|không (?:quá|muộn hơn|chậm hơn))"
    rf"(?:\s(?:trước|là|vào|trong|đến|hết|cuối)){{0,3}}\s{_CLOCK}(?:các\s)?" + _DAY.format("day"),
)
_SENT_ON = re.compile(
    r"(?<!\w)(?:gửi|nộp)\s(?:báo cáo|hồ sơ|danh sách|số liệu|tài liệu|kết quả)(?:\skết quả)?\s(?=ngày\s)"
    + _DAY.format("day")
)
"""What is sent "ngày 15/3": the day it is sent, or its own; nobody but the office knows."""
_NO_MONTH = re.compile(
    r"(?<!\w)(?:(?:trước|chậm nhất|muộn nhất)(?:\s(?:là|vào)){0,2}\sngày\s(?P<day>\d{1,2})(?=\s?(?:[.;:)]|$|,\s\D)"
    r"|\s(?:để|về|gửi|nộp|báo cáo|phải|cho)(?!\w))|(?:trước|chậm nhất|muộn nhất|vào)(?:\s(?:là|vào)){0,2}\sngày\s(?P<first>\d{1,2})"
    r"(?=\s(?:của\s)?tháng (?:đầu\s(?:tiên\s)?(?:của\s)?|(?:\w+\s\w+\s)?sau\s(?:(?:khi\s)?kết thúc\s)?)quý))"
)
"""A day of no month, or of one that no rule has: "trước ngày 25", "ngày 05 tháng đầu quý sau"."""
_NEXT = re.compile(rf"{ROW_NOTE}?" r"(?:\s?[,;]|\s?,?\s(?:và|hoặc))\s(?:trước\s|chậm nhất\s)?" + _DAY.format("day"))
_ANY = re.compile(r"(?<!\w)" + _DAY.format("day") + r"(?!\slần)")
_PARTS = re.compile(r"\d+")
_NAMED = re.compile(rf"\stháng\s({MONTH_NAME})(?!\w)")
_SHARE = re.compile(r"\s(?:số|tổng|diện tích|khối lượng|nội dung|nhiệm vụ|chỉ tiêu|thành viên|đại biểu|hộ)(?!\w)")
"""Behind "2/3": a share of something, no day."""
_TORN = re.compile(r"\s[0-2](?![\d./,])")
_NO_DEADLINE = re.compile(r"(?:(?<!\w)(?:từ|(?i:tuần(?: thứ)?))|(?<!\w)số:?\s?\S+|^\s*đã[^.;]*)\s*(?:ngày\s*)?$")
"""In a field of time: a start, a week ("Tuần 2 tháng 12"), the day of an act that is cited, what is done."""
_WINDOW = re.compile(r"(?:số liệu|tính|chốt)[^.;()]{0,60}\stừ\s[^.;()]{0,80}$")


NO_MONTH = 0
"""The month of a day that names none."""


class WrittenDay(NamedTuple):
    """A day in ``text[start:end]`` as it stands there; `year` as written, two digits too, or ""."""

    said: str
    start: int
    end: int
    day: int
    month: int
    year: str
    torn: bool = False
    """A lone figure behind it may be of its month: "15/1 2"."""

    def year_meant(self, year: int | None) -> int | None:
        """The year in full in a plan of `year`: its own, a near one of two digits, the plan's; None where none is known."""
        if len(self.year) == 2:
            return short_year(self.year, year)
        return int(self.year) if self.year else year

    def exists(self, year: int | None) -> bool:
        """Whether a calendar has the day, in any year where none is known."""
        if self.month == NO_MONTH:
            return 1 <= self.day <= 31
        return make_date(self.year_meant(year) or LEAP, self.month, self.day) is not None

    def last_of_its_month(self, year: int | None) -> str | None:
        """The last day of its month as "2026-06-30", or "06-30" where no year is known; None where there is no such month."""
        if not 1 <= self.month <= 12:
            return None
        meant = self.year_meant(year)
        last = last_of_month(meant or LEAP, self.month)
        return last.isoformat() if meant else f"{last:%m-%d}"

    def in_rule(self, rule: str) -> bool:
        """Whether a due rule holds the day: as a date, as a day of every year, or as that of every quarter or month."""
        if self.month == NO_MONTH:
            return re.search(rf"[:-]{self.day:02d}\b", rule) is not None
        return (
            f"{self.month:02d}-{self.day:02d}" in rule
            or re.search(rf"(?:quar|month)\w+:0?{self.day}\b", rule) is not None
        )


def written_days(key: str, *, time: bool = False) -> list[WrittenDay]:
    """The days in `key` that set a deadline, in order; with `time` every day, as in a field that tells when."""
    low = key.lower()
    if not any(map(str.isdigit, low)):
        return []
    if time:
        return [_written(low, found) for found in _ANY.finditer(low) if not _NO_DEADLINE.search(low, 0, found.start())]
    low = DATA_WINDOW.sub(lambda window: " " * len(window[0]), low)
    return [*_behind_operators(low), *_apart(low)]


def _behind_operators(low: str) -> Iterator[WrittenDay]:
    done = 0
    for first in _BEHIND_OPERATOR.finditer(low):
        if first.start() < done or PAST.search(low, max(0, first.start() - 60), first.start()):
            continue
        if _WINDOW.search(low, max(0, first.start() - 150), first.start()) or _SHARE.match(low, first.end()):
            continue
        found: re.Match[str] | None = first
        while found is not None:
            yield _written(low, found)
            done = found.end()
            found = _NEXT.match(low, done)


def _apart(low: str) -> Iterator[WrittenDay]:
    if "ngày" not in low:
        return
    for sent in _SENT_ON.finditer(low):
        yield _written(low, sent)
    for found in _NO_MONTH.finditer(low):
        name = "day" if found["day"] else "first"
        if not PAST.search(low, max(0, found.start() - 60), found.start()):
            yield WrittenDay(f"ngày {found[name]}", *found.span(name), int(found[name]), NO_MONTH, "")


def _written(low: str, found: re.Match[str]) -> WrittenDay:
    day, *rest = _PARTS.findall(found["day"])
    named = _NAMED.search(found["day"])
    month, *year = [str(MONTHS[named[1]]), *rest] if named else rest
    torn = not year and month == "1" and _TORN.match(low, found.end()) is not None
    return WrittenDay(found["day"], *found.span("day"), int(day), int(month), year[0] if year else "", torn)
