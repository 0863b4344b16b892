"""Who is written to at a step: letters to an agency's contacts, digests to the coordinator and above.

An audience that an agency has nobody for is taken by the next one down, and the message says so; where
there is nobody at all, a letter that was *not* sent is kept with its reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any, Protocol

from sqlmodel import Session, col, select, update

from config.settings import Settings
from config.wording import say
from config.workdays import working_days_between
from models.clock import local_day
from models.directory import Agency, Contact
from models.ladder import Ladder, Step, within_hours
from models.link import issue_links
from models.outbox import Message, MessageState
from models.plan import Plan
from models.round import Round
from notifications.compose import Letter, Queued, copies, queue, skip

INSTEAD: Mapping[str, tuple[str, ...]] = {
    "focal": ("focal", "clerk", "leader"),
    "clerk": ("clerk",),
    "leader": ("leader", "clerk"),
}
"""Who stands in for an audience that an agency has nobody for."""


class Addressee(Protocol):
    """What a letter must know of a request."""

    id: str
    agency_key: str
    state: str
    requested_body: bool
    ladder_part: str
    due_at: datetime
    base_at: datetime


@dataclass
class Desk:
    """Everything about one round that its letters share."""

    plan: Plan
    round: Round
    ladder: Ladder
    coordinator: Agency
    settings: Settings
    contacts: Mapping[str, Sequence[Contact]]
    agencies: Mapping[str, Agency]
    _leaves: dict[tuple[str, datetime], datetime] = field(default_factory=dict)

    def leaves_at(self, channel: str, now: datetime) -> datetime:
        """When a letter written ``now`` may leave through a channel."""
        if (channel, now) not in self._leaves:
            self._leaves[channel, now] = within_hours(self.ladder, channel, now)
        return self._leaves[channel, now]

    @cached_property
    def facts(self) -> dict[str, Any]:
        """The part of a template's context that is the same for the whole round."""
        plan, kept = self.plan, self.round
        return {
            "plan": {"key": plan.key, "label": plan.label, "number": plan.number, "title": plan.title},
            "round": {
                "id": kept.id,
                "name": kept.name,
                "window_from": kept.window_from.isoformat(),
                "window_to": kept.window_to.isoformat(),
            },
            "office": self.settings.office_name,
            "coordinator": {"name": self.coordinator.name},
        }


@dataclass
class Post:
    """Letters to queue, and letters that could not be written with the reason."""

    mail_domain: str
    secret: bytes | None = None
    letters: list[Letter] = field(default_factory=list)
    unsent: list[tuple[Letter, str]] = field(default_factory=list)
    links: dict[datetime, set[tuple[str, int | None, str]]] = field(default_factory=lambda: defaultdict(set))

    def send(self, session: Session, now: datetime) -> Queued:
        """Put everything into the outbox, in the caller's transaction.

        The link in a letter works for whoever gets it: somebody may be in the directory only since the round opened.
        """
        if self.secret is not None:
            for expires_at, some in self.links.items():
                issue_links(session, self.secret, sorted(some, key=str), expires_at)
        skip(session, now, self.unsent, mail_domain=self.mail_domain)
        return queue(session, now, self.letters, mail_domain=self.mail_domain)


def desk_for(session: Session, round: Round, ladder: Ladder, settings: Settings, keys: Iterable[str] = ()) -> Desk:
    """Load what the letters of a round need; ``keys`` limits the agencies that are looked up.

    Agencies and contacts are looked up once in a session: one transaction writes to many of the same round.
    """
    plan = session.get_one(Plan, round.plan_key)
    agencies: dict[str, Agency] = session.info.setdefault("agencies", {})
    contacts: dict[str, list[Contact]] = session.info.setdefault("contacts", defaultdict(list))
    for some in batches(sorted({*keys, plan.coordinator_key} - set(agencies))):
        for agency in session.exec(select(Agency).where(col(Agency.key).in_(some))):
            agencies[agency.key] = agency
        for contact in session.exec(
            select(Contact).where(col(Contact.agency_key).in_(some), col(Contact.active)).order_by(col(Contact.id))
        ):
            contacts[contact.agency_key].append(contact)
    return Desk(plan, round, ladder, agencies[plan.coordinator_key], settings, contacts, agencies)


