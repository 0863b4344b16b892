"""The escalation sweep: takes every step that has fallen due, once, and says why."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select, tuple_, update
from sqlmodel.sql.expression import Select

from config.wording import say
from config.workdays import add_working_days, working_days_between
from models.clock import at_office, local_day
from models.escalation import Decision, Escalation
from models.journal import Entry, write
from models.ladder import ABOVE, DUE_HOUR, Ladder, Step, ladder_of, next_after, overdue_steps
from models.round import OWED, Request, Round
from tasks.drafts import STEPLESS, draft_letter
from tasks.letters import Desk, Post, batches, desk_for, to_agency, to_coordinator, withdraw_reminders
from tasks.office import Office
from tasks.requests import AnswerError
from tasks.review import close_missing, extend

log = logging.getLogger(__name__)

Action = Literal["extend", "draft_letter", "close_missing"]
OUTCOME = {"draft_letter": "draft", "listed": "listed", "decide": "awaiting_decision"}


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
    """What one sweep did."""

    taken: list[Taken] = field(default_factory=list)
    skipped: list[Taken] = field(default_factory=list)
    rounds: set[str] = field(default_factory=set)


def sweep(office: Office, now: datetime) -> Swept:
    """Take all steps with ``next_step_at <= now``; one transaction for each round, idempotent.

    Reads only the partial index on next_step_at, so that closed requests cost nothing. A fault in one round
    (a full disk under its letter) does not keep the others silent: it is raised when they are done.
    """
    swept, fault = Swept(), None
    with office.database.reading() as session:
        fallen: dict[str, list[str]] = defaultdict(list)
        for round_id, request_id in session.exec(_fallen(now)):
            fallen[round_id].append(request_id)
    for round_id, ids in sorted(fallen.items()):
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
    if fault is not None:
        raise fault
    return swept


def awaiting(session: Session) -> dict[str, list[Request]]:
    """Requests at the top of their ladder that wait for the supervisor's decision, by round.

    A question about a deadline that was moved since, or about a report that came and was returned, is over.
    """
    found: dict[str, list[Request]] = defaultdict(list)
    for request in session.exec(
        select(Request)
        .join(Escalation, col(Escalation.request_id) == col(Request.id))
        .where(
            Escalation.outcome == "awaiting_decision",
            col(Request.state).in_(OWED),
            Escalation.ladder_part == Request.ladder_part,
            Escalation.base_at == Request.base_at,
        )
        .order_by(col(Request.id))
        .distinct()
    ):
        found[request.round_id].append(request)
    return dict(found)


def decide_delays(
    office: Office,
    now: datetime,
    round_id: str,
    action: Action,
    *,
    reason: str,
    by: str,
    extend_to: date | None = None,
    agency_keys: Sequence[str] | None = None,
) -> list[str]:
    """Carry out the supervisor's decision for a round's requests at the top; returns their ids.

    ``extend_to`` is the new deadline, or the day that a letter asks for (None: a blank in the letter).
    A letter only urges: the question comes back on the evening of the day that it asks for, or after the
    ladder's ``letter_days``. Raises AnswerError without a reason, without a day where the deadline is to be
    extended, for a day past, or where nobody waits for a decision any more.
    """
    if not reason.strip() or not by.strip():
        raise AnswerError.of("report.no_reason", place=round_id)
    if action == "extend" and extend_to is None:
        raise AnswerError.of("escalate.no_day", place=round_id)
    if action == "draft_letter" and extend_to is not None and extend_to <= local_day(now):
        raise AnswerError.of("report.past_deadline", place=round_id, day=f"{extend_to:%d/%m/%Y}")
    with office.database.writing() as session:
        requests = _to_decide(session, round_id, agency_keys)
        if not requests:
            raise AnswerError.of("escalate.nobody", place=round_id)
        bases = [(request.id, request.base_at) for request in requests]
        for request in requests:
            if action == "extend":
                assert extend_to is not None
                extend(office, session, now, request.id, extend_to, reason, by=by, channel="supervisor")
            elif action == "close_missing":
                close_missing(session, now, request.id, reason, by=by, channel="supervisor")
        ids = [request.id for request in requests]
        session.execute(
            update(Escalation)
            .where(
                tuple_(col(Escalation.request_id), col(Escalation.base_at)).in_(bases),
                col(Escalation.outcome) == "awaiting_decision",
            )
            .values(outcome="decided")
        )
        if action == "draft_letter":
            kept = session.get_one(Round, round_id)
            _ask_again(ladder_of(kept), requests, now, extend_to)
            desk = desk_for(session, kept, ladder_of(kept), office.settings, [each.agency_key for each in requests])
            post = Post(office.settings.mail_domain)
            rows = [_row(desk, request, now) for request in requests]
            draft = draft_letter(
                office, session, desk, now, kind="explain", step=STEPLESS, requests=requests, by=by, send_by=extend_to
            )
            to_coordinator(
                post,
                desk,
                kind="draft_letter",
                step=STEPLESS,
                audience="coordinator",
                now=now,
                reason=reason,
                rows=rows,
                mark=now.isoformat(),
                more={"draft": draft.mentioned() if draft else {}},
            )
            post.send(session, now)
        detail = {"action": action, "requests": ids, "extend_to": extend_to.isoformat() if extend_to else None}
        session.add(Decision(at=now, by=by, kind="delays.decided", subject=round_id, why=reason, detail=detail))
        write(
            session, now, [Entry("delays.decided", round_id, actor=by, channel="supervisor", why=reason, detail=detail)]
        )
        return ids


def _to_decide(session: Session, round_id: str, agency_keys: Sequence[str] | None) -> list[Request]:
    """The requests that a decision is about, locked: looked at again once nobody else can change them."""
    seen = [request.id for request in awaiting(session).get(round_id, [])]
    locked = select(Request).where(col(Request.id).in_(seen)).order_by(col(Request.id)).with_for_update()
    session.exec(locked.execution_options(populate_existing=True)).all()
    return [
        request
        for request in awaiting(session).get(round_id, [])
        if request.id in seen and (agency_keys is None or request.agency_key in agency_keys)
    ]


def _ask_again(ladder: Ladder, requests: Sequence[Request], now: datetime, asked_for: date | None) -> None:
    """Let the top step fall once more when a letter's day has passed without a report."""
    day = asked_for or add_working_days(local_day(now), ladder.letter_days)
    for request in requests:
        steps = ladder.part(request.ladder_part)
        request.step_index = max(index for index, step in enumerate(steps) if step.kind == "decide")
        request.next_step_at = at_office(day, DUE_HOUR)


