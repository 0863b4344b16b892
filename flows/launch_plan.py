"""Launching a plan from the Prefect UI: the same launch as on the command line."""

from __future__ import annotations

from datetime import date
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.logging import get_run_logger
from prefect.states import Completed

from config.errors import DondocError
from config.wording import say
from flows.ending import refused
from flows.living import publish
from flows.names import this_sweep
from flows.schedule import schedule_rounds
from flows.server import prefect_client
from tasks.launch import LaunchRefused, launch
from tasks.planfiles import plan_path
from tasks.prefect import this_office


@flow(name="launch-plan", flow_run_name=lambda: this_sweep("runname.launch"), description=say("flow.launch"))
def launch_plan(
    by: str,
    plan_file: str = "",
    plan_text: str = "",
    at: date | None = None,
) -> State[Any]:
    """Launch, then create the rounds' scheduled runs and the plan's pages. Launching twice changes nothing."""
    house = this_office()
    try:
        launched = launch(house, plan_path(house, plan_file, plan_text), by=by, at=at)
    except LaunchRefused as refusal:
        for finding in refusal.findings:
            get_run_logger().error("%s %s: %s", finding.code, finding.severity, finding.message)
        return refused(refusal)
    except DondocError as refusal:
        return refused(refusal)
    with prefect_client(house.settings) as client:
        schedule_rounds(house, launched.plan_key, client)
        publish(client, house, launched.plan_key, house.now())
    if launched.already:
        return Completed(name=say("ended.launched_before"))
    return Completed(name=say("ended.launched", count=len(launched.rounds)))
