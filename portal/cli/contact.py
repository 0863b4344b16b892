"""``dondoc contact``: who is behind an agency's addresses, who is away, who takes over, to whom a request is passed."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from config.wording import say
from portal.cli.parts import by_option, day

if TYPE_CHECKING:
    from models.directory import Contact
    from tasks.people import Person

DAYS = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])
ROLES = click.Choice(["focal", "clerk", "leader"])
COMMAND_LINE = "command line"

why_option = click.option("--why", required=True, help=say("cli.contact.why"))
role_option = click.option("--role", type=ROLES, default="focal", help=say("cli.contact.role"))
email_option = click.option("--email", help=say("cli.contact.email"))
phone_option = click.option("--phone", help=say("cli.contact.phone"))
agency_argument = click.argument("agency", metavar=say("cli.contact.agency"))
whom_argument = click.argument("whom", metavar=say("cli.contact.whom"))
request_argument = click.argument("request_id", metavar=say("cli.contact.request"))


@click.group(help=say("cli.contact.short"))
def contact() -> None:
    """List, verify, absent, change, pass on."""


@contact.command("list", help=say("cli.contact.list"))
@click.argument("agency", metavar=say("cli.contact.agency"), required=False)
@click.option("--unverified", is_flag=True, help=say("cli.contact.unverified"))
@click.option("--away", "absent", is_flag=True, help=say("cli.contact.absent"))
@click.option("--all", "everyone", is_flag=True, help=say("cli.contact.former"))
def list_(agency: str | None, unverified: bool, absent: bool, everyone: bool) -> None:
    """Everybody with number, role, address and standing."""
    from models.clock import local_day, office_now
    from tasks.office import Office
    from tasks.people import agency_of, roster

    with Office.open().database.reading() as session:
        today = local_day(office_now(session))
        key = agency_of(session, agency).key if agency else None
        people = roster(session, today, agency_key=key, former=everyone)
    shown = [
        each
        for each in people
        if (not unverified or each.standing != "verified") and (not absent or each.away is not None)
    ]
    last = None
    for each in shown:
        if each.agency.key != last:
            click.echo(f"{each.agency.name} [{each.agency.key}]")
            last = each.agency.key
        click.echo(_line(each, today))
    missing = sum(each.standing in ("unverified", "bounced") for each in people)
    click.echo(say("cli.contact.counted", shown=len(shown), missing=missing), err=True)


def _line(each: Person, today: date) -> str:
    person = each.contact
    said = [say(f"people.standing.{each.standing}")]
    if each.away is not None:
        instead = say("people.list.by", name=each.substitute.name) if each.substitute else ""
        facts = {"first": _shown(each.away.starts), "last": _shown(each.away.ends), "id": each.away.id}
        said.append(say("people.list.away", **facts) + instead)
    if person.since is not None and person.since > today:
        said.append(say("people.list.since", day=_shown(person.since)))
    if person.until is not None:
        said.append(say("people.list.until", day=_shown(person.until)))
    if not person.active:
        said.append(say("people.list.inactive"))
    if person.letter:
        said.append(say("people.list.letter", letter=person.letter))
    addresses = " ".join(address for address in (person.email, person.phone) if address)
    return f"  {person.id:>5}  {say(f'who.{person.role}'):<18} {person.name:<28} {addresses}  {'; '.join(said)}"


@contact.command(help=say("cli.contact.verify"))
@whom_argument
@role_option
@why_option
@by_option
def verify(whom: str, role: str, why: str, by: str) -> None:
    """Record a confirmation by telephone."""
    from models.clock import local_day
    from tasks.office import Office
    from tasks.people import person_of
    from tasks.people import verify as confirm

    office = Office.open()
    now = office.now()
    with office.database.writing() as session:
        person = person_of(session, whom, local_day(now), role)
        confirm(session, now, _number(person), by=by, why=why, channel="phone")
    click.echo(say("cli.contact.verified", name=person.name))


@contact.command(help=say("cli.contact.confirm"))
@click.argument("agency", metavar=say("cli.contact.agency"), required=False)
@click.option("--again", is_flag=True, help=say("cli.contact.again"))
def confirm(agency: str | None, again: bool) -> None:
    """Send the message that asks to confirm an address."""
    from models.clock import local_day
    from tasks.confirmations import ask
    from tasks.office import Office
    from tasks.people import agency_of, roster

    office = Office.open()
    now = office.now()
    with office.database.writing() as session:
        key = agency_of(session, agency).key if agency else None
        people = roster(session, local_day(now), agency_key=key)
        count = ask(office, session, now, [(each.contact, each.agency) for each in people], again=again)
    click.echo(say("cli.contact.asked", count=count))


@contact.command(help=say("cli.contact.away"))
@whom_argument
@click.option("--from", "first", type=DAYS, required=True, help=say("cli.contact.from"))
@click.option("--to", "last", type=DAYS, required=True, help=say("cli.contact.to"))
@click.option("--substitute", help=say("cli.contact.substitute"))
@role_option
@why_option
@by_option
def away(whom: str, first: datetime, last: datetime, substitute: str | None, role: str, why: str, by: str) -> None:
    """Record an absence and who stands in."""
    from models.clock import local_day
    from tasks.office import Office
    from tasks.people import away as absent
    from tasks.people import person_of

    office = Office.open()
    now = office.now()
    with office.database.writing() as session:
        person = person_of(session, whom, local_day(now), role)
        instead = person_of(session, substitute, local_day(now)) if substitute else None
        absence = absent(
            office,
            session,
            now,
            _number(person),
            first.date(),
            last.date(),
            substitute_id=instead.id if instead else None,
            why=why,
            by=by,
            channel=COMMAND_LINE,
        )
        days = {"first": _shown(absence.starts), "last": _shown(absence.ends), "id": absence.id}
    by_whom = instead.name if instead else say("cli.contact.next_in_line")
    click.echo(say("cli.contact.is_away", name=person.name, instead=by_whom, **days))


@contact.command(help=say("cli.contact.back"))
@click.argument("absence", metavar=say("cli.contact.absence"))
@why_option
@by_option
def back(absence: str, why: str, by: str) -> None:
    """End an absence early."""
    from models.clock import local_day
    from tasks.office import Office
    from tasks.people import absence_of
    from tasks.people import back as return_

    office = Office.open()
    with office.database.writing() as session:
        now = office.now()
        number = absence_of(session, absence, local_day(now))
        return_(session, now, number, by=by, why=why, channel=COMMAND_LINE)
    click.echo(say("cli.contact.is_back", id=number))


@contact.command(help=say("cli.contact.change"))
@agency_argument
@role_option
@click.option("--name", required=True, help=say("cli.contact.name"))
@email_option
@phone_option
@click.option("--letter", required=True, help=say("cli.contact.letter"))
@click.option("--from", "since", type=DAYS, required=True, help=say("cli.contact.since"))
@click.option("--former", type=int, help=say("cli.contact.former_id"))
@why_option
@by_option
def change(
    agency: str,
    role: str,
    name: str,
    email: str | None,
    phone: str | None,
    letter: str,
    since: datetime,
    former: int | None,
    why: str,
    by: str,
) -> None:
    """Put a new person into a role by the agency's letter."""
    from tasks.office import Office
    from tasks.people import agency_of
    from tasks.people_change import change as replace

    office = Office.open()
    with office.database.writing() as session:
        done = replace(
            office,
            session,
            office.now(),
            agency_of(session, agency),
            role,
            name=name,
            email=email,
            phone=phone,
            letter=letter,
            since=since.date(),
            why=why,
            by=by,
            channel=COMMAND_LINE,
            former_id=former,
        )
    facts = {"name": done.new.name, "former": done.former.name, "day": _shown(since.date()), "id": done.new.id}
    click.echo(say("cli.contact.changed", **facts))
    click.echo(say("cli.contact.changed_more", revoked=done.revoked, told=done.told))


