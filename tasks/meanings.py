"""Who is asked, and why, as people read it: of a round that is open, of one to come, of a plan file before its launch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlmodel import Session, col, select

from compiler.planfile.read import load_planfile
from compiler.result import Level
from config.errors import DondocError
from models.clock import local_day
from models.directory import Agency
from models.expansion import Expansion, GroupCorrection
from models.heirs import chain_said
from models.plan import Plan, Responsibility
from models.round import Request, RequestItem, RequestState, Round, RoundState
from tasks.corrections import corrections
from tasks.expansions import Expanded, Terms, duties_now, expand, timeless
from tasks.status import find_plan


class MeaningError(DondocError):
    """A plan file whose head does not say enough to know who is meant."""


@dataclass(frozen=True)
class Member:
    """An agency that a holder means: why, whom it stands in for, and for which of the duties (empty: all of them)."""

    key: str
    name: str
    because: str
    chain: str
    duties: tuple[str, ...] = ()


@dataclass(frozen=True)
class HolderMeaning:
    """One holder's text: the duties that name it, who is meant, and what is still asked of the coordinator."""

    holder: str
    duties: tuple[str, ...]
    members: tuple[Member, ...]
    question: str | None
    proposals: tuple[str, ...] = ()
    corrected: tuple[GroupCorrection, ...] = ()


@dataclass(frozen=True)
class RoundMeaning:
    """A round with its holders on the day on which its requests are due; ``recorded``: as it was when it opened."""

    id: str
    name: str
    on: date
    recorded: bool
    asked: int
    holders: tuple[HolderMeaning, ...]

    @property
    def fingerprint(self) -> str:
        """Equal for two rounds that ask the same agencies for the same reasons, whatever their days."""
        parts = [
            (each.holder, [(member.key, member.chain) for member in each.members], timeless(each.question or ""))
            for each in self.holders
        ]
        return repr(parts)

    @property
    def questions(self) -> list[HolderMeaning]:
        """Holders of which something must be settled."""
        return [holder for holder in self.holders if holder.question]


@dataclass(frozen=True)
class _FileDuty:
    number: str
    holder: str
    group: bool
    text: str
    exception_channel: bool


def meanings(session: Session, wanted: str) -> list[RoundMeaning]:
    """Of a round by its id, of every round of a plan by its key or number, of a plan file by its path.

    Raises StatusError for something else, PlanFileError and MeaningError for a file that cannot tell.
    """
    if (path := Path(wanted)).suffix in (".yaml", ".yml") or path.is_file():
        return file_meanings(session, path)
    kept = session.get(Round, wanted)
    if kept is not None:
        return [round_meaning(session, kept)]
    plan = find_plan(session, wanted)
    rounds = session.exec(
        select(Round)
        .where(Round.plan_key == plan.key, Round.state != RoundState.CANCELLED)
        .order_by(col(Round.due_at), col(Round.id))
    )
    return [round_meaning(session, each) for each in rounds.all()]


def round_meaning(session: Session, kept: Round) -> RoundMeaning:
    """As recorded when the round opened; as it would be today for one that is still to come."""
    plan = session.get_one(Plan, kept.plan_key)
    rows = session.exec(select(Expansion).where(Expansion.round_id == kept.id).order_by(col(Expansion.id))).all()
    if kept.state == RoundState.PLANNED or not rows:
        on = local_day(kept.due_at)
        expanded = expand(session, Terms.of(plan), duties_now(session, plan.key), on)
        return RoundMeaning(kept.id, kept.name, on, False, _asked(expanded), _holders(session, expanded))
    numbers: dict[str, list[str]] = defaultdict(list)
    for duty in session.exec(
        select(Responsibility).where(Responsibility.plan_key == plan.key).order_by(col(Responsibility.position))
    ):
        if not duty.exception_channel:
            numbers[duty.holder].append(duty.number)
    members = _members(session, kept, numbers)
    applied = [row for row in corrections(session, plan) if row.revoked_at is None]
    holders = tuple(
        HolderMeaning(
            row.holder,
            tuple(numbers.get(row.holder, ())),
            tuple(members.get(row.holder, ())),
            row.question,
            (),
            tuple(each for each in applied if each.holder == row.holder),
        )
        for row in rows
    )
    asked = {member.key for found in members.values() for member in found}
    return RoundMeaning(kept.id, kept.name, rows[0].on, True, len(asked), holders)


