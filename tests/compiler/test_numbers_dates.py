"""Document numbers and dates in all the forms that offices write."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from compiler.head.numbers import find_numbers, parse_number
from compiler.when.dates import find_dates

SHARED = Path(__file__).resolve().parents[3] / "shared" / "corpus"


@pytest.mark.parametrize(
    ("written", "number", "kind"),
    [
        ("159/KH-UBND", "159/KH-UBND", "Kế hoạch"),
        ("012/CT-UBND", "012/CT-UBND", "Chỉ thị"),
        ("161/2025/QĐ-UBND", "161/2025/QĐ-UBND", "Quyết định"),
        ("161/2025/Q\u00d0-UBND", "161/2025/QĐ-UBND", "Quyết định"),
        ("4305 /UBND-KTTH", "4305/UBND-KTTH", None),
        ("157/TB_UBND", "157/TB-UBND", "Thông báo"),
        ("1830 QĐ-UBND", "1830/QĐ-UBND", "Quyết định"),
        ("03-NQ/TU", "03-NQ/TU", "Nghị quyết"),
        ("26/KH-BCĐ (138)", "26/KH-BCĐ", "Kế hoạch"),
        ("5A/KH-SNV", "5A/KH-SNV", "Kế hoạch"),
    ],
)
def test_a_number_is_read_and_mended(written: str, number: str, kind: str | None) -> None:
    parsed = parse_number(written)
    assert parsed is not None
    assert (parsed.text, parsed.kind) == (number, kind)


def test_numbers_are_found_in_running_text_and_dates_are_none() -> None:
    text = "Thực hiện Kế hoạch số 20/KH-UBND ngày 14/12/2025; Nghị quyết số 57- NQ/TW; Luật số 72/2025/QH15 (24/7)."
    assert [found.number.text for found in find_numbers(text)] == ["20/KH-UBND", "57-NQ/TW", "72/2025/QH15"]


def test_the_register_s_numbers_parse() -> None:
    register = SHARED / "register_binhduong_selected.csv"
    if not register.exists():
        pytest.skip("the shared register is not here")
    with register.open(encoding="utf-8") as file:
        numbers = [row["so_ky_hieu"] for row in csv.DictReader(file)]
    parsed = [number for number in numbers if parse_number(number)]
    assert len(parsed) >= 0.99 * len(numbers)


@pytest.mark.parametrize(
    "written", ["ngày 05 tháng 01 năm 2026", "5/1/2026", "05.01.2026", "05-01-2026", "ngày 5 tháng 1 năm 2026"]
)
def test_a_date_is_read_in_every_form(written: str) -> None:
    assert [found.day for found in find_dates(f"ban hành {written} của UBND")] == [date(2026, 1, 5)]


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    assert find_dates("ngày 31/02/2026") == []
