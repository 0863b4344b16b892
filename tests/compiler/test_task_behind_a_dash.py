"""A task behind a dash is the body's before it; stars open items; short names of bodies and towns are known."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.duties.routes import read_routes
from compiler.names.partners import read_partners
from compiler.text.manuscript import same_tone

HEAD = "KẾ HOẠCH\n\nDIỆT LĂNG QUĂNG NĂM 2027\n\nI. MỤC ĐÍCH\n\n- Ít muỗi.\n\nII. TỔ CHỨC THỰC HIỆN\n\n"


def told(body: str) -> list[tuple[str, str]]:
    return [(duty.holder, duty.text) for duty in compile_text(HEAD + body).responsibilities]


def test_a_dash_stands_for_a_colon() -> None:
    body = (
        "1. Sở Y tế (Thường trực BCĐ) – Theo dõi, đôn đốc các ngành.\n"
        "2. Sở Tài chính – trên cơ sở dự toán, bố trí kinh phí phun hóa chất.\n"
        "3. Công an xã - tuần tra bãi rác.\n"
    )
    assert told(body) == [
        ("Sở Y tế (Thường trực BCĐ)", "Theo dõi, đôn đốc các ngành."),
        ("Sở Tài chính", "trên cơ sở dự toán, bố trí kinh phí phun hóa chất."),
        ("Công an xã", "tuần tra bãi rác."),
    ]


def test_a_dash_within_a_name_parts_nothing() -> None:
    assert told("1. Hội đồng Thi đua - Khen thưởng tỉnh\n- Bình xét đội phun.\n") == [
        ("Hội đồng Thi đua - Khen thưởng tỉnh", "Bình xét đội phun.")
    ]


def test_stars_before_small_letters_open_items() -> None:
    body = "1. Trưởng Ban Chỉ đạo các xã\n * lập danh sách ao tù\n * tổ chức thả cá ba đuôi\n"
    assert told(body) == [
        ("Trưởng Ban Chỉ đạo các xã", "lập danh sách ao tù"),
        ("Trưởng Ban Chỉ đạo các xã", "tổ chức thả cá ba đuôi"),
    ]


@pytest.mark.parametrize(
    ("said", "recipients"),
    [
        ("Tổng hợp, báo cáo Tỉnh ủy trước ngày 25/3.", ["Tỉnh ủy"]),
        ("Tổng hợp ý kiến, gửi UBBC phường.", ["UBBC phường"]),
    ],
)
def test_the_party_s_committee_and_the_election_s_receive_reports(said: str, recipients: list[str]) -> None:
    assert read_routes(said, same_tone(said)) == recipients


def test_districts_cities_and_towns_are_told_in_short() -> None:
    said = "Phối hợp với UBND các huyện, thành, thị kiểm tra chợ."
    assert read_partners(said, same_tone(said)) == ["UBND các huyện, thành, thị"]


def test_a_union_in_short_is_told() -> None:
    assert [holder for holder, _ in told("1. Đề nghị LĐLĐ tỉnh tổ chức chương trình Tết Sum vầy.\n")] == ["LĐLĐ tỉnh"]
