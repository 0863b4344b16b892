"""``dondoc verify``: walk the journal and name the first row that does not hold, and replies changed since."""

from __future__ import annotations

import click

from config.wording import say

BROKEN = 1


@click.command(help=say("cli.verify.short"))
@click.pass_context
def verify(ctx: click.Context) -> None:
    """Exit 0 where the chain holds, 1 where it does not."""
    from sqlalchemy.exc import DBAPIError
    from sqlmodel import col, func, select

    from models.journal import JournalRow
    from models.journal import verify as walk
    from tasks.evidence import changed_reports
    from tasks.office import Office

    with Office.open().database.reading() as session:
        broken = walk(session)
        if broken is None:
            rows = session.exec(select(func.count()).select_from(JournalRow)).one()
            head = session.exec(select(JournalRow.hash).order_by(col(JournalRow.seq).desc()).limit(1)).first()
            click.echo(say("verify.holds", rows=rows, head=head[:16]) if head else say("verify.empty"))
            changed = changed_reports(session)
            for report in changed:
                click.echo(say("verify.report", report=report), err=True)
            ctx.exit(BROKEN if changed else 0)
        click.echo(say("verify.broken", seq=broken.seq, reason=broken.reason), err=True)
        try:
            row = session.get(JournalRow, broken.seq)
        except DBAPIError:
            row = None  # the damage is in this very row: its number is all there is to say
        if row is not None:
            click.echo(say("verify.row", **row.model_dump()), err=True)
        click.echo(say("verify.advice"), err=True)
    ctx.exit(BROKEN)