def _fallen(now: datetime) -> Select[str, str]:
    # asked for by time alone: with the round beside it SQLite walks through every closed request of the round
    due = select(Request.round_id, Request.id).where(col(Request.next_step_at) <= now)
    return due.order_by(col(Request.next_step_at), col(Request.id))


def _still_fallen(session: Session, ids: Sequence[str], now: datetime) -> list[Request]:
    """Those of the requests that nobody else is just sweeping, or has swept, locked."""
    found: list[Request] = []
    for some in batches(ids):
        query = select(Request).where(col(Request.id).in_(some), col(Request.next_step_at) <= now)
        query = query.order_by(col(Request.next_step_at), col(Request.id)).with_for_update(skip_locked=True)
        found += session.exec(query)
    return found


def _sweep_round(
    office: Office, session: Session, now: datetime, kept: Round, requests: Sequence[Request], swept: Swept
) -> None:
    ladder = ladder_of(kept)
    desk = desk_for(session, kept, ladder, office.settings, [request.agency_key for request in requests])
    post = Post(office.settings.mail_domain, office.secret)
    climbed: list[dict[str, Any]] = []
    digests: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    steps: dict[tuple[str, str], Step] = {}
    entries: list[Entry] = []
    overtaken: dict[str, list[str]] = defaultdict(list)
    for request in requests:
        take, passed = overdue_steps(ladder, request, now)
        for index, step in (*take, *passed):
            skipped = (index, step) in passed
            reason = _reason(request, step, skipped)
            said = Taken(request.id, request.agency_key, step.step, step.kind, reason)
            (swept.skipped if skipped else swept.taken).append(said)
            outcome = "skipped" if skipped else OUTCOME.get(step.kind, "sent")
            climbed.append(_climbed(request, step, now, outcome, reason))
            entries.append(Entry(f"step.{outcome}", request.id, why=reason, detail={"step": step.step}))
            if skipped:
                continue
            if step.kind in ABOVE:
                for whom in step.audience:
                    digests[step.step, whom].append(_row(desk, request, now))
                    steps[step.step, whom] = step
            else:
                overtaken[step.step].append(request.id)
                mark = f"{local_day(request.base_at):%Y%m%d}|"
                to_agency(post, desk, request, kind=step.kind, step=step, now=now, reason=reason, mark=mark)
        last = max((index for index, _ in (*take, *passed)), default=request.step_index - 1)
        _advance(ladder, request, last + 1)
    by_id = {request.id: request for request in requests}
    for (name, audience), rows in digests.items():
        more: dict[str, Any] = {}
        if steps[name, audience].kind == "draft_letter":
            late = [by_id[row["request_id"]] for row in rows]
            draft = draft_letter(office, session, desk, now, kind="urge", step=name, requests=late)
            more = {"draft": draft.mentioned() if draft else {}}
        to_coordinator(
            post,
            desk,
            kind=steps[name, audience].kind,
            step=name,
            audience=audience,
            now=now,
            reason=say("step.digest", step=name, count=len(rows)),
            rows=rows,
            mark=f"{local_day(now):%Y%m%d}|" + ",".join(sorted(str(row["agency"]["key"]) for row in rows))[:200],
            more=more,
        )
    if climbed:
        _keep_climbed(session, climbed)
    for name, ids in overtaken.items():
        withdraw_reminders(session, ids, say("step.overtaken", step=name))
    post.send(session, now)
    write(session, now, entries)


