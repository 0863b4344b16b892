"""Damaged documents end in a compilation or a clear error, never a traceback (10,000: tests/fuzz_documents.py)."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz_documents import BYTES, FORMS, WORDS, damaged, mutated, original, outcome, repacked, restreamed

EXAMPLES = 40
MORE = 120
"""With the services' tests."""


def ends_well(folder: Path, seed: int) -> bool:
    form, content = mutated(Random(seed), sparing=True)
    path = folder / f"x.{form}"
    path.write_bytes(content)
    return not outcome(path, whole=False).startswith("!")


@settings(max_examples=EXAMPLES, deadline=5_000, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_a_damaged_document_ends_in_a_result_or_a_clear_error(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    assert ends_well(tmp_path_factory.getbasetemp(), seed)


@pytest.mark.services
@settings(max_examples=MORE, deadline=5_000, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_so_does_one_of_many_more_damaged_documents(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    assert ends_well(tmp_path_factory.getbasetemp(), seed)


@pytest.mark.parametrize("form", FORMS)
def test_the_sound_documents_compile(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"x.{form}"
    path.write_bytes(original(form, 0))
    assert outcome(path, whole=True) == "compiled"


def test_every_way_of_damage_damages() -> None:
    for mutation in (*BYTES, *WORDS):
        page, chance = original("html", 1), Random(7)
        assert any(mutation(page, chance) != page for _ in range(20)), mutation.__name__
    word, print_ = original("docx", 1), original("pdf", 1)
    assert repacked(word, Random(1), WORDS[0]) != word
    assert restreamed(print_, Random(1), WORDS[7]) != print_


@pytest.mark.parametrize("seed", [90_000_880, 120_001_113])
def test_a_damaged_document_that_once_ended_with_a_traceback_does_not_again(tmp_path: Path, seed: int) -> None:
    form, content = damaged(seed)
    path = tmp_path / f"x.{form}"
    path.write_bytes(content)
    assert not outcome(path, whole=True).startswith("!")
