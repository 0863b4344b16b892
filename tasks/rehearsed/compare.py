"""Two or more years side by side: what another ladder sends, to whom it climbs, and how late replies are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from config.wording import say, say_or_none
from notifications.kinds import FACTS
from tasks.rehearsed.year import Year


@dataclass(frozen=True)
class Outcome:
    """What one ladder came to. ``led`` counts requests whose leader was written to.

    ``after_original`` requests were complete or closed after their first deadline, ``days_late`` working days in all.
    """

    name: str
    messages: int
    by_channel: Mapping[str, int]
    by_kind: Mapping[str, int]
    segments: int
    not_sent: int
    led: int
    by_status: Mapping[str, int]
    after_original: int
    days_late: int
    latest: int

    def to_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)


@dataclass(frozen=True)
class Measure:
    """One line of a comparison: its label and each year's value, shown."""

    label: str
    values: tuple[str, ...]


def outcome(name: str, year: Year) -> Outcome:
    """Count a year. Lateness counts from the first deadline: extensions do not make a ladder better."""
    led = {(each.round_id, each.agency_key) for each in year.sent if each.audience == "leader"}
    late = [each.after_original for each in year.asked if each.after_original]
    return Outcome(
        name,
        len(year.sent),
        _counted(each.channel for each in year.sent),
        _counted(each.kind for each in year.sent),
        sum(each.segments for each in year.sent),
        len(year.unsent),
        len(led),
        _counted(each.status for each in year.asked),
        len(late),
        sum(late),
        max(late, default=0),
    )


def measures(outcomes: Sequence[Outcome], price: int | None = None) -> list[Measure]:
    """The lines of a comparison, a column for each outcome."""
    lines = [Measure(say("rehearsed.compare.messages"), tuple(str(each.messages) for each in outcomes))]
    for channel in _every(each.by_channel for each in outcomes):
        lines.append(_line(channel_named(channel), channel, [each.by_channel for each in outcomes]))
    for kind in sorted(_every(each.by_kind for each in outcomes), key=list(FACTS).index):
        lines.append(_line(kind_named(kind), kind, [each.by_kind for each in outcomes]))
    lines.append(Measure(say("rehearsed.compare.segments"), tuple(str(each.segments) for each in outcomes)))
    if price is not None:
        lines.append(Measure(say("rehearsed.compare.cost"), tuple(dong(each.segments * price) for each in outcomes)))
    lines.append(Measure(say("rehearsed.compare.not_sent"), tuple(str(each.not_sent) for each in outcomes)))
    lines.append(Measure(say("rehearsed.compare.led"), tuple(str(each.led) for each in outcomes)))
    for status in _every(each.by_status for each in outcomes):
        label = say("rehearsed.compare.status", status=say(f"chip.{status}"))
        lines.append(_line(label, status, [each.by_status for each in outcomes]))
    lines.append(Measure(say("rehearsed.compare.after"), tuple(str(each.after_original) for each in outcomes)))
    lines.append(Measure(say("rehearsed.compare.days_late"), tuple(str(each.days_late) for each in outcomes)))
    lines.append(Measure(say("rehearsed.compare.latest"), tuple(str(each.latest) for each in outcomes)))
    return lines


def channel_named(channel: str) -> str:
    """A channel in the reader's words."""
    return say_or_none(f"rehearsed.channel.{channel}") or channel


def kind_named(kind: str) -> str:
    """A kind of message in the reader's words."""
    return say_or_none(f"account.kind.{kind}") or kind


def dong(amount: int) -> str:
    """An amount as Vietnamese offices write it: "12.500 đồng"."""
    return say("rehearsed.dong", amount=f"{amount:,}".replace(",", "."))


def _line(label: str, key: str, counts: Sequence[Mapping[str, int]]) -> Measure:
    return Measure(label, tuple(str(each.get(key, 0)) for each in counts))


def _every(counts: Iterable[Mapping[str, int]]) -> list[str]:
    return sorted({key for each in counts for key in each})


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))
