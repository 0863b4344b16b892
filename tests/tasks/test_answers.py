"""What an agency sends is never lost, never counted twice, and its links work as long as its people do."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import col, select, update

from models.clock import local_day
from models.directory import Contact
from models.journal import verify
from models.link import LinkExpired, LinkRevoked, find_link, token_for
from models.moves import ForbiddenMove
from models.outbox import Message
from models.round import OWED, Request, RequestState
from models.tally import ANSWERED, Standing, tally
from tasks.collect import collect
from tasks.delays import awaiting
from tasks.escalate import sweep
from tasks.facts import round_facts
from tasks.office import Office
from tasks.picture import picture
from tasks.reports import Attached, ItemAnswer, form, save_draft, submit
from tasks.requests import AnswerError
from tests import acting
from tests.acting import (
    LAN,
    MTTQ,
    ROUND,
    SNV,
    STC,
    SYT,
    accept,
    answer_for,
    close,
    day,
    give_back,
    messages,
    request,
    send,
)

FILE = Attached("bao-cao.pdf", "application/pdf", 12, "a" * 64)


@pytest.fixture
def opened(opened_office: Office) -> Office:
    """The first quarter's round, open since 1 March and due on 15 March."""
    return opened_office


def test_the_same_words_with_a_file_more_are_no_repetition(opened: Office) -> None:
    send(opened, day("2027-03-02"))
    with opened.database.writing() as session:
        with_file = answer_for(session, SYT, files=(FILE,))
        with pytest.raises(Exception, match="bản số 1"):
            submit(opened, session, day("2027-03-02"), SYT, with_file, by=LAN, base_version=0)


def test_the_same_form_with_the_same_file_twice_is_one_version(opened: Office) -> None:
    send(opened, day("2027-03-02"), files=(FILE,))
    with opened.database.writing() as session:
        again = answer_for(session, SYT, files=(FILE,))
        assert submit(opened, session, day("2027-03-02"), SYT, again, by=LAN, base_version=0).repeated


def test_a_duty_answered_twice_in_one_form_is_named(opened: Office) -> None:
    with opened.database.writing() as session, pytest.raises(AnswerError) as refused:
        twice = answer_for(session, SYT)
        twice.items.append(ItemAnswer(twice.items[0].responsibility_id, "not_started"))
        submit(opened, session, day("2027-03-02"), SYT, twice, by=LAN, base_version=0)
    assert list(refused.value.fields) == ["item-5-kh-ubnd-2027-song-lam/R2-status"]


def test_an_acceptance_without_a_remark_still_says_why_it_is_sent(opened: Office) -> None:
    send(opened, day("2027-03-02"))
    accept(opened, day("2027-03-03"))
    (told,) = messages(opened, kind="accepted")
    assert told.reason == "anh Minh chấp nhận báo cáo lần 1"


def test_no_message_is_without_a_reason(opened: Office) -> None:
    send(opened, day("2027-03-02"))
    give_back(opened, day("2027-03-03"))
    send(opened, day("2027-03-04"))
    accept(opened, day("2027-03-05"))
    for moment in ("2027-03-10", "2027-03-12", "2027-03-16", "2027-03-18", "2027-03-22", "2027-03-24", "2027-03-29"):
        sweep(opened, day(moment, "09:00"))
        collect(opened, day(moment, "09:15"))
    assert [message.dedupe_key for message in messages(opened) if not message.reason.strip()] == []


def test_a_receipt_names_the_channel_in_the_readers_words(opened: Office) -> None:
    with opened.database.writing() as session:
        submit(
            opened,
            session,
            day("2027-03-02"),
            SYT,
            answer_for(session, SYT),
            by=LAN,
            channel="phone",
            recorded_by="anh Minh",
        )
    (told,) = messages(opened, kind="receipt")
    assert told.reason == "đã nhận báo cáo lần 1 qua điện thoại"


def test_a_contact_who_came_later_gets_a_link_that_opens(opened: Office) -> None:
    with opened.database.writing() as session:
        old = session.exec(select(Contact).where(Contact.agency_key == "syt", Contact.role == "focal")).one()
        old.active = False
        session.add(Contact(agency_key="syt", role="focal", name="anh Tân", email="tan.syt@dien-tap.example"))
    now = day("2027-03-10", "09:00")
    sweep(opened, now)
    (reminder,) = messages(opened, request_id=SYT, kind="reminder")
    link = reminder.context["link"]
    assert link["address"] == "tan.syt@dien-tap.example"
    with opened.database.reading() as session:
        found = find_link(session, token_for(opened.secret, link["request_id"], link["address"]), now)
        assert found.request_id == SYT


