"""Rebuilding Prefect's view after its database was lost, or after anything else: it only adds what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import State, StateType
from prefect.states import Crashed, Scheduled
from prefect.types import DateTime

from config.wording import say
from flows.deployments import register
from flows.living import publish
from flows.names import deployment_name
from flows.schedule import Asked, Planned, ask_supervisor, schedule_rounds
from flows.server import prefect_client
from models.clock import office_now
from tasks.living import running_plans, sweeps_with_work
from tasks.office import Office

UNFINISHED = (StateType.PENDING, StateType.RUNNING, StateType.CANCELLING)
ONE_THING = ("check-in", "consolidate", "decide-delays", "launch-plan")


@dataclass
class Synced:
    """What was missing and has been built."""

    deployments: int = 0
    runs: Planned = field(default_factory=Planned)
    decisions: Asked = field(default_factory=Asked)
    pages: int = 0

    @property
    def lines(self) -> list[str]:
        """For the command line and the log."""
        return [
            say("sync.deployments", count=self.deployments),
            say("sync.runs", created=self.runs.created, moved=self.runs.moved, kept=self.runs.kept),
            say("sync.decisions", asked=self.decisions.asked, withdrawn=self.decisions.withdrawn),
            say("sync.pages", published=self.pages),
        ]


def sync(office: Office) -> Synced:
    """Deployments, the rounds' scheduled runs, pages and open decisions, from our tables. Idempotent.

    Raises PrefectUnreachable.
    """
    with prefect_client(office.settings):
        registered = register(office)
    done = build(office)
    done.deployments = registered
    return done


def build(office: Office) -> Synced:
    """As :func:`sync`, where the deployments are known to the server."""
    done = Synced()
    with prefect_client(office.settings) as client:
        with office.database.reading() as session:
            plans = [plan.key for plan in running_plans(session)]
        for plan_key in plans:
            done.runs.add(schedule_rounds(office, plan_key, client))
            done.pages += publish(client, office, plan_key, office.now())
        done.decisions = ask_supervisor(client, office)
    return done


def sweep_now(office: Office) -> None:
    """Start at once the sweeps that have work: what was missed is caught up now, not at the next quarter."""
    with office.database.reading() as session:
        flows = sweeps_with_work(session, office_now(session))
    with prefect_client(office.settings) as client:
        for flow in flows:
            deployment = client.read_deployment_by_name(f"{flow}/{deployment_name(flow)}")
            client.create_flow_run_from_deployment(deployment.id, name=deployment_name(flow))


def take_up_again(office: Office) -> int:
    """Settle the runs that a killed process left running; returns how many. Only for the one who serves.

    Runs about one thing (a round, a decision) are scheduled anew, since each may be repeated; a sweep is
    marked as broken off: the next one does its work.
    """
    with prefect_client(office.settings) as client:
        names = {flow.id: flow.name for flow in client.read_flows()}
        left = client.read_flow_runs(
            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(UNFINISHED)))),
            limit=200,
        )
        for run in left:
            again = names.get(run.flow_id) in ONE_THING and run.parent_task_run_id is None
            state: State[Any] = Scheduled() if again else Crashed(name=say("ended.broken_off"))
            client.set_flow_run_state(run.id, state, force=True)
        # sweeps whose time passed while nothing ran: one sweep now does the work of all (sweep_now)
        missed = client.read_flow_runs(
            flow_run_filter=FlowRunFilter(
                state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
                tags=FlowRunFilterTags(all_=["auto-scheduled"]),
                expected_start_time=FlowRunFilterExpectedStartTime(before_=DateTime.now("UTC")),
            ),
            limit=200,
        )
        for run in missed:
            client.delete_flow_run(run.id)
    return len(left)
