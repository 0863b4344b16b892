"""``dondoc rehearse``: every message of the year before the first one leaves, and "what if"."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from config.wording import say
from portal.cli.parts import day

if TYPE_CHECKING:
    from models.ladder import Ladder
    from tasks.behaviours import Behaviours
    from tasks.office import Office
    from tasks.rehearse import Rehearsal, Told
    from tasks.rehearsed.compare import Outcome
    from tasks.rehearsed.replay import Replayed
    from tasks.rehearsed.year import Year

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(frozen=True)
class Played:
    """One rehearsed year with its ladder's name."""

    ladder: str
    result: Rehearsal
    year: Year


@click.command(help=say("cli.rehearse.short"))
@click.argument("plan", type=FILE, required=False)
@click.option("--directory", type=FILE, help=say("cli.rehearse.dir"))
@click.option("--agencies", type=FILE, help=say("cli.rehearse.cast"))
@click.option("--at", type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]), help=say("cli.rehearse.at"))
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), help=say("cli.rehearse.keep"))
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "table", "html", "ics"]),
    default="text",
    help=say("cli.rehearse.format"),
)
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, writable=True, path_type=Path), help=say("cli.rehearse.output")
)
@click.option("--sms-price", type=click.IntRange(min=0), help=say("cli.rehearse.price"))
@click.option("--most-a-day", type=click.IntRange(min=1), default=5, show_default=True, help=say("cli.rehearse.most"))
@click.option("--ladder", "other", help=say("cli.rehearse.ladder"))
@click.option("--replay", "rounds", multiple=True, help=say("cli.rehearse.replay"))
def rehearse(
    plan: Path | None,
    directory: Path | None,
    agencies: Path | None,
    at: datetime | None,
    keep: Path | None,
    shape: str,
    output: Path | None,
    sms_price: int | None,
    most_a_day: int,
    other: str | None,
    rounds: tuple[str, ...],
) -> None:
    """Play a plan's year on a simulated clock into a scratch database, or a finished round once more."""
    from tasks.behaviours import read_behaviours

    if rounds:
        if shape not in ("text", "table", "json"):
            raise click.UsageError(say("cli.rehearse.replay_shape"))
        _give(_replayed(rounds, other, shape, sms_price), output)
        return
    if plan is None:
        raise click.UsageError(say("cli.rehearse.nothing"))
    cast = read_behaviours(agencies)
    ladders = _ladders(plan, other)

    def tell(line: str) -> None:
        if shape == "text" and output is None:
            click.echo(line)

    with tempfile.TemporaryDirectory() as folder:
        played = []
        for number, ladder in enumerate(reversed(ladders)):
            stage = keep if keep and not number else Path(folder) / str(number)
            played.append(_play(plan, stage, directory, cast, at, ladder, tell if not number else lambda line: None))
    _give(_shown(played, shape, sms_price, most_a_day), output)


def _ladders(plan: Path, other: str | None) -> list[Ladder]:
    """The plan's own ladder, and the other one where one was named."""
    from compiler.planfile_read import load_planfile
    from models.ladder import read_ladder
    from tasks.rehearsed.ladder_choice import choose_ladder

    own = load_planfile(plan).ladder
    return [read_ladder(own), *([choose_ladder(other, own)] if other else [])]


def _play(
    plan: Path,
    stage: Path,
    directory: Path | None,
    cast: Behaviours,
    at: datetime | None,
    ladder: Ladder,
    tell: Told,
) -> Played:
    from tasks.directory import copy_directory, import_directory
    from tasks.office import Office
    from tasks.rehearse import rehearse as play_year
    from tasks.rehearse import scratch_office
    from tasks.rehearsed.year import year_of

    def fill(scratch: Office) -> None:
        if directory is not None:
            import_directory(scratch, directory)
        else:
            copy_directory(Office.open(), scratch)

    result = play_year(plan, stage, fill, cast, at=day(at), ladder=ladder, tell=tell)
    scratch = scratch_office(stage)
    with scratch.database.reading() as session:
        year = year_of(session, result.summary["plan"])
    scratch.database.dispose()
    return Played(ladder.name, result, year)


