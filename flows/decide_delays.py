"""The top of the ladder: the run waits, suspended, for what the supervisor decides; our tables keep the answer.

No time-out: a question that is overtaken is withdrawn, and one that is lost asked again, by
flows/schedule.py: ask_supervisor.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.flow_runs import suspend_flow_run
from prefect.input import RunInput
from prefect.logging import get_run_logger
from prefect.states import Completed
from pydantic import Field, create_model

from config.errors import DondocError
from config.wording import say
from config.workdays import add_working_days
from flows.ending import refused
from flows.living import publish
from flows.server import prefect_client
from models.clock import local_day
from tasks.delays import Action, awaiting
from tasks.picture import PictureRow, picture
from tasks.prefect import decide, deliver, this_office

TRIES = 20
"""How often a form that cannot be carried out is shown again before the run ends and a new one asks."""

PROPOSED_DAYS = 5
"""Working days by which the form proposes to extend."""

ACTIONS: tuple[Action, ...] = ("extend", "draft_letter", "close_missing")


@flow(name="decide-delays", description=say("flow.decide"))
def decide_delays(
    round_id: str,
    request_ids: list[str],
) -> State[Any]:
    """Ask, wait, carry out. After each answer the run starts again from here and reads the answers given so far."""
    house = this_office()
    problem = ""
    for attempt in range(1, TRIES + 1):
        rows = _late(round_id, request_ids)
        if not rows:
            return Completed(name=say("ended.nothing_awaits"))
        get_run_logger().info(say("delays.how"))
        answer: Any = suspend_flow_run(wait_for_input=form(rows, house.now(), problem), key=f"lan-{attempt}")
        keys = {row.agency_name: row.agency_key for row in rows}
        action = _action(answer.action)
        try:
            decided = decide(
                round_id,
                action,
                answer.reason,
                answer.by,
                answer.extend_to if action == "extend" else None,
                [keys[name] for name in answer.agencies if name in keys],
            )
        except DondocError as refusal:
            problem = str(refusal)
            continue
        deliver()
        with prefect_client(house.settings) as client, house.database.reading() as session:
            publish(client, house, picture(session, round_id, house.now()).plan.key, house.now())
        return Completed(name=say("ended.decided", action=say(f"delays.{action}"), count=len(decided)))
    return refused(DondocError(problem))


def form(rows: Sequence[PictureRow], now: datetime, problem: str = "") -> type[RunInput]:
    """The Resume form for these agencies, latest first; all are chosen until the supervisor takes some out.

    The names are an enumeration in what the UI shows, but plain text when the answer is read: an agency may
    have reported meanwhile.
    """
    names = [row.agency_name for row in sorted(rows, key=lambda row: (-row.days_late, row.agency_name))]
    choices: Any = Literal[tuple(say(f"delays.{action}") for action in ACTIONS)]
    made: type[RunInput] = create_model(
        "SupervisorDecision",
        __base__=RunInput,
        action=(choices, Field(title=say("delays.action"), description=say("delays.action.help"))),
        extend_to=(
            date,
            Field(
                add_working_days(local_day(now), PROPOSED_DAYS),
                title=say("delays.until"),
                description=say("delays.until.help"),
            ),
        ),
        agencies=(
            list[str],
            Field(
                names,
                title=say("delays.agencies"),
                description=say("delays.agencies.help"),
                json_schema_extra={"items": {"type": "string", "enum": list(names)}, "uniqueItems": True},
            ),
        ),
        reason=(str, Field(title=say("delays.reason"), description=say("delays.reason.help"), min_length=1)),
        by=(str, Field(title=say("param.by"), description=say("param.by.help"), min_length=1)),
    )
    return made.with_initial_data(description=_explained(rows, problem))


def _explained(rows: Sequence[PictureRow], problem: str) -> str:
    lines = [f"**{say('delays.problem', problem=problem)}**", ""] if problem else []
    lines += [say("delays.intro", count=len(rows)), ""]
    for row in sorted(rows, key=lambda row: (-row.days_late, row.agency_name)):
        promised = say("delays.promised", day=row.promised_on) if row.promised_on else ""
        lines.append(f"- {say('delays.row', agency=row.agency_name, days=row.days_late)}{promised}")
    return "\n".join(lines)


def _action(label: str) -> Action:
    return next(action for action in ACTIONS if say(f"delays.{action}") == label)


def _late(round_id: str, request_ids: Sequence[str]) -> list[PictureRow]:
    """The agencies of this question that still await a decision."""
    house = this_office()
    with house.database.reading() as session:
        waiting = {request.id for request in awaiting(session).get(round_id, [])} & set(request_ids)
        return [row for row in picture(session, round_id, house.now()).rows if row.request_id in waiting]
