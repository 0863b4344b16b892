"""What an office consists of when it runs: three processes, two ports, one data folder."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import SecretStr

from config.errors import DondocError
from config.settings import Settings
from config.wording import language, say
from flows.server import api_url, environment, require_versions, ui_url
from models.clock import is_exercise, local_day, office_now
from portal.supervise import Child, ProcessTree
from tasks.office import Office


class OfficeRefused(DondocError):
    """An office that cannot run here: a port is taken, or it runs already."""


def run_office(settings: Settings, tell: Callable[[str], None] = print) -> None:
    """Run the office until Ctrl-C or SIGTERM. Raises OfficeRefused, WrongVersion, ChildEnded."""
    require_versions()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with _alone(settings.data_dir / "up.lock"):
        _require_ports(settings)
        office = Office.open(settings)  # migrates once, before two children would at the same time
        exercise = _exercise_day(office)
        office.database.dispose()
        logs = settings.data_dir / "log"
        logs.mkdir(exist_ok=True)
        tree = ProcessTree(child_environment(settings), logs, tell)

        def ready() -> None:
            tell("")
            tell(say("up.ready"))
            tell(f"  {say('up.portal')}: {settings.resolved_public_url}")
            tell(f"  {say('up.prefect')}: {ui_url(settings)}")
            tell(f"  {say('up.logs')}: {logs}")
            if exercise:
                tell(f"  {say('up.exercise', day=exercise)}")

        tree.run(children(settings), ready)
    tell(say("up.stopped"))


def children(settings: Settings) -> list[Child]:
    """The three processes. The deployments wait for the server while they load."""
    python = sys.executable
    address = ["--host", settings.prefect_host, "--port", str(settings.prefect_port)]
    health = f"{api_url(settings)}/health"
    portal = f"http://{_reachable(settings.portal_host)}:{settings.portal_port}/healthz"
    return [
        Child("prefect", say("up.name.server"), [python, "-m", "prefect", "server", "start", *address], health),
        Child(
            "deployments", say("up.name.deployments"), [python, "-m", "flows.deployments"], None, sees_to_its_own=True
        ),
        Child("portal", say("up.name.portal"), [python, "-m", "portal.serve"], portal),
    ]


def child_environment(settings: Settings) -> dict[str, str]:
    """The parent's environment, the settings as they were chosen here, and Prefect's."""
    chosen = {
        f"DONDOC_{name.upper()}": _as_text(getattr(settings, name))
        for name in settings.model_fields_set
        if getattr(settings, name) is not None
    }
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return {
        **inherited,
        **chosen,
        "DONDOC_DATA_DIR": str(settings.data_dir.absolute()),
        "DONDOC_LANGUAGE": language(),
        "PYTHONUNBUFFERED": "1",
        **environment(settings),
    }


def _as_text(value: object) -> str:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    return json.dumps(value) if isinstance(value, list | dict) else str(value)


def _reachable(host: str) -> str:
    return "127.0.0.1" if host in ("0.0.0.0", "") else f"[{host}]" if ":" in host else host


def _require_ports(settings: Settings) -> None:
    if settings.portal_port == settings.prefect_port:
        raise OfficeRefused.of("up.same_port", place=str(settings.portal_port), port=settings.portal_port)
    for host, port, which in (
        (settings.prefect_host, settings.prefect_port, "DONDOC_PREFECT"),
        (settings.portal_host, settings.portal_port, "DONDOC_PORTAL"),
    ):
        try:
            family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            with socket.socket(family, kind) as trial:
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                trial.bind(address)
        except OSError as fault:
            place = f"{host}:{port}"
            if fault.errno == errno.EADDRINUSE:
                raise OfficeRefused.of(
                    "up.port_taken", place=place, port=port, setting=f"{which}_PORT", other=port + 1
                ) from fault
            raise OfficeRefused.of("up.host", place=place, host=host, setting=f"{which}_HOST") from fault


def _exercise_day(office: Office) -> str:
    with office.database.reading() as session:
        return f"{local_day(office_now(session)):%d/%m/%Y}" if is_exercise(session) else ""


def is_served(data_dir: Path) -> bool:
    """Whether an office runs on this data folder now."""
    path = data_dir / "up.lock"
    if not path.exists():
        return False
    with path.open("r") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the lock of a data folder; the kernel lets go of it when this process ends, however that comes."""
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            lock.seek(0)
            raise OfficeRefused.of("up.running", place=str(path.parent), pid=lock.read().strip() or "?") from fault
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