def test_the_link_of_a_person_who_left_the_agency_opens_nothing(opened: Office) -> None:
    with opened.database.writing() as session:
        old = session.exec(select(Contact).where(Contact.agency_key == "syt", Contact.role == "focal")).one()
        old.active = False
    with opened.database.reading() as session, pytest.raises(LinkRevoked):
        find_link(session, token_for(opened.secret, SYT, "focal.syt@dien-tap.example"), day("2027-03-10"))


def fail(office: Office, message_id: int) -> None:
    with office.database.writing() as session:
        session.execute(update(Message).where(Message.id == message_id).values(state="failed", last_error="550"))


def test_a_coordinator_whose_own_address_fails_is_not_written_to_for_ever(opened: Office) -> None:
    first = messages(opened, request_id=SYT)[0]
    assert first.id is not None
    fail(opened, first.id)
    for minute in range(0, 50, 10):
        collect(opened, day("2027-03-02", f"09:{minute:02d}"))
        for letter in messages(opened, kind="summary"):
            assert letter.id is not None
            fail(opened, letter.id)
    assert len(messages(opened, kind="summary")) == 1


def test_a_message_that_fails_after_later_ones_is_told_too(opened: Office) -> None:
    early, late = messages(opened, request_id=SYT)[:2]
    assert early.id is not None and late.id is not None
    fail(opened, late.id)
    collect(opened, day("2027-03-02"))
    fail(opened, early.id)
    collect(opened, day("2027-03-04"))
    told = [{each["id"] for each in letter.context["undelivered"]} for letter in messages(opened, kind="summary")]
    assert told == [{late.id}, {early.id, late.id}]


def standings(office: Office, moment: str) -> tuple[str, Standing]:
    now = day(moment)
    with office.database.reading() as session:
        row = next(row for row in picture(session, ROUND, now).rows if row.request_id == SYT)
        line = next(
            line for line in tally(round_facts(session, ROUND).requests, now).lines if line.fact.request_id == SYT
        )
    return row.status, line.standing


def test_half_a_report_after_a_return_is_owed_in_the_picture_and_in_the_figures(opened: Office) -> None:
    send(opened, day("2027-03-10"))
    give_back(opened, day("2027-03-11"))
    send(opened, day("2027-03-12"), only=1)
    assert request(opened).state == RequestState.INCOMPLETE
    assert standings(opened, "2027-03-13") == ("waiting", Standing.INCOMPLETE)


WALK = ("send", "half", "give_back", "accept", "close", "extend", "promise", "sweep", "collect")


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_picture_and_figures_name_the_same_agencies_as_answered(opened: Office, seed: int) -> None:
    dice, now = random.Random(seed), day("2027-03-08", "09:00")
    acts: dict[str, Callable[[str], object]] = {
        "send": lambda each: send(opened, now, each),
        "half": lambda each: send(opened, now, each, only=1),
        "give_back": lambda each: give_back(opened, now, each),
        "accept": lambda each: accept(opened, now, each),
        "close": lambda each: close(opened, now, each),
        "extend": lambda each: acting.extend(opened, now, local_day(now) + timedelta(days=9), each),
        "promise": lambda each: acting.promise(opened, now, local_day(now) + timedelta(days=2), each),
        "sweep": lambda _: sweep(opened, now),
        "collect": lambda _: collect(opened, now),
    }
    done = 0
    for _ in range(36):
        now += timedelta(hours=dice.randint(1, 30))
        try:
            acts[dice.choice(WALK)](dice.choice((SYT, STC, SNV, MTTQ)))
            done += 1
        except (AnswerError, ForbiddenMove):
            continue
        with opened.database.reading() as session:
            shown = picture(session, ROUND, now).rows
            counted = tally(round_facts(session, ROUND).requests, now).lines
            assert verify(session) is None
        answered = {row.request_id: row.status for row in shown if row.status in ("on_time", "late")}
        assert answered == {line.fact.request_id: str(line.standing) for line in counted if line.standing in ANSWERED}
        assert {request.id for request in stuck(opened)} == set()
    assert done > 10


