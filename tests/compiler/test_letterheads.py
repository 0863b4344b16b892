"""Issuers of every level and kind are read from the lines above the national motto."""

from __future__ import annotations

from datetime import date

import pytest

from compiler.compile import compile_text
from compiler.result import DocumentClass, Level

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
BODY = """
KẾ HOẠCH
Tuyên truyền cải cách hành chính năm 2021

Thực hiện Kế hoạch số 9/KH-UBND ngày 01/01/2021, cơ quan xây dựng kế hoạch như sau:
I. MỤC ĐÍCH
- Nâng cao nhận thức.
II. TỔ CHỨC THỰC HIỆN
1. Văn phòng
- Theo dõi, báo cáo lãnh đạo trước ngày 30/6/2021.
2. Các phòng
- Thực hiện kế hoạch.
Nơi nhận:
- Lưu: VT.
"""
HEADS = [
    ("UBND HUYỆN PHÚ HÒA\nPHÒNG NỘI VỤ", "12/KH-PNV", "Phòng Nội vụ huyện Phú Hòa", Level.DISTRICT),
    ("UBND TỈNH KON TUM\nSỞ NỘI VỤ", "112/KH-SNV", "Sở Nội vụ tỉnh Kon Tum", Level.PROVINCE),
    ("SỞ Y TẾ TỈNH SƠN LA\nTRUNG TÂM KIỂM SOÁT BỆNH TẬT", "55/KH-KSBT", "Trung tâm Kiểm soát bệnh tật tỉnh Sơn La", Level.PROVINCE),
    ("SỞ Y TẾ SƠN LA\nBỆNH VIỆN ĐA KHOA TỈNH", "55/KH-BVĐK", "Bệnh viện Đa khoa tỉnh Sơn La", Level.PROVINCE),
    ("PHÒNG GD&ĐT HUYỆN PHÚ HÒA\nTRƯỜNG TIỂU HỌC TÂN LẬP", "15/KH-THTL", "Trường Tiểu học Tân Lập", Level.DISTRICT),
    ("UBND XÃ TÂN LẬP\nTRƯỜNG MẦM NON HOA SEN", "15/KH-MNHS", "Trường Mầm non Hoa Sen", Level.COMMUNE),
    ("TỈNH ỦY QUẢNG NAM\n*", "125-KH/TU", "Tỉnh ủy Quảng Nam", Level.PROVINCE),
    ("HUYỆN ỦY PHÚ HÒA\n*", "25-KH/HU", "Huyện ủy Phú Hòa", Level.DISTRICT),
    ("ĐẢNG BỘ HUYỆN PHÚ HÒA\nĐẢNG ỦY XÃ TÂN LẬP\n*", "05-KH/ĐU", "Đảng ủy xã Tân Lập", Level.COMMUNE),
    ("BỘ NỘI VỤ", "1234/KH-BNV", "Bộ Nội vụ", Level.CENTRAL),
    ("BỘ LAO ĐỘNG - THƯƠNG BINH\nVÀ XÃ HỘI", "1234/KH-BLĐTBXH", "Bộ Lao động - Thương binh và Xã hội", Level.CENTRAL),
    ("TỔNG CỤC THUẾ\nCỤC THUẾ TỈNH AN GIANG", "34/KH-CTAGI", "Cục Thuế tỉnh An Giang", Level.PROVINCE),
    ("CÔNG AN TỈNH THÁI BÌNH\nCÔNG AN HUYỆN PHÚ HÒA", "34/KH-CAPH", "Công an huyện Phú Hòa", Level.DISTRICT),
    ("BAN CHỈ ĐẠO\nAN TOÀN GIAO THÔNG\nTỈNH NINH BÌNH", "34/KH-BCĐ", "Ban Chỉ đạo an toàn giao thông tỉnh Ninh Bình", Level.PROVINCE),
    ("BẢO HIỂM XÃ HỘI VIỆT NAM\nBẢO HIỂM XÃ HỘI TỈNH YÊN BÁI", "34/KH-BHXH", "Bảo hiểm xã hội tỉnh Yên Bái", Level.PROVINCE),
    ("VĂN PHÒNG CHÍNH PHỦ", "34/KH-VPCP", "Văn phòng Chính phủ", Level.CENTRAL),
    ("UBND TP. ĐÀ NẴNG", "34/KH-UBND", "Ủy ban nhân dân thành phố Đà Nẵng", Level.PROVINCE),
    ("ỦY BAN NHÂN DÂN\nTHỊ XÃ TÂN LẬP", "34/KH-UBND", "Ủy ban nhân dân thị xã Tân Lập", Level.DISTRICT),
]  # fmt: skip


