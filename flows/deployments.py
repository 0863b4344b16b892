"""The deployments and the one process that serves them: ``python -m flows.deployments``."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

from prefect import Flow
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import EntrypointType, RunnerDeployment  # type: ignore[attr-defined]
from prefect.runner import Runner
from prefect.schedules import Cron, Schedule

from config.settings import OFFICE_ZONE
from flows.check_in import check_in
from flows.collect_reports import collect_reports
from flows.consolidate import consolidate
from flows.decide_delays import decide_delays
from flows.deliver import deliver
from flows.escalate_delays import escalate_delays
from flows.launch_plan import launch_plan
from flows.names import deployment_name
from tasks.office import Office

AT_ONCE = 2
"""Flow runs at the same time: each is a process of some 150 MB that is busy for seconds."""

POLL_SECONDS = 5
STOP_SECONDS = 10
"""What a stopping runner may take to end its runs; then its whole process group is killed."""

EVERY_MINUTE = "* * * * *"
EVERY_QUARTER = "*/15 * * * *"
FIVE_PAST_QUARTERS = "5-59/15 * * * *"

SERVED: tuple[tuple[Flow[..., Any], str | None], ...] = (
    (launch_plan, None),
    (check_in, None),
    (collect_reports, EVERY_QUARTER),
    (escalate_delays, FIVE_PAST_QUARTERS),
    (decide_delays, None),
    (consolidate, None),
    (deliver, EVERY_MINUTE),
)
"""Flow and its schedule in the office's zone (cron); None: runs are created one by one, or by a person."""


def deployments() -> list[RunnerDeployment]:
    """All deployments. A sweep that is still running when its next run is due makes that one needless."""
    return [_deployment(flow, cron) for flow, cron in SERVED]


def register(office: Office) -> int:
    """Tell the server of every deployment; returns how many. Idempotent; needs a client's settings in context."""
    made = deployments()
    for deployment in made:
        deployment.apply()
    return len(made)


def serve_all(office: Office, ready: Callable[[], None] = lambda: None) -> None:
    """Sync, call `ready`, and run what falls due until SIGTERM or SIGINT. Raises PrefectUnreachable."""
    from flows.server import require_server
    from flows.sync import sync

    require_server(office.settings)
    for line in sync(office).lines:
        print(line, flush=True)
    asyncio.run(_serve(ready))


async def _serve(ready: Callable[[], None]) -> None:
    runner = Runner(name="dondoc", limit=AT_ONCE, pause_on_shutdown=False, query_seconds=POLL_SECONDS)
    for deployment in deployments():
        await runner.aadd_deployment(deployment)
    ready()
    await runner.start()


def _deployment(flow: Flow[..., Any], cron: str | None) -> RunnerDeployment:
    schedule: Schedule | None = Cron(cron, timezone=str(OFFICE_ZONE)) if cron else None
    return RunnerDeployment.from_flow(
        flow,
        name=deployment_name(flow.name),
        schedule=schedule,
        description=flow.description,
        entrypoint_type=EntrypointType.MODULE_PATH,
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
        if cron
        else None,
        tags=["dondoc"],
    )


def main() -> None:
    """The child process of ``dondoc up`` that serves the deployments; runs of flows are its children."""
    _end_within(STOP_SECONDS)
    office = Office.open()
    serve_all(office, _tell_parent)


def _tell_parent() -> None:
    """Write one line to the descriptor on which ``dondoc up`` waits."""
    descriptor = os.environ.get("DONDOC_READY_FD")
    if descriptor is not None:
        with os.fdopen(int(descriptor), "w") as pipe:
            pipe.write("ready\n")


def _end_within(seconds: float) -> None:
    """From the first signal to stop, this process and its flow runs have `seconds` left, whatever hangs."""

    def overdue() -> None:
        os.killpg(os.getpgrp(), signal.SIGKILL)

    def stop(number: int, frame: FrameType | None) -> None:
        timer = threading.Timer(seconds, overdue)
        timer.daemon = True
        timer.start()
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)


if __name__ == "__main__":
    main()
