"""A reply link that came into wrong hands: withdrawn, and where it is still needed, a new one sent to its owner."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from config.wording import say
from config.workdays import working_days_between
from models.clock import local_day
from models.directory import Agency, Contact
from models.ladder import deadline_of, ladder_of
from models.link import issue_links, issues_of
from models.outbox import Message
from models.reach import in_charge
from models.round import OWED, ReplyLink, Request, Round, RoundState
from notifications.compose import Letter, still_waiting
from tasks.addressees import delegations_of
from tasks.letters import Post, desk_for
from tasks.office import Office
from tasks.people_change import revoke

RENEWED = "link_renewed"


@dataclass(frozen=True)
class Withdrawn:
    """How many links were withdrawn, and how many letters with a new one were queued."""

    links: int
    renewed: int


@dataclass(frozen=True)
class _Owner:
    name: str
    role: str
    language: str
    contact_id: int | None


def withdraw(
    office: Office,
    session: Session,
    now: datetime,
    *,
    request_id: str | None = None,
    contact_id: int | None = None,
    address: str | None = None,
    renew: bool,
    why: str,
    by: str,
    channel: str,
) -> Withdrawn:
    """Withdraw the open links that fit everything given; ``renew``: send each owner a new one, in one transaction.

    Nobody gets a new link who no longer has the charge, or to a request of which nothing is owed. Letters that have
    not left yet carry the new link too. Raises PeopleError, as tasks/people_change.revoke.
    """
    open_now = select(ReplyLink.request_id, ReplyLink.recipient, ReplyLink.contact_id).where(
        col(ReplyLink.revoked_at).is_(None)
    )
    for column, wanted in ((ReplyLink.request_id, request_id), (ReplyLink.contact_id, contact_id)):
        open_now = open_now.where(column == wanted) if wanted is not None else open_now
    open_now = open_now.where(ReplyLink.recipient == address) if address is not None else open_now
    found = sorted(session.exec(open_now).all(), key=str)
    count = revoke(
        session, now, request_id=request_id, contact_id=contact_id, address=address, why=why, by=by, channel=channel
    )
    numbers = issues_of(session, sorted({link[0] for link in found}))
    issues = {(link[0], link[1]): numbers[link[0], link[1]] for link in found}
    wait = _put_into_waiting(session, issues)
    renewed = 0
    for its_request, its_address, owner_id in found:
        request, issue = session.get_one(Request, its_request), issues[its_request, its_address]
        if (its_request, its_address) in wait:
            new = [(its_request, owner_id, its_address)]
            issue_links(session, office.secret, new, _expires_at(office, request), issues)
        if renew:
            renewed += _send(office, session, now, request, its_address, owner_id, issue, by)
    return Withdrawn(count, renewed)


def _send(
    office: Office,
    session: Session,
    now: datetime,
    request: Request,
    address: str,
    contact_id: int | None,
    issue: int,
    by: str,
) -> bool:
    """Queue the letter with the new link; False where its owner needs none any more."""
    kept = session.get_one(Round, request.round_id)
    owner = _owner(session, request, address, contact_id, now)
    if owner is None or request.state not in OWED or kept.state != RoundState.OPEN:
        return False
    desk = desk_for(session, kept, ladder_of(kept), office.settings, [request.agency_key])
    agency: Agency = desk.agencies[request.agency_key]
    through = "email" if "@" in address else "sms"
    facts: Mapping[str, Any] = desk.facts | {
        "round": desk.facts["round"] | {"due": local_day(deadline_of(request)).isoformat()},
        "agency": {"key": agency.key, "name": agency.name},
        "days_left": max(0, working_days_between(local_day(now), local_day(deadline_of(request)))),
        "requested": request.requested_body,
        "recipient": {"name": owner.name, "role": owner.role},
        "link": {"request_id": request.id, "address": address},
    }
    letter = Letter(
        kind=RENEWED,
        channel=through,
        recipient=owner.name,
        address=address,
        context=dict(facts),
        dedupe_key=f"{request.id}|{RENEWED}|{issue}|{through}|{address}",
        reason=say("link.renewed", by=by),
        step=RENEWED,
        audience=owner.role,
        language=owner.language,
        plan_key=desk.plan.key,
        round_id=kept.id,
        request_id=request.id,
        agency_key=agency.key,
        not_before=desk.leaves_at(through, now),
    )
    post = Post(office.settings.mail_domain, office.secret, letters=[letter])
    post.links[_expires_at(office, request)].add((request.id, owner.contact_id, address))
    post.send(session, now)
    return True


def _expires_at(office: Office, request: Request) -> datetime:
    return max(request.due_at, request.base_at) + timedelta(days=office.settings.link_days)


def _owner(session: Session, request: Request, address: str, contact_id: int | None, now: datetime) -> _Owner | None:
    """Who has this address and the charge today: a person of the directory, or whom the request was passed on to."""
    if contact_id is not None:
        person = session.get_one(Contact, contact_id)
        if not person.active or not in_charge(person, local_day(now)) or address not in (person.email, person.phone):
            return None
        return _Owner(person.name, person.role, person.language, contact_id)
    for step in reversed(delegations_of(session, request.round_id).get(request.id, ())):
        if address in (step.email, step.phone):
            return _Owner(step.name, "delegate", "vi", None)
    return None


def _put_into_waiting(session: Session, issues: Mapping[tuple[str, str], int]) -> set[tuple[str, str]]:
    """Letters and digests that wait for their hour would carry the dead link: they get the number of the new one.

    ``issues``: (request id, address) -> that number. Returns those of whom something waits.
    """
    addresses = sorted({address for _, address in issues})
    waiting = select(Message).where(col(Message.address).in_(addresses), still_waiting())
    renewed = set()
    for message in session.exec(waiting.order_by(col(Message.id)).with_for_update(key_share=True)):
        context = deepcopy(message.context)
        told = [context, *(line for line in context.get("lines", ()) if isinstance(line, dict))]
        for link in (each["link"] for each in told if each.get("link")):
            owner = (link["request_id"], link["address"])
            if owner in issues:
                link["issue"] = issues[owner]
                renewed.add(owner)
        message.context = context
    return renewed
