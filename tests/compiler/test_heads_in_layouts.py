"""One head in the layouts that portals, converters and copying give it: what it says stays the same."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest

import pytest

from compiler.compile import compile_text
from compiler.result import DocumentClass, Level

MOTTO = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
DECISION = (
    ["ỦY BAN NHÂN DÂN", "TỈNH KON TUM"],
    ["Số: 39/2025/QĐ-UBND"],
    "Kon Tum, ngày 4 tháng 5 năm 2025",
    "QUYẾT ĐỊNH\nBAN HÀNH KẾ HOẠCH SỬA CẦU TREO VÙNG CAO\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH KON TUM\n"
    "Căn cứ Luật Đường bộ ngày 1 tháng 1 năm 2024;\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch.\n",
)
LETTER = (
    ["BỘ TÀI CHÍNH", "CỤC THUẾ"],
    ["Số: 512/CT-CS", "V/v miễn tiền thuê đất bến đò"],
    "Hà Nội, ngày 4 tháng 5 năm 2025",
    "Kính gửi: Thuế tỉnh Kon Tum.\nTrả lời công văn số 9/KTU-QLDN ngày 1 tháng 3 năm 2025, Cục Thuế có ý kiến như sau:\n- Nộp đơn tại nơi có đất.\n",
)
TELEGRAM = (
    ["THỦ TƯỚNG CHÍNH PHỦ"],
    ["Số: 88/CĐ-TTg"],
    "Hà Nội, ngày 4 tháng 5 năm 2025",
    "CÔNG ĐIỆN\nVỀ VIỆC SƠ TÁN DÂN KHỎI VÙNG TRŨNG\nTHỦ TƯỚNG CHÍNH PHỦ điện:\n- Chủ tịch Ủy ban nhân dân các tỉnh ven biển.\nĐể chủ động, Thủ tướng Chính phủ yêu cầu:\n1. Sơ tán dân.\n",
)
Head = tuple[list[str], list[str], str, str]


def apart(head: Head) -> str:
    left, number, day, rest = head
    return "\n".join([*left, "-------", "", *MOTTO, "---------------", "", *number, "", day, "", rest])


def left_column_first(head: Head) -> str:
    left, number, day, rest = head
    return "\n".join([*left, *number, *MOTTO, day, rest])


def in_rows(head: Head) -> str:
    left, number, day, rest = head
    return f"{' '.join(left)} | {' '.join(MOTTO)} |\n{' '.join(number)} | {day} |\n{rest}"


def in_a_markdown_table(head: Head) -> str:
    left, number, day, rest = head
    return f"| {'<br>'.join(left)} | {'<br>'.join(MOTTO)} |\n| --- | --- |\n| {'<br>'.join(number)} | {day} |\n\n{rest}"


def in_columns(head: Head) -> str:
    left, number, day, rest = head
    lines = zip_longest([*left, *number], [*MOTTO, day], fillvalue="")
    return "\n".join(f"{one:<45}{other}".rstrip() for one, other in lines) + f"\n\n{rest}"


def across(head: Head) -> str:
    left, number, day, rest = head
    lines = zip_longest([*left, *number], [*MOTTO, day], fillvalue="")
    return "\n".join(f"{one} {other}".strip() for one, other in lines) + f"\n{rest}"


def in_one_line(head: Head) -> str:
    left, number, day, rest = head
    return " ".join([*left, *MOTTO, *number, day, *rest.split()])


def in_bold(head: Head) -> str:
    left, number, day, rest = head
    return "\n\n".join([*(f"**{line}**" for line in [*left, *MOTTO]), *number, f"*{day}*", rest])


def under_a_menu(head: Head) -> str:
    return "Trang chủ\nVăn bản chỉ đạo\nTìm kiếm\nĐăng nhập\nCơ cấu tổ chức\nLiên hệ\nCỡ chữ\n" + apart(head)


LAYOUTS = [
    apart,
    left_column_first,
    in_rows,
    in_a_markdown_table,
    in_columns,
    across,
    in_one_line,
    in_bold,
    under_a_menu,
]


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.__name__ for layout in LAYOUTS])
def test_a_decision_keeps_its_head(layout: Callable[[Head], str]) -> None:
    plan = compile_text(layout(DECISION)).plan
    assert (plan.cls, plan.number, plan.kind) == (DocumentClass.DECISION, "39/2025/QĐ-UBND", "Quyết định")
    assert (plan.issuer, plan.level, str(plan.issued_on)) == (
        "Ủy ban nhân dân tỉnh Kon Tum",
        Level.PROVINCE,
        "2025-05-04",
    )
    assert (plan.title or "").lower() == "ban hành kế hoạch sửa cầu treo vùng cao"


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.__name__ for layout in LAYOUTS])
def test_a_letter_keeps_its_head(layout: Callable[[Head], str]) -> None:
    plan = compile_text(layout(LETTER)).plan
    assert (plan.cls, plan.number, plan.kind) == (DocumentClass.LETTER, "512/CT-CS", "Công văn")
    assert (plan.issuer, plan.level, str(plan.issued_on)) == ("Cục Thuế", Level.CENTRAL, "2025-05-04")
    assert plan.title == "Miễn tiền thuê đất bến đò"


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.__name__ for layout in LAYOUTS])
def test_a_telegram_keeps_its_head(layout: Callable[[Head], str]) -> None:
    plan = compile_text(layout(TELEGRAM)).plan
    assert (plan.cls, plan.number, plan.kind) == (DocumentClass.DIRECTIVE, "88/CĐ-TTg", "Công điện")
    assert (plan.issuer, str(plan.issued_on)) == ("Thủ tướng Chính phủ", "2025-05-04")
    assert (plan.title or "").lower() == "sơ tán dân khỏi vùng trũng"
