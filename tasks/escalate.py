"""The escalation sweep: takes every step that has fallen due, once, and says why."""

from __future__ import annotations

import hashlib
import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col, select

from config.wording import say
from models.clock import local_day
from models.journal import Entry, write
from models.ladder import ABOVE, Known, Ladder, Step, ladder_of, next_after, overdue_steps, unmet
from models.round import Request, Round
from tasks.climbed import climbed_row, keep_climbed, known_of, late_row, reason_of, received_at, review_row
from tasks.drafts import draft_letter
from tasks.extensions import remind_of_pleas
from tasks.letters import Post, batches, desk_for, to_agency, to_coordinator, withdraw_reminders
from tasks.office import Office

log = logging.getLogger(__name__)

OUTCOME = {"draft_letter": "draft", "listed": "listed", "decide": "awaiting_decision", "review": "told"}


@dataclass(frozen=True)
class Taken:
    """One step of one request, taken or passed over, with its reason."""

    request_id: str
    agency_key: str
    step: str
    kind: str
    reason: str


@dataclass
class Swept:
    """What one sweep did. ``pleas``: requests whose plea for more time somebody was reminded of."""

    taken: list[Taken] = field(default_factory=list)
    skipped: list[Taken] = field(default_factory=list)
    rounds: set[str] = field(default_factory=set)
    pleas: list[str] = field(default_factory=list)


def sweep(office: Office, now: datetime) -> Swept:
    """Take all steps with ``next_step_at <= now``; one transaction for each round, idempotent.

    Reads only the partial index on next_step_at, so that closed requests cost nothing. A fault in one round
    (a full disk under its letter) does not keep the others silent: it is raised when they are done.
    """
    swept, fault = Swept(), None
    with office.database.reading() as session:
        late = fallen(session, now)
    for round_id, ids in sorted(late.items()):
        part = Swept()
        try:
            with office.database.writing() as session:
                if requests := _still_fallen(session, ids, now):
                    _sweep_round(office, session, now, session.get_one(Round, round_id), requests, part)
        except Exception as failed:
            log.exception("the ladders of round %s could not be climbed", round_id)
            fault = fault or failed
            continue
        swept.taken += part.taken
        swept.skipped += part.skipped
        swept.rounds |= {round_id} if part.taken or part.skipped else set()
    swept.pleas = remind_of_pleas(office, now)
    if fault is not None:
        raise fault
    return swept


def fallen(session: Session, now: datetime) -> dict[str, list[str]]:
    """Requests with a step that has fallen due, by round, oldest first: one query over the index of what is due."""
    found: dict[str, list[str]] = defaultdict(list)
    for round_id, request_id in session.execute(_FALLEN, {"now": now}):
        found[round_id].append(request_id)
    return found


def _still_fallen(session: Session, ids: Sequence[str], now: datetime) -> list[Request]:
    """Those of the requests that nobody else is just sweeping, or has swept, locked."""
    found: list[Request] = []
    for some in batches(ids):
        found += session.execute(_STILL_FALLEN, {"ids": list(some), "now": now}).scalars()
    return found


# built once: each sweep asks these, and mostly nothing is due
_NOW: BindParameter[datetime] = bindparam("now", type_=SQLModel.metadata.tables["request"].c.next_step_at.type)
_DUE = col(Request.next_step_at) <= _NOW
# asked for by time alone: with the round beside it SQLite walks through every closed request of the round
_FALLEN = (
    columns(col(Request.round_id), col(Request.id)).where(_DUE).order_by(col(Request.next_step_at), col(Request.id))
)
_STILL_FALLEN = (
    select(Request)
    .where(col(Request.id).in_(bindparam("ids", expanding=True)), _DUE)
    .order_by(col(Request.next_step_at), col(Request.id))
    .with_for_update(skip_locked=True, key_share=True)
)


