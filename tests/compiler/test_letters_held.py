"""What the letters of a time's expression tell before it is tried: the longest run that any match holds."""

from __future__ import annotations

import pytest

from compiler.when.rules import longest_held, rules


@pytest.mark.parametrize(
    ("pattern", "held"),
    [
        ("abc(?:d|e)? xyz", " xyz"),
        ("trước ngày|hạn cuối", ""),
        ("hằng tuầns?", "hằng tuần"),
        (r"tuần \d{1,2}x", "tuần "),
        ("(?P<d>a)bcd[ab]+efghi", "efghi"),
        ("ab{0,3}c", "a"),
        ("", ""),
    ],
)
def test_only_letters_that_no_match_lacks_are_held(pattern: str, held: str) -> None:
    assert longest_held(pattern) == held


def test_what_is_held_stands_in_its_line_of_the_grammar_of_time() -> None:
    for rule in rules():
        assert rule.holds in rule.said.pattern
