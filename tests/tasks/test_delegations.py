"""One request passed on: the chain is kept, letters go to whoever has it last, the agency stays answerable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from sqlmodel import select

from models.directory import Agency
from models.link import LinkRevoked, find_link, token_for
from models.outbox import MessageState
from models.people import Delegation
from tasks.delegations import Delegate, chain_of, delegate, take_back
from tasks.deliver import deliver
from tasks.escalate import sweep
from tasks.office import Office
from tasks.people import PeopleError
from tasks.people_change import change
from tests.acting import LAN, OPENING, SYT, day, journalled, messages, send
from tests.mail_server import MailServer

MAI = Delegate("Lê Thị Mai", "mai.pnv@dien-tap.example", "0100000061", "Phòng Nghiệp vụ Y")
TAM = Delegate("Võ Tâm", "tam.ttyt@dien-tap.example", None, "Trung tâm Y tế")
FOCAL = "focal.syt@dien-tap.example"


@pytest.fixture
def opened(opened_office: Office) -> Office:
    """The sample office with round q1 open and asked for."""
    deliver(opened_office, OPENING)
    return opened_office


def pass_on(office: Office, to: Delegate = MAI, now: datetime = OPENING, **more: Any) -> Delegation:
    given = {"reason": "thuộc việc của phòng", "by": LAN, "channel": "web"} | more
    with office.database.writing() as session:
        return delegate(office, session, now, SYT, to, **given)


def fetch_back(office: Office, now: datetime = OPENING, after: int | None = None) -> int:
    with office.database.writing() as session:
        return take_back(office, session, now, SYT, reason="tự làm", by=LAN, channel="web", after=after)


def addresses(office: Office, **where: object) -> Sequence[str]:
    found = messages(office, request_id=SYT, **where)
    return sorted(each.address for each in found if each.state != MessageState.CANCELLED)


def opens(office: Office, address: str, now: datetime = OPENING) -> bool:
    with office.database.reading() as session:
        try:
            find_link(session, token_for(office.secret, SYT, address), now)
        except LinkRevoked:
            return False
        return True


def test_the_delegate_gets_a_letter_and_a_link_of_their_own(opened: Office) -> None:
    pass_on(opened)
    deliver(opened, OPENING)
    (letter,) = messages(opened, request_id=SYT, kind="handed_over")
    assert (letter.state, letter.address) == ("sent", MAI.email)
    body = " ".join((letter.body or "").split())
    assert f"{LAN} chuyển việc này cho đồng chí (Phòng Nghiệp vụ Y). Lý do: thuộc việc của phòng." in body
    assert "báo cáo quý I/2027 của Sở Y tế" in body
    assert opens(opened, str(MAI.email)) and opens(opened, FOCAL)
    assert [row.actor for row in journalled(opened, "request.delegated")] == [LAN]


def test_a_delegate_with_a_telephone_only_is_told_by_sms(opened: Office) -> None:
    pass_on(opened, replace(MAI, email=None))
    deliver(opened, OPENING)
    (letter,) = messages(opened, request_id=SYT, kind="handed_over")
    assert (letter.channel, letter.address, letter.state) == ("sms", MAI.phone, "sent")
    assert len(letter.body or "") <= 160


def test_reminders_go_to_whoever_has_it_last_and_say_so(opened: Office) -> None:
    first = pass_on(opened)
    pass_on(opened, TAM, after=first.id, by=MAI.name)
    sweep(opened, day("2027-03-10"))
    (reminder,) = messages(opened, request_id=SYT, step="D-3")
    assert reminder.address == TAM.email
    assert "đã chuyển cho Võ Tâm, Lê Thị Mai chuyển ngày 01/03/2027" in reminder.reason


def test_once_overdue_the_focal_officer_reads_along_and_the_leader_is_climbed_to(opened: Office) -> None:
    pass_on(opened)
    sweep(opened, day("2027-03-16"))
    assert addresses(opened, step="D+1", channel="email") == sorted([FOCAL, "clerk.syt@dien-tap.example", MAI.email])
    (copy,) = [each for each in messages(opened, request_id=SYT, step="D+1") if each.address == FOCAL]
    assert "bản sao cho đầu mối; việc đã chuyển cho Lê Thị Mai" in copy.reason
    sweep(opened, day("2027-03-22", "09:00"))
    assert addresses(opened, step="D+5", channel="email") == ["leader.syt@dien-tap.example"]


def test_a_step_by_sms_reaches_the_focal_officer_where_the_delegate_has_no_telephone(opened: Office) -> None:
    pass_on(opened, TAM)
    sweep(opened, day("2027-03-12", "09:00"))
    (reminder,) = messages(opened, request_id=SYT, step="D-1")
    assert reminder.address == "0000000010"
    assert "việc đã chuyển cho Võ Tâm nhưng người này chưa có số điện thoại" in reminder.reason


def test_taken_back_the_link_is_shut_and_letters_go_to_the_focal_officer_again(opened: Office) -> None:
    pass_on(opened)
    deliver(opened, OPENING)
    sweep(opened, day("2027-03-10", "20:00"))
    assert fetch_back(opened, day("2027-03-10", "20:30")) == 1
    assert not opens(opened, str(MAI.email))
    assert addresses(opened, step="D-3") == [FOCAL]
    with opened.database.reading() as session:
        assert chain_of(session, SYT) == []
        assert [step.name for step in chain_of(session, SYT, all_=True)] == [MAI.name]
    pass_on(opened, now=day("2027-03-11"))  # and may be passed on anew


def test_a_delegate_takes_back_only_what_was_passed_on_after_them(opened: Office) -> None:
    first = pass_on(opened)
    pass_on(opened, TAM, after=first.id, by=MAI.name)
    assert fetch_back(opened, after=first.id) == 1
    assert opens(opened, str(MAI.email)) and not opens(opened, str(TAM.email))


def test_a_circle_a_second_passing_on_and_a_sixth_step_are_refused(opened: Office) -> None:
    first = pass_on(opened)
    with pytest.raises(PeopleError, match="đang ở Lê Thị Mai"):
        pass_on(opened, TAM)
    with pytest.raises(PeopleError, match="chuyển vòng"):
        pass_on(opened, MAI, after=first.id)
    with pytest.raises(PeopleError, match="chuyển vòng"):
        pass_on(opened, Delegate("chị Lan", FOCAL), after=first.id)
    after = first.id
    for number in range(4):
        after = pass_on(opened, Delegate(f"Người {number}", f"n{number}@dien-tap.example"), after=after).id
    with pytest.raises(PeopleError, match="chuyển 5 lần"):
        pass_on(opened, Delegate("Người cuối", "cuoi@dien-tap.example"), after=after)


@pytest.mark.parametrize(
    "wrong", [Delegate("Mai"), Delegate("", "mai@dien-tap.example"), Delegate("Mai", "không phải thư")]
)
def test_a_delegate_without_a_name_or_a_usable_address_is_refused(opened: Office, wrong: Delegate) -> None:
    with pytest.raises(PeopleError):
        pass_on(opened, wrong)
    with opened.database.reading() as session:
        assert session.exec(select(Delegation)).all() == []


def test_what_is_answered_in_full_cannot_be_passed_on(opened: Office) -> None:
    send(opened, day("2027-03-05"))
    with pytest.raises(PeopleError, match="không còn nợ báo cáo"):
        pass_on(opened)


def test_a_delegates_refused_address_sends_the_letter_to_the_focal_officer(
    opened: Office, mail_server: MailServer
) -> None:
    posting = replace(opened, settings=opened.settings.model_copy(update={"mail_url": mail_server.url}))
    pass_on(posting)
    mail_server.rcpt[str(MAI.email)] = ["550 5.1.1 no such user"]
    deliver(posting, OPENING)
    failed, again = messages(posting, request_id=SYT, kind="handed_over")
    assert (failed.state, again.address) == ("failed", FOCAL)
    sweep(posting, day("2027-03-10"))
    assert addresses(posting, step="D-3") == [FOCAL]


def test_a_letter_to_a_new_officer_is_not_sent_to_a_delegate_and_one_to_a_former_delegate_not_at_all(
    opened: Office,
) -> None:
    with opened.database.writing() as session:
        change(
            opened, session, OPENING, session.get_one(Agency, "syt"), "focal", name="Trần Thị Mới",
            email="moi.syt@dien-tap.example", phone=None, letter="125/SYT-VP", since=date(2027, 3, 5),
            why="luân chuyển", by="anh Minh", channel="workbench",
        )  # fmt: skip
    pass_on(opened)
    assert addresses(opened, kind="handed_over") == sorted([str(MAI.email), "moi.syt@dien-tap.example"])
    fetch_back(opened)
    assert addresses(opened, kind="handed_over") == ["moi.syt@dien-tap.example"]
