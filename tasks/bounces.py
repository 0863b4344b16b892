"""A mail address that its server refuses: not used again, told to the coordinator once, its letters to a stand-in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from models.clock import local_day
from models.directory import Agency, Contact
from models.journal import Entry, write
from models.outbox import Message, MessageState
from models.people import Delegation
from models.plan import Plan, PlanState
from models.reach import reach
from models.round import Request
from notifications.compose import Letter
from notifications.outbox import Attempt
from tasks.addressees import absences_of, forget_people, no_address
from tasks.letters import Post
from tasks.office import Office
from tasks.readdress import readdress
from tasks.requests import hold_agencies


def take_bounces(office: Office, session: Session, attempts: Sequence[Attempt]) -> None:
    """What refused addresses mean for the directory, in the transaction that records the refusals.

    A refusal of the recipient (5yz to RCPT TO, RFC 5321, 3.3) says that the address does not exist or takes no
    mail; one of policy (5.7.x, RFC 3463, 3.8) is about us, and says nothing about the address.
    """
    for attempt in attempts:
        if _refused(attempt):
            _bounced(office, session, attempt)


def hold_refused(session: Session, attempts: Sequence[Attempt]) -> None:
    """Hold the people and requests whom refused addresses concern, before the refusals are recorded."""
    addresses = [attempt.message.address for attempt in attempts if _refused(attempt)]
    if addresses:
        keys = set(session.exec(select(Contact.agency_key).where(col(Contact.email).in_(addresses))))
        passed_on = select(Request.agency_key).join(Delegation, col(Delegation.request_id) == col(Request.id))
        keys |= set(session.exec(passed_on.where(col(Delegation.email).in_(addresses))))
        hold_agencies(session, keys)


def _refused(attempt: Attempt) -> bool:
    return attempt.receipt.refused_recipient and attempt.sequel.state == MessageState.FAILED


def _bounced(office: Office, session: Session, attempt: Attempt) -> None:
    now, address, message = attempt.at, attempt.message.address, attempt.message
    failed: dict[str, list[int]] = defaultdict(list)
    contacts = session.exec(
        select(Contact).where(Contact.email == address, col(Contact.active)).order_by(col(Contact.id))
    ).all()
    told: set[str] = set()
    for contact in contacts:
        failed[contact.agency_key] = []
        if contact.bounced_at is not None:
            continue
        contact.verified, contact.verified_at, contact.bounced_at = False, None, now
        said = {"agency": contact.agency_key, "role": str(contact.role), "answer": attempt.receipt.said}
        write(session, now, [Entry("contact.bounced", f"contact/{contact.id}", channel="email", detail=said)])
    session.flush()
    forget_people(session)
    for contact in contacts:
        if contact.bounced_at == now and contact.agency_key not in told:
            told.add(contact.agency_key)
            tell_coordinator(
                office,
                session,
                now,
                contact,
                trouble="bounced",
                said=attempt.receipt.said,
                address=address,
                plan_key=message.plan_key,
            )
    steps = select(Delegation).where(
        Delegation.email == address, col(Delegation.ended_at).is_(None), col(Delegation.bounced_at).is_(None)
    )
    for step in session.exec(steps):
        step.bounced_at = now
        agency_key = session.get_one(Request, step.request_id).agency_key
        failed.setdefault(agency_key, [])
        said = {"to": step.name, "answer": attempt.receipt.said}
        write(session, now, [Entry("delegation.bounced", step.request_id, channel="email", detail=said)])
    session.flush()
    for lost in session.exec(
        select(Message).where((col(Message.id) == message.id) | (col(Message.travels_with) == message.id))
    ):
        if lost.agency_key in failed and lost.request_id is not None and lost.id is not None:
            failed[lost.agency_key].append(lost.id)
    for agency_key, ids in failed.items():
        readdress(office, session, now, agency_key, failed=ids)


def tell_coordinator(
    office: Office,
    session: Session,
    now: datetime,
    contact: Contact,
    *,
    trouble: str,
    said: str,
    address: str,
    plan_key: str | None = None,
) -> None:
    """Queue the letter that says whose address is wrong, who gets the letters meanwhile, and what to do.

    ``trouble`` is "bounced" or "not_me". It goes to the coordinator of the message's plan, else of the plan that
    was launched last; before the first launch the directory's list alone shows it.
    """
    plan = session.get(Plan, plan_key) if plan_key else None
    if plan is None:
        running = select(Plan).where(Plan.state == PlanState.RUNNING).order_by(col(Plan.launched_at).desc())
        plan = session.exec(running.limit(1)).first()
    if plan is None:
        return
    agency = session.get_one(Agency, contact.agency_key)
    coordinator = session.get_one(Agency, plan.coordinator_key)
    people = session.exec(
        select(Contact)
        .where(col(Contact.agency_key).in_([agency.key, coordinator.key]), col(Contact.active))
        .order_by(col(Contact.id))
    ).all()
    absences = absences_of(session, [agency.key, coordinator.key])
    day = local_day(now)
    here = [each for each in people if each.agency_key == agency.key]
    left = [reach(here, absences, role, "email", day) for role in (contact.role, "focal", "leader")]
    standing_in = next((each for each in left if each.person is not None), left[0])
    whom = reach([each for each in people if each.agency_key == coordinator.key], absences, "focal", "email", day)
    recipient = whom.person.name if whom.person else coordinator.name
    settings = office.settings
    letter = Letter(
        kind="contact_trouble",
        channel="email",
        recipient=recipient,
        address=whom.address or "",
        context={
            "office": settings.office_name,
            "recipient": {"name": recipient, "role": "coordinator"},
            "agency": {"key": agency.key, "name": agency.name},
            "person": {"name": contact.name, "role": str(contact.role)},
            "trouble": trouble,
            "address": address,
            "said": said,
            "instead": f"{standing_in.person.name} ({standing_in.address})" if standing_in.person else "",
            "portal_url": f"{settings.resolved_public_url}/ban-lam-viec/lien-he/{agency.key}",
        },
        dedupe_key=f"contact/{contact.id}|{trouble}|{address}|{now.isoformat()}",
        reason=f"{agency.name}: {contact.name}",
        step=trouble,
        audience="coordinator",
        language=whom.person.language if whom.person else settings.language,
        plan_key=plan.key,
        agency_key=coordinator.key,
    )
    post = Post(settings.mail_domain)
    if whom.address:
        post.letters.append(letter)
    else:
        post.unsent.append((letter, "; ".join([no_address(coordinator, "focal", "email"), *whom.notes])))
    post.send(session, now)
