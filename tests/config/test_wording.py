"""The catalogue of sentences: Vietnamese always, English with the same facts, errors with reason and remedy."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import config
from config.errors import DondocError
from config.plural import of_one
from config.wording import choose_language, language, say, say_or_none

FILES = sorted(Path(config.__path__[0]).glob("wording-*.yaml"))


catalogue = {key for path in FILES for key in YAML(typ="safe").load(path.read_text("utf-8"))}


def facts(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_both_languages_take_the_same_facts(path: Path) -> None:
    for key, said in YAML(typ="safe").load(path.read_text("utf-8")).items():
        assert set(said) <= {"vi", "en"}, key
        assert said["vi"].strip(), key
        if "en" in said:
            assert facts(said["en"]) <= facts(said["vi"]), key


def test_every_error_that_the_code_raises_has_its_reason_and_remedy() -> None:
    house = Path(config.__path__[0]).parent
    rooms = ("config", "compiler", "models", "notifications", "tasks", "flows", "portal")
    raised = {
        (path.name, key)
        for room in rooms
        for path in (house / room).rglob("*.py")
        for key in re.findall(r"""\w\.of\(\s*"([\w.-]+)\"""", path.read_text("utf-8"))
    }
    assert len(raised) > 30
    silent = [each for each in sorted(raised) if "." in each[1] and not has_words(each[1])]
    assert silent == []


def has_words(key: str) -> bool:
    return f"{key}.reason" in catalogue and f"{key}.remedy" in catalogue


def test_the_reader_may_choose_english_and_vietnamese_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DONDOC_LANGUAGE", raising=False)
    assert language() == "vi"
    monkeypatch.setenv("DONDOC_LANGUAGE", "en")
    assert say("cli.error") == "error"
    choose_language("vi")
    try:
        assert say("cli.error") == "lỗi"
    finally:
        choose_language(None)


def test_a_sentence_that_is_not_there_is_a_fault_of_ours() -> None:
    assert say_or_none("không.có") is None
    with pytest.raises(KeyError):
        say("không.có")


def test_an_error_takes_its_words_from_the_catalogue() -> None:
    error = DondocError.of("decide.no_date", place="Q3", answer="hôm qua")
    assert error.reason == "“hôm qua” không phải một ngày"
    assert error.remedy
    assert str(error).startswith("Q3; ")


@pytest.mark.parametrize(
    ("key", "fact", "one", "many"),
    [
        ("web.receipt.late", "count", "1 working day late", "2 working days late"),
        ("cli.launch.asked", "count", ", 1 agency", ", 2 agencies"),
        ("web.receipt.part", "count", "1 duty has no status yet", "2 duties have no status yet"),
    ],
)
def test_english_counts_one_thing_as_one(key: str, fact: str, one: str, many: str) -> None:
    choose_language("en")
    try:
        assert say(key, **{fact: 1}).startswith(one)
        assert say(key, **{fact: 2}).startswith(many)
    finally:
        choose_language(None)


def test_only_what_is_counted_becomes_one() -> None:
    assert of_one("version {version} was sent in {count} messages", {"version": 1, "count": 3}).endswith("messages")
    assert of_one("{count} working days' notice", {"count": "1"}) == "{count} working day's notice"
    assert of_one("{count} days", {"count": 21}) == "{count} days"
