"""What lives in the Prefect UI beside the runs: a plan's pages and the events of its requests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import ArtifactCreate
from prefect.client.schemas.filters import (
    ArtifactCollectionFilter,
    ArtifactCollectionFilterKey,
    ArtifactFilter,
    ArtifactFilterKey,
)
from prefect.client.schemas.sorting import ArtifactSort
from prefect.context import FlowRunContext
from prefect.events import emit_event

from models.plan import Plan
from models.round import Round
from tasks.artifacts import Page
from tasks.escalate import Taken
from tasks.living import Received, plan_pages
from tasks.office import Office

VERSIONS_KEPT = 60
"""Older versions of a page are dropped: a year of them, with their pictures, would fill the disk."""


def publish(client: SyncPrefectClient, office: Office, plan_key: str, now: datetime) -> int:
    """Publish those pages of a plan that say something new; returns how many. Inside a run they belong to it."""
    run = current_run()
    made = plan_pages(office, plan_key, now)
    known = {
        found.key: found.data
        for found in client.read_latest_artifacts(
            artifact_filter=ArtifactCollectionFilter(key=ArtifactCollectionFilterKey(any_=[page.key for page in made]))
        )
    }
    fresh = [page for page in made if known.get(page.key) != page.markdown]
    for page in fresh:
        client.create_artifact(
            ArtifactCreate(
                key=page.key, type="markdown", data=page.markdown, description=page.description, flow_run_id=run
            )
        )
        _drop_old(client, page)
    return len(fresh)


def emit_sent(plan: Plan, kept: Round, requests: Iterable[tuple[str, str]], at: datetime) -> None:
    """An event for each request of a round that went out: (request id, agency's name)."""
    for request_id, agency in requests:
        _emit("dondoc.request.sent", request_id, agency, plan.key, kept.id, at, mark=kept.id)


def emit_received(reports: Iterable[Received]) -> None:
    """An event for each report that came in."""
    for report in reports:
        _emit(
            "dondoc.report.received",
            report.request_id,
            report.agency,
            report.plan_key,
            report.round_id,
            report.at,
            mark=str(report.version),
            more={"version": str(report.version), "channel": report.channel},
        )


def emit_climbed(steps: Sequence[tuple[Taken, str, str, str]], at: datetime) -> None:
    """An event for each step climbed: (step, agency's name, plan key, round id)."""
    for taken, agency, plan_key, round_id in steps:
        _emit(
            "dondoc.step.climbed",
            taken.request_id,
            agency,
            plan_key,
            round_id,
            at,
            mark=f"{taken.step}|{at.isoformat()}",
            more={"step": taken.step, "kind": taken.kind, "reason": taken.reason},
        )


def current_run() -> UUID | None:
    """The id of the flow run that this code runs in; None outside."""
    context = FlowRunContext.get()
    return context.flow_run.id if context is not None and context.flow_run is not None else None


def _emit(
    event: str,
    request_id: str,
    agency: str,
    plan_key: str,
    round_id: str,
    at: datetime,
    *,
    mark: str,
    more: dict[str, str] | None = None,
) -> None:
    """The same fact has the same event id, and the server keeps it once. ``at`` is the office's time."""
    emit_event(
        event=event,
        id=uuid5(NAMESPACE_URL, f"dondoc|{event}|{request_id}|{mark}"),
        resource={"prefect.resource.id": f"dondoc.request.{request_id}", "prefect.resource.name": agency},
        related=[
            {"prefect.resource.id": f"dondoc.plan.{plan_key}", "prefect.resource.role": "plan"},
            {"prefect.resource.id": f"dondoc.round.{round_id}", "prefect.resource.role": "round"},
        ],
        payload={"at": at.isoformat(), **(more or {})},
    )


def _drop_old(client: SyncPrefectClient, page: Page) -> None:
    old = client.read_artifacts(
        artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=[page.key])),
        sort=ArtifactSort.CREATED_DESC,
        offset=VERSIONS_KEPT,
        limit=50,
    )
    for artifact in old:
        client.delete_artifact(artifact.id)
