"""Every sentence on a page stands in the catalogue, in both languages, and is used."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from ruamel.yaml import YAML

from compiler.result import Label
from models.outbox import MessageState
from models.report import ItemStatus, ReportState
from models.round import RoundState
from notifications.kinds import FACTS

HOUSE = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((HOUSE / "portal" / "templates").rglob("*.html"))
CODE = [
    *(HOUSE / "portal").glob("*.py"),
    *(HOUSE / "portal" / "reply").glob("*.py"),
    *(HOUSE / "portal" / "workbench").glob("*.py"),
]
WORDS = {
    key: said
    for path in sorted((HOUSE / "config").glob("wording-web*.yaml"))
    for key, said in YAML(typ="safe").load(path.read_text("utf-8")).items()
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_uses_only_sentences_that_exist(template: Path) -> None:
    text = template.read_text("utf-8")
    used = {f"web.{key}" for key in re.findall(r"""\bt\(["']([\w.]+)["'][,)]""", text)}
    assert used - WORDS.keys() == set()
    for prefix in re.findall(r"""\bt\(["']([\w.]+\.)["'] ~""", text):
        assert any(key.startswith(f"web.{prefix}") for key in WORDS), prefix


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_vietnamese_of_its_own(template: Path) -> None:
    assert re.findall(r"[à-ỹĐđ]{1}\w*", template.read_text("utf-8")) == []


def test_every_sentence_is_said_in_both_languages_with_the_same_facts() -> None:
    for key, said in WORDS.items():
        assert set(said) == {"vi", "en"}, key
        facts = [set(re.findall(r"\{(\w+)\}", text)) for text in (said["vi"], said["en"])]
        assert facts[0] == facts[1], key


@pytest.mark.parametrize(
    ("prefix", "names"),
    [
        ("status", ItemStatus),
        ("round.state", RoundState),
        ("message", MessageState),
        ("report.state", set(ReportState) - {ReportState.DRAFT}),
        ("kind", FACTS),
        ("label", get_args(Label)),
        ("outcome", ["sent", "draft", "listed", "awaiting_decision", "decided", "skipped"]),
    ],
)
def test_every_state_that_a_page_may_meet_has_its_word(prefix: str, names: list[str]) -> None:
    assert [name for name in names if f"web.{prefix}.{name}" not in WORDS] == []


def test_every_way_by_which_something_came_into_the_journal_has_its_word() -> None:
    rooms = ("tasks", "portal", "flows", "models")
    code = "\n".join(path.read_text("utf-8") for room in rooms for path in (HOUSE / room).rglob("*.py"))
    ways = set(re.findall(r"""\bchannel(?:: str)? ?= ?"([a-z ]+)\"""", code)) | {"command line"}
    assert len(ways) > 5
    assert [way for way in sorted(ways) if f"web.channel.{way}" not in WORDS] == []


def test_no_sentence_lies_about_unused() -> None:
    text = "\n".join(path.read_text("utf-8") for path in [*TEMPLATES, *CODE])
    dynamic = ("web.weekday.", "web.journal.", "web.http.", "web.refusal.", "web.channel.", "web.state.title.")
    unused = []
    for key in WORDS:
        stem = key.removeprefix("web.")
        said = re.sub(r"\.(reason|remedy)$", "", stem)
        parent = stem.rpartition(".")[0] + "."
        if not key.startswith(dynamic) and not any(
            part in text for part in (f'"{stem}"', f'"web.{stem}"', f'"web.{said}"', f'"{parent}"', f"'{stem}'")
        ):
            unused.append(key)
    assert unused == []
