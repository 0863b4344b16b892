"""An annex that assigns gives each row's task to its holder, whatever became of the table on its way to text."""

from __future__ import annotations

from random import Random

import pytest

from compiler.compile import compile_text
from compiler.result import Compiled, Severity
from compiler.text.manuscript import same_tone
from tests.compiler.plan_table_shapes import SHAPES, document
from tests.compiler.plan_tables import idle_table, task_table

OWN = ("Theo dõi, đôn đốc việc thực hiện.", "Xây dựng kế hoạch của đơn vị mình.")
"""What the plan itself assigns, outside its annex."""
WELL_KEPT = [shape for shape in SHAPES if shape != "a cell to a line"]


def words(text: str) -> str:
    return same_tone(" ".join(text.split())).casefold()


def holders(compiled: Compiled) -> dict[str, str]:
    return {words(one.text): words(one.holder) for one in compiled.responsibilities}


def loud(compiled: Compiled) -> list[str]:
    text = compiled.text or ""
    told = [one.source for one in compiled.diagnostics if one.source and one.severity is not Severity.INFO]
    return [words(text[one.start : one.end]) for one in told]


@pytest.mark.parametrize("shape", WELL_KEPT)
@pytest.mark.parametrize("first", range(0, 60, 15))
def test_nearly_every_task_is_its_holder_s_and_none_falls_silent(shape: str, first: int) -> None:
    right = total = 0
    for seed in range(first, first + 15):
        table = task_table(Random(seed))
        compiled = compile_text(document(SHAPES[shape](table, Random(seed + 1))))
        said, asked = holders(compiled), loud(compiled)
        for row in table.told:
            named = said.get(words(row["task"]))
            right += named == words(row["lead"])
            total += 1
            assert named or any(words(row["task"])[:30] in one for one in asked), (seed, row)
    assert right >= 0.98 * total


@pytest.mark.parametrize("shape", WELL_KEPT)
def test_a_table_that_assigns_nothing_is_neither_duties_nor_questions(shape: str) -> None:
    for seed in range(30):
        text = document(SHAPES[shape](idle_table(Random(seed)), Random(seed + 1)), "PHỤ LỤC\nBIỂU KÈM THEO")
        compiled = compile_text(text)
        assert [one.text for one in compiled.responsibilities] == list(OWN), seed
        assert loud(compiled) == [], seed


@pytest.mark.parametrize("first", [0, pytest.param(60, marks=pytest.mark.services)])
def test_of_a_table_of_a_cell_to_a_line_hardly_a_row_is_another_s_or_silent(first: int) -> None:
    right = total = silent = 0
    for seed in range(first, first + 60):
        table = task_table(Random(seed))
        compiled = compile_text(document(SHAPES["a cell to a line"](table, Random(seed + 1))))
        said, asked = holders(compiled), loud(compiled)
        for row in table.told:
            named = said.get(words(row["task"]))
            right += named == words(row["lead"])
            silent += named is None and not any(words(row["task"])[:20] in one for one in asked)
            total += 1
    assert right >= 0.97 * total
    assert silent <= 0.01 * total


def test_figures_and_addresses_of_a_cell_to_a_line_are_no_duties() -> None:
    asked = 0
    for seed in range(30):
        text = document(
            SHAPES["a cell to a line"](idle_table(Random(seed)), Random(seed + 1)), "PHỤ LỤC\nBIỂU KÈM THEO"
        )
        compiled = compile_text(text)
        assert [one.text for one in compiled.responsibilities] == list(OWN), seed
        asked += len(loud(compiled))
    assert asked <= 2


HEAD = "<table><tr><th>TT</th><th>Nhiệm vụ</th><th>Cơ quan chủ trì</th><th>Thời gian</th></tr>"


def test_a_cell_of_html_that_reaches_over_rows_is_each_row_s_and_its_place_is_true() -> None:
    rows = (
        "<tr><td>1</td><td>Lập s&#7893; theo d&otilde;i &amp; lưu hồ sơ</td><td rowspan='2'>Sở Y tế</td><td>Quý I</td></tr>"
        "<tr><td>2</td><td>Mở <b>hai lớp</b><br>tập huấn</td><td>Quý II</td></tr></table>"
    )
    text = document(HEAD + rows)
    duties = compile_text(text).responsibilities[2:]
    assert [(one.holder, one.text) for one in duties] == [
        ("Sở Y tế", "Lập sổ theo dõi & lưu hồ sơ"),
        ("Sở Y tế", "Mở hai lớp tập huấn"),
    ]
    assert [text[one.source.start : one.source.end] for one in duties if one.source] == [
        "Lập s&#7893; theo d&otilde;i &amp; lưu hồ sơ",
        "Mở <b>hai lớp</b><br>tập huấn",
    ]


def test_a_row_that_a_page_s_end_cuts_is_one_task() -> None:
    first = "<tr><td>1</td><td>Rà soát các quy định về</td><td>Sở Tư</td><td>Quý I</td></tr></table>"
    rest = "<table><tr><td></td><td>phí và lệ phí</td><td>pháp</td><td></td></tr><tr><td>2</td><td>Kiểm tra năm xã</td><td>Sở Y tế</td><td></td></tr></table>"
    duties = compile_text(document(f"{HEAD}{first}\n\n![](trang-2.png)\n\n{rest}")).responsibilities[2:]
    assert [(one.holder, one.text) for one in duties] == [
        ("Sở Tư pháp", "Rà soát các quy định về phí và lệ phí"),
        ("Sở Y tế", "Kiểm tra năm xã"),
    ]


def test_a_letterhead_set_as_a_table_of_html_is_no_table_of_tasks() -> None:
    frame = (
        "<table><tr><td>UBND TỈNH HÒA AN<br>SỞ NỘI VỤ</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc"
        "</td></tr><tr><td>Số: 7/KH-SNV</td><td>Hòa An, ngày 05 tháng 02 năm 2026</td></tr></table>\n\nKẾ HOẠCH\nTập huấn năm 2026\n"
    )
    plan = compile_text(frame + "I. TỔ CHỨC THỰC HIỆN\n1. Văn phòng Sở\n- Mở lớp tập huấn.\n").plan
    assert (plan.number, str(plan.issued_on)) == ("7/KH-SNV", "2026-02-05")


def test_who_leads_is_the_holder_not_who_watches() -> None:
    table = "| TT | Nội dung | Lãnh đạo phụ trách | Đơn vị thực hiện |\n|---|---|---|---|\n| 1 | Mở lớp tập huấn | Đ/c Lê Văn Tám | Phòng Y tế |"
    assert [one.holder for one in compile_text(document(table)).responsibilities[2:]] == ["Phòng Y tế"]


def test_a_row_that_cannot_be_read_is_pointed_at() -> None:
    table = "| TT | Nội dung | Cơ quan chủ trì | Thời gian |\n|---|---|---|---|\n| 1 | Quý I | Mở ba lớp tập huấn nghiệp vụ | Sở Y tế |"
    found = [one for one in compile_text(document(table)).diagnostics if one.code == "D116"]
    assert [one.quote for one in found] == ["Mở ba lớp tập huấn nghiệp vụ"]


@pytest.mark.parametrize("shape", WELL_KEPT)
def test_a_source_covers_its_task(shape: str) -> None:
    for seed in range(20):
        table = task_table(Random(seed))
        text = document(SHAPES[shape](table, Random(seed + 1)))
        for one in compile_text(text).responsibilities:
            assert one.source is not None
            quoted = text[one.source.start : one.source.end]
            assert quoted.startswith(one.text.split()[0])
            assert quoted.endswith(one.text.split()[-1])
