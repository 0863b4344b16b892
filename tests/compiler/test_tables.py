"""Annex tables, written as rows or as cells between bars, give a duty for each row."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Role

HEAD = ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm"]
ROWS = [
    ["I", "Tuyên truyền", "", "", "", ""],
    ["1", "Biên soạn sổ tay hỏi đáp", "Sở Nội vụ", "Sở Tư pháp, các đơn vị liên quan", "Quý II/2026", "Sổ tay"],
    ["2", "Tổ chức cuộc thi trực tuyến", "Sở Khoa học và Công nghệ", "Các sở, ngành", "Tháng 9/2026", "Báo cáo"],
    ["II", "Kiểm tra", "", "", "", ""],
    ["1", "Kiểm tra tại 10 xã", "Sở Nội vụ", "UBND các xã, phường", "Hằng quý", ""],
]
BEFORE = (
    "KẾ HOẠCH\n\nTUYÊN TRUYỀN NĂM 2026\n\nI. MỤC ĐÍCH\n\n- Nâng cao hiểu biết.\n\nNơi nhận:\n- Lưu: VT.\n\nPHỤ LỤC\n\n"
    "DANH MỤC NHIỆM VỤ\n\n"
)


def as_rows(rows: list[list[str]]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def as_markdown(rows: list[list[str]]) -> str:
    first, *rest = as_rows(rows).split("\n")
    return "\n".join([first, "|" + "---|" * len(rows[0]), *rest])


def between_bars(rows: list[list[str]]) -> str:
    return "\n".join("|\n" + "\n|\n".join(row) + "\n|" for row in rows).replace("\n\n", "\n")


@pytest.mark.parametrize("written", [as_rows, as_markdown, between_bars], ids=["rows", "markdown", "bars"])
def test_each_row_is_a_duty_and_section_rows_are_none(written) -> None:  # type: ignore[no-untyped-def]
    duties = compile_text(BEFORE + written([HEAD, *ROWS]) + "\n").responsibilities
    assert [(duty.holder, duty.text) for duty in duties] == [(row[2], row[1]) for row in ROWS if row[2]]
    assert duties[0].with_ == ["Sở Tư pháp", "các đơn vị liên quan"]
    assert [duty.due.rule for duty in duties if duty.due] == [
        "period:2026-04-01..2026-06-30",
        "period:2026-09-01..2026-09-30",
        "quarterly",
    ]
    assert all(Role.LEAD in duty.roles for duty in duties)
    assert duties[0].products == ["Sổ tay"]


def test_a_row_without_number_and_lead_goes_on_with_the_one_above() -> None:
    rows = [HEAD, ROWS[1], ["", "Phát hành sổ tay", "", "", "Quý III/2026", ""]]
    duties = compile_text(BEFORE + as_rows(rows) + "\n").responsibilities
    assert [(duty.holder, duty.text) for duty in duties] == [
        ("Sở Nội vụ", "Biên soạn sổ tay hỏi đáp"),
        ("Sở Nội vụ", "Phát hành sổ tay"),
    ]


def test_a_table_of_figures_gives_no_duty() -> None:
    table = [["STT", "Tiêu chí", "Điểm"], ["1", "Có chuyên mục", "10"], ["2", "Có báo cáo", "5"]]
    assert compile_text(BEFORE + as_rows(table) + "\n").responsibilities == []


def test_cells_with_a_bold_blank_beside_a_section_s_title_do_not_end_a_table() -> None:
    head = "|\n**STT**\n|\n**Nhiệm vụ**\n|\n**Cơ quan chủ trì**\n|\n**Cơ quan phối hợp**\n|\n**Thời gian**\n|\n|\n"
    title = "**{}**\n|\n**{}**\n|\n** **\n|\n** **\n|\n** **\n|\n|\n"
    row = "1\n|\n{}\n|\nSở Xây dựng\n|\nCác sở, ngành liên quan\n|\n2026\n|\n|\n"
    text = (
        "KẾ HOẠCH\nChuyển đổi số năm 2026\n\nPHỤ LỤC\n\nDANH MỤC NHIỆM VỤ\n\n"
        + head
        + title.format("I", "CƠ CHẾ")
        + row.format("Rà soát quy định")
        + title.format("II", "DỮ LIỆU")
        + row.format("Chuẩn hóa danh mục dữ liệu")
    )
    stated = [duty for duty in compile_text(text).responsibilities if duty.basis == "stated"]
    assert [(duty.holder, duty.text) for duty in stated] == [
        ("Sở Xây dựng", "Rà soát quy định"),
        ("Sở Xây dựng", "Chuẩn hóa danh mục dữ liệu"),
    ]
    assert all(duty.due is not None and duty.due.rule == "year:2026" for duty in stated)


def test_a_line_with_one_bar_among_rows_is_a_cell_and_nothing_breaks() -> None:
    text = "1. Sở Y tế:\n- Báo cáo.\n\n| Việc | Ai làm |\n| --- | --- |\n| Khám bệnh | Sở Y tế |\nKhám lại |\n| Báo cáo | Sở Nội vụ |\n"
    assert compile_text(text).responsibilities


def test_a_barred_table_whose_first_row_is_a_title_is_read_by_the_width_of_its_other_rows() -> None:
    rows = [
        ("1.1", "Dựng trang tra cứu", "Sở Y tế"),
        ("1.2", "Đổi bảng chỉ dẫn", "Công an tỉnh"),
        ("1.3", "Lập tổ hỗ trợ", "Sở Nội vụ"),
    ]
    head = ("Nội dung", "Đơn vị thực hiện", "Đơn vị phối hợp", "Thời gian thực hiện", "Sản phẩm")
    barred = [("B", "NƠI TIẾP DÂN"), head, *((*row, "Các sở, ngành", "2026", "Báo cáo") for row in rows)]
    table = "\n|\n|\n".join("\n|\n".join(row) for row in barred)
    text = f"KẾ HOẠCH\n\nLÀM MỚI NƠI TIẾP DÂN\n\nPHỤ LỤC\n\n|\n{table}\n|\n"
    found = [(duty.holder, duty.text) for duty in compile_text(text).responsibilities]
    assert found == [(holder, task) for _, task, holder in rows]
