"""Dates as an office writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from notifications.dates import full_date, moment, plain_date, short_date


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 3, 10), "thứ Ba, ngày 10 tháng 3 năm 2026"),
        (date(2026, 1, 5), "thứ Hai, ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 1), "Chủ nhật, ngày 01 tháng 02 năm 2026"),
        (date(2026, 12, 9), "thứ Tư, ngày 09 tháng 12 năm 2026"),
    ],
)
def test_day_below_ten_and_months_one_and_two_take_a_zero(day: date, written: str) -> None:
    assert full_date(day) == written
    assert full_date(day.isoformat()) == written


def test_other_forms_of_a_date() -> None:
    assert plain_date("2026-03-10") == "ngày 10 tháng 3 năm 2026"
    assert short_date("2026-03-05") == "5/3/2026"
    assert full_date("2026-03-10", "en") == "Tuesday, 10 March 2026"
    assert plain_date("2026-03-10", "en") == "10 March 2026"


def test_a_moment_is_told_in_the_office_s_zone() -> None:
    at = datetime(2026, 3, 9, 18, 5, tzinfo=UTC)
    assert moment(at) == "01 giờ 05, ngày 10 tháng 3 năm 2026"
    assert moment(at.isoformat(), "en") == "01:05, 10 March 2026"
