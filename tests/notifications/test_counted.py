"""A letter says how many days are left, or late, on the day on which it leaves."""

from __future__ import annotations

from datetime import date

from notifications.counted import counted_on
from tests.letters import facts

DUE = "2026-03-17"  # a Tuesday


def test_an_overdue_letter_that_waited_for_the_morning_counts_the_day_that_passed() -> None:
    said = facts("overdue", days_late=1)
    assert counted_on("overdue", said, date(2026, 3, 19))["days_late"] == 2
    assert said["days_late"] == 1


def test_a_reminder_that_waited_says_what_is_left_and_never_less_than_nothing() -> None:
    days = [counted_on("reminder", facts("reminder"), date(2026, 3, day))["days_left"] for day in (12, 16, 17, 18)]
    assert days == [3, 1, 0, 0]


def test_the_lines_of_a_digest_are_counted_each_from_its_own_deadline() -> None:
    lines = counted_on("digest", facts("digest"), date(2026, 3, 20))["lines"]
    assert [(line["days_late"], line["days_left"]) for line in lines if line["kind"] == "overdue"] == [(3, 0)]
    assert [(line["days_late"], line["days_left"]) for line in lines if line["kind"] == "reminder"] == [(0, 1)]


def test_agencies_that_are_listed_are_counted_on_that_day_too() -> None:
    rows = counted_on("listed", facts("listed"), date(2026, 3, 27))["rows"]
    assert {row["days_late"] for row in rows} == {8}


def test_what_was_late_when_it_came_stays_so_however_long_its_receipt_waits() -> None:
    said = facts("receipt", days_late=1)
    assert counted_on("receipt", said, date(2026, 3, 25)) == said
