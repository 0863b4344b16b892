"""``dondoc directory``: draft the customary bodies, bring an edited file in, write it out, ask who is meant."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from config.errors import DondocError
from config.wording import say, say_or_none
from portal.cli.parts import by_option, day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.bodies import Draft
    from models.directory_rows import DirectoryFault
    from tasks.directory import Imported

DAYS = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OPEN = 1
"""Exit code while something is left to settle."""
SHOWN = 40
"""How many changes a preview lists before it only counts."""

_KIND_OF_COMMUNE = re.compile(r"\s*(?:xã|phường|đặc khu)\s+\w", re.IGNORECASE)


class DraftRefused(DondocError):
    """A draft that cannot be made or written as asked."""


@click.group(help=say("cli.directory.short"))
def directory() -> None:
    """Draft, import, export."""


@directory.command(help=say("cli.directory.init"))
@click.option("--province", required=True, help=say("cli.directory.province"))
@click.option(
    "--level",
    type=click.Choice(["province", "district", "commune"]),
    default="province",
    help=say("cli.directory.level"),
)
@click.option("--district", help=say("cli.directory.district"))
@click.option("--commune", help=say("cli.directory.commune"))
@click.option("--on", type=DAYS, help=say("cli.directory.on"))
@click.option("--until", type=DAYS, help=say("cli.directory.until"))
@click.option("--districts", type=FILE, help=say("cli.directory.districts"))
@click.option("--communes", type=FILE, help=say("cli.directory.communes"))
@click.option("--with-former", "former", is_flag=True, help=say("cli.directory.former"))
@click.option("--exercise", is_flag=True, help=say("cli.directory.exercise"))
@click.option("--force", is_flag=True, help=say("cli.directory.force"))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=say("cli.directory.output"))
def init(
    province: str,
    level: str,
    district: str | None,
    commune: str | None,
    on: datetime | None,
    until: datetime | None,
    districts: Path | None,
    communes: Path | None,
    former: bool,
    exercise: bool,
    force: bool,
    output: Path | None,
) -> None:
    """Draft a directory file of the customary bodies with contacts to fill in."""
    from models.bodies import Wanted, draft
    from models.clock import local_day, wall_now
    from models.provinces import merged_on

    if level == "district" and not district:
        raise DraftRefused.of("cli.directory.which_district", place="--district")
    if level == "commune" and not _KIND_OF_COMMUNE.match(commune or ""):
        raise DraftRefused.of("cli.directory.which_commune", place="--commune")
    since = day(on) or local_day(wall_now())
    last = day(until) or date(since.year, 12, 31)
    if level != "district":
        _still_there(province, since, last)
    wanted = Wanted(
        " ".join(province.split()),
        since,
        last,
        district if level == "district" else None,
        names_in(districts) if districts else (),
        names_in(communes) if communes else (),
        exercise,
        former,
        " ".join((commune or "").split()) if level == "commune" else None,
    )
    made = draft(wanted)
    if output is None or str(output) == "-":
        _write(made, None)
        return
    if output.exists() and not force:
        raise DraftRefused.of("cli.directory.exists", place=str(output))
    _write(made, output)
    click.echo(
        say("cli.directory.drafted", file=output, agencies=len(made.agencies), successions=len(made.successions))
    )
    merged = _merged_of(made.province, last)
    if level == "district" and since >= merged_on()[0]:
        click.echo(say("cli.directory.district_ended", district=district))
    elif merged and not former and level == "province":
        click.echo(say("cli.directory.without_former", province=made.province, names=", ".join(merged)))
    click.echo(say("cli.directory.next_exercise" if exercise else "cli.directory.next", file=output))


@directory.command("import", help=say("cli.directory.import"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", "--preview", is_flag=True, help=say("cli.directory.dry_run"))
@by_option
def import_(file: Path, dry_run: bool, by: str) -> None:
    """Check a directory file whole, show what changes, then write it."""
    from models.directory_file import DirectoryRefused
    from tasks.confirmations import ask_after_import
    from tasks.directory import import_directory
    from tasks.office import Office

    try:
        office = Office.open()
        done = import_directory(office, file, by=by, preview=dry_run)
    except DirectoryRefused as refused:
        _tell(refused.findings)
        _warn(refused.warnings)
        raise
    _show(done, dry_run)
    if not dry_run and (asked := ask_after_import(office, office.now())):
        click.echo(say("cli.contact.asked", count=asked))


@directory.command(help=say("cli.directory.export"))
@click.option("--province", help=say("cli.directory.province"))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=say("cli.directory.output"))
def export(province: str | None, output: Path | None) -> None:
    """Write the directory out as a file that reads back to the same."""
    from tasks.directory import export_directory
    from tasks.office import Office

    with Office.open().database.reading() as session:
        made = export_directory(session, province)
    if not made.agencies:
        raise DraftRefused.of("cli.directory.empty", place=province)
    if output is None or str(output) == "-":
        _write(made, None)
        return
    _write(made, output)
    click.echo(say("cli.directory.exported", file=output, agencies=len(made.agencies)))


@directory.command(help=say("cli.directory.who"))
@click.argument("holder")
@click.option("--province", help=say("cli.directory.province"))
@click.option("--level", type=click.Choice(["province", "district", "commune"]), default="province")
@click.option("--on", type=DAYS, help=say("cli.directory.on"))
@click.option("--duty", default="", help=say("cli.directory.duty"))
@click.option("--issuer", default="", help=say("cli.directory.issuer"))
@click.pass_context
def who(
    ctx: click.Context, holder: str, province: str | None, level: str, on: datetime | None, duty: str, issuer: str
) -> None:
    """Show whom a holder as a plan writes it means on a day, and why."""
    from models.agencies import Snapshot
    from models.clock import local_day, office_now
    from tasks.expansions import Terms
    from tasks.office import Office

    with Office.open().database.reading() as session:
        snapshot = Snapshot.load(session)
        asked = day(on) or local_day(office_now(session))
    terms = Terms(None, issuer, province or "", level)
    found = terms.meaning(snapshot, holder, asked, terms.own_body(snapshot, asked), duty=duty)
    for key, because in found.agencies:
        click.echo(f"{key:16} {snapshot.agencies[key].name} · {because}")
    if found.question:
        click.echo(say("cli.directory.question", question=found.question))
        ctx.exit(OPEN)


@directory.command("provinces", help=say("cli.directory.provinces"))
@click.option("--on", type=DAYS, help=say("cli.directory.on"))
@click.argument("name", required=False)
def provinces_(on: datetime | None, name: str | None) -> None:
    """List the 34 provinces with what they were merged from; or say what a province is called on a day."""
    from models.clock import local_day, wall_now
    from models.naming import alphabetical
    from models.provinces import merged_on, provinces

    asked = day(on) or local_day(wall_now())
    since, source = merged_on()
    if name is not None:
        _what_became(name, asked)
        return
    if asked < since:
        names = sorted({old for each in provinces() for old in each.merged_of or (each.name,)}, key=alphabetical)
        click.echo(say("cli.directory.provinces.before", count=len(names), day=f"{asked:%d/%m/%Y}"))
        click.echo("\n".join(f"  {old}" for old in names))
        return
    click.echo(say("cli.directory.provinces.head", count=len(provinces()), day=f"{since:%d/%m/%Y}", source=source))
    for each in provinces():
        merged = say("cli.directory.provinces.of", names=", ".join(each.merged_of)) if each.merged_of else ""
        counted = say("cli.directory.provinces.communes", count=each.communes)
        click.echo(f"  {each.code}  {each.full_name:24} {counted}{merged}")


def names_in(file: Path) -> tuple[str, ...]:
    """The names in a text file, one a line, each once; blank lines and those after "#" are left out."""
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as fault:
        raise DraftRefused.of("directory.not_utf8", place=str(file)) from fault
    except OSError as fault:
        raise DraftRefused.of("directory.unreadable", place=str(file), detail=fault.strerror or "") from fault
    names = (" ".join(line.removeprefix("-").split()) for line in lines if not line.lstrip().startswith("#"))
    return tuple(dict.fromkeys(name for name in names if name))


def _show(done: Imported, preview: bool) -> None:
    _warn(done.warnings)
    for change in done.changes[:SHOWN]:
        field, _, role = change.what.partition(".")
        what = say(f"cli.directory.change.{field}", role=say_or_none(f"directory.role.{role}") or role)
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


def _write(made: Draft, output: Path | None) -> None:
    """A workbook where the file's name ends in .xlsx, else YAML; to standard output without a name."""
    from models.directory_text import directory_text

    if output is None:
        click.echo(directory_text(made), nl=False)
    elif output.suffix.lower() == ".xlsx":
        from models.directory_workbook import directory_workbook

        output.write_bytes(directory_workbook(made))
    else:
        output.write_text(directory_text(made), "utf-8")


