"""Decisions that lay down rules are regulations, those that issue a plan are decisions, whatever their numbers."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import DocumentClass

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH SÔNG LAM\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: {number}\n\n"
    "Sông Lam, ngày 18 tháng 11 năm 2025\n\nQUYẾT ĐỊNH\n\n{title}\n\nỦY BAN NHÂN DÂN TỈNH SÔNG LAM\n\nCăn cứ Luật Tổ chức chính quyền địa phương;\n\n"
    "QUYẾT ĐỊNH:\n\nĐiều 1. Phạm vi điều chỉnh\n\nĐiều 2. Sở Tài chính chịu trách nhiệm thi hành Quyết định này.\n"
)


@pytest.mark.parametrize(
    ("number", "title", "cls"),
    [
        ("31/2025/QĐ-UBND", "Phân cấp thẩm quyền xác lập, phê duyệt phương án xử lý tài sản", DocumentClass.REGULATION),
        ("62/2025/QĐ-UBND", "Ban hành Bảng giá tính thuế tài nguyên", DocumentClass.REGULATION),
        ("2696/QĐ-UBND", "Ban hành Điều lệ tổ chức và hoạt động của Quỹ Bảo vệ môi trường", DocumentClass.REGULATION),
        ("3509/QĐ-UBND", "Ban hành quy tắc ứng xử với người nộp thuế", DocumentClass.REGULATION),
        ("12/2009/QĐ-UBND", "Ban hành Kế hoạch làm sạch sông giai đoạn 2009 - 2012", DocumentClass.DECISION),
        ("2954/QĐ-UBND", "Ban hành Kế hoạch xuất khẩu của tỉnh", DocumentClass.DECISION),
        ("2691/QĐ-UBND", "Công bố thủ tục hành chính nội bộ", DocumentClass.DECISION),
        ("2530/QĐ-UBND", "Phê duyệt Đề án quản lý quy tắc giao thông", DocumentClass.DECISION),
    ],
)  # fmt: skip
def test_a_decision_s_class_is_what_it_issues(number: str, title: str, cls: DocumentClass) -> None:
    assert compile_text(HEAD.format(number=number, title=title)).plan.cls is cls
