"""Letters, notices and conclusions: whom they address, where they end, and lines that a converter broke."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.text.cut_names import cut_inside_name
from tests.compiler.letter_forms import TAIL, asked, letter, told


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
        ("6. Về việc cấp gỗ lim cho các làng nghề của tỉnh Điện", "Biên vào các chương trình"),
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


def test_a_lead_in_holds_for_all_items_and_sections_of_a_letter_that_name_nobody() -> None:
    body = """Kính gửi: Các trường trực thuộc Sở

Sở Xây dựng đề nghị các trường trực thuộc Sở (sau đây gọi là nhà trường) thực hiện một số nhiệm vụ như sau:

I. NHIỆM VỤ CHUNG

Triển khai thực hiện các quy định về an toàn trường học trong mùa mưa bão.

II. NHIỆM VỤ CỤ THỂ

1. Về tổ chức thực hiện công tác phòng, chống úng ngập

- Rà soát hệ thống thoát nước trong khuôn viên.

- Đối với các khu nội trú, Ban Quản lý dự án tỉnh tổ chức gia cố mái che trước ngày 01/8/2026.

2. Nâng cao năng lực ứng phó

- Kiến nghị hoặc đề nghị cấp có thẩm quyền bổ sung thiết bị cứu hộ.
"""
    compiled = letter(body)
    assert [holder for holder, _ in told(compiled)] == [
        "các trường trực thuộc Sở",
        "các trường trực thuộc Sở",
        "Ban Quản lý dự án tỉnh",
        "các trường trực thuộc Sở",
    ]
    assert not asked(compiled)
    assert all(duty.requested for duty in compiled.responsibilities if duty.holder == "các trường trực thuộc Sở")


def test_a_lead_in_of_a_body_whose_name_holds_a_verb_orders_whoever_it_names() -> None:
    body = """Kính gửi: Các đồng chí Giám đốc Sở

Ban Chỉ đạo thực hiện sắp xếp, tổ chức lại đơn vị hành chính yêu cầu các đồng chí Giám đốc Sở, Thủ trưởng cơ quan thuộc tỉnh khẩn trương thực hiện các nội dung sau:

1. Về trụ sở

1.1. Khẩn trương bàn giao trụ sở dôi dư trước ngày 15/7/2026.

1.2. Kiểm kê tài sản công tại các trụ sở đã bàn giao.
"""
    assert {holder for holder, _ in told(letter(body))} == {"các đồng chí Giám đốc Sở, Thủ trưởng cơ quan thuộc tỉnh"}


def test_the_addressees_of_a_letter_are_told_as_your_office() -> None:
    body = """Kính gửi: Văn phòng các Bộ

Sở Ngoại vụ trân trọng đề nghị Quý Cơ quan giúp:

- Thông tin rộng rãi tới công chức về thủ tục mới.

- Chủ động phối hợp với Sở Ngoại vụ trong quá trình thực hiện.

Trong quá trình triển khai có gì vướng mắc, đề nghị Quý Cơ quan phản hồi về Sở Ngoại vụ để điều chỉnh.

