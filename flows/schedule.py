"""Prefect's view of the office, built from our tables: what is to run when, and what waits for a decision.

Everything here can be repeated: runs carry idempotency keys, pages are published only where they changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterIdempotencyKey,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled, Scheduled

from config.settings import Settings
from config.wording import say
from config.workdays import add_working_days
from flows.names import RunName, deployment_name, round_run
from flows.server import PrefectUnreachable, prefect_client
from models.clock import at_office, local_day, wall_time
from models.plan import Plan
from models.round import Request, Round, RoundState
from tasks.delays import awaiting
from tasks.office import Office
from tasks.picture import RoundPicture
from tasks.rounds import get_round

MOVED_BY = timedelta(minutes=1)
"""A run whose time differs by less is left where it is."""

CONSOLIDATE_AT = time(8, 0)
LIVE = (StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING, StateType.PAUSED, StateType.CANCELLING)


@dataclass
class Planned:
    """What scheduling did to the runs of one plan, or of all."""

    created: int = 0
    moved: int = 0
    kept: int = 0

    def add(self, more: Planned) -> None:
        """Count another plan's runs in."""
        self.created += more.created
        self.moved += more.moved
        self.kept += more.kept


@dataclass
class Asked:
    """What asking the supervisor did: new questions, and questions withdrawn because they were out of date."""

    asked: int = 0
    withdrawn: int = 0


def schedule_rounds(office: Office, plan_key: str, client: SyncPrefectClient | None = None) -> Planned:
    """Give each round that is still to open its check-in run, and each its consolidation, at their time.

    The scheduler itself looks only 100 days ahead. Raises PrefectUnreachable.
    """
    done = Planned()
    with _client(office.settings, client) as server, office.database.reading() as session:
        plan = session.get_one(Plan, plan_key)
        for kept in _rounds(session, plan_key):
            if kept.state == RoundState.PLANNED:
                at = wall_time(session, kept.opens_at)
                run = _run(
                    server, "check-in", f"check-in:{kept.id}", at, {"round_id": kept.id}, round_run(plan, kept), done
                )
                _move(server, run, at, done, again=True)
            if kept.state in (RoundState.PLANNED, RoundState.OPEN) and kept.consolidated_due_at is not None:
                at = wall_time(session, _consolidation_time(kept.consolidated_due_at))
                name = round_run(plan, kept, say("runname.consolidate"))
                run = _run(server, "consolidate", f"consolidate:{kept.id}:due", at, {"round_id": kept.id}, name, done)
                _move(server, run, at, done)
    return done


def schedule_consolidation(client: SyncPrefectClient, office: Office, shown: RoundPicture) -> bool:
    """Once every agency has answered, have the report written now; once for each set of answers."""
    if any(shown.counts.get(status) for status in ("waiting", "overdue", "returned")) or not shown.rows:
        return False
    with office.database.reading() as session:
        at = wall_time(session, office.now())
        versions = sorted(
            (row.request_id, session.get_one(Request, row.request_id).version, row.state) for row in shown.rows
        )
    done = Planned()
    key = f"consolidate:{shown.round.id}:{_digest(versions)}"
    name = round_run(shown.plan, shown.round, say("runname.consolidate"))
    _run(client, "consolidate", key, at, {"round_id": shown.round.id}, name, done)
    return bool(done.created)


