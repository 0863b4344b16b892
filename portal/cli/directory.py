"""``dondoc directory``: draft the customary bodies, bring an edited file in, write it out, ask who is meant."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from config.errors import DondocError
from config.wording import say
from portal.cli.parts import by_option, day

if TYPE_CHECKING:
    from tasks.directory import Imported

DAYS = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OPEN = 1
"""Exit code while something is left to settle."""
SHOWN = 40
"""How many changes a preview lists before it only counts."""


class DraftRefused(DondocError):
    """A draft that cannot be made or written as asked."""


@click.group(help=say("cli.directory.short"))
def directory() -> None:
    """Draft, import, export."""


@directory.command(help=say("cli.directory.init"))
@click.option("--province", required=True, help=say("cli.directory.province"))
@click.option(
    "--level", type=click.Choice(["province", "district"]), default="province", help=say("cli.directory.level")
)
@click.option("--district", help=say("cli.directory.district"))
@click.option("--on", type=DAYS, help=say("cli.directory.on"))
@click.option("--until", type=DAYS, help=say("cli.directory.until"))
@click.option("--districts", type=FILE, help=say("cli.directory.districts"))
@click.option("--communes", type=FILE, help=say("cli.directory.communes"))
@click.option("--exercise", is_flag=True, help=say("cli.directory.exercise"))
@click.option("--force", is_flag=True, help=say("cli.directory.force"))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=say("cli.directory.output"))
def init(
    province: str,
    level: str,
    district: str | None,
    on: datetime | None,
    until: datetime | None,
    districts: Path | None,
    communes: Path | None,
    exercise: bool,
    force: bool,
    output: Path | None,
) -> None:
    """Draft a directory file of the customary bodies with contacts to fill in."""
    from models.bodies import Wanted, draft
    from models.clock import local_day, wall_now
    from models.directory_text import directory_text

    if level == "district" and not district:
        raise DraftRefused.of("cli.directory.which_district", place="--district")
    since = day(on) or local_day(wall_now())
    wanted = Wanted(
        " ".join(province.split()),
        since,
        day(until) or date(since.year, 12, 31),
        district if level == "district" else None,
        _names(districts),
        _names(communes),
        exercise,
    )
    made = draft(wanted)
    text = directory_text(made)
    if output is None or str(output) == "-":
        click.echo(text, nl=False)
        return
    if output.exists() and not force:
        raise DraftRefused.of("cli.directory.exists", place=str(output))
    output.write_text(text, "utf-8")
    click.echo(
        say("cli.directory.drafted", file=output, agencies=len(made.agencies), successions=len(made.successions))
    )
    click.echo(say("cli.directory.next_exercise" if exercise else "cli.directory.next", file=output))


@directory.command("import", help=say("cli.directory.import"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=say("cli.directory.dry_run"))
@by_option
def import_(file: Path, dry_run: bool, by: str) -> None:
    """Check a directory file whole, show what changes, then write it."""
    from models.directory_file import DirectoryRefused
    from tasks.directory import import_directory
    from tasks.office import Office

    try:
        done = import_directory(Office.open(), file, by=by, preview=dry_run)
    except DirectoryRefused as refused:
        for finding in refused.findings:
            click.echo(f"{finding.place}: {finding.reason}\n    {finding.remedy}", err=True)
        raise
    _show(done, dry_run)


@directory.command(help=say("cli.directory.export"))
@click.option("--province", help=say("cli.directory.province"))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=say("cli.directory.output"))
def export(province: str | None, output: Path | None) -> None:
    """Write the directory out as a file that reads back to the same."""
    from models.directory_text import directory_text
    from tasks.directory import export_directory
    from tasks.office import Office

    with Office.open().database.reading() as session:
        made = export_directory(session, province)
    if not made.agencies:
        raise DraftRefused.of("cli.directory.empty", place=province)
    text = directory_text(made)
    if output is None or str(output) == "-":
        click.echo(text, nl=False)
        return
    output.write_text(text, "utf-8")
    click.echo(say("cli.directory.exported", file=output, agencies=len(made.agencies)))


@directory.command(help=say("cli.directory.who"))
@click.argument("holder")
@click.option("--province", help=say("cli.directory.province"))
@click.option("--level", type=click.Choice(["province", "district", "commune"]), default="province")
@click.option("--on", type=DAYS, help=say("cli.directory.on"))
@click.option("--duty", default="", help=say("cli.directory.duty"))
@click.pass_context
def who(ctx: click.Context, holder: str, province: str | None, level: str, on: datetime | None, duty: str) -> None:
    """Show whom a holder as a plan writes it means on a day, and why."""
    from models.agencies import Snapshot, resolve
    from models.clock import local_day, office_now
    from tasks.office import Office

    with Office.open().database.reading() as session:
        snapshot = Snapshot.load(session)
        asked = day(on) or local_day(office_now(session))
    found = resolve(snapshot, holder, asked, province or "", level, duty=duty)
    for key, because in found.agencies:
        click.echo(f"{key:16} {snapshot.agencies[key].name} · {because}")
    if found.question:
        click.echo(say("cli.directory.question", question=found.question))
        ctx.exit(OPEN)


def _names(file: Path | None) -> tuple[str, ...]:
    if file is None:
        return ()
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as fault:
        raise DraftRefused.of("directory.not_utf8", place=str(file)) from fault
    names = (" ".join(line.removeprefix("-").split()) for line in lines if not line.lstrip().startswith("#"))
    return tuple(dict.fromkeys(name for name in names if name))


def _show(done: Imported, preview: bool) -> None:
    for change in done.changes[:SHOWN]:
        what = say(f"cli.directory.change.{change.what.split('.')[0]}", role=change.what.partition(".")[2])
        value = " → ".join(each for each in (change.old, change.new) if each)
        click.echo(f"  {change.key:16} {what}{': ' + value if value else ''}")
    if len(done.changes) > SHOWN:
        click.echo(say("cli.directory.more", count=len(done.changes) - SHOWN))
    key = "unchanged" if not done.changes else "preview" if preview else "imported"
    click.echo(say(f"cli.directory.{key}", agencies=done.agencies, changes=len(done.changes)))
    if done.unreachable:
        click.echo(say("cli.directory.unreachable", count=len(done.unreachable), names="; ".join(done.unreachable[:8])))
    if done.absent:
        click.echo(say("cli.directory.absent", count=len(done.absent), names="; ".join(done.absent[:8])))
