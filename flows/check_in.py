"""A round's check-in: opens it, sends the requests, and shows its responsibility graph."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from config.errors import DondocError
from config.wording import say
from flows.ending import refused
from flows.graph import draw_round
from flows.living import emit_sent, publish
from flows.names import this_round
from flows.server import prefect_client
from tasks.picture import picture
from tasks.prefect import deliver, open_rounds, this_office
from tasks.rounds import get_round

EARLY_SECONDS = 120
"""Two clocks may differ by this much."""


@flow(name="check-in", flow_run_name=this_round, description=say("flow.check_in"), validate_parameters=True)
def check_in(
    round_id: str,
    early: bool = False,
) -> State[Any]:
    """Open the round and everything that is due before it, send, draw. Running it again changes nothing."""
    try:
        return _check_in(round_id, early)
    except DondocError as refusal:
        return refused(refusal)


def _check_in(round_id: str, early: bool) -> State[Any]:
    house = this_office()
    now = house.now()
    with house.database.reading() as session:
        opens_at = get_round(session, round_id).opens_at
    if not early and (opens_at - now).total_seconds() > EARLY_SECONDS:
        return Completed(name=say("ended.not_yet"))
    opening = open_rounds.submit(round_id)
    opened, refusals = opening.result()
    sending = deliver.submit(wait_for=[opening], return_state=False)
    sending.wait()
    with house.database.reading() as session:
        shown = picture(session, round_id, now)
    draw_round(shown, after=sending)
    with prefect_client(house.settings) as client:
        for plan_key in _plans(opened) | {shown.plan.key}:
            publish(client, house, plan_key, now)
    emit_sent(shown.plan, shown.round, [(row.request_id, row.agency_name) for row in shown.rows], now)
    if refusals:
        return refused(refusals[0])
    if any(each.round_id == round_id and not each.already for each in opened):
        return Completed(name=say("ended.asked", count=len(shown.rows)))
    return Completed(name=say("ended.already_open", count=len(shown.rows)))


def _plans(opened: list[Any]) -> set[str]:
    house = this_office()
    with house.database.reading() as session:
        return {get_round(session, each.round_id).plan_key for each in opened}