def _sweep_round(
    office: Office, session: Session, now: datetime, kept: Round, requests: Sequence[Request], swept: Swept
) -> None:
    ladder = ladder_of(kept)
    desk = desk_for(session, kept, ladder, office.settings, [request.agency_key for request in requests])
    post = Post(office.settings.mail_domain, office.secret)
    known = _known(session, ladder, requests)
    received = received_at(session, [each.id for each in requests if each.ladder_part == "review"])
    climbed: list[dict[str, Any]] = []
    digests: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    steps: dict[tuple[str, str], Step] = {}
    entries: list[Entry] = []
    overtaken: dict[str, list[str]] = defaultdict(list)
    for request in requests:
        seen = known.get(request.id, Known())
        take, passed = overdue_steps(ladder, request, now, seen)
        for _, step in passed:
            reason = f"{reason_of(request, step)}; {_why_passed(step, request, seen)}"
            swept.skipped.append(Taken(request.id, request.agency_key, step.step, step.kind, reason))
            climbed.append(climbed_row(request, step, now, "skipped", reason))
            entries.append(Entry("step.skipped", request.id, why=reason, detail={"step": step.step}))
        for _, step in take:
            reason, outcome = reason_of(request, step), OUTCOME.get(step.kind, "sent")
            swept.taken.append(Taken(request.id, request.agency_key, step.step, step.kind, reason))
            climbed.append(climbed_row(request, step, now, outcome, reason))
            entries.append(Entry(f"step.{outcome}", request.id, why=reason, detail={"step": step.step}))
            if step.kind in ABOVE:
                review = step.kind == "review"
                row = (
                    review_row(desk, request, now, received.get(request.id)) if review else late_row(desk, request, now)
                )
                for whom in step.audience:
                    digests[step.step, whom].append(row)
                    steps[step.step, whom] = step
            else:
                overtaken[step.step].append(request.id)
                mark = f"{local_day(request.base_at):%Y%m%d}|"
                promised = {"promised_on": request.promised_on.isoformat()} if request.promised_on else {}
                to_agency(
                    post, desk, request, kind=step.kind, step=step, now=now, reason=reason, mark=mark, more=promised
                )
        last = max((index for index, _ in (*take, *passed)), default=request.step_index - 1)
        _advance(ladder, request, last + 1)
    by_id = {request.id: request for request in requests}
    for (name, audience), rows in digests.items():
        step = steps[name, audience]
        more: dict[str, Any] = {}
        if step.kind == "draft_letter":
            late = [by_id[row["request_id"]] for row in rows]
            draft = draft_letter(office, session, desk, now, kind="urge", step=name, requests=late)
            more = {"draft": draft.mentioned() if draft else {}}
        to_coordinator(
            post,
            desk,
            kind=step.kind,
            step=name,
            audience=audience,
            now=now,
            reason=say("step.reviews" if step.kind == "review" else "step.digest", step=name, count=len(rows)),
            rows=rows,
            mark=f"{local_day(now):%Y%m%d}|{_mark(rows)}",
            more=more,
            channels=step.channels,
        )
    if climbed:
        keep_climbed(session, climbed)
    for name, ids in overtaken.items():
        withdraw_reminders(session, ids, say("step.overtaken", step=name))
    post.send(session, now)
    write(session, now, entries)


def _known(session: Session, ladder: Ladder, requests: Sequence[Request]) -> dict[str, Known]:
    """Asked for only where a step has conditions: most ladders have none."""
    asking = {
        part: any(step.only_if for step in ladder.part(part)) for part in {request.ladder_part for request in requests}
    }
    ids = [request.id for request in requests if asking[request.ladder_part]]
    return known_of(session, ids) if ids else {}


def _why_passed(step: Step, request: Request, known: Known) -> str:
    failing = unmet(step, request, known)
    if failing is not None:
        return say("step.unmet", step=step.step, why=say(f"ladder.condition.{failing}"))
    return say("step.superseded", step=step.step)


def _mark(rows: Sequence[Mapping[str, Any]]) -> str:
    """The same agencies have the same mark, however many they are."""
    keys = ",".join(sorted(str(row["agency"]["key"]) for row in rows))
    return keys if len(keys) <= 64 else hashlib.sha256(keys.encode()).hexdigest()[:32]


def _advance(ladder: Ladder, request: Request, index: int) -> None:
    coming = next_after(ladder, request, index)
    request.step_index, request.next_step_at = coming.index, coming.at
