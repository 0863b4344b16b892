"""Options that several commands share."""

from __future__ import annotations

import getpass
import shlex
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from config.wording import say

NOBODY = ("", "root")
"""Login names that say nothing of who sits there."""


def actor() -> str:
    """Who acts where nobody said: the login name. One that names no person is asked for, or pointed out."""
    try:
        login = getpass.getuser()
    except (KeyError, OSError):  # a container whose user has no name
        login = ""
    if login not in NOBODY:
        return login
    if sys.stdin.isatty():
        asked: str = click.prompt(say("cli.by.ask"), err=True)
        return asked.strip()
    name = login or say("cli.by.unknown")
    click.get_current_context().call_on_close(lambda: _point_out(name))
    return name


def _point_out(name: str) -> None:
    """Said behind what was done; whoever made a mistake is told of that alone."""
    fault = sys.exc_info()[1]
    if fault is None or (isinstance(fault, click.exceptions.Exit) and fault.exit_code == 0):
        click.echo(say("cli.by.nobody", name=name), err=True)


by_option = click.option("--by", envvar="DONDOC_BY", default=actor, help=say("cli.by"))
"""Who acts; the journal keeps the name."""


def point_out_day_off(deadline: date) -> None:
    """Say of a deadline just set that nobody works on its day: those days off give no time for work."""
    from config.workdays import add_working_days, day_off_name, is_working_day

    if not is_working_day(deadline):
        name, after = day_off_name(deadline) or say("cli.day_off.weekend"), add_working_days(deadline, 1)
        facts = {"day": f"{deadline:%d/%m/%Y}", "name": name, "after": f"{after:%d/%m/%Y}"}
        click.echo(say("cli.day_off", **facts), err=True)


def point_out_end(request_id: str, deadline: date) -> None:
    """Say of a deadline just set that the agency will have ended by then: nobody would be there to answer."""
    from models.directory import Agency
    from models.round import Request
    from tasks.ended import ended_said
    from tasks.office import Office

    with Office.open().database.reading() as session:
        request = session.get_one(Request, request_id)
        if said := ended_said(session, session.get_one(Agency, request.agency_key), deadline):
            click.echo(say("cli.note", said=said), err=True)


def day(chosen: datetime | None) -> date | None:
    """The day of a date option."""
    return chosen.date() if chosen else None


def holder_command(plan: Path, entry: str, proposals: Sequence[str], *, found: bool, one: bool = False) -> str:
    """The command that says who the words `entry` of a plan file mean.

    Where the directory ``found`` some of them, the others come to these; keys stand where exactly one is proposed.
    ``one``: the words can only mean one agency.
    """
    keys = proposals[0] if len(proposals) == 1 else say("cli.launch.key" if one else "cli.launch.keys")
    option = "--add" if found else "--is"
    words = [shlex.quote(str(plan)), "--holder", shlex.quote(entry), option, keys]
    return f'dondoc decide {" ".join(words)} --by … --why "{say("cli.launch.why_example")}"'
