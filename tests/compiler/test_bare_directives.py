"""A directive that opens with its own type line and title, without a letterhead, is a document of its own."""

from __future__ import annotations

from compiler.compile import compile_text
from compiler.result import DocumentClass

DIRECTIVE = """CHỈ THỊ
VỀ VIỆC TĂNG CƯỜNG QUẢN LÝ BẾN ĐÒ NGANG SÔNG
Trong thời gian qua, một số bến đò còn chở quá số người quy định.
Ngày 12/4/2026, UBND tỉnh đã ban hành Quyết định số 31/2026/QĐ-UBND về quản lý bến khách ngang sông.
Để bảo đảm an toàn, Chủ tịch UBND tỉnh chỉ thị:
1. Sở Xây dựng
a) Kiểm tra các bến đò trên địa bàn;
b) Cấp phát áo phao cho chủ đò.
2. Công an tỉnh
Tuần tra các tuyến sông vào mùa lũ.
"""


def test_a_directive_that_opens_with_its_type_line_is_no_report_of_one() -> None:
    compiled = compile_text(DIRECTIVE)
    assert compiled.plan.cls is DocumentClass.DIRECTIVE
    assert compiled.plan.kind == "Chỉ thị"
    assert compiled.plan.title is not None and "bến đò ngang sông" in compiled.plan.title
    assert [duty.holder for duty in compiled.responsibilities] == ["Sở Xây dựng", "Sở Xây dựng", "Công an tỉnh"]


def test_a_report_under_a_title_in_capitals_stays_a_report() -> None:
    said = """THÔNG BÁO MỚI
UBND TỈNH BAN HÀNH CHỈ THỊ VỀ BẾN ĐÒ
(Cổng TTĐT) - Ngày 12/4/2026, UBND tỉnh vừa ban hành Chỉ thị số 05/CT-UBND về quản lý bến khách ngang sông.
Theo đó, UBND tỉnh yêu cầu Sở Xây dựng kiểm tra các bến đò.
"""
    assert compile_text(said).plan.cls is DocumentClass.NEWS
