"""Who is written to on a day: the person in charge, or whoever stands in, and why. Pure.

An audience that has nobody with an address is taken by the next one down; a person who is away by the
substitute, and by the substitute's own substitute; an address that bounced is not tried again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from config.settings import OFFICE_ZONE
from config.wording import say
from models.directory import Contact
from models.people import Absence, Delegation

INSTEAD: Mapping[str, tuple[str, ...]] = {
    "focal": ("focal", "clerk", "leader"),
    "clerk": ("clerk",),
    "leader": ("leader", "clerk"),
}
"""Who stands in for an audience that an agency has nobody for."""


@dataclass(frozen=True)
class Reached:
    """Whom a letter goes to and through which address; ``notes`` say what was passed over on the way.

    Without a person ``notes`` say why nobody can be written to.
    """

    person: Contact | None
    address: str | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Passed:
    """Why a person was passed over: as it is said where somebody stands in, and where nobody does."""

    replaced: str
    nobody: str


def reach(
    contacts: Sequence[Contact], absences: Mapping[int, Sequence[Absence]], role: str, channel: str, day: date
) -> Reached:
    """The person of an agency whom an audience (focal, clerk, leader) means on ``day``, through email or sms.

    ``contacts`` are the agency's, in the order of preference; ``absences`` by contact id.
    """
    past: list[str] = []
    passed: list[_Passed] = []
    for stand_in in INSTEAD.get(role, (role,)):
        for contact in contacts:
            if contact.role != stand_in or not contact.active:
                continue
            if not in_charge(contact, day):
                if contact.until is not None and contact.until < day and stand_in == role:
                    past.append(say("reach.past", name=contact.name, day=_shown(contact.until)))
                continue
            person, on_the_way = _present(contact, contacts, absences, channel, day)
            passed += on_the_way
            if person is not None:
                notes = [each.replaced for each in passed]
                if stand_in != role:
                    notes = [*past, *notes, instead(role, stand_in)]
                return Reached(person, address_of(person, channel), tuple(dict.fromkeys(notes)))
    return Reached(None, None, tuple(dict.fromkeys([*past, *(each.nobody for each in passed)])))


def _present(
    first: Contact,
    contacts: Sequence[Contact],
    absences: Mapping[int, Sequence[Absence]],
    channel: str,
    day: date,
) -> tuple[Contact | None, list[_Passed]]:
    """``first`` or who stands in on the day, following the chain of substitutes; None where it ends."""
    passed: list[_Passed] = []
    person, seen = first, set[int | None]()
    while person.id not in seen:
        seen.add(person.id)
        away = away_on(absences.get(person.id or 0, ()), day)
        if away is None:
            if not address_of(person, channel):
                return None, passed
            if bounced(person, channel):
                assert person.bounced_at is not None
                facts = {"name": person.name, "day": _shown(person.bounced_at.astimezone(OFFICE_ZONE).date())}
                said = say("reach.bounced", **facts)
                return None, [*passed, _Passed(said, said)]
            return person, passed
        facts = {"name": person.name, "first": _shown(away.starts), "last": _shown(away.ends)}
        passed.append(_Passed(say("reach.away", **facts), say("reach.away_nobody", **facts)))
        substitute = next((each for each in contacts if each.id == away.substitute_id), None)
        if substitute is None or not in_charge(substitute, day):
            return None, passed
        person = substitute
    return None, passed


def in_charge(contact: Contact, day: date) -> bool:
    """Whether the person has the charge on a day: active, and within its days (both inclusive)."""
    return (
        contact.active
        and (contact.since is None or contact.since <= day)
        and (contact.until is None or day <= contact.until)
    )


def away_on(absences: Sequence[Absence], day: date) -> Absence | None:
    """The absence that covers a day; its last day is part of it."""
    return next((each for each in absences if each.cancelled_at is None and each.starts <= day <= each.ends), None)


def address_of(person: Contact | Delegation, channel: str) -> str | None:
    """A person's address for a channel."""
    return person.email if channel == "email" else person.phone


def bounced(person: Contact | Delegation, channel: str) -> bool:
    """Whether the person's mail address was refused for good. A bounce says nothing about the telephone."""
    return channel == "email" and person.bounced_at is not None


def instead(role: str, stand_in: str) -> str:
    """Who is written to in place of an audience."""
    return say("letters.instead", role=say(f"who.{role}"), by=say(f"who.{stand_in}"))


def _shown(day: date) -> str:
    return f"{day:%d/%m/%Y}"
