"""Options that several commands share."""

from __future__ import annotations

import getpass
from datetime import date, datetime

import click

from config.wording import say

by_option = click.option("--by", envvar="DONDOC_BY", default=getpass.getuser, help=say("cli.by"))
"""Who acts; the journal keeps the name."""


def day(chosen: datetime | None) -> date | None:
    """The day of a date option."""
    return chosen.date() if chosen else None
