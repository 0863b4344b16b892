"""A running office for tests: ``dondoc up`` as an office starts it, on free ports, with the sample plan."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import Any

import httpx
import pytest

from config.settings import Settings
from models.clock import at_office, set_clock
from tasks.office import Office

PLAN = "5-kh-ubnd-2027-song-lam"
ROUND = f"{PLAN}/q1"
PATIENCE = 90.0
COMMAND = (sys.executable, "-m", "portal.cli.main")


@dataclass
class Served:
    """An office whose process tree runs. Its clock says 07:59:50 of the day on which round q1 opens."""

    office: Office
    process: subprocess.Popen[str] | None = None
    said: list[str] = field(default_factory=list)

    @property
    def api(self) -> str:
        """Address of the Prefect API."""
        return f"http://127.0.0.1:{self.office.settings.prefect_port}/api"

    def start(self) -> None:
        """Run ``dondoc up`` until it says that it is ready."""
        self.process = subprocess.Popen(
            [*COMMAND, "up"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=self._environment()
        )
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line.rstrip())
            if "Nhật ký:" in line:
                return
        pytest.fail("dondoc up ended before it was ready:\n" + "\n".join(self.said))

    def command(self, *words: str) -> str:
        """What a command says of this office in a process of its own, as a person runs it beside ``dondoc up``."""
        done = subprocess.run(
            [*COMMAND, *words], capture_output=True, text=True, env=self._environment(), timeout=PATIENCE, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _environment(self) -> dict[str, str]:
        chosen = self.office.settings
        return {
            **os.environ,
            "DONDOC_DATA_DIR": str(chosen.data_dir),
            "DONDOC_DATABASE_URL": str(chosen.database_url),
            "DONDOC_PREFECT_PORT": str(chosen.prefect_port),
            "DONDOC_PORTAL_PORT": str(chosen.portal_port),
            "DONDOC_LANGUAGE": "vi",
        }

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop; its exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        code = self.process.wait(timeout=40)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """What the Prefect API answers."""
        for _ in range(20):
            answer = httpx.post(f"{self.api}{path}", json=body or {}, timeout=20, verify=False)
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:  # its database was busy; every client asks again
                break
            time.sleep(0.2)
        answer.raise_for_status()
        return answer.json()

    def artifacts(self) -> list[dict[str, Any]]:
        """The newest version of each page."""
        found: list[dict[str, Any]] = self.post("/artifacts/latest/filter")
        return found

    def runs(self, flow: str, *states: str) -> list[dict[str, Any]]:
        """Runs of a flow, newest first; of these state types where any are named."""
        body: dict[str, Any] = {"flows": {"name": {"any_": [flow]}}, "sort": "EXPECTED_START_TIME_DESC"}
        if states:
            body["flow_runs"] = {"state": {"type": {"any_": list(states)}}}
        found: list[dict[str, Any]] = self.post("/flow_runs/filter", body)
        return found

    def run_now(self, flow: str, parameters: dict[str, Any] | None = None) -> str:
        """Have a deployment run at once, as a person does in the UI; the run's id."""
        return self._create(flow, {"parameters": parameters or {}})

    def run_later(self, flow: str) -> str:
        """A run that is scheduled for tomorrow; its id."""
        tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
        return self._create(flow, {"state": {"type": "SCHEDULED", "state_details": {"scheduled_time": tomorrow}}})

    def _create(self, flow: str, body: dict[str, Any]) -> str:
        deployment = self.post("/deployments/filter", {"flows": {"name": {"any_": [flow]}}})[0]["id"]
        run: str = self.post(f"/deployments/{deployment}/create_flow_run", body)["id"]
        return run

    def run(self, run_id: str) -> dict[str, Any]:
        """One run."""
        found: dict[str, Any] = httpx.get(f"{self.api}/flow_runs/{run_id}", timeout=20, verify=False).json()
        return found

    def wait_for(self, what: str, look: Callable[[], Any]) -> Any:
        """What `look` finds, as soon as it finds something; fails after PATIENCE seconds, naming `what`."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if found := look():
                return found
            time.sleep(0.3)
        log = self.office.settings.data_dir / "log" / "deployments.log"
        return pytest.fail(f"no {what} within {PATIENCE:.0f} s\n{log.read_text('utf-8')[-3000:]}")

    def set_clock(self, moment: datetime) -> None:
        """Set the office's clock."""
        with self.office.database.writing() as session:
            set_clock(session, moment, by="thử", why="thử")


@contextmanager
def serving(
    folder: Path, database_url: str, launch_sample: Callable[[Office], Office], opens: datetime
) -> Iterator[Served]:
    """A served office. One Prefect server at a time on a machine: two would starve each other."""
    chosen = Settings(
        data_dir=folder,
        database_url=database_url,
        prefect_port=free_port(),
        portal_port=free_port(),
        _env_file=None,  # type: ignore[call-arg]
    )
    office = Office.open(chosen)
    launch_sample(office)
    served = Served(office)
    with (Path(tempfile.gettempdir()) / "prefect.lock").open("a") as lock:
        if "DONDOC_PREFECT_LOCKED" not in os.environ:
            fcntl.flock(lock, fcntl.LOCK_EX)
        served.set_clock(opens)
        served.start()
        try:
            yield served
        finally:
            if served.process is not None and served.process.poll() is None:
                served.stop()
            office.database.dispose()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory,
    fresh_database_url: Callable[[], str],
    launching_sample: Callable[[Office], Office],
) -> Iterator[Served]:
    """One running office for a module's tests, of which each story needs its own; a few seconds before round q1 opens."""
    opens = at_office(date(2027, 3, 1), clock_time(7, 59, 50))
    with serving(tmp_path_factory.mktemp("office"), fresh_database_url(), launching_sample, opens) as made:
        yield made
