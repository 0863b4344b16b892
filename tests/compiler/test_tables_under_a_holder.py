"""A table that names no holder in its rows gives its tasks to the holder that it stands under, or is asked about."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from tests.compiler.service_plan import HEAD

TABLES = """{first}

| TT | Nhiệm vụ | Thời gian |
|---|---|---|
| 1 | Giải phóng mặt bằng tuyến số 9 | Quý I/2028 |
| 2 | Lập hồ sơ địa chính | Quý III/2028 |

{second}

| TT | Nhiệm vụ | Thời gian |
|---|---|---|
| 1 | Thẩm định thiết kế cầu Đá | Tháng 5/2028 |
"""


def told(text: str) -> list[tuple[str, str, str | None]]:
    return [(one.holder, one.text, one.due.rule if one.due else None) for one in compile_text(text).responsibilities]


@pytest.mark.parametrize(
    ("first", "second"),
    [("1. Sở Nông nghiệp và Môi trường", "2. Sở Xây dựng"), ("Sở Nông nghiệp và Môi trường", "Sở Xây dựng")],
)
def test_rows_under_a_name_are_its_tasks(first: str, second: str) -> None:
    compiled = compile_text(HEAD + TABLES.format(first=first, second=second))
    assert told(compiled.text or "") == [
        ("Sở Nông nghiệp và Môi trường", "Giải phóng mặt bằng tuyến số 9", "period:2028-01-01..2028-03-31"),
        ("Sở Nông nghiệp và Môi trường", "Lập hồ sơ địa chính", "period:2028-07-01..2028-09-30"),
        ("Sở Xây dựng", "Thẩm định thiết kế cầu Đá", "period:2028-05-01..2028-05-31"),
    ]
    assert compiled.diagnostics == []


def test_a_list_of_tasks_under_nobody_is_one_question() -> None:
    table = TABLES.format(first="", second="").split("\n\n\n")[0]
    compiled = compile_text(HEAD + "1. Sở Y tế\n\n- Mở hai lớp tập huấn.\n\n2. Các nhiệm vụ trong năm\n\n" + table)
    assert [one.holder for one in compiled.responsibilities] == ["Sở Y tế"]
    asked = [(one.code, one.quote) for one in compiled.diagnostics if one.severity.value == "question"]
    assert asked == [("D108", "Giải phóng mặt bằng tuyến số 9")]


def test_a_table_of_money_under_a_holder_is_none_of_its_tasks() -> None:
    table = "| TT | Nội dung chi | Kinh phí |\n|---|---|---|\n| 1 | Thuê hội trường | 20 triệu |\n| 2 | Tiền nước uống | 5 triệu |\n"
    compiled = compile_text(HEAD + "1. Sở Y tế\n\n- Mở hai lớp tập huấn theo dự toán sau.\n\n" + table)
    assert [one.text for one in compiled.responsibilities] == ["Mở hai lớp tập huấn theo dự toán sau."]


def test_a_name_above_the_fields_of_a_task_holds_it() -> None:
    records = "Sở Xây dựng\n\nNhiệm vụ: Giải phóng mặt bằng tuyến số 9\nThời gian: Quý I/2028\n\nSở Y tế\n\nNhiệm vụ: Mở lớp tập huấn\nThời gian: Quý II/2028\n"
    assert told(HEAD + records) == [
        ("Sở Xây dựng", "Nhiệm vụ: Giải phóng mặt bằng tuyến số 9", "period:2028-01-01..2028-03-31"),
        ("Sở Y tế", "Nhiệm vụ: Mở lớp tập huấn", "period:2028-04-01..2028-06-30"),
    ]


def test_a_name_above_what_it_is_to_build_holds_it() -> None:
    said = "Sở Xây dựng\n\nGiải phóng mặt bằng tuyến số 9\n\nCắm mốc lộ giới\n\nSở Y tế\n\nMở lớp tập huấn\n"
    assert [holder for holder, _, _ in told(HEAD + said)] == ["Sở Xây dựng", "Sở Xây dựng", "Sở Y tế"]