def ask_supervisor(client: SyncPrefectClient, office: Office) -> Asked:
    """See that each round with requests at the top of the ladder has exactly one open question, and no other has.

    A question whose agencies have changed is replaced; one that was lost with Prefect's database is asked
    again, because our tables still await its answer.
    """
    done = Asked()
    with office.database.reading() as session:
        wanted: dict[str, tuple[list[str], RunName]] = {}
        for round_id, requests in awaiting(session).items():
            kept = get_round(session, round_id)
            plan = session.get_one(Plan, kept.plan_key)
            ids = sorted(request.id for request in requests)
            wanted[round_id] = (ids, round_run(plan, kept, say("runname.decide", count=len(ids))))
    for run in _live(client, "decide-delays"):
        round_id = str(run.parameters.get("round_id"))
        if round_id in wanted and wanted[round_id][0] == run.parameters.get("request_ids"):
            del wanted[round_id]
        elif run.state is not None and run.state.is_paused():
            why = say("ended.replaced") if round_id in wanted else say("ended.settled")
            client.set_flow_run_state(run.id, Cancelled(name=why), force=True)
            done.withdrawn += 1
        else:
            wanted.pop(round_id, None)  # being answered at this moment; the next sweep looks again
    for round_id, (ids, name) in wanted.items():
        client.create_flow_run_from_deployment(
            _deployment(client, "decide-delays"),
            parameters={"round_id": round_id, "request_ids": ids},
            name=name["name"],
            tags=name["tags"],
        )
        done.asked += 1
    return done


def _run(
    client: SyncPrefectClient,
    flow: str,
    key: str,
    at: datetime,
    parameters: dict[str, Any],
    name: RunName,
    done: Planned,
) -> FlowRun:
    """The run with this idempotency key, created where it is missing."""
    known = client.read_flow_runs(
        flow_filter=FlowFilter(name=FlowFilterName(any_=[flow])),
        flow_run_filter=FlowRunFilter(idempotency_key=FlowRunFilterIdempotencyKey(any_=[key])),
        limit=1,
    )
    if known:
        done.kept += 1
        return known[0]
    done.created += 1
    return client.create_flow_run_from_deployment(
        _deployment(client, flow),
        parameters=parameters,
        state=Scheduled(scheduled_time=at),
        name=name["name"],
        tags=name["tags"],
        idempotency_key=key,
    )


def _move(client: SyncPrefectClient, run: FlowRun, at: datetime, done: Planned, *, again: bool = False) -> None:
    """Put a run to another time: the office's clock, or a round's day, was set anew since it was created.

    ``again``: a run that ended (cancelled, crashed, refused) although its work is not done runs once more.
    """
    planned = run.next_scheduled_start_time or run.expected_start_time
    if run.state is None or planned is None:
        return
    moved = run.state.is_scheduled() and abs(planned.timestamp() - at.timestamp()) >= MOVED_BY.total_seconds()
    if moved or (again and run.state.is_final()):
        client.set_flow_run_state(run.id, Scheduled(scheduled_time=at), force=True)
        done.moved += 1
        done.kept -= 1


def _live(client: SyncPrefectClient, flow: str) -> Iterator[FlowRun]:
    yield from client.read_flow_runs(
        flow_filter=FlowFilter(name=FlowFilterName(any_=[flow])),
        flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(LIVE)))),
        limit=200,
    )


def _deployment(client: SyncPrefectClient, flow: str) -> UUID:
    name = f"{flow}/{deployment_name(flow)}"
    try:
        return client.read_deployment_by_name(name).id
    except ObjectNotFound as missing:
        raise PrefectUnreachable.of("prefect.not_served", place=name) from missing


def _rounds(session: Any, plan_key: str) -> Sequence[Round]:
    from sqlmodel import col, select

    rounds: Sequence[Round] = session.exec(
        select(Round).where(Round.plan_key == plan_key).order_by(col(Round.opens_at))
    ).all()
    return rounds


def _consolidation_time(due: datetime) -> datetime:
    """The working day before the coordinator's own deadline, in the morning: time to read and sign."""
    return at_office(add_working_days(local_day(due), -1), CONSOLIDATE_AT)


def _digest(values: object) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


@contextmanager
def _client(settings: Settings, given: SyncPrefectClient | None) -> Iterator[SyncPrefectClient]:
    with nullcontext(given) if given is not None else prefect_client(settings) as client:
        assert client is not None
        yield client
