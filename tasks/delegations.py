"""Passing one request on, inside an agency or to a unit below it; the chain is kept, the agency stays answerable.

Whoever has it last gets the letters of the request; its focal officer reads along what urges, and what climbs goes
to the agency's leader as ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select, update

from config.wording import say
from models.clock import local_day
from models.directory import Agency, Contact
from models.journal import Entry, write
from models.ladder import ladder_of
from models.link import revoke_links
from models.outbox import Message, MessageState
from models.people import Delegation
from models.reach import in_charge
from models.round import OWED, ReplyLink, Request, Round
from tasks.addressees import forget_people
from tasks.letters import Post, desk_for, to_agency
from tasks.office import Office
from tasks.people import PeopleError, fit_addresses
from tasks.readdress import PERSONAL, readdress
from tasks.requests import load

MOST_STEPS = 5
"""A request that was passed on more often has no owner any more."""


@dataclass(frozen=True)
class Delegate:
    """Who is to do it: a person with an address, and the unit as it is called."""

    name: str
    email: str | None = None
    phone: str | None = None
    unit: str = ""


def chain_of(session: Session, request_id: str, *, all_: bool = False) -> Sequence[Delegation]:
    """The steps by which a request was passed on, the first one first; ``all_``: also those taken back."""
    query = select(Delegation).where(Delegation.request_id == request_id)
    if not all_:
        query = query.where(col(Delegation.ended_at).is_(None))
    return session.exec(query.order_by(col(Delegation.id))).all()


def holder_of(session: Session, link: ReplyLink) -> Delegation | None:
    """The delegate whom a link belongs to; None for the agency's own people."""
    if link.contact_id is not None:
        return None
    return next(
        (step for step in reversed(chain_of(session, link.request_id)) if link.recipient in (step.email, step.phone)),
        None,
    )


def delegate(
    office: Office,
    session: Session,
    now: datetime,
    request_id: str,
    to: Delegate,
    *,
    reason: str,
    by: str,
    channel: str,
    after: int | None = None,
) -> Delegation:
    """Pass a request on. The delegate gets a letter with a link of their own.

    ``after`` is the step that whoever passes it on holds; None: the agency's own officer, or the coordinator,
    who may do it only while nobody else has it. Raises PeopleError for a request that owes nothing, a step that
    somebody passed on already, a circle, and for more than MOST_STEPS steps.
    """
    request, kept, _ = load(session, request_id, lock=True)
    to = Delegate(" ".join(to.name.split()), to.email or None, to.phone or None, " ".join(to.unit.split()))
    if request.state not in OWED:
        raise PeopleError.of("people.nothing_owed", place=request_id, state=say(f"state.{request.state}"))
    if not reason.strip():
        raise PeopleError.of("people.no_reason", place=request_id)
    if not to.name:
        raise PeopleError.of("people.no_name", place=request_id)
    fit_addresses(request_id, to.email, to.phone)
    chain = chain_of(session, request_id)
    last = chain[-1] if chain else None
    if (last.id if last else None) != after:
        raise PeopleError.of("people.passed_on_already", place=request_id, name=last.name if last else "")
    if len(chain) >= MOST_STEPS:
        raise PeopleError.of("people.too_many_steps", place=request_id, most=MOST_STEPS)
    _refuse_circle(session, now, request, chain, to)
    step = Delegation(
        request_id=request_id,
        previous_id=last.id if last else None,
        agency_key=_unit_key(session, to.unit),
        unit=to.unit,
        name=to.name,
        email=to.email,
        phone=to.phone,
        reason=reason.strip(),
        at=now,
        by=by,
    )
    session.add(step)
    session.flush()
    forget_people(session)
    detail = {"to": to.name, "unit": to.unit, "step": len(chain) + 1}
    write(session, now, [Entry("request.delegated", request_id, actor=by, channel=channel, why=reason, detail=detail)])
    _tell(office, session, now, request, kept, step, [each.name for each in chain])
    readdress(office, session, now, request.agency_key, request_id=request_id)
    return step


