"""At the top of the ladder: which requests wait for the supervisor's decision, and carrying it out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from sqlmodel import Session, col, select, tuple_, update

from config.workdays import add_working_days
from models.clock import at_office, local_day
from models.escalation import Decision, Escalation
from models.journal import Entry, write
from models.ladder import DUE_HOUR, Ladder, ladder_of
from models.round import OWED, Request, Round
from tasks.climbed import late_row
from tasks.drafts import STEPLESS, draft_letter
from tasks.held import hold_together
from tasks.letters import Post, desk_for, to_coordinator
from tasks.office import Office
from tasks.requests import AnswerError
from tasks.review import close_missing, extend

Action = Literal["extend", "draft_letter", "close_missing"]


def awaiting(session: Session) -> dict[str, list[Request]]:
    """Requests at the top of their ladder that wait for the supervisor's decision, by round.

    A question about a deadline that was moved since, or about a report that came and was returned, is over.
    """
    found: dict[str, list[Request]] = defaultdict(list)
    for request in session.exec(_AWAITING):
        found[request.round_id].append(request)
    return dict(found)


_AWAITING = (
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
)


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
        ids = [request.id for request in requests]
        if action != "draft_letter":
            with hold_together(office, session, now, ids):
                for request_id in ids:
                    if action == "extend":
                        assert extend_to is not None
                        extend(office, session, now, request_id, extend_to, reason, by=by, channel="supervisor")
                    else:
                        close_missing(session, now, request_id, reason, by=by, channel="supervisor")
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
            rows = [late_row(desk, request, now) for request in requests]
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
    locked = select(Request).where(col(Request.id).in_(seen)).order_by(col(Request.id)).with_for_update(key_share=True)
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
