"""Automatic numbers of Word lists, as Word shows them (ECMA-376 Part 1, 17.9).

python-docx leaves them out, and with them "II.", "3." and "b)": the frame that duties hang on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from compiler.read.xml import Element, attribute, local, whole

MAX_LEVELS = 9
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
MAX_REPEAT = 8
"""Letters repeat after z (aa, bb); beyond this the file is damaged, not a list."""


@dataclass(slots=True)
class Level:
    """One level of a list definition."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str | None = None
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class _List:
    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The list definitions of a document and how far each has counted."""

    def __init__(self, root: Element | None, style_lists: dict[str, str]) -> None:
        """`root` is numbering.xml; `style_lists` maps a numbering style to its w:numId."""
        self._abstract: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._nums: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._style_lists = style_lists
        self._counting: dict[str, _List] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def label(self, num: str, level: int) -> str:
        """The number or dash of the next paragraph on `level` (from 0) of list `num`; "" where it shows none."""
        found = self._nums.get(num)
        if found is None or not 0 <= level < MAX_LEVELS:
            return ""
        abstract, own, starts = found
        abstract = self._resolved(abstract)
        shared = self._counting.setdefault(abstract, _List(self._abstract.get(abstract, {})))
        levels = {**shared.levels, **own}
        here = levels.get(level)
        if here is None:
            return ""
        self._count(num, level, shared, levels, starts)
        if here.form == "bullet":
            return _bullet(here, level, levels)
        return _filled(here, level, shared.counts, levels)

    def level_of_style(self, num: str, style: str) -> int:
        """The level of list `num` that belongs to paragraph style `style`; the first where none does."""
        found = self._nums.get(num)
        if found is None:
            return 0
        levels = {**self._abstract.get(self._resolved(found[0]), {}), **found[1]}
        return next((number for number, level in sorted(levels.items()) if level.style == style), 0)

    def _count(self, num: str, level: int, shared: _List, levels: dict[int, Level], starts: dict[int, int]) -> None:
        counts = shared.counts
        restarts = level in starts and (num, level) not in self._begun
        self._begun.add((num, level))
        if restarts or level not in counts:
            counts[level] = starts.get(level, levels[level].start)
        else:
            counts[level] += 1
        for deeper in range(level + 1, MAX_LEVELS):
            after = levels[deeper].restart if deeper in levels else None
            if after is None or (after > 0 and level < after):
                counts.pop(deeper, None)

    def _resolved(self, abstract: str) -> str:
        """The definition behind a link through a numbering style (w:numStyleLink)."""
        for _ in range(MAX_LEVELS):
            style = self._links.get(abstract)
            target = self._nums.get(self._style_lists.get(style, "")) if style else None
            if target is None or target[0] == abstract:
                break
            abstract = target[0]
        return abstract

    def _read(self, root: Element) -> None:
        for child in root:
            name = local(child)
            if name == "abstractNum":
                key = attribute(child, "abstractNumId") or ""
                levels = (_level(entry) for entry in child if local(entry) == "lvl")
                self._abstract[key] = {number: level for number, level in levels if number is not None}
                link = next((attribute(entry, "val") for entry in child if local(entry) == "numStyleLink"), None)
                if link:
                    self._links[key] = link
            elif name == "num":
                self._read_num(child)

    def _read_num(self, num: Element) -> None:
        abstract, own, starts = "", {}, {}
        for child in num:
            if local(child) == "abstractNumId":
                abstract = attribute(child, "val") or ""
            elif local(child) == "lvlOverride":
                at = whole(attribute(child, "ilvl"))
                for part in child:
                    if local(part) == "startOverride" and at is not None:
                        starts[at] = whole(attribute(part, "val")) or 0
                    elif local(part) == "lvl":
                        number, level = _level(part)
                        if (number := at if number is None else number) is not None:
                            own[number] = level
        self._nums[attribute(num, "numId") or ""] = (abstract, own, starts)


def show(form: str, number: int) -> str:
    """`number` in the w:numFmt `form`; a form that Vietnamese documents do not use is shown as decimal."""
    if form == "none":
        return ""
    if form in {"upperRoman", "lowerRoman"} and 0 < number < 4000:
        text = ""
        for value, sign in ROMAN:
            text += sign * (number // value)
            number %= value
        return text if form == "upperRoman" else text.lower()
    if form in {"upperLetter", "lowerLetter"} and number > 0 and (number - 1) // 26 < MAX_REPEAT:
        letter = chr(ord("A" if form == "upperLetter" else "a") + (number - 1) % 26)
        return letter * ((number - 1) // 26 + 1)
    if form == "decimalZero":
        return f"{number:02d}"
    if form in {"cardinalText", "ordinalText", "vietnameseCounting"} and 0 <= number < 10:
        return UNITS[number]
    return str(number)


def _level(entry: Element) -> tuple[int | None, Level]:
    level = Level()
    for part in entry:
        name, value = local(part), attribute(part, "val")
        if name == "start":
            level.start = whole(value) or 0
        elif name == "numFmt":
            level.form = value or "decimal"
        elif name == "AlternateContent":
            level.form = "decimal"
        elif name == "lvlText":
            level.text = value or ""
        elif name == "pStyle":
            level.style = value
        elif name == "lvlRestart":
            level.restart = whole(value)
        elif name == "isLgl":
            level.legal = value not in {"0", "false", "off"}
    return whole(attribute(entry, "ilvl")), level


def _filled(here: Level, level: int, counts: dict[int, int], levels: dict[int, Level]) -> str:
    def number(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        if at > level or at not in levels:
            return ""
        form = levels[at].form
        return show("decimal" if here.legal and form != "none" else form, counts.get(at, levels[at].start))

    return re.sub(r"%([1-9])", number, here.text).strip()


def _bullet(here: Level, level: int, levels: dict[int, Level]) -> str:
    """ "-" for every bullet; "+" where the drafter typed it, or below another bullet."""
    sign = here.text.strip()
    if not sign or sign == "+":
        return sign
    above = levels.get(level - 1)
    return "+" if above is not None and above.form == "bullet" else "-"
