"""Two transactions that need the same rows take them in one order, so that neither waits for the other for ever.

PostgreSQL only: SQLite lets one writer in at a time. Each test stops the first act in its middle by holding a
message that it must change, starts the second, and lets go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from threading import Event

import pytest
from sqlalchemy import text
from sqlmodel import select

from models.directory import Agency, Contact
from models.journal import JournalRow, verify
from models.outbox import Message
from notifications.channels.parcel import Outcome, Parcel, Receipt
from tasks import review
from tasks.delegations import Delegate, delegate
from tasks.deliver import deliver
from tasks.office import Office
from tasks.people import away
from tasks.people_change import add
from tasks.rounds import open_round
from tests.acting import MINH, OPENING, ROUND, SYT, day, messages, request, send
from tests.conftest import SERVER

pytestmark = pytest.mark.skipif(not SERVER, reason="needs PostgreSQL: SQLite lets one writer in at a time")

HALF_YEAR = "5-kh-ubnd-2027-song-lam/h1"
SYT_LATER = f"{HALF_YEAR}/syt"
FOCAL = "focal.syt@dien-tap.example"
NEW = "thu.syt@dien-tap.example"


@pytest.fixture
def opened(sample_office: Office) -> Office:
    """Both rounds open: Sở Y tế has two requests, whose letters wait."""
    open_round(sample_office, ROUND, OPENING)
    open_round(sample_office, HALF_YEAR, OPENING)
    return sample_office


def letter(office: Office, request_id: str, address: str = FOCAL) -> int:
    """The request letter that waits for the focal officer, or somebody else."""
    found = messages(office, request_id=request_id, kind="request", address=address)[0].id
    assert found is not None
    return found


def settled(office: Office, acts: Sequence[Future[object]]) -> None:
    """Return when each act is done, or waits for a lock."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    pause = Event()
    for _ in range(1000):
        with office.database.engine.connect() as connection:
            if connection.execute(text(query)).scalar_one() >= sum(not act.done() for act in acts):
                return
        pause.wait(0.01)
    pytest.fail("neither done nor waiting")


@contextmanager
def held(office: Office, message_id: int) -> Iterator[None]:
    """Keep a message from everybody else."""
    with office.database.writing() as session:
        session.get_one(Message, message_id, with_for_update=True)
        yield


def crossed(office: Office, stop_at: int, first: Callable[[], object], second: Callable[[], object]) -> None:
    """Run both; the first is stopped at a message until the second has begun and waits too. Raises what they raise."""
    acts: list[Future[object]] = []
    with ThreadPoolExecutor(2) as pool:
        with held(office, stop_at):
            for act in (first, second):
                acts.append(pool.submit(act))
                settled(office, acts)
            assert not acts[0].done()
        for done in acts:
            done.result(timeout=30)
    with office.database.reading() as session:
        assert verify(session) is None


def hire(office: Office) -> None:
    """One focal officer more, whose address nobody was written to yet."""
    with office.database.writing() as session:
        agency, given = session.get_one(Agency, "syt"), {"why": "thêm người", "by": MINH, "channel": "cli"}
        add(office, session, OPENING, agency, "focal", name="chị Thu", email=NEW, phone=None, **given)


def leave(office: Office, email: str = FOCAL, substitute: str | None = None) -> None:
    with office.database.writing() as session:
        found = {each.email: each.id for each in session.exec(select(Contact).where(Contact.agency_key == "syt"))}
        days, instead = (date(2027, 3, 1), date(2027, 3, 5)), found[substitute] if substitute else None
        person, why = found[email] or 0, "nghỉ phép"
        away(office, session, OPENING, person, *days, substitute_id=instead, why=why, by=MINH, channel="cli")


class Refusing:
    """A mail server that knows none of the addresses."""

    def post(self, parcel: Parcel) -> Receipt:
        return Receipt(Outcome.PERMANENT, "550 5.1.1 no such user", refused_recipient=True)

    def close(self) -> None:
        """Nothing is open."""


def actions(office: Office) -> list[str]:
    with office.database.reading() as session:
        return list(session.exec(select(JournalRow.action).order_by("seq")))


def test_an_absence_and_a_report_of_the_same_agency_do_not_wait_for_each_other(opened: Office) -> None:
    crossed(opened, letter(opened, SYT), lambda: leave(opened), lambda: send(opened, OPENING, SYT_LATER))
    assert request(opened, SYT_LATER).version == 1
    assert "contact.away" in actions(opened)
    assert "report.submitted" in actions(opened)


def test_a_letter_that_moved_to_a_stand_in_is_withdrawn_by_the_report_that_came_meanwhile(opened: Office) -> None:
    hire(opened)
    crossed(opened, letter(opened, SYT), lambda: leave(opened, FOCAL, NEW), lambda: send(opened, OPENING, SYT))
    assert {each.state for each in messages(opened, request_id=SYT, kind="request")} == {"cancelled"}
    assert messages(opened, request_id=SYT, kind="request", address=NEW)


def test_a_refused_address_and_a_report_of_the_same_agency_do_not_wait_for_each_other(opened: Office) -> None:
    with opened.database.writing() as session:  # the letter of the first request is the first to leave
        for message in session.exec(select(Message).where(Message.id != letter(opened, SYT_LATER))):
            if message.id != letter(opened, SYT):
                message.next_attempt_at = day("2027-03-01", "10:00")
        session.get_one(Message, letter(opened, SYT_LATER)).next_attempt_at = day("2027-03-01", "08:00")
        session.get_one(Message, letter(opened, SYT)).next_attempt_at = day("2027-03-01", "09:00")
    now = day("2027-03-01", "08:30")

    def refuse_one() -> None:
        assert deliver(opened, now, limit=1, carrier=Refusing()).failed == 1

    crossed(opened, letter(opened, SYT), refuse_one, lambda: send(opened, OPENING, SYT))
    assert "contact.bounced" in actions(opened)
    assert request(opened, SYT).version == 1


def test_a_longer_deadline_and_an_absence_of_an_officer_who_gets_a_first_link_do_not_wait_for_each_other(
    opened: Office,
) -> None:
    hire(opened)
    urging = letter(opened, SYT)
    with opened.database.writing() as session:
        moved = session.get_one(Message, urging)
        moved.kind, moved.step = "reminder", "D-5"

    def longer() -> None:
        with opened.database.writing() as session:
            review.extend(opened, session, OPENING, SYT, date(2027, 3, 25), "bão", by=MINH)

    crossed(opened, urging, longer, lambda: leave(opened, NEW))
    assert {"request.extended", "contact.away"} <= set(actions(opened))


def test_passing_one_request_on_does_not_hold_up_another_of_the_same_agency(opened: Office) -> None:
    def pass_on(request_id: str, name: str) -> None:
        with opened.database.writing() as session:
            to = Delegate(name, f"{name}@dien-tap.example")
            delegate(opened, session, OPENING, request_id, to, reason="chuyên môn", by=MINH, channel="web")

    with ThreadPoolExecutor(2) as pool, held(opened, letter(opened, SYT)):
        first = pool.submit(pass_on, SYT, "binh")
        settled(opened, [first])
        second = pool.submit(pass_on, SYT_LATER, "cuong")
        settled(opened, [first, second])
        assert (first.done(), second.done()) == (False, True)
    assert actions(opened).count("request.delegated") == 2
