"""``dondoc report extension``: pleas for more time: recorded for an agency, listed, granted, refused."""

from __future__ import annotations

from datetime import datetime

import click

from config.wording import say
from portal.cli.parts import by_option, day, point_out_day_off, point_out_end

COMMAND_LINE = "command line"
DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


@click.group(help=say("cli.extension.short"))
def extension() -> None:
    """Pleas for more time."""


@extension.command(help=say("cli.extension.ask"))
@click.argument("request_id")
@click.option("--until", type=DAY, required=True, help=say("cli.extension.until"))
@click.option("--why", "--reason", "reason", required=True, help=say("cli.report.reason"))
@click.option("--from", "sender", required=True, help=say("cli.report.sender"))
def ask(request_id: str, until: datetime, reason: str, sender: str) -> None:
    """Record a plea that came by phone or paper."""
    from tasks.extensions import ask_extension
    from tasks.office import Office

    office = Office.open()
    with office.database.writing() as session:
        ask_extension(session, office.now(), request_id, until.date(), reason, by=sender, channel=COMMAND_LINE)
    click.echo(say("cli.extension.asked", request=request_id, day=f"{until:%d/%m/%Y}"))


@extension.command("list", help=say("cli.extension.list"))
def list_() -> None:
    """Pleas that wait for an answer."""
    from models.clock import local_day
    from tasks.extensions import open_pleas
    from tasks.office import Office

    with Office.open().database.reading() as session:
        found = open_pleas(session)
        for plea, request, agency, kept, _ in found:
            facts = {"agency": agency.name, "round": kept.name, "until": f"{plea.until:%d/%m/%Y}"}
            asked = f"{local_day(plea.asked_at):%d/%m/%Y}"
            click.echo(say("cli.extension.line", **facts, asked=asked, reason=plea.reason, request=request.id))
    if not found:
        click.echo(say("cli.extension.none"))


@extension.command(help=say("cli.extension.grant"))
@click.argument("request_id")
@click.option("--until", type=DAY, help=say("cli.extension.other"))
@click.option("--why", default="", help=say("cli.report.reason"))
@by_option
def grant(request_id: str, until: datetime | None, why: str, by: str) -> None:
    """Grant the open plea."""
    from tasks.extensions import grant_extension
    from tasks.office import Office

    office = Office.open()
    with office.database.writing() as session:
        plea = grant_extension(
            office, session, office.now(), request_id, by=by, until=day(until), why=why, channel=COMMAND_LINE
        )
        assert plea.granted_until is not None
        moved = plea.granted_until
    click.echo(say("cli.report.extended", request=request_id, day=f"{moved:%d/%m/%Y}"))
    point_out_day_off(moved)
    point_out_end(request_id, moved)


@extension.command(help=say("cli.extension.refuse"))
@click.argument("request_id")
@click.option("--why", "--reason", "reason", required=True, help=say("cli.report.reason"))
@by_option
def refuse(request_id: str, reason: str, by: str) -> None:
    """Refuse the open plea."""
    from tasks.extensions import refuse_extension
    from tasks.office import Office

    office = Office.open()
    with office.database.writing() as session:
        refuse_extension(office, session, office.now(), request_id, by=by, reason=reason, channel=COMMAND_LINE)
    click.echo(say("cli.extension.refused", request=request_id))
