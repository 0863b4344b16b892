"""``dondoc clock``: which day the office's clock shows, whether it is an exercise, and trusting it after a jump."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from config.wording import say
from portal.cli.parts import by_option

if TYPE_CHECKING:
    from datetime import datetime


@click.group(help=say("cli.clock.short"), invoke_without_command=True)
@click.pass_context
def clock(ctx: click.Context) -> None:
    """Show the office's clock."""
    if ctx.invoked_subcommand is not None:
        return
    from models.clock import is_exercise
    from tasks.office import Office

    office = Office.open()
    with office.database.reading() as session:
        exercise = is_exercise(session)
    click.echo(say("cli.clock.exercise" if exercise else "cli.clock.real", shown=_shown(office.now())))


@clock.command(help=say("cli.clock.accept"))
@click.option("--why", required=True, help=say("cli.clock.why"))
@by_option
def accept(why: str, by: str) -> None:
    """Say that the clock is right after a jump, so that the sweeps go on."""
    from models.clock import accept_clock
    from models.journal import Entry, write
    from tasks.office import Office

    office = Office.open()
    with office.database.writing() as session:
        now = accept_clock(session)
        write(session, now, [Entry("clock.accepted", "clock", actor=by, channel="command line", why=why)])
    click.echo(say("cli.clock.accepted", shown=_shown(now)))


def _shown(moment: datetime) -> str:
    from config.settings import OFFICE_ZONE

    return f"{moment.astimezone(OFFICE_ZONE):%H:%M %d/%m/%Y}"
