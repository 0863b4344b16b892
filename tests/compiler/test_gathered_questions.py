"""In a part that assigns nothing with an act falls silent, and what is unclear together is asked about together."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Diagnostic, Severity

HEAD = "KẾ HOẠCH\n\nTUYÊN TRUYỀN NĂM 2026\n\nI. MỤC ĐÍCH\n\n- Nâng cao hiểu biết.\n\n"


def loud(body: str) -> list[Diagnostic]:
    return [one for one in compile_text(HEAD + body).diagnostics if one.severity is not Severity.INFO]


def test_a_list_in_which_nobody_is_named_is_one_question_that_counts_its_acts() -> None:
    body = "II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ\n\n- Theo dõi chung.\n\nIII. BIỆN PHÁP TỔ CHỨC THỰC HIỆN\n\n"
    body += "".join(f"- Mở rộng hình thức tuyên truyền thứ {n}.\n\n" for n in range(7))
    asked = loud(body)
    assert [one.code for one in asked] == ["D108"]
    assert "7" in asked[0].message


STEPS = "1. Khi có tin báo\n\nBước 1: Tiếp nhận tin của người dân.\n\nBước 2: Xác minh trong 02 giờ.\n\nBước 3: Huy động lực lượng.\n\n"


def test_the_steps_of_a_procedure_that_names_nobody_are_one_question_beside_holders_too() -> None:
    body = f"II. TỔ CHỨC THỰC HIỆN\n\n{STEPS}2. Sở Y tế\n\n- Dự trữ thuốc.\n"
    compiled = compile_text(HEAD + body)
    assert [(one.code, len(one.drafts)) for one in loud(body)] == [("D108", 3)]
    remarks = [one.quote for one in compiled.diagnostics if one.code == "D106"]
    assert remarks == ["Bước 2: Xác minh trong 02 giờ.", "Bước 3: Huy động lực lượng."]


def test_steps_that_a_task_of_somebody_parts_are_asked_about_apart() -> None:
    parted = STEPS.replace("Bước 2: Xác minh", "Bước 2: Công an xã xác minh")
    body = f"II. TỔ CHỨC THỰC HIỆN\n\n{parted}2. Sở Y tế\n\n- Dự trữ thuốc.\n"
    assert [one.code for one in loud(body)] == ["D102", "D102"]


def test_a_sentence_before_the_words_that_open_a_list_is_a_task_of_its_own() -> None:
    body = (
        "II. TỔ CHỨC THỰC HIỆN\n\nBước 1: Ủy ban nhân dân các xã rà soát hộ vùng ngập, gửi hồ sơ về Sở Y tế trước ngày "
        "15/5/2026. Trong đó:\n\n+ Số liệu về hộ được tính đến ngày 30/4.\n\n+ Số liệu về người được tính theo hộ khẩu.\n"
    )
    first = compile_text(HEAD + body).responsibilities[0]
    assert (first.holder, first.due.rule if first.due else "") == ("Ủy ban nhân dân các xã", "by:2026-05-15")
    assert first.text.endswith("15/5/2026.")


def test_words_that_only_open_a_list_are_no_task() -> None:
    body = "II. TỔ CHỨC THỰC HIỆN\n\nSở Y tế có trách nhiệm:\n\n+ Dự trữ thuốc.\n\n+ Lập đội cấp cứu.\n"
    assert [one.text for one in compile_text(HEAD + body).responsibilities] == ["Dự trữ thuốc.", "Lập đội cấp cứu."]


def test_an_article_s_title_that_ran_on_into_its_text_hides_nobody() -> None:
    body = "II. TỔ CHỨC THỰC HIỆN\n\nTrách nhiệm thực hiện Sở Y tế và Công an tỉnh thực hiện Điều 2 của Quy chế phối hợp.\n"
    assert [one.holder for one in compile_text(HEAD + body).responsibilities] == ["Sở Y tế và Công an tỉnh"]


def test_the_blanks_of_a_form_are_no_question() -> None:
    body = "II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Dự trữ thuốc.\n\nII. MẪU KHAI BÁO THỰC HIỆN\n\n- Họ, chữ đệm, tên khai sinh: ………………………\n"
    assert loud(body) == []


def test_headings_whose_names_nobody_knows_are_one_warning_that_names_them() -> None:
    body = "II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ\n\n- Theo dõi chung.\n\n2. Sở Y tế\n\n- Kiểm tra.\n\n3. Công an tỉnh\n\n- Tuần tra.\n\n"
    body += "4. Nghĩa trang Cây Đa\n\n- Dọn vệ sinh.\n\n5. Bến đò ngang\n\n- Phát áo phao.\n"
    asked = loud(body)
    assert [one.code for one in asked] == ["D107"]
    assert "Nghĩa trang Cây Đa" in asked[0].message
    assert "Bến đò ngang" in asked[0].message
    assert [one.holder for one in compile_text(HEAD + body).responsibilities][-2:] == [
        "Nghĩa trang Cây Đa",
        "Bến đò ngang",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kiên quyết thu hồi kinh phí đã giao mà chưa sử dụng đến hết quý III.",
        "Ưu tiên nguồn lực cho các thôn đặc biệt khó khăn.",
        "Tuyên truyền để mỗi người dân phải tự giác phân loại rác tại nhà.",
    ],
)
@pytest.mark.parametrize("mark", ["- ", "2. ", ""])
def test_an_act_in_a_part_that_assigns_never_ends_without_a_duty_or_a_question(sentence: str, mark: str) -> None:
    text = HEAD + f"II. TỔ CHỨC THỰC HIỆN\n\n{mark}{sentence}\n\nIII. SỞ NỘI VỤ\n\n- Theo dõi chung.\n"
    compiled = compile_text(text)
    at = text.index(sentence)
    told = [one.source for one in compiled.responsibilities if one.source] + [
        one.source for one in compiled.diagnostics if one.source and one.severity is not Severity.INFO
    ]
    assert any(one.start <= at + 3 < one.end for one in told)


def test_a_table_with_a_column_of_holders_that_cannot_be_read_is_one_question() -> None:
    table = "| STT | Đơn vị thực hiện | Ghi chú |\n| 1 | Sở Y tế | đã nhận |\n| 2 | Sở Nội vụ | đã nhận |\n"
    asked = loud("II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Kiểm tra.\n\nPHỤ LỤC\n\n" + table)
    assert [one.code for one in asked] == ["D109"]
