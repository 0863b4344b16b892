"""Rows of a table are kept apart: what stands in two cells is never read as one task, one name or one day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from compiler.compile import compile_file, compile_text
from compiler.result import Compiled
from compiler.tables.cells import said_on_one_line
from compiler.when.due import read_due
from tests.compiler.paper import ABOVE, Grid, Item, Para, Piece
from tests.compiler.paper_docx import save_docx
from tests.compiler.paper_html import save_html

BEFORE = "KẾ HOẠCH\nHội chợ quê năm 2026\n\nPHỤ LỤC\n\nDANH MỤC NHIỆM VỤ\n\n"
HEAD = "Nội dung | Đơn vị thực hiện | Thời gian"
LETTERED = [
    ("a) Đợt 1", "Sở Y tế", "period:2026-03-01..2026-03-31"),
    ("b) Đợt 2", "Sở Công Thương", "period:2026-09-01..2026-09-30"),
    ("c) Đợt 3", "Sở Nội vụ", "period:2026-10-01..2026-10-31"),
]


def told(found: Compiled) -> list[tuple[str, str, str]]:
    return [
        (one.text, one.holder, one.due.rule if one.due else "")
        for one in found.responsibilities
        if one.basis == "stated"
    ]


def piped(*rows: str) -> Compiled:
    return compile_text(BEFORE + "\n".join(f"| {row} |" for row in rows) + "\n")


def a_cell_a_line(*cells: str) -> Compiled:
    return compile_text(BEFORE + "\n".join(cells) + "\n")


def test_lettered_rows_without_numbers_are_rows_of_their_own() -> None:
    rows = ("a) Đợt 1 | Sở Y tế | Tháng 3", "b) Đợt 2 | Sở Công Thương | Tháng 9", "c) Đợt 3 | Sở Nội vụ | Tháng 10")
    assert told(piped(HEAD, *rows)) == LETTERED
    tabbed = "\n".join(row.replace(" | ", "\t") for row in (HEAD, *rows))
    assert told(compile_text(f"{BEFORE}{tabbed}\n")) == LETTERED
    flat = [cell for row in (HEAD, *rows) for cell in row.split(" | ")]
    assert told(a_cell_a_line(*flat)) == LETTERED


def test_rows_with_dashes_that_repeat_body_and_time_are_rows_of_their_own() -> None:
    assert told(
        piped(
            HEAD,
            "- Đợt đầu | Sở Y tế | Tháng 3",
            "- Đợt sau | Sở Công Thương | Tháng 9",
            "- Tổng kết | Sở Nội vụ | Quý IV",
        )
    ) == [
        ("Đợt đầu", "Sở Y tế", "period:2026-03-01..2026-03-31"),
        ("Đợt sau", "Sở Công Thương", "period:2026-09-01..2026-09-30"),
        ("Tổng kết", "Sở Nội vụ", "period:2026-10-01..2026-12-31"),
    ]


def test_lettered_rows_below_a_numbered_one_keep_their_own_cells() -> None:
    wanted = [("Tổ chức hội thi tay nghề", "Sở Nội vụ", "period:2026-05-01..2026-05-31"), *LETTERED[:2]]
    wanted.append(("Kiểm tra gian hàng", "Sở Nội vụ", "period:2026-04-01..2026-06-30"))
    assert (
        told(
            piped(
                f"STT | {HEAD}",
                "1 | Tổ chức hội thi tay nghề | Sở Nội vụ | Tháng 5",
                " | a) Đợt 1 | Sở Y tế | Tháng 3",
                " | b) Đợt 2 | Sở Công Thương | Tháng 9",
                "2 | Kiểm tra gian hàng | Sở Nội vụ | Quý II",
            )
        )
        == wanted
    )
    flat = (
        "STT|Nội dung|Đơn vị thực hiện|Thời gian|1|Tổ chức hội thi tay nghề|Sở Nội vụ|Tháng 5|a) Đợt 1|Sở Y tế|Tháng 3"
    )
    flat += "|b) Đợt 2|Sở Công Thương|Tháng 9|2|Kiểm tra gian hàng|Sở Nội vụ|Quý II"
    assert told(a_cell_a_line(*flat.split("|"))) == wanted


def test_a_row_that_the_page_broke_is_still_made_whole() -> None:
    assert told(
        piped(
            HEAD,
            "Xây dựng phương án bảo đảm | Sở Y tế và | Trước ngày",
            "vệ sinh tại hội chợ | Sở Công Thương | 15/4/2026",
            "Dựng gian hàng của các | Sở Nội vụ; | Tháng 4",
            "làng nghề | Sở Tư pháp | năm 2026",
        )
    ) == [
        ("Xây dựng phương án bảo đảm vệ sinh tại hội chợ", "Sở Y tế và Sở Công Thương", "by:2026-04-15"),
        ("Dựng gian hàng của các làng nghề", "Sở Nội vụ; Sở Tư pháp", "period:2026-04-01..2026-04-30"),
    ]


@pytest.mark.parametrize(
    "time", ["3 Tháng 9", "Tháng 3 Tháng 9", "tháng 3 tháng 9", "5 Tháng 3 Tháng 9", "Quý 3 tháng 9"]
)
def test_a_number_beside_a_month_is_no_day_of_it(time: str) -> None:
    found = read_due(time, time, year=2026, time=True)
    assert found is not None and "by:" not in found.due.rule, found


@pytest.mark.parametrize("time", ["Ngày 3 Tháng 9", "Ngày 3 tháng 9", "3 tháng 9", "Trước 3 Tháng 9", "NGÀY 3 THÁNG 9"])
def test_a_day_said_as_one_is_read(time: str) -> None:
    found = read_due(time, time, year=2026, time=True)
    assert found is not None and found.due.rule == "by:2026-09-03", found


def test_days_from_one_to_another_of_a_month_are_read() -> None:
    found = read_due("Từ ngày 3 đến 5 Tháng 9", "Từ ngày 3 đến 5 Tháng 9", year=2026, time=True)
    assert found is not None and found.due.rule == "period:2026-09-03..2026-09-05"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["Tháng 3", "Tháng 9"], "Tháng 3; Tháng 9"),
        (["Quý I", "Quý III"], "Quý I; Quý III"),
        (["Quý I", "Năm 2026"], "Quý I Năm 2026"),
        (["Ngày 3", "tháng 9"], "Ngày 3 tháng 9"),
        (["Trước ngày", "15/4/2026"], "Trước ngày 15/4/2026"),
    ],
)
def test_times_on_lines_of_their_own_are_times_of_their_own(lines: list[str], said: str) -> None:
    assert said_on_one_line(lines) == said


@pytest.mark.parametrize("save", [save_docx, save_html], ids=["docx", "html"])
def test_two_months_on_two_lines_of_a_cell_are_no_day(
    save: Callable[[list[Piece], Path], Path], tmp_path: Path
) -> None:
    pieces: list[Piece] = [
        Para("KẾ HOẠCH", bold=True, centred=True),
        Para("Hội chợ quê năm 2026", bold=True, centred=True),
        Item("I.", "NHIỆM VỤ", bold=True),
        Grid(
            [
                ["TT", "Nội dung", "Đơn vị thực hiện", "Thời gian"],
                ["1", "Tổ chức hội chợ", "Sở Công Thương", "Tháng 3\nTháng 9"],
                ["2", "Kiểm tra gian hàng", "Sở Nội vụ", "Tháng 4"],
                ["3", "Kiểm tra vệ sinh", "Sở Y tế", ABOVE],
            ]
        ),
    ]
    found = told(compile_file(save(pieces, tmp_path / "ke-hoach")))
    assert found[0] == (
        "Tổ chức hội chợ",
        "Sở Công Thương",
        "period:2026-03-01..2026-03-31+period:2026-09-01..2026-09-30",
    )


@pytest.mark.parametrize("month", ["Tháng 9", "tháng 9"])
def test_a_figure_of_the_column_before_is_no_day_and_no_part_of_a_name(month: str) -> None:
    row = ["Tổ chức hội thi", "Sở Y tế", "3", month]
    flat = ["STT", "Nội dung", "Đơn vị thực hiện", "Số lượng", "Thời gian", "1", *row, "2", "Mở lớp nghề", "Sở Nội vụ"]
    assert told(a_cell_a_line(*flat, "12", "Tháng 10")) == [
        ("Tổ chức hội thi", "Sở Y tế", "period:2026-09-01..2026-09-30"),
        ("Mở lớp nghề", "Sở Nội vụ", "period:2026-10-01..2026-10-31"),
    ]


def test_a_name_that_ends_in_a_number_keeps_it() -> None:
    flat = "STT|Nội dung|Đơn vị thực hiện|Thời gian|1|Chi trả trợ cấp|Kho bạc Nhà nước khu vực|9|Tháng 3|2|Mở lớp nghề|Sở Nội vụ|Tháng 4"
    assert told(a_cell_a_line(*flat.split("|")))[0] == (
        "Chi trả trợ cấp",
        "Kho bạc Nhà nước khu vực 9",
        "period:2026-03-01..2026-03-31",
    )


def test_a_time_below_a_name_makes_no_name() -> None:
    flat = "Thời gian|STT|Nội dung|Đơn vị thực hiện|Tháng 3|1|Họp giao ban|Sở Y tế|Tháng 6|2|Họp tổ|Sở Công Thương|Tháng 9|3|Sơ kết|Sở Nội vụ"
    found = a_cell_a_line(*flat.split("|"))
    assert not [one.holder for one in found.responsibilities if "Tháng" in one.holder]
    asked = {one.quote for one in found.diagnostics if one.code == "D105"}
    assert {"Họp giao ban", "Họp tổ"} <= asked


def test_a_section_behind_rows_without_numbers_is_no_row() -> None:
    flat = "Nội dung|Đơn vị thực hiện|Thời gian|Tổ chức hội thi|Sở Y tế|Tháng 9|Mở lớp nghề|Sở Công Thương|Tháng 10"
    found = a_cell_a_line(
        *flat.split("|"), "III. TỔ CHỨC THỰC HIỆN", "1. Sở Nội vụ", "- Theo dõi, đôn đốc việc thực hiện."
    )
    assert [(text, holder) for text, holder, _ in told(found)] == [
        ("Tổ chức hội thi", "Sở Y tế"),
        ("Mở lớp nghề", "Sở Công Thương"),
        ("Theo dõi, đôn đốc việc thực hiện.", "Sở Nội vụ"),
    ]


def test_half_a_day_is_no_day_of_february() -> None:
    found = read_due("1/2 ngày làm việc", "1/2 ngày làm việc", year=2026, time=True)
    assert found is None or found.due.rule == "other"


def test_a_step_of_a_procedure_is_no_task() -> None:
    found = piped(
        "TT | Nội dung | Trách nhiệm | Thời gian",
        "Bước 1 | Tiếp nhận hồ sơ | Trung tâm hành chính công | 1/2 ngày",
        "Bước 2 | Sở Y tế | 1/2 ngày",
        "Bước 3 | Sở Nội vụ | 1/2 ngày",
    )
    assert not [text for text, _, _ in told(found) if text.startswith("Bước")]
