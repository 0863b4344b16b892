"""Who is written to: absences and substitutes, a new officer by letter, an address that is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from sqlmodel import col, select

from models.directory import Agency, Contact
from models.journal import verify as chain_holds
from models.link import LinkRevoked, find_link, token_for
from models.outbox import Message, MessageState
from models.people import Absence
from tasks.collect import collect
from tasks.deliver import deliver
from tasks.escalate import sweep
from tasks.office import Office
from tasks.people import PeopleError, away, back, person_of, roster, verify
from tasks.people_change import Changed, add, change, correct, revoke
from tests.acting import MINH, OPENING, SYT, day, journalled, messages
from tests.mail_server import MailServer

CLI = "command line"
LETTER = "125/SYT-VP"


@pytest.fixture
def opened(opened_office: Office) -> Office:
    """The sample office with round q1 open (1 March), its letters still waiting."""
    return opened_office


def contact(office: Office, role: str = "focal", agency: str = "syt") -> Contact:
    """A contact as the office was founded with it."""
    with office.database.reading() as session:
        query = select(Contact).where(Contact.agency_key == agency, Contact.role == role).order_by(col(Contact.id))
        return session.exec(query).first() or pytest.fail("nobody")


def number(person: Contact) -> int:
    assert person.id is not None
    return person.id


def leave(
    office: Office,
    person: Contact,
    first: str,
    last: str,
    substitute: Contact | None = None,
    now: datetime = OPENING,
) -> Absence:
    with office.database.writing() as session:
        return away(
            office,
            session,
            now,
            number(person),
            date.fromisoformat(first),
            date.fromisoformat(last),
            substitute_id=substitute.id if substitute else None,
            why="nghỉ phép",
            by=MINH,
            channel=CLI,
        )


def hire(office: Office, name: str = "chị Thu", email: str | None = "thu.syt@dien-tap.example", **more: Any) -> Contact:
    with office.database.writing() as session:
        agency = session.get_one(Agency, "syt")
        given = {"phone": None, "why": "thêm người", "by": MINH, "channel": CLI} | more
        return add(office, session, OPENING, agency, "focal", name=name, email=email, **given)


def replace_focal(office: Office, since: str, now: datetime = OPENING, **more: Any) -> Changed:
    given: dict[str, Any] = {
        "name": "Trần Thị Mới",
        "email": "moi.syt@dien-tap.example",
        "phone": None,
        "letter": LETTER,
        "why": "luân chuyển",
        "by": MINH,
        "channel": CLI,
    }
    with office.database.writing() as session:
        agency = session.get_one(Agency, "syt")
        return change(office, session, now, agency, "focal", since=date.fromisoformat(since), **given | more)


def letter(office: Office, **where: object) -> Message:
    (found,) = [each for each in messages(office, **where) if each.state != MessageState.CANCELLED]
    return found


def opens(office: Office, address: str, now: datetime, issue: int = 0) -> bool:
    with office.database.reading() as session:
        try:
            find_link(session, token_for(office.secret, SYT, address, issue), now)
        except LinkRevoked:
            return False
        return True


# absence and substitute


def test_a_substitute_is_written_to_from_the_first_to_the_last_day_and_the_reason_says_so(opened: Office) -> None:
    thu = hire(opened)
    leave(opened, contact(opened), "2027-03-09", "2027-03-10", thu)
    sweep(opened, day("2027-03-10"))
    reminder = letter(opened, request_id=SYT, step="D-3")
    assert reminder.address == "thu.syt@dien-tap.example"
    assert "thay Sở Y tế · focal (vắng từ 09/03/2027 đến 10/03/2027)" in reminder.reason


def test_on_the_day_after_the_absence_the_officer_is_written_to_again(opened: Office) -> None:
    leave(opened, contact(opened), "2027-03-08", "2027-03-09", hire(opened))
    sweep(opened, day("2027-03-10"))
    reminder = letter(opened, request_id=SYT, step="D-3")
    assert (reminder.address, "thay" in reminder.reason) == ("focal.syt@dien-tap.example", False)


def test_a_letter_that_waits_for_monday_goes_to_whoever_is_there_on_monday(opened: Office) -> None:
    leave(opened, contact(opened), "2027-03-15", "2027-03-19", hire(opened, phone="0100000077"))
    sweep(opened, day("2027-03-12", "23:00"))  # Friday night
    assert letter(opened, request_id=SYT, kind="reminder").address == "0100000077"


def test_an_absence_recorded_late_moves_the_letters_that_still_wait(opened: Office) -> None:
    leave(opened, contact(opened), "2027-03-01", "2027-03-05", hire(opened))
    old, new = messages(opened, request_id=SYT, kind="request", audience="focal")
    assert (old.state, old.address) == ("cancelled", "focal.syt@dien-tap.example")
    assert "người nhận thay đổi khi thư chưa đi; gửi tới chị Thu" in old.reason
    assert (new.state, new.address) == ("queued", "thu.syt@dien-tap.example")
    deliver(opened, OPENING)
    assert opens(opened, "thu.syt@dien-tap.example", OPENING)


def test_without_a_substitute_the_clerk_takes_the_letter_and_it_says_why(opened: Office) -> None:
    leave(opened, contact(opened), "2027-03-10", "2027-03-10")
    sweep(opened, day("2027-03-10"))
    reminder = letter(opened, request_id=SYT, step="D-3")
    assert reminder.address == "clerk.syt@dien-tap.example"
    assert "vắng từ 10/03/2027 đến 10/03/2027); gửi văn thư thay cho đầu mối" in reminder.reason


def test_a_substitute_who_is_away_too_is_followed_further(opened: Office) -> None:
    thu = hire(opened)
    leave(opened, thu, "2027-03-10", "2027-03-12", contact(opened, "clerk"))
    leave(opened, contact(opened), "2027-03-01", "2027-03-31", thu)
    sweep(opened, day("2027-03-10"))
    reminder = letter(opened, request_id=SYT, step="D-3")
    assert reminder.address == "clerk.syt@dien-tap.example"
    assert "thay Sở Y tế · focal" in reminder.reason and "thay chị Thu (vắng từ 10/03/2027" in reminder.reason


def test_substitutes_in_a_circle_are_refused(opened: Office) -> None:
    thu = hire(opened)
    leave(opened, thu, "2027-03-10", "2027-03-12", contact(opened))
    with pytest.raises(PeopleError, match="đi vòng"):
        leave(opened, contact(opened), "2027-03-12", "2027-03-13", thu)
    leave(opened, contact(opened), "2027-03-13", "2027-03-14", thu)  # they are not away on one day


def test_overlapping_absences_are_refused_and_one_that_was_taken_back_is_not_in_the_way(opened: Office) -> None:
    first = leave(opened, contact(opened), "2027-03-08", "2027-03-10")
    with pytest.raises(PeopleError, match="trùng với") as refused:
        leave(opened, contact(opened), "2027-03-10", "2027-03-12")
    assert "08/03/2027 – 10/03/2027" in refused.value.reason
    with opened.database.writing() as session:
        back(session, OPENING, first.id or 0, by=MINH, why="về sớm", channel=CLI)
    leave(opened, contact(opened), "2027-03-10", "2027-03-12")


@pytest.mark.parametrize(("first", "last"), [("2027-03-05", "2027-03-04"), ("2027-02-01", "2027-02-28")])
def test_an_absence_that_ends_before_it_begins_or_is_over_is_refused(opened: Office, first: str, last: str) -> None:
    with pytest.raises(PeopleError, match="không hợp lệ"):
        leave(opened, contact(opened), first, last)


def test_only_somebody_of_the_same_agency_stands_in(opened: Office) -> None:
    with pytest.raises(PeopleError, match="phải là người của Sở Y tế"):
        leave(opened, contact(opened), "2027-03-05", "2027-03-06", contact(opened, agency="stc"))


# a new officer by letter


def test_a_new_officer_takes_over_on_the_day_that_the_letter_says(opened: Office) -> None:
    deliver(opened, OPENING)
    done = replace_focal(opened, "2027-03-10", day("2027-03-03"))
    assert (done.former.until, done.new.since, done.new.letter) == (date(2027, 3, 9), date(2027, 3, 10), LETTER)
    assert opens(opened, "focal.syt@dien-tap.example", day("2027-03-09"))
    assert not opens(opened, "focal.syt@dien-tap.example", day("2027-03-10"))
    sweep(opened, day("2027-03-10"))
    assert letter(opened, request_id=SYT, step="D-3").address == "moi.syt@dien-tap.example"
    with opened.database.reading() as session:
        known = session.exec(select(Contact).where(Contact.agency_key == "syt", Contact.role == "focal")).all()
    assert {(each.name, each.active) for each in known} == {("Sở Y tế · focal", True), ("Trần Thị Mới", True)}


def test_the_new_officer_is_asked_to_confirm_and_gets_a_link_to_each_open_request(opened: Office) -> None:
    deliver(opened, OPENING)
    assert replace_focal(opened, "2027-03-10", day("2027-03-03")).told == 1
    asked, handed = letter(opened, kind="confirm_contact"), letter(opened, kind="handed_over")
    assert (asked.address, handed.address) == ("moi.syt@dien-tap.example",) * 2
    assert handed.request_id == SYT
    assert handed.next_attempt_at == day("2027-03-10")
    assert f"theo văn bản số {LETTER}, thay Sở Y tế · focal" in handed.reason
    deliver(opened, day("2027-03-10"))
    body = letter(opened, kind="handed_over").body or ""
    assert "Đồng chí là đầu mối từ" in body and f"theo văn bản số {LETTER}, thay Sở Y tế · focal" in body
    assert opens(opened, "moi.syt@dien-tap.example", day("2027-03-10"))


def test_when_the_day_has_come_the_former_links_are_withdrawn_at_once(opened: Office) -> None:
    assert replace_focal(opened, "2027-03-01").revoked == 2  # mail and SMS of one request
    assert not opens(opened, "focal.syt@dien-tap.example", OPENING)
    (kept,) = journalled(opened, "contact.changed")
    assert (kept.actor, kept.why) == (MINH, "luân chuyển")
    assert LETTER in kept.detail and "@" not in kept.detail


def test_a_mailbox_that_stays_the_same_keeps_its_link(opened: Office) -> None:
    replace_focal(opened, "2027-03-01", email="focal.syt@dien-tap.example")
    assert opens(opened, "focal.syt@dien-tap.example", OPENING)


def test_a_change_without_the_letters_number_or_an_address_is_refused_and_nothing_is_written(opened: Office) -> None:
    for wrong in ({"letter": " "}, {"email": None}, {"email": "không phải thư"}, {"why": ""}):
        with pytest.raises(PeopleError):
            replace_focal(opened, "2027-03-01", **wrong)
    assert contact(opened).until is None
    assert journalled(opened, "contact.changed") == []


# an address that is refused


@pytest.fixture
def posting(opened: Office, mail_server: MailServer) -> Office:
    """The opened office, whose mail goes to a real server."""
    settings = opened.settings.model_copy(update={"mail_url": mail_server.url})
    return replace(opened, settings=settings)


REFUSED = "550 5.1.1 no such user"


def test_a_refused_address_is_no_longer_confirmed_and_the_letter_goes_to_the_clerk(
    posting: Office, mail_server: MailServer
) -> None:
    mail_server.rcpt["focal.syt@dien-tap.example"] = [REFUSED]
    deliver(posting, OPENING)
    assert (contact(posting).verified, contact(posting).bounced_at is not None) == (False, True)
    assert letter(posting, request_id=SYT, kind="request", audience="focal").state == "failed"
    sweep(posting, day("2027-03-10"))
    reminder = letter(posting, request_id=SYT, step="D-3")
    assert reminder.address == "clerk.syt@dien-tap.example"
    why = "địa chỉ của Sở Y tế · focal bị máy chủ từ chối ngày 01/03/2027; gửi văn thư thay cho đầu mối"
    assert why in reminder.reason


def test_a_letter_that_could_not_arrive_goes_out_once_more_to_whoever_stands_in(
    posting: Office, mail_server: MailServer
) -> None:
    deliver(posting, OPENING)
    mail_server.rcpt["focal.syt@dien-tap.example"] = [REFUSED]
    sweep(posting, day("2027-03-10"))
    deliver(posting, day("2027-03-10"))
    failed, again = messages(posting, request_id=SYT, step="D-3")
    assert (failed.state, again.state, again.address) == ("failed", "sent", "clerk.syt@dien-tap.example")
    assert "bị máy chủ từ chối ngày 10/03/2027; gửi văn thư thay cho đầu mối" in again.reason
    assert letter(posting, request_id=SYT, step="D-3", state="sent").address == "clerk.syt@dien-tap.example"
    assert opens(posting, "clerk.syt@dien-tap.example", day("2027-03-10"))


def test_the_coordinator_is_told_once_for_each_address_with_what_to_do(
    posting: Office, mail_server: MailServer
) -> None:
    mail_server.rcpt["focal.syt@dien-tap.example"] = [REFUSED, REFUSED]
    deliver(posting, OPENING)
    with posting.database.writing() as session:  # the same message once more: it is refused again
        failed = session.exec(select(Message).where(Message.state == "failed")).one()
        failed.state, failed.next_attempt_at = MessageState.QUEUED, OPENING
    deliver(posting, day("2027-03-01", "09:00"))
    told = letter(posting, kind="contact_trouble")
    assert told.address == "focal.snv@dien-tap.example"
    deliver(posting, day("2027-03-01", "10:00"))
    body = " ".join((letter(posting, kind="contact_trouble").body or "").split())
    assert "từ chối địa chỉ focal.syt@dien-tap.example" in body and "550 5.1.1 no such user" in body
    assert "thư của đơn vị gửi tới Sở Y tế · clerk" in body and "dondoc contact change syt" in body
    with posting.database.reading() as session:
        assert chain_holds(session) is None


def test_a_refusal_of_policy_says_nothing_about_the_address(posting: Office, mail_server: MailServer) -> None:
    mail_server.rcpt["focal.syt@dien-tap.example"] = ["550 5.7.1 relaying denied"]
    deliver(posting, OPENING)
    assert letter(posting, request_id=SYT, kind="request", audience="focal").state == "failed"
    assert contact(posting).bounced_at is None
    assert messages(posting, kind="contact_trouble") == []


def test_a_corrected_address_starts_anew(posting: Office, mail_server: MailServer) -> None:
    mail_server.rcpt["focal.syt@dien-tap.example"] = [REFUSED]
    deliver(posting, OPENING)
    with posting.database.writing() as session:
        correct(
            posting,
            session,
            day("2027-03-02"),
            number(contact(posting)),
            email="dung.syt@dien-tap.example",
            phone=None,
            why="gõ nhầm",
            by=MINH,
            channel=CLI,
        )
    known = contact(posting)
    assert (known.email, known.bounced_at, known.verified) == ("dung.syt@dien-tap.example", None, False)
    assert letter(posting, kind="confirm_contact").address == "dung.syt@dien-tap.example"
    assert not opens(posting, "focal.syt@dien-tap.example", day("2027-03-02"))
    sweep(posting, day("2027-03-10"))
    assert letter(posting, request_id=SYT, step="D-3").address == "dung.syt@dien-tap.example"


# the list, a call, withdrawn links


def test_a_call_confirms_an_address_and_the_list_says_how_everybody_stands(opened: Office) -> None:
    thu = hire(opened)
    with opened.database.reading() as session:
        standing = {each.contact.name: each.standing for each in roster(session, date(2027, 3, 1), agency_key="syt")}
    assert standing["chị Thu"] == "unverified"
    with opened.database.writing() as session:
        verify(session, OPENING, number(thu), by=MINH, why="đã gọi, đúng người", channel=CLI)
    with opened.database.reading() as session:
        (line,) = [each for each in roster(session, date(2027, 3, 1)) if each.contact.name == "chị Thu"]
    assert (line.standing, line.contact.verified_at) == ("verified", OPENING)
    assert [row.why for row in journalled(opened, "contact.verified")] == ["đã gọi, đúng người"]


def test_a_call_does_not_make_good_an_address_that_was_refused(posting: Office, mail_server: MailServer) -> None:
    mail_server.rcpt["focal.syt@dien-tap.example"] = [REFUSED]
    deliver(posting, OPENING)
    with posting.database.writing() as session, pytest.raises(PeopleError, match="từ chối"):
        verify(session, OPENING, number(contact(posting)), by=MINH, why="gọi", channel=CLI)


def test_who_is_meant_by_an_agency_with_two_officers_must_be_said(opened: Office) -> None:
    hire(opened)
    with opened.database.reading() as session, pytest.raises(PeopleError, match="chị Thu"):
        person_of(session, "syt", date(2027, 3, 1))


def test_a_withdrawn_link_stays_shut_and_the_next_letter_brings_a_new_one(opened: Office) -> None:
    deliver(opened, OPENING)
    address = "focal.syt@dien-tap.example"
    with opened.database.writing() as session:
        count = revoke(
            session,
            OPENING,
            request_id=SYT,
            contact_id=None,
            address=address,
            why="chuyển nhầm thư",
            by=MINH,
            channel=CLI,
        )
    assert count == 1
    assert not opens(opened, address, OPENING)
    sweep(opened, day("2027-03-10"))
    deliver(opened, day("2027-03-10"))
    assert not opens(opened, address, day("2027-03-10"))
    assert opens(opened, address, day("2027-03-10"), issue=1)
    reminder = letter(opened, request_id=SYT, step="D-3")
    assert token_for(opened.secret, SYT, address, 1) in (reminder.body or "")
    assert [row.why for row in journalled(opened, "link.revoked")] == ["chuyển nhầm thư"]


def test_a_refused_address_is_not_told_a_second_time_by_the_rounds_summary(
    posting: Office, mail_server: MailServer
) -> None:
    mail_server.rcpt["focal.syt@dien-tap.example"] = [REFUSED]
    mail_server.rcpt["clerk.stc@dien-tap.example"] = ["550 5.7.1 relaying denied"]
    deliver(posting, OPENING)
    collect(posting, day("2027-03-01", "09:00"))
    (told,) = messages(posting, step="undelivered")
    assert [each["address"] for each in told.context["undelivered"]] == ["clerk.stc@dien-tap.example"]