@pytest.mark.parametrize(("head", "number", "issuer", "level"), HEADS, ids=[issuer for *_, issuer, _ in HEADS])
def test_the_issuer_is_the_last_body_above_the_motto(head: str, number: str, issuer: str, level: Level) -> None:
    party = "-" in number.split("/")[0]
    text = f"{head}\n-------\n{PARTY if party else STATE}\nSố{' ' if party else ': '}{number}\nNơi đó, ngày 12 tháng 3 năm 2021\n{BODY}"
    plan = compile_text(text).plan
    assert (plan.cls, plan.number, plan.issuer, plan.level) == (DocumentClass.PLAN, number, issuer, level)
    assert str(plan.issued_on) == "2021-03-12"


def test_what_a_portal_puts_before_the_head_is_none_of_it() -> None:
    table = "|\n**Số hiệu:**\n|\n45/KH-UBND\n|\n|\n**Loại văn bản:**\n|\nKế hoạch\n|\n**Nơi ban hành:**\n|\nTỉnh Kon Tum\n|\n"
    frame = "|\nỦY BAN NHÂN DÂN\nTỈNH KON TUM\n|\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n|\n|\nSố: 45/KH-UBND\n|\nKon Tum, ngày 12 tháng 3 năm 2021\n|\n"
    plan = compile_text(f"Đang tải văn bản...\n{table}{frame}{BODY}").plan
    assert (plan.number, plan.issuer) == ("45/KH-UBND", "Ủy ban nhân dân tỉnh Kon Tum")


LEAD_IN = "Để tăng cường công tác phòng cháy, Chủ tịch UBND huyện yêu cầu:\n"
ITEMS = """1. Thủ trưởng các phòng, ban, ngành; Chủ tịch UBND các xã, thị trấn:
- Tổ chức tuyên truyền, phổ biến pháp luật về phòng cháy.
2. Công an huyện:
- Chủ trì, phối hợp với các đơn vị kiểm tra các cơ sở trọng điểm.
- Báo cáo kết quả về UBND huyện trước ngày 30/6/2021.
3. Điện lực Phú Hòa tăng cường kiểm tra lưới điện.
"""


def test_a_directive_without_its_head_is_a_directive() -> None:
    compiled = compile_text(LEAD_IN + ITEMS)
    assert compiled.plan.cls is DocumentClass.DIRECTIVE
    assert [duty.holder for duty in compiled.responsibilities] == [
        "Thủ trưởng các phòng, ban, ngành; Chủ tịch UBND các xã, thị trấn",
        "Công an huyện",
        "Công an huyện",
        "Điện lực Phú Hòa",
    ]


def test_a_report_about_a_plan_stays_news() -> None:
    told = "Ngày 12/3, UBND tỉnh Kon Tum vừa ban hành Kế hoạch số 45/KH-UBND về phòng cháy.\nTheo đó, các sở tăng cường tuyên truyền.\n(Theo Báo Kon Tum)\n"
    assert compile_text(told).plan.cls is DocumentClass.NEWS


def test_a_phase_begins_with_its_first_year() -> None:
    text = (
        f"ỦY BAN NHÂN DÂN\nTỈNH KON TUM\n{STATE}\nSố: 45/KH-UBND\nKon Tum, ngày 12 tháng 12 năm 2020\n"
        + BODY.replace("năm 2021\n", "giai đoạn 2021 - 2025\n", 1)
    )
    assert compile_text(text).plan.year == 2021


def test_a_number_written_into_the_wide_space_of_a_form_is_read() -> None:
    text = (
        "  ỦY BAN NHÂN DÂN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "  TỈNH HÀ NAM                       Độc lập - Tự do - Hạnh phúc\n\n"
        "   Số:173    /KH-UBND               Hà Nam, ngày 28     tháng 4    năm 2026\n\n"
        "                                KẾ HOẠCH\n       Tu bổ đình làng năm 2026\n\nI. MỤC ĐÍCH\n"
    )
    plan = compile_text(text).plan
    assert (plan.number, plan.issued_on) == ("173/KH-UBND", date(2026, 4, 28))


@pytest.mark.parametrize("line", ["ĐẢNG ỦY UBND TỈNH", "ĐẢNG ỦY ỦY BAN NHÂN DÂN TỈNH"])
def test_the_party_committee_in_a_people_s_committee_is_not_that_committee(line: str) -> None:
    plan = compile_text(f"ĐẢNG BỘ TỈNH NGHỆ AN\n{line}\n*\nSố 12-KH/ĐU\n{PARTY}\n{BODY}").plan
    assert (plan.issuer or "").startswith("Đảng ủy ")
