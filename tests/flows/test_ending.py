"""How runs end."""

from __future__ import annotations

import pytest

from config.wording import Language, choose_language, say
from flows.ending import IDLE_NAMES


@pytest.mark.parametrize("language", ["vi", "en"])
def test_idle_runs_are_found_for_tidying_in_every_language(language: Language) -> None:
    choose_language(language)
    try:
        assert say("ended.idle") in IDLE_NAMES
    finally:
        choose_language(None)
