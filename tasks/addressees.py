"""Whom an audience of an agency means on a day: loaded for many agencies at once, chosen one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from sqlmodel import Session, col, select

from config.wording import say
from models.clock import local_day
from models.database import Database
from models.directory import Agency, Contact
from models.people import Absence, Delegation
from models.reach import address_of, bounced, reach

PEOPLE = "people"
"""In Session.info: who was looked up already."""
COPIED = frozenset({"overdue", "returned", "receipt", "accepted", "extension", "amended", "cancelled"})
"""Letters about a request that was passed on which its focal officer reads too: the agency stays answerable, and
what it owes, and by when, is its own affair."""


class Addressee(Protocol):
    """What a letter must know of a request."""

    id: str
    agency_key: str
    state: str
    requested_body: bool
    ladder_part: str
    due_at: datetime
    base_at: datetime


class Reaching(Protocol):
    """What must be known of the people of a round's agencies."""

    @property
    def agencies(self) -> Mapping[str, Agency]: ...
    @property
    def contacts(self) -> Mapping[str, Sequence[Contact]]: ...
    @property
    def absences(self) -> Mapping[int, Sequence[Absence]]: ...
    @property
    def delegations(self) -> Mapping[str, Sequence[Delegation]]: ...


@dataclass
class People:
    """Who was looked up already, by agency key; kept in Session.info, so that one transaction asks once.

    ``lasting``: for all sessions (:func:`know_people`). Only then it is kept who is away, with his agency, and which
    requests of a round were passed on: others may have changed that since this transaction began.
    """

    agencies: dict[str, Agency] = field(default_factory=dict)
    contacts: dict[str, list[Contact]] = field(default_factory=lambda: defaultdict(list))
    lasting: bool = False
    away: list[tuple[Absence, str]] | None = None
    passed_on: dict[str, dict[str, list[Delegation]]] = field(default_factory=dict)

    def forget(self) -> None:
        """Begin anew; a desk that was made before keeps whom it knew."""
        self.agencies, self.contacts, self.away, self.passed_on = {}, defaultdict(list), None, {}


def people_of(session: Session) -> People:
    """Whom this session has looked up; of a database that knows its people, whom any session has."""
    found: People = session.info.setdefault(PEOPLE, People())
    return found


def know_people(database: Database) -> None:
    """Look people up once for all sessions: for an office where whoever changes them says so (:func:`forget_people`).

    A rehearsal's office is alone; in a real one the portal changes people while the sweeps run.
    """
    database.info[PEOPLE] = People(lasting=True)


def forget_people(session: Session) -> None:
    """Look agencies and contacts up anew: somebody changed them in this transaction."""
    people_of(session).forget()


def absences_of(session: Session, keys: Sequence[str]) -> dict[int, list[Absence]]:
    """Who of these agencies is, was or will be away, by contact id. Few are: those are asked for first."""
    found: dict[int, list[Absence]] = defaultdict(list)
    wanted, people = set(keys), people_of(session)
    away = people.away
    if away is None:
        away = [(absence, key) for absence, key in session.execute(_AWAY)]
        people.away = away if people.lasting else None
    for absence, key in away:
        if key in wanted:
            found[absence.contact_id].append(absence)
    return found


_AWAY = (
    select(Absence, Contact.agency_key)
    .join(Contact, col(Contact.id) == col(Absence.contact_id))
    .where(col(Absence.cancelled_at).is_(None))
    .order_by(col(Absence.starts))
)


def delegations_of(session: Session, round_id: str) -> dict[str, list[Delegation]]:
    """Requests of a round that were passed on: the chain of each, the first step first."""
    people = people_of(session)
    if round_id in people.passed_on:
        return people.passed_on[round_id]
    found: dict[str, list[Delegation]] = defaultdict(list)
    # by the request's number, which begins with its round's: a join walks through every request of the round
    of_round = col(Delegation.request_id).startswith(f"{round_id}/", autoescape=True)
    query = select(Delegation).where(col(Delegation.ended_at).is_(None), of_round)
    for step in session.exec(query.order_by(col(Delegation.id))):
        found[step.request_id].append(step)
    if people.lasting:
        people.passed_on[round_id] = found
    return found


@dataclass(frozen=True)
class Recipient:
    """One person whom a letter goes to. ``note`` says who was passed over; without an address, why nobody is left."""

    name: str
    address: str | None
    role: str
    language: str = "vi"
    contact_id: int | None = None
    note: str = ""


def recipients(desk: Reaching, request: Addressee, role: str, channel: str, kind: str, day: date) -> list[Recipient]:
    """Whom an audience of a request's agency means on a day: one person, or whom the request was passed on to.

    The officer who passed it on reads the letters of COPIED too.
    """
    if role == "parent":
        return [_above(desk, desk.agencies[request.agency_key], channel, day)]
    notes: list[str] = []
    found: list[Recipient] = []
    chain = desk.delegations.get(request.id, ()) if role == "focal" else ()
    for step in reversed(chain):
        address = address_of(step, channel)
        if address and not bounced(step, channel):
            facts = {"name": step.name, "by": step.by, "day": f"{local_day(step.at):%d/%m/%Y}"}
            said = "; ".join([*notes, say("reach.delegated", **facts)])
            found.append(Recipient(step.name, address, "delegate", note=said))
            if kind not in COPIED:
                return found
            notes = [say("reach.delegate_copy", name=step.name)]
            break
        notes.append(say("reach.delegate_unreachable", name=step.name, channel=say(f"letters.{channel}")))
    agency = desk.agencies[request.agency_key]
    chosen = reach(desk.contacts.get(agency.key, ()), desk.absences, role, channel, day)
    if chosen.person is not None:
        note = "; ".join([*notes, *chosen.notes])
        person = chosen.person
        return [*found, Recipient(person.name, chosen.address, role, person.language, person.id, note)]
    note = "; ".join([*notes, no_address(agency, role, channel), *chosen.notes])
    return [*found, Recipient(agency.name, None, role, note=note)]


def _above(desk: Reaching, agency: Agency, channel: str, day: date) -> Recipient:
    """The leader of the agency above this one."""
    above = desk.agencies.get(agency.parent_key) if agency.parent_key else None
    if above is None:
        return Recipient(agency.name, None, "parent", note=say("reach.no_parent", agency=agency.name))
    chosen = reach(desk.contacts.get(above.key, ()), desk.absences, "leader", channel, day)
    note = "; ".join(chosen.notes)
    if chosen.person is None:
        note = "; ".join([no_address(above, "leader", channel), *chosen.notes])
        return Recipient(above.name, None, "parent", note=note)
    return Recipient(chosen.person.name, chosen.address, "parent", chosen.person.language, chosen.person.id, note)


def no_address(agency: Agency, role: str, channel: str) -> str:
    """Why nobody of an agency can be written to."""
    return say("letters.no_address", agency=agency.name, role=say(f"who.{role}"), channel=say(f"letters.{channel}"))
