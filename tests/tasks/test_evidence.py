"""A reply that is changed after it came is named, although the journal itself is whole."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import update

from models.journal import verify
from models.report import Report, ReportItem
from tasks.evidence import changed_reports
from tasks.office import Office
from tasks.reports import Answer, ItemAnswer, submit
from tasks.requests import duties_of
from tasks.rounds import open_round

ROUND = "5-kh-ubnd-2027-song-lam/q1"
NOW = datetime(2027, 3, 1, 2, tzinfo=UTC)


def test_a_reply_changed_after_it_came_is_named(sample_office: Office) -> None:
    open_round(sample_office, ROUND, NOW)
    with sample_office.database.writing() as session:
        items = [ItemAnswer(duty.id, "done", result="Xong") for duty in duties_of(session, f"{ROUND}/syt")]
        submit(sample_office, session, NOW, f"{ROUND}/syt", Answer(items, "khó", "đề nghị"), by="chị Lan")
    with sample_office.database.reading() as session:
        assert changed_reports(session) == []
    for table, values in ((ReportItem, {"result": "Chưa xong"}), (Report, {"difficulties": "không"})):
        with sample_office.database.engine.begin() as connection:
            connection.execute(update(table).values(**values))
        with sample_office.database.reading() as session:
            assert changed_reports(session) == [f"{ROUND}/syt#1"]
            assert verify(session) is None
