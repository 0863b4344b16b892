"""How many statements the sweeps ask the database, and that their SQL is not put together anew each time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine.interfaces import CacheStats

from tasks.deliver import deliver
from tasks.escalate import sweep
from tasks.office import Office
from tests.acting import day


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
