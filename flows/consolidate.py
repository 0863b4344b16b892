"""Writing a round's consolidated report."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from config.errors import DondocError
from config.wording import say
from flows.ending import refused
from flows.living import publish
from flows.names import this_round
from flows.server import prefect_client
from tasks.prefect import consolidate as consolidate_step
from tasks.prefect import this_office
from tasks.rounds import get_round


@flow(
    name="consolidate",
    flow_run_name=lambda: this_round(say("runname.consolidate")),
    description=say("flow.consolidate"),
)
def consolidate(
    round_id: str,
    by: str = "Dondoc",
) -> State[Any]:
    """Write the report and show where it lies."""
    house = this_office()
    try:
        written: Any = consolidate_step(round_id, by)
        with house.database.reading() as session:
            plan_key = get_round(session, round_id).plan_key
    except DondocError as refusal:
        return refused(refusal)
    with prefect_client(house.settings) as client:
        publish(client, house, plan_key, house.now())
    return Completed(name=say("ended.consolidated", version=written.version))
