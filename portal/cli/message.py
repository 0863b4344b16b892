"""``dondoc message``: look at a message before it is sent, and at those that did not arrive."""

from __future__ import annotations

from typing import Any

import click

from config.errors import DondocError
from config.wording import language, say
from portal.cli.parts import by_option


class NoSuchRequest(DondocError):
    """A request id that no round has."""


@click.group(help=say("cli.message.short"))
def message() -> None:
    """Preview, list what failed, send it again."""


@message.command(help=say("cli.message.preview"))
@click.argument("kind", metavar=say("cli.message.kind"))
@click.option("--channel", type=click.Choice(["email", "sms"]), default="email", help=say("cli.message.channel"))
@click.option("--lang", type=click.Choice(["vi", "en"]), default=None, help=say("cli.message.lang"))
@click.option("--request", "request_id", help=say("cli.message.request"))
@click.option("--html", is_flag=True, help=say("cli.message.html"))
def preview(kind: str, channel: str, lang: str | None, request_id: str | None, html: bool) -> None:
    """Show the words of one kind of message, of a sample or of a real request."""
    from config.settings import settings
    from notifications.render import render
    from notifications.sample import sample_facts

    facts, secret = sample_facts(kind), b"sample"
    if request_id is not None:
        more, secret = _of_request(kind, channel, request_id)
        facts |= more
    url = settings().resolved_public_url
    said = render(kind, channel, lang or language(), facts, secret=secret, public_url=url)
    if channel == "sms":
        click.echo(said.text)
        click.echo(say("cli.message.length", length=len(said.text)), err=True)
    elif html:
        click.echo(said.html)
    else:
        click.echo(f"{say('cli.message.subject')}: {said.subject}\n")
        click.echo(said.text, nl=False)


def _of_request(kind: str, channel: str, request_id: str) -> tuple[dict[str, Any], bytes]:
    """The facts of a real request, and the secret that signs its link."""
    from models.ladder import ladder_of
    from models.round import Request, Round
    from tasks.letters import Post, desk_for, to_agency
    from tasks.office import Office

    office = Office.open()
    now = office.now()
    with office.database.reading() as session:
        request = session.get(Request, request_id)
        if request is None:
            raise NoSuchRequest.of("cli.message.no_request", place=request_id)
        kept = session.get_one(Round, request.round_id)
        desk = desk_for(session, kept, ladder_of(kept), office.settings, [request.agency_key])
        post = Post(office.settings.mail_domain)
        to_agency(post, desk, request, kind=kind, step=None, now=now, reason="preview", channels=(channel,))
        (letter, *_) = [*post.letters, *(unsent for unsent, _ in post.unsent)]
    return letter.context, office.secret


@message.command(help=say("cli.message.failed"))
@click.option("--round", "round_id", help=say("cli.message.round"))
def failed(round_id: str | None) -> None:
    """List what never arrived, with the server's answer."""
    from notifications.outbox import undelivered
    from tasks.office import Office

    office = Office.open()
    with office.database.reading() as session:
        rows = undelivered(session, round_id=round_id)
    for row in rows:
        click.echo(f"{row['id']:>6}  {row['kind']:<12}  {row['recipient']} <{row['address']}>: {row['error']}")
    click.echo(say("cli.message.failed_count", count=len(rows)), err=True)


@message.command(help=say("cli.message.retry"))
@click.argument("ids", metavar=say("cli.message.ids"), type=int, nargs=-1, required=True)
@click.option("--why", required=True, help=say("cli.message.why"))
@by_option
def retry(ids: tuple[int, ...], why: str, by: str) -> None:
    """Let failed messages leave once more."""
    from notifications.outbox import requeue
    from tasks.office import Office

    office = Office.open()
    with office.database.writing() as session:
        done = requeue(session, office.now(), ids, by=by, why=why)
    click.echo(say("cli.message.retried", done=len(done), asked=len(ids)))
