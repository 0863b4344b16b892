"""Names that hold a comma, a verb or a stop word's letters are taken whole, and a place keeps its capitals."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.names.capitals import agency_case
from compiler.names.complete import whole_name
from compiler.names.subjects import subject_of

HEAD = "KẾ HOẠCH\n\nPHÒNG NGỪA THIÊN TAI NĂM 2026\n\nI. MỤC ĐÍCH\n\n- Nâng cao hiểu biết.\n\nII. TỔ CHỨC THỰC HIỆN\n\n"


def holders(body: str) -> list[str]:
    return [one.holder for one in compile_text(HEAD + body).responsibilities]


@pytest.mark.parametrize(
    ("sentence", "holder"),
    [
        ("Giao Quỹ Phòng, chống tội phạm hỗ trợ áo phao cho các tổ tuần tra.", "Quỹ Phòng, chống tội phạm"),
        ("Quỹ Phòng, chống thiên tai tỉnh cấp 300 triệu đồng mua xuồng.", "Quỹ Phòng, chống thiên tai tỉnh"),
        ("Tiểu ban Hậu cần chuẩn bị nước uống cho đại biểu.", "Tiểu ban Hậu cần"),
        ("Tiểu ban Lễ tân và Hậu cần đón tiếp đại biểu từ 7 giờ.", "Tiểu ban Lễ tân và Hậu cần"),
        ("Hội đồng kiểm tra chấm điểm từng đội.", "Hội đồng kiểm tra"),
        ("Báo và PTTH tỉnh mở chuyên mục về mùa mưa.", "Báo và PTTH tỉnh"),
        ("Báo và Đài PT-TH tỉnh mở chuyên mục về mùa mưa.", "Báo và Đài PT-TH tỉnh"),
    ],
)
def test_a_name_is_neither_cut_short_nor_run_on(sentence: str, holder: str) -> None:
    assert holders(f"- {sentence}\n") == [holder]


def test_a_council_that_checks_something_is_a_council() -> None:
    assert holders("- Hội đồng kiểm tra việc trực ban của các xã.\n") == ["Hội đồng"]


def test_phòng_chống_without_a_fund_before_it_stays_a_verb() -> None:
    subject = subject_of("Yêu cầu phòng, chống thiên tai được lồng ghép vào quy hoạch.")
    assert subject is None or not subject.ordered


def test_a_level_behind_a_granting_body_is_no_grant() -> None:
    assert not whole_name("Sở Y tế cấp tỉnh và cấp xã.")


@pytest.mark.parametrize(
    ("capitals", "written"),
    [
        ("CÔNG AN PHƯỜNG TRƯỜNG LẠC", "Công an phường Trường Lạc"),
        ("ỦY BAN NHÂN DÂN XÃ BAN LONG", "Ủy ban nhân dân xã Ban Long"),
        ("ỦY BAN NHÂN DÂN CÁC XÃ CÓ RỪNG", "Ủy ban nhân dân các xã có rừng"),
        ("CÁC TỔ CHỨC CHÍNH TRỊ - XÃ HỘI", "Các tổ chức chính trị - xã hội"),
        ("PHÒNG VĂN HÓA - XÃ HỘI", "Phòng Văn hóa - Xã hội"),
    ],
)
def test_a_place_behind_its_level_keeps_its_capitals(capitals: str, written: str) -> None:
    assert agency_case(capitals) == written


def test_the_issuer_of_a_place_that_begins_as_a_school_does_is_written_as_places_are() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nPHƯỜNG TRƯỜNG LẠC\n\nSố: 12/KH-UBND\n\nTrường Lạc, ngày 3 tháng 2 năm 2026\n\n"
        "KẾ HOẠCH\nTrồng cây năm 2026\n\nI. TỔ CHỨC THỰC HIỆN\n1. Công an phường: Tuần tra.\n"
    )
    assert compile_text(text).plan.issuer == "Ủy ban nhân dân phường Trường Lạc"


@pytest.mark.parametrize("word", ["Riêng", "Mặt khác,", "Còn đối với", "Lưu ý:"])
def test_a_word_that_joins_a_sentence_to_the_last_stands_before_whoever_it_tells(word: str) -> None:
    subject = subject_of(f"{word} Sở Y tế chủ trì tập huấn cho trạm y tế.")
    assert subject is not None
    assert subject.holder == "Sở Y tế"


@pytest.mark.parametrize(
    ("line", "holder"),
    [
        ("Trung tâm Kiểm soát thanh toán, hồ sơ điện tử: Chủ trì, phối hợp với các khoa lập danh mục.", ""),
        ("Trung tâm Lưu trữ khai thác tư liệu: Tổ chức tập huấn.", ""),
        ("Sở Y tế khảo sát nhu cầu: Lập danh sách bác sĩ.", "Sở Y tế"),
        ("Hiệu trưởng trường Mầm non Bình An chủ trì kiểm tra bếp ăn.", "Hiệu trưởng trường Mầm non Bình An"),
        ("Giám đốc bệnh viện Đa khoa Bình An bố trí 02 kíp trực.", "Giám đốc bệnh viện Đa khoa Bình An"),
    ],
)
def test_a_name_goes_on_to_its_colon_and_a_post_with_its_unit_in_small_letters(line: str, holder: str) -> None:
    text = f"KẾ HOẠCH\n\nAN TOÀN NĂM 2026\n\nI. MỤC ĐÍCH\n\n- An toàn.\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. {line}\n"
    assert [one.holder for one in compile_text(text).responsibilities] == [holder or line.partition(":")[0]]


def test_a_partner_and_a_recipient_have_the_whole_name_that_the_document_gives_a_holder() -> None:
    unit = "Trung tâm Kiểm soát thanh toán điện tử"
    text = (
        f"{HEAD}1. {unit}: Chủ trì lập danh mục.\n\n2. Sở Y tế: Báo cáo Sở Nội vụ (qua {unit}).\n\n"
        f"3. Sở Tư pháp: Phối hợp với {unit} kiểm tra hồ sơ.\n\n4. Sở Nội vụ: Phối hợp với Trung tâm Kiểm soát bệnh tật.\n"
    )
    told = [(one.holder, one.with_, one.reports_to) for one in compile_text(text).responsibilities[:4]]
    assert told == [
        (unit, [], []),
        ("Sở Y tế", [], ["Sở Nội vụ", unit]),
        ("Sở Tư pháp", [unit], []),
        ("Sở Nội vụ", ["Trung tâm Kiểm soát bệnh tật"], []),
    ]


def test_what_an_office_is_to_build_is_no_field_of_it() -> None:
    said = "1. Các phòng thuộc Sở\n1.1 Thanh tra Sở: Xây dựng kế hoạch kiểm tra bếp ăn.\n1.2 Văn phòng Sở: Bố trí xe.\n"
    duties = compile_text(HEAD + said).responsibilities
    assert [(duty.holder, duty.text) for duty in duties] == [
        ("Thanh tra Sở", "Xây dựng kế hoạch kiểm tra bếp ăn."),
        ("Văn phòng Sở", "Bố trí xe."),
    ]
