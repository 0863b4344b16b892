"""How runs are called and tagged, so that a supervisor finds a plan, a round, a province."""

from __future__ import annotations

from typing import TypedDict

from config.settings import OFFICE_ZONE
from config.wording import say
from models.plan import Plan
from models.round import Round
from tasks.prefect import this_office
from tasks.rounds import get_round

LONGEST = 90
"""Longer names are cut by the UI at a place of its own choosing."""


class RunName(TypedDict):
    """What a run is created with."""

    name: str
    tags: list[str]


def round_run(plan: Plan, kept: Round, suffix: str = "") -> RunName:
    """Name and tags of a run about one round: "KH 12/KH-UBND · Báo cáo quý I/2019"."""
    name = f"{short(plan.label, LONGEST - len(kept.name) - len(suffix))} · {kept.name}{suffix}"
    return RunName(name=name, tags=[*plan_tags(plan), f"round:{kept.id}"])


def plan_tags(plan: Plan) -> list[str]:
    """Tags of a run about a plan."""
    return [f"plan:{plan.key}", f"province:{plan.province}"]


def of_round(round_id: str, suffix: str = "") -> RunName:
    """As :func:`round_run`, by id. Raises RoundError."""
    with this_office().database.reading() as session:
        kept = get_round(session, round_id)
        return round_run(session.get_one(Plan, kept.plan_key), kept, suffix)


def this_round(suffix: str = "") -> str:
    """The name of the current run by its parameter ``round_id``; the id itself where there is no such round."""
    from prefect.runtime import flow_run

    from config.errors import DondocError

    round_id = str(flow_run.parameters.get("round_id", ""))
    try:
        return of_round(round_id, suffix)["name"]
    except DondocError:
        return round_id


def this_sweep(key: str) -> str:
    """The name of a sweep's run: what it does and when, by the office's clock: "Gửi tin · 01/03 08:15"."""
    return f"{say(key)} · {this_office().now().astimezone(OFFICE_ZONE):%d/%m %H:%M}"


def deployment_name(flow: str) -> str:
    """The name under which a flow is served, as supervisors see it: "check-in" -> "Mở kỳ báo cáo"."""
    return say(f"deployment.{flow}")


def short(text: str, longest: int) -> str:
    """The text, cut at a word where it is longer."""
    if len(text) <= longest:
        return text
    return text[: max(longest - 1, 1)].rsplit(" ", 1)[0] + "…"
