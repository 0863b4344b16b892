"""What every act on a request needs: load it, move its next step, tell its agency, record the decision."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from config.errors import DondocError
from models.clock import local_day
from models.directory import Contact
from models.escalation import Decision
from models.journal import Entry, write
from models.ladder import ladder_of, next_after, review_deadline
from models.link import extend_links
from models.plan import Plan, Responsibility
from models.round import Request, RequestItem, Round, RoundState
from notifications.compose import cancel
from tasks.held import append, held
from tasks.letters import Post, desk_for, to_agency
from tasks.office import Office


class RequestError(DondocError):
    """A request that is not there."""


class AnswerError(DondocError):
    """An answer that cannot be taken as it stands; ``fields`` maps a field to what is wrong with it."""

    fields: Mapping[str, str] = {}


# built once: every act on a request asks these
_ONE = select(Request).where(Request.id == bindparam("id"))
_LOCKED = _ONE.with_for_update(key_share=True).execution_options(populate_existing=True)
_DUTIES = (
    select(Responsibility)
    .join(RequestItem, col(RequestItem.responsibility_id) == col(Responsibility.id))
    .where(RequestItem.request_id == bindparam("id"))
    .order_by(col(RequestItem.position))
)


def load(session: Session, request_id: str, *, lock: bool = False) -> tuple[Request, Round, Plan]:
    """Request, round and plan by request id. Raises RequestError.

    ``lock``: nobody else changes the request until this transaction ends, and it is read anew, for somebody
    may have changed it since this session saw it first.
    """
    together = held(session, request_id)
    if together is not None:
        request: Request | None = together.requests[request_id]
    else:
        request = session.execute(_LOCKED if lock else _ONE, {"id": request_id}).scalar()
    if request is None:
        raise RequestError.of("request.unknown", place=request_id, request_id=request_id)
    kept = session.get_one(Round, request.round_id)
    return request, kept, session.get_one(Plan, kept.plan_key)


def hold_requests(session: Session, round_ids: Sequence[str]) -> None:
    """Let nobody change a request of these rounds until this transaction ends.

    For what changes many: before it changes their messages, for whoever sends a report takes its request first and
    its messages after it (models/database says the whole order).
    """
    query = select(Request.id).where(col(Request.round_id).in_(round_ids)).order_by(col(Request.id))
    session.exec(query.with_for_update(key_share=True)).all()


def hold_agencies(session: Session, keys: Collection[str]) -> None:
    """Let nobody change the people of these agencies, nor their requests in open rounds, until this transaction ends.

    For what changes people: before it changes their links and messages, which whoever answers a request changes too.
    """
    people = select(Contact.id).where(col(Contact.agency_key).in_(keys)).order_by(col(Contact.id))
    session.exec(people.with_for_update(key_share=True)).all()
    opened = select(Round.id).where(Round.state == RoundState.OPEN)
    requests = select(Request.id).where(col(Request.agency_key).in_(keys), col(Request.round_id).in_(opened))
    session.exec(requests.order_by(col(Request.id)).with_for_update(key_share=True)).all()


def duties_of(session: Session, request_id: str) -> list[Responsibility]:
    """A request's responsibilities, in the order of its form."""
    if (together := held(session, request_id)) is not None:
        return list(together.duties[request_id])
    return list(session.execute(_DUTIES, {"id": request_id}).scalars())


def reschedule(request: Request, kept: Round) -> None:
    """Recompute the one column that the sweep reads."""
    coming = next_after(ladder_of(kept), request, request.step_index)
    request.step_index, request.next_step_at = coming.index, coming.at


def start_review(request: Request, kept: Round, now: datetime) -> None:
    """Put a complete report on the coordinator's clock; a newer version does not set that clock back."""
    deadline = review_deadline(ladder_of(kept), now)
    if deadline is not None and request.ladder_part != "review":
        request.ladder_part, request.step_index, request.base_at = "review", 0, deadline


def skip_past_steps(request: Request, kept: Round, now: datetime) -> None:
    """Steps of a new deadline that would already lie behind are not made up for."""
    while True:
        reschedule(request, kept)
        if request.next_step_at is None or request.next_step_at > now:
            return
        request.step_index += 1


def tell(
    office: Office,
    session: Session,
    now: datetime,
    request: Request,
    kept: Round,
    *,
    kind: str,
    reason: str,
    mark: str,
    audience: Sequence[str] = ("focal",),
    channels: Sequence[str] = ("email",),
    more: Mapping[str, Any] | None = None,
) -> None:
    """Queue a letter to a request's agency."""
    desk = desk_for(session, kept, ladder_of(kept), office.settings, [request.agency_key])
    together = held(session, request.id)
    post = together.post if together else Post(office.settings.mail_domain, office.secret)
    to_agency(
        post,
        desk,
        request,
        kind=kind,
        step=None,
        now=now,
        reason=reason,
        audience=audience,
        channels=channels,
        mark=mark,
        more=more,
    )
    if together is None:
        post.send(session, now)


def withdraw(session: Session, request_id: str, why: str, kinds: tuple[str, ...] = ("reminder", "overdue")) -> None:
    """Take back the urging letters that still wait for their hour: what they say is no longer true."""
    if (together := held(session, request_id)) is not None:
        together.withdrawn[kinds, why].append(request_id)
    else:
        cancel(session, request_id, kinds, why)


def keep_links_open(office: Office, session: Session, request: Request) -> None:
    """Let a request's links outlive its deadline, which moved, by the office's number of days."""
    until = (request.id, request.base_at + timedelta(days=office.settings.link_days))
    if (together := held(session, request.id)) is not None:
        together.links.append(until)
    else:
        extend_links(session, [until])


def reasoned(place: str, reason: str) -> None:
    """Raise AnswerError where no reason is given."""
    if not reason.strip():
        raise AnswerError.of("report.no_reason", place=place)


FARTHEST = timedelta(days=366)
"""No report of these plans waits longer: a later day is a year mistyped, and would give peace until then."""


def within_a_year(place: str, day: date, now: datetime) -> None:
    """Raise AnswerError for a deadline that lies so far ahead that its year must be wrong."""
    if day > local_day(now + FARTHEST):
        raise AnswerError.of("report.far_deadline", place=place, day=f"{day:%d/%m/%Y}")


def decided(
    session: Session,
    now: datetime,
    subject: str,
    kind: str,
    by: str,
    why: str,
    detail: Mapping[str, Any],
    *,
    channel: str,
) -> None:
    """Keep a decision in its table and in the journal, with the channel through which it came."""
    plain = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in detail.items()}
    row = {"at": now, "by": by, "kind": kind, "subject": subject, "why": why, "detail": plain}
    append(session, subject, Decision.__tablename__, [row])
    write(session, now, [Entry(kind, subject, actor=by, channel=channel, why=why, detail=plain)])
