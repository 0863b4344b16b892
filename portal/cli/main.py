"""Run one command line and end with an exit code: 0 done, 1 open questions, 2 refused, 130 broken off."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Literal

import click

from config.errors import DondocError
from config.wording import choose_language, say
from portal.cli.group import LazyGroup
from portal.cli.vietnamese import speak_click

REFUSED = 2
BROKEN_OFF = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``dondoc`` with `arguments` (the process's own by default) and return its exit code.

    A DondocError or a mistake in the command line is one block on standard error; anything else
    is a fault of ours and keeps its traceback.
    """
    language_before = os.environ.get("DONDOC_LANGUAGE")
    try:
        return _run(arguments)
    finally:
        choose_language(None)
        if language_before is None:
            os.environ.pop("DONDOC_LANGUAGE", None)
        else:
            os.environ["DONDOC_LANGUAGE"] = language_before


def _run(arguments: Sequence[str] | None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    speak_click()
    try:
        done = dondoc.main(args=arguments, prog_name="dondoc", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.exceptions.Abort:
        click.echo(say("cli.broken_off"), err=True)
        return BROKEN_OFF
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.ctx.get_help() if asked.ctx else asked.format_message(), err=True)
        return REFUSED
    except click.UsageError as wrong:
        path = wrong.ctx.command_path if wrong.ctx else "dondoc"
        show_error(DondocError(wrong.format_message(), place=path, remedy=say("cli.see_help", command=path)))
        return REFUSED
    except click.ClickException as wrong:
        show_error(DondocError(wrong.format_message()))
        return REFUSED
    except DondocError as refused:
        show_error(refused)
        return REFUSED
    except BrokenPipeError:
        # The reader of our output (head, less) went away: nothing to say, and nobody to hear it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return done if isinstance(done, int) else 0


def show_error(error: DondocError) -> None:
    """Print the three lines of an error: what is wrong, where, how to put it right."""
    click.echo(f"{click.style(say('cli.error'), fg='red', bold=True)}: {error.reason}", err=True)
    if error.place:
        click.echo(f"  {say('cli.place')}: {error.place}", err=True)
    if error.remedy:
        click.echo(f"  {say('cli.remedy')}: {error.remedy}", err=True)


def _choose(_ctx: click.Context, _param: click.Parameter, lang: Literal["vi", "en"] | None) -> None:
    if lang is not None:
        choose_language(lang)
        os.environ["DONDOC_LANGUAGE"] = lang


@click.group(cls=LazyGroup, name="dondoc", context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    is_eager=True,
    expose_value=False,
    callback=_choose,
    help=say("cli.lang"),
)
@click.version_option(package_name="dondoc", help=say("cli.version"))
def dondoc() -> None:
    """Compile, launch and follow up a plan."""


if __name__ == "__main__":
    sys.exit(main())
