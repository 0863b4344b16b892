"""``dondoc clock``: the day that the office's clock shows; moving an exercise on; trusting the clock after a jump."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from config.errors import DondocError
from config.wording import say
from portal.cli.parts import by_option

if TYPE_CHECKING:
    from datetime import datetime

    from tasks.office import Office


class ClockNotSet(DondocError):
    """The office works in real time, or the day is behind it; nothing was set."""


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
    if exercise:
        click.echo(say("cli.clock.how_on"))


@clock.command("set", help=say("cli.clock.set"))
@click.argument("day", metavar=say("cli.clock.day"), type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]))
@click.option("--at", "hour", type=click.DateTime(["%H:%M"]), default="08:00", help=say("cli.clock.hour"))
@by_option
def set_(day: datetime, hour: datetime, by: str) -> None:
    """Move an exercise's clock on; a sweep then does what fell due meanwhile."""
    from models.clock import at_office, is_exercise, office_now, set_clock
    from models.journal import Entry, write
    from tasks.office import Office

    office = Office.open()
    moment = at_office(day.date(), hour.time())
    with office.database.writing() as session:
        if not is_exercise(session):
            raise ClockNotSet.of("cli.clock.not_exercise", place=_shown(moment), at=f"{moment:%Y-%m-%d}")
        if moment < (now := office_now(session)):
            raise ClockNotSet.of("cli.clock.behind", place=_shown(moment), now=_shown(now))
        why = say("launch.exercise", day=f"{day:%d/%m/%Y}")
        set_clock(session, moment, by=by, why=why)
        detail = {"at": moment.isoformat()}
        write(session, moment, [Entry("clock.set", "clock", actor=by, channel="command line", why=why, detail=detail)])
    click.echo(say("cli.clock.exercise", shown=_shown(moment)))
    _go_on(office)


def _go_on(office: Office) -> None:
    """Have the running system move its schedule and sweep now, not at its next quarter of an hour by the wall clock."""
    from portal.office_up import is_served

    if not is_served(office.settings.data_dir):
        click.echo(say("cli.clock.nothing_runs"))
        return
    from flows.sync import build, sweep_now

    build(office)
    sweep_now(office)
    click.echo(say("cli.clock.sweeps"))


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