def take_back(
    office: Office,
    session: Session,
    now: datetime,
    request_id: str,
    *,
    reason: str,
    by: str,
    channel: str,
    after: int | None = None,
) -> int:
    """Take a request back from everybody after a step (None: from all delegates); returns from how many.

    Their links open nothing more; letters that wait go to whoever has it again. Raises PeopleError.
    """
    request, _, _ = load(session, request_id, lock=True)
    if not reason.strip():
        raise PeopleError.of("people.no_reason", place=request_id)
    chain = chain_of(session, request_id)
    ended = [step for step in chain if after is None or (step.id or 0) > after]
    if not ended:
        raise PeopleError.of("people.nothing_to_take_back", place=request_id)
    left = {address for step in chain if step not in ended for address in (step.email, step.phone)}
    for step in ended:
        step.ended_at = now
        for address in {step.email, step.phone} - {None} - left:
            _shut(session, now, request_id, str(address))
    session.flush()
    forget_people(session)
    _withdraw(session, request_id, ended)
    detail = {"from": [step.name for step in ended]}
    write(session, now, [Entry("request.taken_back", request_id, actor=by, channel=channel, why=reason, detail=detail)])
    readdress(office, session, now, request.agency_key, request_id=request_id)
    return len(ended)


def _withdraw(session: Session, request_id: str, ended: Sequence[Delegation]) -> None:
    """Take back the letters that would still have told these delegates to do it."""
    session.execute(
        update(Message)
        .where(
            col(Message.request_id) == request_id,
            col(Message.kind) == PERSONAL,
            col(Message.state) == MessageState.QUEUED,
            col(Message.address).in_([address for step in ended for address in (step.email, step.phone) if address]),
        )
        .values(state=MessageState.CANCELLED, reason=say("people.taken_back"), next_attempt_at=None)
    )


def _shut(session: Session, now: datetime, request_id: str, address: str) -> None:
    """Withdraw a delegate's link; one that the directory's own person has stays."""
    own = select(ReplyLink.token_hash).where(
        ReplyLink.request_id == request_id, ReplyLink.recipient == address, col(ReplyLink.contact_id).is_not(None)
    )
    if session.exec(own).first() is None:
        revoke_links(session, now, request_id=request_id, address=address)


def _refuse_circle(
    session: Session, now: datetime, request: Request, chain: Sequence[Delegation], to: Delegate
) -> None:
    """Nobody gets it twice, and the officer who passed it on gets it by taking it back."""
    focal = [
        contact
        for contact in session.exec(
            select(Contact).where(
                Contact.agency_key == request.agency_key, Contact.role == "focal", col(Contact.active)
            )
        )
        if in_charge(contact, local_day(now))
    ]
    before: list[Contact | Delegation] = [*focal, *chain]
    for known in before:
        same_mail = to.email is not None and to.email.casefold() == (known.email or "").casefold()
        same_phone = to.email is None and to.phone == known.phone
        if same_mail or same_phone:
            raise PeopleError.of("people.circle", place=request.id, name=known.name)


def _unit_key(session: Session, unit: str) -> str | None:
    """The agency that a unit is, where the directory knows it by this key or name."""
    if not unit:
        return None
    return session.exec(select(Agency.key).where((col(Agency.key) == unit) | (col(Agency.name) == unit))).first()


def _tell(
    office: Office,
    session: Session,
    now: datetime,
    request: Request,
    kept: Round,
    step: Delegation,
    before: Sequence[str],
) -> None:
    desk = desk_for(session, kept, ladder_of(kept), office.settings, [request.agency_key])
    post = Post(office.settings.mail_domain, office.secret)
    to_agency(
        post,
        desk,
        request,
        kind="handed_over",
        step=None,
        now=now,
        reason=say("people.passed_on", by=step.by),
        channels=["email"] if step.email else ["sms"],
        mark=f"passed-{step.id}|",
        more={
            "handed": {"by": step.by, "why": step.reason, "unit": step.unit, "chain": [*before, step.name]},
        },
    )
    post.send(session, now)
