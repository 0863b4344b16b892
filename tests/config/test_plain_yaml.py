"""The quick reader of YAML says what ruamel.yaml's own says."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

import config
from config.plain_yaml import plain_yaml

SHIPPED = sorted(Path(config.__path__[0]).rglob("*.yaml"))
WRITTEN = """
words: [yes, no, On, ~, null, "", "007"]
numbers: [012, 0o14, 0x1F, 1_000, .5, 1e3, 0100000011]
clock: 1:30
days: [2026-02-01, 12/3/2026]
moment: 2026-02-01 07:30:00
zoned: 2026-02-01T07:30:00+07:00
text: |
  hai dòng
  ở đây
again: &one {key: snv}
same: *one
"""


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_shipped_file_is_read_alike(path: Path) -> None:
    text = path.read_text("utf-8")
    assert plain_yaml().load(text) == YAML(typ="safe").load(text)


@pytest.mark.parametrize("head", ["", "%YAML 1.1\n---\n", "%YAML 1.2\n---\n"])
def test_values_that_versions_of_yaml_take_differently_are_taken_alike(head: str) -> None:
    assert repr(plain_yaml().load(head + WRITTEN)) == repr(YAML(typ="safe").load(head + WRITTEN))
