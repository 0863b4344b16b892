"""How many statements the sweeps ask the database, and that their SQL is not put together anew each time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine.interfaces import CacheStats
from sqlmodel import col, select

from models.report import Report
from models.round import ReplyLink
from tasks.delays import decide_delays
from tasks.deliver import deliver
from tasks.escalate import sweep
from tasks.held import hold_together
from tasks.office import Office
from tasks.reports import submit
from tests.acting import LAN, MINH, ROUND, SNV, STC, SYT, answer_for, day

AGENCIES = (SNV, STC, SYT)


@contextmanager
def statements(office: Office) -> Iterator[list[tuple[str, CacheStats]]]:
    """What is asked within the block: SQL, and whether that SQL was known."""
    asked: list[tuple[str, CacheStats]] = []

    def heard(_connection: Any, _cursor: Any, said: str, _bound: Any, context: Any, _many: bool) -> None:
        asked.append((said, context.cache_hit if context.compiled else CacheStats.NO_DIALECT_SUPPORT))

    event.listen(office.database.engine, "before_cursor_execute", heard)
    try:
        yield asked
    finally:
        event.remove(office.database.engine, "before_cursor_execute", heard)


def test_what_a_sweep_writes_is_put_into_sql_once_for_all_sweeps(opened_office: Office) -> None:
    deliver(opened_office, day("2027-03-01", "09:00"))
    sweep(opened_office, day("2027-03-10", "09:00"))
    with statements(opened_office) as asked:
        assert sweep(opened_office, day("2027-03-12", "09:00")).taken
    written = {said.split()[2]: known for said, known in asked if said.startswith("INSERT")}
    if opened_office.database.engine.dialect.name == "postgresql":
        # its message insert asks the rows back: that is SQLAlchemy's own, which is put together each time
        del written["message"]
    assert set(written) >= {"escalation", "reply_link", "journal"}
    assert set(written.values()) == {CacheStats.CACHE_HIT}


def test_answers_of_one_moment_are_written_by_one_statement(opened_office: Office) -> None:
    now = day("2027-03-10", "10:00")
    with statements(opened_office) as asked, opened_office.database.writing() as session:
        with hold_together(opened_office, session, now, AGENCIES):
            for request_id in AGENCIES:
                submit(opened_office, session, now, request_id, answer_for(session, request_id), by=LAN)
        numbers = list(session.exec(select(Report.id).order_by(col(Report.id))))
    assert numbers == [1, 2, 3]
    assert sum(said.startswith("INSERT INTO report (") for said, _ in asked) == 1


def test_deadlines_that_move_together_keep_the_links_open_by_one_statement(opened_office: Office) -> None:
    opened = {link.token_hash: link.expires_at for link in _links(opened_office)}
    evening = day("2027-03-29", "09:00")
    sweep(opened_office, evening)
    with statements(opened_office) as asked:
        moved = decide_delays(
            opened_office, evening, ROUND, "extend", reason="bão", by=MINH, extend_to=date(2027, 4, 9)
        )
    assert len(moved) > 1
    assert sum(said.startswith("UPDATE reply_link") for said, _ in asked) == 1
    later = {link.token_hash for link in _links(opened_office) if link.expires_at > opened[link.token_hash]}
    assert later == {link.token_hash for link in _links(opened_office) if link.request_id in moved}


def _links(office: Office) -> Sequence[ReplyLink]:
    with office.database.reading() as session:
        return session.exec(select(ReplyLink)).all()
