"""The escalation sweep: climbs every ladder whose step fell due, and asks the supervisor at the top."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from config.settings import OFFICE_ZONE
from config.wording import say
from config.workdays import is_working_day
from flows.ending import idle
from flows.living import emit_climbed
from flows.names import this_sweep
from flows.schedule import ask_supervisor
from flows.server import prefect_client
from tasks.escalate import Swept
from tasks.living import steps_told
from tasks.prefect import deliver, sweep, this_office

OFFICE_HOURS = time(7), time(18)
"""When ladders are climbed; each channel's own sending hours stand in the ladder."""


@flow(name="escalate-delays", flow_run_name=lambda: this_sweep("runname.escalate"), description=say("flow.escalate"))
def escalate_delays(
    off_hours: bool = False,
) -> State[Any]:
    """Take what fell due, send it, and see that every round at the top has its question to the supervisor."""
    house = this_office()
    now = house.now()
    if not off_hours and not in_office_hours(now):
        return Completed(name=say("ended.off_hours"))
    swept: Swept = sweep()
    if swept.taken or swept.pleas:
        deliver()
    with prefect_client(house.settings) as client:
        asked = ask_supervisor(client, house)
    with house.database.reading() as session:
        told = steps_told(session, swept)
    emit_climbed(told, now)
    if not swept.taken and not swept.pleas and not asked.asked and not asked.withdrawn:
        return idle()
    name = say("ended.climbed", count=len(swept.taken) + len(swept.pleas))
    if asked.asked:
        name += say("ended.asked_decision", count=asked.asked)
    return Completed(name=name)


def in_office_hours(now: datetime) -> bool:
    """Whether offices work at this moment."""
    local = now.astimezone(OFFICE_ZONE)
    return is_working_day(local.date()) and OFFICE_HOURS[0] <= local.time() < OFFICE_HOURS[1]
