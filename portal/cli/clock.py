"""``dondoc clock``: which day the office's clock shows, and whether it is an exercise."""

from __future__ import annotations

import click

from config.wording import say


@click.command(help=say("cli.clock.short"))
def clock() -> None:
    """Show the office's clock."""
    from config.settings import OFFICE_ZONE
    from models.clock import is_exercise
    from tasks.office import Office

    office = Office.open()
    with office.database.reading() as session:
        exercise = is_exercise(session)
    shown = f"{office.now().astimezone(OFFICE_ZONE):%H:%M %d/%m/%Y}"
    click.echo(say("cli.clock.exercise" if exercise else "cli.clock.real", shown=shown))
