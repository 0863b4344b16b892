"""``dondoc rehearse``: every message of the year before the first one leaves, and "what if"."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from config.wording import say
from portal.cli.parts import day

if TYPE_CHECKING:
    from models.ladder import Ladder
    from tasks.rehearsed.compare import Outcome
    from tasks.rehearsed.provinces import Played
    from tasks.rehearsed.replay import Replayed
    from tasks.rehearsed.told import Rehearsal

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(help=say("cli.rehearse.short"))
@click.argument("plans", type=FILE, nargs=-1, metavar="[PLAN]...")
@click.option("--directory", "directories", type=FILE, multiple=True, help=say("cli.rehearse.dir"))
@click.option("--agencies", type=FILE, help=say("cli.rehearse.cast"))
@click.option("--at", type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]), help=say("cli.rehearse.at"))
@click.option("--year", type=click.IntRange(1995, 2099), help=say("cli.rehearse.year"))
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
    plans: tuple[Path, ...],
    directories: tuple[Path, ...],
    agencies: Path | None,
    at: datetime | None,
    year: int | None,
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
    from tasks.rehearsed.provinces import parts_of, play_parts

    if rounds:
        if shape not in ("text", "table", "json"):
            raise click.UsageError(say("cli.rehearse.replay_shape"))
        _give(_replayed(rounds, other, shape, sms_price), output)
        return
    if not plans:
        raise click.UsageError(say("cli.rehearse.nothing"))
    cast = read_behaviours(agencies)
    own, ladder = _ladders(plans, other)

    def tell(line: str) -> None:
        if shape == "text" and output is None:
            click.echo(line)

    for line in _starts(plans, day(at), year):
        tell(line)
    with tempfile.TemporaryDirectory() as folder:
        parts = parts_of(plans, directories, keep or Path(folder) / "0", year)
        if len(parts) > 1 and shape in ("html", "ics"):
            raise click.UsageError(say("cli.rehearse.one_province"))
        chosen = play_parts(parts, cast, at=day(at), ladder=ladder, keep_mail=keep is not None, tell=tell)
        before: Sequence[Played | None] = [None] * len(parts)
        if ladder is not None:
            before = play_parts(parts_of(plans, directories, Path(folder) / "1", year), cast, at=day(at))
    names = (own, ladder.name if ladder else own)
    texts = [
        _shown(each, own_year, names, shape, sms_price, most_a_day)
        for each, own_year in zip(chosen, before, strict=True)
    ]
    if len(texts) > 1:
        texts = _together([each.province for each in chosen], texts, shape)
    _give("\n".join(texts), output)


def _starts(plans: Sequence[Path], at: date | None, year: int | None) -> list[str]:
    """The day on which the rehearsal begins where nobody said it, and the deadlines that a move to another year moved."""
    from tasks.launch import source_of
    from tasks.rehearse import first_day

    lines = []
    if at is None:
        first = min(first_day(plan, year) for plan in plans)
        moved = first not in {first_day(plan, None) for plan in plans}
        why = say("cli.rehearse.starts.moved", year=year) if moved else say("cli.rehearse.starts.issued")
        lines.append(say("cli.rehearse.starts", day=f"{first:%d/%m/%Y}", why=why))
    for plan in plans if year else ():
        lines += [f"  ! {note}" for note in source_of(plan, year).notes]
    return lines


def _ladders(plans: Sequence[Path], other: str | None) -> tuple[str, Ladder | None]:
    """What the plans' own ladders are called, and the one that stands in for them, where one was named."""
    from compiler.planfile.read import load_planfile
    from models.ladder import read_ladder
    from tasks.rehearsed.ladder_choice import choose_ladder

    own = list(dict.fromkeys(load_planfile(plan).ladder for plan in plans))
    return ", ".join(read_ladder(name).name for name in own), choose_ladder(other, own[0]) if other else None


def _together(provinces: Sequence[str], shown: Sequence[str], shape: str) -> list[str]:
    """Several provinces' years in one answer."""
    if shape == "json":
        plain = {province: json.loads(text) for province, text in zip(provinces, shown, strict=True)}
        return [json.dumps(plain, ensure_ascii=False, indent=1)]
    return [f"# {province}\n{text}\n" for province, text in zip(provinces, shown, strict=True)]


def _shown(
    chosen: Played, before: Played | None, names: tuple[str, str], shape: str, price: int | None, most: int
) -> str:
    """A year in the shape that was asked for; beside the one under the plans' own ladders, where there are two.

    ``names`` are those of their ladders, the own one first.
    """
    from models.clock import local_day, wall_now
    from tasks.rehearsed.agenda import agenda
    from tasks.rehearsed.compare import measures, outcome
    from tasks.rehearsed.conflicts import conflicts
    from tasks.rehearsed.page import Comparison, page
    from tasks.rehearsed.plain import comparison_json, year_json
    from tasks.rehearsed.table import conflict_lines, cost_said, table

    year = chosen.year
    found = conflicts(year, most)
    outcomes = []
    if before is not None:
        outcomes = [outcome(say("rehearsed.compare.own", name=names[0]), before.year), outcome(names[1], year)]
    if shape == "ics":
        return agenda(year, wall_now())
    if shape == "html":
        side = Comparison([each.name for each in outcomes], measures(outcomes, price)) if outcomes else None
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
    from tasks.rehearsed.compare import channel_named, kind_named

    lines = [""]
    names = {kept["key"]: kept["name"] for kept in result.rounds}
    for row in result.messages:
        at = datetime.fromisoformat(row["at"])
        about = ": ".join(part for part in (names.get(row["round"]), row["reason"]) if part)
        lines += [
            f"{at:%d/%m/%Y %H:%M}  {channel_named(row['channel'])}, {kind_named(row['kind'])}: {row['to']}",
            f"{'':18}{about}",
        ]
    lines.append("")
    for kept in result.rounds:
        outcome = ", ".join(f"{say(f'chip.{status}')} {count}" for status, count in kept.get("outcome", {}).items())
        lines.append(say("cli.rehearse.round", name=kept["name"], due=_written(kept["due"]), outcome=outcome))
    summary = result.summary
    channels = ", ".join(f"{channel_named(name)} {count}" for name, count in summary["by_channel"].items())
    total = say("cli.rehearse.total", messages=summary["messages"], channels=channels, not_sent=summary["not_sent"])
    lines.append(total)
    if busiest := summary["busiest_day"]:
        lines.append(say("cli.rehearse.busiest", day=_written(busiest["day"]), count=busiest["messages"]))
    return "\n".join(lines)


def _written(day: str) -> str:
    """An ISO day as Vietnamese offices write it."""
    return f"{datetime.fromisoformat(day):%d/%m/%Y}"
