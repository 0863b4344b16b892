"""A weekday said with a part of the day is the day of the weekly report."""

from __future__ import annotations

import pytest

from compiler.rounds.weekdays import weekday_of
from compiler.text.manuscript import same_tone
from compiler.when.due import read_due


@pytest.mark.parametrize(
    ("said", "weekday"),
    [
        ("Hằng tuần, vào sáng thứ Hai, báo cáo tiến độ.", 1),
        ("Hằng tuần (chiều thứ Tư) báo cáo tiến độ.", 3),
        ("Báo cáo tiến độ vào chiều thứ Ba hằng tuần.", 2),
        ("Báo cáo hằng tuần vào buổi sáng thứ Năm.", 4),
    ],
)
def test_a_part_of_the_day_before_the_weekday_hides_it_not(said: str, weekday: int) -> None:
    due = read_due(said, same_tone(said), year=2026)
    assert due is not None and due.due.rule == "weekly"
    assert weekday_of(due.due.text) == weekday
