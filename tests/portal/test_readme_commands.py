"""Every command that the README names is there, with the options it names."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import click
import pytest

from portal.cli.group import COMMANDS

HOUSE = Path(__file__).resolve().parents[2]
LINES = sorted(
    {
        line.replace("\\|", "|")
        for name in ("README.md", "README.vi.md")
        for line in re.findall(r"dondoc ((?:[a-z][a-z\\|-]*)[^`\n#]*)", (HOUSE / name).read_text("utf-8"))
        if line.split()[0].split("`")[0] in COMMANDS
    }
)


def commands_of(line: str) -> list[click.Command]:
    """What a line of the README names: "report accept|return" is two commands."""
    words = line.split()
    module, attribute = COMMANDS[words[0]].split(":")
    found: list[click.Command] = [getattr(import_module(module), attribute)]
    for word in words[1:]:
        groups = [each for each in found if isinstance(each, click.Group)]
        if not groups or not re.fullmatch(r"[a-z|-]+", word):
            break
        found = [group.commands[part] for group in groups for part in word.split("|")]
    return found


@pytest.mark.parametrize("line", LINES)
def test_a_command_of_the_readme_exists_with_its_options(line: str) -> None:
    for command in commands_of(line):
        known = {name for parameter in command.params for name in parameter.opts}
        assert set(re.findall(r"--[a-z][a-z-]+", line)) - known - {"--help", "--lang"} == set(), command.name