@contact.command(help=say("cli.contact.add"))
@agency_argument
@role_option
@click.option("--name", required=True, help=say("cli.contact.name"))
@email_option
@phone_option
@click.option("--letter", help=say("cli.contact.letter"))
@click.option("--from", "since", type=DAYS, help=say("cli.contact.since"))
@why_option
@by_option
def add(
    agency: str,
    role: str,
    name: str,
    email: str | None,
    phone: str | None,
    letter: str | None,
    since: datetime | None,
    why: str,
    by: str,
) -> None:
    """Record one person more."""
    from tasks.office import Office
    from tasks.people import agency_of
    from tasks.people_change import add as hire

    office = Office.open()
    with office.database.writing() as session:
        new = hire(
            office,
            session,
            office.now(),
            agency_of(session, agency),
            role,
            name=name,
            email=email,
            phone=phone,
            why=why,
            by=by,
            channel=COMMAND_LINE,
            since=day(since),
            letter=letter,
        )
    click.echo(say("cli.contact.added", name=new.name, id=new.id))


@contact.command(help=say("cli.contact.correct"))
@whom_argument
@email_option
@phone_option
@role_option
@why_option
@by_option
def correct(whom: str, email: str | None, phone: str | None, role: str, why: str, by: str) -> None:
    """Put an address right; it starts anew."""
    from models.clock import local_day
    from tasks.office import Office
    from tasks.people import person_of
    from tasks.people_change import correct as mend

    office = Office.open()
    now = office.now()
    with office.database.writing() as session:
        person = person_of(session, whom, local_day(now), role)
        mend(office, session, now, _number(person), email=email, phone=phone, why=why, by=by, channel=COMMAND_LINE)
    click.echo(say("cli.contact.corrected", name=person.name))


