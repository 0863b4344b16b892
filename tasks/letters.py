"""Who is written to at a step: letters to an agency's contacts, digests to the coordinator and above.

The person is chosen for the day on which the letter may leave (models/reach.py): whoever has the charge then, or
stands in. The message says who was passed over and why; where there is nobody at all, a letter that was *not*
sent is kept with its reason. A request that was passed on is written about to whom it was passed on last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import BindParameter, bindparam
from sqlmodel import Session, col, select

from config.settings import Settings
from config.workdays import WorkCalendar, calendar
from models.clock import local_day
from models.directory import Agency, Contact
from models.ladder import Ladder, Step, deadline_of, ladder_of, within_hours
from models.link import issue_links, issues_of
from models.people import Absence, Delegation
from models.plan import Plan
from models.reach import reach
from models.round import Round
from notifications.compose import Letter, Queued, cancel_all, copies, queue, skip
from tasks.addressees import Addressee, absences_of, delegations_of, no_address, people_of, recipients

HELD = "desks"
"""In Session.info: round id -> the desk that serves this whole transaction."""

_KEYS: BindParameter[Any] = bindparam("keys", expanding=True)
_AGENCIES = select(Agency).where(col(Agency.key).in_(_KEYS))
_CONTACTS = select(Contact).where(col(Contact.agency_key).in_(_KEYS), col(Contact.active)).order_by(col(Contact.id))


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
    absences: Mapping[int, Sequence[Absence]] = field(default_factory=dict)
    delegations: Mapping[str, Sequence[Delegation]] = field(default_factory=dict)
    _leaves: dict[tuple[str, datetime, bool], datetime] = field(default_factory=dict)

    def leaves_at(self, channel: str, now: datetime, step: Step | None = None) -> datetime:
        """When a letter of a step, written ``now``, may leave through a channel."""
        key = channel, now, step is not None and "by_day" in step.only_if
        if key not in self._leaves:
            self._leaves[key] = within_hours(self.ladder, channel, now, by_day=key[2])
        return self._leaves[key]

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
                "label": kept.label,
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
            issues = self._renewed(session)
            for expires_at, some in self.links.items():
                issue_links(session, self.secret, sorted(some, key=str), expires_at, issues)
        skip(session, now, self.unsent, mail_domain=self.mail_domain)
        return queue(session, now, self.letters, mail_domain=self.mail_domain)

    def _renewed(self, session: Session) -> dict[tuple[str, str], int]:
        """Give a new link to whom an old one was withdrawn from."""
        ids = sorted({request_id for some in self.links.values() for request_id, _, _ in some})
        issues: dict[tuple[str, str], int] = {}
        for part in batches(ids):
            issues |= issues_of(session, part)
        for letter in self.letters if issues else ():
            if issue := issues.get((letter.request_id or "", letter.address)):
                letter.context["link"] = letter.context["link"] | {"issue": issue}
        return issues


def hold_desk(session: Session, round: Round, settings: Settings, keys: Iterable[str]) -> None:
    """Look up once what many acts of one transaction will write about a round; nobody changes people in it."""
    desk = desk_for(session, round, ladder_of(round), settings, keys)
    session.info.setdefault(HELD, {})[round.id] = desk


def desk_for(session: Session, round: Round, ladder: Ladder, settings: Settings, keys: Iterable[str] = ()) -> Desk:
    """Load what the letters of a round need; ``keys`` limits the agencies that are looked up.

    Agencies and contacts are looked up once in a session: one transaction writes to many of the same round. Where
    the desk is held (:func:`hold_desk`) it serves as it is.
    """
    held: Desk | None = session.info.get(HELD, {}).get(round.id)
    if held is not None and all(key in held.agencies for key in keys):
        return held
    plan = session.get_one(Plan, round.plan_key)
    keys = list(keys)
    agencies, contacts = (people := people_of(session)).agencies, people.contacts

    def look_up(wanted: set[str]) -> None:
        for some in batches(sorted(wanted - set(agencies))):
            for agency in session.execute(_AGENCIES, {"keys": list(some)}).scalars():
                agencies[agency.key] = agency
            for contact in session.execute(_CONTACTS, {"keys": list(some)}).scalars():
                contacts[contact.agency_key].append(contact)

    look_up({*keys, plan.coordinator_key})
    if any("parent" in step.audience for step in (*ladder.due, *ladder.returned.steps)):
        above = {key for each in keys if (key := agencies[each].parent_key)}
        look_up(above)
        keys += sorted(above)
    return Desk(
        plan,
        round,
        ladder,
        agencies[plan.coordinator_key],
        settings,
        contacts,
        agencies,
        absences_of(session, [*keys, plan.coordinator_key]),
        delegations_of(session, round.id),
    )


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
        channels = step.channels
    deadline = local_day(deadline_of(request))
    late = _working_days(deadline, local_day(now))
    facts = desk.facts | {
        "round": desk.facts["round"] | {"due": deadline.isoformat()},
        "agency": {"key": agency.key, "name": agency.name},
        "request": {"id": request.id, "state": request.state, "returned": request.ladder_part == "returned"},
        "days_late": max(0, late),
        "days_left": max(0, -late),
        "step": name,
        "requested": request.requested_body,
        **(more or {}),
    }
    for channel in channels:
        seen: set[str] = set()
        for role in step.readers(channel) if step else audience:
            for person in recipients(desk, request, role, channel, kind, local_day(desk.leaves_at(channel, now, step))):
                address = person.address or ""
                letter = Letter(
                    kind=kind,
                    channel=channel,
                    recipient=person.name,
                    address=address,
                    context=facts
                    | {
                        "recipient": {"name": person.name, "role": person.role},
                        "link": {"request_id": request.id, "address": address},
                    },
                    dedupe_key=f"{request.id}|{request.ladder_part}|{mark}{name}|{channel}|{address or role}",
                    reason=reason + (f" ({person.note})" if person.note and address else ""),
                    step=name,
                    audience=role,
                    language=person.language,
                    plan_key=desk.plan.key,
                    round_id=desk.round.id,
                    request_id=request.id,
                    agency_key=agency.key,
                    not_before=desk.leaves_at(channel, now, step),
                )
                if not address:
                    post.unsent.append((letter, person.note))
                elif address not in seen:
                    seen.add(address)
                    post.letters.append(letter)
                    expires_at = max(request.due_at, request.base_at) + timedelta(days=desk.settings.link_days)
                    post.links[expires_at].add((request.id, person.contact_id, address))


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
    channels: Sequence[str] = ("email",),
) -> None:
    """Add one digest for a whole round to the coordinator, or to the supervisor at the top of the ladder."""
    role = "leader" if audience == "supervisor" else "focal"
    for channel in channels:
        day = local_day(desk.leaves_at(channel, now))
        chosen = reach(desk.contacts.get(desk.coordinator.key, ()), desk.absences, role, channel, day)
        person, address, notes = chosen.person, chosen.address, chosen.notes
        if audience == "supervisor" and channel == "email" and desk.settings.supervisor_email:
            person, address, notes = None, desk.settings.supervisor_email, ()
        recipient = person.name if person else desk.coordinator.name
        letter = Letter(
            kind=kind,
            channel=channel,
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
            dedupe_key=digest_key(desk.round.id, step, mark, audience, channel),
            reason=reason + (f" ({'; '.join(notes)})" if notes and address else ""),
            step=step,
            audience=audience,
            plan_key=desk.plan.key,
            round_id=desk.round.id,
            agency_key=desk.coordinator.key,
            language=person.language if person else desk.settings.language,
            not_before=desk.leaves_at(channel, now),
        )
        if address:
            post.letters.append(letter)
            post.letters += copies(letter, desk.settings.extra_channels) if kind == "summary" else []
        else:
            post.unsent.append((letter, "; ".join([no_address(desk.coordinator, audience, channel), *notes])))


def digest_key(round_id: str, step: str, mark: str, audience: str, channel: str = "email") -> str:
    """The dedupe key of a letter about a whole round: the same cause is told once."""
    return "|".join([round_id, step, mark, audience, *([] if channel == "email" else [channel])])


def withdraw_reminders(session: Session, request_ids: Sequence[str], why: str) -> None:
    """Take back reminders that never left: a later step says how things stand now."""
    for some in batches(request_ids):
        cancel_all(session, some, ("reminder",), why)


def _working_days(start: date, end: date) -> int:
    return _counted(start, end, calendar())


@lru_cache(maxsize=1024)
def _counted(start: date, end: date, by: WorkCalendar) -> int:
    return by.between(start, end)


def batches(keys: Sequence[str], size: int = 500) -> Iterable[Sequence[str]]:
    """SQLite takes a limited number of bound values in one statement."""
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
