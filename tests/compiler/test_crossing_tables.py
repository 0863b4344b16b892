"""A table that crosses tasks with bodies gives each task to those whom its row or column marks."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from compiler.compile import compile_file, compile_text
from compiler.result import Compiled
from tests.compiler.paper import ABOVE, LEFT, Frame, Grid, Item, Para, Piece, as_text
from tests.compiler.paper_docx import save_docx
from tests.compiler.paper_html import save_html
from tests.compiler.paper_pdf import save_pdf

FRONT: list[Piece] = [
    Frame(
        [
            [["ỦY BAN NHÂN DÂN", "TỈNH HÒA AN"], ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]],
            [["Số: 58/KH-UBND"], ["Hòa An, ngày 19 tháng 01 năm 2028"]],
        ]
    ),
    Para("KẾ HOẠCH", bold=True, centred=True),
    Para("Nâng cao chất lượng phục vụ người dân năm 2028", bold=True, centred=True),
    Item("I.", "MỤC ĐÍCH", bold=True),
    Item("1.", "Người dân hài lòng hơn khi đến bộ phận một cửa."),
    Item("II.", "TỔ CHỨC THỰC HIỆN", bold=True),
    Item("1.", "Sở Nội vụ", bold=True),
    Item("-", "Theo dõi, đôn đốc việc thực hiện Kế hoạch."),
]
BEHIND: list[Piece] = [
    Frame([[["Nơi nhận:", "- Như trên;", "- Lưu: VT."], ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]]]),
    Para("PHỤ LỤC", bold=True, centred=True),
    Para("Phân công nhiệm vụ", bold=True, centred=True),
]
MARKS = Grid(
    [
        ["TT", "Nhiệm vụ", "Sở Nội vụ", "Sở Tư pháp", "Sở Y tế", "UBND các xã"],
        ["1", "Mở lớp bồi dưỡng kỹ năng giao tiếp", "x", "", "", "x"],
        ["2", "Rà soát quy chế tiếp công dân", "", "X", "", ""],
        ["3", "Lắp màn hình lấy số tự động", "", "", "✓", "✓"],
    ]
)
PARTS = Grid(
    [
        ["TT", "Nội dung", "Sở Nội vụ", "Sở Tư pháp", "Sở Y tế", "Thời gian"],
        ["1", "Mở lớp bồi dưỡng kỹ năng giao tiếp", "Chủ trì", "Phối hợp", "PH", "Quý II/2028"],
        ["2", "Rà soát quy chế tiếp công dân", "", "CT", "", "30/9/2028"],
    ]
)
DOWN = Grid(
    [
        ["Cơ quan", "Mở lớp bồi dưỡng kỹ năng giao tiếp", "Rà soát quy chế tiếp công dân", "Bố trí kinh phí thuê máy"],
        ["Sở Nội vụ", "Chủ trì", "", "x (phối hợp)"],
        ["Sở Tư pháp", "", "Chủ trì", ""],
        ["Sở Tài chính", "Phối hợp", "", "Chủ trì"],
    ]
)
DAYS = Grid(
    [
        ["TT", "Nhiệm vụ", "Sở Nội vụ", "Sở Tư pháp", "UBND các xã"],
        ["1", "Gửi báo cáo sơ kết", "15/6/2028", "10/6/2028", "10/6/2028"],
        ["2", "Gửi báo cáo tổng kết", "15/12/2028", "", "05/12/2028"],
    ]
)
UNDER_ONE_TITLE = Grid(
    [
        ["TT", "Nhiệm vụ", "Cơ quan thực hiện", LEFT, LEFT],
        [ABOVE, ABOVE, "Sở Nội vụ", "Sở Tư pháp", "UBND các xã"],
        ["1", "Mở lớp bồi dưỡng kỹ năng giao tiếp", "x", "", "x"],
        ["2", "Rà soát quy chế tiếp công dân", "", "x", ""],
        ["3", "Lắp màn hình lấy số tự động", "", "", "x"],
    ],
    heads=2,
)
UNDER_PARTS = Grid(
    [
        ["TT", "Nhiệm vụ", "Cơ quan chủ trì", LEFT, "Cơ quan phối hợp", LEFT],
        [ABOVE, ABOVE, "Sở Nội vụ", "Sở Tư pháp", "UBND các xã", "Công an tỉnh"],
        ["1", "Mở lớp bồi dưỡng kỹ năng giao tiếp", "X", "", "X", ""],
        ["2", "Rà soát quy chế tiếp công dân", "", "X", "", "X"],
    ],
    heads=2,
)
UNCLEAR = Grid(
    [
        ["TT", "Nhiệm vụ", "Sở Nội vụ", "Sở Tư pháp", "UBND các xã"],
        ["1", "Mở lớp bồi dưỡng kỹ năng giao tiếp", "●", "○", "○"],
        ["2", "Rà soát quy chế tiếp công dân", "", "●", "○"],
        ["3", "Lắp màn hình lấy số tự động", "○", "", "●"],
    ]
)

Read = Callable[[Grid, Path], Compiled]


def barred(grid: Grid) -> str:
    """As crawlers write it: a cell between lines that hold one bar, a row's end like a cell left empty; merged cells gone."""
    rows = [[cell for cell in row if cell not in {ABOVE, LEFT}] for row in grid.rows]
    return "\n".join(re.sub(r"\n{2,}", "\n", "|\n" + "\n|\n".join(row) + "\n|") for row in rows)


