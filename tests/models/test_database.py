"""The database: migrations make exactly the tables that the code means, writers queue up."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from models.database import Database
from models.journal import Entry, verify, write
from models.schema import metadata

NOW = datetime(2027, 3, 1, tzinfo=UTC)


def test_the_migrations_make_exactly_the_tables_of_the_code(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = [each for each in compare_metadata(context, metadata) if "ix_" not in str(each)]
    assert differences == []


def test_migrating_again_changes_nothing(database: Database) -> None:
    database.migrate()
    database.migrate()


def test_writers_of_the_journal_queue_up_and_never_fork_the_chain(database: Database) -> None:
    def append(number: int) -> None:
        with database.writing() as session:
            write(session, NOW, [Entry("test", str(number)), Entry("test", str(number))])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(append, range(40)))
    with database.reading() as session:
        assert session.execute(text("SELECT count(*), max(seq) FROM journal")).one() == (80, 80)
        assert verify(session) is None


def test_a_block_that_fails_leaves_nothing_behind(database: Database) -> None:
    class Broken(Exception):
        pass

    try:
        with database.writing() as session:
            write(session, NOW, [Entry("test", "half")])
            raise Broken
    except Broken:
        pass
    with database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM journal")).scalar_one() == 0
