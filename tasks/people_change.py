"""A new officer by the agency's letter, a person more, a corrected address. The former officer's days are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select, update

from config.wording import say
from models.clock import at_office, local_day
from models.directory import Agency, Contact
from models.journal import Entry, write
from models.ladder import ladder_of
from models.link import open_links, revoke_links
from models.people import Delegation
from models.round import OWED, ReplyLink, Request, Round, RoundState
from tasks.addressees import forget_people
from tasks.confirmations import ask
from tasks.letters import Post, desk_for, to_agency
from tasks.office import Office
from tasks.people import PeopleError, contact_of, fit_addresses, journal, person_of, reasoned
from tasks.readdress import readdress
from tasks.requests import hold_agencies

MORNING = time(8, 0)


@dataclass(frozen=True)
class Changed:
    """What a change did: who comes, who goes, links withdrawn, open requests that the new officer was told of."""

    new: Contact
    former: Contact
    revoked: int
    told: int


def change(
    office: Office,
    session: Session,
    now: datetime,
    agency: Agency,
    role: str,
    *,
    name: str,
    email: str | None,
    phone: str | None,
    letter: str,
    since: date,
    why: str,
    by: str,
    channel: str,
    former_id: int | None = None,
) -> Changed:
    """Put a new person into a role from ``since`` on, by the letter with the number ``letter``.

    The former one has the charge until the day before and keeps the row; from ``since`` on their links to open
    requests no longer open anything. The new one is asked to confirm the address and gets a link to each open
    request. Raises PeopleError.
    """
    name, letter = " ".join(name.split()), " ".join(letter.split())
    hold_agencies(session, [agency.key])
    former = contact_of(session, former_id) if former_id else person_of(session, agency.key, since, role)
    reasoned(former, why)
    if former.agency_key != agency.key or former.role != role:
        raise PeopleError.of("people.not_former", place=str(former.id), name=former.name, agency=agency.name)
    if not name or not letter:
        raise PeopleError.of("people.change_incomplete", place=agency.key)
    fit_addresses(agency.key, email, phone)
    if former.since is not None and since <= former.since:
        facts = {"name": former.name, "day": f"{former.since:%d/%m/%Y}"}
        raise PeopleError.of("people.before_former", place=agency.key, **facts)
    if (name, email, phone) == (former.name, former.email, former.phone):
        raise PeopleError.of("people.same_person", place=agency.key, name=name)
    former.until = since - timedelta(days=1)
    new = Contact(
        agency_key=agency.key,
        role=role,
        name=name,
        email=email,
        phone=phone,
        language=former.language,
        since=since,
        letter=letter,
    )
    session.add(new)
    session.flush()
    forget_people(session)
    assert new.id is not None and former.id is not None
    shared = [address for address in (email, phone) if address]
    # a mailbox of the office stays the same when its reader changes: so do its links
    session.execute(
        update(ReplyLink)
        .where(col(ReplyLink.contact_id) == former.id, col(ReplyLink.recipient).in_(shared))
        .values(contact_id=new.id)
    )
    revoked = revoke_links(session, now, contact_id=former.id) if since <= local_day(now) else 0
    detail = {"letter": letter, "from": since, "former": former.id, "former_name": former.name, "links": revoked}
    journal(session, now, new, "contact.changed", by=by, why=why, channel=channel, **detail)
    told = _hand_over(office, session, now, agency, new, former)
    readdress(office, session, now, agency.key)
    ask(office, session, now, [(new, agency)])
    return Changed(new, former, revoked, told)


def add(
    office: Office,
    session: Session,
    now: datetime,
    agency: Agency,
    role: str,
    *,
    name: str,
    email: str | None,
    phone: str | None,
    why: str,
    by: str,
    channel: str,
    since: date | None = None,
    letter: str | None = None,
) -> Contact:
    """Record one person more in an agency, and ask to confirm the address. Raises PeopleError."""
    new = Contact(
        agency_key=agency.key,
        role=role,
        name=" ".join(name.split()),
        email=email,
        phone=phone,
        since=since,
        letter=letter,
    )
    reasoned(new, why)
    if not new.name:
        raise PeopleError.of("people.change_incomplete", place=agency.key)
    fit_addresses(agency.key, email, phone)
    session.add(new)
    session.flush()
    forget_people(session)
    journal(session, now, new, "contact.added", by=by, why=why, channel=channel, letter=letter)
    ask(office, session, now, [(new, agency)])
    return new


def correct(
    office: Office,
    session: Session,
    now: datetime,
    contact_id: int,
    *,
    email: str | None,
    phone: str | None,
    why: str,
    by: str,
    channel: str,
) -> Contact:
    """Put an address right (None: stays as it is). It starts anew: not confirmed, not refused, asked again.

    Raises PeopleError where nothing would change.
    """
    contact = contact_of(session, contact_id, lock=True)
    reasoned(contact, why)
    new = (email or contact.email, phone or contact.phone)
    if new == (contact.email, contact.phone):
        raise PeopleError.of("people.same_person", place=str(contact_id), name=contact.name)
    fit_addresses(str(contact_id), *new)
    for address in {contact.email, contact.phone} - {*new, None}:
        revoke_links(session, now, contact_id=contact_id, address=address)
    contact.email, contact.phone = new
    contact.verified, contact.verified_at, contact.bounced_at = False, None, None
    session.flush()
    forget_people(session)
    journal(session, now, contact, "contact.corrected", by=by, why=why, channel=channel)
    readdress(office, session, now, contact.agency_key)
    ask(office, session, now, [(contact, session.get_one(Agency, contact.agency_key))], again=True)
    return contact


def _hand_over(office: Office, session: Session, now: datetime, agency: Agency, new: Contact, former: Contact) -> int:
    """A letter with a link to each open request, to leave on the first morning of the new charge."""
    if new.role != "focal" or new.since is None:
        return 0
    moment = max(now, at_office(new.since, MORNING))
    passed_on = select(Delegation.request_id).where(col(Delegation.ended_at).is_(None))
    requests = session.exec(
        select(Request, Round)
        .join(Round, col(Round.id) == col(Request.round_id))
        .where(
            Request.agency_key == agency.key,
            col(Request.state).in_(OWED),
            Round.state == RoundState.OPEN,
            col(Request.id).not_in(passed_on),
        )
        .order_by(col(Request.base_at), col(Request.id))
    ).all()
    for request, kept in requests:
        desk = desk_for(session, kept, ladder_of(kept), office.settings, [agency.key])
        post = Post(office.settings.mail_domain, office.secret)
        handed = {
            "by": former.name,
            "why": say("people.by_letter", letter=new.letter or ""),
            "letter": new.letter,
            "since": new.since.isoformat(),
            "former": former.name,
        }
        to_agency(
            post,
            desk,
            request,
            kind="handed_over",
            step=None,
            now=moment,
            reason=say("people.handed_over", letter=new.letter or "", former=former.name),
            channels=["email"] if new.email else ["sms"],
            mark=f"{new.id}|",
            more={"handed": handed},
        )
        post.send(session, now)
    return len(requests)


def revoke(
    session: Session,
    now: datetime,
    *,
    request_id: str | None,
    contact_id: int | None,
    address: str | None,
    why: str,
    by: str,
    channel: str,
) -> int:
    """Withdraw reply links: of a request, of a person, of an address, or where these meet. Raises PeopleError.

    The next letter to somebody who is still written to carries a new link.
    """
    if not (request_id or contact_id or address):
        raise PeopleError.of("people.revoke_what", place="revoke")
    if not why.strip():
        raise PeopleError.of("people.no_reason", place="revoke")
    if request_id is not None and session.get(Request, request_id) is None:
        raise PeopleError.of("request.unknown", place=request_id, request_id=request_id)
    held = select(Request.id).where(col(Request.id).in_(open_links(request_id, contact_id, address)))
    session.exec(held.order_by(col(Request.id)).with_for_update(key_share=True)).all()
    count = revoke_links(session, now, request_id=request_id, contact_id=contact_id, address=address)
    if count:
        subject = request_id or (f"contact/{contact_id}" if contact_id else "links")
        detail = {"links": count, "contact": contact_id}
        write(session, now, [Entry("link.revoked", subject, actor=by, channel=channel, why=why, detail=detail)])
    return count
