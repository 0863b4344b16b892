"""An address is checked before its first real use: asked once, answered once, yes or not me."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from models.directory import Agency, Contact
from models.ladder import read_ladder
from models.link import LinkExpired, LinkForged, LinkRevoked, token_for
from models.people import ContactCheck
from models.plan import Plan
from notifications.sms import SEGMENT
from tasks.confirmations import OPEN_FOR, ask_after_import, ask_agencies, confirm, deny, find_check
from tasks.deliver import deliver
from tasks.escalate import sweep
from tasks.office import Office
from tasks.people import PeopleError
from tasks.rounds import open_round
from tests.acting import OPENING, ROUND, SYT, day, journalled, messages

ASKED = day("2027-02-22")


@pytest.fixture
def unproven(sample_office: Office) -> Office:
    """The sample office, in which nobody of Sở Y tế has confirmed an address; its leader has a telephone only."""
    with sample_office.database.writing() as session:
        for contact in session.exec(select(Contact).where(Contact.agency_key == "syt")):
            contact.verified = False
            contact.email = None if contact.role == "leader" else contact.email
    return sample_office


def ask(office: Office, now: datetime = ASKED) -> int:
    with office.database.writing() as session:
        plan = session.exec(select(Plan)).one()
        return ask_agencies(office, session, now, ["syt", "stc"], plan=plan, ladder=read_ladder("macdinh"))


def token(office: Office, role: str = "focal", now: datetime = ASKED) -> str:
    person = officer(office, role)
    return token_for(office.secret, f"contact/{person.id}/{now:%Y%m%d%H%M%S%f}", person.email or person.phone or "")


def officer(office: Office, role: str = "focal") -> Contact:
    with office.database.reading() as session:
        query = select(Contact).where(Contact.agency_key == "syt", Contact.role == role)
        return session.exec(query.order_by(col(Contact.id))).one()


def test_only_who_has_not_confirmed_is_asked_and_only_once(unproven: Office) -> None:
    assert ask(unproven) == 3
    assert ask(unproven, ASKED + timedelta(days=1)) == 0
    asked = messages(unproven, kind="confirm_contact")
    assert {(each.agency_key, each.channel) for each in asked} == {("syt", "email"), ("syt", "sms")}


def test_the_message_says_who_writes_why_and_for_which_agency_and_role(unproven: Office) -> None:
    ask(unproven)
    deliver(unproven, ASKED + timedelta(hours=1))
    by_mail, _, by_sms = messages(unproven, kind="confirm_contact")
    said = " ".join((by_mail.body or "").split())
    for part in (
        "đồng chí là đầu mối báo cáo của Sở Y tế",
        "Sở Nội vụ theo dõi, đôn đốc báo cáo thực hiện Kế hoạch số 5/KH-UBND",
        "“Đúng” hoặc “Không phải tôi”",
        f"/x/{token(unproven)}",
    ):
        assert part in said
    assert len(by_sms.body or "") <= SEGMENT
    assert "lanh dao phu trach cua So Y te" in (by_sms.body or "")
    assert f"/x/{token(unproven, 'leader')}" in (by_sms.body or "")


def test_the_database_holds_no_token_that_opens_anything(unproven: Office) -> None:
    ask(unproven)
    with unproven.database.reading() as session:
        assert token(unproven) not in {row.token_hash for row in session.exec(select(ContactCheck))}
        assert find_check(session, token(unproven), ASKED).contact.role == "focal"


def test_looking_changes_nothing_and_yes_confirms(unproven: Office) -> None:
    ask(unproven)
    with unproven.database.writing() as session:
        find_check(session, token(unproven), ASKED)
    assert officer(unproven).verified is False
    moment = ASKED + timedelta(days=1)
    for _ in range(2):
        with unproven.database.writing() as session:
            confirm(session, moment, token(unproven))
    assert (officer(unproven).verified, officer(unproven).verified_at) == (True, moment)
    assert len(journalled(unproven, "contact.verified")) == 1


def test_a_link_that_is_old_forged_or_about_another_address_opens_nothing(unproven: Office) -> None:
    ask(unproven)
    with unproven.database.writing() as session:
        with pytest.raises(LinkForged):
            confirm(session, ASKED, "x" * 17)
        with pytest.raises(LinkExpired):
            confirm(session, ASKED + OPEN_FOR, token(unproven))
        link = token(unproven)
        session.get_one(Contact, officer(unproven).id).email = "khac.syt@dien-tap.example"
        with pytest.raises(LinkRevoked, match="danh bạ đã đổi"):
            confirm(session, ASKED, link)
    assert officer(unproven).verified is False


def test_not_me_ends_the_contact_moves_what_waits_and_tells_the_coordinator(unproven: Office) -> None:
    ask(unproven)
    open_round(unproven, ROUND, OPENING)
    with unproven.database.writing() as session:
        deny(unproven, session, OPENING, token(unproven), "anh Bình đã thay tôi")
    assert (officer(unproven).active, officer(unproven).verified) == (False, False)
    (moved,) = messages(unproven, request_id=SYT, audience="focal")
    assert moved.state == "cancelled"
    sweep(unproven, day("2027-03-10"))
    (reminder,) = messages(unproven, request_id=SYT, step="D-3")
    assert reminder.address == "clerk.syt@dien-tap.example"
    (told,) = messages(unproven, kind="contact_trouble")
    assert told.address == "focal.snv@dien-tap.example"
    assert told.context["said"] == "anh Bình đã thay tôi"
    (kept,) = journalled(unproven, "contact.denied")
    assert kept.why == "anh Bình đã thay tôi"


def test_who_confirmed_cannot_say_not_me_with_the_same_link(unproven: Office) -> None:
    ask(unproven)
    with unproven.database.writing() as session:
        confirm(session, ASKED, token(unproven))
        with pytest.raises(PeopleError, match="đã được xác nhận"):
            deny(unproven, session, ASKED, token(unproven), "")


def test_a_report_is_asked_for_at_an_address_that_nobody_confirmed(unproven: Office) -> None:
    ask(unproven)
    open_round(unproven, ROUND, OPENING)
    (asked,) = messages(unproven, request_id=SYT, kind="request", audience="focal")
    assert (asked.state, asked.address) == ("queued", "focal.syt@dien-tap.example")


def test_a_question_asked_at_night_by_sms_waits_for_the_morning(unproven: Office) -> None:
    ask(unproven, day("2027-02-22", "22:00"))
    by_sms = messages(unproven, kind="confirm_contact", channel="sms")[0]
    assert by_sms.next_attempt_at == day("2027-02-23", "08:00")


def test_an_agency_without_people_asks_nobody(unproven: Office) -> None:
    with unproven.database.writing() as session:
        session.add(Agency(key="moi", name="Cơ quan mới", level="province", province="Sông Lam"))
        plan = session.exec(select(Plan)).one()
        assert ask_agencies(unproven, session, ASKED, ["moi"], plan=plan, ladder=read_ladder("macdinh")) == 0


@pytest.mark.parametrize(("policy", "asked"), [("never", 0), ("launch", 0), ("import", 3)])
def test_whom_an_import_asks_is_a_policy(unproven: Office, policy: str, asked: int) -> None:
    office = replace(unproven, settings=unproven.settings.model_copy(update={"confirm_contacts": policy}))
    assert ask_after_import(office, ASKED) == asked


def test_an_import_after_the_launch_asks_the_new_people_of_agencies_that_a_plan_asked(unproven: Office) -> None:
    open_round(unproven, ROUND, OPENING)
    assert ask_after_import(unproven, OPENING) == 3
    assert ask_after_import(unproven, OPENING) == 0
