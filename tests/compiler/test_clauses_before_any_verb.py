"""A clause that opens with a body's name tells that body, whatever words follow; who is guessed is asked about."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Compiled, Severity

HEAD = "KẾ HOẠCH\n\nLÀM SẠCH BỜ BIỂN NĂM 2026\n\nI. MỤC ĐÍCH\n\n- Biển sạch.\n\nII. TỔ CHỨC THỰC HIỆN\n\n"


def told(body: str) -> list[tuple[str, str | None]]:
    return [(duty.holder, duty.due.rule if duty.due else None) for duty in compile_text(HEAD + body).responsibilities]


def asked(read: Compiled) -> list[tuple[str, str]]:
    found = (one for one in read.diagnostics if one.source is not None and one.severity is not Severity.INFO)
    return [(one.code, read.text[one.source.start : one.source.end]) for one in found if one.source is not None]


@pytest.mark.parametrize(
    ("said", "duties"),
    [
        (
            "Sở Y tế lập danh mục thuốc, Sở Tài chính ứng trước kinh phí trước ngày 15/5/2026.",
            [("Sở Y tế", None), ("Sở Tài chính", "by:2026-05-15")],
        ),
        (
            "Sở Xây dựng sửa đường, còn Công an tỉnh cắm chốt tại hai đầu cầu trước ngày 01/6/2026.",
            [("Sở Xây dựng", None), ("Công an tỉnh", "by:2026-06-01")],
        ),
        (
            "Sở Xây dựng rà soát bãi tắm (Công an tỉnh thẩm duyệt phòng cháy trước ngày 20/5/2026).",
            [("Sở Xây dựng", None), ("Công an tỉnh", "by:2026-05-20")],
        ),
        (
            "Phân công Sở Y tế trực tuần 1, Sở Nội vụ trực tuần 2 trước ngày 12/4/2026.",
            [("Sở Y tế", None), ("Sở Nội vụ", "by:2026-04-12")],
        ),
        (
            "Yêu cầu Công an tỉnh khoanh vùng đối tượng và Viện Kiểm sát nhân dân tỉnh kiểm sát việc khởi tố trước ngày 30/6/2026.",
            [("Công an tỉnh", None), ("Viện Kiểm sát nhân dân tỉnh", "by:2026-06-30")],
        ),
        (
            "Sở Khoa học và Công nghệ bàn giao máy chủ cho Công an tỉnh, Công an tỉnh vận hành trước ngày 01/7/2026.",
            [("Sở Khoa học và Công nghệ", None), ("Công an tỉnh", "by:2026-07-01")],
        ),
        (
            "UBND các xã lập 01 tổ xung kích, Công an xã làm tổ trưởng trước ngày 12/4/2026.",
            [("UBND các xã", None), ("Công an xã", "by:2026-04-12")],
        ),
        (
            "Sở Ngoại vụ đón đoàn tại cửa khẩu, Bộ đội Biên phòng tỉnh làm thủ tục trước ngày 12/4/2026.",
            [("Sở Ngoại vụ", None), ("Bộ đội Biên phòng tỉnh", "by:2026-04-12")],
        ),
        (
            "Bảo hiểm xã hội tỉnh khóa sổ dữ liệu, chuyển hồ sơ gốc trước ngày 30/6/2026.",
            [("Bảo hiểm xã hội tỉnh", "by:2026-06-30")],
        ),
        ("Giám đốc Sở Y tế gỡ vướng cho nhà thầu trước ngày 15/5/2026.", [("Giám đốc Sở Y tế", "by:2026-05-15")]),
        (
            "Giao Sở Y tế - Cơ quan Thường trực Ban Chỉ đạo làm sạch biển đôn đốc các xã trước ngày 15/5/2026.",
            [("Sở Y tế", "by:2026-05-15")],
        ),
    ],
)
def test_a_body_before_any_words_has_its_own_duty_and_day(said: str, duties: list[tuple[str, str | None]]) -> None:
    assert told(f"1. {said}\n") == duties


@pytest.mark.parametrize(
    "said",
    [
        "Sở Y tế kiểm tra bãi tắm khi Sở Xây dựng đề nghị, Sở Tư pháp kiến nghị bằng văn bản.",
        "Sở Y tế triển khai kết luận của Ban Bí thư, Bộ Chính trị khóa trước về môi trường biển.",
        "Sở Y tế phối hợp với các sở, ban, ngành và Ủy ban nhân dân xã, phường mình dọn bãi biển.",
        "Sở Y tế báo cáo cấp có thẩm quyền (Sở Tài chính và các cơ quan chủ trì dự án) việc thực hiện.",
        "Sở Y tế rà soát bãi tắm (Sở Xây dựng, Công an tỉnh cùng tham gia).",
    ],
)
def test_who_is_governed_decides_or_is_listed_is_told_nothing_by_unknown_words(said: str) -> None:
    read = compile_text(f"{HEAD}1. {said}\n")
    assert [duty.holder for duty in read.responsibilities] == ["Sở Y tế"]
    assert not [code for code, _ in asked(read) if code in {"D113", "D114"}]


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("Sở Y tế thả 10 vạn cá giống, còn các hợp tác xã trông coi bãi giống.", "các hợp tác xã"),
        ("Cục Thuế tỉnh gia hạn nợ thuế cho doanh nghiệp, Sở Tài chính bù chênh lệch lãi suất.", "Sở Tài chính"),
        ("Công ty Điện lực Hòa An đối ứng 30% kinh phí.", "Công ty Điện lực Hòa An"),
        ("Các doanh nghiệp viễn thông gỡ vướng cho nhà thầu.", "Các doanh nghiệp"),
    ],
)
def test_who_is_guessed_before_unknown_words_is_asked_about_by_name(said: str, other: str) -> None:
    found = [one for one in compile_text(f"{HEAD}1. {said}\n").diagnostics if one.code == "D114"]
    assert [other in one.message for one in found] == [True]


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("Báo cáo tháng: Sở Tài chính tổng hợp tình hình giải ngân.", "Sở Tài chính"),
        ("Nếu mưa trên 200 mm, Công ty Thủy lợi Bắc Sông mở cống trong 02 giờ.", "Công ty Thủy lợi Bắc Sông"),
        ("Công tác cứu nạn do Bộ Chỉ huy quân sự tỉnh chủ trì, hoàn thành trước ngày 30/5/2026.", "Bộ Chỉ huy quân sự"),
        ("Thanh tra tỉnh hậu kiểm 10% số hồ sơ đã giải quyết.", "Thanh tra tỉnh"),
    ],
)
def test_an_item_of_one_body_that_tells_another_behind_other_words_asks_whose_it_is(said: str, other: str) -> None:
    read = compile_text(f"{HEAD}1. Sở Xây dựng\n\n- Rà soát quy hoạch.\n- {said}\n")
    assert [other in one.message for one in read.diagnostics if one.code == "D128"] == [True]
