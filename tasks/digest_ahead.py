"""Looking ahead for a digest: what is due at eight waits for the step of half past eight to the same person.

Steps are swept when their hour comes, so the outbox does not hold the later letter yet; the ladder tells that it is
coming. What waits leaves with it, or alone where the step brings nothing (an answer came, a condition does not hold).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from config.wording import say
from models.ladder import ladder_of, overdue_steps, within_hours
from models.outbox import Message
from models.plan import Plan
from models.round import Request, Round
from models.rungs import ABOVE
from tasks.account import moment_said

AHEAD = timedelta(hours=1)
"""A letter waits at most for what comes within this time, and never beyond its half day."""
SWEPT_WITHIN = timedelta(minutes=15)
"""Ladders are swept every quarter of an hour: what a step brings is there by then."""

Reader = tuple[str | None, str | None, str]
"""Agency, role and channel of somebody who is written to."""

_COMING = select(Request, Round).join(Round, col(Round.id) == col(Request.round_id))
_COMING = _COMING.where(col(Request.next_step_at) > bindparam("now"), col(Request.next_step_at) < bindparam("until"))


def coming_letters(session: Session, now: datetime, ends: datetime) -> Mapping[Reader, datetime]:
    """Who will be written to by a step within AHEAD, before ``ends``, and when at the latest."""
    until = min(now + AHEAD, ends)
    found: dict[Reader, datetime] = {}
    coordinators: dict[str, str] = {}
    for request, kept in session.execute(_COMING, {"now": now, "until": until}):
        ladder, at = ladder_of(kept), request.next_step_at
        for _, step in overdue_steps(ladder, request, at)[0]:
            agency = request.agency_key
            if step.kind in ABOVE:
                if kept.plan_key not in coordinators:
                    coordinators[kept.plan_key] = session.get_one(Plan, kept.plan_key).coordinator_key
                agency = coordinators[kept.plan_key]
            for channel in step.channels:
                leaves = within_hours(ladder, channel, at, by_day="by_day" in step.only_if)
                if leaves < until:
                    for role in step.readers(channel):
                        reader = agency, role, channel
                        found[reader] = max(found.get(reader, leaves), leaves)
    return found


def await_coming(messages: Sequence[Message], coming: Mapping[Reader, datetime], ends: datetime) -> None:
    """Let letters that are due wait for what is coming to the same person."""
    for message in messages:
        at = coming.get((message.agency_key, message.audience, message.channel))
        if at is not None:
            message.next_attempt_at = min(at + SWEPT_WITHIN, ends)
            message.reason = say("digest.awaits", at=moment_said(at), why=message.reason)
