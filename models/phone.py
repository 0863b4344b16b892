"""Telephone numbers as Vietnamese offices write them, kept in one form.

Numbering plan: Thông tư 22/2014/TT-BTTTT. Area codes begin with 02 since 2017, mobiles have ten digits since 2018.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMBER = re.compile(r"0[35789]\d{8}|02\d{9}|1[89]00\d{4,6}|0[01]00\d{6}")
"""Mobile, landline with its area code, service number, and the prefixes 0000 and 0100 of exercises (assigned to nobody)."""
_NO_ZERO = re.compile(r"[35789]\d{8}|2\d{9}|100\d{6}")
_GAPS = re.compile(r"[\s.()\u00ad\u2010-\u2015-]")
_ELEVEN = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078",
    "0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
    "0162": "032", "0163": "033", "0164": "034", "0165": "035", "0166": "036", "0167": "037", "0168": "038",
    "0169": "039", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
"""Prefixes of 11-digit mobiles and what became of them on 15 September 2018."""


@dataclass(frozen=True)
class Phone:
    """A number as digits with the leading 0. ``zero_added``: it came without, as spreadsheets leave it."""

    number: str
    zero_added: bool = False


def read_phone(text: str) -> Phone | None:
    """The number that a text writes ("+84 …", "(0228) 3…", "0912.…"); None where it is none."""
    digits = re.sub(r"^(?:\+840?|00840?|84(?=\d{9,10}$))", "0", _GAPS.sub("", text))
    if NUMBER.fullmatch(digits):
        return Phone(digits)
    if _NO_ZERO.fullmatch(digits):
        return Phone("0" + digits, zero_added=True)
    return None


def renumbered(text: str) -> str | None:
    """The ten digits that an eleven-digit mobile of before 2018 has become; None where the text is none."""
    digits = re.sub(r"^\+?84", "0", _GAPS.sub("", text))
    if len(digits) == 11 and digits.isdigit() and digits[:4] in _ELEVEN:
        return _ELEVEN[digits[:4]] + digits[4:]
    return None
