"""How much a year asks of people and purses: messages by day and by agency, SMS in segments and dong."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tasks.rehearsed.year import Sent, Year


@dataclass(frozen=True)
class Load:
    """Messages of one day or one agency; ``dong`` is None where no unit price was given."""

    key: str
    name: str
    emails: int
    sms: int
    others: int
    segments: int
    dong: int | None
    late: int = 0

    @property
    def messages(self) -> int:
        """All channels together."""
        return self.emails + self.sms + self.others


def total(year: Year, price: int | None) -> Load:
    """The whole year; ``price`` is dong for one SMS segment."""
    return _load(year.plan_key, year.label, year.sent, price)


def by_day(year: Year, price: int | None) -> dict[date, Load]:
    """Day -> load, days with messages only, in order."""
    days: dict[date, list[Sent]] = defaultdict(list)
    for each in year.sent:
        days[each.day].append(each)
    return {day: _load(day.isoformat(), f"{day:%d/%m/%Y}", sent, price) for day, sent in sorted(days.items())}


def by_agency(year: Year, price: int | None) -> list[Load]:
    """Every agency that was asked or written to, most messages first; ``late`` counts its late or missing rounds."""
    agencies: dict[str, list[Sent]] = {each.agency_key: [] for each in year.asked}
    for each in year.sent:
        agencies.setdefault(each.agency_key or "", []).append(each)
    late = Counter(each.agency_key for each in year.asked if each.days_late or each.status in ("late", "missing"))
    made = [_load(key, year.agency_named(key), sent, price, late[key]) for key, sent in agencies.items()]
    return sorted(made, key=lambda load: (-load.messages, load.name))


def _load(key: str, name: str, sent: Sequence[Sent], price: int | None, late: int = 0) -> Load:
    channels = Counter(each.channel for each in sent)
    pieces = sum(each.segments for each in sent)
    return Load(
        key,
        name,
        channels["email"],
        channels["sms"],
        len(sent) - channels["email"] - channels["sms"],
        pieces,
        None if price is None else pieces * price,
        late,
    )
