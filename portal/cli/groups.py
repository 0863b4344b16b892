"""``dondoc group``: who is asked and why, before the launch and in every round; putting agencies in, taking them out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from config.errors import DondocError
from config.wording import say

if TYPE_CHECKING:
    from tasks.corrections import Corrected
    from tasks.meanings import HolderMeaning, RoundMeaning

FEW = 12
"""Members shown of a holder unless all are wanted."""


@click.group(help=say("cli.group.short"))
def group() -> None:
    """Who is meant by a plan's words."""


@group.command(help=say("cli.group.show"))
@click.argument("what", metavar=say("cli.group.what"))
@click.option("--all", "everyone", is_flag=True, help=say("cli.group.all"))
@click.option("--questions", "unclear", is_flag=True, help=say("cli.group.unclear"))
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text")
def show(what: str, everyone: bool, unclear: bool, shape: str) -> None:
    """Each holder's text, the agencies, why, and the chain of heirs, for every round."""
    from tasks.meanings import meanings
    from tasks.office import Office
    from tasks.partners import strangers_in, told

    with Office.open().database.reading() as session:
        found = meanings(session, what)
        partners = told(strangers_in(session, what)) if shape == "text" else ""
    if shape == "json":
        click.echo(json.dumps([_json(each) for each in found], ensure_ascii=False, indent=1))
        return
    seen: dict[str, str] = {}
    for each in found:
        click.echo(say("group.round", name=each.name, day=f"{each.on:%d/%m/%Y}", count=each.asked, id=each.id))
        click.echo(say("group.recorded" if each.recorded else "group.to_come"))
        same = seen.setdefault(each.fingerprint, each.name)
        if same != each.name:
            click.echo(say("group.same", name=same))
        else:
            for holder in each.questions if unclear else each.holders:
                _show(holder, everyone)
        click.echo("")
    if partners:
        click.echo(partners)


@group.command(help=say("cli.group.add"))
@click.argument("plan", metavar=say("cli.group.plan"))
@click.argument("holder", metavar=say("cli.group.holder"))
@click.argument("agencies", metavar=say("cli.group.agencies"), nargs=-1, required=True)
@click.option("--duty", help=say("cli.group.duty"))
@click.option("--for-good", is_flag=True, help=say("cli.group.for_good"))
@click.option("--now", "at_once", is_flag=True, help=say("cli.group.now"))
@click.option("--by", envvar="DONDOC_BY", help=say("cli.decide.by"))
@click.option("--why", help=say("cli.decide.why"))
def add(plan: str, holder: str, agencies: tuple[str, ...], **chosen: Any) -> None:
    """Put agencies into a holder."""
    _correct(plan, holder, put_in=agencies, **chosen)


@group.command(help=say("cli.group.remove"))
@click.argument("plan", metavar=say("cli.group.plan"))
@click.argument("holder", metavar=say("cli.group.holder"))
@click.argument("agencies", metavar=say("cli.group.agencies"), nargs=-1, required=True)
@click.option("--duty", help=say("cli.group.duty"))
@click.option("--for-good", is_flag=True, help=say("cli.group.for_good"))
@click.option("--now", "at_once", is_flag=True, help=say("cli.group.now"))
@click.option("--by", envvar="DONDOC_BY", help=say("cli.decide.by"))
@click.option("--why", help=say("cli.decide.why"))
def remove(plan: str, holder: str, agencies: tuple[str, ...], **chosen: Any) -> None:
    """Take agencies out of a holder."""
    _correct(plan, holder, taken_out=agencies, **chosen)


@group.command(help=say("cli.group.confirm"))
@click.argument("plan", metavar=say("cli.group.plan"))
@click.argument("holder", metavar=say("cli.group.holder"))
@click.option("--duty", help=say("cli.group.duty"))
@click.option("--for-good", is_flag=True, help=say("cli.group.for_good"))
@click.option("--by", envvar="DONDOC_BY", help=say("cli.decide.by"))
@click.option("--why", help=say("cli.decide.why"))
def confirm(plan: str, holder: str, **chosen: Any) -> None:
    """Say that a holder is right as it is: its questions are answered by that."""
    _correct(plan, holder, **chosen)


@group.command(help=say("cli.group.revoke"))
@click.argument("number", type=int)
@click.option("--by", envvar="DONDOC_BY", help=say("cli.decide.by"))
@click.option("--why", help=say("cli.decide.why"))
def revoke(number: int, by: str | None, why: str | None) -> None:
    """Take a correction back, for rounds that open from now on."""
    from tasks.corrections import revoke as take_back
    from tasks.office import Office

    row = take_back(Office.open(), number, by=by or "", why=why or "")
    click.echo(say("group.revoked", number=number, holder=row.holder))


