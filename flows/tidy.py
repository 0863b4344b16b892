"""Keeps the list of runs readable: sweeps that found nothing to do are forgotten after an hour."""

from __future__ import annotations

from datetime import timedelta

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterState,
    FlowRunFilterStateName,
)
from prefect.exceptions import ObjectNotFound
from prefect.types import DateTime

from flows.ending import IDLE_NAMES

KEEP = timedelta(hours=1)
AT_ONCE = 200


def tidy(client: SyncPrefectClient) -> int:
    """Delete idle runs that ended more than an hour ago, at most AT_ONCE; returns how many.

    Prefect's own time, not the office's: this is about its database only.
    """
    old = client.read_flow_runs(
        flow_run_filter=FlowRunFilter(
            state=FlowRunFilterState(name=FlowRunFilterStateName(any_=list(IDLE_NAMES))),
            end_time=FlowRunFilterEndTime(before_=DateTime.now("UTC") - KEEP),
        ),
        limit=AT_ONCE,
    )
    gone = 0
    for run in old:
        try:
            client.delete_flow_run(run.id)
            gone += 1
        except ObjectNotFound:  # another sweep was quicker
            continue
    return gone
