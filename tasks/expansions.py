"""Whom a plan's words mean on a day: each holder as the directory and people's corrections understand it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Protocol

from sqlalchemy import delete, insert
from sqlmodel import Session, col, or_, select

from compiler.result import PlanHead
from config.wording import say
from models.agencies import Resolution, Snapshot, resolve
from models.expansion import Expansion, GroupCorrection
from models.heirs import Answering, Heir, chain_said, follow, functions_in
from models.naming import fold, plain_place
from models.plan import Plan, Responsibility
from models.provinces import merged_on
from models.round import RequestItem
from tasks.named import ALSO, besides, is_to_come, settled
from tasks.whole_names import whole_names

_DATES = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")


@dataclass(frozen=True)
class Counting:
    """The newest correction of its kind, and which of those before it put each agency in, with its reason."""

    row: GroupCorrection
    put_in_by: Mapping[str, GroupCorrection]


Corrections = Mapping[tuple[str, str | None], Sequence[Counting]]
"""(folded holder, duty number or None) -> the corrections that count, the one for good before the plan's own."""


class Duty(Protocol):
    """What expanding needs of a duty, from a launched plan or from a plan file."""

    @property
    def number(self) -> str: ...
    @property
    def holder(self) -> str: ...
    @property
    def group(self) -> bool: ...
    @property
    def text(self) -> str: ...
    @property
    def exception_channel(self) -> bool: ...


@dataclass(frozen=True)
class Terms:
    """A plan's head as far as it says who is meant; ``settled``: holder as written, or duty number -> keys that a
    person named (``ALSO`` among them: besides those whom the directory finds)."""

    key: str | None
    issuer: str
    province: str
    level: str
    settled: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> Terms:
        """The terms of a launched plan."""
        return cls(plan.key, plan.issuer, plan.province, plan.level, plan.policy.get("holders", {}))

    @classmethod
    def of_file(cls, head: PlanHead, settled: Mapping[str, Sequence[str]] | None = None) -> Terms:
        """The terms of a plan file's head, as far as it is known."""
        return cls(None, head.issuer or "", head.province or "", str(head.level or ""), settled or {})

    def own_body(self, snapshot: Snapshot, on: date) -> str | None:
        """The body whose plan it is, where groups and names are sought below it: a district's or commune's authority,
        a department."""
        # a district that has ended is still the body whose plan it is
        day = min(on, merged_on()[0] - timedelta(days=1)) if self.level == "district" else on
        found = resolve(snapshot, self.issuer, day, self.province, self.level).agencies if self.issuer else []
        if len(found) != 1:
            return None
        key = found[0][0]
        return key if self.level in ("district", "commune") or snapshot.agencies[key].kind != "authority" else None

    def meaning(
        self,
        snapshot: Snapshot,
        holder: str,
        on: date,
        within: str | None,
        *,
        duty: str = "",
        named: Sequence[str] = (),
    ) -> Resolution:
        """Whom words of this plan mean on a day. ``within``: its ``own_body``."""
        whole = whole_names(holder)
        return resolve(
            snapshot, holder, on, self.province, self.level, duty=duty, within=within, named=named, whole=whole
        )


@dataclass
class Meaning:
    """One holder's text on a day: duty numbers, agency key -> why, and per duty where functions part them.

    ``questions`` are what a person must settle, ``asked_of`` which duties each of them concerns, ``proposals`` keys
    that they put forward; ``corrected`` the corrections that were applied, ``put_in`` the agencies that only they
    brought in.
    """

    holder: str
    duties: list[str] = field(default_factory=list)
    agencies: dict[str, str] = field(default_factory=dict)
    held: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    heirs: dict[str, tuple[Heir, ...]] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)
    asked_of: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    proposals: list[str] = field(default_factory=list)
    corrected: list[GroupCorrection] = field(default_factory=list)
    put_in: set[str] = field(default_factory=set)

    @property
    def question(self) -> str | None:
        """All its questions in one sentence, or None."""
        return "; ".join(self.questions) or None


@dataclass(frozen=True)
class Expanded:
    """A whole plan on a day: holder -> what it means, and duty number -> who is asked for it."""

    on: date
    meanings: dict[str, Meaning]
    duties: dict[str, list[Answering]]

    @cached_property
    def answerable(self) -> dict[tuple[str, str], Answering]:
        """(duty number, agency key) -> its part."""
        return {(number, each.key): each for number, answering in self.duties.items() for each in answering}

    @property
    def questions(self) -> list[str]:
        """Every question once, in the plan's order."""
        return list(dict.fromkeys(each for meaning in self.meanings.values() for each in meaning.questions))


def expand(session: Session, terms: Terms, duties: Iterable[Duty], on: date) -> Expanded:
    """Understand every holder of a plan as of the day ``on``.

    The channel for difficulties is open all year and is not asked for. A holder that the plan file settled is
    taken as settled; corrections come after what the directory says, those for good first, then the plan's own.
    """
    snapshot = Snapshot.load(session)
    corrections = corrections_of(session, terms)
    duties = list(duties)
    within = terms.own_body(snapshot, on)
    known: dict[tuple[str, frozenset[str], bool], Resolution] = {}
    named: tuple[str, ...] = ()

    def meant(duty: Duty) -> Resolution:
        about = (duty.holder, functions_in(duty.text), bool(named))
        if about not in known:
            known[about] = terms.meaning(snapshot, duty.holder, on, within, duty=duty.text, named=named)
        return known[about]

    named = tuple(dict.fromkeys(key for duty in duties if not duty.group for key, _ in meant(duty).agencies))
    made = Expanded(on, {}, {})
    for duty in duties:
        if duty.exception_channel:
            continue
        keys = terms.settled.get(duty.number, terms.settled.get(duty.holder))
        if keys is None:
            found = meant(duty)
        elif ALSO in keys:
            found = besides(meant(duty), settled(snapshot, keys, on, duty.text, others=bool(meant(duty).agencies)))
        else:
            found = settled(snapshot, keys, on, duty.text)
        meaning = made.meanings.setdefault(duty.holder, Meaning(duty.holder))
        meaning.duties.append(duty.number)
        _take(made, meaning, duty, found, corrections, snapshot, on)
    return made