def file_meanings(session: Session, path: Path) -> list[RoundMeaning]:
    """What a plan file would mean on each of its rounds' due dates, before it is launched."""
    file = load_planfile(path)
    head = file.plan
    if not (head.issuer and head.level and (head.province or head.level is Level.CENTRAL)):
        raise MeaningError.of("meaning.no_head", place=str(path))
    terms = Terms(None, head.issuer, head.province or "", head.level, file.policy.holders)
    duties = [
        _FileDuty(each.id, each.holder, each.group, each.text, each.exception_channel) for each in file.responsibilities
    ]
    made = []
    for period in file.regime.periods if file.regime else []:
        expanded = expand(session, terms, duties, period.due)
        made.append(
            RoundMeaning(period.key, period.name, period.due, False, _asked(expanded), _holders(session, expanded))
        )
    if not made:
        raise MeaningError.of("meaning.no_rounds", place=str(path))
    return made


def open_questions(session: Session) -> list[tuple[Round, Plan, int]]:
    """Rounds with questions about who is meant that wait for the coordinator, the oldest first."""
    found = session.exec(
        select(Round, Plan)
        .join(Plan, col(Plan.key) == col(Round.plan_key))
        .where(
            col(Round.state).in_([RoundState.OPEN, RoundState.PLANNED]),
            col(Round.id).in_(select(Expansion.round_id).where(col(Expansion.question).is_not(None))),
        )
        .order_by(col(Round.due_at), col(Round.id))
    ).all()
    counted = []
    for kept, plan in found:
        rows = session.exec(
            select(Expansion.id).where(Expansion.round_id == kept.id, col(Expansion.question).is_not(None))
        ).all()
        counted.append((kept, plan, len(rows)))
    return counted


def _asked(expanded: Expanded) -> int:
    return len({key for meaning in expanded.meanings.values() for key in meaning.agencies})


def _holders(session: Session, expanded: Expanded) -> tuple[HolderMeaning, ...]:
    keys = {key for meaning in expanded.meanings.values() for key in (*meaning.agencies, *meaning.proposals)}
    names = _names(session, keys)
    return tuple(
        HolderMeaning(
            meaning.holder,
            tuple(meaning.duties),
            tuple(
                Member(
                    key,
                    names.get(key, key),
                    because,
                    chain_said(meaning.heirs.get(key, ())),
                    () if len(meaning.held[key]) == len(meaning.duties) else tuple(meaning.held[key]),
                )
                for key, because in meaning.agencies.items()
            ),
            meaning.question,
            tuple(names.get(key, key) for key in meaning.proposals),
            tuple(meaning.corrected),
        )
        for meaning in expanded.meanings.values()
    )


def _members(session: Session, kept: Round, numbers: dict[str, list[str]]) -> dict[str, list[Member]]:
    """Holder -> who has a request for its duties, in the order of the directory's keys."""
    rows = session.exec(
        select(Responsibility, Agency, RequestItem)
        .join(RequestItem, col(RequestItem.responsibility_id) == col(Responsibility.id))
        .join(Request, col(Request.id) == col(RequestItem.request_id))
        .join(Agency, col(Agency.key) == col(Request.agency_key))
        .where(Request.round_id == kept.id, Request.state != RequestState.CANCELLED)
        .order_by(col(Responsibility.position), col(Request.id))
    ).all()
    found: dict[tuple[str, str], tuple[str, RequestItem, list[str]]] = {}
    for duty, agency, item in rows:
        found.setdefault((duty.holder, agency.key), (agency.name, item, []))[2].append(duty.number)
    made: dict[str, list[Member]] = defaultdict(list)
    for (holder, key), (name, item, held) in found.items():
        part = () if len(held) == len(numbers[holder]) else tuple(held)
        made[holder].append(Member(key, name, item.because, chain_said(item.heirs), part))
    return made


def _names(session: Session, keys: set[str]) -> dict[str, str]:
    listed: Sequence[str] = sorted(keys)
    names: dict[str, str] = {}
    for start in range(0, len(listed), 500):
        some = listed[start : start + 500]
        names |= dict(session.exec(select(Agency.key, Agency.name).where(col(Agency.key).in_(some))).all())
    return names
