"""What people and sweeps do in the sample office (tests/conftest.py), in one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from threading import Thread
from typing import Any

from sqlmodel import Session, col, select

from models.clock import at_office
from models.escalation import Escalation
from models.journal import JournalRow
from models.outbox import Message
from models.round import Request
from tasks import review
from tasks.office import Office
from tasks.reports import Answer, Attached, ItemAnswer, Submitted, submit
from tasks.requests import duties_of

ROUND = "5-kh-ubnd-2027-song-lam/q1"
SYT = f"{ROUND}/syt"
STC = f"{ROUND}/stc"
SNV = f"{ROUND}/snv"
MTTQ = f"{ROUND}/mttq"
MINH = "anh Minh"
LAN = "chị Lan"


def day(text: str, clock: str = "08:00") -> datetime:
    """A moment in the office's zone."""
    return at_office(date.fromisoformat(text), time.fromisoformat(clock))


OPENING = day("2027-03-01")


def answer_for(
    session: Session, request_id: str, *, only: int | None = None, files: tuple[Attached, ...] = (), said: str = "Xong"
) -> Answer:
    """Every duty done, or the first ``only`` of them."""
    items = [ItemAnswer(duty.id, "done", result=said) for duty in duties_of(session, request_id)]
    return Answer(items[:only], files=list(files))


def send(office: Office, now: datetime, request_id: str = SYT, **answer: Any) -> Submitted:
    """The agency's form, opened and sent at once."""
    with office.database.writing() as session:
        base = session.get_one(Request, request_id).version
        whole = answer_for(session, request_id, **answer)
        return submit(office, session, now, request_id, whole, by=LAN, base_version=base)


def accept(office: Office, now: datetime, request_id: str = SYT, **more: Any) -> None:
    """The coordinator takes the latest version."""
    with office.database.writing() as session:
        review.accept(office, session, now, request_id, by=MINH, **more)


def give_back(office: Office, now: datetime, request_id: str = SYT, deadline: date | None = None) -> None:
    """The coordinator returns the latest version."""
    with office.database.writing() as session:
        review.give_back(office, session, now, request_id, by=MINH, reason="thiếu số liệu", deadline=deadline)


def extend(office: Office, now: datetime, to: date, request_id: str = SYT) -> None:
    """The coordinator moves a deadline."""
    with office.database.writing() as session:
        review.extend(office, session, now, request_id, to, "mất điện", by=MINH)


def promise(office: Office, now: datetime, on: date, request_id: str = SYT) -> None:
    """The agency says when it will send."""
    with office.database.writing() as session:
        review.promise(session, now, request_id, on, "chờ số liệu", by=LAN)


def close(office: Office, now: datetime, request_id: str = SYT) -> None:
    """The coordinator closes a request as missing."""
    with office.database.writing() as session:
        review.close_missing(session, now, request_id, "đã gọi điện", by=MINH)


def request(office: Office, request_id: str = SYT) -> Request:
    """A request as it stands."""
    with office.database.reading() as session:
        return session.get_one(Request, request_id)


def messages(office: Office, **where: object) -> list[Message]:
    """Messages of the outbox with these column values, oldest first."""
    with office.database.reading() as session:
        query = select(Message).filter_by(**where).order_by(col(Message.id))
        return list(session.exec(query))


def climbed(office: Office, request_id: str = SYT) -> list[tuple[str, str]]:
    """(step, outcome) of one request, in the order in which they were taken."""
    with office.database.reading() as session:
        query = select(Escalation).where(Escalation.request_id == request_id).order_by(col(Escalation.id))
        return [(step.step, step.outcome) for step in session.exec(query)]


@contextmanager
def meanwhile(act: Callable[[], object]) -> Iterator[list[BaseException]]:
    """Run ``act`` in another thread beside the block: before it where the database lets it, else after it.

    PostgreSQL lets ``act`` commit while the block's transaction is open; SQLite makes it wait. The list holds
    what ``act`` raised, once the block has ended.
    """
    raised: list[BaseException] = []

    def run() -> None:
        try:
            act()
        except BaseException as fault:
            raised.append(fault)

    other = Thread(target=run)
    other.start()
    other.join(timeout=0.3)
    try:
        yield raised
    finally:
        other.join(timeout=30)
        assert not other.is_alive()


def journalled(office: Office, *actions: str) -> list[JournalRow]:
    """The journal's rows of these actions, oldest first."""
    with office.database.reading() as session:
        query = select(JournalRow).where(col(JournalRow.action).in_(actions)).order_by(col(JournalRow.seq))
        return list(session.exec(query))