def _shown(played: Sequence[Played], shape: str, price: int | None, most: int) -> str:
    """The first year in the shape that was asked for; where there are two, compared with the second."""
    from models.clock import local_day, wall_now
    from tasks.rehearsed.agenda import agenda
    from tasks.rehearsed.compare import measures, outcome
    from tasks.rehearsed.conflicts import conflicts
    from tasks.rehearsed.page import Comparison, page
    from tasks.rehearsed.plain import comparison_json, year_json
    from tasks.rehearsed.table import conflict_lines, cost_said, table

    chosen, year = played[0], played[0].year
    found = conflicts(year, most)
    outcomes = []
    if len(played) > 1:
        own = say("rehearsed.compare.own", name=played[1].ladder)
        outcomes = [outcome(own, played[1].year), outcome(chosen.ladder, year)]
    if shape == "ics":
        return agenda(year, wall_now())
    if shape == "html":
        names = [each.name for each in outcomes]
        side = Comparison(names, measures(outcomes, price)) if outcomes else None
        return page(year, found, made_on=local_day(wall_now()), price=price, compared=side)
    if shape == "json":
        plain: dict[str, Any] = chosen.result.to_json() | year_json(year, found, price)
        if outcomes:
            plain["comparison"] = comparison_json(outcomes)
        return json.dumps(plain, ensure_ascii=False, indent=1)
    if shape == "table":
        lines = [table(year, found, price)]
    else:
        lines = [_text(chosen.result), cost_said(year, price), "", *conflict_lines(found)]
    return "\n".join([*lines, *(_compared(outcomes, price) if outcomes else [])])


def _compared(outcomes: Sequence[Outcome], price: int | None) -> list[str]:
    from tasks.rehearsed.compare import measures
    from tasks.rehearsed.table import comparison_lines

    lines = comparison_lines([each.name for each in outcomes], measures(outcomes, price))
    return ["", say("rehearsed.compare.head"), *lines, "", say("rehearsed.compare.honest")]


def _replayed(rounds: Sequence[str], other: str | None, shape: str, price: int | None) -> str:
    """Each finished round once more, from the office's own records."""
    from tasks.office import Office
    from tasks.rehearsed.ladder_choice import choose_ladder
    from tasks.rehearsed.plain import comparison_json
    from tasks.rehearsed.replay import replay

    ladder = choose_ladder(other) if other else None
    office = Office.open()
    plain, lines = [], []
    for round_id in rounds:
        with tempfile.TemporaryDirectory() as folder:
            played = replay(office, round_id, ladder, Path(folder))
        outcomes = _columns(played)
        notes = played.notes()
        plain.append({"round": round_id, "comparison": comparison_json(outcomes), "notes": notes})
        lines += _replay_lines(played, outcomes, notes, price)
    return json.dumps(plain, ensure_ascii=False, indent=1) if shape == "json" else "\n".join(lines).rstrip()


def _columns(played: Replayed) -> list[Outcome]:
    from tasks.rehearsed.compare import outcome

    made = [outcome(say("rehearsed.replay.recorded"), played.recorded)]
    for each in (played.again, played.other):
        if each is not None:
            made.append(outcome(say("rehearsed.replay.again", name=each.ladder.name), each.year))
    return made


def _replay_lines(played: Replayed, outcomes: Sequence[Outcome], notes: Sequence[str], price: int | None) -> list[str]:
    from tasks.rehearsed.compare import measures
    from tasks.rehearsed.table import comparison_lines

    name = played.recorded.rounds[0].name
    head = say("rehearsed.replay.head", round=name, round_id=played.round_id)
    table = comparison_lines([each.name for each in outcomes], measures(outcomes, price))
    return [head, "", *table, "", *(f"- {note}" for note in notes), ""]


def _give(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(text.encode("utf-8"))
    click.echo(say("cli.rehearse.written", path=output), err=True)


def _text(result: Rehearsal) -> str:
    lines = [""]
    for row in result.messages:
        lines += [
            f"{row['at'][:16].replace('T', ' ')}  {row['channel']:5}  {row['kind']:12}  {row['to']}",
            f"{'':18}{row['round'] or ''}: {row['reason']}",
        ]
    lines.append("")
    for kept in result.rounds:
        outcome = ", ".join(f"{say(f'chip.{status}')} {count}" for status, count in kept.get("outcome", {}).items())
        lines.append(say("cli.rehearse.round", name=kept["name"], due=kept["due"], outcome=outcome))
    summary = result.summary
    channels = ", ".join(f"{name} {count}" for name, count in summary["by_channel"].items())
    total = say("cli.rehearse.total", messages=summary["messages"], channels=channels, not_sent=summary["not_sent"])
    lines.append(total)
    if busiest := summary["busiest_day"]:
        lines.append(say("cli.rehearse.busiest", day=busiest["day"], count=busiest["messages"]))
    return "\n".join(lines)
