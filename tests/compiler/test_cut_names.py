"""Names that a line break cuts in two, in texts whose line lengths say nothing about where a paragraph ends."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.text.cut_names import cut_inside_name

HEAD = "KẾ HOẠCH\nTu bổ đình làng năm 2026\n\nUBND tỉnh ban hành Kế hoạch như sau:\n\nII. TỔ CHỨC THỰC HIỆN\n\n"


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("3. Chánh Văn phòng, Giám đốc Sở", "Giáo dục và Đào tạo chịu trách nhiệm"),
        ("Sở Giáo dục và", "Đào tạo chủ trì kiểm tra"),
        ("l) Báo Nhân Dân, Đài Tiếng nói Việt", "Nam đưa tin"),
        ("d) Ủy ban nhân dân các tỉnh: Tuyên", "Quang, Đồng Nai khẩn trương rà soát"),
        ("Quỹ Bảo vệ môi trường tỉnh Quảng", "Trị báo cáo kết quả"),
        ("Ủy ban Mặt trận Tổ quốc", "Việt Nam tỉnh giám sát"),
        ("Các thành viên Ban", "Chỉ đạo, Bộ trưởng có trách nhiệm"),
    ],
)
def test_a_known_name_stands_across_a_line_break(before: str, text: str) -> None:
    assert cut_inside_name(before, text)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("1. Sở Nội vụ", "Giáo dục cán bộ, công chức về ý thức trách nhiệm"),
        ("Công an tỉnh", "Văn phòng UBND tỉnh"),
        ("2. UBND các xã", "Tổ chức tuyên truyền trong Nhân dân"),
        ("3. UBND tỉnh Hà Nam", "Ban hành kế hoạch kiểm tra"),
        ("ỦY BAN NHÂN DÂN TỈNH QUẢNG", "TRỊ"),
    ],
)
def test_an_act_or_a_name_of_its_own_below_a_name_is_not_joined_to_it(before: str, text: str) -> None:
    assert not cut_inside_name(before, text)


def test_a_name_cut_by_a_line_break_is_one_holder_and_its_duty_begins_with_the_item() -> None:
    text = HEAD + (
        "a) Sở Xây dựng, Sở\nGiáo dục và Đào tạo rà soát hiện trạng các đình làng trên địa bàn.\n"
        "b) Đài Phát thanh và Truyền hình tỉnh Quảng\nTrị mở chuyên mục về công tác tu bổ.\n"
    )
    duties = [duty for duty in compile_text(text).responsibilities if duty.basis != "assumed"]
    assert [(duty.holder, duty.text[:12]) for duty in duties] == [
        ("Sở Xây dựng, Sở Giáo dục và Đào tạo", "Sở Xây dựng,"),
        ("Đài Phát thanh và Truyền hình tỉnh Quảng Trị", "Đài Phát tha"),
    ]


def test_a_heading_that_names_a_department_keeps_the_act_below_it_apart() -> None:
    text = (
        HEAD
        + "1. Sở Nội vụ\nGiáo dục ý thức giữ gìn di tích cho cán bộ, công chức.\n2. Sở Xây dựng\nĐào tạo thợ mộc.\n"
    )
    duties = [duty for duty in compile_text(text).responsibilities if duty.basis != "assumed"]
    assert [(duty.holder, duty.text[:9]) for duty in duties] == [
        ("Sở Nội vụ", "Giáo dục "),
        ("Sở Xây dựng", "Đào tạo t"),
    ]


def test_a_name_that_a_page_cuts_goes_on_behind_the_gap() -> None:
    text = HEAD + (
        "1. Sở Nội vụ\n\n- Phổ biến Nghị quyết về tu bổ đình làng trong giai đoạn mới của Ban\n\n"
        "Thường vụ Tỉnh ủy đến toàn bộ cán bộ của ngành.\n\n- Kiểm tra việc phổ biến.\n"
    )
    duties = [duty for duty in compile_text(text).responsibilities if duty.basis == "stated"]
    assert [duty.text[-10:] for duty in duties] == ["của ngành.", " phổ biến."]


def test_a_dash_inside_a_name_at_the_front_of_a_line_opens_no_item() -> None:
    text = HEAD + (
        "1. Sở Nội vụ\n"
        "- Đón tiếp thợ mộc, nghệ nhân cùng dự mọi buổi trình diễn trong Tuần lễ Kinh đô\n"
        "- Thanh Hóa lần thứ hai, năm 2026 và sắp chỗ cho thợ mộc của các làng theo thứ tự\n"
        "đã được duyệt trước ngày khai mạc tại quảng trường của thành phố này hằng\nnăm.\n"
        "- Kiểm tra chỗ ngồi.\n"
        "- Thanh Hóa: dựng rạp.\n"
    )
    duties = [duty for duty in compile_text(text).responsibilities if duty.basis == "stated"]
    assert [duty.text[:8] for duty in duties] == ["Đón tiếp", "Kiểm tra", "Thanh Hó"]


def test_a_ministry_whose_name_ends_like_a_verb_heads_the_act_below_it() -> None:
    text = HEAD + "4. Bộ Ngoại giao\nĐồng chủ trì với Bộ Xây dựng quảng bá đình làng Việt Nam ở nước ngoài.\n"
    (duty,) = [duty for duty in compile_text(text).responsibilities if duty.basis == "stated"]
    assert (duty.holder, duty.with_) == ("Bộ Ngoại giao", ["Bộ Xây dựng"])
