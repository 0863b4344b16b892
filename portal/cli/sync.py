"""``dondoc sync``: rebuild Prefect's view from our tables."""

from __future__ import annotations

import os

import click

from config.wording import say


@click.command("sync", help=say("cli.sync.help"))
def sync() -> None:
    """Deployments, scheduled runs, pages, open decisions; says what was missing."""
    from config.settings import settings
    from flows.server import environment, require_server

    chosen = settings()
    require_server(chosen)
    os.environ.update(environment(chosen))  # before Prefect is imported: it reads its settings then
    from flows.sync import sync as rebuild
    from tasks.office import Office

    for line in rebuild(Office.open(chosen)).lines:
        click.echo(line)
