"""Why an agency was or was not written to: everything that happened to one request, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, select

from config.retold import retold
from config.settings import OFFICE_ZONE
from config.wording import say
from models.clock import local_day
from models.directory import Agency
from models.escalation import Decision, Escalation
from models.ladder import Ladder, Step, coming_step, ladder_of, step_moment
from models.outbox import Message, MessageState
from models.plan import Plan, Responsibility
from models.round import OWED, Request, RequestItem, RequestState, Round
from tasks.account_acts import Event, acts_of
from tasks.ended import ended_said
from tasks.requests import RequestError

DEADLINE_SET = ("request.extended", "request.moved", "request.asked_again", "report.returned")
"""Decisions that set a deadline: steps of its ladder that lay behind already are not made up for."""
UNSENT = (MessageState.SKIPPED, MessageState.CANCELLED, MessageState.FAILED)


@dataclass(frozen=True)
class Account:
    """One request's whole account. ``duties``: (number, text, why this agency). ``coming``: what is next, and why."""

    request: Request
    round: Round
    plan: Plan
    agency: Agency
    duties: tuple[tuple[str, str, str], ...]
    events: tuple[Event, ...]
    next_step: str | None
    next_at: datetime | None
    next_reason: str


def account_of(session: Session, wanted: str, now: datetime) -> Account:
    """The account of a request by its id, or by an end of it that fits only one ("q1/syt"). Raises RequestError."""
    request = find_request(session, wanted)
    kept = session.get_one(Round, request.round_id)
    ladder = ladder_of(kept)
    taken = session.exec(
        select(Escalation).where(Escalation.request_id == request.id).order_by(col(Escalation.id))
    ).all()
    decisions = session.exec(select(Decision).where(Decision.subject == request.id).order_by(col(Decision.id))).all()
    events = [
        *_messages(session, request),
        *_carriers(session, request),
        *(_climbed(step) for step in taken),
        *acts_of(session, request, decisions),
        *_never_taken(request, ladder, taken, decisions, now),
    ]
    coming, at, reason = _coming(request, ladder)
    agency = session.get_one(Agency, request.agency_key)
    if request.state in OWED and (ended := ended_said(session, agency, local_day(now))):
        reason = f"{reason.rstrip('.')}; {ended}"
    return Account(
        request,
        kept,
        session.get_one(Plan, kept.plan_key),
        agency,
        _duties(session, request),
        tuple(sorted((replace(each, reason=retold(each.reason)) for each in events), key=lambda event: event.at)),
        coming.step if coming else None,
        at,
        reason,
    )


def find_request(session: Session, wanted: str) -> Request:
    """A request by its id, or by an end of it that fits only one. Raises RequestError."""
    found = session.get(Request, wanted)
    if found is not None:
        return found
    ending = session.exec(
        select(Request)
        .where(col(Request.id).endswith(f"/{wanted}", autoescape=True))
        .order_by(col(Request.id))
        .limit(6)
    ).all()
    if len(ending) == 1:
        return ending[0]
    if ending:
        known = ", ".join(request.id for request in ending)
        raise RequestError.of("account.several", place=wanted, request_id=wanted, known=known)
    raise RequestError.of("request.unknown", place=wanted, request_id=wanted)


def _duties(session: Session, request: Request) -> tuple[tuple[str, str, str], ...]:
    rows = session.exec(
        select(Responsibility, RequestItem)
        .join(RequestItem, col(RequestItem.responsibility_id) == col(Responsibility.id))
        .where(RequestItem.request_id == request.id)
        .order_by(col(RequestItem.position))
    )
    return tuple((duty.number, " ".join(duty.text.split()), retold(item.because)) for duty, item in rows)


def _messages(session: Session, request: Request) -> list[Event]:
    events = []
    for message in session.exec(select(Message).where(Message.request_id == request.id).order_by(col(Message.id))):
        facts = {
            "kind": say(f"account.kind.{message.kind}"),
            "step": f" ({message.step})" if message.step and message.step != message.kind else "",
            "channel": say(f"account.channel.{message.channel}")
            if message.channel in ("email", "sms")
            else message.channel,
            "who": f"{message.recipient} <{message.address}>" if message.address else message.recipient,
            "state": say(f"account.message.{message.state}"),
        }
        reason = message.reason
        if message.state == MessageState.QUEUED and message.next_attempt_at:
            reason += "; " + say("account.waits", at=moment_said(message.next_attempt_at))
        if message.last_error:
            reason += "; " + say("account.fault", fault=message.last_error)
        at = message.accepted_at or message.created_at
        events.append(Event(at, say("account.message", **facts), reason, message.state not in UNSENT))
    return events


