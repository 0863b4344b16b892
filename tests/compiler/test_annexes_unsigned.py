"""The titles, notes and forms of an annex are nobody's duties, also where no signature stands before it."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from tests.compiler.service_plan import HEAD

DUTIES = "1. Sở Nội vụ\n\n- Theo dõi, đôn đốc.\n\n2. Sở Tài chính\n\n- Bố trí kinh phí.\n- Hướng dẫn quyết toán.\n\n"
TABLE = """
| TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian |
|---|---|---|---|
| 1 | Mở lớp tập huấn | Sở Y tế | Quý I/2028 |
| 2 | Biên soạn sổ tay | Sở Tư pháp | Quý II/2028 |

"""
OWN = ["Theo dõi, đôn đốc.", "Bố trí kinh phí.", "Hướng dẫn quyết toán."]


@pytest.mark.parametrize(
    "title",
    [
        "PHỤ LỤC",
        "PHỤ LỤC I",
        "Phụ lục 01",
        "PHỤ LỤC I\nDANH MỤC NHIỆM VỤ TRỌNG TÂM",
        "DANH MỤC NHIỆM VỤ NĂM 2028",
        "BIỂU MẪU 02",
        "Phụ lục 1: Phân công nhiệm vụ năm 2028",
        "Biểu số 03 - Tổng hợp nhiệm vụ",
        "PHỤ LỤC (Kèm theo Kế hoạch của UBND tỉnh)",
    ],
)
def test_an_annex_s_title_is_nobody_s_duty(title: str) -> None:
    compiled = compile_text(f"{HEAD}{DUTIES}{title}\n(Kèm theo Kế hoạch số 73/KH-UBND ngày 21/01/2028)\n{TABLE}")
    assert [one.text for one in compiled.responsibilities] == [*OWN, "Mở lớp tập huấn", "Biên soạn sổ tay"]


def test_notes_forms_and_a_signature_behind_an_annex_are_none_of_the_last_holder_s() -> None:
    behind = "BIỂU MẪU 01\nBÁO CÁO KẾT QUẢ\n(Dùng cho các sở)\n\nNGƯỜI LẬP BIỂU\nLê Văn Tám\n"
    compiled = compile_text(f"{HEAD}{DUTIES}PHỤ LỤC I\n{TABLE}{behind}")
    assert [one.text for one in compiled.responsibilities] == [*OWN, "Mở lớp tập huấn", "Biên soạn sổ tay"]


def test_an_annex_that_a_sentence_names_opens_none() -> None:
    said = "Phụ lục 1 kèm theo Kế hoạch này do Sở Nội vụ cập nhật hằng quý."
    compiled = compile_text(f"{HEAD}{DUTIES}{said}\n\n3. Sở Y tế\n\n- Mở lớp tập huấn.\n")
    assert [one.holder for one in compiled.responsibilities][-1] == "Sở Y tế"
