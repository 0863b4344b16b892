"""The deployments and the one process that serves them: ``python -m flows.deployments``."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

from prefect import Flow
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import EntrypointType, RunnerDeployment  # type: ignore[attr-defined]
from prefect.runner import Runner
from prefect.schedules import Cron, Schedule

from config.settings import OFFICE_ZONE
from config.wording import say
from flows.check_in import check_in
from flows.collect_reports import collect_reports
from flows.consolidate import consolidate
from flows.decide_delays import decide_delays
from flows.deliver import deliver
from flows.escalate_delays import escalate_delays
from flows.launch_plan import launch_plan
from flows.names import deployment_name
from flows.server import await_server
from flows.watch import watch_outbox
from tasks.office import Office

AT_ONCE = 2
"""Flow runs at the same time: each is a process of some 150 MB that is busy for seconds."""

POLL_SECONDS = 2

EVERY_QUARTER = "*/15 * * * *"
A_LITTLE_LATER = "3-59/15 * * * *"
LATER_STILL = "6-59/15 * * * *"

SERVED: tuple[tuple[Flow[..., Any], str | None], ...] = (
    (launch_plan, None),
    (check_in, None),
    (collect_reports, EVERY_QUARTER),
    (escalate_delays, A_LITTLE_LATER),
    (decide_delays, None),
    (consolidate, None),
    (deliver, LATER_STILL),
)
"""Flow and its schedule in the office's zone (cron); None: runs are created one by one, or by a person.

Deliveries are started by flows/watch as soon as a message is due; their schedule is the net below it."""


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
    """Sync, call `ready`, and run what falls due until SIGTERM. Raises PrefectUnreachable.

    Nobody else may serve this office: runs that an earlier process left unfinished are taken up again.
    """
    await_server(office.settings)
    asyncio.run(_serve(office, ready))


async def _serve(office: Office, ready: Callable[[], None]) -> None:
    runner = Runner(name="dondoc", limit=AT_ONCE, pause_on_shutdown=False, query_seconds=POLL_SECONDS)
    for deployment in deployments():
        await runner.aadd_deployment(deployment)
    await asyncio.to_thread(_prepare, office)
    serving = asyncio.create_task(runner.start())
    while not runner.started and not serving.done():
        await asyncio.sleep(0.05)
    # the runner's own handler drops the coroutine that would end its runs (Prefect 3.8.8)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, lambda: asyncio.create_task(runner.astop()))
    watching = asyncio.create_task(watch_outbox(office))
    ready()
    try:
        await serving
    finally:
        watching.cancel()


def _prepare(office: Office) -> None:
    from flows.sync import build, sweep_now, take_up_again

    print(say("sync.taken_up", count=take_up_again(office)))
    print(*build(office).lines, sep="\n", flush=True)
    sweep_now(office)


def _deployment(flow: Flow[..., Any], cron: str | None) -> RunnerDeployment:
    schedule: Schedule | None = Cron(cron, timezone=str(OFFICE_ZONE)) if cron else None
    made = RunnerDeployment.from_flow(
        flow,
        name=deployment_name(flow.name),
        schedule=schedule,
        description=flow.description,
        entrypoint_type=EntrypointType.MODULE_PATH,
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
        if cron
        else None,
    )
    # Prefect takes a parameter's title from its Python name and nowhere else (3.8.8)
    for name, shown in made._parameter_openapi_schema.properties.items():
        shown.update(title=say(f"param.{name}"), description=say(f"param.{name}.help"))
    return made


def main() -> None:
    """The child process of ``dondoc up`` that serves the deployments; runs of flows are its children."""
    parent = int(os.environ.get("DONDOC_PARENT", os.getppid()))
    threading.Thread(target=_end_with_parent, args=(parent,), daemon=True).start()
    serve_all(Office.open(), _tell_parent)


def _tell_parent() -> None:
    """Write one line to the descriptor on which ``dondoc up`` waits."""
    descriptor = os.environ.get("DONDOC_READY_FD")
    if descriptor is not None:
        with os.fdopen(int(descriptor), "w") as pipe:
            pipe.write("ready\n")


def _end_with_parent(parent: int) -> None:
    """Where the parent was killed, end this process with all its flow runs: the office's tables bear that."""
    while os.getppid() == parent:
        time.sleep(1)
    os.killpg(os.getpgrp(), signal.SIGKILL)


if __name__ == "__main__":
    main()
