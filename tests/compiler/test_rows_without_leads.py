"""A row of a table that says what and when, but not who, is asked about, however short it is."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text

BEFORE = "KẾ HOẠCH\nHội chợ quê năm 2026\n\nPHỤ LỤC\n\nDANH MỤC NHIỆM VỤ\n\n"


def asked(*rows: str) -> list[str]:
    found = compile_text(BEFORE + "\n".join(f"| {row} |" for row in rows) + "\n").diagnostics
    return [one.quote for one in found if one.code == "D105"]


def test_a_short_task_with_nothing_but_a_time_is_asked_about() -> None:
    rows = (
        "Họp giao ban | | Tháng 3",
        "Sơ kết | Sở Nội vụ | Tháng 6",
        "Họp | | Tháng 9",
        "Tổng kết | Sở Nội vụ | Quý IV",
    )
    assert asked("Nội dung | Đơn vị thực hiện | Thời gian", *rows) == ["Họp giao ban", "Họp"]


def test_so_it_is_below_a_number_and_in_a_row_that_is_set_off() -> None:
    assert asked(
        "STT | Nội dung | Đơn vị thực hiện | Thời gian",
        "1 | Họp giao ban | - | Tháng 3",
        "2 | Sơ kết | Sở Nội vụ | Tháng 6",
        "3 | **Ra quân** | | Tháng 7",
        "4 | HỘI THI | | Tháng 8",
        "5 | Đợt 2 | | Quý III",
    ) == ["Họp giao ban", "Ra quân", "HỘI THI", "Đợt 2"]


@pytest.mark.parametrize("row", ["II | **Công tác cán bộ** | | Năm 2026", "Tổng cộng | | | 2026", "II | HỘI THI | | "])
def test_a_section_or_a_sum_is_not_asked_about(row: str) -> None:
    first = "1 | Họp giao ban | Sở Y tế | Tháng 3"
    last = "2 | Sơ kết | Sở Nội vụ | Tháng 6"
    assert asked("STT | Nội dung | Đơn vị thực hiện | Thời gian", first, row, last) == []


def test_a_numbered_row_with_nothing_but_a_title_is_asked_about_where_the_numbers_go_on() -> None:
    head, first = "STT | Nội dung | Đơn vị thực hiện | Thời gian", "1 | Họp giao ban | Sở Y tế | Tháng 3"
    assert asked(head, first, "2 | Hội thi cây đẹp | | ", "3 | Sơ kết | Sở Nội vụ | Tháng 6") == ["Hội thi cây đẹp"]
    assert asked(head, "1 | Công tác cán bộ | | ", "1.1 | Họp giao ban | Sở Y tế | Tháng 3", "2 | Thi đua | | ") == []
    assert asked(head, "1 | Công tác cán bộ | | ", "- | Họp giao ban | Sở Y tế | Tháng 3") == []
