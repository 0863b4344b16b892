"""An agency whom nobody could write to: the coordinator learns it on the day on which it was asked."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import Session, select

from models.directory import Agency, Contact
from tasks.collect import collect
from tasks.deliver import deliver
from tasks.escalate import sweep
from tasks.extensions import ask_extension
from tasks.office import Office
from tasks.people import away
from tasks.people_change import add
from tasks.pleas import open_plea
from tasks.rounds import open_round
from tasks.unreached import unreached
from tests.acting import LAN, MINH, MTTQ, OPENING, ROUND, day, messages, request, send


def _until_yesterday(office: Office, session: Session, focal: Contact) -> None:
    focal.until = date(2027, 2, 28)


def _away_without_substitute(office: Office, session: Session, focal: Contact) -> None:
    first, last = date(2027, 2, 20), date(2027, 4, 30)
    facts = {"substitute_id": None, "why": "đi học", "by": MINH, "channel": "web"}
    away(office, session, day("2027-02-20"), focal.id or 0, first, last, **facts)  # type: ignore[arg-type]


def _bounced(office: Office, session: Session, focal: Contact) -> None:
    focal.bounced_at = day("2027-02-20")


@pytest.mark.parametrize("gone", [_until_yesterday, _away_without_substitute, _bounced])
def test_the_coordinator_is_told_at_once_and_once(sample_office: Office, gone: object) -> None:
    alone(sample_office, gone)
    sweeps(sample_office)
    (told,) = messages(sample_office, step="undelivered")
    assert told.created_at == OPENING
    assert told.address == "focal.snv@dien-tap.example"
    assert told.body is not None and "- Sở Y tế: Sở Y tế chưa có địa chỉ thư điện tử của đầu mối; " in told.body


def test_who_can_be_written_to_again_is_not_in_the_summary(sample_office: Office) -> None:
    alone(sample_office, _until_yesterday)
    deliver(sample_office, OPENING, limit=1000)
    with sample_office.database.writing() as session:
        agency = session.get_one(Agency, "syt")
        facts = {"phone": None, "why": "thay", "by": MINH, "channel": "web"}
        email = "moi.syt@dien-tap.example"
        add(sample_office, session, OPENING, agency, "focal", name="chị Thu", email=email, **facts)  # type: ignore[arg-type]
    sweeps(sample_office)
    with sample_office.database.reading() as session:
        assert unreached(session, ROUND) == []


def test_what_was_answered_all_the_same_is_nobodys_trouble(sample_office: Office) -> None:
    alone(sample_office, _until_yesterday)
    send(sample_office, OPENING)
    with sample_office.database.reading() as session:
        assert unreached(session, ROUND) == []


def alone(office: Office, gone: object) -> None:
    """Sở Y tế has one contact, and that one cannot be written to; the round opens."""
    assert callable(gone)
    with office.database.writing() as session:
        for contact in session.exec(select(Contact).where(Contact.agency_key == "syt")).all():
            if contact.role == "focal":
                gone(office, session, contact)
            else:
                contact.active = False
    open_round(office, ROUND, OPENING)


def sweeps(office: Office) -> None:
    for now in (OPENING, *(day(each, "08:45") for each in ("2027-03-10", "2027-03-12"))):
        sweep(office, now)
        collect(office, now)
        deliver(office, now, limit=1000)


def test_a_requested_body_that_is_given_up_leaves_no_plea_that_nobody_can_grant(sample_office: Office) -> None:
    open_round(sample_office, ROUND, OPENING)
    with sample_office.database.writing() as session:
        ask_extension(session, day("2027-03-15", "09:00"), MTTQ, date(2027, 4, 2), "bận đại hội", by=LAN)
    sweep(sample_office, day("2027-03-16"))
    collect(sample_office, day("2027-03-20"))
    assert request(sample_office, MTTQ).state == "missing"
    with sample_office.database.reading() as session:
        assert open_plea(session, MTTQ) is None
