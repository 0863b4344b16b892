"""Where the name of a body ends: at no half of a word, before a grant, and without what brackets say of how to reach it."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Responsibility

HEAD = "KẾ HOẠCH\n\nGIỮ SẠCH KÊNH RẠCH NĂM 2026\n\nI. MỤC ĐÍCH\n\n- Kênh sạch.\n\nII. TỔ CHỨC THỰC HIỆN\n\n"


def read(said: str) -> list[Responsibility]:
    return compile_text(f"{HEAD}{said}\n").responsibilities


@pytest.mark.parametrize(
    ("said", "holder"),
    [
        ("1. Các đơn vị cấp giấy chứng nhận nước sạch rà soát hồ sơ.", "Các đơn vị cấp giấy chứng nhận nước sạch"),
        ("1. Các đơn vị vận chuyển rác tổ chức quét bến.", "Các đơn vị vận chuyển rác"),
        ("1. Các tổ chức công nhận giống kiểm tra từng lô.", "Các tổ chức công nhận giống"),
        ("1. Các đơn vị phân cấp quản lý kênh rà soát bờ kè.", "Các đơn vị phân cấp quản lý kênh"),
    ],
)
def test_the_second_half_of_a_word_is_no_verb_that_ends_a_name(said: str, holder: str) -> None:
    assert [duty.holder for duty in read(said)] == [holder]


@pytest.mark.parametrize(
    ("said", "holder"),
    [
        ("1. Sở Xây dựng cấp phép xây dựng bến cho các hộ ven kênh.", "Sở Xây dựng"),
        ("1. Sở Y tế, Sở Công Thương cấp giấy lập bến cho các hộ.", "Sở Y tế, Sở Công Thương"),
        ("1. Sở Y tế cấp đủ thuốc xây dựng tủ thuốc của bến.", "Sở Y tế"),
    ],
)
def test_what_a_department_grants_is_no_part_of_its_name(said: str, holder: str) -> None:
    assert [duty.holder for duty in read(said)] == [holder]


@pytest.mark.parametrize("where", ["05 đơn vị", "12 cơ quan", "5 xã, phường"])
def test_counted_bodies_before_a_comma_are_no_list_that_the_next_goes_on(where: str) -> None:
    duties = read(f"1. Sở Y tế bố trí thuyền tại {where}, Sở Xây dựng kiểm tra bến.")
    assert [duty.holder for duty in duties] == ["Sở Y tế", "Sở Xây dựng"]
    assert duties[1].text == "Sở Xây dựng kiểm tra bến."


def test_classes_without_a_count_stay_a_list_that_a_guide_s_next_goes_on() -> None:
    assert [duty.holder for duty in read("1. Sở Y tế hướng dẫn các đơn vị, UBND các xã rà soát bến.")] == ["Sở Y tế"]


@pytest.mark.parametrize(
    "aside", ["đề nghị phối hợp", "mời cử người dự", "kính mời dự", "ĐT: 0200 3xx xxx", "điện thoại 0200 3xx xxx"]
)
def test_how_a_body_is_asked_or_reached_is_no_part_of_its_name(aside: str) -> None:
    assert [duty.holder for duty in read(f"1. Công an tỉnh ({aside})\n- Tuần tra kênh.")] == ["Công an tỉnh"]
    said = f"1. Sở Y tế phối hợp với Sở Xây dựng ({aside}), Công an tỉnh rà soát bến, báo cáo về Sở Nội vụ ({aside})."
    (duty,) = read(said)
    assert (duty.with_, duty.reports_to) == (["Sở Xây dựng", "Công an tỉnh"], ["Sở Nội vụ"])


def test_an_unknown_verb_behind_such_brackets_is_no_part_of_the_name() -> None:
    (duty,) = read("- Sở Y tế phối hợp với Công an tỉnh (đề nghị phối hợp) vớt bèo.")
    assert duty.with_ == ["Công an tỉnh"]
