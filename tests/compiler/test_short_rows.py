"""Rows of a few words are tasks where a body stands beside them, and a first column that says when gives the due."""

from __future__ import annotations

from compiler.compile import compile_text

BEFORE = "KẾ HOẠCH\nHội chợ quê năm 2026\n\nPHỤ LỤC\n\nDANH MỤC NHIỆM VỤ\n\n"


def read(*rows: str) -> list[tuple[str, str, str]]:
    found = compile_text(BEFORE + "\n".join(f"| {row} |" for row in rows) + "\n").responsibilities
    return [(one.holder, one.text, one.due.rule if one.due else "") for one in found if one.basis == "stated"]


def test_one_or_two_words_beside_a_lead_are_a_task() -> None:
    assert read(
        "TT | Công việc | Cơ quan chủ trì | Thời hạn",
        "1 | Chi trả | Kho bạc Nhà nước | 31/3/2026",
        "2 | Đợt 3 | Sở Tài chính | 30/6/2026",
        "3 | Quý IV | Sở Công Thương | ",
        "4 | Thanh tra. | Sở Y tế | 31/8/2026",
        "Tổng cộng | | | ",
    ) == [
        ("Kho bạc Nhà nước", "Chi trả", "by:2026-03-31"),
        ("Sở Tài chính", "Đợt 3", "by:2026-06-30"),
        ("Sở Công Thương", "Quý IV", ""),
        ("Sở Y tế", "Thanh tra.", "by:2026-08-31"),
    ]


def test_the_first_row_below_a_head_is_a_row_though_it_is_short() -> None:
    assert read(
        "Nội dung | Ngày | Người phụ trách",
        "Khai mạc | 14/4/2026 | Đ/c Bình - Phó Chủ tịch",
        "Bế mạc hội chợ | 16/4/2026 | Ban Tổ chức",
    ) == [
        ("Đ/c Bình - Phó Chủ tịch", "Khai mạc", "by:2026-04-14"),
        ("Ban Tổ chức", "Bế mạc hội chợ", "by:2026-04-16"),
    ]


def test_a_first_column_that_says_when_is_read() -> None:
    assert read(
        "Thời gian | Nội dung | Đơn vị chủ trì",
        "Trước 15/4/2026 | Dựng gian hàng | Sở Công Thương",
        "Quý III/2026 | Tổng kết hội chợ | Văn phòng UBND tỉnh",
    ) == [
        ("Sở Công Thương", "Dựng gian hàng", "by:2026-04-15"),
        ("Văn phòng UBND tỉnh", "Tổng kết hội chợ", "period:2026-07-01..2026-09-30"),
    ]
