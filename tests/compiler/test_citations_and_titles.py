"""What a document tells of other acts is no order and no deadline; a title takes no capitals from names and quotations."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Compiled

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HÒA AN
Số: 12/KH-UBND
Hòa An, ngày 05 tháng 4 năm 2026

KẾ HOẠCH
CHỈNH TRANG ĐÔ THỊ NĂM 2026

II. TỔ CHỨC THỰC HIỆN

1. Sở Xây dựng

- Sơn lại vỉa hè trước ngày 30/6/2026.

{said}
"""


def compiled(said: str) -> Compiled:
    return compile_text(HEAD.format(said=said))


@pytest.mark.parametrize(
    "said",
    [
        "Ngày 10/3/2026, Bộ Xây dựng ban hành Thông tư số 12/2026/TT-BXD hướng dẫn sơn vỉa hè.",
        "Ngày 10 tháng 3 năm 2026, Ủy ban nhân dân tỉnh đã ban hành Kế hoạch số 9/KH-UBND về trồng cây.",
        "Bộ Xây dựng có Công văn số 15/BXD-HT hướng dẫn sơn vỉa hè.",
    ],
)
def test_an_act_that_was_issued_is_told_of_and_orders_nobody(said: str) -> None:
    found = compiled(said)
    assert [duty.text for duty in found.responsibilities] == ["Sơn lại vỉa hè trước ngày 30/6/2026."]
    assert not [each for each in found.diagnostics if each.code in {"D101", "D102", "D142"}]


def test_the_day_of_an_act_at_the_head_of_a_sentence_is_no_deadline() -> None:
    (_, duty) = compiled(
        "- Ngày 10/3/2026, Chính phủ ban hành Nghị định số 12/2026/NĐ-CP; hướng dẫn các xã thực hiện."
    ).responsibilities
    assert duty.due is None


def test_an_order_beside_an_act_is_still_read() -> None:
    found = compiled(
        "Ngày 10/3/2026, Bộ Xây dựng ban hành Thông tư số 12/2026/TT-BXD. Giao Sở Tài chính bố trí kinh phí."
    )
    assert "Sở Tài chính" in {duty.holder for duty in found.responsibilities} | {
        word for each in found.diagnostics for word in [each.message[each.message.find("Sở Tài chính") :][:12]]
    }


@pytest.mark.parametrize(
    "said",
    [
        "- Chủ trì thực hiện phong trào “Đô thị thông minh”.",
        "- Phối hợp với Công ty Cổ phần Phát triển Đô thị Sen Hồng.",
        "- Cung cấp tin cho Báo Đô thị Xanh.",
    ],
)
def test_a_title_takes_no_capital_from_a_name_or_a_quotation(said: str) -> None:
    assert compiled(said).plan.title == "Chỉnh trang đô thị năm 2026"


def test_a_quotation_in_the_title_keeps_its_own_capital() -> None:
    said = HEAD.replace("CHỈNH TRANG ĐÔ THỊ NĂM 2026", "THỰC HIỆN ĐỀ ÁN “CHỈNH TRANG ĐÔ THỊ” NĂM 2026")
    found = compile_text(said.format(said="- Thực hiện Đề án “Chỉnh trang đô thị” tại các phường."))
    assert found.plan.title is not None and "“Chỉnh trang đô thị”" in found.plan.title
