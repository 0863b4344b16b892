"""The people of the directory: who they are, whose address is proven, who is away, who takes over.

Nothing is overwritten: a former officer keeps the row with its last day, an absence that ended early keeps its days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlmodel import Session, col, select

from config.errors import DondocError
from config.wording import say
from models.clock import local_day
from models.directory import Agency, Contact, ContactRole
from models.journal import Entry, write
from models.naming import fold
from models.people import Absence
from models.reach import away_on, in_charge
from notifications.channels.address import check_address
from notifications.errors import UnfitAddress
from tasks.addressees import forget_people
from tasks.office import Office
from tasks.readdress import readdress
from tasks.requests import hold_agencies

Standing = Literal["verified", "unverified", "bounced", "silent"]
"""Of an address: somebody confirmed it, nobody did yet, the server refused it, there is none."""


class PeopleError(DondocError):
    """A person, absence or change that cannot be taken as given."""


@dataclass(frozen=True)
class Person:
    """A contact as lists show it. ``away`` is the absence of today or the next one."""

    contact: Contact
    agency: Agency
    standing: Standing
    in_charge: bool
    away: Absence | None = None
    substitute: Contact | None = None


def roster(session: Session, day: date, *, agency_key: str | None = None, former: bool = False) -> list[Person]:
    """Everybody of one agency, or of all, by agency and role. ``former``: also those whose days are over."""
    query = select(Contact, Agency).join(Agency, col(Agency.key) == col(Contact.agency_key))
    if agency_key is not None:
        query = query.where(Contact.agency_key == agency_key)
    found = session.exec(query.order_by(col(Agency.name), col(Contact.id))).all()
    known = {contact.id: contact for contact, _ in found}
    absences: dict[int, list[Absence]] = {}
    coming = select(Absence).where(col(Absence.cancelled_at).is_(None), col(Absence.ends) >= day)
    for absence in session.exec(coming.order_by(col(Absence.starts))):
        absences.setdefault(absence.contact_id, []).append(absence)
    people = []
    for contact, agency in found:
        over = not contact.active or (contact.until is not None and contact.until < day)
        if over and not former:
            continue
        away = next(iter(absences.get(contact.id or 0, ())), None)
        substitute = known.get(away.substitute_id) if away and away.substitute_id else None
        people.append(Person(contact, agency, standing_of(contact), in_charge(contact, day), away, substitute))
    order = [role.value for role in ContactRole]
    return sorted(people, key=lambda each: (each.agency.name, order.index(each.contact.role), each.contact.id or 0))


def standing_of(contact: Contact) -> Standing:
    """Whether a contact's address is proven."""
    if not (contact.email or contact.phone):
        return "silent"
    if contact.bounced_at is not None:
        return "bounced"
    return "verified" if contact.verified else "unverified"


def agency_of(session: Session, wanted: str) -> Agency:
    """An agency by key or name. Raises PeopleError."""
    found = session.get(Agency, wanted)
    if found is not None:
        return found
    folded = fold(wanted)
    named = [agency for agency in session.exec(select(Agency)) if fold(agency.name) == folded]
    if len(named) != 1:
        raise PeopleError.of("people.no_agency", place=wanted, name=wanted)
    return named[0]


def person_of(session: Session, wanted: str, day: date, role: str = ContactRole.FOCAL) -> Contact:
    """A contact by id, or whoever has a role in an agency on a day. Raises PeopleError."""
    if wanted.isdecimal():
        return contact_of(session, int(wanted))
    agency = agency_of(session, wanted)
    here = [each for each in _people_of(session, agency.key) if each.role == role and in_charge(each, day)]
    if not here:
        raise PeopleError.of("people.nobody", place=agency.key, agency=agency.name, role=say(f"who.{role}"))
    if len(here) > 1:
        known = ", ".join(f"{each.id} {each.name}" for each in here)
        raise PeopleError.of("people.several", place=agency.key, role=say(f"who.{role}"), known=known)
    return here[0]


def contact_of(session: Session, contact_id: int, *, lock: bool = False) -> Contact:
    """A contact by id. ``lock``: nobody else changes the agency's people meanwhile. Raises PeopleError."""
    found = session.get(Contact, contact_id)
    if found is None:
        raise PeopleError.of("people.no_contact", place=str(contact_id), contact_id=contact_id)
    if lock:
        hold_agencies(session, [found.agency_key])
        session.refresh(found)
    return found


def verify(session: Session, now: datetime, contact_id: int, *, by: str, why: str, channel: str) -> Contact:
    """Record that somebody confirmed an address another way (by telephone). Raises PeopleError.

    An address that the server refused is not made good by a call: it must be corrected.
    """
    contact = contact_of(session, contact_id, lock=True)
    reasoned(contact, why)
    if not in_charge(contact, max(local_day(now), contact.since or date.min)):
        raise PeopleError.of("people.over", place=str(contact_id), name=contact.name)
    if contact.bounced_at is not None:
        raise PeopleError.of("people.refused_address", place=str(contact_id), name=contact.name)
    contact.verified, contact.verified_at = True, now
    journal(session, now, contact, "contact.verified", by=by, why=why, channel=channel)
    return contact


