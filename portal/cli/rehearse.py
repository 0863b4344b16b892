"""``dondoc rehearse``: every message of the year before the first one leaves."""

from __future__ import annotations

import json
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from config.wording import say
from portal.cli.parts import day

if TYPE_CHECKING:
    from tasks.rehearse import Rehearsal


@click.command(help=say("cli.rehearse.short"))
@click.argument("plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--directory", type=click.Path(exists=True, dir_okay=False, path_type=Path), help=say("cli.rehearse.dir"))
@click.option("--agencies", type=click.Path(exists=True, dir_okay=False, path_type=Path), help=say("cli.rehearse.cast"))
@click.option("--at", type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]), help=say("cli.rehearse.at"))
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), help=say("cli.rehearse.keep"))
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text")
def rehearse(
    plan: Path, directory: Path | None, agencies: Path | None, at: datetime | None, keep: Path | None, shape: str
) -> None:
    """Play a plan's year on a simulated clock into a scratch database."""
    from tasks.behaviours import read_behaviours
    from tasks.office import Office
    from tasks.rehearse import rehearse as play_year

    cast = read_behaviours(agencies)

    def tell(line: str) -> None:
        if shape == "text":
            click.echo(line)

    def fill(scratch: Office) -> None:
        from tasks.directory import copy_directory, import_directory

        if directory is not None:
            import_directory(scratch, directory)
        else:
            copy_directory(Office.open(), scratch)

    with tempfile.TemporaryDirectory() as folder:
        result = play_year(plan, keep or Path(folder), fill, cast, at=day(at), tell=tell)
    if shape == "json":
        click.echo(json.dumps(result.to_json(), ensure_ascii=False, indent=1))
    else:
        _show(result)


def _show(result: Rehearsal) -> None:
    click.echo("")
    for row in result.messages:
        click.echo(
            f"{row['at'][:16].replace('T', ' ')}  {row['channel']:5}  {row['kind']:12}  {row['to']}\n"
            f"{'':18}{row['round'] or ''}: {row['reason']}"
        )
    click.echo("")
    for kept in result.rounds:
        outcome = ", ".join(f"{say(f'chip.{status}')} {count}" for status, count in kept.get("outcome", {}).items())
        click.echo(say("cli.rehearse.round", name=kept["name"], due=kept["due"], outcome=outcome))
    summary = result.summary
    click.echo(
        say(
            "cli.rehearse.total",
            messages=summary["messages"],
            channels=", ".join(f"{name} {count}" for name, count in summary["by_channel"].items()),
            not_sent=summary["not_sent"],
        )
    )
    if busiest := summary["busiest_day"]:
        click.echo(say("cli.rehearse.busiest", day=busiest["day"], count=busiest["messages"]))
