"""``dondoc calendar``: what is off and worked and why; check and apply the office's own calendar file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from config.wording import say
from portal.cli.parts import by_option

if TYPE_CHECKING:
    from config.calendar_file import Finding
    from config.workdays import WorkCalendar
    from tasks.calendar import Applied
    from tasks.calendar_moves import Move
    from tasks.office import Office

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(help=say("cli.calendar.short"))
def calendar() -> None:
    """Show, check, apply."""


@calendar.command(help=say("cli.calendar.show"))
@click.argument("year", type=click.IntRange(1995, 2099), required=False)
@click.option("--file", "as_file", is_flag=True, help=say("cli.calendar.file"))
def show(year: int | None, as_file: bool) -> None:
    """A year's days off and make-up days, Tết, hours, and which version holds."""
    from models.clock import local_day
    from tasks.calendar import in_use
    from tasks.office import Office

    office = Office.open()
    counted, version = in_use(office)
    if as_file:
        click.echo(version.text if version else _template(), nl=False)
        return
    for line in _year(counted, year or local_day(office.now()).year):
        click.echo(line)
    if version is None:
        click.echo(say("cli.calendar.shipped"))
        return
    day = f"{local_day(version.at):%d/%m/%Y}"
    click.echo(say("cli.calendar.version", version=version.id, by=version.by, day=day, why=version.why))


@calendar.command(help=say("cli.calendar.check"))
@click.argument("file", type=FILE)
def check(file: Path) -> None:
    """Name every fault by line; exit 2 where there is one."""
    from models.clock import local_day, wall_now
    from tasks.calendar import CalendarRefused, check_calendar

    try:
        read, findings = check_calendar(file, local_day(wall_now()))
    except CalendarRefused as refused:
        _tell(refused.findings)
        raise
    _tell(findings)
    click.echo(say("cli.calendar.good", file=file, off=len(read.off), worked=len(read.worked)))


@calendar.command(help=say("cli.calendar.apply"))
@click.argument("file", type=FILE)
@click.option("--why", default="", help=say("cli.calendar.why"))
@click.option("--preview", is_flag=True, help=say("cli.calendar.preview"))
@by_option
def apply(file: Path, why: str, preview: bool, by: str) -> None:
    """Check, say what moves, and unless it is a preview write the version and move it in one transaction."""
    from tasks.calendar import CalendarRefused, apply_calendar
    from tasks.office import Office

    office = Office.open()
    try:
        applied = apply_calendar(office, office.now(), file, why=why, by=by, preview=preview)
    except CalendarRefused as refused:
        _tell(refused.findings)
        raise
    _tell(applied.warnings)
    _say_moves(applied)
    if preview:
        click.echo(say("cli.calendar.previewed"))
    elif applied.already:
        click.echo(say("cli.calendar.already"))
    else:
        click.echo(say("cli.calendar.applied", version=applied.version))
        _reschedule(office, applied.plan_keys)


def _tell(findings: Sequence[Finding]) -> None:
    for finding in findings:
        kind = say(f"cli.calendar.{finding.severity}")
        click.echo(f"{finding.place}: {kind}: {finding.reason}\n    {finding.remedy}", err=True)


def _say_moves(applied: Applied) -> None:
    from tasks.calendar_moves import day_said

    click.echo(say("cli.calendar.changed" if applied.days else "cli.calendar.no_days"))
    for changed in applied.days:
        click.echo(f"  {day_said(changed)}")
    if applied.hours_changed:
        click.echo(f"  {say('calendar.hours_changed')}")
    count = len(applied.moves)
    click.echo(say("cli.calendar.moves", count=count) if count else say("cli.calendar.no_moves"))
    alike: dict[tuple[str, datetime, datetime | None, str], list[Move]] = {}
    for move in applied.moves:
        alike.setdefault((move.what, move.before, move.after, move.why), []).append(move)
    for (what, before, after, why), some in alike.items():
        said = {
            "what": say(f"cli.calendar.what.{what}"),
            "label": some[0].label,
            "before": _shown(before),
            "after": _shown(after) if after else "",
            "why": why,
        }
        click.echo(
            say("cli.calendar.more", more=len(some) - 1, **said) if some[1:] else say("cli.calendar.move", **said)
        )
    if applied.stays:
        click.echo(say("cli.calendar.stays", count=len(applied.stays)))
        for move in applied.stays:
            click.echo(say("cli.calendar.stay", label=move.label, before=_shown(move.before), why=move.why))
        click.echo(say("cli.calendar.extend", subject=applied.stays[0].subject))


def _year(counted: WorkCalendar, year: int) -> list[str]:
    from config.workdays import counting_by, working_days_between
    from tasks.rehearsed.tet import tet

    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    days = [day for day in days if day.year == year]
    off = [(day, name) for day in days if (name := counted.off_name(day))]
    worked = [(day, why) for day in days if (why := counted.worked_name(day)) is not None]
    with counting_by(counted):
        count = working_days_between(date(year, 1, 1) - timedelta(days=1), days[-1])
        first, last = tet(year)
    lines = [say("cli.calendar.head", year=year, days=count), say("cli.calendar.off")]
    lines += [_day_line(day, name) for day, name in off]
    lines.append(say("cli.calendar.worked"))
    lines += [_day_line(day, why or say("cli.calendar.decreed")) for day, why in worked]
    lines += [] if worked else [f"  {say('cli.calendar.none')}"]
    span = {"first": f"{first:%d/%m}", "last": f"{last:%d/%m/%Y}", "days": (last - first).days + 1}
    lines.append(say("cli.calendar.tet", **span))
    for season in counted.hours.seasons:
        windows = ", ".join(f"{start:%H:%M}–{end:%H:%M}" for start, end in season.windows)
        ends = {
            which: f"{day:02d}/{month:02d}" for which, (month, day) in (("first", season.first), ("last", season.last))
        }
        lines.append(say("cli.calendar.hours", name=season.name, windows=windows, **ends))
    return lines


def _day_line(day: date, why: str) -> str:
    return say("cli.calendar.day", day=f"{day:%d/%m/%Y}", weekday=say(f"rehearsed.weekday.{day.weekday()}"), why=why)


def _template() -> str:
    import config

    return (Path(config.__path__[0]) / "calendar.yaml").read_text("utf-8")


def _shown(moment: datetime) -> str:
    from config.settings import OFFICE_ZONE

    return f"{moment.astimezone(OFFICE_ZONE):%H:%M %d/%m/%Y}"


def _reschedule(office: Office, plan_keys: set[str]) -> None:
    """Move the scheduled runs of rounds that moved, where this office's Prefect server answers."""
    from portal.office_up import is_served

    # without it the runs are moved when the office starts; a run that comes too early finds nothing to open
    if not plan_keys or not is_served(office.settings.data_dir):
        return
    from flows.schedule import schedule_rounds

    for plan_key in sorted(plan_keys):
        schedule_rounds(office, plan_key)
    click.echo(say("cli.calendar.scheduled"))
