"""A name that its level or its field makes whole ends before whatever verb follows: no verb becomes a part of it."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.names.subjects import subject_of

HEAD = "KẾ HOẠCH\n\nSỐ HÓA HỒ SƠ NĂM 2026\n\nI. MỤC ĐÍCH\n\n- Hồ sơ sạch.\n\nII. TỔ CHỨC THỰC HIỆN\n\n"
VERBS = [
    "thẩm tra hồ sơ",
    "giải ngân vốn đầu tư",
    "khai báo số liệu",
    "dự trù vật tư",
    "nhập liệu hộ tịch",
    "đối chiếu số liệu",
    "điều chuyển tài sản",
    "xác nhận diện tích",
    "cấp giấy chứng nhận cho hộ dân",
    "cấp bổ sung vật tư",
    "ủy thác cho ngân hàng cho vay",
    "đóng dấu hồ sơ",
    "tịch thu tang vật",
]


def holders(body: str) -> list[str]:
    return [duty.holder for duty in compile_text(HEAD + body).responsibilities]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    "name",
    [
        "Văn phòng UBND tỉnh",
        "Ban Quản lý dự án tỉnh",
        "Trung tâm Xúc tiến đầu tư tỉnh",
        "Trung tâm Y tế khu vực Bình Sơn",
        "Sở Nội vụ",
    ],
)
def test_a_name_with_its_level_or_field_ends_before_any_verb(name: str, verb: str) -> None:
    assert holders(f"1. {name} {verb} trước ngày 15/3/2026.\n2. Sở Tư pháp rà soát văn bản.\n") == [name, "Sở Tư pháp"]


@pytest.mark.parametrize(
    "name",
    [
        "UBND các huyện ven biển",
        "Các sở quản lý ngành, lĩnh vực",
        "Trung tâm Y tế các huyện trong khu vực",
        "Phòng Chính trị, tư tưởng - Học sinh, sinh viên",
        "Chi cục Quản lý chất lượng nông lâm sản và thủy sản",
        "Hội đồng Phổ biến, giáo dục pháp luật tỉnh",
        "Đài Truyền thanh cơ sở",
        "Tổ công nghệ số cộng đồng",
        "Thi hành án dân sự tỉnh",
        "Bệnh viện đa khoa tỉnh",
        "Cảng vụ đường thủy nội địa",
        "Nhà hát Ca múa nhạc tỉnh",
    ],
)
def test_no_word_of_a_name_is_cut_off(name: str) -> None:
    assert holders(f"1. {name} rà soát hồ sơ.\n2. Sở Tư pháp rà soát văn bản.\n") == [name, "Sở Tư pháp"]


@pytest.mark.parametrize("name", ["Các đơn vị", "Công ty Điện lực Bình An"])
@pytest.mark.parametrize("verb", ["khai báo số liệu", "nhập liệu hộ tịch", "thẩm tra hồ sơ"])
def test_a_class_or_a_free_name_before_an_unknown_verb_is_asked_about(name: str, verb: str) -> None:
    read = compile_text(f"{HEAD}1. {name} {verb} trước ngày 15/3/2026.\n2. Sở Tư pháp rà soát văn bản.\n")
    assert [duty.holder for duty in read.responsibilities] == ["Sở Tư pháp"]
    assert [one for one in read.diagnostics if one.quote and one.quote.startswith(f"{name} {verb}")]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Hội đồng nhân dân tỉnh khóa XV giám sát việc số hóa.", "Hội đồng nhân dân tỉnh khóa XV"),
        ("Công an tỉnh và Sở Nội vụ đối chiếu số liệu.", "Công an tỉnh và Sở Nội vụ"),
        ("UBND xã miền núi rà soát hồ sơ.", "UBND xã miền núi"),
    ],
)
def test_what_goes_on_a_name_behind_its_level_stays_with_it(said: str, name: str) -> None:
    assert holders(f"1. {said}\n2. Sở Tư pháp rà soát văn bản.\n")[0] == name


def test_on_receipt_of_the_document_those_it_asks_are_told() -> None:
    said = "Nhận được Kế hoạch này yêu cầu các đơn vị, địa phương lập sổ trực, báo cáo UBND tỉnh trước ngày 20/12/2026."
    duties = compile_text(f"{HEAD}1. Sở Nội vụ lập sổ.\n{said}\n").responsibilities
    assert [(duty.holder, duty.due.rule if duty.due else None) for duty in duties] == [
        ("Sở Nội vụ", None),
        ("các đơn vị, địa phương", "by:2026-12-20"),
    ]


def test_the_receipt_of_a_document_hides_nobody_whom_a_sentence_orders() -> None:
    for said in (
        "Nhận được Kế hoạch này yêu cầu các đơn vị lập sổ.",
        "Ngay khi nhận được Kế hoạch này, Sở Y tế lập sổ.",
    ):
        subject = subject_of(said)
        assert subject is not None and subject.holder in {"các đơn vị", "Sở Y tế"}


def test_whom_a_document_asks_on_its_receipt_behind_another_s_task_is_told_of() -> None:
    said = "Giao Sở Nội vụ lập sổ. Nhận được Kế hoạch này, Sở Y tế lập sổ trực trước ngày 20/12/2026."
    compiled = compile_text(f"{HEAD}{said}\n")
    assert [one.code for one in compiled.diagnostics if one.code == "D113"] == ["D113"]
    assert [duty.due for duty in compiled.responsibilities if duty.holder == "Sở Nội vụ"] == [None]
