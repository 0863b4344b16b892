"""``dondoc demo``: the sample plan compiled, decided, launched and rehearsed; then the office is served.

Two offices come of it: ``rehearsal``, where the whole year was played and its reports lie on disk, and
``office``, played to a working day in the middle of the year, which is served.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from config.errors import DondocError
from config.wording import say

if TYPE_CHECKING:
    from config.settings import Settings
    from tasks.office import Office

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "ke-hoach-tuyen-truyen-cchc.docx"
MARK = ".dondoc-demo"
WHO = "Cán bộ điều phối (mẫu)"
CAST = SAMPLE.with_name("hanh-vi.yaml")
COMMUNES = ("xã Bến Thủy", "xã Nam Sơn", "phường Đông Lam", "phường Tây Lam")
DAYS_AFTER_DUE = 3
"""The served office stands this many working days after a deadline: some are late, none has reached the top."""
NINE = time(9, 0)
MOST_A_DAY = 5
"""More messages than this to one person on a day is shown as a conflict."""


class DemoFolderTaken(DondocError):
    """The demo's folder holds something that is not a demo."""


@click.command(help=say("cli.demo.short"))
@click.option("--serve/--no-serve", default=True, help=say("cli.demo.serve"))
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), default=Path("demo"))
def demo(serve: bool, folder: Path) -> None:
    """Everything with the sample plan, from the document to the consolidated report."""
    folder = _fresh(folder.absolute())
    plan = _plan_file(folder)
    _year(folder, plan)
    _office(folder, plan)
    if not serve:
        click.echo(say("cli.demo.ended", folder=folder))
        return
    from portal.office_up import run_office

    _step("serve")
    settings = office_settings(folder / "office")
    click.echo(say("cli.demo.open", workbench=f"{settings.resolved_public_url}/ban-lam-viec"))
    for agency, address in _forms(settings):
        click.echo(say("cli.demo.form", agency=agency, address=address))
    run_office(settings, click.echo)


def _plan_file(folder: Path) -> Path:
    """Compile the sample and settle every question with its proposal, on record."""
    from compiler.asks.check import check, open_questions_of
    from compiler.document import compile_document
    from compiler.planfile.decide import accept_all
    from compiler.planfile.write import dump_planfile
    from compiler.show.findings import counts_text

    _step("compile", file=SAMPLE.name)
    file = compile_document(SAMPLE)
    click.echo(
        say(
            "cli.demo.compiled",
            duties=len(file.responsibilities),
            holders=len({duty.holder for duty in file.responsibilities}),
            questions=len(open_questions_of(file)),
        )
    )
    for question in open_questions_of(file):
        click.echo(f"    {question.id} {question.code}  {question.asks}")
    _step("decide")
    file = accept_all(file, by=WHO, why=say("cli.demo.why"), at=datetime.now(UTC))
    click.echo(say("cli.demo.decided", left=counts_text(check(file))))
    plan = folder / "plan.yaml"
    dump_planfile(file, plan)
    return plan


def _year(folder: Path, plan: Path) -> None:
    """Play the whole year in a scratch office; its consolidated reports lie on disk afterwards."""
    from tasks.behaviours import read_behaviours
    from tasks.rehearse import rehearse

    _step("rehearse")
    stage = folder / "rehearsal"
    result = rehearse([plan], stage, _directory(folder, plan), read_behaviours(CAST), keep_mail=True, tell=_tell)
    for kept in result.rounds:
        outcome = ", ".join(f"{say(f'chip.{status}')} {count}" for status, count in kept.get("outcome", {}).items())
        click.echo(f"    {kept['name']}: {outcome}")
    click.echo(say("cli.demo.year", messages=result.summary["messages"], not_sent=result.summary["not_sent"]))
    for report in sorted((folder / "rehearsal" / "reports").rglob("*.docx")):
        click.echo(f"    {report.relative_to(folder.parent)}")
    _calendar(folder, result.summary["plan"])


def _calendar(folder: Path, plan_key: str) -> None:
    """Write the rehearsed year as a page and as an iCalendar file."""
    from models.clock import local_day, wall_now
    from tasks.rehearse import scratch_office
    from tasks.rehearsed.agenda import agenda
    from tasks.rehearsed.conflicts import conflicts
    from tasks.rehearsed.page import page
    from tasks.rehearsed.year import year_of

    scratch = scratch_office(folder / "rehearsal")
    with scratch.database.reading() as session:
        year = year_of(session, [plan_key])
    scratch.database.dispose()
    now = wall_now()
    shown, calendar = folder / "lich.html", folder / "lich.ics"
    shown.write_text(page(year, conflicts(year, MOST_A_DAY), made_on=local_day(now)), "utf-8")
    calendar.write_text(agenda(year, now), "utf-8", newline="")
    click.echo(say("cli.demo.calendar", page=shown.relative_to(folder.parent), calendar=calendar.name))


