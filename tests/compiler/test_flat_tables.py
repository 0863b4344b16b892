"""An annex that stands one line of a cell to a line, without bars, gives each row's task to its holder."""

from __future__ import annotations

from random import Random

import pytest

from compiler.compile import compile_text
from compiler.result import Severity
from compiler.text.manuscript import same_tone
from tests.compiler.plan_layouts import flattened

BEFORE = "KẾ HOẠCH\nTUYÊN TRUYỀN NĂM 2026\nI. MỤC ĐÍCH\n- Nâng cao hiểu biết.\nNơi nhận:\n- Lưu: VT.\nPHỤ LỤC\nDANH MỤC NHIỆM VỤ\n"


def rows(table: str) -> list[tuple[str, str, list[str], str | None]]:
    said = compile_text(BEFORE + table).responsibilities
    return [(one.holder, one.text, one.with_, one.due.rule if one.due else None) for one in said]


def test_a_name_that_breaks_over_two_lines_is_one_holder() -> None:
    head = "STT\nNội dung\nĐơn vị\nchủ trì\nĐơn vị\nphối hợp\nThời gian\nhoàn thành\n"
    table = "1\nIn tờ gấp tuyên truyền\nvề cư trú\nLãnh đạo\nCông an tỉnh\nCác phòng chuyên môn;\nCông an cấp xã\nQuý I/2026\n"
    other = "2\nLập danh sách tổ viên\nPhòng\nTham mưu\nPhòng Hậu cần\nTháng 3/2026\n"
    assert rows(head + table + other) == [
        (
            "Lãnh đạo Công an tỉnh",
            "In tờ gấp tuyên truyền về cư trú",
            ["Các phòng chuyên môn", "Công an cấp xã"],
            "by:2026-03-31",
        ),
        ("Phòng Tham mưu", "Lập danh sách tổ viên", ["Phòng Hậu cần"], "by:2026-03-31"),
    ]


def test_titles_of_sections_between_the_rows_are_no_tasks() -> None:
    head = "TT\nNHIỆM VỤ\nCƠ QUAN\nCHỦ TRÌ\nTHỜI GIAN\n"
    table = "I\nCÔNG TÁC CHỈ ĐẠO\n1\nBan hành kế hoạch\nSở Nội vụ\nQuý I\nII\nKiểm tra cơ sở\n2\nKiểm tra 05 xã\nSở Tư pháp\nQuý II\n"
    assert [row[:2] for row in rows(head + table)] == [
        ("Sở Nội vụ", "Ban hành kế hoạch"),
        ("Sở Tư pháp", "Kiểm tra 05 xã"),
    ]


def test_a_number_may_share_the_line_with_its_task_and_the_head_stand_on_one_line() -> None:
    table = "STT Nhiệm vụ Cơ quan chủ trì Thời gian\n1. Ban hành kế hoạch\nSở Nội vụ\nQuý I\n2. Kiểm tra 05 xã\nSở Tư pháp\nQuý II\n"
    assert [row[:2] for row in rows(table)] == [("Sở Nội vụ", "Ban hành kế hoạch"), ("Sở Tư pháp", "Kiểm tra 05 xã")]


def test_a_list_of_figures_is_no_table_of_tasks() -> None:
    table = "STT\nTên xã\nSố hộ\n1\nXã Yên Lập\n120\n2\nXã Tân Hòa\n85\n"
    assert rows(table) == []


@pytest.mark.parametrize("first", range(0, 100, 10))
def test_hardly_a_task_of_a_flattened_annex_is_lost(first: int) -> None:
    stated = found = right = loud = 0
    for seed in range(first, first + 10):
        text, told, _ = flattened(Random(seed))
        compiled = compile_text(text)
        holders = {
            same_tone(one.text).casefold(): same_tone(one.holder).casefold() for one in compiled.responsibilities
        }
        stated += len(told)
        found += sum(same_tone(one.act).casefold() in holders for one in told)
        right += sum(holders.get(same_tone(one.act).casefold()) == same_tone(one.holder).casefold() for one in told)
        loud += sum(one.severity is not Severity.INFO for one in compiled.diagnostics)
    assert found >= 0.96 * stated
    assert right >= 0.93 * stated
    assert loud <= 10