@contact.command(help=say("cli.contact.delegate"))
@request_argument
@click.option("--name", required=True, help=say("cli.contact.delegate_name"))
@email_option
@phone_option
@click.option("--unit", default="", help=say("cli.contact.unit"))
@why_option
@by_option
def delegate(request_id: str, name: str, email: str | None, phone: str | None, unit: str, why: str, by: str) -> None:
    """Pass one request on."""
    from tasks.account import find_request
    from tasks.delegations import Delegate, chain_of
    from tasks.delegations import delegate as pass_on
    from tasks.office import Office

    office = Office.open()
    with office.database.writing() as session:
        request = find_request(session, request_id)
        chain = chain_of(session, request.id)
        to = Delegate(name, email, phone, unit)
        after = chain[-1].id if chain else None
        pass_on(office, session, office.now(), request.id, to, reason=why, by=by, channel=COMMAND_LINE, after=after)
        names = " → ".join([*(step.name for step in chain), name])
    click.echo(say("cli.contact.delegated", request=request.id, names=names))


@contact.command("take-back", help=say("cli.contact.take_back"))
@request_argument
@why_option
@by_option
def take_back(request_id: str, why: str, by: str) -> None:
    """Take a request back from all delegates."""
    from tasks.account import find_request
    from tasks.delegations import take_back as fetch
    from tasks.office import Office

    office = Office.open()
    with office.database.writing() as session:
        request = find_request(session, request_id)
        count = fetch(office, session, office.now(), request.id, reason=why, by=by, channel=COMMAND_LINE)
    click.echo(say("cli.contact.taken_back", request=request.id, count=count))


@contact.command(help=say("cli.contact.revoke"))
@click.argument("request_id", metavar=say("cli.contact.request"), required=False)
@click.option("--contact", "contact_id", type=int, help=say("cli.contact.revoke_contact"))
@click.option("--address", help=say("cli.contact.revoke_address"))
@click.option("--renew", is_flag=True, help=say("cli.contact.revoke_renew"))
@why_option
@by_option
def revoke(request_id: str | None, contact_id: int | None, address: str | None, renew: bool, why: str, by: str) -> None:
    """Withdraw reply links."""
    from tasks.account import find_request
    from tasks.links import withdraw
    from tasks.office import Office

    office = Office.open()
    with office.database.writing() as session:
        wanted = find_request(session, request_id).id if request_id else None
        done = withdraw(
            office,
            session,
            office.now(),
            request_id=wanted,
            contact_id=contact_id,
            address=address,
            renew=renew,
            why=why,
            by=by,
            channel=COMMAND_LINE,
        )
    click.echo(say("cli.contact.revoked", count=done.links))
    if renew:
        click.echo(say("cli.contact.renewed", count=done.renewed))


def _number(person: Contact) -> int:
    assert person.id is not None
    return person.id


def _shown(chosen: date) -> str:
    return f"{chosen:%d/%m/%Y}"
