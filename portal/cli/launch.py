"""``dondoc launch``: a checked plan file becomes a running plan."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import click

from config.wording import say
from portal.cli.parts import by_option, day, holder_command

if TYPE_CHECKING:
    from models.round import Round
    from tasks.preview import Asking, Look, Unclear

_DAY = re.compile(r"\d\d/\d\d/\d{4}")
OPEN = 1
"""Exit code of a dry run that leaves something to settle."""
FEW = 6
"""Proposals that are shown of a question."""
AT_HELP = say("cli.launch.at")


@click.command(help=say("cli.launch.short"))
@click.argument("plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@by_option
@click.option("--at", type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]), help=AT_HELP)
@click.option("--year", type=click.IntRange(1995, 2099), help=say("cli.launch.year"))
@click.option("--dry-run", "--who", "dry_run", is_flag=True, help=say("cli.launch.dry_run"))
@click.pass_context
def launch(ctx: click.Context, plan: Path, by: str, at: datetime | None, year: int | None, dry_run: bool) -> None:
    """Launch a plan file and create its rounds' scheduled runs in Prefect."""
    from models.clock import at_office, is_exercise
    from tasks.launch import LaunchRefused
    from tasks.launch import launch as launch_plan
    from tasks.launch_rows import LAUNCH_HOUR
    from tasks.office import Office
    from tasks.preview import preview

    office = Office.open()
    try:
        if dry_run:
            now = at_office(at.date(), LAUNCH_HOUR) if at else office.now()
            ctx.exit(_show_asking(plan, preview(office, plan, by=by, at=day(at), year=year), now))
        launched = launch_plan(office, plan, by=by, at=day(at), year=year)
    except LaunchRefused as refused:
        for finding in refused.findings:
            click.echo(f"  {say(f'severity.{finding.severity}')} {finding.code}  {finding.message}", err=True)
        raise
    key = "cli.launch.already" if launched.already else "cli.launch.done"
    click.echo(say(key, plan=launched.plan_key, rounds=len(launched.rounds)))
    for kept in launched.rounds:
        asked = launched.asked.get(kept.id)
        click.echo(
            say(
                "cli.launch.round",
                name=kept.name,
                opens=_opening(kept, office.now()),
                due=f"{kept.due_at.astimezone(_zone()):%d/%m/%Y}",
                asked="" if asked is None else say("cli.launch.asked", count=asked),
            )
            + _labelled(kept)
        )
    _show_past(launched.passed_over, launched.warnings)
    with office.database.reading() as session:
        if is_exercise(session):
            click.echo(say("cli.launch.exercise"))
    schedule(office, launched.plan_key)


def _show_past(passed_over: Sequence[Round], warnings: Sequence[str]) -> None:
    """Rounds that will not open any more, and what to look at."""
    for kept in passed_over:
        click.echo(say("cli.launch.passed", name=kept.name, due=f"{kept.due_at.astimezone(_zone()):%d/%m/%Y}"))
    for warning in warnings:
        click.echo(f"  ! {warning}")


def _opening(kept: Round, launched: datetime) -> str:
    """When a round opens: one whose time was before the launch opens with it."""
    return f"{max(kept.opens_at, launched).astimezone(_zone()):%d/%m/%Y %H:%M}"


def _show_asking(plan: Path, look: Look, now: datetime) -> int:
    """Whom each round would ask and why at a launch ``now``; the exit code: 1 while a question or an unreachable agency is left."""
    left, before = 0, None
    for each in look.rounds:
        kept = each.round
        click.echo(
            say(
                "cli.launch.round",
                name=kept.name,
                opens=_opening(kept, now),
                due=f"{kept.due_at.astimezone(_zone()):%d/%m/%Y}",
                asked=say("cli.launch.asked", count=len(each.asked)),
            )
            + _labelled(kept)
        )
        lines = _asking_lines(plan, each)
        # reasons name the day on which they hold: without the days most rounds say the same
        same = [_DAY.sub("", line) for line in lines]
        for line in lines if same != before else [say("cli.launch.as_before")]:
            click.echo(f"    {line}")
        before = same
        left += len(each.questions) + len(each.unreachable)
    _show_past(look.passed_over, look.warnings)
    if look.adding:
        click.echo(say("cli.launch.adding", adding=look.adding))
    click.echo(say("cli.launch.nothing_written"))
    return OPEN if left else 0


def _asking_lines(plan: Path, each: Asking) -> list[str]:
    """An agency on each line with its duties by reason, then the questions with the command that answers them."""
    lines = []
    for key, duties in each.asked.items():
        reasons: dict[str, list[str]] = {}
        for number, because in duties:
            reasons.setdefault(because, []).append(number)
        why = "; ".join(f"{', '.join(numbers)}: {because}".rstrip(": ") for because, numbers in reasons.items())
        mark = f" · {say('cli.launch.unreachable')}" if key in each.unreachable else ""
        lines.append(f"{key:20} {each.names.get(key, key)} · {why}{mark}")
    return lines + [line for unclear in each.unclear for line in _question_lines(plan, unclear, each.names)]


def _question_lines(plan: Path, unclear: Unclear, names: Mapping[str, str]) -> list[str]:
    numbers = f"{', '.join(unclear.duties)}: " if unclear.duties else ""
    lines = [f"? {numbers}{unclear.question}"]
    proposed = unclear.proposals
    if proposed:
        few = "; ".join(f"{names.get(key, key)} ({key})" for key in proposed[:FEW])
        more = say("cli.launch.proposed_more", count=len(proposed)) if len(proposed) > FEW else ""
        lines.append(say("cli.launch.proposed", names=few) + more)
    # exactly one coordinates
    keys = () if unclear.several else proposed
    command = holder_command(plan, unclear.entry, keys, found=unclear.found, one=not unclear.duties)
    return [*lines, say("cli.launch.to_settle", command=command)]


def _labelled(kept: Round) -> str:
    from compiler.rounds.founding import label_said

    said = label_said(kept.label)
    return f" [{said}]" if said else ""


def schedule(office: object, plan_key: str) -> None:
    """Create the rounds' scheduled runs where the Prefect server answers; else say who will."""
    from portal.office_up import is_served
    from tasks.office import Office

    assert isinstance(office, Office)
    address = f"http://{office.settings.prefect_host}:{office.settings.prefect_port}/api"
    # another office's server may listen there: only one that serves this data folder is ours
    if not is_served(office.settings.data_dir):
        click.echo(say("cli.launch.no_prefect", address=address))
        return
    from flows.schedule import schedule_rounds

    schedule_rounds(office, plan_key)
    click.echo(say("cli.launch.scheduled"))


def _zone() -> tzinfo:
    from config.settings import OFFICE_ZONE

    return OFFICE_ZONE