def to_agency(
    post: Post,
    desk: Desk,
    request: Addressee,
    *,
    kind: str,
    step: Step | None,
    now: datetime,
    reason: str,
    audience: Sequence[str] = ("focal",),
    channels: Sequence[str] = ("email",),
    mark: str = "",
    more: Mapping[str, Any] | None = None,
) -> None:
    """Add one letter for each person and channel of an agency. ``mark`` tells repeated causes apart."""
    agency = desk.agencies[request.agency_key]
    name = step.step if step else kind
    if step:
        audience, channels = step.audience, step.channels
    deadline = local_day(request.due_at if request.ladder_part == "due" else request.base_at)
    late = _working_days(deadline, local_day(now))
    facts = desk.facts | {
        "round": desk.facts["round"] | {"due": deadline.isoformat()},
        "agency": {"key": agency.key, "name": agency.name},
        "request": {"id": request.id, "state": request.state},
        "days_late": max(0, late),
        "days_left": max(0, -late),
        "step": name,
        "requested": request.requested_body,
        **(more or {}),
    }
    for channel in channels:
        seen: set[str] = set()
        for role in audience:
            person, address, stands_in = _reach(desk.contacts.get(agency.key, ()), role, channel)
            key = f"{request.id}|{request.ladder_part}|{mark}{name}|{channel}|{address or role}"
            letter = Letter(
                kind=kind,
                channel=channel,
                recipient=person.name if person else agency.name,
                address=address or "",
                context=facts
                | {
                    "recipient": {"name": person.name if person else agency.name, "role": role},
                    "link": {"request_id": request.id, "address": address or ""},
                },
                dedupe_key=key,
                reason=reason + (f" ({stands_in})" if stands_in else ""),
                step=name,
                audience=role,
                language=person.language if person else "vi",
                plan_key=desk.plan.key,
                round_id=desk.round.id,
                request_id=request.id,
                agency_key=agency.key,
                not_before=desk.leaves_at(channel, now),
            )
            if not address:
                post.unsent.append((letter, _no_address(agency, role, channel)))
            elif address not in seen:
                seen.add(address)
                post.letters.append(letter)
                expires_at = max(request.due_at, request.base_at) + timedelta(days=desk.settings.link_days)
                post.links[expires_at].add((request.id, person.id if person else None, address))


def to_coordinator(
    post: Post,
    desk: Desk,
    *,
    kind: str,
    step: str,
    audience: str,
    now: datetime,
    reason: str,
    rows: Sequence[Mapping[str, Any]],
    mark: str,
    more: Mapping[str, Any] | None = None,
) -> None:
    """Add one digest for a whole round to the coordinator, or to the supervisor at the top of the ladder."""
    person, address, _ = _reach(
        desk.contacts.get(desk.coordinator.key, ()), "leader" if audience == "supervisor" else "focal", "email"
    )
    if audience == "supervisor" and desk.settings.supervisor_email:
        person, address = None, desk.settings.supervisor_email
    recipient = person.name if person else desk.coordinator.name
    letter = Letter(
        kind=kind,
        channel="email",
        recipient=recipient,
        address=address or "",
        context=desk.facts
        | {
            "recipient": {"name": recipient, "role": audience},
            "rows": list(rows),
            "step": step,
            "portal_url": f"{desk.settings.resolved_public_url}/ban-lam-viec/ky/{desk.round.id}",
            **(more or {}),
        },
        dedupe_key=f"{desk.round.id}|{step}|{mark}|{audience}",
        reason=reason,
        step=step,
        audience=audience,
        plan_key=desk.plan.key,
        round_id=desk.round.id,
        agency_key=desk.coordinator.key,
        language=person.language if person else desk.settings.language,
        not_before=desk.leaves_at("email", now),
    )
    if address:
        post.letters.append(letter)
        post.letters += copies(letter, desk.settings.extra_channels) if kind == "summary" else []
    else:
        post.unsent.append((letter, _no_address(desk.coordinator, audience, "email")))


def withdraw_reminders(session: Session, request_ids: Sequence[str], why: str) -> None:
    """Take back reminders that never left: a later step says how things stand now."""
    for some in batches(request_ids):
        session.execute(
            update(Message)
            .where(
                col(Message.request_id).in_(some),
                col(Message.kind) == "reminder",
                col(Message.state) == MessageState.QUEUED,
            )
            .values(state=MessageState.CANCELLED, reason=why, next_attempt_at=None)
        )


def _reach(contacts: Sequence[Contact], role: str, channel: str) -> tuple[Contact | None, str | None, str | None]:
    """(person, address, who stands in for whom) of an agency for an audience through a channel."""
    for stand_in in INSTEAD.get(role, (role,)):
        for contact in contacts:
            address = contact.email if channel == "email" else contact.phone
            if contact.role == stand_in and address:
                return contact, address, None if stand_in == role else _instead(role, stand_in)
    return None, None, None


def _no_address(agency: Agency, role: str, channel: str) -> str:
    return say("letters.no_address", agency=agency.name, role=say(f"who.{role}"), channel=say(f"letters.{channel}"))


def _instead(role: str, stand_in: str) -> str:
    return say("letters.instead", role=say(f"who.{role}"), by=say(f"who.{stand_in}"))


_working_days = lru_cache(maxsize=1024)(working_days_between)


def batches(keys: Sequence[str], size: int = 500) -> Iterable[Sequence[str]]:
    """SQLite takes a limited number of bound values in one statement."""
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
