"""The year as plain tables for a terminal: what goes out by date, load, cost, conflicts."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence

from config.wording import say
from models.clock import local_day
from tasks.rehearsed.compare import Measure, channel_named, dong, kind_named
from tasks.rehearsed.conflicts import Conflict
from tasks.rehearsed.load import Load, by_agency, by_day, total
from tasks.rehearsed.year import Year


def table(year: Year, found: Sequence[Conflict], price: int | None) -> str:
    """Rounds; messages by day, round, kind, step and channel; load by day and agency; cost; conflicts."""
    return "\n".join(
        [
            f"{year.label} · {year.title}",
            "",
            *_rounds(year),
            "",
            *_messages(year),
            "",
            *_loads(say("rehearsed.column.day"), list(by_day(year, price).values()), price),
            "",
            *_loads(say("rehearsed.column.agency"), by_agency(year, price), price),
            "",
            cost_said(year, price),
            "",
            *conflict_lines(found),
        ]
    )


def conflict_lines(found: Sequence[Conflict]) -> list[str]:
    """One numbered finding after another, each with its remedy."""
    if not found:
        return [say("rehearsed.conflicts.none")]
    lines = [say("rehearsed.conflicts.count", count=len(found))]
    for number, each in enumerate(found, 1):
        lines.append(f"{number:3}. {each.place}: {each.reason}")
        lines.append(f"     {say('rehearsed.remedy')}: {each.remedy}")
    return lines


def cost_said(year: Year, price: int | None) -> str:
    """SMS of the year in messages and segments, and in dong where a unit price is known."""
    load = total(year, price)
    if load.dong is None or price is None:
        return say("rehearsed.cost.segments", sms=load.sms, segments=load.segments)
    return say("rehearsed.cost.dong", sms=load.sms, segments=load.segments, price=dong(price), dong=dong(load.dong))


def comparison_lines(names: Sequence[str], lines: Sequence[Measure]) -> list[str]:
    """A comparison as an aligned table."""
    return aligned([["", *names], *([each.label, *each.values] for each in lines)])


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns as wide as their widest cell; columns of figures stand to the right."""
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    figures = [all(not cell or cell[0].isdigit() for cell in column[1:]) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            " " * (width - _width(cell)) + cell if right else cell + " " * (width - _width(cell))
            for cell, width, right in zip(row, widths, figures, strict=True)
        ).rstrip()
        for row in rows
    ]


def _rounds(year: Year) -> list[str]:
    head = ["round", "opens", "cut_off", "due", "consolidated", "asked", "outcome"]
    rows = [[say(f"rehearsed.column.{name}") for name in head]]
    for kept in year.rounds:
        statuses = Counter(each.status for each in year.asked if each.round_id == kept.id)
        consolidated = kept.consolidated_due_at
        rows.append(
            [
                kept.name,
                f"{local_day(kept.opens_at):%d/%m/%Y}",
                f"{kept.cut_off:%d/%m/%Y}",
                f"{local_day(kept.due_at):%d/%m/%Y}",
                f"{local_day(consolidated):%d/%m/%Y}" if consolidated else "",
                str(statuses.total()),
                ", ".join(f"{say(f'chip.{status}')} {count}" for status, count in sorted(statuses.items())),
            ]
        )
    return aligned(rows)


def _messages(year: Year) -> list[str]:
    head = ["day", "round", "kind", "step", "channel", "messages", "segments"]
    rows = [[say(f"rehearsed.column.{name}") for name in head]]
    counts: Counter[tuple[str, ...]] = Counter()
    pieces: Counter[tuple[str, ...]] = Counter()
    for each in year.sent:
        key = (
            f"{each.day:%d/%m/%Y}",
            year.round_named(each.round_id),
            kind_named(each.kind),
            each.step or "",
            channel_named(each.channel),
        )
        counts[key] += 1
        pieces[key] += each.segments
    rows += [[*key, str(count), str(pieces[key] or "")] for key, count in counts.items()]
    return aligned(rows)


def _loads(first: str, loads: Sequence[Load], price: int | None) -> list[str]:
    names = ["messages", "email", "sms", "segments", *(["cost"] if price is not None else [])]
    rows = [[first, *(say(f"rehearsed.column.{name}") for name in names)]]
    for load in loads:
        figures = [load.messages, load.emails, load.sms, load.segments]
        rows.append([load.name, *map(str, figures), *([dong(load.dong)] if load.dong is not None else [])])
    return aligned(rows)


def _width(text: str) -> int:
    return sum(1 for sign in unicodedata.normalize("NFC", text) if not unicodedata.combining(sign))
