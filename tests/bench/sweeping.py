"""The escalation sweep among a million closed requests and 200 due ones."""

from __future__ import annotations

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


def measure() -> list[Row]:
    """One row: seconds of one sweep that takes 200 steps."""
    with large_office(DUE) as office:
        open_round(office, ROUND, OPENING)
        with office.database.writing() as session:
            session.execute(text("DROP INDEX ix_request_agency_key"))
            session.execute(
                text(
                    "INSERT INTO request (id, round_id, agency_key, state, requested_body, asked_at, due_at,"
                    " original_due_at, ladder_part, base_at, step_index, accepted_at, version)"
                    " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :closed)"
                    " SELECT 'old/' || i, round_id, agency_key, 'accepted', 0, asked_at, due_at, due_at, 'due',"
                    " due_at, 8, due_at, 1 FROM n, (SELECT * FROM request LIMIT 1)"
                ),
                {"closed": CLOSED},
            )
            session.execute(text("CREATE INDEX ix_request_agency_key ON request (agency_key)"))
        now = OPENING + timedelta(days=9, hours=1)  # the morning of the reminder three working days before
        began = time.perf_counter()
        swept = sweep(office, now)
        spent = time.perf_counter() - began
        assert len(swept.taken) == DUE
        began = time.perf_counter()
        sweep(office, now)
        idle = time.perf_counter() - began
    return [
        Row(f"sweep: {DUE} due among {CLOSED:,} closed", spent, "s", f"<= {MOST_SECONDS} s", spent <= MOST_SECONDS),
        Row(f"sweep: nothing due among {CLOSED:,} closed", idle, "s", "shown", True),
    ]
