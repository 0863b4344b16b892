"""Assignments that hide: by a noun, by a force without a head, in five words, in a numbered row with its cell below."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Compiled, Severity

TOP = "KẾ HOẠCH\n\nPHÒNG CHÁY CHỢ NĂM 2026\n\nI. MỤC ĐÍCH\n\n- Chợ an toàn.\n\n"
OUTSIDE, ASSIGNS = f"{TOP}II. NỘI DUNG\n\n", f"{TOP}II. TỔ CHỨC THỰC HIỆN\n\n"


def loud(result: Compiled) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in result.diagnostics if one.severity is not Severity.INFO]


NOMINAL = [
    ("Trách nhiệm nạp bình bọt thuộc về Sở Công Thương.", "Sở Công Thương"),
    ("Việc kiểm đếm vòi chữa cháy là nhiệm vụ của Công an tỉnh.", "Công an tỉnh"),
    ("Đầu mối tiếp nhận tin báo cháy: Phòng Nội vụ.", "Phòng Nội vụ"),
    ("Công tác trực đêm ở chợ do Ban Quản lý chợ đảm nhiệm.", "Ban Quản lý chợ"),
]


@pytest.mark.parametrize(("said", "holder"), NOMINAL)
def test_who_is_made_responsible_by_a_noun_has_the_duty(said: str, holder: str) -> None:
    (duty,) = compile_text(f"{ASSIGNS}- {said}\n").responsibilities
    assert (duty.holder, duty.text) == (holder, said)


@pytest.mark.parametrize(("said", "holder"), NOMINAL)
def test_outside_the_assigning_part_it_is_asked_about(said: str, holder: str) -> None:
    (asked,) = loud(compile_text(f"{OUTSIDE}- {said}\n"))
    assert asked[0] == "D101"
    assert holder in asked[1]


@pytest.mark.parametrize(
    ("said", "holder"),
    [
        ("100% các xã phải có hai máy bơm.", "các xã"),
        ("Kiểm lâm huy động người dân dọn lá khô sau chợ.", "Kiểm lâm"),
        ("Dân quân tự vệ tuần tra chợ đêm hằng tuần.", "Dân quân tự vệ"),
        ("Sở Y tế cấp cáng.", "Sở Y tế"),
    ],
)
def test_a_force_a_share_and_a_few_words_are_asked_about(said: str, holder: str) -> None:
    (asked,) = loud(compile_text(f"{OUTSIDE}- {said}\n"))
    assert asked[0] == "D101"
    assert f"nêu {holder} và" in asked[1]


@pytest.mark.parametrize(
    "said",
    [
        "100% các xã có máy bơm.",
        "Chương trình của Sở Công Thương được giữ nguyên.",
        "Trách nhiệm của các sở được nêu rõ.",
        "Kiểm lâm đã huy động người dân.",
        "Nguồn vốn do Sở Tài chính quản lý.",
    ],
)
def test_an_aim_and_a_body_spoken_of_are_not(said: str) -> None:
    assert loud(compile_text(f"{OUTSIDE}- {said}\n")) == []


def test_a_numbered_row_whose_cell_names_a_body_is_asked_about() -> None:
    result = compile_text(
        f"{OUTSIDE}5. Lắp còi báo cháy tại cổng chợ\n\nSở Xây dựng\n\n6. Nạp bình bọt cho các sạp hàng vải\n\nCông an tỉnh\n"
    )
    assert [code for code, _ in loud(result)] == ["D115", "D115"]


def test_ministries_behind_a_colon_belong_to_the_name() -> None:
    said = "Các Bộ, cơ quan: Tài chính, Nội vụ, Y tế rà soát quy định về chợ."
    (duty,) = compile_text(f"{ASSIGNS}1. {said}\n").responsibilities
    assert (duty.holder, duty.text) == ("Các Bộ, cơ quan: Tài chính, Nội vụ, Y tế", said)


CONCLUSION = (
    "{issuer}\nSố: 612/TB-{sign}\n{place}, ngày 12 tháng 01 năm 2026\nTHÔNG BÁO\nKết luận tại buổi làm việc về chợ đầu mối\n\n"
    "I. ĐÁNH GIÁ CHUNG\n\n- Tỉnh đã có nhiều cố gắng.\n\nII. NHIỆM VỤ TRỌNG TÂM\n\n"
    "1. Tỉnh tập trung giải ngân vốn sửa chợ, hoàn thành trước ngày 31/12/2026.\n\n2. Bộ Xây dựng hướng dẫn tỉnh lập hồ sơ.\n"
)


def test_the_bare_province_in_a_central_body_s_conclusions_is_told() -> None:
    text = CONCLUSION.format(issuer="VĂN PHÒNG CHÍNH PHỦ", sign="VPCP", place="Hà Nội")
    first = compile_text(text).responsibilities[0]
    assert (first.holder, first.due.rule if first.due else None) == ("Tỉnh", "by:2026-12-31")


def test_in_a_province_s_own_conclusions_it_is_asked_about() -> None:
    text = CONCLUSION.format(issuer="ỦY BAN NHÂN DÂN\nTỈNH KON TUM", sign="UBND", place="Kon Tum")
    assert "Tỉnh" not in {duty.holder for duty in compile_text(text).responsibilities}
