"""One migrated template for the whole run; each test gets a fresh copy of it.

SQLite by default; PostgreSQL where DONDOC_TEST_DATABASE_URL names a server on loopback.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from config.settings import Settings
from models.database import Database
from tasks.office import Office

SERVER = os.environ.get("DONDOC_TEST_DATABASE_URL")
SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of source documents that developers have beside the project."""
    if not SHARED.is_dir():
        pytest.skip(f"no shared folder beside the project ({SHARED.name}/ is only on developers' machines)")
    return SHARED


@pytest.fixture(scope="session")
def fresh_database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Returns a function that makes an empty migrated database and gives its address."""
    if SERVER:
        yield from _on_server(SERVER)
        return
    template = tmp_path_factory.mktemp("template") / "template.db"
    database = Database(f"sqlite:///{template}")
    database.migrate()
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()

    def make() -> str:
        copy = tmp_path_factory.mktemp("database") / "dondoc.db"
        shutil.copy(template, copy)
        return f"sqlite:///{copy}"

    yield make


def _on_server(address: str) -> Iterator[Callable[[], str]]:
    server, run, made = make_url(address), uuid.uuid4().hex[:8], [0]
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    template = f"dondoc_template_{run}"
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{template}"'))
    database = Database(server.set(database=template).render_as_string(hide_password=False))
    database.migrate()
    database.dispose()

    def make() -> str:
        made[0] += 1
        name = f"dondoc_test_{run}_{made[0]}"
        with admin.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
        return server.set(database=name).render_as_string(hide_password=False)

    yield make
    with admin.connect() as connection:
        for name in [template, *(f"dondoc_test_{run}_{n + 1}" for n in range(made[0]))]:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
    admin.dispose()


@pytest.fixture
def database(fresh_database_url: Callable[[], str]) -> Iterator[Database]:
    """An empty migrated database."""
    made = Database(fresh_database_url())
    yield made
    made.dispose()


@pytest.fixture
def office(database: Database, tmp_path: Path) -> Office:
    """An office on an empty database, with sandbox channels and its own data folder."""
    return Office(
        database=database,
        settings=Settings(data_dir=tmp_path / "data", database_url=database.url, _env_file=None),  # type: ignore[call-arg]
        secret=b"0" * 32,
    )
