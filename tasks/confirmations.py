"""Asking whether an address is right, before the first real use: a message with a link, answered once.

The link shows on GET and answers on POST (DESIGN, decision 11); its token is stored hashed. A report is asked for
at once all the same: an office cannot wait, and the coordinator sees who has not confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from config.wording import say
from models.clock import local_day
from models.directory import Agency, Contact
from models.ladder import Ladder, read_ladder, within_hours
from models.link import LinkExpired, LinkForged, LinkRevoked, hash_token, token_for
from models.people import ContactCheck
from models.plan import Plan, PlanState
from models.round import Request, Round
from notifications.compose import Letter, queue
from tasks.addressees import forget_people
from tasks.bounces import tell_coordinator
from tasks.letters import batches
from tasks.office import Office
from tasks.people import PeopleError, journal
from tasks.readdress import readdress
from tasks.requests import hold_agencies

OPEN_FOR = timedelta(days=60)
"""How long the link of a confirmation message works."""
DOOR = "x"


@dataclass(frozen=True)
class Checked:
    """A confirmation link that somebody holds: what was asked, of whom, for which agency."""

    check: ContactCheck
    contact: Contact
    agency: Agency


def ask_agencies(
    office: Office, session: Session, now: datetime, keys: Iterable[str], *, plan: Plan | None, ladder: Ladder
) -> int:
    """Ask everybody of these agencies whose address nobody confirmed and who was not asked yet; returns how many."""
    found: list[tuple[Contact, Agency]] = []
    for some in batches(sorted(set(keys))):
        query = (
            select(Contact, Agency)
            .join(Agency, col(Agency.key) == col(Contact.agency_key))
            .where(col(Contact.agency_key).in_(some), col(Contact.active), col(Contact.verified).is_(False))
        )
        found += session.exec(query.order_by(col(Contact.id))).all()
    return ask(office, session, now, found, plan=plan, ladder=ladder)


def ask_after_import(office: Office, now: datetime) -> int:
    """Ask whoever came with a directory file, as far as DONDOC_CONFIRM_CONTACTS says; returns how many.

    "import": everybody; "launch": the people of agencies that a running plan has asked; "never": nobody.
    """
    policy = office.settings.confirm_contacts
    if policy == "never":
        return 0
    with office.database.writing() as session:
        keys: set[str] = set()
        running = select(Plan).where(Plan.state == PlanState.RUNNING).order_by(col(Plan.launched_at).desc())
        plan = session.exec(running.limit(1)).first()
        if policy == "import":
            keys = set(session.exec(select(Agency.key)))
        elif plan is not None:
            query = select(Request.agency_key).join(Round, col(Round.id) == col(Request.round_id))
            keys = set(session.exec(query.where(col(Round.plan_key).in_(running.with_only_columns(col(Plan.key))))))
        return ask_agencies(office, session, now, keys, plan=plan, ladder=read_ladder("macdinh"))


def ask(
    office: Office,
    session: Session,
    now: datetime,
    people: Sequence[tuple[Contact, Agency]],
    *,
    plan: Plan | None = None,
    ladder: Ladder | None = None,
    again: bool = False,
) -> int:
    """Ask these people to confirm their address: by mail where there is one, else by SMS; returns how many.

    Left out: who is confirmed, who gave up the charge, whose address was refused, and who was asked at the same
    address and can still answer (``again`` asks those once more). ``ladder`` gives the sending hours.
    """
    asked = set() if again else _still_open(session, now, [contact for contact, _ in people])
    day = local_day(now)
    letters: list[Letter] = []
    for contact, agency in people:
        channel, address = ("email", contact.email) if contact.email else ("sms", contact.phone)
        over = not contact.active or (contact.until is not None and contact.until < day)
        if contact.verified or contact.bounced_at or over or not address or (contact.id, address) in asked:
            continue
        subject = f"contact/{contact.id}/{now:%Y%m%d%H%M%S%f}"
        session.add(
            ContactCheck(
                token_hash=hash_token(token_for(office.secret, subject, address)),
                contact_id=contact.id or 0,
                channel=channel,
                address=address,
                sent_at=now,
                expires_at=now + OPEN_FOR,
            )
        )
        letters.append(
            Letter(
                kind="confirm_contact",
                channel=channel,
                recipient=contact.name,
                address=address,
                context={
                    "office": office.settings.office_name,
                    "recipient": {"name": contact.name, "role": str(contact.role)},
                    "agency": {"key": agency.key, "name": agency.name},
                    "link": {"request_id": subject, "address": address, "door": DOOR},
                    **({"plan": {"number": plan.number, "title": plan.title, "label": plan.label}} if plan else {}),
                    **({"letter": contact.letter} if contact.letter else {}),
                },
                dedupe_key=f"{subject}|{address}",
                reason=say("confirm.asked"),
                step="confirm",
                audience=str(contact.role),
                language=contact.language,
                plan_key=plan.key if plan else None,
                agency_key=agency.key,
                not_before=within_hours(ladder, channel, now) if ladder else now,
            )
        )
    return queue(session, now, letters, mail_domain=office.settings.mail_domain).queued


def find_check(session: Session, token: str, now: datetime) -> Checked:
    """What a confirmation link is about. Raises LinkForged, LinkExpired, and LinkRevoked where the contact changed."""
    check = session.get(ContactCheck, hash_token(token))
    if check is None:
        raise LinkForged.of("link.forged", place="/x/…")
    contact = session.get_one(Contact, check.contact_id)
    known = contact.email if check.channel == "email" else contact.phone
    if not contact.active or known != check.address or (contact.until and contact.until < local_day(now)):
        raise LinkRevoked.of("confirm.changed", place="/x/…")
    if check.expires_at <= now and check.confirmed_at is None:
        raise LinkExpired.of("link.expired", place="/x/…", day=f"{local_day(check.expires_at):%d/%m/%Y}")
    return Checked(check, contact, session.get_one(Agency, contact.agency_key))


def confirm(session: Session, now: datetime, token: str) -> Checked:
    """The person says: yes, that is me. Saying it twice changes nothing. Raises what find_check raises."""
    found = find_check(session, token, now)
    hold_agencies(session, [found.agency.key])
    session.refresh(found.check)
    if found.check.confirmed_at is None:
        found.check.confirmed_at = now
        found.contact.verified, found.contact.verified_at, found.contact.bounced_at = True, now, None
        why = say("confirm.by_link")
        journal(
            session, now, found.contact, "contact.verified", by=found.contact.name, why=why, channel=found.check.channel
        )
    return found


def deny(office: Office, session: Session, now: datetime, token: str, said: str) -> Checked:
    """The reader says: not me. The contact is written to no more, its links end, and the coordinator is told.

    ``said`` is what the reader wrote (who is in charge). Raises what find_check raises, PeopleError once confirmed.
    """
    found = find_check(session, token, now)
    contact = found.contact
    if found.check.confirmed_at is not None:
        raise PeopleError.of(
            "confirm.answered", place=contact.name, day=f"{local_day(found.check.confirmed_at):%d/%m/%Y}"
        )
    hold_agencies(session, [found.agency.key])
    contact.active, contact.verified, contact.verified_at = False, False, None
    session.flush()
    journal(session, now, contact, "contact.denied", by=say("confirm.reader"), why=said, channel=found.check.channel)
    forget_people(session)
    tell_coordinator(office, session, now, contact, trouble="not_me", said=said, address=found.check.address)
    readdress(office, session, now, contact.agency_key)
    return found


def last_asked(session: Session, contact_ids: Sequence[int]) -> Mapping[int, ContactCheck]:
    """The last confirmation message to each contact."""
    found: dict[int, ContactCheck] = {}
    for some in batches([str(each) for each in contact_ids]):
        query = select(ContactCheck).where(col(ContactCheck.contact_id).in_([int(each) for each in some]))
        for check in session.exec(query.order_by(col(ContactCheck.sent_at))):
            found[check.contact_id] = check
    return found


def _still_open(session: Session, now: datetime, people: Sequence[Contact]) -> set[tuple[int | None, str]]:
    wanted = {contact.id for contact in people}
    query = select(ContactCheck.contact_id, ContactCheck.address).where(col(ContactCheck.expires_at) > now)
    return {(contact_id, address) for contact_id, address in session.exec(query) if contact_id in wanted}
