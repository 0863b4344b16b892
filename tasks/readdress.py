"""Letters that wait, when the people behind them change: each goes to whoever is there on the day it may leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlmodel import Session, and_, col, or_, select

from config.wording import say
from models.clock import local_day
from models.ladder import ladder_of
from models.outbox import Message, MessageState
from models.round import Request, Round
from notifications.compose import Letter, still_waiting
from tasks.addressees import recipients
from tasks.letters import Desk, Post, desk_for
from tasks.office import Office
from tasks.requests import hold_agencies

AUDIENCES = ("focal", "clerk", "leader")
PERSONAL = "handed_over"
"""What is said to one person only: it moves to nobody else while it waits."""


def readdress(
    office: Office,
    session: Session,
    now: datetime,
    agency_key: str,
    *,
    failed: Collection[int] = (),
    request_id: str | None = None,
) -> int:
    """Send an agency's waiting letters to the persons that they should reach now; returns how many moved.

    A letter that waits inside a digest is taken out of it.
    The old message is cancelled with the reason, the new one says who was passed over. ``failed`` are messages
    that could not arrive: they stay as they are, and go out once more to whoever stands in. ``request_id``: only the
    letters of this request, which the caller holds.
    """
    if request_id is None:
        hold_agencies(session, [agency_key])
    query = select(Message).where(
        Message.agency_key == agency_key,
        col(Message.request_id).is_not(None),
        col(Message.audience).in_(AUDIENCES),
        or_(
            and_(still_waiting(), col(Message.kind) != PERSONAL),
            col(Message.id).in_(failed),
        ),
    )
    if request_id is not None:
        query = query.where(Message.request_id == request_id)
    waiting: dict[str, list[Message]] = defaultdict(list)
    for message in session.exec(query.order_by(col(Message.id)).with_for_update(key_share=True)):
        if message.round_id is not None:
            waiting[message.round_id].append(message)
    moved = 0
    for round_id, messages in waiting.items():
        kept = session.get_one(Round, round_id)
        desk = desk_for(session, kept, ladder_of(kept), office.settings, [agency_key])
        post = Post(office.settings.mail_domain, office.secret)
        moved += sum(_moved(session, now, desk, post, message, message.id not in failed) for message in messages)
        post.send(session, now)
    return moved


def _moved(session: Session, now: datetime, desk: Desk, post: Post, message: Message, waits: bool) -> bool:
    request = session.get_one(Request, message.request_id)
    leaves = desk.leaves_at(message.channel, max(now, message.next_attempt_at or now))
    role = message.audience or ""
    meant = recipients(desk, request, role, message.channel, message.kind, local_day(leaves))
    if message.address in {person.address for person in meant}:
        return False
    for person in meant:
        address = person.address or ""
        letter = Letter(
            kind=message.kind,
            channel=message.channel,
            recipient=person.name,
            address=address,
            context=message.context
            | {
                "recipient": {"name": person.name, "role": person.role},
                "link": {"request_id": request.id, "address": address},
            },
            dedupe_key=f"{message.dedupe_key.rpartition('|')[0]}|{address or role}",
            reason=f"{message.reason}; {person.note}" if person.note else message.reason,
            step=message.step,
            audience=role,
            language=person.language,
            plan_key=message.plan_key,
            round_id=message.round_id,
            request_id=message.request_id,
            agency_key=message.agency_key,
            not_before=leaves,
        )
        if address:
            post.letters.append(letter)
            expires_at = max(request.due_at, request.base_at) + timedelta(days=desk.settings.link_days)
            post.links[expires_at].add((request.id, person.contact_id, address))
        else:
            post.unsent.append((letter, person.note))
    if waits:
        names = ", ".join(person.name for person in meant)
        message.state, message.next_attempt_at = MessageState.CANCELLED, None
        message.reason = say("people.readdressed", names=names, note=meant[0].note)
    return True
