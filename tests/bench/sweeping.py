"""The escalation sweep among a million closed requests and 200 due ones."""

from __future__ import annotations

import statistics
import time
from datetime import timedelta

from sqlalchemy import text

from tasks.escalate import sweep
from tasks.rounds import open_round
from tests.bench.ground import OPENING, ROUND, large_office
from tests.bench.row import Row

CLOSED = 1_000_000
DUE = 200
MOST_SECONDS = 0.1
MORNINGS = (9, 11, 15, 17, 21)
"""Days after the opening on which the ladder's steps D-3, D-1, D+1, D+3 and D+5 fall."""


def measure() -> list[Row]:
    """Two rows: seconds of a sweep that takes 200 steps, and of one that finds nothing."""
    with large_office(DUE) as office:
        open_round(office, ROUND, OPENING)
        with office.database.writing() as session:
            session.execute(text("DROP INDEX ix_request_agency_key"))
            session.execute(
                text(
                    "INSERT INTO request (id, round_id, agency_key, state, requested_body, asked_at, due_at,"
                    " original_due_at, ladder_part, base_at, step_index, promises, accepted_at, version)"
                    " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :closed)"
                    " SELECT 'old/' || i, round_id, agency_key, 'accepted', 0, asked_at, due_at, due_at, 'due',"
                    " due_at, 8, 0, due_at, 1 FROM n, (SELECT * FROM request LIMIT 1)"
                ),
                {"closed": CLOSED},
            )
            session.execute(text("CREATE INDEX ix_request_agency_key ON request (agency_key)"))
        spent = []
        now = OPENING
        for days in MORNINGS:
            now = OPENING + timedelta(days=days, hours=1)
            began = time.perf_counter()
            swept = sweep(office, now)
            spent.append(time.perf_counter() - began)
            assert len(swept.taken) == DUE
        began = time.perf_counter()
        sweep(office, now)
        idle = time.perf_counter() - began
    return [
        Row(
            f"sweep: {DUE} due among {CLOSED:,} closed (median of {len(spent)})",
            statistics.median(spent),
            "s",
            f"<= {MOST_SECONDS} s",
            statistics.median(spent) <= MOST_SECONDS,
        ),
        Row(f"sweep: nothing due among {CLOSED:,} closed", idle, "s", "shown", True),
    ]
