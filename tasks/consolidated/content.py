"""A consolidated report as a document: parts I to VI in the order of reading, then the annexes."""

from __future__ import annotations

from config.wording import say
from models.tally import Line
from tasks.consolidated.reporting import next_round, reporting
from tasks.consolidated.results import MANY, difficulties, figures_given, proposals, result_text, results, status_text
from tasks.consolidated.scene import Block, Scene, answers_to, heading, paragraph
from tasks.paper.wording import day_text, moment_text, period_text, plan_text, short_moment


def body(scene: Scene) -> list[Block]:
    """Parts I to VI, and the closing sentence."""
    plan = plan_text(scene.plan)
    blocks = [
        *reporting(scene),
        heading("results"),
        *results(scene),
        heading("indicators"),
        *figures_given(scene),
        heading("difficulties"),
        *difficulties(scene),
        heading("proposals"),
        *proposals(scene),
        heading("next"),
        *next_round(scene),
    ]
    closing = say(
        "consolidate.closing",
        plan=plan,
        period=period_text(scene.round),
        office=scene.office.name,
        authority=scene.authority,
    )
    return [*blocks, paragraph(closing)]


def opening(scene: Scene) -> str:
    """The sentence under the title."""
    return say(
        "consolidate.opening",
        plan=plan_text(scene.plan),
        amended=say("consolidate.amended", acts="; ".join(scene.amending)) if scene.amending else "",
        office=scene.office.name,
        period=period_text(scene.round),
        since=day_text(scene.round.window_from),
        until=day_text(scene.round.window_to),
        as_of=moment_text(scene.as_of),
    )


def annex_rows(scene: Scene) -> list[dict[str, str]]:
    """Annex I: for each agency the version that the figures come from, and its three times."""
    rows: list[dict[str, str]] = []
    ordered = [line for line in scene.tally.lines if not line.fact.requested]
    requested = [line for line in scene.tally.lines if line.fact.requested]
    for number, line in enumerate([*ordered, *requested], start=1):
        mark = " " + say("consolidate.annex.requested") if line.fact.requested else ""
        # who was only asked a favour is never late: no days are counted
        group = "requested." if line.fact.requested else ""
        standing = say(f"consolidate.standing.{group}{line.standing}")
        late = f" ({line.days_late})" if line.days_late and not line.fact.requested else ""
        rows.append(
            {
                "number": str(number),
                "agency": line.fact.agency_name + mark,
                "due": short_moment(line.due_at),
                "version": str(line.latest.version) if line.latest else say("consolidate.nobody"),
                "first": short_moment(line.first_received_at),
                "complete": short_moment(line.complete_at),
                "accepted": short_moment(line.accepted_at),
                "channel": _channel(line),
                "standing": standing + late,
            }
        )
    return rows


def annex_details(scene: Scene) -> list[dict[str, str]]:
    """Annex II: every answer to duties that too many agencies answered for the body."""
    rows: list[dict[str, str]] = []
    for index, duty in enumerate(scene.facts.duties, start=1):
        answers = answers_to(scene, duty.id)
        if len(answers) > MANY:
            rows.extend(
                {
                    "duty": str(index),
                    "agency": answer.line.fact.agency_name,
                    "status": status_text(answer.item),
                    "result": result_text(answer, status=False),
                }
                for answer in answers
            )
    return rows


def _channel(line: Line) -> str:
    if line.latest is None:
        return say("consolidate.nobody")
    channel = say(f"consolidate.channel.{line.latest.channel}")
    if line.latest.recorded_by:
        return say("consolidate.channel.recorded", channel=channel, by=line.latest.recorded_by)
    return channel