def _correct(plan: str, holder: str, *, by: str | None, why: str | None, **chosen: Any) -> None:
    from tasks.corrections import Wanted, correct
    from tasks.office import Office
    from tasks.status import find_plan, plans

    office = Office.open()
    with office.database.reading() as session:
        running = {each for found in plans(session) for each in (found.key, found.number) if each}
        if not any(each == plan or each.startswith(plan) for each in running):
            raise _not_launched(plan, holder, chosen.get("put_in", ()), sorted(running))
        key = find_plan(session, plan).key
    done = correct(office, Wanted(key, holder, why or "", by or "", **chosen))
    _tell(done)


def _not_launched(plan: str, holder: str, put_in: Sequence[str], known: Sequence[str]) -> DondocError:
    """Before its launch a plan is a file, and who is meant is said in it: with which command."""
    named = Path(plan).suffix in (".yaml", ".yml") or Path(plan).is_file()
    file = plan if named else say("cli.group.file")
    whom = f'--add "{"; ".join(put_in)}"' if put_in else "--is …"
    command = f'dondoc decide {file} --holder "{holder}" {whom} --by … --why …'
    return DondocError.of("correction.not_launched", place=plan, command=command, known=", ".join(known) or "–")


def _tell(done: Corrected) -> None:
    row = done.row
    click.echo(say("group.corrected", number=row.id, holder=row.holder, scope=_scope(row.plan_key, row.duty)))
    for each in done.moved:
        click.echo(say(f"group.moved.{each.what}", agency=each.agency_key, round=each.round_id, reason=each.reason))
    for kept in done.untouched:
        click.echo(say("group.untouched", name=kept.name, id=kept.id))
    if done.later:
        click.echo(say("group.later", names=", ".join(kept.name for kept in done.later)))


def _scope(plan_key: str | None, duty: str | None) -> str:
    if plan_key is None:
        return say("group.scope.for_good")
    return say("group.scope.duty", duty=duty) if duty else say("group.scope.plan")


def _show(holder: HolderMeaning, everyone: bool) -> None:
    click.echo(say("group.holder", holder=holder.holder, duties=", ".join(holder.duties), count=len(holder.members)))
    shown = holder.members if everyone else holder.members[:FEW]
    reasons: dict[str, None] = {}
    for member in shown:
        duties = say("group.only", duties=", ".join(member.duties)) if member.duties else ""
        reason = say("account.decided") if member.because == "decided" else member.because
        said = member.chain or (reason if reason not in reasons else "")
        reasons.setdefault(reason)
        tail = f": {said}" if said else ""
        click.echo(f"    {member.name} [{member.key}]{duties}{tail}")
    if len(holder.members) > len(shown):
        click.echo(say("group.more", count=len(holder.members) - len(shown)))
    if holder.question:
        click.echo(say("group.question", question=holder.question))
        if holder.proposals:
            click.echo(say("group.proposals", names=", ".join(holder.proposals[:FEW])))
    for row in holder.corrected:
        facts = {
            "number": row.id,
            "put_in": ", ".join(row.put_in) or "–",
            "taken_out": ", ".join(row.taken_out) or "–",
            "scope": _scope(row.plan_key, row.duty),
            "by": row.by,
            "why": row.why,
        }
        click.echo(say("group.correction", **facts))


def _json(found: RoundMeaning) -> dict[str, Any]:
    return {
        "round": found.id,
        "name": found.name,
        "on": found.on.isoformat(),
        "recorded": found.recorded,
        "asked": found.asked,
        "holders": [
            {
                "holder": holder.holder,
                "duties": list(holder.duties),
                "question": holder.question,
                "proposals": list(holder.proposals),
                "agencies": [
                    {
                        "key": member.key,
                        "name": member.name,
                        "because": member.because,
                        "instead_of": member.chain,
                        "duties": list(member.duties or holder.duties),
                    }
                    for member in holder.members
                ],
                "corrections": [
                    {
                        "number": row.id,
                        "put_in": row.put_in,
                        "taken_out": row.taken_out,
                        "for_good": row.plan_key is None,
                        "duty": row.duty,
                        "by": row.by,
                        "why": row.why,
                    }
                    for row in holder.corrected
                ],
            }
            for holder in found.holders
        ],
    }