def _still_there(province: str, since: date, until: date) -> None:
    """A province that was merged before the day has no bodies of its own; one that will be is told so."""
    from models.provinces import became

    gone = became(province, since)
    if gone is not None:
        facts = {"old": gone.old, "new": gone.new.full_name, "since": f"{gone.since:%d/%m/%Y}", "source": gone.source}
        raise DraftRefused.of("cli.directory.merged", place="--province", **facts)
    soon = became(province, until)
    if soon is not None:
        click.echo(
            say("cli.directory.merges", old=soon.old, new=soon.new.full_name, since=f"{soon.since:%d/%m/%Y}"), err=True
        )


def _merged_of(province: str, last: date) -> tuple[str, ...]:
    """The other provinces that went into this one by a day."""
    from models.naming import plain_place
    from models.provinces import merged_on, province_named

    found = province_named(province)
    names = found.merged_of if found and last >= merged_on()[0] else ()
    return tuple(name for name in names if plain_place(name) != plain_place(province))


def _what_became(name: str, asked: date) -> None:
    from models.provinces import became, province_named

    gone, known = became(name, asked), province_named(name)
    if gone is not None:
        facts = {"old": gone.old, "new": gone.new.full_name, "since": f"{gone.since:%d/%m/%Y}", "source": gone.source}
        click.echo(say("cli.directory.provinces.became", **facts))
    elif known is not None or became(name, date.max) is not None:
        full = known.full_name if known else name
        click.echo(say("cli.directory.provinces.is", name=full, day=f"{asked:%d/%m/%Y}"))
    else:
        raise DraftRefused.of("cli.directory.no_such_province", place=name)


def _tell(findings: Iterable[DirectoryFault]) -> None:
    for finding in findings:
        click.echo(f"{finding.place}: {finding.reason}\n    {finding.remedy}", err=True)


def _warn(warnings: Sequence[DirectoryFault]) -> None:
    for warning in warnings[:SHOWN]:
        click.echo(f"{say('cli.directory.warning')}: {warning.place}: {warning.reason}\n    {warning.remedy}", err=True)
    if len(warnings) > SHOWN:
        click.echo(say("cli.directory.more_warnings", count=len(warnings) - SHOWN), err=True)
