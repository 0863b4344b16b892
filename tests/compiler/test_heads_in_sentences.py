"""Texts without a letterhead: the lead sentence, the title or the signature says who issues; what none says is null."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import DocumentClass, Level, PlanHead

DUTIES = """I. MỤC ĐÍCH, YÊU CẦU
1. Người dân có nước sạch để dùng.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
- Chủ trì, phối hợp với các thôn sửa giếng, báo cáo trước ngày 30/11/2023.
2. Trạm Y tế xã
- Tổ chức lấy mẫu nước tại các thôn.
"""
BASIS = "Thực hiện Kế hoạch số 12/KH-UBND ngày 5/1/2023 của UBND tỉnh Kon Tum về nước sạch"


def head(text: str) -> PlanHead:
    return compile_text(text).plan


@pytest.mark.parametrize(
    ("body", "issuer", "level"),
    [
        ("Ủy ban nhân dân xã Tân Lập", "Ủy ban nhân dân xã Tân Lập", Level.COMMUNE),
        ("UBND huyện Phú Hòa", "Ủy ban nhân dân huyện Phú Hòa", Level.DISTRICT),
        ("Sở Y tế tỉnh Kon Tum", "Sở Y tế tỉnh Kon Tum", Level.PROVINCE),
        ("Sở Văn hóa, Thể thao và Du lịch tỉnh Kon Tum", "Sở Văn hóa, Thể thao và Du lịch tỉnh Kon Tum", Level.PROVINCE),
        ("Ban Chỉ đạo nước sạch xã Tân Lập", "Ban Chỉ đạo nước sạch xã Tân Lập", Level.COMMUNE),
        ("Ban Tuyên giáo Huyện ủy Phú Hòa", "Ban Tuyên giáo Huyện ủy Phú Hòa", Level.DISTRICT),
        ("Trường Tiểu học Tân Lập", "Trường Tiểu học Tân Lập", None),
    ],
)  # fmt: skip
def test_the_lead_sentence_names_the_issuer(body: str, issuer: str, level: Level | None) -> None:
    plan = head(
        f"KẾ HOẠCH\nCấp nước sạch năm 2023\n\n{BASIS}, {body} xây dựng Kế hoạch cấp nước sạch năm 2023 như sau:\n{DUTIES}"
    )
    assert (plan.issuer, plan.level, plan.title) == (issuer, level, "Cấp nước sạch năm 2023")
    assert (plan.number, plan.issued_on) == (None, None), "the number and day of the act cited are not its own"


def test_a_text_that_opens_with_its_lead_sentence_has_kind_and_title_from_it() -> None:
    plan = head(
        f"{BASIS}, Ủy ban nhân dân xã Tân Lập ban hành Kế hoạch cấp nước sạch năm 2023 với các nội dung sau:\n{DUTIES}"
    )
    assert (plan.cls, plan.kind, plan.issuer) == (DocumentClass.PLAN, "Kế hoạch", "Ủy ban nhân dân xã Tân Lập")
    assert (plan.title, plan.number, plan.issued_on) == ("Cấp nước sạch năm 2023", None, None)


def test_its_first_page_alone_is_enough_to_tell_it_from_a_report() -> None:
    plan = head(
        f"{BASIS}, Ủy ban nhân dân thành phố ban hành Kế hoạch triển khai như sau:\nCấp nước sạch cho mọi hộ.\n2.1. Rà soát các giếng.\n"
    )
    assert (plan.cls, plan.kind, plan.issuer) == (DocumentClass.PLAN, "Kế hoạch", "Ủy ban nhân dân thành phố")
    assert (plan.title, plan.issued_on) == (None, None)


def test_a_report_that_a_plan_was_issued_stays_news() -> None:
    plan = head(
        f"{BASIS}, UBND xã Tân Lập vừa ban hành Kế hoạch cấp nước sạch năm 2023.\nTheo đó, các thôn sửa giếng trước mùa khô.\n"
    )
    assert plan.cls is DocumentClass.NEWS


def test_a_heading_that_says_who_issues_gives_kind_title_and_issuer() -> None:
    line = "UBND huyện Phú Hòa ban hành Kế hoạch cấp nước sạch năm 2023"
    plan = head(f"{line}\n\n{line} như sau:\n{DUTIES}")
    assert (plan.kind, plan.issuer, plan.title) == (
        "Kế hoạch",
        "Ủy ban nhân dân huyện Phú Hòa",
        "Cấp nước sạch năm 2023",
    )


def test_the_title_names_the_issuer_that_nothing_else_names() -> None:
    plan = head(f"KẾ HOẠCH\nCấp nước sạch năm 2023 của UBND xã Tân Lập\n\n{DUTIES}")
    assert (plan.issuer, plan.level) == ("Ủy ban nhân dân xã Tân Lập", Level.COMMUNE)


def test_a_title_that_cites_an_act_of_a_body_does_not_name_the_issuer() -> None:
    plan = head(f"KẾ HOẠCH\nThực hiện Chỉ thị về nước sạch của UBND tỉnh Kon Tum\n\n{DUTIES}")
    assert plan.issuer is None


def test_the_signature_names_the_issuer_that_nothing_else_names() -> None:
    plan = head(f"KẾ HOẠCH\nCấp nước sạch năm 2023\n\n{DUTIES}\nTM. ỦY BAN NHÂN DÂN XÃ TÂN LẬP\nCHỦ TỊCH\n")
    assert plan.issuer == "Ủy ban nhân dân xã Tân Lập"


def test_a_duty_to_draw_up_a_plan_names_no_issuer() -> None:
    plan = head(
        f"KẾ HOẠCH\nCấp nước sạch năm 2023\n\n{DUTIES}3. UBND các xã\n- UBND xã xây dựng kế hoạch chi tiết như sau: sửa giếng.\n"
    )
    assert plan.issuer is None


def test_a_party_body_writes_its_title_in_small_letters() -> None:
    top = "ĐẢNG BỘ HUYỆN PHÚ HÒA\nĐẢNG ỦY XÃ TÂN LẬP\n*\nSố 05-KH/ĐU\nĐẢNG CỘNG SẢN VIỆT NAM\nTân Lập, ngày 4 tháng 5 năm 2023\n"
    for title in ("cấp nước sạch năm 2023", "thực hiện Chỉ thị số 09-CT/TU của Tỉnh ủy về nước sạch"):
        plan = head(
            f"{top}KẾ HOẠCH\n{title}\n-----\nThực hiện Chỉ thị số 09-CT/TU, Ban Thường vụ Đảng ủy xây dựng kế hoạch như sau:\n{DUTIES}"
        )
        assert plan.title == title[0].upper() + title[1:]


def test_a_conclusion_names_its_matter_not_its_author_as_title() -> None:
    plan = head(
        "THÀNH ỦY ĐÀ NẴNG\n*\nSố 12-KL/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nĐà Nẵng, ngày 4 tháng 5 năm 2023\nKẾT LUẬN\nCỦA BAN THƯỜNG VỤ THÀNH ỦY\nVỀ VIỆC SỬA BỜ KÈ SÔNG\n-----\nNgày 2/5/2023, Ban Thường vụ họp và kết luận như sau:\n1. Sửa bờ kè trước mùa lũ.\n"
    )
    assert (plan.title or "").lower() == "sửa bờ kè sông"


def test_a_head_read_across_its_columns_into_one_line_is_read() -> None:
    text = (
        "UBND TỈNH KON TUM CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM SỞ Y TẾ Độc lập - Tự do - Hạnh phúc Số: 77/QĐ-SYT Kon Tum, "
        "ngày 4 tháng 5 năm 2021 QUYẾT ĐỊNH VỀ VIỆC BAN HÀNH KẾ HOẠCH DIỆT BỌ GẬY NĂM 2021 GIÁM ĐỐC SỞ Y TẾ Căn cứ Luật Phòng, "
        "chống bệnh truyền nhiễm; QUYẾT ĐỊNH: Điều 1. Ban hành kèm theo Quyết định này Kế hoạch diệt bọ gậy năm 2021.\n"
    )
    plan = head(text)
    assert (plan.cls, plan.number, str(plan.issued_on)) == (DocumentClass.DECISION, "77/QĐ-SYT", "2021-05-04")
    assert (plan.issuer, plan.title) == ("Sở Y tế tỉnh Kon Tum", "Ban hành Kế hoạch diệt bọ gậy năm 2021")


def test_a_letter_in_one_line_is_read() -> None:
    text = (
        "1. UBND TỈNH KON TUM CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM SỞ Y TẾ Độc lập - Tự do - Hạnh phúc Số : 17 /SYT-VP "
        "Kon Tum, ngày 05 tháng11 năm 2010 V/v diệt bọ gậy Kính gửi: - Các Trung tâm Y tế huyện. Sở Y tế đề nghị các Trung tâm "
        "Y tế huyện diệt bọ gậy trước mùa mưa.\n"
    )
    plan = head(text)
    assert (plan.cls, plan.number, str(plan.issued_on)) == (DocumentClass.LETTER, "17/SYT-VP", "2010-11-05")
    assert (plan.issuer, plan.title) == ("Sở Y tế tỉnh Kon Tum", "Diệt bọ gậy")


def test_a_decision_without_a_head_invents_nothing() -> None:
    plan = head(
        "Căn cứ Luật Đê điều;\nTheo đề nghị của Trưởng phòng Kinh tế,\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch cấp nước.\nĐiều 2. Trưởng phòng Kinh tế chịu trách nhiệm thi hành Quyết định này.\n"
    )
    assert (plan.cls, plan.kind) == (DocumentClass.DECISION, "Quyết định")
    assert (plan.number, plan.issuer, plan.issued_on, plan.title) == (None, None, None, None)
