"""``dondoc deliver``: one pass over the outbox, for an operator or a plain cron where Prefect does not run."""

from __future__ import annotations

import click

from config.wording import say

NOT_ALL = 1


@click.command(help=say("cli.deliver.help"))
@click.option("--limit", type=click.IntRange(min=1), default=500, show_default=True, help=say("cli.deliver.limit"))
def deliver(limit: int) -> int:
    """Send what is due and print the counts; exit code 1 where a channel did not work."""
    from models.clock import is_exercise
    from tasks.deliver import deliver as send
    from tasks.office import Office

    office = Office.open()
    with office.database.reading() as session:
        if is_exercise(session):
            click.echo(say("cli.deliver.exercise", folder=office.settings.data_dir / "outgoing"), err=True)
    done = send(office, office.now(), limit=limit)
    click.echo(say("cli.deliver.done", sent=done.sent, failed=done.failed, retry=done.retry, unknown=done.unknown))
    if done.waiting:
        click.echo(say("cli.deliver.waiting", count=done.waiting))
    for channel, reason in done.down.items():
        click.echo(say("cli.deliver.down", channel=channel, reason=reason), err=True)
    if done.failed:
        click.echo(say("cli.deliver.see_failed"), err=True)
    return NOT_ALL if done.down else 0
