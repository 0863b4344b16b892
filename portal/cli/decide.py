"""``dondoc decide``: an answer to a plan's question, on record with who gave it and why."""

from __future__ import annotations

import shlex
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from config.errors import DondocError
from config.wording import say
from portal.cli.parts import day

if TYPE_CHECKING:
    from compiler.planfile.model import PlanFile

OPEN = 1
FEW = 12
"""Names shown of the agencies that a holder was said to be."""


@click.command(help=say("cli.decide.help"))
@click.argument("plan", metavar=say("cli.plan"), type=click.Path(path_type=Path))
@click.argument("questions", metavar=say("cli.decide.questions"), nargs=-1)
@click.option("--all", "all_", is_flag=True, help=say("cli.decide.all"))
@click.option("--accept", is_flag=True, help=say("cli.decide.accept"))
@click.option("--answer", metavar=say("cli.value"), help=say("cli.decide.answer"))
@click.option("--holder", metavar=say("cli.group.holder"), help=say("cli.decide.holder"))
@click.option("--is", "exactly", multiple=True, metavar=say("cli.group.agencies"), help=say("cli.decide.is"))
@click.option("--add", "besides", multiple=True, metavar=say("cli.group.agencies"), help=say("cli.decide.add"))
@click.option("--on", type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]), help=say("cli.decide.on"))
@click.option("--by", envvar="DONDOC_BY", help=say("cli.decide.by"))
@click.option("--why", help=say("cli.decide.why"))
@click.pass_context
def decide(
    ctx: click.Context,
    plan: Path,
    questions: tuple[str, ...],
    all_: bool,
    accept: bool,
    answer: str | None,
    holder: str | None,
    exactly: tuple[str, ...],
    besides: tuple[str, ...],
    on: datetime | None,
    by: str | None,
    why: str | None,
) -> None:
    """Record decisions in the plan file; exit 1 while questions remain."""
    from compiler.asks.check import open_questions_of
    from compiler.asks.told_again import told_again
    from compiler.planfile.decide import accept_all
    from compiler.planfile.decide import decide as settle
    from compiler.planfile.differences import answer_said
    from compiler.planfile.read import load_planfile
    from compiler.planfile.write import dump_planfile

    if holder or exactly or besides:
        if not holder or bool(exactly) == bool(besides) or questions or all_ or accept or answer is not None:
            raise click.UsageError(say("cli.decide.holder_usage"))
        _settle(plan, holder, exactly or besides, by=by or "", why=why or "", besides=bool(besides), on=day(on))
        return
    if accept == (answer is not None) or all_ == bool(questions) or (all_ and not accept):
        raise click.UsageError(say("cli.decide.usage"))
    if not by or not why:
        raise DondocError.of("decide.nobody", place=str(plan))
    file = load_planfile(plan)
    before = {question.id for question in open_questions_of(file)}
    before_duties, first = file.responsibilities, file
    # The moment at which a person at this machine decided: a fact about now, not a rule that depends on it.
    at = datetime.now(UTC)
    if all_:
        file = accept_all(file, by=by, why=why, at=at)
    for question in questions:
        file = settle(file, question, by=by, why=why, at=at, accept=accept, answer=answer)
    dump_planfile(file, plan)
    remaining = open_questions_of(file)
    settled: list[tuple[str, str, str | None]]
    settled = [
        (each.id, told_again(each.code, each.asks), answer_said(each))
        for each in file.questions
        if each.decided_at == at
    ]
    settled += [
        (each.ref, told_again(each.code, each.says), each.answer) for each in file.notes if each.decided_at == at
    ]
    for name, asks, answered in settled:
        click.echo(say("cli.decide.recorded", id=name, asks=asks, answer=_short(answered)))
    known = {duty.id for duty in before_duties}
    for duty in file.responsibilities:
        if duty.id not in known:
            click.echo(say("cli.decide.added", id=duty.id, holder=duty.holder, text=_short(duty.text)))
    _tell_of_periods(first, file)
    for each in remaining:
        new = "" if each.id in before else say("cli.decide.new")
        remedy = told_again(each.code, each.remedy or "")
        click.echo(say("cli.decide.remains", id=each.id, asks=told_again(each.code, each.asks), remedy=remedy, new=new))
    click.echo(say("cli.decide.done", settled=len(settled), remaining=len(remaining), file=plan))
    if remaining and all_:
        click.echo(say("cli.decide.no_proposal", remaining=len(remaining), file=shlex.quote(str(plan))))
        ctx.exit(OPEN)


def _tell_of_periods(before: PlanFile, after: PlanFile) -> None:
    """Which duties have another deadline now, and which rounds came and went with them."""
    from compiler.show.rule import rule_said

    known = {duty.id: duty.due.rule for duty in before.responsibilities if duty.due}
    for duty in after.responsibilities:
        was, now = known.get(duty.id), duty.due.rule if duty.due else None
        if was and now and was != now:
            click.echo(say("cli.decide.replaced", id=duty.id, was=rule_said(was), now=rule_said(now)))
    old = before.regime.periods if before.regime else []
    new = after.regime.periods if after.regime else []
    for key, here, there in (("gone", old, new), ("come", new, old)):
        keys = {each.key for each in there}
        some = [each.name for each in here if each.key not in keys]
        if some:
            click.echo(say(f"cli.decide.rounds.{key}", count=len(some), first=some[0], last=some[-1]))


def _settle(
    plan: Path, holder: str, whom: tuple[str, ...], *, by: str, why: str, besides: bool, on: date | None
) -> None:
    """Who a holder is, before the launch."""
    from tasks.office import Office
    from tasks.settle import Saying, settle

    words = tuple(each for part in whom for each in _listed(part))
    at = datetime.now(UTC)
    done = settle(Office.open(), plan, Saying(holder, words, by, why, besides, on), at=at)
    names = "; ".join(list(done.agencies.values())[:FEW]) + (" …" if len(done.agencies) > FEW else "")
    key = "cli.decide.settled_besides" if besides else "cli.decide.settled"
    click.echo(say(key, file=plan, entry=done.entry, count=len(done.agencies), names=names))
    click.echo(say("cli.decide.settled_next", file=plan))


def _listed(part: str) -> list[str]:
    """Keys or names between commas or semicolons; "@FILE" gives them one a line."""
    if part.startswith("@"):
        from portal.cli.directory import names_in

        return list(names_in(Path(part[1:])))
    return [each.strip() for each in part.split(";" if ";" in part else ",") if each.strip()]


def _short(answer: str | None) -> str:
    said = str(answer)
    return said if len(said) <= 60 else said[:59] + "…"
