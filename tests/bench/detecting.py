"""Who is late among a million open requests: the sweep's one query, beside a walk that takes one row at a time."""

from __future__ import annotations

import time
from datetime import timedelta

from sqlalchemy import select, text, update
from sqlmodel import Session, col

from models.round import Request
from tasks.escalate import fallen
from tasks.office import Office
from tasks.rounds import open_round
from tests.bench.ground import OPENING, ROUND, large_office
from tests.bench.row import Row

OPEN = 1_000_000
DUE = 20_000
WALKED = 500
"""Rows of the yardstick: its speed does not depend on how many there are."""
LEAST = 20_000.0
NOW = OPENING + timedelta(days=9)


def measure() -> list[Row]:
    """Detections a second; the yardstick marks and commits one due row after the other, as a queue of checks does."""
    with large_office(1) as office:
        open_round(office, ROUND, OPENING)
        _many(office)
        began = time.perf_counter()
        with office.database.reading() as session:
            found = sum(len(ids) for ids in fallen(session, NOW).values())
        spent = time.perf_counter() - began
        assert found == DUE
        one_by_one = _walk(office)
    figure = DUE / spent
    name = f"detect {DUE:,} late of {OPEN:,} open requests"
    return [Row(name, figure, "/s", f">= {LEAST:,.0f} /s", figure >= LEAST, "one row at a time", one_by_one)]


def _many(office: Office) -> None:
    """A million open requests in one round, every fiftieth with a step that has fallen due."""
    with office.database.writing() as session:
        session.execute(text("DELETE FROM request_item"))
        session.execute(text("DELETE FROM reply_link"))
        session.execute(
            text(
                "INSERT INTO request (id, round_id, agency_key, state, requested_body, asked_at, due_at,"
                " original_due_at, ladder_part, base_at, step_index, next_step_at, promises, version)"
                " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :open)"
                " SELECT 'open/' || i, round_id, agency_key, state, requested_body, asked_at, due_at, due_at,"
                " ladder_part, base_at, step_index, CASE WHEN i % :each = 0 THEN :late ELSE :later END, 0, 0"
                " FROM n, (SELECT * FROM request LIMIT 1)"
            ),
            {
                "open": OPEN,
                "each": OPEN // DUE,
                "late": f"{NOW - timedelta(hours=1):%Y-%m-%d %H:%M:%S}.000000",
                "later": f"{NOW + timedelta(days=1):%Y-%m-%d %H:%M:%S}.000000",
            },
        )
        session.execute(text("DELETE FROM request WHERE id NOT LIKE 'open/%'"))


def _walk(office: Office) -> float:
    """Rows a second when each is looked for, marked and committed alone."""
    began = time.perf_counter()
    for _ in range(WALKED):
        with office.database.writing() as session:
            _take_one(session)
    return WALKED / (time.perf_counter() - began)


def _take_one(session: Session) -> None:
    query = select(col(Request.id)).where(col(Request.next_step_at) <= NOW).order_by(col(Request.next_step_at)).limit(1)
    found = session.execute(query).scalar_one()
    session.execute(update(Request).where(col(Request.id) == found).values(next_step_at=NOW + timedelta(days=2)))
