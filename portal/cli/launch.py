"""``dondoc launch``: a checked plan file becomes a running plan."""

from __future__ import annotations

from datetime import datetime, tzinfo
from pathlib import Path

import click

from config.wording import say
from portal.cli.parts import by_option, day

AT_HELP = say("cli.launch.at")


@click.command(help=say("cli.launch.short"))
@click.argument("plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@by_option
@click.option("--at", type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]), help=AT_HELP)
def launch(plan: Path, by: str, at: datetime | None) -> None:
    """Launch a plan file and create its rounds' scheduled runs in Prefect."""
    from models.clock import is_exercise
    from tasks.launch import LaunchRefused
    from tasks.launch import launch as launch_plan
    from tasks.office import Office

    office = Office.open()
    try:
        launched = launch_plan(office, plan, by=by, at=day(at))
    except LaunchRefused as refused:
        for finding in refused.findings:
            click.echo(f"  {finding.severity} {finding.code}  {finding.message}", err=True)
        raise
    key = "cli.launch.already" if launched.already else "cli.launch.done"
    click.echo(say(key, plan=launched.plan_key, rounds=len(launched.rounds)))
    for kept in launched.rounds:
        asked = launched.asked.get(kept.id)
        click.echo(
            say(
                "cli.launch.round",
                name=kept.name,
                opens=f"{kept.opens_at.astimezone(_zone()):%d/%m/%Y %H:%M}",
                due=f"{kept.due_at.astimezone(_zone()):%d/%m/%Y}",
                asked="" if asked is None else say("cli.launch.asked", count=asked),
            )
        )
    for kept in launched.passed_over:
        click.echo(say("cli.launch.passed", name=kept.name, due=f"{kept.due_at.astimezone(_zone()):%d/%m/%Y}"))
    with office.database.reading() as session:
        if is_exercise(session):
            click.echo(say("cli.launch.exercise"))
    _schedule(office, launched.plan_key)


def _schedule(office: object, plan_key: str) -> None:
    """Create the rounds' scheduled runs where the Prefect server answers; else say who will."""
    from portal.office_up import is_served
    from tasks.office import Office

    assert isinstance(office, Office)
    address = f"http://{office.settings.prefect_host}:{office.settings.prefect_port}/api"
    # another office's server may listen there: only one that serves this data folder is ours
    if not is_served(office.settings.data_dir):
        click.echo(say("cli.launch.no_prefect", address=address))
        return
    from flows.schedule import schedule_rounds

    schedule_rounds(office, plan_key)
    click.echo(say("cli.launch.scheduled"))


def _zone() -> tzinfo:
    from config.settings import OFFICE_ZONE

    return OFFICE_ZONE
