"""A reply that is changed after it came is named, although the journal itself is whole."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from sqlalchemy import update

from models.journal import verify
from models.report import Report, ReportItem
from tasks.consolidate import consolidate
from tasks.evidence import changed_reports, spoilt_files, stored_at
from tasks.office import Office
from tasks.reports import Answer, Attached, ItemAnswer, submit
from tasks.requests import duties_of
from tasks.rounds import open_round
from tests.acting import send

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


def test_a_file_that_is_changed_or_gone_on_disk_is_named_with_its_report(sample_office: Office) -> None:
    open_round(sample_office, ROUND, NOW)
    kept = []
    for name, content in (("a.pdf", b"mot"), ("b.pdf", b"hai"), ("c.pdf", b"ba")):
        sha256 = hashlib.sha256(content).hexdigest()
        kept.append(Attached(name, "application/pdf", len(content), sha256))
        path = stored_at(sample_office.files_dir, sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    send(sample_office, NOW, f"{ROUND}/syt", files=tuple(kept))
    assert spoilt(sample_office) == []
    stored_at(sample_office.files_dir, kept[0].sha256).write_bytes(b"khac")
    stored_at(sample_office.files_dir, kept[1].sha256).unlink()
    assert spoilt(sample_office) == [
        ("changed", f"{ROUND}/syt#1", "a.pdf"),
        ("gone", f"{ROUND}/syt#1", "b.pdf"),
    ]


def test_a_consolidated_report_that_is_changed_on_disk_is_named_with_its_version(sample_office: Office) -> None:
    open_round(sample_office, ROUND, NOW)
    written = consolidate(sample_office, ROUND, NOW, by="chị Hoa")
    assert spoilt(sample_office) == []
    written.docx.write_bytes(written.docx.read_bytes() + b".")
    assert spoilt(sample_office) == [("changed", f"{ROUND} v1", written.docx.name)]


def spoilt(office: Office) -> list[tuple[str, str, str]]:
    with office.database.reading() as session:
        found = spoilt_files(session, files_dir=office.files_dir, reports_dir=office.reports_dir)
    return [(each.what, each.of, each.name) for each in found]
