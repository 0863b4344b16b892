"""Texts that lost their line breaks on the way, as collections of law keep them."""

from __future__ import annotations

from textwrap import wrap

import pytest

from compiler.compile import compile_text
from compiler.text.manuscript import Manuscript
from compiler.text.run_on import with_breaks

LINES = """ỦY BAN NHÂN DÂN TỈNH SÔNG LAM -------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc ---------------
Số: 7/CT-UBND
Sông Lam, ngày 5 tháng 3 năm 2026
CHỈ THỊ
VỀ VIỆC GIỮ GÌN HỒ SƠ LƯU TRỮ
Để giữ gìn hồ sơ, Chủ tịch Ủy ban nhân dân tỉnh yêu cầu các cơ quan tập trung thực hiện một số nhiệm vụ sau:
1. Sở Nội vụ
a) Kiểm tra kho lưu trữ của các cơ quan, sửa chữa mái dột và hệ thống điện;
b) Tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng 12 năm 2026.
2. Sở Tài chính
a) Bố trí kinh phí mua giá, tủ cho kho lưu trữ;
b) Hướng dẫn thanh toán, quyết toán theo quy định.
3. Công an tỉnh
a) Kiểm tra việc phòng cháy ở các kho lưu trữ;
b) Tập huấn chữa cháy cho người giữ kho.
4. Ủy ban nhân dân xã, phường
a) Sắp xếp hồ sơ của thôn, tổ dân phố;
b) Phối hợp Sở Nội vụ số hóa hồ sơ từ năm 2020.
Nơi nhận: - Như trên; - Lưu: VT."""
ONE_LINE = " ".join(LINES.split("\n"))
DUTIES = [
    ("Sở Nội vụ", "Kiểm tra kho"),
    ("Sở Nội vụ", "Tổng hợp, báo cáo"),
    ("Sở Tài chính", "Bố trí kinh phí"),
    ("Sở Tài chính", "Hướng dẫn thanh toán"),
    ("Công an tỉnh", "Kiểm tra việc phòng cháy"),
    ("Công an tỉnh", "Tập huấn chữa cháy"),
    ("Ủy ban nhân dân xã, phường", "Sắp xếp hồ sơ"),
    ("Ủy ban nhân dân xã, phường", "Phối hợp Sở Nội vụ"),
]


@pytest.mark.parametrize(
    "text",
    [LINES, ONE_LINE, "\n".join(wrap(ONE_LINE, 80)), "\n".join(wrap(ONE_LINE, 61)), "\n\n".join(wrap(ONE_LINE, 80))],
)
def test_a_text_without_its_breaks_gives_the_same_duties_at_their_places(text: str) -> None:
    made = compile_text(text)
    told = [
        (duty.holder, duty.text[: len(begins)]) for duty, (_, begins) in zip(made.responsibilities, DUTIES, strict=True)
    ]
    assert told == DUTIES
    for duty in made.responsibilities:
        assert " ".join(text[duty.source.start : duty.source.end].split()) == duty.text
    assert (made.plan.number, made.plan.issuer) == ("7/CT-UBND", "Ủy ban nhân dân tỉnh Sông Lam")
    assert made.plan.title == "Giữ gìn hồ sơ lưu trữ"


def test_breaks_take_the_place_of_blanks() -> None:
    said = with_breaks(ONE_LINE)
    assert said.replace("\n", " ") == ONE_LINE
    assert "\n1. Sở Nội vụ\na) Kiểm tra" in said and "\nĐộc lập - Tự do - Hạnh phúc" in said


@pytest.mark.parametrize(
    "text",
    [
        LINES,
        "Hà Nội - Hải Phòng - Đà Nẵng - Huế - Vinh - Cần Thơ - Nha Trang - Quy Nhơn - Đà Lạt - Pleiku",
        "1. Sở Y tế làm: a) Việc một; b) Việc hai; c) Việc ba.\n2. Sở Nội vụ làm: a) Việc bốn; b) Việc năm.\n3. Hết.",
    ],
)
def test_a_text_with_its_breaks_is_taken_as_it_is(text: str) -> None:
    assert with_breaks(text) == text
    assert Manuscript(with_breaks(text)).clean == Manuscript(text).clean
