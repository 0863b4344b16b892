"""A person's answer to a question about a due: the rule as the file writes it, or a phrase of time as plans use it."""

from __future__ import annotations

import re
import unicodedata

from compiler.asks.check import RULE
from compiler.asks.check_regime import impossible_day
from compiler.text.manuscript import same_tone
from compiler.when.due import read_due

_BARE_DAY = re.compile(r"(?:ngày )?\d{1,2}(?:[/.-]| tháng )\d{1,2}(?:(?:[/.-]| năm )\d{4})?")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_AROUND = re.compile(
    r"(?:gửi|nộp|báo cáo|tổng hợp|định kỳ|theo|vào|là|và|kỳ|hạn|thời hạn|thời gian|chậm nhất|một lần|lần|có)"
)
"""What a person says around a phrase of time and that changes nothing about it."""

_EACH_DAY = re.compile(r"(?:hằng|hàng|mỗi|từng) ngày")
_BEFORE = ("", "báo cáo ", "trước ")
"""Words of a plan's sentence that an answer leaves out: "ngày 20 hằng quý", "6 tháng, 9 tháng và năm"."""


def rule_of(answer: str, year: int | None) -> str | None:
    """The due rule that `answer` says: "quarterly:20", "hằng quý", "20/12/2026", "trước ngày 15 hằng tháng".

    `year` is the plan's: a day without one belongs to it. None where the answer is no time, names a day that no
    calendar has, or says more than what was understood of it.
    """
    said = unicodedata.normalize("NFC", " ".join(answer.split())).strip(" .;,")
    if all(RULE.fullmatch(part) for part in said.split("+")):
        return None if impossible_day(said) else said
    if day := _ISO_DAY.fullmatch(said):
        said = f"{day[3]}/{day[2]}/{day[1]}"
    said = f"trước {said}" if _BARE_DAY.fullmatch(said.lower()) else said
    return next(filter(None, (_read(f"{before}{said}", year) for before in _BEFORE)), None)


def by_the_day(rule: str, answer: str) -> str:
    """The rule of a report that is owed each day: "hằng ngày" of other work is all the time, of a report a period."""
    if not _EACH_DAY.search(same_tone(answer).lower()):
        return rule
    return "+".join("daily" if part == "continuous" else part for part in rule.split("+"))


def _read(said: str, year: int | None) -> str | None:
    key = same_tone(said).lower()
    found = read_due(said, key, year=year, time=True)
    if found is None or "other" in found.due.rule.split("+") or impossible_day(found.due.rule):
        return None
    rest = _AROUND.sub(" ", f"{key[: found.start]} {key[found.end :]}")
    return None if any(map(str.isalnum, rest)) else found.due.rule
