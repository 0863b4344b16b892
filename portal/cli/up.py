"""``dondoc up``: run the office in one process tree."""

from __future__ import annotations

import click

from config.wording import say


@click.command("up", help=say("cli.up.help"))
def up() -> None:
    """Run Prefect server, deployments and portal until Ctrl-C."""
    from config.settings import settings
    from portal.office_up import run_office

    run_office(settings(), click.echo)
