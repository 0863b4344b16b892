"""``dondoc consolidate``: write a round's consolidated report, or those of all rounds of a plan."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from config.errors import DondocError
from config.wording import say
from portal.cli.parts import by_option, day

if TYPE_CHECKING:
    from tasks.office import Office


class NothingToConsolidate(DondocError):
    """A plan none of whose rounds was opened."""


@click.command(help=say("cli.consolidate.short"))
@click.argument("round_or_plan")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]), help=say("cli.consolidate.as_of"))
@by_option
def consolidate(round_or_plan: str, as_of: datetime | None, by: str) -> None:
    """Write the report of a round ("PLAN/ROUND"), or of every opened round of a plan."""
    from tasks.consolidate import consolidate as write_report
    from tasks.office import Office

    office = Office.open()
    now = office.now()
    for round_id in _rounds(office, round_or_plan):
        made = write_report(office, round_id, now, by=by, as_of=day(as_of))
        figures = made.tally.ordered
        click.echo(
            say(
                "cli.consolidate.repeated" if made.repeated else "cli.consolidate.written",
                round=made.round_id,
                version=made.version,
                answered=figures.answered,
                asked=figures.asked,
                docx=made.docx,
                md=made.markdown,
            )
        )


def _rounds(office: Office, wanted: str) -> list[str]:
    from sqlmodel import col, select

    from models.round import Round, RoundState
    from tasks.status import find_plan

    name, slash, part = wanted.partition("/")
    with office.database.reading() as session:
        plan = find_plan(session, name)
        if slash:
            return [f"{plan.key}/{part}"]
        opened = session.exec(
            select(Round.id)
            .where(Round.plan_key == plan.key, col(Round.state).in_((RoundState.OPEN, RoundState.CLOSED)))
            .order_by(col(Round.due_at))
        ).all()
    if not opened:
        raise NothingToConsolidate.of("cli.consolidate.no_round", place=wanted, plan=plan.key)
    return list(opened)
