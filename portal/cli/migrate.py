"""``dondoc migrate``: bring the database to this version's tables."""

from __future__ import annotations

import click

from config.wording import say


@click.command(help=say("cli.migrate.short"))
def migrate() -> None:
    """Upgrade the database; safe to run at any time."""
    from tasks.office import Office

    office = Office.open()
    click.echo(say("cli.migrate.done", database=office.database.engine.url.render_as_string(hide_password=True)))
