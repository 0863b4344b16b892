"""Sending what waits in the outbox."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from config.wording import say
from flows.ending import idle
from flows.names import this_sweep
from tasks.prefect import deliver as deliver_step


@flow(name="deliver", flow_run_name=lambda: this_sweep("runname.deliver"), description=say("flow.deliver"))
def deliver() -> State[Any]:
    """Send every message that is due; what could not leave is tried again by a later run."""
    done = deliver_step()
    if done.sent + done.failed + done.retry + done.unknown == 0:
        return idle()
    name = say("ended.sent", sent=done.sent)
    if later := done.retry + done.unknown:
        name += say("ended.sent_later", count=later)
    if done.failed:
        name += say("ended.sent_failed", count=done.failed)
    return Completed(name=name)
