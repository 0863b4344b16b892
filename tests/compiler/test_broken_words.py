"""Blanks that a page's spacing left inside words are closed where no two words can stand there, and nowhere else."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.text.manuscript import Manuscript


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("K Ế HOẠCH", "KẾ HOẠCH"),
        ("k ế ho ạch này", "kế hoạch này"),
        ("Ủ y ban nhân d ân xã", "Ủy ban nhân dân xã"),
        ("S ở Nội vụ chủ tr ì", "Sở Nội vụ chủ trì"),
        ("các đơn vị th ực hiệ n đúng", "các đơn vị thực hiện đúng"),
        ("chức năng giám s át", "chức năng giám sát"),
        ("đánh giá khách q uan", "đánh giá khách quan"),
        ("nhi ệm vụ được giao", "nhiệm vụ được giao"),
    ],
)
def test_a_word_with_a_blank_in_it_is_one(said: str, meant: str) -> None:
    assert Manuscript(said).clean == meant


@pytest.mark.parametrize(
    "said",
    [
        "điểm b ở trên",
        "tại điểm c và d khoản 2",
        "500 đ ủng hộ",
        "nhóm A, B ở các xã",
        "Tổ B ông Tám làm tổ trưởng",
        "0,5 m ở hai bên",
        "x ấn phẩm",
        "a) Mở lớp",
        "Vitamin C ở trẻ em",
        "hồ sơ ở huyện",
        "| x | ấp An Hòa |",
        "S\tở",
    ],
)
def test_letters_that_stand_by_themselves_stay(said: str) -> None:
    assert Manuscript(said).clean == said.replace("\t", " ")


def test_a_plan_with_blanks_in_its_words_is_read_and_its_places_are_true() -> None:
    text = """ỦY BAN NHÂN DÂN
TỈNH HÒA AN
Số: 12/KH-UBND
Hòa An, ngày 03 tháng 02 năm 2028

K Ế HOẠCH
Tuyên truyền cải cách hành chính năm 2028

I. TỔ CH ỨC THỰC HIỆN

1. S ở Nội vụ

- Ch ủ trì, ph ối hợp với S ở Y tế mở lớp tập huấn.

2. Ủ y ban nhân dân các xã

- Gửi b áo cáo trước ngày 15/12/2028.
"""
    compiled = compile_text(text)
    assert compiled.plan.number == "12/KH-UBND"
    first, second = compiled.responsibilities
    assert (first.holder, first.with_) == ("Sở Nội vụ", ["Sở Y tế"])
    assert (second.holder, second.text) == ("Ủy ban nhân dân các xã", "Gửi báo cáo trước ngày 15/12/2028.")
    assert second.source is not None
    assert text[second.source.start : second.source.end] == "Gửi b áo cáo trước ngày 15/12/2028."
