"""Part I and VI: who was asked, who answered when, who owes, and what comes next."""

from __future__ import annotations

from config.wording import say
from models.clock import local_day
from models.round import RoundState
from models.tally import ANSWERED, Line, Standing, Tally
from tasks.consolidated.scene import Block, Scene, because, heading, intro, item, names_of, paragraph, subheading
from tasks.paper.wording import day_text, moment_text, period_text, rate_text, short_moment


def reporting(scene: Scene) -> list[Block]:
    figures = scene.tally.ordered
    blocks = [heading("reporting"), subheading("asked.head"), *_asked(scene)]
    if figures.asked:
        answered = {
            "answered": figures.answered,
            "asked": figures.asked,
            "rate": rate_text(figures.rate(figures.answered)),
            "on_time": figures.on_time,
            "late": figures.late,
            "owing": figures.indebted,
            "awaited": say("consolidate.received.awaited", count=figures.awaited) if figures.awaited else "",
        }
        blocks += [
            subheading("received.head"),
            paragraph(say("consolidate.received", **answered)),
            {"kind": "figures", "rows": _figure_rows(scene.tally)},
            paragraph(say("consolidate.received.how")),
        ]
        for standing in (
            Standing.LATE,
            Standing.INCOMPLETE,
            Standing.RETURNED,
            Standing.MISSING,
            Standing.AWAITED,
        ):
            if lines := scene.tally.standing(standing):
                blocks.append(intro(say(f"consolidate.list.{standing}")))
                blocks += [
                    item(line.fact.agency_name, _note(scene, line) + "." if _note(scene, line) else "")
                    for line in lines
                ]
    if scene.tally.requested.asked:
        blocks += [subheading("requested.head"), *_requested(scene)]
    return blocks


def _asked(scene: Scene) -> list[Block]:
    ordered, requested = scene.tally.ordered.asked, scene.tally.requested.asked
    as_of = moment_text(scene.as_of)
    if not ordered and not requested:
        why = ""
        if scene.round.state == RoundState.PLANNED or scene.round.opens_at > scene.as_of:
            why = say("consolidate.asked.planned", opens=moment_text(scene.round.opens_at))
        elif scene.round.state == RoundState.CANCELLED:
            why = say("consolidate.asked.cancelled")
        return [paragraph(say("consolidate.asked.nobody", as_of=as_of, why=why))]
    common = {
        "since": day_text(local_day(min(line.fact.asked_at for line in scene.tally.lines))),
        "office": scene.office.name,
        "due": moment_text(scene.round.due_at),
    }
    if not ordered:
        blocks = [paragraph(say("consolidate.asked.only_requested", count=requested, **common))]
    else:
        text = say("consolidate.asked", asked=ordered, **common)
        if requested:
            text += " " + say("consolidate.asked.requested", office=scene.office.name, count=requested)
        blocks = [paragraph(text)]
    for line in scene.tally.lines:
        if line.due_at != line.fact.due_at:
            why = because(line.fact.extensions[-1].why)
            blocks.append(
                item(
                    "",
                    say(
                        "consolidate.asked.extended",
                        agency=line.fact.agency_name,
                        due=moment_text(line.due_at),
                        why=why,
                    ),
                )
            )
    for fact in scene.tally.cancelled:
        why = because(fact.close_reason)
        blocks.append(item("", say("consolidate.asked.cancelled_one", agency=fact.agency_name, why=why)))
    return blocks


def _figure_rows(tally: Tally) -> list[dict[str, str]]:
    figures = tally.ordered
    rows = [
        {
            "label": say("consolidate.figure.asked"),
            "count": str(figures.asked),
            "rate": rate_text(figures.rate(figures.asked)),
        }
    ]
    for standing in Standing:
        count = getattr(figures, standing.value)
        rows.append(
            {
                "label": say(f"consolidate.figure.{standing}"),
                "count": str(count),
                "rate": rate_text(figures.rate(count)),
            }
        )
    return rows


def _note(scene: Scene, line: Line) -> str:
    """What has to be said about an agency that is late or owes something."""
    notes: list[str] = []
    if line.standing is Standing.LATE and line.complete_at:
        key = "late" if line.days_late else "late_same_day"
        notes.append(say(f"consolidate.note.{key}", at=short_moment(line.complete_at), days=line.days_late))
    if line.standing is Standing.RETURNED and line.latest:
        notes.append(say("consolidate.note.returned", why=because(line.latest.return_reason)))
    if line.standing is Standing.INCOMPLETE and line.latest:
        items = scene.facts.items.get((line.fact.request_id, line.latest.version), {})
        asked = sum(1 for requests in scene.facts.holders.values() if line.fact.request_id in requests)
        answered = sum(1 for item in items.values() if item.status is not None)
        notes.append(say("consolidate.note.incomplete", answered=answered, asked=asked))
    if line.standing in (Standing.MISSING, Standing.INCOMPLETE) and scene.as_of > line.owed_by:
        key = "overdue" if line.days_late else "overdue_same_day"
        notes.append(say(f"consolidate.note.{key}", days=line.days_late))
    steps = [at for _, at in scene.facts.steps.get(line.fact.request_id, ()) if line.due_at < at <= scene.as_of]
    if steps and line.standing not in ANSWERED:
        notes.append(say("consolidate.note.steps", count=len(steps), last=day_text(local_day(steps[-1]))))
    if line.closed:
        notes.append(say("consolidate.note.closed", why=because(line.fact.close_reason)))
    if line.agency_ended and line.fact.agency_until:
        notes.append(say("consolidate.note.ended", day=day_text(line.fact.agency_until)))
    return "; ".join(notes)


def _requested(scene: Scene) -> list[Block]:
    figures = scene.tally.requested
    blocks = [paragraph(say("consolidate.requested", answered=figures.answered, asked=figures.asked))]
    for key, standings in (
        ("partly", (Standing.INCOMPLETE, Standing.RETURNED)),
        ("owing", (Standing.AWAITED, Standing.MISSING)),
    ):
        if lines := scene.tally.standing(*standings, requested=True):
            blocks.append(paragraph(say(f"consolidate.requested.{key}", names=names_of(lines))))
    return blocks


def next_round(scene: Scene) -> list[Block]:
    blocks = []
    if owing := scene.tally.ordered.indebted:
        blocks.append(paragraph(say("consolidate.next.owing", office=scene.office.name, count=owing)))
    following = scene.following
    if following is None:
        return [*blocks, paragraph(say("consolidate.next.none"))]
    text = say(
        "consolidate.next",
        period=period_text(following),
        since=day_text(following.window_from),
        until=day_text(following.window_to),
        due=moment_text(following.due_at),
    )
    return [*blocks, paragraph(text)]
