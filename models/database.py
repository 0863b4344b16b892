"""The database: SQLite in the data folder by default, PostgreSQL by setting; migrations at start.

On PostgreSQL transactions overlap. Whoever needs several rows locks them in this order, else two may wait for each
other for ever: a gate (:class:`Gate`), rounds, contacts, requests by id, messages by id, and last the journal
(models/journal sees to that). Rows are locked with ``FOR NO KEY UPDATE`` (``key_share=True``): a row that only
points at a locked one, such as a link at its request, then waits for nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.util import LRUCache
from sqlmodel import Session

BUSY_TIMEOUT_MS = 30_000
CACHE_KB = 32_000
"""Pages that a connection to SQLite keeps at most. With the 2 MB that are customary a year of 150 agencies is read from
the file 90,000 times, with these 10,000 times."""
MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 0x646F6D  # PostgreSQL advisory lock: one process migrates at a time


class Gate(IntEnum):
    """What one transaction at a time may do (a PostgreSQL advisory lock)."""

    PLANS = 0x646F6F  # launching, amending, adding rounds: passed before any row is locked
    DRAFTS = 0x646F70  # writing draft letters: passed with the requests in hand that the letter is about


def pass_alone(session: Session, gate: Gate) -> None:
    """Keep everybody else from passing a gate until this transaction ends; on SQLite a writer is alone anyway."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": int(gate)})


class Database:
    """An engine with the two ways of using it: ``reading()`` and ``writing()``.

    A writing session takes SQLite's write lock at its first statement (BEGIN IMMEDIATE), so that two
    writers queue up instead of failing when a read lock must grow; it commits at the end of the block
    and rolls everything back on any exception.
    """

    def __init__(self, url: str, *, durable: bool = True) -> None:
        """``durable=False``: what a power cut or a kill may spoil (a rehearsal's scratch), and which one process uses
        alone. SQLite then waits for no disk, and keeps what it needs to roll back in memory."""
        self.url = url
        self.info: dict[str, Any] = {}
        """What every session's ``info`` begins with."""
        self.engine = _engine(url, durable)
        self._writer = self.engine.execution_options(dondoc_writing=True)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that commits at the end of the block; nothing stays half-written."""
        with Session(self._writer, expire_on_commit=False, info=self.info) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for looking things up; whatever is changed in it is thrown away."""
        with Session(self.engine, expire_on_commit=False, info=self.info) as session:
            yield session

    def migrate(self) -> None:
        """Bring the tables to the newest version. Safe to run at every start."""
        if self._version() == newest_version():  # Alembic takes longer to load than most commands to answer
            return
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with self._writer.begin() as connection:
            if connection.dialect.name == "postgresql":  # several processes start at once
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def _version(self) -> str | None:
        with self.engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()


@cache
def newest_version() -> str:
    """The revision that this software's tables have: migrations are numbered in their order."""
    return max(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def _engine(url: str, durable: bool) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    alone = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False})
    engine = Engine(
        alone.pool, _sqlite().dialect, alone.url, execution_options={"compiled_cache": _sqlite_statements()}
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # the driver must not open transactions itself, else BEGIN IMMEDIATE below is never seen
        connection.isolation_level = None
        for pragma in (
            f"journal_mode={'WAL' if durable else 'MEMORY'}",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            f"synchronous={'NORMAL' if durable else 'OFF'}",
            f"cache_size=-{CACHE_KB}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        writing = connection.get_execution_options().get("dondoc_writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


@cache
def _sqlite() -> Engine:
    """Whose dialect every SQLite database of this process speaks.

    An engine turns a statement into SQL once for each dialect object; making the SQL of one rehearsal or of one
    test anew costs more than running it.
    """
    engine = create_engine("sqlite://")
    engine.connect().close()  # the dialect learns what this SQLite can do
    engine.dispose()
    return engine


@cache
def _sqlite_statements() -> LRUCache[Any, Any]:
    return LRUCache(1000)
