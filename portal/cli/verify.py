"""``dondoc verify``: walk the journal and name the first row that does not hold, a tail that was cut off, and replies
and files changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from config.wording import say
from portal.cli.parts import by_option

if TYPE_CHECKING:
    from sqlmodel import Session

    from models.journal import BrokenLink
    from tasks.office import Office

BROKEN = 1


@click.command(help=say("cli.verify.short"))
@click.option("--anchor-anew", "why", metavar="LÝ_DO", help=say("cli.verify.anchor"))
@by_option
@click.pass_context
def verify(ctx: click.Context, why: str | None, by: str) -> None:
    """Exit 0 where everything holds, 1 where it does not."""
    from models.journal import verify as walk
    from tasks.anchor import anchor_anew, lost
    from tasks.office import Office

    office = Office.open()
    with office.database.reading() as session:
        broken = walk(session)
        if broken is not None:
            _tell_broken(session, broken)
            ctx.exit(BROKEN)
        _tell_head(session)
        cut = lost(office, session) if why is None else None
        problems = [*([cut, say("anchor.advice")] if cut else []), *_changed(office, session)]
    for problem in problems:
        click.echo(problem, err=True)
    if why is not None:
        anchor_anew(office, office.now(), by=by, why=why)
        click.echo(say("anchor.made"))
    ctx.exit(BROKEN if problems else 0)


def _tell_head(session: Session) -> None:
    from sqlmodel import func, select

    from models.journal import JournalRow, head

    rows = session.exec(select(func.count()).select_from(JournalRow)).one()
    last = head(session)
    click.echo(say("verify.holds", rows=rows, head=last[1][:16]) if last else say("verify.empty"))


def _changed(office: Office, session: Session) -> list[str]:
    from tasks.evidence import changed_reports, spoilt_files

    spoilt = spoilt_files(session, files_dir=office.files_dir, reports_dir=office.reports_dir)
    return [
        *(say("verify.report", report=report) for report in changed_reports(session)),
        *(say(f"verify.file.{each.what}", of=each.of, name=each.name) for each in spoilt),
    ]


def _tell_broken(session: Session, broken: BrokenLink) -> None:
    from sqlalchemy.exc import DBAPIError

    from models.journal import JournalRow

    click.echo(say("verify.broken", seq=broken.seq, reason=broken.reason), err=True)
    try:
        row = session.get(JournalRow, broken.seq)
    except DBAPIError:
        row = None  # the damage is in this very row: its number is all there is to say
    if row is not None:
        click.echo(say("verify.row", **row.model_dump()), err=True)
    click.echo(say("verify.advice"), err=True)
