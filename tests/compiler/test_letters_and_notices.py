"""Letters, notices and conclusions: whom they address, where they end, and lines that a converter broke."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.cut_names import cut_inside_name
from compiler.result import Compiled, Severity

HEAD = """ỦY BAN NHÂN DÂN
TỈNH PHÚ HÒA
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 31/UBND-KT
V/v phòng, chống úng ngập
Phú Hòa, ngày 15 tháng 6 năm 2026

"""
TAIL = """
Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn Mẫu
"""


def letter(body: str, tail: str = TAIL) -> Compiled:
    return compile_text(HEAD + body + tail)


def told(compiled: Compiled) -> list[tuple[str, str]]:
    return [(duty.holder, duty.text) for duty in compiled.responsibilities if duty.basis == "stated"]


def asked(compiled: Compiled) -> list[str]:
    """Codes of the questions and warnings that point at a place."""
    return [one.code for one in compiled.diagnostics if one.severity is not Severity.INFO and one.source]


def test_the_recipients_of_a_letter_end_where_somebody_is_told() -> None:
    body = """Kính gửi: Thủ trưởng các cơ quan thuộc tỉnh
1. Sở Xây dựng
- Kiểm tra hệ thống thoát nước của các đô thị.
2. Văn phòng Sở: Thực hiện tốt công tác trực ban trong mùa mưa.
"""
    assert ("Văn phòng Sở", "Thực hiện tốt công tác trực ban trong mùa mưa.") in told(letter(body))


def test_recipients_are_told_nothing() -> None:
    body = """Kính gửi:
- Sở Xây dựng;
- Các cơ quan tham mưu, quản lý đô thị;
- UBND các xã, phường.

Giao Sở Xây dựng kiểm tra hệ thống thoát nước của các đô thị.
"""
    compiled = letter(body)
    assert told(compiled) == [("Sở Xây dựng", "Giao Sở Xây dựng kiểm tra hệ thống thoát nước của các đô thị.")]
    assert not asked(compiled)


def test_a_recipient_whose_name_is_broken_does_not_run_into_the_first_sentence() -> None:
    body = """Kính gửi: Thủ trưởng các cơ quan, đơn vị sự nghiệp, doanh nghiệp nhà nước thuộc
Bộ
Thực hiện ý kiến của Bộ trưởng tại cuộc họp giao ban về phòng, chống úng ngập khi
mưa lớn kéo dài ở các đô thị đồng bằng, Bộ trưởng giao:
1. Cục Hạ tầng: Rà soát các tuyến cống trục chính trên cả nước trước mùa mưa và
lập danh mục các điểm thường xuyên ngập.
2. Vụ Pháp chế: Tham mưu sửa đổi quy định về bảo vệ công trình thoát nước đô thị
trong năm 2026.
"""
    assert [holder for holder, _ in told(letter(body))] == ["Cục Hạ tầng", "Vụ Pháp chế"]


@pytest.mark.parametrize("opens", ["__Nơi nhận__:", "**Nơi nhận:**", "T/M BAN THƯỜNG VỤ", "K/T CHÁNH VĂN PHÒNG"])
def test_the_distribution_list_is_no_list_of_tasks_however_it_is_set(opens: str) -> None:
    body = "Sở Xây dựng kiểm tra hệ thống thoát nước của các đô thị trong tháng 6.\n"
    tail = f"\n{opens}\n- Ban Bí thư (để báo cáo),\n- Các sở, ngành,\n- Lưu Văn phòng Tỉnh ủy.\nLê Văn Mẫu\n"
    compiled = letter(body, tail)
    assert [holder for holder, _ in told(compiled)] == ["Sở Xây dựng"]
    assert not asked(compiled)


def test_what_a_portal_sets_behind_the_signature_is_nobody_s_task() -> None:
    body = "Kính gửi: Các sở\n\nSở Xây dựng kiểm tra hệ thống thoát nước của các đô thị trong tháng 6.\n"
    portal = """
| **Địa chỉ:** | 12 Đường Mẫu |
| **Điện thoại:** | (0123) 456 789 |

Thực hiện quy định về bảo vệ dữ liệu, chúng tôi cập nhật thỏa thuận bên dưới.

- Hiện tại có đủ người dùng cùng lúc, nên tài khoản bị đăng xuất.

- Hỗ trợ khách hàng qua điện thoại trong giờ làm việc.
"""
    compiled = letter(body, TAIL + portal)
    assert [holder for holder, _ in told(compiled)] == ["Sở Xây dựng"]
    assert not asked(compiled)


def test_a_tail_set_as_a_table_ends_the_last_article() -> None:
    body = """Điều 1. Giao Sở Xây dựng kiểm tra hệ thống thoát nước.
Điều 2. Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Xây dựng chịu trách nhiệm thi hành.
"""
    tail = """
| Nơi nhận: - Như Điều 2; - Lưu: VT. | CHỦ TỊCH Trần Văn Mẫu |

Ban hành:

27/11/2025

Cập nhật:

06/12/2025
"""
    assert len(told(letter(body, tail))) == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("4. Đài Truyền hình Việt Nam, Đài Tiếng nói Việt", "Nam, Thông tấn xã Việt Nam phối hợp"),
        ("6. Về việc lồng ghép các kiến nghị của tỉnh Điện", "Biên vào các chương trình"),
        ("Văn phòng thông báo để Ủy ban nhân dân tỉnh", "Điện Biên và các Bộ biết"),
        ("Chủ tịch Ủy ban nhân dân", "Thành phố đề nghị các cơ quan"),
        ("1. Cơ bản thống nhất với", "Báo cáo của Ban Tổ chức"),
        ("k) Đài Truyền hình (THM) chủ trì, phối hợp", "Bộ Khoa học và Công nghệ xây dựng"),
    ],
)
def test_a_line_that_breaks_a_name_or_phrase_goes_on(before: str, after: str) -> None:
    assert cut_inside_name(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1. Sở Tài chính", "Chủ trì, phối hợp với các sở"),
        ("2. Các sở, ngành tỉnh", "Chủ động rà soát"),
        ("3. Ủy ban nhân dân", "Chỉ đạo các phòng"),
        ("Cơ quan phối hợp", "Sở Tài chính"),
        ("TỈNH ĐIỆN", "BIÊN"),
    ],
)
def test_a_heading_is_not_taken_for_a_broken_line(before: str, after: str) -> None:
    assert not cut_inside_name(before, after)


def test_a_bracket_left_open_goes_on_in_the_next_line() -> None:
    body = """Kính gửi: Các sở

Sở Xây dựng thực hiện các thủ tục sau trên môi trường điện tử trong năm 2026 theo
đúng quy trình đã được Chủ tịch Ủy ban nhân dân tỉnh phê duyệt:
a) Cấp phép đấu nối vào hệ thống thoát nước đô thị (mã số:
2.002353);
b) Gia hạn giấy phép đấu nối vào hệ thống thoát nước của các khu dân cư mới trên
địa bàn tỉnh.
"""
    assert next(text for _, text in told(letter(body))).endswith("(mã số: 2.002353);")
