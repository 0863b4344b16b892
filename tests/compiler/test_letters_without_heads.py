"""Letters, directives and telegrams whose letterhead is flattened, misread or missing still say who issued them."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import DocumentClass, PlanHead

LETTER = """BO TÀI CHÍNH CONG HOA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TONG CỤC HAI. QUAN Độc lập - Tự do - Hanh phúc

Số: §Ø0 /TCHQ-GSQL
V/v tăng cường kiểm tra
hàng nhập khẩu

Hà Nội, ngày 12 tháng 10 năm 2016

Kính gửi: Cục Hải quan các tỉnh, thành phố.

Để hoàn thành nhiệm vụ, Tổng cục Hải quan yêu cầu Cục Hải quan các tỉnh, thành phố thực hiện các nội dung sau:

1/ Rà soát danh mục hàng hóa có rủi ro cao.

2/ Báo cáo kết quả hằng tháng.

Noi nhận:
- Như trên;
- Lưu: VT.
"""
TELEGRAM = """**CÔNG ĐIỆN**

VỀ ỨNG PHÓ MƯA LŨ

**THỦ TƯỚNG CHÍNH PHỦ điện:**

- Chủ tịch Ủy ban nhân dân các tỉnh;
- Bộ trưởng các Bộ: Quốc phòng, Công an.

Để chủ động ứng phó, Thủ tướng Chính phủ yêu cầu:

1. Bộ trưởng các Bộ: Quốc phòng, Công an, Xây dựng theo chức năng, nhiệm vụ, thẩm quyền:

a) Phải chủ động chỉ đạo lực lượng ứng phó.

b) Cập nhật tình hình trước 13 giờ hằng ngày.
"""
STAMPED = """Ký bởi: Cổng thông tin của tỉnh
THỜI GIAN KÝ: 05.3.2020

DEN i: : _¬ CHỈ THỊ

Ig-Q6 -| Về bảo vệ nguồn nước mùa khô

Trước tình hình đó, Thủ tướng Chính phủ yêu cầu các Bộ trưởng, Chủ tịch Ủy ban nhân dân các tỉnh:

I. NHIỆM VỤ CỤ THỂ

1. Bộ Xây dựng kiểm tra các nhà máy nước.

2. Tiết kiệm nước tại công sở của mình.
"""


def head(text: str) -> PlanHead:
    return compile_text(text).plan


def test_a_letter_is_a_letter_of_whoever_asks_in_it_and_about_what_it_says() -> None:
    said = head(LETTER)
    assert (said.cls, said.kind) == (DocumentClass.LETTER, "Công văn")
    assert said.issuer == "Tổng cục Hải quan"
    assert said.title == "Tăng cường kiểm tra hàng nhập khẩu"


def test_a_misread_word_for_recipients_still_ends_a_letter() -> None:
    assert [duty.text for duty in compile_text(LETTER).responsibilities] == [
        "Rà soát danh mục hàng hóa có rủi ro cao.",
        "Báo cáo kết quả hằng tháng.",
    ]


def test_a_telegram_is_issued_by_who_wires() -> None:
    said = head(TELEGRAM)
    assert (said.cls, said.kind, said.issuer) == (DocumentClass.DIRECTIVE, "Công điện", "Thủ tướng Chính phủ")


def test_a_stamp_read_into_the_type_line_hides_neither_type_nor_title() -> None:
    said = head(STAMPED)
    assert (said.kind, said.title) == ("Chỉ thị", "Về bảo vệ nguồn nước mùa khô")
    assert said.issuer == "Thủ tướng Chính phủ"


@pytest.mark.parametrize("text", [LETTER, TELEGRAM, STAMPED])
def test_nothing_of_them_is_for_who_issued_them(text: str) -> None:
    compiled = compile_text(text)
    assert len(compiled.responsibilities) == 2
    assert compiled.plan.issuer not in {duty.holder for duty in compiled.responsibilities}
