"""Columns are known by the titles that offices give them, and plain ones by what stands below."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from tests.compiler.plan_table_shapes import document

HEADS = (
    ("Việc", "Chính", "Hỗ trợ", "Khi nào"),
    ("Đầu việc", "Người thực hiện", "Người hỗ trợ", "Hạn chót"),
    ("Làm gì", "Ai làm", "Cùng làm", "Khi nào xong"),
    ("Nhiệm vụ", "Giao cho", "Đơn vị tham gia", "Ngày hoàn thành"),
    ("Công việc", "Cơ quan chính", "Cơ quan hỗ trợ", "Hạn"),
    ("Nội dung", "Bộ phận", "Phối hợp cùng", "Hoàn thành"),
    ("Nội dung", "Phòng, ban", "Bộ phận hỗ trợ", "Đến ngày"),
    ("Hoạt động", "Đơn vị", "Phối hợp", "Thời điểm"),
)


@pytest.mark.parametrize("head", HEADS)
def test_a_column_is_known_by_its_title(head: tuple[str, ...]) -> None:
    rows = (
        "| 1 | Chiến dịch ra quân | Phòng Y tế | Phòng Nội vụ | 30/5/2026 |",
        "| 2 | Đề án số 4 | Phòng Tư pháp | | |",
    )
    table = "\n".join(["| TT | " + " | ".join(head) + " |", "|---|---|---|---|---|", *rows])
    duties = compile_text(document(table)).responsibilities[2:]
    assert [(one.holder, one.text, one.with_) for one in duties] == [
        ("Phòng Y tế", "Chiến dịch ra quân", ["Phòng Nội vụ"]),
        ("Phòng Tư pháp", "Đề án số 4", []),
    ]
    assert duties[0].due is not None
    assert duties[0].due.rule == "by:2026-05-30"


@pytest.mark.parametrize(
    "table",
    [
        "| TT | Nội dung | Đơn vị | Kế hoạch | Thời gian |\n|---|---|---|---|---|\n| 1 | Số hồ sơ tiếp nhận | Hồ sơ | 120 | 2026 |\n| 2 | Số lớp tập huấn | Lớp | 4 | 2026 |",
        "| TT | Nội dung chi | Đơn vị | Số lượng |\n|---|---|---|---|\n| 1 | Thuê hội trường | Ngày | 2 |\n| 2 | Nước uống | Chai | 90 |",
    ],
)
def test_a_unit_of_measure_is_nobody(table: str) -> None:
    assert len(compile_text(document(table)).responsibilities) == 2