def _keep_climbed(session: Session, climbed: Sequence[Mapping[str, Any]]) -> None:
    """Write the steps down. The top one may come again after a letter: its row then says the last time."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(Escalation)
    again = {name: statement.excluded[name] for name in ("at", "outcome", "reason")}
    unique = ["request_id", "ladder_part", "base_at", "step"]
    session.execute(statement.on_conflict_do_update(index_elements=unique, set_=again), list(climbed))


def _advance(ladder: Ladder, request: Request, index: int) -> None:
    coming = next_after(ladder, request, index)
    request.step_index, request.next_step_at = coming.index, coming.at


def _reason(request: Request, step: Step, skipped: bool) -> str:
    said = say(
        "step.reason",
        step=step.step,
        due=f"{local_day(request.base_at):%d/%m/%Y}",
        state=say(f"state.{request.state}"),
    )
    if request.promised_on:
        said += "; " + say("step.promise", day=f"{request.promised_on:%d/%m/%Y}")
    return f"{said}; {say('step.superseded', step=step.step)}" if skipped else said


def _climbed(request: Request, step: Step, now: datetime, outcome: str, reason: str) -> dict[str, Any]:
    return {
        "request_id": request.id,
        "ladder_part": request.ladder_part,
        "base_at": request.base_at,
        "step": step.step,
        "kind": step.kind,
        "at": now,
        "outcome": outcome,
        "reason": reason,
    }


def _row(desk: Desk, request: Request, now: datetime) -> dict[str, Any]:
    agency = desk.agencies[request.agency_key]
    return {
        "agency": {"key": agency.key, "name": agency.name},
        "request_id": request.id,
        "state": request.state,
        "due": local_day(request.base_at).isoformat(),
        "days_late": max(0, working_days_between(local_day(request.base_at), local_day(now))),
        "promised_on": request.promised_on.isoformat() if request.promised_on else None,
        "promise_reason": request.promise_reason,
    }
