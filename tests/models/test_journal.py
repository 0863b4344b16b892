"""The journal: a chain that shows every change of what was written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from models.database import Database
from models.journal import GENESIS, Entry, JournalRow, verify, waiting, write
from models.journal import _digest as journal_digest

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


def fill(database: Database, rows: int) -> None:
    with database.writing() as session:
        entries = [Entry("thử", f"mục {n}", why="có lý do", detail={"số": n, "chữ": "Đôn đốc"}) for n in range(rows)]
        write(session, NOW, entries)


def broken(database: Database) -> int | None:
    with database.reading() as session:
        found = verify(session)
    return found.seq if found else None


@contextmanager
def intruder(database: Database) -> Iterator[Session]:
    """Somebody with the administrator's rights, who takes the guards away first."""
    with database.writing() as session:
        if database.url.startswith("sqlite"):
            for guard in ("journal_no_update", "journal_no_delete"):
                session.execute(text(f"DROP TRIGGER {guard}"))
        else:
            session.execute(text("ALTER TABLE journal DISABLE TRIGGER ALL"))
        yield session


@pytest.mark.parametrize("act", ["UPDATE journal SET why = 'khác' WHERE seq = 2", "DELETE FROM journal WHERE seq = 2"])
def test_the_database_itself_refuses_to_change_a_row(database: Database, act: str) -> None:
    fill(database, 3)
    with pytest.raises(DBAPIError, match="append-only"), database.writing() as session:
        session.execute(text(act))
    assert broken(database) is None


def test_rows_hang_together_over_transactions(database: Database) -> None:
    fill(database, 2)
    fill(database, 3)
    assert broken(database) is None
    with database.reading() as session:
        rows = session.exec(select(JournalRow).order_by(JournalRow.seq)).all()  # type: ignore[arg-type]
    assert [row.seq for row in rows] == [1, 2, 3, 4, 5]
    assert rows[0].prev_hash == GENESIS
    assert [row.prev_hash for row in rows[1:]] == [row.hash for row in rows[:-1]]


def test_an_empty_journal_holds(database: Database) -> None:
    assert broken(database) is None


def test_a_transaction_that_fails_leaves_no_row(database: Database) -> None:
    def half(session: Session) -> None:
        write(session, NOW, [Entry("thử", "mục")])
        raise RuntimeError("hỏng giữa chừng")

    with pytest.raises(RuntimeError), database.writing() as session:
        half(session)
    fill(database, 1)
    assert broken(database) is None


@pytest.mark.parametrize(
    "column", ["at", "actor", "channel", "action", "subject", "why", "detail", "prev_hash", "hash"]
)
def test_a_changed_column_names_its_row(database: Database, column: str) -> None:
    fill(database, 5)
    with intruder(database) as session:
        session.execute(text(f"UPDATE journal SET {column} = {column} || 'x' WHERE seq = 3"))
    assert broken(database) == 3


def test_a_removed_row_is_named(database: Database) -> None:
    fill(database, 5)
    with intruder(database) as session:
        session.execute(text("DELETE FROM journal WHERE seq = 2"))
    assert broken(database) == 2


def test_a_row_that_was_rehashed_breaks_the_next_one(database: Database) -> None:
    fill(database, 4)
    with intruder(database) as session:
        row = session.get_one(JournalRow, 2)
        # somebody who knows the rule makes the row itself consistent
        row.why = "lý do khác"
        row.hash = journal_digest(row.model_dump(exclude={"hash"}))
    assert broken(database) == 3


@pytest.mark.parametrize("byte", [b"\xff", b"Z"])
def test_one_byte_of_the_file_names_its_row(database: Database, tmp_path: Path, byte: bytes) -> None:
    if not database.url.startswith("sqlite"):
        pytest.skip("a byte of the file can be changed only on SQLite")
    fill(database, 6)
    database.dispose()
    path = Path(database.url.removeprefix("sqlite:///"))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = path.read_bytes()
    place = content.index("mục 3".encode())
    path.write_bytes(content[:place] + byte + content[place + 1 :])
    assert broken(database) == 4


def test_entries_are_appended_when_the_transaction_commits_and_not_before(database: Database) -> None:
    with database.writing() as session:
        write(session, NOW, [Entry("thử", "một")])
        assert session.exec(select(JournalRow.subject)).all() == []
        write(session, NOW, [Entry("thử", "hai")])
        assert [each.subject for each in waiting(session, "thử", "hai")] == ["hai"]
    with database.reading() as session:
        assert session.exec(select(JournalRow.subject).order_by(col(JournalRow.seq))).all() == ["một", "hai"]
    assert broken(database) is None


def test_what_is_rolled_back_to_a_savepoint_leaves_no_entry_and_no_gap(database: Database) -> None:
    with database.writing() as session:
        write(session, NOW, [Entry("thử", "trước")])
        with pytest.raises(ZeroDivisionError), session.begin_nested():
            write(session, NOW, [Entry("thử", "bỏ")])
            with session.begin_nested():
                write(session, NOW, [Entry("thử", "bỏ bên trong")])
            raise ZeroDivisionError
        with session.begin_nested():
            write(session, NOW, [Entry("thử", "giữ")])
    with database.reading() as session:
        assert session.exec(select(JournalRow.subject).order_by(col(JournalRow.seq))).all() == ["trước", "giữ"]
    assert broken(database) is None


def test_an_act_that_fails_leaves_no_entry(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.writing() as session:
        write(session, NOW, [Entry("thử", "bỏ")])
        raise ZeroDivisionError
    fill(database, 1)
    with database.reading() as session:
        assert session.exec(select(JournalRow.subject)).all() == ["mục 0"]
