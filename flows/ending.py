"""How a run ends: in a state whose name a supervisor understands."""

from __future__ import annotations

from typing import Any

from prefect.client.schemas.objects import State
from prefect.logging import get_run_logger
from prefect.states import Completed, Failed

from config.errors import DondocError
from config.wording import say

IDLE_NAMES = (
    "Không có việc",
    "Nothing to do",
)
"""Names of runs that found nothing to do, in all languages; flows/tidy removes them."""


def refused(refusal: DondocError) -> State[Any]:
    """A run that a rule refused: reason and remedy are its message, for the person who reads it."""
    get_run_logger().error(str(refusal))
    return Failed(name=say("ended.refused"), message=str(refusal))


def idle() -> State[Any]:
    """A sweep that found nothing to do."""
    return Completed(name=say("ended.idle"))
