"""A request that was passed on, where deadlines move, digests fail and names are typed otherwise."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import select

from models.outbox import Message, MessageState
from notifications.outbox import undelivered
from tasks.deliver import deliver
from tasks.digest import gather
from tasks.office import Office
from tasks.people import PeopleError
from tests.acting import ROUND, day, extend, promise, request, send
from tests.tasks.test_delegations import FOCAL, MAI, Delegate, addresses, fetch_back, opened, pass_on
from tests.tasks.test_digest import LATE, SECOND, late, twice

__all__ = ["opened", "twice"]


def test_a_deadline_that_moves_is_told_to_the_delegate_and_to_the_focal_officer(opened: Office) -> None:
    pass_on(opened)
    extend(opened, day("2027-03-02"), date(2027, 3, 25))
    assert set(addresses(opened, kind="extension", channel="email")) == {MAI.email, FOCAL}


def test_capitals_in_an_address_make_no_other_person(opened: Office) -> None:
    with pytest.raises(PeopleError, match="chuyển vòng"):
        pass_on(opened, Delegate("chị Lan", FOCAL.upper()))


def test_what_was_answered_in_full_can_still_be_taken_back_and_stays_answered(opened: Office) -> None:
    pass_on(opened)
    promise(opened, day("2027-03-02"), date(2027, 3, 17))
    send(opened, day("2027-03-16"))
    assert fetch_back(opened, day("2027-03-16")) == 1
    deliver(opened, day("2027-03-16"), limit=1000)
    assert addresses(opened, kind="receipt") == [FOCAL]
    assert (request(opened).state, request(opened).ladder_part) == ("received", "review")


def test_a_digest_that_failed_is_told_in_every_round_whose_letters_it_carried(twice: Office) -> None:
    late(twice)
    gather(twice, LATE)
    with twice.database.writing() as session:
        digest = session.exec(select(Message).where(Message.kind == "digest", Message.channel == "sms")).first()
        assert digest is not None
        digest.state, digest.last_error, digest.next_attempt_at = MessageState.FAILED, "số không có", None
    with twice.database.reading() as session:
        for round_id in (ROUND, SECOND):
            assert [each["error"] for each in undelivered(session, round_id=round_id)] == ["số không có"]