def corrections_of(session: Session, terms: Terms) -> Corrections:
    """The corrections that count for a plan; those of another province are not its own."""
    rows = session.exec(
        select(GroupCorrection)
        .where(
            col(GroupCorrection.revoked_at).is_(None),
            or_(col(GroupCorrection.plan_key) == terms.key, col(GroupCorrection.plan_key).is_(None)),
        )
        .order_by(col(GroupCorrection.id))
    ).all()
    home = plain_place(terms.province)
    newest: dict[tuple[str, str | None, bool], Counting] = {}
    for row in rows:
        if plain_place(row.province) != home:
            continue
        kind = (row.folded, row.duty, row.plan_key is not None)
        before = newest[kind].put_in_by if kind in newest else {}
        newest[kind] = Counting(row, {key: before.get(key, row) for key in row.put_in})
    found: dict[tuple[str, str | None], list[Counting]] = defaultdict(list)
    for folded, duty, own in sorted(newest, key=lambda each: (each[2], each[0], each[1] or "")):
        found[folded, duty].append(newest[folded, duty, own])
    return found


def record(session: Session, round_id: str, expanded: Expanded, asked: Iterable[str]) -> None:
    """Keep with a round how every holder was understood; only who is ``asked`` in it is listed."""
    keys = set(asked)
    session.execute(delete(Expansion).where(col(Expansion.round_id) == round_id))
    rows = [
        {
            "round_id": round_id,
            "holder": meaning.holder,
            "on": expanded.on,
            "agencies": {key: because for key, because in meaning.agencies.items() if key in keys},
            "question": meaning.question,
        }
        for meaning in expanded.meanings.values()
    ]
    if rows:
        session.execute(insert(Expansion), rows)


def chains_of(expanded: Expanded, key: str, duties: Sequence[tuple[Duty, str]]) -> list[dict[str, Any]]:
    """Whom an agency stands in for, as a letter tells it: each chain with the places of its duties on the form.

    The places are left out where one chain explains everything that the agency is asked.
    """
    found: dict[tuple[Heir, ...], list[str]] = defaultdict(list)
    for place, (duty, _) in enumerate(duties, 1):
        each = expanded.answerable.get((duty.number, key))
        if each is not None and each.heirs:
            found[each.heirs].append(str(place))
    return [
        {
            "steps": [step.to_json() for step in heirs],
            "duties": [] if len(numbers) == len(duties) else numbers,
        }
        for heirs, numbers in found.items()
    ]


def why_asked(session: Session, request_id: str) -> dict[str, tuple[str, str]]:
    """Duty id -> (why this agency, whom it stands in for) of one request."""
    rows = session.exec(select(RequestItem).where(RequestItem.request_id == request_id))
    return {item.responsibility_id: (item.because, chain_said(item.heirs)) for item in rows}


def timeless(question: str) -> str:
    """A question without its dates: asked again in another round, it is the same question."""
    return _DATES.sub("…", question)


def duties_now(session: Session, plan_key: str) -> Sequence[Responsibility]:
    """The duties that count in a plan as it stands, in the order of the document."""
    return session.exec(
        select(Responsibility)
        .where(Responsibility.plan_key == plan_key, col(Responsibility.dropped_in).is_(None))
        .order_by(col(Responsibility.position))
    ).all()


def _take(
    made: Expanded,
    meaning: Meaning,
    duty: Duty,
    found: Resolution,
    corrections: Corrections,
    snapshot: Snapshot,
    on: date,
) -> None:
    """What one duty adds to its holder's meaning, after the corrections."""
    answering = {key: Answering(key, because, found.heirs.get(key, ())) for key, because in found.agencies}
    questions = list(found.questions)
    folded = fold(duty.holder)
    for counting in (*corrections.get((folded, None), ()), *corrections.get((folded, duty.number), ())):
        correction = counting.row
        if correction not in meaning.corrected:
            meaning.corrected.append(correction)
        questions = [each for each in questions if timeless(each) not in correction.settles]
        for key in correction.taken_out:
            answering.pop(key, None)
        for key, putting in counting.put_in_by.items():
            because = say("correction.put_in", by=putting.by, why=putting.why)
            if key not in snapshot.agencies:
                questions.append(say("correction.gone", key=key))
                continue
            if answering and is_to_come(snapshot.agencies[key], on):
                continue
            answer = follow(snapshot.agencies, snapshot.heirs, key, on, functions_in(duty.text), because)
            questions += [answer.question] if answer.question else []
            for each in answer.agencies:
                if answering.setdefault(each.key, each) is each:
                    meaning.put_in.add(each.key)
    made.duties[duty.number] = list(answering.values())
    for each in answering.values():
        meaning.agencies.setdefault(each.key, each.because)
        meaning.held[each.key].append(duty.number)
        if each.heirs:
            meaning.heirs.setdefault(each.key, each.heirs)
    for question in dict.fromkeys(questions):
        meaning.asked_of[question].append(duty.number)
    meaning.questions += [each for each in questions if each not in meaning.questions]
    meaning.proposals += [key for key in found.proposals if key not in meaning.proposals]
