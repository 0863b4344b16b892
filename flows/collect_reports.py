"""The collecting sweep: what is due opens, what is done closes, what changed is drawn again."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from prefect import flow
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import FlowFilter, FlowFilterName, FlowRunFilter, FlowRunFilterTags
from prefect.client.schemas.objects import State
from prefect.client.schemas.sorting import FlowRunSort
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.states import Completed

from config.wording import say
from flows.ending import idle, refused
from flows.graph import draw_round
from flows.living import current_run, emit_received, publish
from flows.names import round_run, this_round, this_sweep
from flows.schedule import schedule_consolidation
from flows.server import prefect_client
from flows.tidy import tidy
from tasks.living import received_since, rounds_open, running_plans
from tasks.picture import RoundPicture, picture
from tasks.prefect import collect, deliver, open_rounds, this_office

NEWS_HOURS = 2
"""Reports younger than this are told to the event feed; told twice, the server keeps them once."""


@flow(name="collect-reports", flow_run_name=lambda: this_sweep("runname.collect"), description=say("flow.collect"))
def collect_reports(
    only_round: str | None = None,
) -> State[Any]:
    """Sweep all open rounds, or draw one of them again whether or not it changed."""
    house = this_office()
    opened, refusals = open_rounds()
    done = collect()
    if opened or done.summaries:
        deliver()
    now = house.now()
    with house.database.reading() as session:
        plans = [plan.key for plan in running_plans(session)]
        shown = [picture(session, each, now) for each in rounds_open(session)]
        shown += [picture(session, closed, now) for closed in done.closed]
        received = received_since(session, now - timedelta(hours=NEWS_HOURS))
    redrawn = 0
    with prefect_client(house.settings) as client:
        for each in shown:
            if each.round.id == only_round or (only_round is None and _changed(client, each)):
                draw_progress(each)
                redrawn += 1
        for plan_key in plans:
            publish(client, house, plan_key, now)
        for each in shown:
            schedule_consolidation(client, house, each)
        tidy(client)
    emit_received(received)
    if refusals:
        return refused(refusals[0])
    said = [
        say(f"ended.{what}", count=count)
        for what, count in (
            ("opened", len(opened)),
            ("closed", len(done.closed)),
            ("summaries", len(done.summaries)),
            ("redrawn", redrawn),
        )
        if count
    ]
    return Completed(name=_sentence(said)) if said else idle()


@flow(name="progress", flow_run_name=lambda: this_round(say("runname.progress")), description=say("flow.progress"))
def progress(round_id: str, mark: str) -> State[Any]:
    """One round as it stands now. ``mark`` tells this picture from the one before."""
    house = this_office()
    now = house.now()
    with house.database.reading() as session:
        shown = picture(session, round_id, now)
    draw_round(shown)
    with prefect_client(house.settings) as client:
        # tags in context would go to every task too, and each would ask the server for a concurrency limit
        if (run := current_run()) is not None:
            client.update_flow_run(run, tags=round_run(shown.plan, shown.round)["tags"])
        publish(client, house, shown.plan.key, now)
    return Completed(name=summary(shown))


def draw_progress(shown: RoundPicture) -> None:
    """Run the progress flow of a round inside the current run."""
    # the heartbeat thread of a flow called within a flow costs a second and watches nothing more (measured)
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        progress(shown.round.id, mark_of(shown), return_state=True)


def summary(shown: RoundPicture) -> str:
    """A round in one line: "12/15 đã báo cáo · 2 quá hạn"."""
    done = sum(shown.counts.get(status, 0) for status in ("on_time", "late"))
    late = sum(shown.counts.get(status, 0) for status in ("overdue", "missing"))
    said = say("ended.progress", done=done, asked=len(shown.rows))
    return said + say("ended.progress_late", count=late) if late else said


def mark_of(shown: RoundPicture) -> str:
    """The same for two pictures whose graphs are the same; 12 hexadecimal digits."""
    text = "\n".join(f"{row.agency_key} {row.status}" for row in shown.rows)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _changed(client: SyncPrefectClient, shown: RoundPicture) -> bool:
    last = client.read_flow_runs(
        flow_filter=FlowFilter(name=FlowFilterName(any_=["progress"])),
        flow_run_filter=FlowRunFilter(tags=FlowRunFilterTags(all_=[f"round:{shown.round.id}"])),
        sort=FlowRunSort.START_TIME_DESC,
        limit=1,
    )
    return not last or last[0].parameters.get("mark") != mark_of(shown)


def _sentence(parts: list[str]) -> str:
    said = ", ".join(parts)
    return said[:1].upper() + said[1:]