FORMS: dict[str, Read] = {
    "text": lambda grid, path: compile_text(as_text([*FRONT, *BEHIND, grid])),
    "barred": lambda grid, path: compile_text(f"{as_text([*FRONT, *BEHIND])}\n{barred(grid)}\n"),
    "html": lambda grid, path: compile_file(save_html([*FRONT, *BEHIND, grid], path / "a.html")),
    "docx": lambda grid, path: compile_file(save_docx([*FRONT, *BEHIND, grid], path / "a.docx")),
    "pdf": lambda grid, path: compile_file(save_pdf([*FRONT, *BEHIND, grid], path / "a.pdf")),
}


def told(compiled: Compiled) -> list[tuple[str, str, list[str]]]:
    return [(one.holder, one.text, one.with_) for one in compiled.responsibilities[1:]]


@pytest.mark.parametrize("form", FORMS)
def test_a_mark_alone_says_who_acts(form: str, tmp_path: Path) -> None:
    compiled = FORMS[form](MARKS, tmp_path)
    assert told(compiled) == [
        ("Sở Nội vụ; UBND các xã", "Mở lớp bồi dưỡng kỹ năng giao tiếp", []),
        ("Sở Tư pháp", "Rà soát quy chế tiếp công dân", []),
        ("Sở Y tế; UBND các xã", "Lắp màn hình lấy số tự động", []),
    ]
    assert not any(role.value == "lead" for one in compiled.responsibilities[1:] for role in one.roles)


@pytest.mark.parametrize("form", FORMS)
def test_a_part_in_a_cell_is_that_body_s(form: str, tmp_path: Path) -> None:
    compiled = FORMS[form](PARTS, tmp_path)
    assert told(compiled) == [
        ("Sở Nội vụ", "Mở lớp bồi dưỡng kỹ năng giao tiếp", ["Sở Tư pháp", "Sở Y tế"]),
        ("Sở Tư pháp", "Rà soát quy chế tiếp công dân", []),
    ]
    assert [one.due.rule for one in compiled.responsibilities[1:] if one.due] == [
        "period:2028-04-01..2028-06-30",
        "by:2028-09-30",
    ]
    assert all(one.roles[0].value == "lead" for one in compiled.responsibilities[1:])


