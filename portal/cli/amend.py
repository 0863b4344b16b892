"""``dondoc amend``: an amended plan file applied to a running plan, with what differs and who is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from config.wording import say
from portal.cli.parts import by_option

if TYPE_CHECKING:
    from tasks.amend import Amended


@click.command(help=say("cli.amend.short"))
@click.argument("plan")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--act", required=True, help=say("cli.amend.act"))
@click.option("--why", required=True, help=say("cli.amend.why"))
@click.option("--open-rounds", is_flag=True, help=say("cli.amend.open"))
@click.option("--preview", is_flag=True, help=say("cli.amend.preview"))
@by_option
def amend(plan: str, file: Path, act: str, why: str, open_rounds: bool, preview: bool, by: str) -> None:
    """Apply an amended plan file to a running plan."""
    from tasks.amend import Amending
    from tasks.amend import amend as apply
    from tasks.office import Office

    amended = apply(Office.open(), plan, file, Amending(act, why, by, open_rounds), preview=preview)
    if amended.already:
        click.echo(say("cli.amend.already", version=amended.version))
        return
    head = "cli.amend.head_preview" if preview else "cli.amend.head"
    click.echo(say(head, plan=amended.plan_key, version=amended.version, act=act))
    for line in _lines(amended):
        click.echo(line)


def _lines(amended: Amended) -> list[str]:
    lines = []
    if amended.number:
        was, now = amended.number
        lines.append(say("cli.amend.number", was=was or "–", now=now or "–"))
    if amended.coordinator:
        was, now = amended.coordinator
        lines.append(say("cli.amend.coordinator", was=was, now=now))
    lines += _part(say("cli.amend.duties"), [each.said() for each in amended.duties])
    lines += _part(say("cli.amend.rounds"), [each.said() for each in amended.rounds])
    moved = [f"{each.round_id.rpartition('/')[2]}/{each.agency_key}: {each.reason}" for each in amended.moved]
    lines += _part(say("cli.amend.moved"), moved)
    told = [f"{each.name}: {line}" for each in amended.told for line in each.lines]
    lines += _part(say("cli.amend.told", count=len(amended.told)), told)
    if amended.untouched:
        lines.append(say("cli.amend.untouched", names=", ".join(amended.untouched)))
    return lines or [say("cli.amend.same")]


def _part(head: str, lines: Sequence[str]) -> list[str]:
    return [f"{head}:", *(f"  - {line}" for line in lines)] if lines else []
