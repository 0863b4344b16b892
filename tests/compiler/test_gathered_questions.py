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
