"""Which commands there are, and loading each only when it is asked for.

``dondoc --help`` and ``dondoc compile`` must answer within a second, so no command family is
imported to list it: its short help is in config/wording-cli.yaml as ``cli.NAME.short``. A new
family is a file portal/cli/NAME.py, a line in COMMANDS and that sentence.
"""

from __future__ import annotations

from importlib import import_module

import click

from config.wording import say

COMMANDS = {
    "compile": "portal.cli.compile:compile_",
    "check": "portal.cli.check:check",
    "decide": "portal.cli.decide:decide",
    "explain": "portal.cli.explain:explain",
    "directory": "portal.cli.directory:directory",
    "contact": "portal.cli.contact:contact",
    "calendar": "portal.cli.calendar:calendar",
    "launch": "portal.cli.launch:launch",
    "amend": "portal.cli.amend:amend",
    "round": "portal.cli.round:round_",
    "group": "portal.cli.groups:group",
    "rehearse": "portal.cli.rehearse:rehearse",
    "report": "portal.cli.report:report",
    "ladder": "portal.cli.ladder:ladder",
    "consolidate": "portal.cli.consolidate:consolidate",
    "message": "portal.cli.message:message",
    "status": "portal.cli.status:status",
    "why": "portal.cli.status:why",
    "verify": "portal.cli.verify:verify",
    "up": "portal.cli.up:up",
    "deliver": "portal.cli.deliver:deliver",
    "sync": "portal.cli.sync:sync",
    "migrate": "portal.cli.migrate:migrate",
    "clock": "portal.cli.clock:clock",
    "demo": "portal.cli.demo:demo",
}
"""Name -> "module:attribute" of a click command or group, in the order in which an office meets them."""


class LazyGroup(click.Group):
    """A group whose commands are named in COMMANDS and imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the family of `cmd_name`; None for a name that is not in COMMANDS."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name].split(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the program is, in the reader's language."""
        with formatter.indentation():
            formatter.write_paragraph()
            formatter.write_text(say("cli.about"))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands without importing any."""
        with formatter.section(say("cli.commands")):
            formatter.write_dl([(name, say(f"cli.{name}.short")) for name in self.list_commands(ctx)])
