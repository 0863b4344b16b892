"""What a cell says that crosses a task with a body: a mark ("x", "●"), a part ("Chủ trì", "PH") or a day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from compiler.tables.flat_rows import is_time


class Part(StrEnum):
    """What a body has to do with the task whose row or column it crosses."""

    LEADS = "leads"
    COOPERATES = "cooperates"
    ACTS = "acts"
    """It is the one who acts: nothing says that it leads others."""
    TIMED = "timed"
    """The cell says by when it acts."""
    MARKED = "marked"
    """The cell bears a sign that says nothing by itself."""
    UNREAD = "unread"
    """The cell says something else."""


_LEADS = r"(?:cơ quan |đơn vị )?(?:chủ trì|đầu mối|chính)(?:(?:,| và|/| -)? (?:thực hiện|tham mưu|triển khai|tổ chức|theo dõi|báo cáo))*"
_COOPERATES = r"(?:cơ quan |đơn vị )?(?:phối hợp|tham gia|hỗ trợ|cùng)(?:(?:,| và)? (?:phối hợp|tham gia|hỗ trợ|thực hiện|triển khai))*"
_ACTS = r"(?:tự )?(?:thực hiện|triển khai)"
_WORDS = (
    (Part.LEADS, re.compile(rf"(?:{_LEADS})[.;,]?$", re.I)),
    (Part.COOPERATES, re.compile(rf"(?:{_COOPERATES})[.;,]?$", re.I)),
    (Part.ACTS, re.compile(rf"{_ACTS}[.;,]?$", re.I)),
    (Part.LEADS, re.compile(r"C/?T\.?$")),
    (Part.COOPERATES, re.compile(r"(?:P/?H|H/?T)\.?$")),
    (Part.ACTS, re.compile(r"T/?H\.?$")),
)
_SIGN = re.compile(r"\(?(?:[xX×vV+*oO✓✔√☑☒☐●•○◯◉⬤■□▪▲△★☆\uf020-\uf0ff]{1,3}|[A-ZĐ]{1,2})\)?\.?$")
_BRACKETED = re.compile(r"\S{1,2}\s*\((?P<part>[^()]{2,30})\)$")
_TICKS = frozenset("xX×vV✓✔√☑☒✗✘\uf0fc\uf0fb\uf0fe\uf0fd\uf0a3")
"""Signs that all mean the same: here."""
_LEGEND = re.compile(
    r"(?:^|(?<=[\s(“\"']))(?P<sign>[^\s\w“\"'.,;:()\-–]{1,2}|[A-Za-zĐ]{1,2}(?:/[A-Z])?)[)”\"']?\s*(?:[:=–-]|là)\s*(?:là )?"
    r"(?P<part>(?:cơ quan |đơn vị )?(?:chủ trì|đầu mối|phối hợp|tham gia|hỗ trợ|thực hiện))(?!\w)",
    re.I,
)
""""CT: chủ trì; PH: phối hợp", "● = đơn vị thực hiện"."""
_EMPTY = re.compile(r"[\s\-–—_./0]*$")


def is_empty(said: str) -> bool:
    """Whether a cell says nothing: blank, a dash, a nought."""
    return _EMPTY.match(said) is not None


@dataclass
class Legend:
    """What signs stand for, as a note beside the table says it."""

    parts: dict[str, Part] = field(default_factory=dict)

    @classmethod
    def of(cls, notes: Iterable[str]) -> Legend:
        """The legend in the words of `notes`; an empty one where none is."""
        parts: dict[str, Part] = {}
        for note in notes:
            for found in _LEGEND.finditer(note):
                part = worded(found["part"])
                if part is not None:
                    parts[_plain(found["sign"])] = part
        return cls(parts)

    def read(self, said: str) -> Part:
        """What a filled cell says; a sign with a part in brackets ("x (phối hợp)") says the part."""
        plain = said.strip()
        bracketed = _BRACKETED.match(plain)
        plain = bracketed["part"] if bracketed and worded(bracketed["part"]) else plain
        if (known := self.parts.get(_plain(plain))) is not None:
            return known
        if (part := worded(plain)) is not None:
            return part
        if _SIGN.match(plain):
            return Part.MARKED
        return Part.TIMED if is_time(plain) else Part.UNREAD


def worded(said: str) -> Part | None:
    """The part that a cell names in words or by the usual letters."""
    return next((part for part, known in _WORDS if known.match(said)), None)


def sign_of(said: str) -> str:
    """A sign so that those which mean the same are equal: "x", "X" and "✓" are."""
    plain = _plain(said)
    return "x" if plain and all(letter in _TICKS for letter in plain) else plain


def _plain(said: str) -> str:
    return said.strip(" ().").upper() if len(said) > 1 else said.strip()
