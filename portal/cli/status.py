"""``dondoc status`` and ``dondoc why``: who is late, on which rung, what comes next, and why."""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta
from textwrap import shorten
from typing import TYPE_CHECKING, Any

import click

from config.wording import language, say
from portal.cli.parts import day

if TYPE_CHECKING:
    from models.round import Round
    from models.tally import Line
    from tasks.status import AgencyStatus, PlanStatus, RoundStatus

FORMAT = click.Choice(["text", "json"])


@click.command(help=say("cli.status.short"))
@click.argument("plan", required=False)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]), help=say("cli.status.as_of"))
@click.option("--all", "everyone", is_flag=True, help=say("cli.status.all"))
@click.option("--format", "shape", type=FORMAT, default="text")
def status(plan: str | None, as_of: datetime | None, everyone: bool, shape: str) -> None:
    """Where one plan stands; without a name, every launched plan."""
    from models.clock import at_office, office_now
    from tasks.office import Office
    from tasks.status import plan_status, plans

    with Office.open().database.reading() as session:
        now = office_now(session)
        chosen = day(as_of)
        moment = at_office(chosen, time()) + timedelta(days=1, microseconds=-1) if chosen else None
        wanted = [plan] if plan else [each.key for each in plans(session)]
        found = [plan_status(session, key, now, moment) for key in wanted]
    if shape == "json":
        shown = [_json(each) for each in found]
        click.echo(json.dumps(shown[0] if plan else shown, ensure_ascii=False, indent=1))
        return
    if not found:
        click.echo(say("status.none"))
    for each in found:
        _show(each, everyone)


@click.command(help=say("cli.why.short"))
@click.argument("request")
def why(request: str) -> None:
    """Everything that happened to one request, and did not, each with its reason."""
    from models.clock import office_now
    from models.ladder import deadline_of
    from tasks.account import account_of, moment_said
    from tasks.office import Office

    with Office.open().database.reading() as session:
        told = account_of(session, request, office_now(session))
    state = say(f"state.{told.request.state}")
    due = moment_said(deadline_of(told.request))
    click.echo(say("account.head", agency=told.agency.name, round=told.round.name, state=state, due=due))
    click.echo(say("account.duties"))
    for number, text, because in told.duties:
        reason = say("account.decided") if because == "decided" else because
        click.echo(
            say("account.duty", number=number, text=shorten(text, 100, placeholder=" …"), because=reason).rstrip()
        )
    click.echo(say("account.events"))
    for event in told.events:
        mark = "✓" if event.happened else "✗"
        said = f"\n{'':22}{event.reason}" if event.reason else ""
        click.echo(say("account.event", at=moment_said(event.at), mark=mark, what=event.what, reason=said))
    if told.next_step and told.next_at:
        at = moment_said(told.next_at)
        click.echo(say("account.next", step=told.next_step, at=at, reason=told.next_reason))
    else:
        click.echo(say("account.no_next", reason=told.next_reason))


def _show(found: PlanStatus, everyone: bool) -> None:
    from compiler.rounds.founding import label_said
    from tasks.account import moment_said

    click.echo(" · ".join(dict.fromkeys((found.plan.label, found.plan.title))))
    click.echo(say("status.as_of", at=moment_said(found.as_of)) + f" · {found.plan.key}")
    if found.foreseen:
        click.echo(say("status.foreseen"))
    if found.unborn:
        click.echo(say("status.unborn", at=moment_said(found.plan.launched_at)))
    for kept in found.rounds:
        state = say(f"status.round.{_state(found, kept)}", opens=moment_said(kept.round.opens_at))
        click.echo("")
        said = say("status.round", name=kept.round.name, state=state, due=moment_said(kept.round.due_at))
        label = f" · {label_said(kept.round.label)}" if kept.round.label else ""
        click.echo(f"{said}{label}  [{kept.round.id}]")
        _show_round(kept, everyone)


def _rate(rate: float) -> str:
    """ "66,7 %" and "30 %"; in English "66.7 %"."""
    said = f"{rate:.1f}".removesuffix(".0")
    return f"{said if language() == 'en' else said.replace('.', ',')} %"


