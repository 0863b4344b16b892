"""Acts done together in one transaction leave behind what they leave when each is done alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, SQLModel, col, select

from config.settings import Settings
from models.database import Database
from models.escalation import Decision
from models.extension import Extension
from models.journal import JournalRow, verify
from models.outbox import Message
from models.report import Report, ReportItem
from models.round import ReplyLink, Request
from tasks.escalate import sweep
from tasks.extensions import ask_extension, grant_extension
from tasks.held import hold_together
from tasks.office import Office
from tasks.reports import save_draft, submit
from tasks.review import accept, give_back, promise
from tasks.rounds import open_round
from tests.acting import LAN, MINH, MTTQ, OPENING, ROUND, SNV, STC, SYT, answer_for, day

Act = Callable[[Office, Session, datetime], Any]
Moment = tuple[datetime, Sequence[tuple[str, Act]]]


def sends(request_id: str, only: int | None = None, draft_first: bool = False) -> tuple[str, Act]:
    def act(office: Office, session: Session, now: datetime) -> None:
        if draft_first:
            save_draft(session, now, request_id, answer_for(session, request_id, only=1, said="nháp"), by=LAN)
        submit(office, session, now, request_id, answer_for(session, request_id, only=only), by=LAN)

    return request_id, act


def accepted(request_id: str) -> tuple[str, Act]:
    return request_id, lambda office, session, now: accept(office, session, now, request_id, by=MINH, why="đủ")


def given_back(request_id: str) -> tuple[str, Act]:
    return request_id, lambda office, session, now: give_back(
        office, session, now, request_id, by=MINH, reason="thiếu số liệu"
    )


def promised(request_id: str, on: str) -> tuple[str, Act]:
    return request_id, lambda office, session, now: promise(
        session, now, request_id, date.fromisoformat(on), "chờ số liệu", by=LAN
    )


def asks(request_id: str, until: str) -> tuple[str, Act]:
    return request_id, lambda office, session, now: ask_extension(
        session, now, request_id, date.fromisoformat(until), "mất điện", by=LAN
    )


def granted(request_id: str) -> tuple[str, Act]:
    return request_id, lambda office, session, now: grant_extension(office, session, now, request_id, by=MINH)


SPRING: Sequence[Moment] = (
    (day("2027-03-10", "10:00"), (sends(STC, draft_first=True), promised(SYT, "2027-03-18"), asks(MTTQ, "2027-03-25"))),
    (day("2027-03-11", "15:00"), (given_back(STC), granted(MTTQ), sends(SNV, only=1))),
    (day("2027-03-12", "09:00"), (asks(SYT, "2027-03-24"), sends(SYT), sends(STC), sends(SNV))),
    (day("2027-03-15", "09:00"), (accepted(SYT), accepted(STC), accepted(SNV), sends(MTTQ))),
)
"""Two acts of one request at one moment too: Sở Y tế asks for more time and sends in the same hour."""


@pytest.fixture
def offices(
    fresh_database_url: Callable[[], str], launching_sample: Callable[[Office], Office], tmp_path: Path
) -> Iterator[list[Office]]:
    """Two sample offices, alike."""
    made = []
    for name in ("one", "other"):
        database = Database(fresh_database_url())
        settings = Settings(data_dir=tmp_path / name, database_url=database.url, _env_file=None)
        made.append(launching_sample(Office(database, settings, b"0" * 32)))
    yield made
    for office in made:
        office.database.dispose()


def play(office: Office, together: bool) -> None:
    open_round(office, ROUND, OPENING)
    for now, acts in SPRING:
        sweep(office, now)
        if together:
            ids = {request_id for request_id, _ in acts}
            with office.database.writing() as session, hold_together(office, session, now, ids):
                for _, act in acts:
                    act(office, session, now)
        else:
            for _, act in acts:
                with office.database.writing() as session:
                    act(office, session, now)


def left_behind(office: Office) -> dict[str, list[dict[str, Any]]]:
    """What stands in the tables, but for numbers that count rows and the chain's hashes."""
    orders: dict[type[SQLModel], tuple[Any, ...]] = {
        Request: (col(Request.id),),
        Report: (col(Report.request_id), col(Report.version)),
        ReportItem: (col(ReportItem.report_id), col(ReportItem.responsibility_id)),
        Message: (col(Message.dedupe_key),),
        ReplyLink: (col(ReplyLink.token_hash),),
        Decision: (col(Decision.at), col(Decision.subject)),
        Extension: (col(Extension.request_id),),
        JournalRow: (col(JournalRow.seq),),
    }
    with office.database.reading() as session:
        assert verify(session) is None
        hidden = {Message: {"id"}, Decision: {"id"}, ReportItem: {"id"}, JournalRow: {"hash", "prev_hash"}}
        return {
            table.__name__: [
                row.model_dump(exclude=hidden.get(table)) for row in session.exec(select(table).order_by(*order))
            ]
            for table, order in orders.items()
        }


def test_a_spring_of_acts_done_together_leaves_what_they_leave_one_by_one(offices: list[Office]) -> None:
    alone, together = offices
    play(alone, together=False)
    play(together, together=True)
    expected, found = left_behind(alone), left_behind(together)
    assert len(expected["Report"]) == 6
    assert {row["state"] for row in expected["Extension"]} == {"granted", "withdrawn"}
    for table in expected:
        assert found[table] == expected[table], table


def test_one_act_that_fails_undoes_all_that_were_done_with_it(offices: list[Office]) -> None:
    office, _ = offices
    open_round(office, ROUND, OPENING)
    before = left_behind(office)
    now = day("2027-03-10")

    def half() -> None:
        with office.database.writing() as session, hold_together(office, session, now, {SYT, STC}):
            submit(office, session, now, SYT, answer_for(session, SYT), by=LAN)
            raise RuntimeError("hỏng giữa chừng")

    with pytest.raises(RuntimeError):
        half()
    assert left_behind(office) == before


def test_what_is_not_held_is_done_alone_beside_what_is(offices: list[Office]) -> None:
    office, _ = offices
    open_round(office, ROUND, OPENING)
    now = day("2027-03-10")
    with office.database.writing() as session, hold_together(office, session, now, {SYT}):
        submit(office, session, now, STC, answer_for(session, STC), by=LAN)
        assert session.exec(select(Message.id).where(Message.request_id == STC, Message.kind == "receipt")).first()
        submit(office, session, now, SYT, answer_for(session, SYT), by=LAN)
        assert not session.exec(select(Message.id).where(Message.request_id == SYT, Message.kind == "receipt")).first()
    with office.database.reading() as session:
        assert session.exec(select(Message.id).where(Message.request_id == SYT, Message.kind == "receipt")).first()
