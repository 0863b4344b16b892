"""``dondoc explain CODE``: what a finding's code means, why it matters and what to do."""

from __future__ import annotations

from difflib import get_close_matches

import click

from config.errors import DondocError
from config.wording import language, say


@click.command(help=say("cli.explain.help"))
@click.argument("code", metavar=say("cli.code"), required=False)
def explain(code: str | None) -> None:
    """Explain one code, or list them all."""
    from compiler.asks.diagnostics import catalogue
    from compiler.show.findings import explanation, in_words

    if code is None:
        for each, entry in sorted(catalogue().items()):
            message = (entry.message_en if language() == "en" else None) or entry.message
            click.echo(f"{each}  {say(f'severity.{entry.severity}'):<9} {in_words(message)}")
        return
    said = explanation(code)
    if said is None:
        near = get_close_matches(code.upper(), list(catalogue()), n=1)
        known = near[0] if near else "dondoc explain"
        raise DondocError.of("cli.explain.unknown", place=code, known=known)
    click.echo(said, nl=False)
