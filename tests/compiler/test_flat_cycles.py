"""A list of whose, what and when, a line each, without a head or numbers, gives a duty for each three lines."""

from __future__ import annotations

from itertools import permutations

import pytest

from compiler.compile import compile_text

ROWS = (
    ("Sở Y tế", "Ươm cây giống bản địa", "Tháng 3"),
    ("Sở Nội vụ", "Trồng cây ven kênh", "Tháng 5"),
    ("Sở Xây dựng", "Đếm cây sống", "Tháng 9"),
)
WANTED = [
    ("Sở Y tế", "Ươm cây giống bản địa", "period:2026-03-01..2026-03-31"),
    ("Sở Nội vụ", "Trồng cây ven kênh", "period:2026-05-01..2026-05-31"),
    ("Sở Xây dựng", "Đếm cây sống", "period:2026-09-01..2026-09-30"),
]


def told(*lines: str, above: str = "II. NHIỆM VỤ") -> list[tuple[str, str, str]]:
    found = compile_text(f"KẾ HOẠCH\nNgày hội trồng cây năm 2026\n\n{above}\n\n" + "\n".join(lines) + "\n")
    return [(one.holder, one.text, one.due.rule if one.due else "") for one in found.responsibilities]


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("above", ["II. NHIỆM VỤ", "III. TỔ CHỨC THỰC HIỆN", "PHỤ LỤC\nDANH MỤC NHIỆM VỤ"])
def test_three_lines_in_one_order_are_a_row(order: tuple[int, ...], above: str) -> None:
    assert told(*(row[at] for row in ROWS for at in order), above=above) == WANTED


def test_a_task_may_go_on_in_the_lines_below() -> None:
    lines = [line for row in ROWS for line in row]
    lines[4:5] = ["Trồng cây ven kênh, các tuyến đường", "của thôn và sân trường"]
    assert told(*lines)[1][1] == "Trồng cây ven kênh, các tuyến đường của thôn và sân trường"


def test_what_stands_behind_the_last_row_is_the_document_s() -> None:
    lines = [line for row in ROWS for line in row]
    found = told(*lines, "", "III. TỔ CHỨC THỰC HIỆN", "1. Sở Tài chính:", "- Bố trí kinh phí.")
    assert found == [*WANTED, ("Sở Tài chính", "Bố trí kinh phí.", "")]


def test_headings_of_holders_above_items_are_no_such_list() -> None:
    found = told(
        "1. Sở Y tế", "- Ươm cây giống bản địa.", "2. Sở Nội vụ", "- Trồng cây.", above="III. TỔ CHỨC THỰC HIỆN"
    )
    assert [holder for holder, _, _ in found] == ["Sở Y tế", "Sở Nội vụ"]


def test_a_task_of_two_words_or_one_that_names_an_event_is_one_too() -> None:
    lines = ["Sở Y tế", "Hội thi ảnh", "Tháng 3", "Sở Nội vụ", "Tưới cây", "Tháng 5"]
    assert [(holder, text) for holder, text, _ in told(*lines, *lines[:3])] == [
        ("Sở Y tế", "Hội thi ảnh"),
        ("Sở Nội vụ", "Tưới cây"),
        ("Sở Y tế", "Hội thi ảnh"),
    ]
