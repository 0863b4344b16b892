"""Where the office's Prefect server is and how it is set up. Imports no Prefect, so that it is quick to ask."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING

import httpx

from config.errors import DondocError
from config.settings import Settings

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient

WORKS_WITH = {"prefect": ("3.8.8", "3.9"), "sqlalchemy": ("2.0", "2.1"), "fastapi": ("0.150", "0.151")}
"""Package -> (lowest version, first version refused), as measured: with SQLAlchemy 2.1 the scheduler dies
and no scheduled run is ever created, without a word; FastAPI 0.154 makes the server refuse its own client."""

ANSWER_SECONDS = 3.0
START_SECONDS = 120.0


class PrefectUnreachable(DondocError):
    """Nothing answers at the address of the Prefect server."""


class WrongVersion(DondocError):
    """A library of a version with which Prefect is known to fail."""


@contextmanager
def prefect_client(settings: Settings) -> Iterator[SyncPrefectClient]:
    """A client of this office's Prefect server, which also becomes the one that artifacts and events go to.

    Raises PrefectUnreachable.
    """
    require_server(settings)
    from prefect.client.orchestration import get_client
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with temporary_settings({PREFECT_API_URL: api_url(settings)}), get_client(sync_client=True) as client:
        yield client


def environment(settings: Settings) -> dict[str, str]:
    """The variables under which the server and everything that talks to it run."""
    home = (settings.data_dir / "prefect").absolute()
    return {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": api_url(settings),
        "PREFECT_SERVER_API_HOST": settings.prefect_host,
        "PREFECT_SERVER_API_PORT": str(settings.prefect_port),
        "PREFECT_SERVER_UI_API_URL": api_url(settings),
        "PREFECT_UI_API_URL": api_url(settings),
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_API_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{home / 'prefect.db'}",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_LOGGING_SERVER_LEVEL": "WARNING",
        "DO_NOT_TRACK": "1",
        # sweeps every minute would fill the list of upcoming runs an hour ahead and hide the rounds
        "PREFECT_SERVER_SERVICES_SCHEDULER_MIN_SCHEDULED_TIME": "PT2M",
        "PREFECT_SERVER_SERVICES_SCHEDULER_MIN_RUNS": "2",
        "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "30",
    }


def require_server(settings: Settings) -> None:
    """Return where the server answers; raise PrefectUnreachable with its address where it does not."""
    try:
        # verify=False: our own plain http; loading the certificates costs 30 ms of processor for each look
        httpx.get(f"{api_url(settings)}/health", timeout=ANSWER_SECONDS, verify=False).raise_for_status()
    except httpx.HTTPError as fault:
        raise PrefectUnreachable.of("prefect.unreachable", place=api_url(settings)) from fault


def await_server(settings: Settings, seconds: float = START_SECONDS) -> None:
    """Return as soon as the server answers; raise PrefectUnreachable where it does not within `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return require_server(settings)
        except PrefectUnreachable:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def require_versions() -> None:
    """Refuse to start with libraries that are known to fail together. Raises WrongVersion."""
    for package, (lowest, refused) in WORKS_WITH.items():
        found = version(package)
        if not _numbers(lowest) <= _numbers(found) < _numbers(refused):
            raise WrongVersion.of(
                "prefect.version", place=package, package=package, found=found, lowest=lowest, refused=refused
            )


def api_url(settings: Settings) -> str:
    """The address of the server's API as programs on this machine reach it."""
    return f"{ui_url(settings)}/api"


def ui_url(settings: Settings) -> str:
    """The address that a supervisor on this machine opens."""
    host = "127.0.0.1" if settings.prefect_host in ("0.0.0.0", "::", "") else settings.prefect_host
    return f"http://[{host}]:{settings.prefect_port}" if ":" in host else f"http://{host}:{settings.prefect_port}"


def _numbers(version_: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version_.split(".") if part.isdigit())
