"""A reason that was kept in one language, read in another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from config.retold import retold
from config.wording import choose_language, say


@pytest.fixture(autouse=True)
def reader() -> Iterator[None]:
    """Everything here is read in English."""
    choose_language("en")
    yield
    choose_language(None)


def kept(*parts: tuple[str, dict[str, object]]) -> str:
    """What an office that works in Vietnamese wrote down."""
    choose_language("vi")
    said = "; ".join(say(key, **facts) for key, facts in parts)
    choose_language("en")
    return said


def test_a_sentence_is_told_with_the_same_facts_and_what_stands_inside_it_too() -> None:
    said = kept(("step.reason", {"step": "D+1", "due": "15/03/2027", "state": "chưa báo cáo"}),
                ("step.promise", {"day": "17/03/2027"}))  # fmt: skip
    assert retold(said) == (
        say("step.reason", step="D+1", due="15/03/2027", state=say("state.waiting"))
        + "; "
        + say("step.promise", day="17/03/2027")
    )


def test_a_sentence_around_another_is_told_with_it() -> None:
    inner = kept(("step.reason", {"step": "D+1", "due": "15/03/2027", "state": "bị trả lại"}))
    around = kept(("digest.awaits", {"at": "16/03/2027 08:30", "why": inner}))
    told = say("step.reason", step="D+1", due="15/03/2027", state=say("state.returned"))
    assert retold(around) == say("digest.awaits", at="16/03/2027 08:30", why=told)


@pytest.mark.parametrize("written", ["mất điện cả huyện, xin thông cảm", "power was cut", "", "anh Minh (Sở Y tế)"])
def test_what_a_person_wrote_stays_in_that_persons_words(written: str) -> None:
    assert retold(written) == written


def test_who_reads_in_the_language_of_the_office_reads_what_was_kept() -> None:
    said = kept(("step.reason", {"step": "D+1", "due": "15/03/2027", "state": "chưa báo cáo"}))
    choose_language("vi")
    assert retold(said) == said


def test_what_an_office_that_works_in_english_counted_as_one_is_told_too() -> None:
    for count in (1, 3):
        facts = {"act": "Quyết định 45/QĐ-UBND", "count": count}
        said = say("amend.reason", **facts)
        choose_language("vi")
        assert retold(said) == say("amend.reason", **facts)
        choose_language("en")
