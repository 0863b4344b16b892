"""First pages in the layouts of portals and collections: broken cells, lost type lines, the line of authority."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import DocumentClass, Level, PlanHead

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
ARTICLES = (
    "QUYẾT ĐỊNH:\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch.\nĐiều 2. Quyết định có hiệu lực từ ngày ký.\n"
)
BASES = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;\nTheo đề nghị của Sở Nội vụ,\n"


def head(text: str) -> PlanHead:
    return compile_text(text).plan


@pytest.mark.parametrize(
    ("letterhead", "number", "authority"),
    [
        ("ỦY BAN NHÂN DÂN\nTỈNH KON TUM", "12/QĐ-UBND", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH KON TUM"),
        ("ỦY BAN NHÂN DÂN\nTỈNH KON TUM", "12/QĐ-UBND", "UỶ BAN NHÂN DÂN TỈNH"),
        ("CHÍNH PHỦ", "12/NQ-CP", "CHÍNH PHỦ"),
        ("BỘ Y TẾ", "12/QĐ-BYT", "BỘ TRƯỞNG BỘ Y TẾ"),
        ("BỘ TÀI CHÍNH\nCỤC HẢI QUAN", "12/QĐ-CHQ", "CỤC TRƯỞNG CỤC HẢI QUAN"),
        ("ỦY BAN MTTQ VIỆT NAM\nXÃ TÂN LẬP\nBAN THƯỜNG TRỰC", "12/QĐ-MTTQ-BTT", "BAN THƯỜNG TRỰC ỦY BAN MTTQ VIỆT NAM XÃ TÂN LẬP"),
    ],
)  # fmt: skip
def test_the_line_of_authority_is_no_part_of_the_title(letterhead: str, number: str, authority: str) -> None:
    said = "VỀ VIỆC PHÊ DUYỆT PHƯƠNG ÁN DI DỜI CHỢ VÀ CÁC HỘ KINH DOANH Ở BẾN SÔNG TRONG MÙA MƯA BÃO,\nNGẬP LỤT"
    text = f"{letterhead}\n-------\n{MOTTO}\nSố: {number}\nNơi đó, ngày 4 tháng 5 năm 2021\n**QUYẾT ĐỊNH**\n{said}\n**{authority}**\n{BASES}{ARTICLES}"
    title = head(text).title or ""
    assert title.lower() == (
        "phê duyệt phương án di dời chợ và các hộ kinh doanh ở bến sông trong mùa mưa bão, ngập lụt"
    )


def test_a_title_that_names_the_body_at_its_end_keeps_it() -> None:
    said = (
        "ỦY QUYỀN GIẢI QUYẾT MỘT SỐ THỦ TỤC HÀNH CHÍNH VỀ BẾN THỦY NỘI ĐỊA THUỘC THẨM QUYỀN CỦA\nỦY BAN NHÂN DÂN TỈNH"
    )
    text = f"ỦY BAN NHÂN DÂN\nTỈNH KON TUM\n{MOTTO}\nSố: 7/QĐ-UBND\nKon Tum, ngày 4 tháng 5 năm 2021\nQUYẾT ĐỊNH\n{said}\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH KON TUM\n{BASES}{ARTICLES}"
    assert (head(text).title or "").lower().endswith("thuộc thẩm quyền của ủy ban nhân dân tỉnh")


def test_a_telegram_keeps_its_whole_title_before_the_one_who_sends_it() -> None:
    text = (
        f"THỦ TƯỚNG CHÍNH PHỦ\n-------\n{MOTTO}\nSố: 88/CĐ-TTg\nHà Nội, ngày 3 tháng 9 năm 2022\n**CÔNG ĐIỆN**\n"
        "VỀ VIỆC KHẨN TRƯƠNG\nSƠ TÁN DÂN KHỎI VÙNG TRŨNG VÀ BẢO VỆ HỒ CHỨA NƯỚC\n**THỦ TƯỚNG CHÍNH PHỦ điện:**\n"
        "- Chủ tịch Ủy ban nhân dân các tỉnh ven biển;\n- Bộ trưởng Bộ Quốc phòng.\n"
    )
    assert (head(text).title or "").lower() == "khẩn trương sơ tán dân khỏi vùng trũng và bảo vệ hồ chứa nước"


def test_the_authority_names_the_place_that_the_letterhead_lost() -> None:
    text = (
        "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 30/QĐ-UBND | Tuy Hòa, ngày 9 tháng 10 năm 2018 |\n"
        f"QUYẾT ĐỊNH\nVỀ VIỆC THÀNH LẬP TỔ ĐÒ NGANG\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH PHÚ YÊN\n{BASES}{ARTICLES}"
    )
    plan = head(text)
    assert (plan.issuer, plan.level, plan.number) == ("Ủy ban nhân dân tỉnh Phú Yên", Level.PROVINCE, "30/QĐ-UBND")


def test_a_page_without_its_type_line_still_has_its_title_kind_and_class() -> None:
    text = (
        "- 1Luật Đê điều năm 2006\n- 2Nghị định 12/2009/NĐ-CP về đê\n"
        "BỘ XÂY DỰNG | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 41/QĐ-BXD-KHTC | Hà Nội, ngày 13 tháng 3 năm 2012 |\n"
        f"VỀ VIỆC GIAO NHIỆM VỤ SỬA CẦU NĂM 2012\nBỘ TRƯỞNG BỘ XÂY DỰNG\n{BASES}{ARTICLES}"
    )
    plan = head(text)
    assert (plan.cls, plan.kind, plan.issuer) == (DocumentClass.DECISION, "Quyết định", "Bộ Xây dựng")
    assert (plan.number, plan.title) == ("41/QĐ-BXD-KHTC", "Giao nhiệm vụ sửa cầu năm 2012")


def test_a_circular_and_a_decree_are_regulations_with_a_head() -> None:
    for kind, number, issuer in (("THÔNG TƯ", "4/2025/TT-BXD", "BỘ XÂY DỰNG"), ("NGHỊ ĐỊNH", "4/2025/NĐ-CP", "CHÍNH PHỦ")):  # fmt: skip
        text = f"{issuer}\n-------\n{MOTTO}\nSố: {number}\nHà Nội, ngày 3 tháng 2 năm 2025\n{kind}\nQUY ĐỊNH VỀ ĐÒ NGANG\nCăn cứ Luật Giao thông đường thủy;\nĐiều 1. Phạm vi\nĐiều 2. Đối tượng\n"
        plan = head(text)
        assert (plan.cls, plan.number, plan.kind) == (DocumentClass.REGULATION, number, kind.capitalize())
        assert plan.title == "Quy định về đò ngang"


LETTER = f"""BỘ TÀI CHÍNH
CỤC THUẾ
-------
{MOTTO}
Số:
512/CT-CS
V/v
miễn tiền thuê đất bến
đò
Tây
Ninh, ngày 3 tháng 4 năm 2025
Kính gửi: Thuế tỉnh Tây Ninh.
Trả lời công văn số 9/TNI-QLDN ngày 1 tháng 3 năm 2025 của Thuế tỉnh Tây Ninh, Cục Thuế có ý kiến như sau:
- Người thuê đất nộp đơn tại nơi có đất.
"""


def test_a_letter_in_narrow_cells_keeps_number_day_and_subject() -> None:
    plan = head(LETTER)
    assert (plan.cls, plan.number, str(plan.issued_on)) == (DocumentClass.LETTER, "512/CT-CS", "2025-04-03")
    assert plan.title == "Miễn tiền thuê đất bến đò"


def test_a_letter_whose_office_is_abbreviated_like_a_type_is_still_a_letter() -> None:
    assert head(LETTER).kind == "Công văn"


def test_a_central_body_has_no_province_whatever_its_letter_is_about() -> None:
    plan = head(LETTER)
    assert (plan.issuer, plan.level, plan.province) == ("Cục Thuế", Level.CENTRAL, None)


def test_a_subject_without_its_sign_stands_under_the_number() -> None:
    text = LETTER.replace("V/v\nmiễn tiền thuê đất bến\nđò\nTây\nNinh", "Về miễn tiền thuê đất bến đò\nHà Nội")
    assert head(text).title == "Miễn tiền thuê đất bến đò"


def test_a_day_is_read_where_the_comma_behind_the_place_was_forgotten() -> None:
    assert str(head(LETTER.replace("Tây\nNinh, ngày", "Hà Nội ngày")).issued_on) == "2025-04-03"


@pytest.mark.parametrize(
    ("letterhead", "issuer"),
    [
        ("CỤC THUẾ\nTHUẾ TỈNH YÊN BÁI", "Thuế tỉnh Yên Bái"),
        ("ỦY BAN BẦU CỬ XÃ TÂN LẬP\nTIỂU BAN AN NINH, TRẬT TỰ", "Tiểu ban an ninh, trật tự xã Tân Lập"),
        ("/ỦY BAN MTTQ VIỆT NAM\nXÃ TÂN LẬP\nBAN THƯỜNG TRỰC", "Ban Thường trực Ủy ban MTTQ Việt Nam xã Tân Lập"),
        ("BỘ XÂY DỰNG -\nBỘ Y TẾ", "Bộ Xây dựng - Bộ Y tế"),
        ("ỦY BAN NHÂN DÂN QUẬN 4", "Ủy ban nhân dân Quận 4"),
        ("BAN CHẤP HÀNH TRUNG ƯƠNG\nĐOÀN TNCS HỒ CHÍ MINH", "Ban Chấp hành Trung ương Đoàn TNCS Hồ Chí Minh"),
    ],
)
def test_letterheads_of_other_bodies(letterhead: str, issuer: str) -> None:
    text = f"{letterhead}\n-------\n{MOTTO}\nSố: 12/KH-BCĐ\nNơi đó, ngày 4 tháng 5 năm 2021\nKẾ HOẠCH\nSửa đường làng năm 2021\nI. MỤC ĐÍCH\n- Đi lại thuận tiện.\n"
    assert head(text).issuer == issuer


def test_an_abbreviation_in_a_title_in_capitals_keeps_its_capitals() -> None:
    text = f"UBND XÃ TÂN LẬP\n{MOTTO}\nSố: 3/KH-UBND\nTân Lập, ngày 4 tháng 5 năm 2021\nKẾ HOẠCH\nTHỰC HIỆN NGHỊ QUYẾT CỦA HĐND HUYỆN VỀ NƯỚC SẠCH\nI. MỤC ĐÍCH\n- Có nước sạch.\n"
    assert head(text).title == "Thực hiện nghị quyết của HĐND huyện về nước sạch"


def test_what_stands_above_the_letterhead_is_not_read_as_the_head() -> None:
    text = (
        f"Thứ Ba, 2 tháng 7, 2014\nCông văn Số: 88/TCT-DNL V/v: hóa đơn.\nBỘ TÀI CHÍNH\nTỔNG CỤC THUẾ\n-------\n{MOTTO}\n"
        "Số: 88/TCT-DNL\nV/v\n: hóa đơn.\nHà Nội, ngày 18 tháng 6 năm 2014\nKính gửi: Cục Thuế tỉnh Kon Tum.\n"
        "Tổng cục Thuế có ý kiến như sau:\n- Được dùng hóa đơn cũ.\n"
    )
    plan = head(text)
    assert (plan.issuer, str(plan.issued_on), plan.title) == ("Tổng cục Thuế", "2014-06-18", "Hóa đơn")


def test_the_day_s_place_names_the_province_of_a_committee_that_says_only_tinh() -> None:
    text = (
        "- 1Kế hoạch 164/KH-UBND năm 2019 về nước sạch tỉnh Gia Lai\n- 2Kế hoạch 65/KH-UBND năm 2019 về nước sạch tỉnh Gia Lai\n"
        "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 71/KH-UBND | Kon Tum, ngày 29 tháng 4 năm 2021 |\n"
        "Căn cứ Nghị quyết số 8/NQ-CP ngày 3 tháng 3 năm 2021 của Chính phủ về nước sạch.\n"
        "UBND tỉnh xây dựng Kế hoạch cấp nước sạch như sau:\nCấp nước cho mọi hộ.\n"
    )
    plan = head(text)
    assert (plan.issuer, plan.level, plan.province) == (
        "Ủy ban nhân dân tỉnh Kon Tum",
        Level.PROVINCE,
        "Kon Tum",
    ), "a list of other papers above the head names no issuer"


def test_a_committee_whose_place_nothing_names_stays_unnamed() -> None:
    text = "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 71/KH-UBND | Tân Lập, ngày 29 tháng 4 năm 2021 |\nKẾ HOẠCH\nCẤP NƯỚC SẠCH\nI. MỤC ĐÍCH\n- Có nước sạch.\n"
    plan = head(text)
    assert (plan.issuer, plan.province) == (None, None)


def test_a_motto_and_a_committee_broken_by_a_narrow_cell_are_still_a_head() -> None:
    text = (
        "Quyết định 78/QĐ-UBND về nước sạch\nSố hiệu: | 78/QĐ-UBND |\nNơi ban hành: | Tỉnh Kon Tum |\nNgày ban hành: | 27/03/2017 |\n"
        "Ngày hiệu lực: | Đã biết |\nTình trạng: | Đã biết |\nNgười ký: | Lê Văn A |\n"
        "ỦY\nBAN NHÂN DÂN |\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 78/QĐ-UBND |\nKon Tum, ngày 27 tháng 3 năm 2017 |\n"
        f"CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH KON TUM\n{BASES}{ARTICLES}"
    )
    plan = head(text)
    assert (plan.number, plan.kind, plan.issuer) == ("78/QĐ-UBND", "Quyết định", "Ủy ban nhân dân tỉnh Kon Tum")
    assert plan.title is None, "the page lost its title"


def test_years_that_a_narrow_cell_parted_stay_together_in_the_title() -> None:
    said = "BAN HÀNH KẾ HOẠCH THỰC HIỆN ĐỀ ÁN “SỬA CẦU TREO VÙNG CAO TRÊN ĐỊA BÀN TỈNH KON TUM GIAI ĐOẠN 2018 -\n2025”"
    text = f"ỦY BAN NHÂN DÂN\nTỈNH KON TUM\n{MOTTO}\nSố: 7/QĐ-UBND\nKon Tum, ngày 4 tháng 5 năm 2018\nQUYẾT ĐỊNH\n{said}\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\n{BASES}{ARTICLES}"
    assert (head(text).title or "").endswith("2018 - 2025”")


def test_guidance_of_several_departments_is_titled_by_its_matter() -> None:
    text = f"SỞ Y TẾ TỈNH KON TUM\n{MOTTO}\nSố: 7/HDLN-SYT-BHXH\nKon Tum, ngày 4 tháng 5 năm 2018\nHƯỚNG DẪN LIÊN NGÀNH\nKHÁM BỆNH CHO TRẺ EM\nCăn cứ Luật Bảo hiểm y tế;\n1. Khám tại trạm y tế.\n"
    plan = head(text)
    assert ((plan.kind or ""), (plan.title or "").lower()) == ("Hướng dẫn", "khám bệnh cho trẻ em")


def test_a_pasted_title_ends_with_its_line() -> None:
    text = "Kế hoạch Chương trình cấp nước sạch năm 2023\nChiến lược, quy hoạch, kế hoạch\nThực hiện Công văn số 9/SNN-TL ngày 3/7/2022, Sở Y tế tỉnh Kon Tum xây dựng kế hoạch cấp nước với các nội dung sau:\nI. TÌNH HÌNH CHUNG\n- Thiếu nước.\n"
    plan = head(text)
    assert (plan.title, plan.issuer) == ("Chương trình cấp nước sạch năm 2023", "Sở Y tế tỉnh Kon Tum")


def test_news_of_a_party_body_s_directive_names_that_body() -> None:
    text = "Ngày 6/8, Ban Thường vụ Tỉnh ủy Kon Tum đã ban hành Chỉ thị số 17-CT/TU về tăng cường lãnh đạo đối với công tác cấp nước.\nTheo đó, các cấp ủy chỉ đạo sửa giếng.\n"
    plan = head(text)
    assert (plan.cls, plan.issuer, plan.level) == (DocumentClass.NEWS, "Ban Thường vụ Tỉnh ủy Kon Tum", Level.PROVINCE)
    assert plan.title == "Chỉ thị về tăng cường lãnh đạo đối với công tác cấp nước"


def test_a_number_cut_behind_its_hyphen_and_the_state_audit_are_read() -> None:
    text = f"KIỂM TOÁN NHÀ NƯỚC\n-------\n{MOTTO}\nSố: 378/KH-\nKTNN\nHà Nội, ngày 4 tháng 5 năm 2021\nKẾ HOẠCH\nKiểm toán quỹ đê điều năm 2021\nI. MỤC ĐÍCH\n- Chi đúng.\n"
    plan = head(text)
    assert (plan.number, plan.issuer, plan.level) == ("378/KH-KTNN", "Kiểm toán Nhà nước", Level.CENTRAL)