def away(
    office: Office,
    session: Session,
    now: datetime,
    contact_id: int,
    starts: date,
    ends: date,
    *,
    substitute_id: int | None,
    why: str,
    by: str,
    channel: str,
) -> Absence:
    """Record an absence, both days inclusive, and who stands in (None: whoever is next in the agency).

    Letters that would leave in these days go elsewhere, those that already wait too. Raises PeopleError for days
    that are over or overlap another absence, for a substitute of another agency, and for a circle of substitutes.
    """
    contact = contact_of(session, contact_id, lock=True)
    reasoned(contact, why)
    place = str(contact_id)
    facts = {"name": contact.name, "first": _shown(starts), "last": _shown(ends)}
    if ends < starts or ends < local_day(now):
        raise PeopleError.of("people.absence_days", place=place, **facts)
    mine = _absences(session, contact_id)
    if clash := next((each for each in mine if each.starts <= ends and starts <= each.ends), None):
        known = f"{_shown(clash.starts)} – {_shown(clash.ends)}"
        raise PeopleError.of("people.absence_overlaps", place=place, **facts, known=known)
    if substitute_id is not None:
        _check_substitute(session, contact, substitute_id, starts, ends)
    absence = Absence(
        contact_id=contact_id,
        starts=starts,
        ends=ends,
        substitute_id=substitute_id,
        reason=why,
        recorded_at=now,
        recorded_by=by,
    )
    session.add(absence)
    session.flush()
    detail = {"absence": absence.id, "from": starts, "to": ends, "substitute": substitute_id}
    journal(session, now, contact, "contact.away", by=by, why=why, channel=channel, **detail)
    forget_people(session)
    readdress(office, session, now, contact.agency_key)
    return absence


def absence_of(session: Session, wanted: str, day: date) -> int:
    """The number of an absence: as it is given, or the only one that an agency (key or name) has from a day on.

    Raises PeopleError where there is none, or where there are several: with their numbers.
    """
    if wanted.isdecimal():
        return int(wanted)
    agency = agency_of(session, wanted)
    rows = session.exec(
        select(Absence, Contact)
        .join(Contact, col(Contact.id) == col(Absence.contact_id))
        .where(Contact.agency_key == agency.key, col(Absence.cancelled_at).is_(None), Absence.ends >= day)
        .order_by(col(Absence.id))
    ).all()
    if not rows:
        raise PeopleError.of("people.no_absence", place=agency.name)
    if len(rows) > 1:
        known = ", ".join(f"{absence.id} ({contact.name})" for absence, contact in rows)
        raise PeopleError.of("people.absences", place=agency.name, count=len(rows), known=known)
    number = rows[0][0].id
    assert number is not None
    return number


def back(session: Session, now: datetime, absence_id: int, *, by: str, why: str, channel: str) -> Absence:
    """End an absence: the person is there again from today, or never went. Raises PeopleError."""
    absence = session.get(Absence, absence_id, with_for_update={"key_share": True}, populate_existing=True)
    if absence is None or absence.cancelled_at is not None:
        raise PeopleError.of("people.no_absence", place=str(absence_id))
    contact = contact_of(session, absence.contact_id)
    reasoned(contact, why)
    absence.cancelled_at = now
    forget_people(session)
    journal(session, now, contact, "contact.back", by=by, why=why, channel=channel, absence=absence.id)
    return absence


def _check_substitute(session: Session, contact: Contact, substitute_id: int, starts: date, ends: date) -> None:
    substitute = contact_of(session, substitute_id)
    facts = {"name": substitute.name, "agency": session.get_one(Agency, contact.agency_key).name}
    if substitute.agency_key != contact.agency_key or not (
        in_charge(substitute, starts) and in_charge(substitute, ends)
    ):
        raise PeopleError.of("people.foreign_substitute", place=str(substitute_id), **facts)
    # whoever stands in for the substitute in these days, and so on: nobody may come twice
    open_, seen = [substitute], {contact.id}
    while open_:
        person = open_.pop()
        if person.id in seen:
            raise PeopleError.of("people.substitute_circle", place=str(substitute_id), name=person.name)
        seen.add(person.id)
        assert person.id is not None
        for each in _absences(session, person.id):
            if each.starts <= ends and starts <= each.ends and each.substitute_id is not None:
                open_.append(contact_of(session, each.substitute_id))


def _absences(session: Session, contact_id: int) -> Sequence[Absence]:
    query = select(Absence).where(Absence.contact_id == contact_id, col(Absence.cancelled_at).is_(None))
    return session.exec(query.order_by(col(Absence.starts))).all()


def _people_of(session: Session, agency_key: str) -> Sequence[Contact]:
    query = select(Contact).where(Contact.agency_key == agency_key, col(Contact.active))
    return session.exec(query.order_by(col(Contact.id))).all()


def is_away(session: Session, contact_id: int, day: date) -> Absence | None:
    """The absence that covers a day, if there is one."""
    return away_on(_absences(session, contact_id), day)


def fit_addresses(place: str, email: str | None, phone: str | None) -> None:
    """Raise PeopleError unless there is an address and each can be used."""
    if not (email or phone):
        raise PeopleError.of("people.no_address", place=place)
    try:
        for channel, address in (("email", email), ("sms", phone)):
            if address:
                check_address(channel, address)
    except UnfitAddress as unfit:
        raise PeopleError(unfit.reason, place=unfit.place, remedy=unfit.remedy) from unfit


def reasoned(contact: Contact, why: str) -> None:
    """Raise PeopleError where no reason is given."""
    if not why.strip():
        raise PeopleError.of("people.no_reason", place=contact.name)


def journal(
    session: Session, now: datetime, contact: Contact, action: str, *, by: str, why: str, channel: str, **detail: object
) -> None:
    """Write what happened to a contact; people are named by number and role, no address is kept."""
    said = {"agency": contact.agency_key, "role": str(contact.role), "name": contact.name, **detail}
    subject = f"contact/{contact.id}"
    write(session, now, [Entry(action, subject, actor=by, channel=channel, why=why, detail=said)])


def _shown(day: date) -> str:
    return f"{day:%d/%m/%Y}"
