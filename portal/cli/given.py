"""Where a command puts what it has written: a file that its user names, or standard output."""

from __future__ import annotations

from pathlib import Path

import click

from config.errors import DondocError
from config.wording import say


def give(written: str, output: Path | None) -> Path | None:
    """Write to `output`, or to standard output where there is none; the file that was written, if one was.

    Raises DondocError where the file cannot be written.
    """
    if output is None:
        click.echo(written, nl=False)
        return None
    try:
        output.write_text(written, "utf-8")
    except OSError as fault:
        raise DondocError.of("cli.cannot_write", place=str(output), detail=fault.strerror) from fault
    return output


def say_given(output: Path) -> None:
    """Tell on standard error that the file is there."""
    click.echo(say("cli.rehearse.written", path=output), err=True)
