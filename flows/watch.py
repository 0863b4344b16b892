"""Starting a delivery the moment something may leave: a receipt should not wait for the next sweep.

A flow run costs seconds of processor; one every minute for an empty outbox would keep an office machine
busy for nothing and bury the rounds in the list of runs. One indexed question costs nothing.
"""

from __future__ import annotations

import asyncio
import logging

import httpx
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.exceptions import PrefectHTTPStatusError
from prefect.types import DateTime

from flows.names import deployment_name
from tasks.living import mail_is_due
from tasks.office import Office

LOOK_SECONDS = 3.0
UNDER_WAY = (StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING)

log = logging.getLogger(__name__)


async def watch_outbox(office: Office) -> None:
    """Have delivered what is still due at the second look, LOOK_SECONDS after the first. Endless.

    A server that does not answer is asked again: the scheduled sweep would fail the same way.
    """
    waited = False
    async with get_client() as client:
        while True:
            waits = await asyncio.to_thread(_due, office)
            try:
                # a check-in or an escalation sends what it queues; only what it leaves is for another run
                if waits and waited and not await _under_way(client):
                    deployment = await client.read_deployment_by_name(f"deliver/{deployment_name('deliver')}")
                    await client.create_flow_run_from_deployment(deployment.id, name=deployment_name("deliver"))
            except (httpx.TransportError, PrefectHTTPStatusError) as fault:
                log.warning("the Prefect server does not take a delivery run: %s", fault)
            waited = waits
            await asyncio.sleep(LOOK_SECONDS)


def _due(office: Office) -> bool:
    now = office.now()
    with office.database.reading() as session:
        return mail_is_due(session, now)


async def _under_way(client: PrefectClient) -> bool:
    """Whether a delivery runs, or is about to within the minute."""
    runs = await client.read_flow_runs(
        flow_filter=FlowFilter(name=FlowFilterName(any_=["deliver"])),
        flow_run_filter=FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(UNDER_WAY))),
        ),
        limit=20,
    )
    soon = DateTime.now("UTC").add(seconds=20)
    return any(run.expected_start_time is None or run.expected_start_time <= soon for run in runs)
