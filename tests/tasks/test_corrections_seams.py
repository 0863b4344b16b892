"""A request that is let go and asked again: what is on it, by when, and how it is counted and explained."""

from __future__ import annotations

from models.clock import local_day, set_clock
from models.journal import verify
from models.tally import Standing, tally
from tasks.account import account_of
from tasks.extensions import ask_extension
from tasks.facts import round_facts
from tasks.office import Office
from tasks.pleas import open_plea
from tasks.rounds import open_round
from tests.acting import LAN, MINH, OPENING, ROUND, day, promise, request, send
from tests.tasks.test_corrections import CAT, duties, office, put, take

__all__ = ["office"]
RIVER = "Các đơn vị ven sông"


def let_go_and_asked_again(office: Office) -> Office:
    """The police are let go on 2 March, and asked for another holder on 16 March, when the round was due the day before."""
    open_round(office, ROUND, OPENING)
    promise(office, OPENING, day("2027-03-17").date(), CAT)
    with office.database.writing() as session:
        ask_extension(session, OPENING, CAT, day("2027-03-25").date(), "bận", by=LAN)
    to(office, "2027-03-02")
    take(office, "cat", at_once=True)
    to(office, "2027-03-16")
    put(office, "cat", holder=RIVER, at_once=True)
    return office


def to(office: Office, text: str) -> None:
    with office.database.writing() as session:
        set_clock(session, day(text), by=MINH, why="thử")


def test_a_request_that_is_asked_again_has_only_what_is_asked_now(office: Office) -> None:
    assert duties(let_go_and_asked_again(office), CAT) == ["R7"]


def test_a_request_that_is_let_go_takes_its_plea_and_its_promise_with_it(office: Office) -> None:
    let_go_and_asked_again(office)
    with office.database.reading() as session:
        assert open_plea(session, CAT) is None
    assert (request(office, CAT).promised_on, request(office, CAT).promises) == (None, 0)


def test_whoever_is_asked_again_is_on_time_by_the_new_deadline(office: Office) -> None:
    let_go_and_asked_again(office)
    due = local_day(request(office, CAT).due_at)
    assert due > day("2027-03-16").date()
    send(office, day(due.isoformat(), "09:00"), CAT)
    with office.database.reading() as session:
        counted = tally(round_facts(session, ROUND).requests, day("2027-04-01"))
        (line,) = [line for line in counted.lines if line.fact.agency_key == "cat"]
        assert (line.standing, line.days_late) == (Standing.ON_TIME, 0)
        assert verify(session) is None


def test_why_tells_that_it_was_let_go_and_asked_again(office: Office) -> None:
    let_go_and_asked_again(office)
    with office.database.reading() as session:
        said = [event.what for event in account_of(session, CAT, day("2027-03-17")).events]
    assert f"thôi hỏi cơ quan này ({MINH})" in said and f"hỏi lại cơ quan này ({MINH})" in said
