"""Document numbers: their forms, and where they stand in running text (DOMAIN 1.4).

Nghị định 30/2020, Phụ lục I, for the state; Hướng dẫn 36-HD/VPTW for the Party ("03-NQ/TU").
"""

from __future__ import annotations

import re
from typing import NamedTuple

from compiler.text.manuscript import LOWER, UPPER

_PIECE = f"[{UPPER}][{UPPER}{LOWER}0-9&]*"
NUMBER = re.compile(
    rf"""(?<![\w./-])
    (?: (?P<party_no>\d{{1,5}}[A-Za-z]?)\s*[-–]\s*(?P<party_sign>[{UPPER}][{UPPER}{LOWER}]{{0,3}}\s*/\s*{_PIECE}(?:\s?[-–]\s?{_PIECE})*)
      | (?P<no>\d{{1,6}}[A-Za-z]?)\s*(?:/\s*(?P<year>(?:19|20)\d\d))?\s*[/_]\s*
        (?P<sign>{_PIECE}(?:\s?[-_/–]\s?{_PIECE})*)
    )(?![\w/])""",
    re.VERBOSE,
)
_LAX = re.compile(
    rf"""^\s*(?:(?P<no>\d+[A-Za-z]?)\s*(?:/\s*(?P<year>(?:19|20)\d\d))?\s*[/_ ]\s*
    (?P<sign>[{UPPER}][{UPPER}{LOWER}&]*(?:\s*[-_/ ]\s*[{UPPER}0-9][{UPPER}{LOWER}0-9&]*)*)
    (?:\s*\([^)]*\))?
    |(?P<party_no>\d+[A-Za-z]?)\s*-\s*(?P<party_sign>[{UPPER}][{UPPER}{LOWER}]*/[{UPPER}][{UPPER}{LOWER}-]*))\s*\.?\s*$""",
    re.VERBOSE,
)
KINDS = {
    "KH": "Kế hoạch",
    "QĐ": "Quyết định",
    "QĐĐC": "Quyết định",
    "CT": "Chỉ thị",
    "TB": "Thông báo",
    "NQ": "Nghị quyết",
    "HD": "Hướng dẫn",
    "CTR": "Chương trình",
    "ĐA": "Đề án",
    "PA": "Phương án",
    "TTR": "Tờ trình",
    "BC": "Báo cáo",
    "CĐ": "Công điện",
    "TT": "Thông tư",
    "NĐ": "Nghị định",
}
"""Type code in a number's sign -> kind of document; a letter carries none."""


class Number(NamedTuple):
    """A document number in its parts; `text` is its one spelling, without spaces."""

    text: str
    serial: str
    year: int | None
    sign: str

    @property
    def kind(self) -> str | None:
        """Kind of document that the sign's type code tells, or None (a letter)."""
        return KINDS.get(re.split(r"[-/]", self.sign)[0].upper())


class Found(NamedTuple):
    """A number in running text: ``text[start:end]``."""

    number: Number
    start: int
    end: int


def parse_number(text: str) -> Number | None:
    """The number that `text` holds and nothing else, or None. Mends spaces, eths and underscores.

    Measured on a province's register of 2014-2022: DOMAIN 1.4.
    """
    mended = text.replace("\u00d0", "Đ").strip()
    found = _LAX.match(mended)
    return _number(found) if found else None


def find_numbers(text: str) -> list[Found]:
    """Every document number in `text`, in order; dates such as 14/12/2012 are none."""
    return [Found(_number(m), m.start(), m.end()) for m in NUMBER.finditer(text)]


def _number(found: re.Match[str]) -> Number:
    if found["party_no"]:
        sign = _tight(found["party_sign"])
        return Number(f"{found['party_no']}-{sign}", found["party_no"], None, sign)
    sign = re.sub(r"_", "-", _tight(found["sign"]))
    sign = re.sub(r"^(QĐ|KH|CT|TB|NQ) (?=[A-ZĐ])", r"\1-", sign)
    year = int(found["year"]) if found["year"] else None
    middle = f"/{year}" if year else ""
    return Number(f"{found['no']}{middle}/{sign}", found["no"], year, sign)


def _tight(sign: str) -> str:
    return re.sub(r"\s*([-–/_])\s*", lambda m: m[1].replace("–", "-"), sign.strip())
