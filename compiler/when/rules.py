"""The words of time with the rule that each gives (config/grammar/periods.yaml), as expressions."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from compiler.grammar import load

MONTHS = {
    **{word: n for n, word in enumerate(["giêng", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"], 1)},
    "một": 1,
    "mười một": 11,
    "mười hai": 12,
    "chạp": 12,
}
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_QUARTER = r"(?:iv|i{1,3}|[1-4])\b"
_CLOCK = (("h", r"(?:[01]?\d|2[0-3])"), ("p", r"[0-5]\d"))
_TIME_OF_DAY = r"(?:(?:lúc )?\d{1,2} ?(?:giờ|h|g|:) ?(?:\d{1,2} ?(?:phút)?['’′]*)?,? ?)?"
_FULL = (
    rf"(?:ngày )?{_DAY}(?:[/.-]{_MONTH}(?:[/.-]{_YEAR})?| tháng {_MONTH}(?:(?: năm |/){_YEAR})?)(?![/.-]?\d)(?! năm \d)"
)
ROW_NOTE = r"(?: ?\((?![^()]*\d/)[^()]{2,60}\)| (?:đối với|cho) (?:đợt|lần|kỳ) (?:\d{1,2}|i{1,3})(?!\w))"
"""What a day of a row is for, behind it: "ngày 03/02 (đợt 1) và ngày 27/3 (đợt 2)"."""
_NEXT = rf"{ROW_NOTE}?(?:,? (?:và|hoặc) |[,;] ?(?=ngày)|, ?)(?:trước |chậm nhất )?(?:vào )?"
_DAYS = (
    rf"(?:{_FULL}|ngày {_DAY}(?= ?,| và| hoặc))(?:{_NEXT}(?:{_FULL}|(?:ngày )?{_DAY}(?= ?,| và| hoặc))){{0,10}}"
    rf"{_NEXT}{_FULL}"
)
"""Several days in one row, the last with its month: "ngày 10, 20 và 30/6", "30/4, ngày 30/8 và 30/12/2026". A longer
row is read in pieces: where a rule wants more behind it, one without end would be read anew from each of its days."""
_DAYS_OF_A_MONTH = rf"ngày {_DAY}(?:(?:,|,? và) (?:ngày )?{_DAY}){{1,10}}"
_MONTHS = rf"tháng {_MONTH}(?:(?:, |,? và )(?:tháng )?{_MONTH}){{1,10}}"
_PART_OF_MONTH = (
    r"(?:nửa đầu|nửa cuối|thượng tuần|trung tuần|hạ tuần|(?:0?[1-4]|hai|ba) tuần (?:đầu|cuối)|(?:\d{1,2}|mười) ngày (?:đầu|cuối)"
    r"|tuần (?:lễ )?(?:đầu|cuối|thứ (?:nhất|hai|ba|tư|[1-4])|0?[1-4])|đầu|giữa|cuối)(?: tiên| cùng)?"
)
MONTH_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_LETTERS = (
    *(("d", _DAY), ("m", _MONTH), ("y", _YEAR), ("q", _QUARTER), ("n", r"\d{1,3}"), ("w", MONTH_NAME)),
    *(("l", _DAYS), ("j", _DAYS_OF_A_MONTH), ("k", _MONTHS), ("g", _PART_OF_MONTH)),
    *_CLOCK,
)


class Rule(NamedTuple):
    """A line of the grammar: what it matches, where, and what it means."""

    kind: str
    said: re.Pattern[str]
    to: str
    only: str
    unless_after: re.Pattern[str] | None
    unless_before: re.Pattern[str] | None
    only_after: re.Pattern[str] | None
    needs: str
    """A letter or word that any match holds: "1" for any digit, "" for none known."""
    holds: str
    """The longest run of letters that any match holds; "" for none known."""


@cache
def rules() -> tuple[Rule, ...]:
    """The grammar of time in its order: the first line that matches a stretch of text takes it."""
    found = []
    for line in load("periods")["rules"]:
        pattern = line["match"]
        needs = "1" if re.search(r"\{(?:[dmy]1|[dmnhljk])\}", pattern) else "quý" if "{q}" in pattern else ""
        pattern = pattern.replace("{t}", _TIME_OF_DAY)
        for letter, said in _LETTERS:
            pattern = re.sub(rf"\{{({letter}\d?)\}}", rf"(?P<\1>{_literal(said)})", pattern)
        pattern = _once(pattern)
        found.append(
            Rule(
                line["kind"],
                re.compile(rf"(?<!\w)(?:{pattern})(?!\w)" if line["kind"] != "text" else rf"(?<!\w)(?:{pattern})"),
                line.get("to", ""),
                line.get("only", ""),
                re.compile(line["unless_after"]) if "unless_after" in line else None,
                re.compile(line["unless_before"]) if "unless_before" in line else None,
                re.compile(line["only_after"]) if "only_after" in line else None,
                line.get("needs", needs),
                longest_held(pattern),
            )
        )
    return tuple(found)


_PIECE = re.compile(r"\\.|\[(?:\\.|[^\]])*\]|\{[^}]*\}|[()|?*+.^$]|[^\\\[({()|?*+.^$]+")
"""A piece of an expression: an escape, a class, a count, a sign, or letters that stand for themselves."""


def longest_held(pattern: str) -> str:
    """The longest run of letters that any match of `pattern` holds: no part of a group, an alternative or an option; ""
    where none is sure."""
    depth, runs = 0, [""]
    for piece in _PIECE.findall(pattern):
        if piece == "|" and not depth:
            return ""
        if piece in {"?", "*"} or piece.startswith("{"):
            runs[-1:] = [runs[-1][:-1], ""]  # the letter before it may be missing
        elif piece[0] in "\\[().^$+":
            depth += (piece == "(") - (piece == ")")
            runs.append("")
        elif not depth:
            runs[-1] += piece
    return max(runs, key=len)


def of_kind(text: str, kind: str) -> bool:
    """Whether words of time hold what a line of `kind` reads, wherever they stand: `vague`, `before`."""
    low = text.lower()
    return any(rule.kind == kind and rule.said.search(low) for rule in rules())


def _literal(pattern: str) -> str:
    """`pattern` as the replacement of a substitution: backslashes stand for themselves."""
    return pattern.replace("\\", r"\\")


_AGAIN = "__"


def _once(pattern: str) -> str:
    """A second group of one name would not compile: each alternative has a name of its own, "y", "y__2" (`named_in`)."""
    seen: dict[str, int] = {}

    def keep(match: re.Match[str]) -> str:
        nth = seen[match[1]] = seen.get(match[1], 0) + 1
        return match[0] if nth == 1 else f"(?P<{match[1]}{_AGAIN}{nth}>"

    return re.sub(r"\(\?P<(\w+)>", keep, pattern)


def named_in(match: re.Match[str]) -> dict[str, str | None]:
    """What each letter of a line captured, by whichever of its alternatives: "tháng 3/2027", "tháng 3 năm 2027"."""
    named: dict[str, str | None] = {}
    for name, said in match.groupdict().items():
        letter = name.partition(_AGAIN)[0]
        named[letter] = named.get(letter) or said
    return named
