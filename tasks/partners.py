"""Partners that a plan names ("phối hợp: …") and the directory does not know: nobody asks them, and nobody would notice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlmodel import Session

from compiler.planfile.model import PlanFile
from compiler.planfile.read import load_planfile
from config.wording import say
from models.agencies import Snapshot
from models.clock import local_day, office_now
from models.plan import Plan
from models.round import Round
from tasks.expansions import Terms, duties_now
from tasks.status import find_plan


@dataclass(frozen=True)
class Stranger:
    """A partner as the plan writes it, whom no agency of the directory answers to, and the duties that name it."""

    name: str
    duties: tuple[str, ...]


def strangers(
    snapshot: Snapshot, partners: Iterable[tuple[str, Sequence[str]]], on: date, terms: Terms
) -> list[Stranger]:
    """The partners that mean no agency on a day. ``partners``: (duty number, names)."""
    within = terms.own_body(snapshot, on)
    named: dict[str, list[str]] = {}
    for number, names in partners:
        for name in names:
            named.setdefault(name, []).append(number)
    return [
        Stranger(name, tuple(numbers))
        for name, numbers in named.items()
        if not terms.meaning(snapshot, name, on, within).agencies
    ]


def strangers_of_file(snapshot: Snapshot, file: PlanFile, on: date) -> list[Stranger]:
    """Those of a plan file, whose province and level are known."""
    return strangers(snapshot, [(duty.id, duty.with_) for duty in file.responsibilities], on, Terms.of_file(file.plan))


def strangers_in(session: Session, wanted: str) -> list[Stranger]:
    """Those of a plan file by its path, of a round or of a plan, as ``meanings`` takes them (tasks/meanings)."""
    snapshot, today = Snapshot.load(session), local_day(office_now(session))
    if (path := Path(wanted)).suffix in (".yaml", ".yml") or path.is_file():
        return strangers_of_file(snapshot, load_planfile(path), today)
    kept = session.get(Round, wanted)
    plan = find_plan(session, wanted) if kept is None else session.get_one(Plan, kept.plan_key)
    partners = [(duty.number, duty.partners) for duty in duties_now(session, plan.key)]
    return strangers(snapshot, partners, today, Terms.of(plan))


def told(found: Sequence[Stranger]) -> str:
    """One note that lists them all; empty where there are none."""
    names = "; ".join(f"{each.name} ({', '.join(each.duties)})" for each in found)
    return say("partners.strangers", names=names) if found else ""
