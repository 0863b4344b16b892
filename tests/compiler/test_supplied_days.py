"""How far the rounds of a plan reach, and the days that custom supplies beside those that the text states."""

from __future__ import annotations

from datetime import date

import pytest

from compiler.rounds.pattern import regime_questions
from tests.compiler.test_regime_rounds import drafted, head, keys


@pytest.mark.parametrize(
    ("title", "last_asked", "said"),
    [
        ("Kế hoạch phát triển giáo dục giai đoạn 2025 - 2035", 2035, "(2025–2035)"),
        ("Kế hoạch phát triển vật liệu xây không nung giai đoạn 2025-2045", 2035, "(2025–2045)"),
    ],
)
def test_the_span_of_a_long_plan_is_told_whole_and_so_is_where_its_rounds_end(
    title: str, last_asked: int, said: str
) -> None:
    plan = head(2025, title=title, issued_on=date(2025, 11, 19))
    found = drafted(plan=plan, preset="hang-nam")
    assert keys(found)[-1] == f"{last_asked}-Y"
    told = next(each for each in regime_questions(found) if each.code == "D214").message
    assert said in told
    assert ("đến hết 2035" in told) is ("2045" in said)