def _carriers(session: Session, request: Request) -> list[Event]:
    """The digests that carried messages about this request."""
    carried: dict[int, list[Message]] = {}
    for message in session.exec(
        select(Message).where(Message.request_id == request.id, col(Message.travels_with).is_not(None))
    ):
        assert message.travels_with is not None
        carried.setdefault(message.travels_with, []).append(message)
    events = []
    for digest in session.exec(select(Message).where(col(Message.id).in_(carried)).order_by(col(Message.id))):
        assert digest.id is not None
        channel = say(f"account.channel.{digest.channel}")
        who = f"{digest.recipient} <{digest.address}>"
        state = say(f"account.message.{digest.state}")
        what = say("account.carried", id=digest.id, channel=channel, who=who, state=state)
        inside = [f"{say(f'account.kind.{each.kind}')} ({each.step})" for each in carried[digest.id]]
        reason = say("account.carried.why", what=", ".join(dict.fromkeys(inside)))
        if digest.state != MessageState.SENT:
            reason += f"; {digest.reason}"
        if digest.last_error:
            reason += "; " + say("account.fault", fault=digest.last_error)
        events.append(Event(digest.accepted_at or digest.created_at, what, reason, digest.state not in UNSENT))
    return events


def _climbed(step: Escalation) -> Event:
    what = say("account.step", step=step.step, outcome=say(f"account.outcome.{step.outcome}"))
    return Event(step.at, what, step.reason, step.outcome != "skipped")


def _never_taken(
    request: Request, ladder: Ladder, taken: Sequence[Escalation], decisions: Sequence[Decision], now: datetime
) -> list[Event]:
    """Steps of the ladder whose time passed without a row: what kept each of them back."""
    events = []
    rows = {(row.ladder_part, row.step, row.base_at) for row in taken}
    counted = {"due": request.due_at, request.ladder_part: request.base_at}
    for part, base_at in counted.items():
        for index, step in enumerate(ladder.part(part)):
            at = step_moment(step, base_at)
            if step.kind == "request" or at > now or (part, step.step, base_at) in rows:
                continue
            behind = part != request.ladder_part or index < request.step_index
            if reason := _kept_back(request, part, step, at) or _passed_over(request, decisions, at, behind):
                what = say("account.step", step=step.step, outcome=say("account.outcome.not_taken"))
                events.append(Event(at, what, reason, happened=False))
    return events


def _kept_back(request: Request, part: str, step: Step, at: datetime) -> str | None:
    if part == "review":
        return None
    if step.climbs and request.requested_body:
        return say("account.because.requested")
    if local_day(at) <= local_day(request.asked_at):
        return say("account.because.asked_late", asked=moment_said(request.asked_at))
    if request.complete_at is not None and request.complete_at <= at and part == "due":
        return say("account.because.complete", at=moment_said(request.complete_at))
    if request.closed_at is not None and request.closed_at <= at:
        return say("account.because.closed", at=moment_said(request.closed_at))
    if request.promised_on is not None and local_day(at) <= request.promised_on:
        return say("account.because.promised", day=f"{request.promised_on:%d/%m/%Y}")
    return None


def _passed_over(request: Request, decisions: Sequence[Decision], at: datetime, behind: bool) -> str | None:
    """Why a step was left out that nothing of the agency's kept back: the deadline came after it, or nobody swept."""
    if not behind:
        owed = request.state in OWED or request.state == RequestState.RECEIVED
        return say("account.because.not_swept") if owed and request.next_step_at is not None else None
    after = [each for each in decisions if each.kind in DEADLINE_SET and each.at >= at]
    if not after:
        return None
    made = min(after, key=lambda each: each.at)
    kind = say(f"account.decision.{made.kind}")
    return say("account.because.behind", kind=kind, by=made.by, at=moment_said(made.at))


def _coming(request: Request, ladder: Ladder) -> tuple[Step | None, datetime | None, str]:
    if request.state == RequestState.RECEIVED and request.next_step_at is not None:
        step = ladder.part(request.ladder_part)[request.step_index]
        kind, day = say(f"account.kind.{step.kind}"), f"{local_day(request.base_at):%d/%m/%Y}"
        whom = ", ".join(say(f"account.audience.{audience}") for audience in step.audience)
        return step, request.next_step_at, say("account.next.review", kind=kind, whom=whom, day=day)
    if request.state not in OWED:
        return None, None, say("account.next.nothing", state=say(f"state.{request.state}"))
    coming = coming_step(ladder, request)
    if coming is None:
        key = "requested" if request.requested_body else "ended"
        return None, None, say(f"account.next.{key}")
    whom = ", ".join(say(f"account.audience.{audience}") for audience in coming.audience)
    means = ", ".join(say(f"account.channel.{channel}") for channel in coming.channels)
    reason = say("account.next.step", kind=say(f"account.kind.{coming.kind}"), whom=whom, means=means)
    if request.promised_on:
        reason += "; " + say("account.because.promised", day=f"{request.promised_on:%d/%m/%Y}")
    return coming, request.next_step_at, reason


def moment_said(moment: datetime) -> str:
    """dd/mm/yyyy HH:MM in the office's zone."""
    return moment.astimezone(OFFICE_ZONE).strftime("%d/%m/%Y %H:%M")