def stuck(office: Office) -> list[Request]:
    """Requests that owe something, of which nothing will ever ask again and nobody is asked to decide."""
    with office.database.reading() as session:
        waits = {request.id for some in awaiting(session).values() for request in some}
        query = select(Request).where(
            col(Request.state).in_(OWED),
            col(Request.next_step_at).is_(None),
            col(Request.requested_body).is_(False),
            col(Request.closed_at).is_(None),
        )
        return [request for request in session.exec(query) if request.id not in waits]


def test_whole_answers_count_alike_in_the_picture_and_in_the_figures(opened: Office) -> None:
    send(opened, day("2027-03-15", "17:00"))
    assert standings(opened, "2027-03-16") == ("on_time", Standing.ON_TIME)


def test_a_minute_after_the_deadline_is_late_in_both(opened: Office) -> None:
    send(opened, day("2027-03-15", "17:01"))
    assert standings(opened, "2027-03-16") == ("late", Standing.LATE)


def test_a_report_given_back_opens_with_its_own_deadline_on_the_form(opened: Office) -> None:
    send(opened, day("2027-03-10"))
    give_back(opened, day("2027-03-11"), deadline=date(2027, 3, 17))
    with opened.database.reading() as session:
        shown = form(session, SYT, day("2027-03-15"))
        assert (shown.deadline, shown.days_left) == (day("2027-03-17", "17:00"), 2)


@pytest.mark.parametrize("moved", ["returned", "extended"])
def test_a_link_lives_thirty_days_past_the_newest_deadline(opened: Office, moved: str) -> None:
    if moved == "returned":
        send(opened, day("2027-03-10"))
        give_back(opened, day("2027-03-11"), deadline=date(2027, 4, 15))
    else:
        acting.extend(opened, day("2027-03-11"), date(2027, 4, 15))
    token = token_for(opened.secret, SYT, "leader.syt@dien-tap.example")
    with opened.database.reading() as session:
        assert find_link(session, token, day("2027-05-15", "16:59")).request_id == SYT
        with pytest.raises(LinkExpired, match="15/05/2027"):
            find_link(session, token, day("2027-05-15", "17:00"))


def test_a_returned_report_is_late_by_its_own_deadline(opened: Office) -> None:
    send(opened, day("2027-03-10"))
    give_back(opened, day("2027-03-16"))  # back by 19 March
    now = day("2027-03-23")
    with opened.database.reading() as session:
        row = next(row for row in picture(session, ROUND, now).rows if row.request_id == SYT)
    assert (row.status, row.days_late) == ("overdue", 2)


def test_a_percentage_beyond_a_hundred_is_named(opened: Office) -> None:
    with opened.database.writing() as session, pytest.raises(AnswerError) as refused:
        more = answer_for(session, SYT)
        more.items[0] = ItemAnswer(more.items[0].responsibility_id, "in_progress", 101)
        submit(opened, session, day("2027-03-02"), SYT, more, by=LAN, base_version=0)
    assert list(refused.value.fields) == ["item-5-kh-ubnd-2027-song-lam/R2-percent"]


def test_a_draft_beside_which_an_officer_recorded_is_the_next_version(opened: Office) -> None:
    with opened.database.writing() as session:
        save_draft(session, day("2027-03-02"), SYT, answer_for(session, SYT, only=1), by=LAN)
    with opened.database.writing() as session:
        spoken = answer_for(session, SYT, only=1)
        submit(opened, session, day("2027-03-03"), SYT, spoken, by=LAN, channel="phone", recorded_by="anh Minh")
    assert send(opened, day("2027-03-04")).report.version == 2
    with opened.database.reading() as session:
        assert [report.version for report in form(session, SYT, day("2027-03-05")).submitted] == [1, 2]


def test_a_summary_reaches_the_further_channels_of_the_settings(opened: Office) -> None:
    more = opened.settings.model_copy(update={"extra_channels": ["ntfy://dien-tap"]})
    collect(Office(opened.database, more, opened.secret), day("2027-03-15", "17:00"))
    assert {letter.channel for letter in messages(opened, kind="summary")} == {"email", "extra"}


def test_the_supervisor_of_the_settings_is_asked_and_else_the_coordinators_leader(opened: Office) -> None:
    named = opened.settings.model_copy(update={"supervisor_email": "chanh.vp@dien-tap.example"})
    sweep(Office(opened.database, named, opened.secret), day("2027-03-29", "09:00"))
    assert {letter.address for letter in messages(opened, kind="decide")} == {"chanh.vp@dien-tap.example"}
