"""Statements whose holder stands in a heading, a field or a clause of its own: a duty or a finding, never silence."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Severity

HEAD = "KẾ HOẠCH\n\nPHÒNG NGỪA THIÊN TAI NĂM 2026\n\nI. MỤC ĐÍCH\n\n- Nâng cao hiểu biết.\n\n"
PART = "II. NỘI DUNG\n\n"


def told(body: str) -> list[tuple[str, str]]:
    return [(one.holder, one.text) for one in compile_text(HEAD + body).responsibilities]


def codes(body: str) -> list[str]:
    return [one.code for one in compile_text(HEAD + body).diagnostics if one.severity is not Severity.INFO]


def test_one_body_by_its_kind_heads_the_acts_below() -> None:
    body = (
        f"{PART}1. Trong mùa mưa\n\nĐối với cơ quan quản lý hồ chứa:\n\n- Kiểm tra cửa van.\n\n- Thông báo lịch xả.\n"
    )
    assert [holder for holder, _ in told(body)] == ["cơ quan quản lý hồ chứa"] * 2


@pytest.mark.parametrize(
    "heading",
    [
        "Đối với đơn vị hành chính cấp xã:",
        "Đối với hồ chứa nhỏ:",
        "Đối với người dân:",
        "Đối với cơ quan quản lý hồ chứa. Lưu ý:",
    ],
)
def test_what_is_dealt_with_heads_nobody_s_acts(heading: str) -> None:
    body = f"{PART}1. Trong mùa mưa\n\n{heading}\n\n- Kiểm tra cửa van.\n\n- Thông báo lịch xả.\n"
    assert told(body) == []


@pytest.mark.parametrize("part", [PART, "II. TỔ CHỨC THỰC HIỆN\n\n"])
def test_a_heading_s_last_sentence_obliges_whoever_it_names(part: str) -> None:
    body = f"{part}1. Họp rút kinh nghiệm. Người chủ trì có trách nhiệm sau đây:\n\n- Mời đủ thành phần.\n\n- Lập biên bản.\n"
    assert told(body) == [("Người chủ trì", "Mời đủ thành phần."), ("Người chủ trì", "Lập biên bản.")]


def test_a_heading_s_last_sentence_that_speaks_of_people_obliges_nobody() -> None:
    assert told(f"{PART}1. Quy định chung. Người dân phải biết:\n\n- Đường dây nóng.\n\n- Nơi sơ tán.\n") == []


def test_who_is_in_charge_inside_an_office_is_the_holder_of_the_task() -> None:
    body = f"{PART}1. Trang trí khẩu hiệu\n\n- Phụ trách: tổ Văn phòng\n\n- Thời gian: trước ngày 20/3/2026\n"
    assert told(body) == [("tổ Văn phòng", "Trang trí khẩu hiệu")]
    assert told(f"{PART}1. Quét dọn kho áo phao. Phụ trách: tổ Hậu cần\n") == [("tổ Hậu cần", "Quét dọn kho áo phao")]


def test_what_somebody_is_in_charge_of_is_no_field_of_a_holder() -> None:
    assert told(f"{PART}- Ông Phạm Văn Tám, Phó ban, phụ trách: khối xã miền núi và việc sơ tán.\n") != [
        ("khối xã miền núi và việc sơ tán", "Ông Phạm Văn Tám, Phó ban")
    ]


def test_a_clause_behind_a_semicolon_whose_verb_nobody_knows_is_asked_about() -> None:
    body = f"{PART}- Sở Y tế chuẩn bị thuốc; Công ty Thoát nước Bình An khơi cống quanh chợ.\n"
    findings = [one for one in compile_text(HEAD + body).diagnostics if one.severity is not Severity.INFO]
    assert [(one.code, one.quote) for one in findings] == [("D114", "Công ty Thoát nước Bình An khơi cống quanh chợ.")]
    assert "Công ty Thoát nước Bình An" in findings[0].message


@pytest.mark.parametrize(
    "clause",
    [
        "Công ty Thoát nước Bình An là đầu mối cũ",
        "Công ty Thoát nước Bình An đã khơi cống quanh chợ",
        "Sở Nội vụ",
        "Sở Ngoại vụ: tối đa 10 người dự",
    ],
)
def test_a_clause_that_tells_no_act_is_not_asked_about(clause: str) -> None:
    assert codes(f"{PART}- Sở Y tế chuẩn bị thuốc; {clause}.\n") == []