def _office(folder: Path, plan: Path) -> None:
    """Launch the plan in an office of its own and play it to a working day in the middle of the year."""
    from sqlmodel import col, select

    from config.workdays import add_working_days
    from models.clock import at_office, local_day, set_clock
    from models.round import Round
    from tasks.behaviours import read_behaviours
    from tasks.launch import launch
    from tasks.office import Office
    from tasks.rehearse import play

    _step("launch")
    office = Office.open(office_settings(folder / "office"))
    _directory(folder, plan)(office)
    launched = launch(office, plan, by=WHO, at=issue_day(plan))
    with office.database.reading() as session:
        rounds = session.exec(
            select(Round).where(Round.plan_key == launched.plan_key).order_by(col(Round.due_at))
        ).all()
    middle = rounds[len(rounds) // 2]
    until = at_office(add_working_days(local_day(middle.due_at), DAYS_AFTER_DUE), NINE)
    play(office, [kept.id for kept in rounds], read_behaviours(CAST), until=until)
    with office.database.writing() as session:
        set_clock(session, until, by=WHO, why=say("cli.demo.clock"))
    click.echo(say("cli.demo.office", round=middle.name, day=f"{local_day(until):%d/%m/%Y}"))


def _forms(settings: Settings) -> list[tuple[str, str]]:
    """(agency, address of its reply form): one that is late and one that was given its report back or is asked."""
    from sqlmodel import col, select

    from models.directory import Agency, Contact
    from models.link import token_for
    from models.round import OWED, Request
    from tasks.office import Office

    office = Office.open(settings)
    with office.database.reading() as session:
        owing = session.exec(
            select(Request, Agency, Contact)
            .join(Agency, col(Agency.key) == col(Request.agency_key))
            .join(Contact, col(Contact.agency_key) == col(Agency.key))
            .where(col(Request.state).in_(OWED), Contact.role == "focal", col(Contact.email).is_not(None))
            .order_by(col(Request.due_at).desc(), col(Request.id))
            .limit(2)
        ).all()
        return [
            (
                agency.name,
                f"{settings.resolved_public_url}/b/{token_for(office.secret, request.id, contact.email or '')}",
            )
            for request, agency, contact in owing
        ]


def _directory(folder: Path, plan: Path) -> Callable[[Office], None]:
    """Returns what fills an office with the province's customary bodies and exercise addresses."""
    from compiler.planfile.read import load_planfile
    from models.bodies import Wanted, draft
    from models.directory_text import directory_text
    from tasks.directory import import_directory

    head = load_planfile(plan).plan
    path = folder / "directory.yaml"
    if not path.exists():
        assert head.province is not None and head.issued_on is not None and head.year is not None
        wanted = Wanted(head.province, head.issued_on, date(head.year, 12, 31), None, (), COMMUNES, True)
        path.write_text(directory_text(draft(wanted)), "utf-8")
        click.echo(say("cli.demo.directory", file=path.name))
    return lambda office: (import_directory(office, path, by=WHO), None)[1]


def issue_day(plan: Path) -> date:
    """The day on which a plan file's plan was issued."""
    from compiler.planfile.read import load_planfile

    issued = load_planfile(plan).plan.issued_on
    assert issued is not None
    return issued


def office_settings(folder: Path) -> Settings:
    """Settings of the demo's office: its own folder and database, sandbox channels, ports as set."""
    from config.settings import settings

    return settings().model_copy(
        update={
            "data_dir": folder,
            "database_url": f"sqlite:///{folder / 'dondoc.db'}",
            "mail_url": "sandbox://",
            "sms_url": "sandbox://",
            "extra_channels": [],
        }
    )


def _fresh(folder: Path) -> Path:
    """An empty folder; an earlier demo is removed, anything else is left alone. Raises DemoFolderTaken."""
    if folder.exists():
        from portal.office_up import is_served

        if is_served(folder / "office"):
            raise DemoFolderTaken.of("cli.demo.served", place=str(folder))
        if not (folder / MARK).exists() and any(folder.iterdir()):
            raise DemoFolderTaken.of("cli.demo.taken", place=str(folder))
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / MARK).touch()
    return folder


def _step(name: str, **facts: object) -> None:
    click.echo("")
    click.secho(say(f"cli.demo.step.{name}", **facts), bold=True)


def _tell(line: str) -> None:
    click.echo(f"    {line}")
