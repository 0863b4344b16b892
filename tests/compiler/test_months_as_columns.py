"""A table whose columns are the months or quarters of a year: the marked ones are when a row's task is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from compiler.compile import compile_file, compile_text
from compiler.result import Compiled
from tests.compiler.paper import LEFT, Grid, Item, Para, Piece
from tests.compiler.paper_docx import save_docx
from tests.compiler.paper_html import save_html

BEFORE = "KẾ HOẠCH\nHội chợ quê năm 2026\n\nPHỤ LỤC\n\nDANH MỤC NHIỆM VỤ\n\n"
MONTHS = " | ".join(f"T{n}" for n in range(1, 13))
FIGURES = " | ".join(str(n) for n in range(1, 13))


def marked(*months: int, sign: str = "x") -> str:
    return " | ".join(sign if n in months else "" for n in range(1, 13))


ROWS = (
    f"1 | Dựng gian hàng cho làng nghề | {marked(1, 2, 3)} | Sở Công Thương",
    f"2 | Kiểm tra vệ sinh | {marked(5, 9, 10)} | Sở Y tế",
    f"3 | Họp | {marked(6, sign='+')} | Sở Nội vụ",
)
WANTED = [
    ("Dựng gian hàng cho làng nghề", "Sở Công Thương", "period:2026-01-01..2026-03-31"),
    ("Kiểm tra vệ sinh", "Sở Y tế", "period:2026-05-01..2026-05-31+period:2026-09-01..2026-10-31"),
    ("Họp", "Sở Nội vụ", "period:2026-06-01..2026-06-30"),
]


def piped(*rows: str) -> Compiled:
    return compile_text(BEFORE + "\n".join(f"| {row} |" for row in rows) + "\n")


def told(found: Compiled) -> list[tuple[str, str, str]]:
    return [(one.text, one.holder, one.due.rule if one.due else "") for one in found.responsibilities]


def test_the_marked_months_are_the_time_of_a_row() -> None:
    assert told(piped(f"STT | Nội dung | {MONTHS} | Đơn vị thực hiện", *ROWS)) == WANTED


@pytest.mark.parametrize(
    "head",
    [
        ["STT | Nội dung | Tháng thực hiện" + " | " * 12 + "Đơn vị thực hiện", f" | | {FIGURES} | "],
        ["STT | Nội dung | " + "Tháng | " * 12 + "Đơn vị thực hiện", f"STT | Nội dung | {FIGURES} | Đơn vị thực hiện"],
    ],
)
def test_so_they_are_below_a_head_of_two_rows(head: list[str]) -> None:
    assert told(piped(*head, *ROWS)) == WANTED


def test_quarters_and_months_of_two_years_are_read_alike() -> None:
    assert told(
        piped(
            "TT | Nhiệm vụ | Chủ trì | Quý I | Quý II | Quý III | Quý IV",
            "1 | Kiểm tra vệ sinh | Sở Y tế | x | | x | x",
            "2 | Bố trí kinh phí | Sở Tài chính | | x | | ",
        )
    ) == [
        ("Kiểm tra vệ sinh", "Sở Y tế", "period:2026-01-01..2026-03-31+period:2026-07-01..2026-12-31"),
        ("Bố trí kinh phí", "Sở Tài chính", "period:2026-04-01..2026-06-30"),
    ]
    assert told(
        piped("TT | Nhiệm vụ | T11/2026 | T12/2026 | T1/2027 | Chủ trì", "1 | Kiểm tra vệ sinh | x | x | x | Sở Y tế")
    ) == [("Kiểm tra vệ sinh", "Sở Y tế", "period:2026-11-01..2026-12-31+period:2027-01-01..2027-01-31")]


def test_a_figure_under_a_month_is_no_day_of_it() -> None:
    cells = " | ".join({3: "15", 6: "20"}.get(n, "") for n in range(1, 13))
    found = piped(
        f"STT | Nội dung | {MONTHS} | Đơn vị thực hiện", f"1 | Mở lớp nghề | {cells} | Sở Nội vụ"
    ).responsibilities
    assert [(one.holder, one.due and one.due.rule, one.due and one.due.text) for one in found] == [
        ("Sở Nội vụ", "other", "T3: 15; T6: 20")
    ]


QUARTERS = "Quý 1 | Quý 2 | Quý 3 | Quý 4"
YEAR = " | ".join(["Năm 2026"] * 4)


@pytest.mark.parametrize("above", [YEAR, "Năm 2026 | | | ", "Kế hoạch năm 2026 | | | "])
def test_a_year_merged_over_quarters_leaves_them_quarters(above: str) -> None:
    found = piped(
        f"STT | Nội dung | {above} | Đơn vị thực hiện",
        f" | | {QUARTERS} | ",
        "1 | Dựng gian hàng cho làng nghề | x | | | x | Sở Công Thương",
        "2 | Kiểm tra vệ sinh | + | + | | | Sở Y tế",
    )
    assert told(found) == [
        (
            "Dựng gian hàng cho làng nghề",
            "Sở Công Thương",
            "period:2026-01-01..2026-03-31+period:2026-10-01..2026-12-31",
        ),
        ("Kiểm tra vệ sinh", "Sở Y tế", "period:2026-01-01..2026-06-30"),
    ]
    assert [one.code for one in found.diagnostics if one.severity == "error"] == []


def test_roman_figures_below_a_year_in_quarters_are_quarters() -> None:
    head = "STT | Nội dung | " + "Năm 2026 (quý) | " * 4 + "Đơn vị thực hiện"
    found = piped(head, " | | I | II | III | IV | ", "1 | Kiểm tra vệ sinh | | x | | ✓ | Sở Y tế")
    assert told(found) == [
        ("Kiểm tra vệ sinh", "Sở Y tế", "period:2026-04-01..2026-06-30+period:2026-10-01..2026-12-31")
    ]


@pytest.mark.parametrize("amount", ["15", "2.500", "10-15", "50%"])
def test_a_figure_in_a_quarter_is_how_much_and_no_day(amount: str) -> None:
    found = piped(f"STT | Nội dung | {QUARTERS} | Đơn vị thực hiện", f"1 | Mở lớp nghề | | {amount} | | | Sở Nội vụ")
    assert told(found) == [("Mở lớp nghề", "Sở Nội vụ", "period:2026-04-01..2026-06-30")]


def test_where_one_figure_under_a_month_is_no_day_all_are_how_much() -> None:
    cells = [" | ".join({3: figure}.get(n, "") for n in range(1, 13)) for figure in ("15", "2.500")]
    found = piped(
        f"STT | Nội dung | {MONTHS} | Đơn vị thực hiện",
        f"1 | Mở lớp nghề | {cells[0]} | Sở Nội vụ",
        f"2 | Phát tờ rơi | {cells[1]} | Sở Y tế",
    )
    assert [rule for _, _, rule in told(found)] == ["period:2026-03-01..2026-03-31"] * 2


def test_a_row_of_marked_months_without_a_holder_is_asked_about() -> None:
    found = piped(f"STT | Nội dung | {MONTHS} | Đơn vị thực hiện", *ROWS, f"4 | Tổng kết | {marked(12)} | ")
    assert [one.quote for one in found.diagnostics if one.code == "D105"] == ["Tổng kết"]


def test_columns_of_figures_are_no_months() -> None:
    found = piped(
        "STT | Nội dung | 1 | 2 | 3 | 4 | Đơn vị thực hiện", "1 | Trồng rừng tập trung | 10 | 20 | 30 | 40 | Sở Y tế"
    )
    assert told(found) == [("Trồng rừng tập trung", "Sở Y tế", "")]


@pytest.mark.parametrize("save", [save_docx, save_html], ids=["docx", "html"])
def test_a_mark_merged_over_months_means_each(save: Callable[[list[Piece], Path], Path], tmp_path: Path) -> None:
    pieces: list[Piece] = [
        Para("KẾ HOẠCH", bold=True, centred=True),
        Para("Hội chợ quê năm 2026", bold=True, centred=True),
        Item("I.", "NHIỆM VỤ", bold=True),
        Grid(
            [
                ["TT", "Nội dung", "Tháng 1", "Tháng 2", "Tháng 3", "Tháng 4", "Đơn vị thực hiện"],
                ["1", "Dựng gian hàng cho làng nghề", "x", LEFT, LEFT, "", "Sở Công Thương"],
                ["2", "Kiểm tra vệ sinh", "", "x", "", "x", "Sở Y tế"],
            ]
        ),
    ]
    assert told(compile_file(save(pieces, tmp_path / "ke-hoach"))) == [
        ("Dựng gian hàng cho làng nghề", "Sở Công Thương", "period:2026-01-01..2026-03-31"),
        ("Kiểm tra vệ sinh", "Sở Y tế", "period:2026-02-01..2026-02-28+period:2026-04-01..2026-04-30"),
    ]


def test_a_row_whose_cells_end_in_the_same_figure_is_no_head_of_quarters() -> None:
    found = piped(
        "STT | Nội dung | Thời gian | Đơn vị thực hiện | Ghi chú",
        "1 | Mở lớp nghề đợt 1 | Quý I/2026 | Sở Nội vụ | ",
        "2 | Mở lớp nghề đợt 2 | Quý II/2026 | Sở Y tế | ",
    )
    assert [holder for _, holder, _ in told(found)] == ["Sở Nội vụ", "Sở Y tế"]
