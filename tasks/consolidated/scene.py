"""What the parts of a consolidated report are made from, and the blocks that they are made of.

A block is a dict with ``kind``: heading · subheading · duty (``lead``, ``text``) · paragraph · intro · item (``lead`` in bold, ``text``) ·
figures (``rows`` of label, count, rate) · indicators (``rows`` of label, unit, total, sources).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from config.wording import say
from models.directory import Agency
from models.plan import Plan
from models.report import ReportItem
from models.round import Round
from models.tally import Line, Tally
from tasks.facts import RoundFacts

Block = dict[str, Any]


@dataclass(frozen=True)
class Scene:
    """All that a report is made of. ``amending``: the acts that changed the plan since it was issued as it is cited."""

    plan: Plan
    round: Round
    office: Agency
    authority: str
    facts: RoundFacts
    tally: Tally
    following: Round | None
    amending: tuple[str, ...] = ()

    @property
    def as_of(self) -> datetime:
        """Up to when the report knows."""
        return self.tally.as_of


@dataclass(frozen=True)
class Answered:
    """One agency's answer to one duty, from the latest version known."""

    line: Line
    version: int
    item: ReportItem
    files: tuple[str, ...]


def answers_to(scene: Scene, duty_id: str) -> list[Answered]:
    """What agencies said about a duty in the latest version known by then, by agency name."""
    wanted = set(scene.facts.holders.get(duty_id, ()))
    found = []
    for line in scene.tally.lines:
        if line.fact.request_id not in wanted or line.latest is None:
            continue
        place = (line.fact.request_id, line.latest.version)
        item = scene.facts.items.get(place, {}).get(duty_id)
        if item is not None and item.status is not None:
            found.append(Answered(line, line.latest.version, item, scene.facts.files.get(place, ())))
    return found


def latest_items(scene: Scene, line: Line) -> dict[str, ReportItem]:
    return scene.facts.items.get((line.fact.request_id, line.latest.version), {}) if line.latest else {}


def said_by(scene: Scene, line: Line) -> tuple[str, str]:
    return scene.facts.said.get((line.fact.request_id, line.latest.version), ("", "")) if line.latest else ("", "")


def names_of(lines: Iterable[Line]) -> str:
    return "; ".join(line.fact.agency_name for line in lines)


def because(why: str | None) -> str:
    return say("consolidate.because", why=one_line(why).rstrip(" .")) if why and why.strip() else ""


def one_line(text: str) -> str:
    """Several lines as one sentence: line ends become semicolons where no other mark stands."""
    lines: Sequence[str] = [" ".join(part.split()).strip(" -+•*") for part in text.splitlines()]
    joined = ""
    for line in (each for each in lines if each):
        joined += ("" if not joined else " " if joined[-1] in ".;:,?!" else "; ") + line
    return joined


def heading(part: str) -> Block:
    return {"kind": "heading", "text": say(f"consolidate.part.{part}")}


def subheading(key: str) -> Block:
    return {"kind": "subheading", "text": say(f"consolidate.{key}")}


def paragraph(text: str) -> Block:
    return {"kind": "paragraph", "text": text}


def intro(text: str) -> Block:
    """A sentence that announces the items under it; the two stay on one page."""
    return {"kind": "intro", "text": text}


def item(lead: str, text: str) -> Block:
    return {"kind": "item", "lead": lead, "text": text}
