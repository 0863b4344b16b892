"""The rest of a document whose head is lost: whom it orders comes out as duties or as findings, though it passes for a report."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import DocumentClass


@pytest.mark.parametrize(
    ("rest", "told"),
    [
        ("4. Sở Y tế chủ trì tổ chức tiêm chủng cho trẻ em vùng cao.\n", "Sở Y tế chủ trì"),
        ("- Công an tỉnh chịu trách nhiệm giữ trật tự tại các điểm tiêm.\n", "Công an tỉnh chịu"),
        (
            "trước ngày 15/5/2026.\n6. Văn phòng UBND tỉnh theo dõi, đôn đốc việc tiêm chủng.\n7. Giao Sở Tài chính bố trí kinh phí.\n",
            "Văn phòng UBND tỉnh theo dõi",
        ),
        (
            "Sở Y tế chủ trì tổ chức tiêm chủng. UBND các xã lập danh sách trẻ em trước ngày 15/5/2026.\n",
            "UBND các xã lập danh sách",
        ),
    ],
)
def test_what_the_rest_of_a_document_orders_is_never_lost(rest: str, told: str) -> None:
    read = compile_text(rest)
    assert read.plan.cls is DocumentClass.NEWS
    said = [duty.text for duty in read.responsibilities] + [one.quote or "" for one in read.diagnostics]
    assert [one for one in said if told in one]


@pytest.mark.parametrize(
    "article",
    [
        "Tin liên quan\n\nSở Y tế có trách nhiệm gì?\n\nSở Y tế chủ trì tổ chức tiêm chủng trước ngày 15/5/2026.\n",
        "Lượt xem: 20\n\nTheo đó, Sở Y tế chủ trì tổ chức tiêm chủng cho trẻ em vùng cao trong tháng này.\n",
        "Lịch sử ngành y[sửa | sửa mã nguồn]\n\nBộ Y tế chịu trách nhiệm trước Chính phủ về y tế dự phòng.\n",
    ],
)
def test_what_says_that_it_reports_asks_about_no_sentence(article: str) -> None:
    assert [one.code for one in compile_text(article).diagnostics] == ["D130"]