def _show_round(kept: RoundStatus, everyone: bool) -> None:
    figures, requested = kept.tally.ordered, kept.tally.requested
    if figures.asked:
        counts = {**vars(figures), "rate": _rate(figures.rate(figures.answered) or 0)}
        click.echo(say("status.figures", **counts))
    if requested.asked:
        click.echo(say("status.requested", asked=requested.asked, answered=requested.answered))
    from models.tally import OWING

    for agency in kept.agencies:
        if everyone or agency.line.standing in OWING:
            click.echo(f"{_agency_line(agency, kept.round)}  [{agency.line.fact.request_id}]")


def _own_deadline(line: Line, kept: Round) -> str:
    """The day until which the agency has, where that is not the round's: extended, given back, of its level."""
    from models.clock import local_day
    from models.tally import OWING

    if line.standing not in OWING or line.days_late or line.owed_by == kept.due_at:
        return ""
    return say("status.own_deadline", day=f"{local_day(line.owed_by):%d/%m/%Y}")


def _late(line: Line) -> str:
    if not line.days_late:
        return ""
    from models.clock import local_day

    if line.owed_by != line.due_at:
        return say("status.late_again", days=line.days_late, day=f"{local_day(line.owed_by):%d/%m/%Y}")
    return say("status.late", days=line.days_late)


def _agency_line(agency: AgencyStatus, kept: Round) -> str:
    from models.tally import OWING, Standing
    from tasks.account import moment_said

    line = agency.line
    coming = ""
    if line.standing in OWING:
        coming = say("status.nothing_next")
        if agency.next_step and agency.next_at:
            coming = say("status.next", step=agency.next_step, at=moment_said(agency.next_at))
    unanswered = line.fact.requested and (line.closed or line.standing == Standing.MISSING)
    return say(
        "status.line",
        agency=line.fact.agency_name,
        standing=say("status.standing.unanswered" if unanswered else f"status.standing.{line.standing}"),
        late=_own_deadline(line, kept) if unanswered else _late(line) or _own_deadline(line, kept),
        rung=say("status.rung", step=agency.rung) if agency.rung else "",
        promise=say("status.promise", day=f"{agency.promised_on:%d/%m/%Y}") if agency.promised_on else "",
        next=coming + (say("status.ended", day=f"{agency.ended_on:%d/%m/%Y}") if agency.ended_on else ""),
    )


def _state(found: PlanStatus, kept: RoundStatus) -> str:
    """A replayed day shows the round as it was then."""
    if found.replayed and kept.round.opened_at is not None:
        if kept.round.opened_at > found.as_of:
            return "planned"
        if kept.round.closed_at is None or kept.round.closed_at > found.as_of:
            return "open"
    if found.foreseen and kept.round.state == "planned" and kept.round.opens_at <= found.as_of:
        return "to_open"
    return str(kept.round.state)


def _json(found: PlanStatus) -> dict[str, Any]:
    return {
        "plan": found.plan.key,
        "label": found.plan.label,
        "as_of": found.as_of.isoformat(),
        "foreseen": found.foreseen,
        "rounds": [
            {
                "round": kept.round.id,
                "name": kept.round.name,
                "label": kept.round.label,
                "state": _state(found, kept),
                "opens_at": kept.round.opens_at.isoformat(),
                "due_at": kept.round.due_at.isoformat(),
                "ordered": vars(kept.tally.ordered),
                "requested": vars(kept.tally.requested),
                "agencies": [_agency_json(agency) for agency in kept.agencies],
            }
            for kept in found.rounds
        ],
    }


def _agency_json(agency: AgencyStatus) -> dict[str, Any]:
    line = agency.line
    return {
        "request": line.fact.request_id,
        "agency": line.fact.agency_key,
        "name": line.fact.agency_name,
        "requested": line.fact.requested,
        "standing": str(line.standing),
        "due_at": line.due_at.isoformat(),
        "owed_by": line.owed_by.isoformat(),
        "days_late": line.days_late,
        "version": line.latest.version if line.latest else None,
        "first_received_at": line.first_received_at.isoformat() if line.first_received_at else None,
        "complete_at": line.complete_at.isoformat() if line.complete_at else None,
        "accepted_at": line.accepted_at.isoformat() if line.accepted_at else None,
        "rung": agency.rung,
        "next_step": agency.next_step,
        "next_at": agency.next_at.isoformat() if agency.next_at else None,
        "promised_on": agency.promised_on.isoformat() if agency.promised_on else None,
        "ended_on": agency.ended_on.isoformat() if agency.ended_on else None,
    }
