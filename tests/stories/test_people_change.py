"""Sở Y tế over Tết 2027: its officer is away, a substitute is written to, an address is refused, a letter names
a new officer in mid-round, who passes the request on; each message and its reason.

Round q1 is due on Tuesday 23 February 2027; offices are closed from 4 to 10 February.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

import pytest
from sqlmodel import col, select

from config.settings import OFFICE_ZONE
from models.clock import at_office
from models.directory import Agency, Contact
from models.journal import verify
from models.ladder import DUE_HOUR, ladder_of, step_moment
from models.link import LinkRevoked, find_link, token_for
from models.outbox import Message, MessageState
from models.report import Report
from models.round import Round
from tasks.account import account_of
from tasks.collect import collect
from tasks.delegations import Delegate, delegate
from tasks.deliver import deliver
from tasks.escalate import sweep
from tasks.office import Office
from tasks.people import away
from tasks.people_change import change
from tasks.reports import submit
from tasks.rounds import open_round
from tests.acting import MINH, ROUND, SYT, answer_for, day, journalled, messages, request
from tests.mail_server import MailServer, running

OPENS = day("2027-02-01")
FOCAL, CLERK, LEADER = (f"{role}.syt@dien-tap.example" for role in ("focal", "clerk", "leader"))
NEW, MAI = "moi.syt@dien-tap.example", "mai.pnv@dien-tap.example"
LETTER = "125/SYT-VP"


class Told(NamedTuple):
    """One message to Sở Y tế: when it left, of which kind and step, to whom."""

    at: str
    kind: str
    step: str | None
    to: str


@pytest.fixture(scope="module")
def year(
    fresh_database_url: Callable[[], str],
    launching_sample: Callable[[Office], Office],
    tmp_path_factory: pytest.TempPathFactory,
) -> Office:
    """The whole of it, played once."""
    from config.settings import Settings
    from models.database import Database

    database = Database(fresh_database_url())
    folder = tmp_path_factory.mktemp("people")
    with running() as server:
        settings = Settings(data_dir=folder, database_url=database.url, mail_url=server.url, _env_file=None)  # type: ignore[call-arg]
        office = launching_sample(Office(database=database, settings=settings, secret=b"0" * 32))
        _play(office, server)
    return replace(office, settings=settings.model_copy(update={"mail_url": "sandbox://"}))


def _play(office: Office, server: MailServer) -> None:
    with office.database.writing() as session:
        kept = session.get_one(Round, ROUND)
        kept.due_at = at_office(date(2027, 2, 23), DUE_HOUR)
        kept.opens_at = step_moment(ladder_of(kept).due[0], kept.due_at)
        people = {each.role: each for each in session.exec(select(Contact).where(Contact.agency_key == "syt"))}
        focal, clerk = people["focal"].id, people["clerk"].id
        assert focal and clerk
        days = (date(2027, 2, 11), date(2027, 2, 18))
        away(office, session, OPENS, focal, *days, substitute_id=clerk, why="nghỉ Tết", by=MINH, channel="workbench")
    open_round(office, ROUND, kept.opens_at)
    _pass(office, kept.opens_at)
    server.rcpt[CLERK] = ["550 5.1.1 no such user"]
    _pass(office, day("2027-02-18"))  # D-3: the officer is away, the substitute's address is refused
    _pass(office, day("2027-02-18", "09:00"))
    with office.database.writing() as session:
        agency = session.get_one(Agency, "syt")
        change(
            office, session, day("2027-02-19", "10:00"), agency, "focal",
            name="Trần Thị Mới", email=NEW, phone=None, letter=LETTER, since=date(2027, 2, 22), why="luân chuyển",
            by=MINH, channel="workbench",
        )  # fmt: skip
    _pass(office, day("2027-02-19", "10:05"))
    _pass(office, day("2027-02-22"))
    with office.database.writing() as session:
        to = Delegate("Lê Thị Mai", MAI, None, "Phòng Nghiệp vụ Y")
        delegate(
            office, session, day("2027-02-22", "09:30"), SYT, to, reason="việc của phòng", by="Trần Thị Mới",
            channel="web",
        )  # fmt: skip
    _pass(office, day("2027-02-22", "10:00"))
    _pass(office, day("2027-02-24"))  # D+1
    with office.database.writing() as session:
        submit(
            office, session, day("2027-02-24", "15:00"), SYT, answer_for(session, SYT), by="Lê Thị Mai", contact=MAI,
            base_version=0,
        )  # fmt: skip
    _pass(office, day("2027-02-24", "15:05"))


def _pass(office: Office, now: datetime) -> None:
    """One turn of the clockwork."""
    sweep(office, now)
    collect(office, now)
    deliver(office, now, limit=1000)


def left(office: Office) -> list[Message]:
    sent = [each for each in messages(office, agency_key="syt", channel="email") if each.state == MessageState.SENT]
    return sorted(sent, key=lambda each: (minute(each), each.address))


def minute(message: Message) -> str:
    return f"{(message.accepted_at or message.created_at).astimezone(OFFICE_ZONE):%d/%m %H:%M}"


def test_every_letter_went_to_whoever_was_there_on_its_day(year: Office) -> None:
    told = [
        Told(
            minute(each),
            each.kind,
            each.step if each.step != each.kind else None,
            each.address,
        )
        for each in left(year)
    ]
    assert told == [
        Told("02/02 08:00", "request", "D-10", CLERK),
        Told("02/02 08:00", "request", "D-10", FOCAL),
        Told("18/02 08:00", "reminder", "D-3", LEADER),
        Told("19/02 10:05", "confirm_contact", "confirm", NEW),
        Told("22/02 08:00", "handed_over", None, NEW),
        Told("22/02 10:00", "handed_over", None, MAI),
        Told("24/02 08:00", "overdue", "D+1", MAI),
        Told("24/02 08:00", "overdue", "D+1", NEW),
        Told("24/02 15:05", "receipt", None, MAI),
        Told("24/02 15:05", "receipt", None, NEW),
    ]


def reason(office: Office, **where: object) -> str:
    return next(each.reason for each in messages(office, request_id=SYT, **where))


def test_each_says_why_it_went_where_it_went(year: Office) -> None:
    assert "thay Sở Y tế · focal (vắng từ 11/02/2027 đến 18/02/2027)" in reason(year, step="D-3", address=CLERK)
    said = reason(year, step="D-3", address=LEADER)
    assert "địa chỉ của Sở Y tế · clerk bị máy chủ từ chối ngày 18/02/2027" in said
    assert said.endswith("gửi lãnh đạo phụ trách thay cho đầu mối")
    assert f"đầu mối mới theo văn bản số {LETTER}, thay Sở Y tế · focal" in reason(year, address=NEW)
    late = reason(year, step="D+1", address=MAI, channel="email")
    assert "đã chuyển cho Lê Thị Mai, Trần Thị Mới chuyển ngày 22/02/2027" in late
    assert "bản sao cho đầu mối; việc đã chuyển cho Lê Thị Mai" in reason(year, step="D+1", address=NEW)


def test_the_coordinator_heard_once_of_the_refused_address(year: Office) -> None:
    (told,) = messages(year, kind="contact_trouble")
    assert (told.state, told.address) == ("sent", "focal.snv@dien-tap.example")
    assert told.context["instead"] == f"Sở Y tế · leader ({LEADER})"


def test_former_links_are_shut_and_the_new_ones_open(year: Office) -> None:
    moment = day("2027-02-24")
    with year.database.reading() as session:
        for address in (NEW, MAI):
            assert find_link(session, token_for(year.secret, SYT, address), moment).request_id == SYT
        with pytest.raises(LinkRevoked):
            find_link(session, token_for(year.secret, SYT, FOCAL), moment)
        assert find_link(session, token_for(year.secret, SYT, FOCAL), day("2027-02-21")).request_id == SYT


def test_who_answered_and_how_it_came_to_them_is_on_record(year: Office) -> None:
    with year.database.reading() as session:
        report = session.exec(select(Report).where(Report.request_id == SYT)).one()
        assert (report.by, report.contact, request(year).state) == ("Lê Thị Mai", MAI, "received")
        told = [event.what for event in account_of(session, SYT, day("2027-02-25")).events]
        assert verify(session) is None
        history = session.exec(
            select(Contact).where(Contact.agency_key == "syt", Contact.role == "focal").order_by(col(Contact.id))
        ).all()
    assert "Trần Thị Mới chuyển việc cho Lê Thị Mai (Phòng Nghiệp vụ Y)" in told
    assert [(each.name, each.until, each.letter) for each in history] == [
        ("Sở Y tế · focal", date(2027, 2, 21), None),
        ("Trần Thị Mới", None, LETTER),
    ]
    kept = journalled(year, "contact.away", "contact.bounced", "contact.changed", "request.delegated")
    assert [row.action for row in kept] == [
        "contact.away",
        "contact.bounced",
        "contact.changed",
        "request.delegated",
    ]
