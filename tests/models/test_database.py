"""The database: migrations make exactly the tables that the code means, writers queue up."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, inspect, text
from sqlalchemy.engine.interfaces import CacheStats
from sqlmodel import col, select

from models.database import MIGRATIONS, Database, newest_version
from models.journal import Entry, JournalRow, verify, write
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


def test_the_last_numbered_migration_is_where_they_all_end() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [newest_version()]


def test_a_database_of_the_first_version_is_brought_to_the_newest(empty_database_url: str) -> None:
    database, config = Database(empty_database_url), Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    assert "delegation" not in inspect(database.engine).get_table_names()
    database.migrate()
    assert "delegation" in inspect(database.engine).get_table_names()
    database.dispose()


@pytest.mark.parametrize("there", [False, True], ids=["as it was delivered", "with the column"])
def test_a_database_of_the_second_version_learns_which_ladder_is_in_use(empty_database_url: str, there: bool) -> None:
    database, config = Database(empty_database_url), Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        assert "ladder" not in {column["name"] for column in inspect(connection).get_columns("plan")}
        if there:
            connection.execute(text("ALTER TABLE plan ADD COLUMN ladder JSON"))
    database.migrate()
    assert "ladder" in {column["name"] for column in inspect(database.engine).get_columns("plan")}
    database.dispose()


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


def test_databases_of_one_process_share_the_sql_of_a_question_and_never_its_answer(tmp_path: Path) -> None:
    one, other = (Database(f"sqlite:///{tmp_path / name}.db") for name in ("one", "other"))
    for database in (one, other):
        database.migrate()
    with one.writing() as session:
        write(session, NOW, [Entry("test", "one")])
    question = select(JournalRow.subject).where(col(JournalRow.action) == "test", col(JournalRow.seq) >= 1)
    known: list[CacheStats] = []
    for database in (one, other):
        event.listen(database.engine, "before_cursor_execute", lambda *args: known.append(args[4].cache_hit))
        with database.reading() as session:
            assert session.exec(question).all() == (["one"] if database is one else [])
        database.dispose()
    begun = CacheStats.NO_CACHE_KEY
    assert known == [begun, CacheStats.CACHE_MISS, begun, CacheStats.CACHE_HIT]


@pytest.mark.parametrize(("durable", "journal", "waits"), [(True, "wal", 1), (False, "memory", 0)])
def test_only_what_a_power_cut_may_spoil_waits_for_no_disk(
    tmp_path: Path, durable: bool, journal: str, waits: int
) -> None:
    database = Database(f"sqlite:///{tmp_path / 'one.db'}", durable=durable)
    with database.engine.connect() as connection:
        said = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    assert said == [journal, waits]
    database.dispose()


def test_a_scratch_database_undoes_a_block_that_fails_too(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'scratch.db'}", durable=False)
    database.migrate()
    with pytest.raises(RuntimeError), database.writing() as session:
        session.add(
            JournalRow(
                seq=1, at="", actor="", channel="", action="", subject="", why="", detail="", prev_hash="", hash=""
            )
        )
        session.flush()
        raise RuntimeError
    with database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM journal")).scalar_one() == 0
    database.dispose()
