"""Markdown with its letterhead in a table, headings in capitals, plans of the Party: the same duties."""

from __future__ import annotations

from compiler.compile import compile_text
from compiler.result import Compiled, Severity

LETTERHEAD = (
    "| ỦY BAN NHÂN DÂN TỈNH HÒA AN ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ------- |\n"
    "|---|---|\n| Số: 15/KH-UBND | Hòa An, ngày 12 tháng 01 năm 2026 |\n\n# KẾ HOẠCH\n\n## Tuyên truyền năm 2026\n\n"
)
TAIL = "| Nơi nhận: - Như trên; - Các sở, ban, ngành (thực hiện); - Lưu: VT. | TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Trần Văn An |\n|---|---|\n"


def said(compiled: Compiled) -> list[tuple[str, str]]:
    return [(one.holder, one.text) for one in compiled.responsibilities]


def loud(compiled: Compiled) -> list[str]:
    return [one.code for one in compiled.diagnostics if one.severity is not Severity.INFO]


def test_a_letterhead_in_a_markdown_table_gives_number_issuer_and_date() -> None:
    plan = compile_text(LETTERHEAD + "### I. MỤC ĐÍCH\n\n- Nâng cao hiểu biết.\n\n" + TAIL).plan
    assert (plan.number, plan.issuer, str(plan.issued_on)) == (
        "15/KH-UBND",
        "Ủy ban nhân dân tỉnh Hòa An",
        "2026-01-12",
    )


def test_headings_and_escaped_marks_of_markdown_are_headings_and_items() -> None:
    body = (
        "### II. TỔ CHỨC THỰC HIỆN\n\n#### 1. Sở Nội vụ\n\n* Theo dõi việc thực hiện.\n\n#### **2. Sở Tài chính**\n\n"
        "* Bố trí kinh phí.\n\n3\\. UBND các xã, phường\n\n\\- Tuyên truyền trên loa.\n\n"
    )
    compiled = compile_text(LETTERHEAD + body + TAIL)
    assert said(compiled) == [
        ("Sở Nội vụ", "Theo dõi việc thực hiện."),
        ("Sở Tài chính", "Bố trí kinh phí."),
        ("UBND các xã, phường", "Tuyên truyền trên loa."),
    ]
    assert loud(compiled) == []


def test_headings_in_capitals_whose_words_are_verbs_in_small_letters_are_known_holders() -> None:
    body = (
        "II. PHÂN CÔNG NHIỆM VỤ\n1. TRUNG TÂM KIỂM SOÁT BỆNH TẬT TỈNH\n- Giám sát dịch tễ.\n2. VĂN PHÒNG SỞ\n"
        "- Bố trí phương tiện.\n3. TRẠM Y TẾ CÁC XÃ, PHƯỜNG\n- Phun khử khuẩn.\nNơi nhận:\n- Lưu: VT.\n"
    )
    compiled = compile_text("KẾ HOẠCH\nPhòng dịch năm 2026\n\nI. MỤC TIÊU\n- Giảm số ca mắc.\n" + body)
    assert [holder.lower() for holder, _ in said(compiled)] == [
        "trung tâm kiểm soát bệnh tật tỉnh",
        "văn phòng sở",
        "trạm y tế các xã, phường",
    ]
    assert loud(compiled) == []


def test_party_bodies_lead_others_and_the_name_ends_there() -> None:
    body = (
        "III- TỔ CHỨC THỰC HIỆN\n1- Đảng ủy Ủy ban nhân dân tỉnh lãnh đạo Ủy ban nhân dân tỉnh bố trí kinh phí.\n"
        "2- Đảng đoàn Hội đồng nhân dân tỉnh lãnh đạo tăng cường giám sát.\n"
        "3- Các huyện ủy, thành ủy xây dựng kế hoạch trong tháng 3/2026.\nNơi nhận:\n- Lưu.\n"
    )
    compiled = compile_text("KẾ HOẠCH\nthực hiện Nghị quyết\n\nI- MỤC ĐÍCH\n- Tạo chuyển biến.\n" + body)
    assert [holder for holder, _ in said(compiled)] == [
        "Đảng ủy Ủy ban nhân dân tỉnh",
        "Đảng đoàn Hội đồng nhân dân tỉnh",
        "Các huyện ủy, thành ủy",
    ]


def test_a_title_inside_a_holder_s_part_is_no_duty() -> None:
    body = "II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ\n\na) Tiêu chí xét chọn\n\n- Thẩm định hồ sơ đề nghị.\n\nb) Tổng hợp kết quả.\n"
    compiled = compile_text("KẾ HOẠCH\nThi đua năm 2026\n\nI. MỤC TIÊU\n\n- Nâng cao.\n\n" + body)
    assert [text for _, text in said(compiled)] == ["Thẩm định hồ sơ đề nghị.", "Tổng hợp kết quả."]
