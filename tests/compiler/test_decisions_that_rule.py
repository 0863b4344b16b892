"""Decisions that lay down rules are regulations, those that issue a plan are decisions, whatever their numbers."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import DocumentClass

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH SÔNG LAM\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: {number}\n\n"
    "Sông Lam, ngày 18 tháng 11 năm 2025\n\nQUYẾT ĐỊNH\n\n{title}\n\nỦY BAN NHÂN DÂN TỈNH SÔNG LAM\n\nCăn cứ Luật Tổ chức chính quyền địa phương;\n\n"
    "QUYẾT ĐỊNH:\n\nĐiều 1. Phạm vi điều chỉnh\n\nĐiều 2. Sở Tài chính chịu trách nhiệm thi hành Quyết định này.\n"
)


@pytest.mark.parametrize(
    ("number", "title", "cls"),
    [
        ("31/2025/QĐ-UBND", "Phân cấp thẩm quyền xác lập, phê duyệt phương án xử lý tài sản", DocumentClass.REGULATION),
        ("62/2025/QĐ-UBND", "Ban hành Bảng giá tính thuế tài nguyên", DocumentClass.REGULATION),
        ("2696/QĐ-UBND", "Ban hành Điều lệ tổ chức và hoạt động của Quỹ Bảo vệ môi trường", DocumentClass.REGULATION),
        ("3509/QĐ-UBND", "Ban hành quy tắc ứng xử với người nộp thuế", DocumentClass.REGULATION),
        ("12/2009/QĐ-UBND", "Ban hành Kế hoạch làm sạch sông giai đoạn 2009 - 2012", DocumentClass.DECISION),
        ("2954/QĐ-UBND", "Ban hành Kế hoạch xuất khẩu của tỉnh", DocumentClass.DECISION),
        ("2691/QĐ-UBND", "Công bố thủ tục hành chính nội bộ", DocumentClass.DECISION),
        ("2530/QĐ-UBND", "Phê duyệt Đề án quản lý quy tắc giao thông", DocumentClass.DECISION),
    ],
)  # fmt: skip
def test_a_decision_s_class_is_what_it_issues(number: str, title: str, cls: DocumentClass) -> None:
    assert compile_text(HEAD.format(number=number, title=title)).plan.cls is cls


@pytest.mark.parametrize(
    ("article", "holder"),
    [
        (
            "Chánh Văn phòng UBND tỉnh; Giám đốc các sở; Giám đốc: Trung tâm Phục vụ hành chính công tỉnh, Trung tâm Công báo - Tin học tỉnh; Chủ tịch UBND cấp xã và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.",
            "Chánh Văn phòng UBND tỉnh; Giám đốc các sở; Giám đốc: Trung tâm Phục vụ hành chính công tỉnh, Trung tâm Công báo - Tin học tỉnh; Chủ tịch UBND cấp xã và các tổ chức, cá nhân có liên quan",
        ),
        (
            "Chánh Văn phòng, Cục trưởng Cục Trồng trọt, Cơ quan, Thủ trưởng các Vụ, Cục, đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này./.",
            "Chánh Văn phòng, Cục trưởng Cục Trồng trọt, Cơ quan, Thủ trưởng các Vụ, Cục, đơn vị có liên quan",
        ),
        (
            "Quyết định này có hiệu lực thi hành kể từ ngày ký. Trưởng ban Ban Tổ chức cán bộ, Chánh Văn phòng Cục Thủy lợi và Thủ trưởng các đơn vị thuộc Cục Thủy lợi chịu trách nhiệm thi hành Quyết định này./.",
            "Trưởng ban Ban Tổ chức cán bộ, Chánh Văn phòng Cục Thủy lợi và Thủ trưởng các đơn vị thuộc Cục Thủy lợi",
        ),
        (
            "Thủ trưởng các cơ quan chuyên môn (trừ đơn vị tự bảo đảm chi), tổ chức hành chính khác thuộc UBND tỉnh và UBND cấp xã chịu trách nhiệm thi hành Quyết định này.",
            "Thủ trưởng các cơ quan chuyên môn (trừ đơn vị tự bảo đảm chi), tổ chức hành chính khác thuộc UBND tỉnh và UBND cấp xã",
        ),
    ],
)  # fmt: skip
def test_whoever_carries_out_a_decision_is_named_whole(article: str, holder: str) -> None:
    text = (
        HEAD.format(number="2954/QĐ-UBND", title="Ban hành Kế hoạch xuất khẩu của tỉnh").split("Điều 1")[0]
        + f"Điều 1. Ban hành kèm theo Quyết định này Kế hoạch xuất khẩu.\n\nĐiều 2. {article}\n\nNơi nhận:\n- Như Điều 2;\n"
    )
    found = [duty for duty in compile_text(text).responsibilities if duty.basis == "stated"]
    assert [duty.holder for duty in found] == [holder]


def test_a_remark_before_an_order_in_one_paragraph_is_not_asked_about() -> None:
    text = (
        "CÔNG ĐIỆN\nVỀ VIỆC CẮT GIẢM THỦ TỤC\n\nThủ tướng Chính phủ yêu cầu các bộ, ngành, địa phương thực hiện các nhiệm vụ sau:\n\n"
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Bộ Tư pháp rà soát các thông tư.\n\n2. Văn phòng Chính phủ theo dõi, đôn đốc việc thực hiện.\n\n"
        "Đây là nhiệm vụ rất quan trọng, cấp bách của năm nay. Thủ tướng Chính phủ đề nghị các Bộ trưởng dành thời gian chỉ đạo thực hiện.\n"
    )
    result = compile_text(text)
    assert [duty.holder for duty in result.responsibilities if duty.basis == "stated"][-1] == "các Bộ trưởng"
    assert not [one for one in result.diagnostics if one.code == "D102"]


@pytest.mark.parametrize(
    ("title", "refused"),
    [
        ("Ban hành Chương trình hành động về phòng, chống lũ quét", False),
        ("Về Kế hoạch phát triển thủy lợi nhỏ giai đoạn 2026 - 2030", False),
        ("Sửa đổi, bổ sung nhiệm vụ trong Chương trình hành động về thủy lợi", False),
        ("Quy định mức hỗ trợ người trồng lúa", True),
        ("Phiên họp thường kỳ tháng 3 năm 2026", True),
    ],
)
def test_a_resolution_that_issues_a_plan_is_followed_up_as_a_decision_is(title: str, refused: bool) -> None:
    text = HEAD.format(number="41/NQ-HĐND", title=title).replace("QUYẾT ĐỊNH", "NGHỊ QUYẾT")
    compiled = compile_text(text)
    assert compiled.plan.cls is DocumentClass.RESOLUTION
    assert ("D131" in {one.code for one in compiled.diagnostics}) is refused
