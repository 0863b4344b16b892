"""``dondoc ladder``: check a ladder's file, print its dates, give a running plan's later rounds another one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from config.wording import say
from portal.cli.parts import by_option, day

if TYPE_CHECKING:
    from models.ladder import Ladder

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(help=say("cli.ladder.short"))
def ladder() -> None:
    """Check, show, use."""


@ladder.command(help=say("cli.ladder.check"))
@click.argument("file", type=FILE)
@click.pass_context
def check(context: click.Context, file: Path) -> None:
    """Every ladder of a file, with what is wrong; exit code 1 where one cannot be climbed."""
    from models.ladder import LadderError
    from models.ladder_file import check_file

    found = check_file(file)
    for name, each in found.items():
        if isinstance(each, LadderError):
            for fault in (each, *each.also):
                click.echo(say("cli.ladder.wrong", name=name, error=str(fault)), err=True)
        else:
            counts = {part: len(each.part(part)) for part in ("due", "returned", "review", "plea")}
            click.echo(say("cli.ladder.fine", name=name, title=each.name, **counts))
    if any(isinstance(each, LadderError) for each in found.values()):
        context.exit(1)


@ladder.command(help=say("cli.ladder.show"))
@click.argument("name", required=False)
@click.option("--due", type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]), help=say("cli.ladder.due"))
@click.option("--file", type=FILE, help=say("cli.ladder.file"))
def show(name: str | None, due: datetime | None, file: Path | None) -> None:
    """A ladder's steps; with a deadline, their dates and hours. Without a name: which ladders there are."""
    from config.settings import CONFIG_DIR
    from models.clock import at_office
    from models.ladder import DUE_HOUR, read_ladder
    from models.ladder_file import read_file

    if name is None:
        for known in read_file(file or CONFIG_DIR / "ladders.yaml"):
            click.echo(f"{known}: {read_ladder(str(known), file).name}")
        return
    chosen = read_ladder(name, file)
    deadline = day(due)
    click.echo(say("cli.ladder.head", name=name, title=chosen.name, notice=chosen.notice_days))
    for part in ("due", "returned", "review", "plea"):
        if chosen.part(part):
            click.echo(say(f"cli.ladder.part.{part}"))
            _steps(chosen, part, at_office(deadline, DUE_HOUR) if deadline and part == "due" else None)


def _steps(chosen: Ladder, part: str, base_at: datetime | None) -> None:
    from models.ladder import step_moment
    from tasks.account import moment_said

    for step in chosen.part(part):
        when = moment_said(step_moment(step, base_at)) if base_at else ""
        far = f"{step.days:+d}  {step.at:%H:%M}" if step.at else say("cli.ladder.hours", hours=f"{step.hours:+d}")
        whom = ", ".join(say(f"account.audience.{each}") for each in step.audience)
        means = ", ".join(say(f"account.channel.{each}") for each in step.channels)
        if step.sms_to:
            means += ": " + ", ".join(say(f"account.audience.{each}") for each in step.sms_to)
        only = say("cli.ladder.only", conditions=", ".join(step.only_if)) if step.only_if else ""
        kind = say(f"account.kind.{step.kind}")
        click.echo(f"  {step.step:8} {when:17}{far:12} {kind}: {whom} ({means}){only}")


@ladder.command(help=say("cli.ladder.use"))
@click.argument("plan")
@click.argument("name")
@click.option("--why", required=True, help=say("cli.clock.why"))
@click.option("--file", type=FILE, help=say("cli.ladder.file"))
@by_option
def use(plan: str, name: str, why: str, file: Path | None, by: str) -> None:
    """Another ladder for the rounds that have not opened."""
    from models.ladder import read_ladder
    from tasks.account import moment_said
    from tasks.ladders import use_ladder
    from tasks.office import Office

    chosen = read_ladder(name, file)
    done = use_ladder(Office.open(), plan, chosen, why=why, by=by)
    for each in done.changed:
        opens = moment_said(each.opens_after)
        click.echo(say("cli.ladder.changed", round=each.name, after=chosen.name, before=each.before, opens=opens))
    for round_id in done.kept:
        click.echo(say("cli.ladder.kept", round=round_id))
