"""Prefect tasks around the plain steps: each opens what it needs, retries passing faults, and is named
without Vietnamese letters, which the run graph cannot draw (measured).

A refusal (DondocError) is for a person and is never tried again; anything else may be a busy database
or a network that is down.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, StateDetails, StateType
from prefect.futures import PrefectFuture

from config.errors import DondocError
from tasks import collect as collecting
from tasks import consolidate as consolidating
from tasks import delays as deciding
from tasks import deliver as delivering
from tasks import escalate as escalating
from tasks.anchor import anchor
from tasks.collect import Collected
from tasks.consolidate import Consolidated
from tasks.delays import Action
from tasks.deliver import Delivered
from tasks.escalate import Swept
from tasks.office import Office
from tasks.rounds import Opened, due_rounds, open_round

RETRIES: dict[str, Any] = {
    "retries": 3,
    "retry_delay_seconds": [5, 30, 120],
    "retry_condition_fn": lambda _task, _run, state: not isinstance(state.data, DondocError),
    "cache_policy": NO_CACHE,
    "persist_result": False,
}

CLAIMS = 200
"""Bound of one delivery run: so many claims of at most 500 messages; the next run takes the rest."""


@task(name="mo-ky-bao-cao", task_run_name="Mo ky bao cao", **RETRIES)
def open_rounds(round_id: str | None = None) -> tuple[list[Opened], list[DondocError]]:
    """Open what is due, oldest first, then the round named even before its day. Idempotent.

    A round that is refused does not keep the others shut; its refusal is returned.
    """
    house = this_office()
    opened: list[Opened] = []
    refused: list[DondocError] = []
    now = house.tick()
    with house.database.reading() as session:
        due = [kept.id for kept in due_rounds(session, now)]
    for each in due if round_id is None or round_id in due else [*due, round_id]:
        try:
            opened.append(open_round(house, each, now))
        except DondocError as refusal:
            if each == round_id:
                raise
            refused.append(refusal)
    return opened, refused


@task(name="gui-tin", task_run_name="Gui tin", **RETRIES)
def deliver() -> Delivered:
    """Send everything that is due, claim by claim, until a claim finds nothing."""
    house = this_office()
    total = Delivered()
    for _ in range(CLAIMS):
        done = delivering.deliver(house, house.tick())
        total = Delivered(
            total.sent + done.sent,
            total.failed + done.failed,
            total.retry + done.retry,
            total.unknown + done.unknown,
            total.down | done.down,
        )
        if done.down or done.sent + done.failed + done.retry + done.unknown == 0:
            break
    return total


@task(name="ra-soat", task_run_name="Ra soat", **RETRIES)
def collect() -> Collected:
    """Summaries that are due, rounds that are done."""
    house = this_office()
    now = house.tick()
    done = collecting.collect(house, now)
    anchor(house, now)
    return done


@task(name="don-doc", task_run_name="Don doc", **RETRIES)
def sweep() -> Swept:
    """Take every step of every ladder that has fallen due."""
    house = this_office()
    now = house.tick()
    swept = escalating.sweep(house, now)
    anchor(house, now)
    return swept


@task(name="tong-hop", task_run_name="Tong hop", **RETRIES)
def consolidate(round_id: str, by: str) -> Consolidated:
    """Write a round's consolidated report."""
    house = this_office()
    return consolidating.consolidate(house, round_id, house.now(), by=by)


@task(name="xu-ly-cham", task_run_name="Xu ly cham bao cao", **RETRIES)
def decide(
    round_id: str, action: Action, reason: str, by: str, extend_to: date | None, agency_keys: list[str]
) -> list[str]:
    """Carry out the supervisor's decision."""
    house = this_office()
    return deciding.decide_delays(
        house,
        house.now(),
        round_id,
        action,
        reason=reason,
        by=by,
        extend_to=extend_to,
        agency_keys=agency_keys,
    )


@task(name="co-quan", cache_policy=NO_CACHE, persist_result=False)
def stand(state_type: str, name: str) -> State[Any]:
    """One node of the responsibility graph: ends in the state in which an agency stands."""
    return State(type=StateType(state_type), name=name)


def following(run: PrefectFuture[Any]) -> State[Any]:
    """What a later task waits for so that the graph shows it after `run`, however that one ended.

    Prefect would not start a task whose upstream is late ("Quá hạn" is a failed state); reporting order
    is not success, so the order alone is stated.
    """
    return State(type=StateType.COMPLETED, data="order", state_details=StateDetails(task_run_id=run.task_run_id))


def this_office() -> Office:
    """The office this process works for, by its settings; whoever asks counts by its calendar from here on."""
    office = _opened()
    office.count_days()
    return office


@cache
def _opened() -> Office:
    return Office.open()