Sở Ngoại vụ xin trao đổi và cảm ơn sự phối hợp của Quý Cơ quan./.
"""
    compiled = letter(body)
    assert [holder for holder, _ in told(compiled)] == ["Quý Cơ quan"] * 3
    assert all(duty.group for duty in compiled.responsibilities)
    assert not asked(compiled)


@pytest.mark.parametrize(
    "said",
    [
        "Văn phòng Chính phủ thông báo để các Bộ, cơ quan liên quan biết, thực hiện./.",
        "Văn phòng Ủy ban nhân dân tỉnh trân trọng thông báo đến các sở, ngành liên quan./.",
        "Bộ Chính trị, Ban Bí thư ghi nhận và biểu dương các cấp ủy, tổ chức đảng đã nỗ lực.",
        "Chủ tịch Ủy ban nhân dân tỉnh có ý kiến chỉ đạo như sau:",
        "(Kèm theo Công văn số 31/UBND-KT ngày 15/6/2026 của Ủy ban nhân dân tỉnh)",
        "- Công văn số 12/SXD-HT ngày 02/6/2026 của Sở Xây dựng về việc giao nhiệm vụ kiểm tra hệ thống thoát nước.",
    ],
)
def test_courtesies_and_citations_tell_nobody_and_ask_nothing(said: str) -> None:
    body = f"Kính gửi: Các sở\n\nSở Xây dựng kiểm tra hệ thống thoát nước của các đô thị.\n\n{said}\n"
    compiled = letter(body)
    assert [holder for holder, _ in told(compiled)] == ["Sở Xây dựng"]
    assert not asked(compiled)


def test_a_minister_who_is_told_as_comrade_is_the_holder() -> None:
    body = "Kính gửi: Các Bộ\n\nGiao đồng chí Bộ trưởng Bộ Xây dựng trực tiếp chỉ đạo kiểm tra các tuyến cống.\n"
    assert [holder for holder, _ in told(letter(body))] == ["đồng chí Bộ trưởng Bộ Xây dựng"]


def test_the_closing_request_goes_to_all_whom_it_names() -> None:
    body = """Kính gửi: Các sở

1. Sở Xây dựng kiểm tra hệ thống thoát nước của các đô thị.

Trên đây là một số nội dung cần thực hiện ngay, Ban Chỉ đạo tỉnh đề nghị các đồng chí Giám đốc Sở, Thủ trưởng cơ quan thuộc tỉnh quan tâm chỉ đạo thực hiện và báo cáo kết quả về Ban Chỉ đạo.
"""
    assert told(letter(body))[-1][0] == "các đồng chí Giám đốc Sở, Thủ trưởng cơ quan thuộc tỉnh"


def test_what_a_letter_encloses_assigns_only_where_its_title_says_so() -> None:
    enclosed = """
PHỤ LỤC
{title}

1. Nguyên tắc

- Bảo đảm tính toàn vẹn của hồ sơ trong suốt quá trình.

- Ưu tiên tài liệu được nhiều người khai thác.
"""
    body = "Kính gửi: Các sở\n\nSở Xây dựng kiểm tra hệ thống thoát nước của các đô thị.\n"
    guidance = letter(body, TAIL + enclosed.format(title="HƯỚNG DẪN VIỆC SỐ HÓA HỒ SƠ"))
    assert not asked(guidance)
    tasks = letter(body, TAIL + enclosed.format(title="PHÂN CÔNG NHIỆM VỤ"))
    assert asked(tasks)


ARTICLES = """QUY CHẾ
Quản lý hệ thống thoát nước đô thị

CHƯƠNG III
TỔ CHỨC THỰC HIỆN

Điều 9. Trách nhiệm của Sở Xây dựng

1. Sở Xây dựng là cơ quan chuyên môn được giao chủ trì hướng dẫn thực hiện Quy chế này.

2. Chủ trì kiểm tra việc đấu nối vào hệ thống.

3. Thống kê, theo dõi các điểm ngập trên địa bàn.

4. Tham gia các lớp tập huấn do Bộ Xây dựng và các cơ quan liên quan tổ chức.

Điều 10. Trách nhiệm của cơ quan quản lý vận hành trực tiếp

1. Thực hiện duy tu, nạo vét các tuyến cống.

2. Trang bị máy bơm dự phòng.

Điều 11. Trách nhiệm của các cơ quan liên quan

1. Công an tỉnh

a) Bảo đảm giao thông tại các điểm ngập.
"""


def test_the_title_of_an_article_charges_whoever_it_names_for_all_its_items() -> None:
    compiled = compile_text(ARTICLES)
    assert [holder for holder, _ in told(compiled)] == [
        *["Sở Xây dựng"] * 4,
        *["Cơ quan quản lý vận hành trực tiếp"] * 2,
        "Công an tỉnh",
    ]
    assert not asked(compiled)
