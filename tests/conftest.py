"""One migrated template for the whole run; each test gets a fresh copy of it.

SQLite by default; PostgreSQL where DONDOC_TEST_DATABASE_URL names a server on loopback.
"""

from __future__ import annotations

import gc
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from config.settings import Settings
from config.workdays import counting_by, shipped
from models.clock import at_office
from models.database import Database
from models.directory import Agency, Contact
from models.ladder import DUE_HOUR, read_ladder, step_moment
from models.plan import Plan, Responsibility
from models.round import Round
from models.schema import metadata
from tasks.office import Office
from tasks.rounds import open_round
from tests.ready_made import ReadyMade

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# thousands of tests keep much alive, which the collector would walk again and again
gc.set_threshold(100_000, 50, 50)
SERVER = os.environ.get("DONDOC_TEST_DATABASE_URL")
SHARED = Path(__file__).resolve().parents[2] / "shared"
# a slow moment of the machine is no failure of an example: speed is measured by the benches
hypothesis.settings.register_profile(
    "dondoc", deadline=None, print_blob=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("dondoc")


@pytest.fixture(autouse=True)
def shipped_calendar() -> Iterator[None]:
    """Every test counts by the calendar that comes with the software, whatever an office before it applied."""
    with counting_by(shipped()):
        yield


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
            connection.execute(text(f'ALTER DATABASE "{name}" SET synchronous_commit = off'))
        return server.set(database=name).render_as_string(hide_password=False)

    yield make
    with admin.connect() as connection:
        for name in [template, *(f"dondoc_test_{run}_{n + 1}" for n in range(made[0]))]:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
    admin.dispose()


@pytest.fixture
def empty_database_url(tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table."""
    if not SERVER:
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server, name = make_url(SERVER), f"dondoc_empty_{uuid.uuid4().hex[:8]}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    yield server.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()


@pytest.fixture(scope="session")
def spare_databases() -> list[str]:
    """Databases on a server that a test has left, emptied; making and dropping one costs a checkpoint each."""
    return []


@pytest.fixture
def database(fresh_database_url: Callable[[], str], spare_databases: list[str]) -> Iterator[Database]:
    """An empty migrated database."""
    made = Database(spare_databases.pop() if spare_databases else fresh_database_url())
    before = _guards(made)
    yield made
    if SERVER and _guards(made) == before:
        _empty(made)
        spare_databases.append(made.url)
    made.dispose()


def _empty(database: Database) -> None:
    """Delete all rows and start the numbers anew; TRUNCATE would wait for the disk once for each table."""
    with database.engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))  # the journal refuses deletion
        for table in metadata.sorted_tables:
            connection.execute(text(f'DELETE FROM "{table.name}"'))
        connection.execute(text("SELECT setval(seqrelid, 1, false) FROM pg_sequence"))


def _guards(database: Database) -> list[tuple[object, ...]]:
    """Triggers and indexes: a test that took one away leaves a database that no other may use."""
    if not SERVER:
        return []
    query = (
        "SELECT tgname::text, tgenabled::text FROM pg_trigger UNION ALL SELECT indexname::text, '' FROM pg_indexes "
        "WHERE schemaname = 'public' ORDER BY 1, 2"
    )
    with database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


@pytest.fixture
def office(database: Database, tmp_path: Path) -> Office:
    """An office on an empty database, with sandbox channels and its own data folder."""
    return Office(
        database=database,
        settings=Settings(data_dir=tmp_path / "data", database_url=database.url, _env_file=None),  # type: ignore[call-arg]
        secret=b"0" * 32,
    )


@pytest.fixture(scope="session")
def ready_made(tmp_path_factory: pytest.TempPathFactory) -> ReadyMade:
    """Offices that were built before, for who needs another one like them."""
    return ReadyMade(tmp_path_factory.mktemp("ready-made"))


@pytest.fixture
def sample_office(office: Office, ready_made: ReadyMade) -> Office:
    """See :func:`launch_sample`."""
    return ready_made(office, launch_sample)


@pytest.fixture
def opened_office(sample_office: Office, ready_made: ReadyMade) -> Office:
    """The sample office whose round q1 opened on its day, 1 March 2027 at 08:00; its letters wait."""
    return ready_made(sample_office, _open)


def _open(office: Office) -> None:
    open_round(office, "5-kh-ubnd-2027-song-lam/q1", datetime(2027, 3, 1, 1, tzinfo=UTC))


@pytest.fixture(scope="session")
def launching_sample() -> Callable[[Office], Office]:
    """:func:`launch_sample`, for fixtures that keep one office for many tests."""
    return launch_sample


def launch_sample(office: Office) -> Office:
    """An office with a launched plan of two rounds in the fictional province Sông Lam, in 2027.

    Four agencies: snv coordinates; syt and stc execute; mttq is only requested. Round q1 opens on
    1 March (08:00) and is due on 15 March; round h1 is due on 15 June.
    """
    with office.database.writing() as session:
        for number, (key, name, kind, requested) in enumerate(
            (
                ("snv", "Sở Nội vụ", "department", False),
                ("syt", "Sở Y tế", "department", False),
                ("stc", "Sở Tài chính", "department", False),
                ("mttq", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "front", True),
            )
        ):
            session.add(
                Agency(
                    key=key,
                    name=name,
                    kind=kind,
                    level="province",
                    province="Sông Lam",
                    requested=requested,
                    position=number + 1,
                )
            )
            session.flush()
            for role in ("focal", "clerk", "leader"):
                session.add(
                    Contact(
                        agency_key=key,
                        role=role,
                        name=f"{name} · {role}",
                        email=f"{role}.{key}@dien-tap.example",
                        phone=None if role == "clerk" else f"00000000{number}{int(role == 'leader')}",
                        verified=True,
                    )
                )
        session.add(
            Plan(
                key="5-kh-ubnd-2027-song-lam",
                number="5/KH-UBND",
                title="Kế hoạch tuyên truyền cải cách hành chính năm 2027",
                issuer="Ủy ban nhân dân tỉnh Sông Lam",
                level="province",
                province="Sông Lam",
                year=2027,
                issued_on=date(2027, 1, 11),
                coordinator_key="snv",
                planfile="",
                digest="0" * 64,
                launched_at=datetime(2027, 1, 12, 2, tzinfo=UTC),
                launched_by="thử",
            )
        )
        session.flush()
        for number, holder, text_, roles, requested in (
            ("R1", "Sở Nội vụ", "Chủ trì, theo dõi, đôn đốc; tổng hợp báo cáo.", ["lead", "consolidate"], False),
            ("R2", "Sở Y tế", "Niêm yết thủ tục tại các cơ sở y tế.", ["execute"], False),
            ("R3", "Sở Y tế", "Báo cáo kết quả về Sở Nội vụ.", ["report"], False),
            ("R4", "Sở Tài chính", "Bố trí kinh phí thực hiện.", ["fund"], False),
            ("R5", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Phối hợp vận động nhân dân.", ["cooperate"], True),
        ):
            session.add(
                Responsibility(
                    id=f"5-kh-ubnd-2027-song-lam/{number}",
                    plan_key="5-kh-ubnd-2027-song-lam",
                    number=number,
                    position=int(number[1:]),
                    holder=holder,
                    text=text_,
                    roles=roles,
                    requested=requested,
                )
            )
        ladder = read_ladder("macdinh")
        for key, name, due in (
            ("q1", "Báo cáo quý I/2027", date(2027, 3, 15)),
            ("h1", "Báo cáo 6 tháng đầu năm 2027", date(2027, 6, 15)),
        ):
            due_at = at_office(due, DUE_HOUR)
            session.add(
                Round(
                    id=f"5-kh-ubnd-2027-song-lam/{key}",
                    plan_key="5-kh-ubnd-2027-song-lam",
                    key=key,
                    name=name,
                    window_from=date(2026, 12, 15),
                    window_to=due,
                    opens_at=step_moment(ladder.due[0], due_at),
                    due_at=due_at,
                    ladder=ladder.model_dump(mode="json"),
                )
            )
    return office


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, one for the whole run; CHROMIUM may name another."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "these tests need Chromium: apt-get install chromium, or set CHROMIUM=/path/to/chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
