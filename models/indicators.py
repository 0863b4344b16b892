"""Numbers inside what agencies wrote: added up only where they say plainly what they count (DOMAIN 4.5).

"Tin, bài trên cổng: 30 tin" and "30 tin bài" are plain; "khoảng 30 tin", "30-40 tin", "1.25" are not, and are
shown as they were written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from models.naming import fold, normal

NUMBER = r"(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)"
LABELLED = re.compile(rf"(?P<label>[^\d:=][^:=]{{0,119}}?)\s*[:=]\s*{NUMBER}\s*(?P<unit>%|[^\W\d_][^:;=\d]{{0,39}})?")
COUNTED = re.compile(rf"{NUMBER}\s*(?P<label>[^\W\d_][^:;=\d%]{{0,79}})")
BULLET = re.compile(r"^[\s\-+•*–]+")
VAGUE = re.compile(
    r"(?i)\b(khoảng|gần|hơn|trên|dưới|ước|chừng|tối thiểu|ít nhất|từ|đến)\s+\d|\b(lần lượt|tăng|giảm|bình quân|trở lên)\b"
)
NO_LABEL = re.compile(
    r"(?i)(quý|tháng|năm|ngày|kỳ|giai đoạn|điều|khoản|số)\b.{0,12}|(nghìn |triệu |tỷ |tỉ )?đồng|triệu|tỷ|tỉ|nghìn|lượt|lần|cái|chiếc|người"
)
"""A period, an article or a bare unit does not say what was counted."""
NOT_ADDED = frozenset({"%", "phần trăm", "điểm"})
"""Shares and scores of several agencies have no sum."""


@dataclass(frozen=True)
class Source:
    """Where a number stands: agency, its report's version, the duty's number, the words."""

    agency_key: str
    agency_name: str
    version: int
    duty: str
    text: str


@dataclass(frozen=True)
class Given:
    """One number of one agency; ``duties`` are all the duties under which it repeats the same number."""

    source: Source
    number: Decimal
    duties: tuple[str, ...]


@dataclass(frozen=True)
class Indicator:
    """One label with its unit over all agencies. ``total`` is None where a sum would say nothing (shares)."""

    label: str
    unit: str
    total: Decimal | None
    given: tuple[Given, ...]


@dataclass(frozen=True)
class Indicators:
    """What could be added up, and the lines with digits that could not."""

    rows: tuple[Indicator, ...]
    unread: tuple[Source, ...]


def indicators(sources: Iterable[Source]) -> Indicators:
    """Add up equal labels over agencies. A number that one agency repeats under several duties counts once."""
    found: dict[tuple[str, str], list[tuple[str, str, Source, Decimal]]] = {}
    unread: list[Source] = []
    for source in sources:
        for part in _parts(source.text):
            read = plain_number(part)
            if read is None:
                if re.search(r"\d", part):
                    unread.append(Source(source.agency_key, source.agency_name, source.version, source.duty, part))
                continue
            label, unit, number = read
            said = Source(source.agency_key, source.agency_name, source.version, source.duty, part)
            found.setdefault((fold(label), fold(unit) or unit), []).append((label, unit, said, number))
    rows = []
    for entries in found.values():
        label, unit = entries[0][:2]
        given = _once(entries)
        summed = None if unit.casefold() in NOT_ADDED else sum((each.number for each in given), Decimal(0))
        rows.append(Indicator(label, unit, summed, given))
    return Indicators(tuple(rows), tuple(unread))


def plain_number(part: str) -> tuple[str, str, Decimal] | None:
    """(label, unit, number) of a phrase that says plainly what it counts, else None.

    Numbers are written the Vietnamese way: "1.250" is a thousand and a quarter, "12,5" twelve and a half.
    """
    text = BULLET.sub("", normal(part)).rstrip(" .;")
    match = LABELLED.fullmatch(text) or COUNTED.fullmatch(text)
    if match is None or VAGUE.search(text) or NO_LABEL.fullmatch(match["label"].strip()):
        return None
    return match["label"].strip(), (match.groupdict().get("unit") or "").strip(), _number(match["number"])


def show_number(number: Decimal) -> str:
    """The Vietnamese way of writing it: 1.250 and 12,5."""
    text = f"{number.normalize():,f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def _parts(text: str) -> list[str]:
    """Lines, and within a line what ";" sets apart; commas only where every piece is a plain count."""
    parts = []
    for line in re.split(r"[\n;]+", text):
        pieces = [piece for piece in re.split(r",\s+", line) if piece.strip()]
        counts = len(pieces) > 1 and all(plain_number(piece) for piece in pieces)
        parts.extend(pieces if counts else [line])
    return [" ".join(part.split()) for part in parts if part.strip()]


def _once(entries: list[tuple[str, str, Source, Decimal]]) -> tuple[Given, ...]:
    given: dict[tuple[str, Decimal], Given] = {}
    for _, _, source, number in entries:
        key = (source.agency_key, number)
        if key in given and source.duty not in given[key].duties:
            given[key] = Given(given[key].source, number, (*given[key].duties, source.duty))
        elif key not in given:
            given[key] = Given(source, number, (source.duty,))
    return tuple(given.values())


def _number(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))