@pytest.mark.parametrize("form", FORMS)
def test_bodies_may_stand_in_rows_and_tasks_head_the_columns(form: str, tmp_path: Path) -> None:
    assert told(FORMS[form](DOWN, tmp_path)) == [
        ("Sở Nội vụ", "Mở lớp bồi dưỡng kỹ năng giao tiếp", ["Sở Tài chính"]),
        ("Sở Tư pháp", "Rà soát quy chế tiếp công dân", []),
        ("Sở Tài chính", "Bố trí kinh phí thuê máy", ["Sở Nội vụ"]),
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_day_in_a_cell_is_that_body_s_due(form: str, tmp_path: Path) -> None:
    said = [(one.holder, one.due and one.due.rule) for one in FORMS[form](DAYS, tmp_path).responsibilities[1:]]
    assert said == [
        ("Sở Nội vụ", "by:2028-06-15"),
        ("Sở Tư pháp; UBND các xã", "by:2028-06-10"),
        ("Sở Nội vụ", "by:2028-12-15"),
        ("UBND các xã", "by:2028-12-05"),
    ]


@pytest.mark.parametrize("form", FORMS)
def test_bodies_stand_under_one_title(form: str, tmp_path: Path) -> None:
    assert [holder for holder, _, _ in told(FORMS[form](UNDER_ONE_TITLE, tmp_path))] == [
        "Sở Nội vụ; UBND các xã",
        "Sở Tư pháp",
        "UBND các xã",
    ]


@pytest.mark.parametrize("form", sorted(set(FORMS) - {"barred"}))
def test_a_mark_has_the_part_that_stands_above_its_column(form: str, tmp_path: Path) -> None:
    assert told(FORMS[form](UNDER_PARTS, tmp_path)) == [
        ("Sở Nội vụ", "Mở lớp bồi dưỡng kỹ năng giao tiếp", ["UBND các xã"]),
        ("Sở Tư pháp", "Rà soát quy chế tiếp công dân", ["Công an tỉnh"]),
    ]


def test_bars_that_leave_open_whose_part_a_mark_is_are_asked_about(tmp_path: Path) -> None:
    compiled = FORMS["barred"](UNDER_PARTS, tmp_path)
    assert told(compiled) == []
    assert [one.code for one in compiled.diagnostics] == ["D109"]


@pytest.mark.parametrize("form", FORMS)
def test_marks_whose_meaning_nothing_says_are_one_question(form: str, tmp_path: Path) -> None:
    compiled = FORMS[form](UNCLEAR, tmp_path)
    assert told(compiled) == []
    asked = [one for one in compiled.diagnostics if one.severity.value == "question"]
    assert [one.code for one in asked] == ["D118"]
    for row in UNCLEAR.rows[1:]:
        assert row[1] in asked[0].message


def test_a_note_says_what_the_marks_mean() -> None:
    note = Para("Ghi chú: ● là cơ quan chủ trì; ○ là cơ quan phối hợp.")
    compiled = compile_text(as_text([*FRONT, *BEHIND, UNCLEAR, note]))
    assert told(compiled) == [
        ("Sở Nội vụ", "Mở lớp bồi dưỡng kỹ năng giao tiếp", ["Sở Tư pháp", "UBND các xã"]),
        ("Sở Tư pháp", "Rà soát quy chế tiếp công dân", ["UBND các xã"]),
        ("UBND các xã", "Lắp màn hình lấy số tự động", ["Sở Nội vụ"]),
    ]
    assert compiled.diagnostics == []


def test_who_surely_leads_is_kept_where_the_other_marks_are_unclear() -> None:
    head = ["TT", "Nhiệm vụ", "Sở Nội vụ", "Sở Tư pháp"]
    rows = [["1", "Mở lớp bồi dưỡng kỹ năng", "Chủ trì", "x"], ["2", "Rà soát quy chế tiếp công dân", "x", "Chủ trì"]]
    grid = Grid([head, *rows])
    compiled = compile_text(as_text([*FRONT, *BEHIND, grid]))
    assert [holder for holder, _, _ in told(compiled)] == ["Sở Nội vụ", "Sở Tư pháp"]
    assert [one.code for one in compiled.diagnostics] == ["D118"]


def test_marks_beside_a_column_of_leads_are_partners() -> None:
    grid = Grid(
        [
            ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Sở Nội vụ", "UBND các xã"],
            ["1", "Mở lớp bồi dưỡng kỹ năng", "Công an tỉnh", "x", ""],
            ["2", "Rà soát quy chế tiếp công dân", "Sở Y tế", "x", "x"],
        ]
    )
    assert told(compile_text(as_text([*FRONT, *BEHIND, grid]))) == [
        ("Công an tỉnh", "Mở lớp bồi dưỡng kỹ năng", ["Sở Nội vụ"]),
        ("Sở Y tế", "Rà soát quy chế tiếp công dân", ["Sở Nội vụ", "UBND các xã"]),
    ]


@pytest.mark.parametrize(
    "grid",
    [
        Grid([["TT", "Chỉ tiêu", "Sở Nội vụ", "Sở Y tế"], ["1", "Số hồ sơ", "120", "95"], ["2", "Số lớp", "4", "2"]]),
        Grid([["Đơn vị", "Có trang tin", "Chưa có"], ["Sở Nội vụ", "x", ""], ["Sở Y tế", "", "x"]]),
        Grid(
            [["TT", "Đơn vị được kiểm tra", "Quý I", "Quý II"], ["1", "Sở Y tế", "x", ""], ["2", "Sở Nội vụ", "", "x"]]
        ),
    ],
)
def test_figures_states_and_calendars_are_no_tasks(grid: Grid) -> None:
    compiled = compile_text(as_text([*FRONT, *BEHIND, grid]))
    assert told(compiled) == []
    assert compiled.diagnostics == []


def test_rows_without_numbers_are_rows_all_the_same() -> None:
    grid = Grid([["TT", *MARKS.rows[0][1:]], *(["", *row[1:]] for row in MARKS.rows[1:])])
    assert told(compile_text(as_text([*FRONT, *BEHIND, grid]))) == told(compile_text(as_text([*FRONT, *BEHIND, MARKS])))


def test_one_body_alone_may_head_the_marks() -> None:
    grid = Grid([["TT", "Nhiệm vụ", "Sở Nội vụ"], ["1", "Mở lớp bồi dưỡng", "x"], ["2", "Rà soát quy chế", "x"]])
    assert [holder for holder, _, _ in told(compile_text(as_text([*FRONT, *BEHIND, grid])))] == ["Sở Nội vụ"] * 2


def test_marks_that_lost_their_columns_are_asked_about() -> None:
    rows = [*MARKS.rows, ["4", "Niêm yết phí", "x", "x", "x", "x"]]
    flat = "\n".join(cell for row in rows for cell in row if cell)
    compiled = compile_text(f"{as_text([*FRONT, *BEHIND])}\n{flat}\n")
    assert told(compiled) == []
    assert [one.code for one in compiled.diagnostics] == ["D109"]
