"""``dondoc report``: what came by phone or paper, and the coordinator's review."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from config.errors import DondocError
from config.wording import say
from portal.cli.extension import extension
from portal.cli.parts import by_option, day, point_out_day_off, point_out_end

if TYPE_CHECKING:
    from tasks.reports import Submitted

ITEM = re.compile(r"^(?P<duty>[^=\s]+)=(?P<status>[a-z_]+)(?:\((?P<percent>\d{1,3})\))?(?::(?P<text>.*))?$", re.S)
COMMAND_LINE = "command line"
WAYS = ("phone", "paper", "sms", "email")


class ItemUnreadable(DondocError):
    """An --item that is not DUTY=STATUS(PERCENT):TEXT."""


@click.group(help=say("cli.report.short"))
def report() -> None:
    """Record, accept, return or close."""


@report.command(help=say("cli.report.record"))
@click.argument("request_id")
@click.option("--from", "sender", required=True, help=say("cli.report.sender"))
@click.option("--channel", type=click.Choice(WAYS), required=True, help=say("cli.report.channel"))
@click.option("--item", "items", multiple=True, required=True, help=say("cli.report.item"))
@click.option("--difficulties", default="", help=say("cli.report.difficulties"))
@click.option("--proposals", default="", help=say("cli.report.proposals"))
@by_option
def record(
    request_id: str, sender: str, channel: str, items: tuple[str, ...], difficulties: str, proposals: str, by: str
) -> None:
    """Keep an answer that did not come through the portal, marked so."""
    from tasks.office import Office
    from tasks.reports import Answer, ItemAnswer, form

    office = Office.open()
    now = office.now()
    with office.database.writing() as session:
        numbers = {duty.number: duty.id for duty in form(session, request_id, now).duties}
        answers = []
        for item in items:
            found = ITEM.match(item)
            if found is None or found["duty"] not in numbers:
                raise ItemUnreadable.of("cli.report.item_unreadable", place=item, duties=", ".join(numbers))
            text = (found["text"] or "").strip()
            blocked = found["status"] == "blocked"
            answers.append(
                ItemAnswer(
                    numbers[found["duty"]],
                    found["status"],
                    int(found["percent"]) if found["percent"] else None,
                    result="" if blocked else text,
                    blocked_because=text if blocked else "",
                )
            )
        done = _submitted(
            office,
            session,
            now,
            request_id,
            Answer(answers, difficulties, proposals),
            by=sender,
            channel=channel,
            recorded_by=by,
        )
        key = "cli.report.kept" if done.complete else "cli.report.kept_incomplete"
        click.echo(say(key, request=request_id, version=done.report.version))


def _submitted(*given: Any, **named: Any) -> Submitted:
    """Submit; what is wrong with single items is said before the refusal."""
    from models.report import ItemStatus
    from tasks.reports import submit
    from tasks.requests import AnswerError

    try:
        return submit(*given, **named)
    except AnswerError as refused:
        for field, wrong in refused.fields.items():
            click.echo(f"  {field.removeprefix('item-').rpartition('/')[2]}: {wrong}", err=True)
        if refused.fields:
            refused.remedy = say("cli.report.states", states=", ".join(ItemStatus))
        raise


@report.command(help=say("cli.report.accept"))
@click.argument("request_id")
@click.option("--why", default="", help=say("cli.clock.why"))
@by_option
def accept(request_id: str, why: str, by: str) -> None:
    """Accept the latest version."""
    from tasks.office import Office
    from tasks.review import accept as take

    office = Office.open()
    with office.database.writing() as session:
        take(office, session, office.now(), request_id, by=by, why=why, channel=COMMAND_LINE)
    click.echo(say("cli.report.accepted", request=request_id))


@report.command("return", help=say("cli.report.return"))
@click.argument("request_id")
@click.option("--why", "--reason", "reason", required=True, help=say("cli.report.reason"))
@click.option("--deadline", type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]), help=say("cli.report.back_by"))
@by_option
def give_back(request_id: str, reason: str, deadline: datetime | None, by: str) -> None:
    """Give the latest version back with a reason and a deadline."""
    from models.clock import local_day
    from tasks.office import Office
    from tasks.review import give_back as return_report

    office = Office.open()
    with office.database.writing() as session:
        request = return_report(
            office,
            session,
            office.now(),
            request_id,
            by=by,
            reason=reason,
            deadline=day(deadline),
            channel=COMMAND_LINE,
        )
        back_by = local_day(request.base_at)
    click.echo(say("cli.report.returned", request=request_id, day=f"{back_by:%d/%m/%Y}"))
    point_out_day_off(back_by)
    point_out_end(request_id, back_by)


@report.command(help=say("cli.report.extend"))
@click.argument("request_id")
@click.option("--to", "to", type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]), required=True, help=say("cli.report.to"))
@click.option("--why", "--reason", "reason", required=True, help=say("cli.report.reason"))
@by_option
def extend(request_id: str, to: datetime, reason: str, by: str) -> None:
    """Move one request's deadline."""
    from tasks.office import Office
    from tasks.review import extend as move

    office = Office.open()
    with office.database.writing() as session:
        move(office, session, office.now(), request_id, to.date(), reason, by=by, channel=COMMAND_LINE)
    click.echo(say("cli.report.extended", request=request_id, day=f"{to:%d/%m/%Y}"))
    point_out_day_off(to.date())
    point_out_end(request_id, to.date())


@report.command(help=say("cli.report.missing"))
@click.argument("request_id")
@click.option("--why", "--reason", "reason", required=True, help=say("cli.report.reason"))
@by_option
def missing(request_id: str, reason: str, by: str) -> None:
    """Close a request as missing."""
    from tasks.office import Office
    from tasks.review import close_missing

    office = Office.open()
    with office.database.writing() as session:
        close_missing(session, office.now(), request_id, reason, by=by, channel=COMMAND_LINE)
    click.echo(say("cli.report.closed", request=request_id))


report.add_command(extension)
