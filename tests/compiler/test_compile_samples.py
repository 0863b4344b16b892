"""Plans of other levels and eras, written for these tests: who is told what, until when, to report to whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler.compile import compile_file, compile_text
from compiler.result import DocumentClass, Level

SAMPLES = Path(__file__).parent / "samples"
HEADS = {
    "district-2019": (DocumentClass.PLAN, "35/KH-UBND", "Ủy ban nhân dân huyện Thanh Sơn", Level.DISTRICT, "Phú Thọ"),
    "commune-2026": (DocumentClass.PLAN, "12/KH-UBND", "Ủy ban nhân dân xã Tân Lập", Level.COMMUNE, "Đồng Nai"),
    "ministry-decision-2024": (DocumentClass.DECISION, "45/QĐ-BXD", "Bộ Xây dựng", Level.CENTRAL, None),
    "province-2012": (DocumentClass.PLAN, "1105/KH-UBND", "Ủy ban nhân dân tỉnh Hà Nam", Level.PROVINCE, "Hà Nam"),
}
DUTIES = {
    "district-2019": [
        ("Các cơ quan, đơn vị", "continuous", []),
        ("Phòng Nội vụ huyện", None, []),
        ("Phòng Nội vụ huyện", "quarterly+half-yearly+yearly", ["UBND huyện", "Sở Nội vụ"]),
        ("Phòng Văn hóa và Thông tin, Trung tâm Văn hóa - Thể thao - Du lịch huyện", "monthly", []),
        ("Đài Truyền thanh - Truyền hình huyện", "other", []),
        ("Phòng Tài chính - Kế hoạch", None, []),
        (
            "Các phòng, ban, ngành, đoàn thể huyện; UBND các xã, thị trấn",
            "by:2019-03-15",
            ["UBND huyện", "phòng Nội vụ"],
        ),
        (
            "Các phòng, ban, ngành, đoàn thể huyện; UBND các xã, thị trấn",
            "quarterly:05+half-yearly:06-05+yearly:12-05",
            ["phòng Nội vụ"],
        ),
        ("Ủy ban MTTQ huyện và các tổ chức chính trị - xã hội huyện", None, []),
        ("Thủ trưởng các cơ quan, đơn vị, Chủ tịch UBND các xã, thị trấn", None, ["phòng Nội vụ"]),
    ],
    "commune-2026": [
        ("Trung tâm Cung ứng dịch vụ sự nghiệp công xã", "weekly", []),
        ("Trung tâm Phục vụ hành chính công xã", "by:2026-03-31", []),
        ("Phòng Văn hóa - Xã hội", None, []),
        ("Phòng Văn hóa - Xã hội", "quarterly:18", ["Chủ tịch UBND xã", "Sở Nội vụ tỉnh"]),
        ("Phòng Kinh tế", None, []),
        ("Công chức phụ trách truyền thông", None, []),
        ("Trưởng các thôn, tổ trưởng tổ dân phố", None, []),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam xã, Hội Liên hiệp Phụ nữ xã, Đoàn Thanh niên xã", None, []),
        (
            "Các cơ quan, đơn vị, trường học trên địa bàn xã",
            "quarterly:10",
            ["Ủy ban nhân dân xã", "Phòng Văn hóa - Xã hội"],
        ),
        ("các cơ quan, đơn vị, các thôn", None, []),
    ],
    "ministry-decision-2024": [
        ("Chánh Văn phòng Bộ, Vụ trưởng Vụ Tổ chức cán bộ và Thủ trưởng các đơn vị thuộc Bộ", None, []),
        ("Vụ Tổ chức cán bộ", "quarterly", ["Lãnh đạo Bộ"]),
        ("Văn phòng Bộ", None, []),
        ("Báo Xây dựng, Tạp chí Xây dựng, Trung tâm Thông tin", None, []),
        ("Vụ Kế hoạch - Tài chính", None, []),
        ("Các Cục, Vụ, Viện, đơn vị sự nghiệp thuộc Bộ", "by:2024-06-10+by:2024-12-10", ["Vụ Tổ chức cán bộ"]),
    ],
    "province-2012": [
        ("Sở Nội vụ", None, []),
        ("Sở Nội vụ", "quarterly+half-yearly+yearly", ["UBND tỉnh", "Bộ Nội vụ"]),
        ("Sở Thông tin và Truyền thông", None, []),
        ("Báo Hà Nam, Đài Phát thanh và Truyền hình tỉnh", "weekly", []),
        ("Sở Tài chính", None, []),
        (
            "Thủ trưởng các sở, ban, ngành, Chủ tịch UBND các huyện, thành phố",
            "half-yearly:06-15+yearly:11-15",
            ["UBND tỉnh", "Sở Nội vụ"],
        ),
        ("các cấp, các ngành", None, ["Sở Nội vụ"]),
    ],
}


@pytest.mark.parametrize("name", DUTIES)
def test_who_is_told_until_when_and_reports_to_whom(name: str) -> None:
    duties = compile_file(SAMPLES / f"{name}.txt").responsibilities
    said = [(duty.holder, duty.due.rule if duty.due else None, duty.reports_to) for duty in duties]
    assert said == DUTIES[name]


@pytest.mark.parametrize("name", HEADS)
def test_what_the_document_is_and_who_issued_it(name: str) -> None:
    plan = compile_file(SAMPLES / f"{name}.txt").plan
    assert (plan.cls, plan.number, plan.issuer, plan.level, plan.province) == HEADS[name]


def test_requested_bodies_are_marked_and_the_coordinator_is_named() -> None:
    compiled = compile_file(SAMPLES / "commune-2026.txt")
    assert [duty.holder for duty in compiled.responsibilities if duty.requested] == [
        "Ủy ban Mặt trận Tổ quốc Việt Nam xã, Hội Liên hiệp Phụ nữ xã, Đoàn Thanh niên xã"
    ]
    assert compiled.coordinator == "Phòng Văn hóa - Xã hội"


def test_contributors_stand_before_their_consolidator() -> None:
    compiled = compile_file(SAMPLES / "district-2019.txt")
    consolidates = {(edge.source, edge.target) for edge in compiled.edges if edge.kind == "consolidates"}
    assert consolidates == {("R3", "R7"), ("R3", "R8"), ("R3", "R10")}


def test_a_lead_and_a_partner_in_brackets_are_read() -> None:
    text = "KẾ HOẠCH\n\nTUYÊN TRUYỀN NĂM 2026\n\nI. NỘI DUNG\n\n1. Mục tiêu chung.\n\nII. PHÂN CÔNG THỰC HIỆN\n\n"
    text += "1. In tờ rơi (Sở Nội vụ chủ trì, Sở Tư pháp phối hợp; hoàn thành trong tháng 6/2026).\n"
    (duty,) = compile_text(text).responsibilities
    assert (duty.holder, duty.with_, duty.roles) == ("Sở Nội vụ", ["Sở Tư pháp"], ["lead"])
    assert duty.due is not None and duty.due.rule == "by:2026-06-30"


def test_a_department_s_own_plan_names_its_offices() -> None:
    text = "UBND TỈNH PHÚ HÒA\nSỞ NỘI VỤ\n\nSố: 18/KH-SNV\n\nPhú Hòa, ngày 03 tháng 3 năm 2026\n\nKẾ HOẠCH\n\n"
    text += "Tuyên truyền cải cách hành chính của Sở Nội vụ năm 2026\n\nI. MỤC ĐÍCH\n\n- Nâng cao nhận thức.\n\n"
    text += "II. TỔ CHỨC THỰC HIỆN\n\n1. Văn phòng Sở\n\n- Bố trí kinh phí.\n\n2. Các phòng chuyên môn\n\n- Cung cấp tin, bài.\n"
    compiled = compile_text(text)
    assert compiled.plan.issuer == "Sở Nội vụ tỉnh Phú Hòa"
    assert [duty.holder for duty in compiled.responsibilities] == ["Văn phòng Sở", "Các phòng chuyên môn"]
