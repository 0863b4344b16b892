"""Who stands at the door: a link becomes a request, a person and a language; GET leaves no trace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select
from starlette.requests import Request

from models.clock import local_day, office_now
from models.directory import Agency, Contact, ContactRole
from models.journal import Entry, write
from models.link import find_link, hash_token, mark_opened
from models.people import Delegation
from models.plan import Plan
from models.reach import in_charge
from models.round import ReplyLink, Round
from models.round import Request as ReportRequest
from portal.portal import Portal
from tasks.delegations import holder_of
from tasks.office import Office

ORDER = (ContactRole.FOCAL, ContactRole.CLERK, ContactRole.LEADER)


@dataclass(frozen=True)
class Visitor:
    """The person whom a link was sent to."""

    token: str
    link: ReplyLink
    contact: Contact | None
    now: datetime
    step: Delegation | None = None
    """The step of the chain by which the request came to this person, where it was passed on."""

    @property
    def request_id(self) -> str:
        """The request that the link opens."""
        return self.link.request_id

    @property
    def name(self) -> str:
        """The person's name, or the address where the directory no longer knows it."""
        person = self.contact or self.step
        return person.name if person else self.link.recipient


@dataclass(frozen=True)
class Desk:
    """Whom to call at the coordinating office."""

    office: str
    name: str | None = None
    phone: str | None = None
    email: str | None = None


def enter(portal: Portal, session: Session, request: Request, token: str) -> Visitor:
    """Who comes with this link; chooses the reader's language. Raises LinkForged, LinkExpired, LinkRevoked."""
    now = office_now(session)
    row = session.get(ReplyLink, hash_token(token))
    contact = session.get(Contact, row.contact_id) if row and row.contact_id else None
    portal.pages.speak(request, contact.language if contact else None)
    link = find_link(session, token, now)
    return Visitor(token, link, contact, now, holder_of(session, link))


def note_opened(session: Session, visitor: Visitor) -> None:
    """Record, once, that a person used the link: called from POST only, for mail scanners follow every link.

    The request is locked first, as everywhere: two who lock in another order would wait for each other.
    """
    session.exec(
        select(ReportRequest.id).where(ReportRequest.id == visitor.request_id).with_for_update(key_share=True)
    ).one()
    link = session.get_one(ReplyLink, visitor.link.token_hash, with_for_update={"key_share": True})
    if link.first_opened_at is None:
        mark_opened(session, visitor.token, visitor.now)
        entry = Entry("link.opened", visitor.request_id, actor=visitor.name, channel="web")
        write(session, visitor.now, [entry])


def whom_to_call(office: Office, token: str | None) -> Desk:
    """The coordinator's first contact for the request behind a link; the office's name alone for an unknown link."""
    with office.database.reading() as session:
        link = session.get(ReplyLink, hash_token(token)) if token else None
        request = session.get(ReportRequest, link.request_id) if link else None
        if request is None:
            return Desk(office.settings.office_name)
        plan = session.get_one(Plan, session.get_one(Round, request.round_id).plan_key)
        return desk_of(session, plan)


def desk_of(session: Session, plan: Plan) -> Desk:
    """The coordinator's first contact for a plan who has the charge today."""
    agency = session.get_one(Agency, plan.coordinator_key)
    found = select(Contact).where(Contact.agency_key == agency.key, col(Contact.active)).order_by(col(Contact.id))
    today = local_day(office_now(session))
    contacts = [each for each in session.exec(found) if in_charge(each, today)]
    if not contacts:
        return Desk(agency.name)
    first = min(contacts, key=lambda contact: ORDER.index(ContactRole(contact.role)))
    return Desk(agency.name, first.name, first.phone, first.email)
