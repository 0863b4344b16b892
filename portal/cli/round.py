"""``dondoc round``: an extra round of a running plan, and an event that the plan's reports wait for."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Literal, cast

import click

from config.errors import DondocError
from config.wording import say
from portal.cli.parts import by_option, day, point_out_day_off

if TYPE_CHECKING:
    from tasks.on_demand import Added

DAYS = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


class WindowUnread(DondocError):
    """A data window that is not written FROM..TO."""


@click.group("round", help=say("cli.round.short"))
def round_() -> None:
    """Add a round, begin an event."""


@round_.command(help=say("cli.round.new"))
@click.argument("plan")
@click.option("--name", required=True, help=say("cli.round.name"))
@click.option("--window", required=True, help=say("cli.round.window"))
@click.option("--due", type=DAYS, required=True, help=say("cli.round.due"))
@click.option("--at", "clock", type=click.DateTime(["%H:%M"]), help=say("cli.round.clock"))
@click.option("--consolidated", type=DAYS, help=say("cli.round.consolidated"))
@click.option(
    "--label", type=click.Choice(["đột xuất", "chuyên đề", "định kỳ"]), default="đột xuất", help=say("cli.round.label")
)
@click.option("--holders", multiple=True, help=say("cli.round.holders"))
@click.option("--why", required=True, help=say("cli.round.why"))
@by_option
def new(
    plan: str,
    name: str,
    window: str,
    due: datetime,
    clock: datetime | None,
    consolidated: datetime | None,
    label: str,
    holders: tuple[str, ...],
    why: str,
    by: str,
) -> None:
    """Open an extra round of a running plan."""
    from tasks.office import Office
    from tasks.on_demand import Wanted, add_round

    wanted = Wanted(
        name,
        _window(window),
        due.date(),
        cast(Literal["định kỳ", "chuyên đề", "đột xuất"], label),
        tuple(each.strip() for part in holders for each in part.split(";") if each.strip()),
        day(consolidated),
        time(clock.hour, clock.minute) if clock else None,
    )
    office = Office.open()
    _tell(office, add_round(office, plan, wanted, by=by, why=why))
    point_out_day_off(wanted.due)


@round_.command(help=say("cli.round.event"))
@click.argument("plan")
@click.argument("name", required=False)
@click.option("--on", type=DAYS, help=say("cli.round.on"))
@click.option("--why", help=say("cli.round.why"))
@by_option
def event(plan: str, name: str | None, on: datetime | None, why: str | None, by: str) -> None:
    """Say that an event happened; without a name, list those that the plan waits for."""
    from tasks.office import Office
    from tasks.on_demand import begin_event, events_of

    office = Office.open()
    if name is None:
        with office.database.reading() as session:
            known = events_of(session, plan)
        for each in known:
            within = say("regime.working_days" if each.unit == "wd" else "regime.days", count=each.within)
            click.echo(say("show.event", key=each.key, name=each.name, within=within, after=each.after))
        if not known:
            click.echo(say("cli.round.no_events"))
        return
    if on is None or not why:
        raise click.UsageError(say("cli.round.event_usage"))
    _tell(office, begin_event(office, plan, name, on.date(), by=by, why=why))


def _window(written: str) -> tuple[date, date]:
    first, dots, last = written.partition("..")
    try:
        read = [_date(each.strip()) for each in (first, last)]
    except ValueError as fault:
        raise WindowUnread.of("cli.round.window_unread", place="--window", written=written) from fault
    if not dots:
        raise WindowUnread.of("cli.round.window_unread", place="--window", written=written)
    return read[0], read[1]


def _date(written: str) -> date:
    return datetime.strptime(written, "%d/%m/%Y").date() if "/" in written else date.fromisoformat(written)


def _tell(office: object, added: Added) -> None:
    from compiler.rounds.founding import label_said
    from portal.cli.launch import schedule
    from tasks.account import moment_said

    kept = added.round
    facts = {"name": kept.name, "label": label_said(kept.label), "due": moment_said(kept.due_at), "asked": added.asked}
    if added.opened is not None:
        click.echo(say("cli.round.opened", messages=added.opened.messages, **facts))
    else:
        click.echo(say("cli.round.planned", opens=moment_said(kept.opens_at), **facts))
    click.echo(say("cli.round.id", id=kept.id))
    schedule(office, kept.plan_key)
