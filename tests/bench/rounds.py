"""Opening a round for 10,000 agencies, against a bulk insert of the very same rows with SQLAlchemy Core."""

from __future__ import annotations

import time

from sqlalchemy import insert, select
from sqlmodel import SQLModel

from models.outbox import Message
from models.round import ReplyLink, Request, RequestItem
from tasks.rounds import open_round
from tests.bench.ground import OPENING, ROUND, large_office
from tests.bench.row import Row

AGENCIES = 10_000
MOST = 4.0


def measure() -> list[Row]:
    """One row: seconds to open, beside seconds to insert the same rows into an equal, empty office."""
    with large_office(AGENCIES) as office:
        began = time.perf_counter()
        opened = open_round(office, ROUND, OPENING)
        spent = time.perf_counter() - began
        assert opened.requests == opened.messages == AGENCIES
        with office.database.reading() as session:
            rows = {
                table: [dict(row) for row in session.execute(select(table.__table__)).mappings()]  # type: ignore[attr-defined]
                for table in (Request, RequestItem, ReplyLink, Message)
            }
    yardstick = _bulk_insert(rows)
    return [
        Row(
            f"open a round for {AGENCIES:,} agencies",
            spent,
            "s",
            f"<= {MOST:.0f} x yardstick",
            spent <= MOST * yardstick,
            "Core bulk insert, s",
            yardstick,
        )
    ]


def _bulk_insert(rows: dict[type[SQLModel], list[dict[str, object]]]) -> float:
    with large_office(AGENCIES) as office:
        began = time.perf_counter()
        with office.database.writing() as session:
            for table, values in rows.items():
                session.execute(insert(table.__table__), values)  # type: ignore[attr-defined]
        return time.perf_counter() - began
