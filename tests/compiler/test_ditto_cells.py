"""A cell that says "as above" stands for the cell above it in its column; it is nobody's name and no time."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Compiled

HEAD = "| TT | Công việc | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn |\n"
BEFORE = "KẾ HOẠCH\nPhát triển chợ quê năm 2026\n\nPHỤ LỤC\n\nDANH MỤC NHIỆM VỤ\n\n"


def compiled(*rows: str) -> Compiled:
    return compile_text(BEFORE + HEAD + "\n".join(f"| {row} |" for row in rows) + "\n")


@pytest.mark.parametrize(
    "mark", ["nt", "-nt-", "- nt -", "Như trên", '"', "”", "//", "-//-", "ntr", "(nt)", "như trên."]
)
def test_a_cell_that_says_as_above_takes_what_stands_above_it(mark: str) -> None:
    found = compiled(
        "1 | Rà soát quy hoạch chợ | Sở Công Thương | Sở Xây dựng | Quý II/2026",
        f"2 | Lập danh sách hộ kinh doanh | {mark} | {mark} | {mark}",
        f"3 | Sửa mái chợ | {mark} | | {mark}",
    )
    duties = found.responsibilities
    assert [one.holder for one in duties] == ["Sở Công Thương"] * 3
    assert [one.with_ for one in duties] == [["Sở Xây dựng"], ["Sở Xây dựng"], []]
    assert {one.due.rule for one in duties if one.due} == {"by:2026-06-30"}
    assert all(one.due for one in duties)


def test_as_above_skips_a_section_s_title_and_goes_on_from_row_to_row() -> None:
    found = compiled(
        "I | HẠ TẦNG | | |",
        "1 | Sửa mái chợ | Sở Công Thương | | 30/4/2026",
        "II | CON NGƯỜI | | |",
        "2 | Tập huấn tiểu thương | nt | | 31/5/2026",
        "3 | Tuyên truyền an toàn cháy | nt | | nt",
    )
    assert [(one.holder, one.due.rule if one.due else "") for one in found.responsibilities] == [
        ("Sở Công Thương", "by:2026-04-30"),
        ("Sở Công Thương", "by:2026-05-31"),
        ("Sở Công Thương", "by:2026-05-31"),
    ]


def test_as_above_with_nothing_above_is_asked_about() -> None:
    found = compiled(
        "1 | Rà soát quy hoạch chợ | nt | | Quý II/2026", "2 | Sửa mái chợ | Sở Công Thương | | Quý III/2026"
    )
    assert [one.holder for one in found.responsibilities] == ["Sở Công Thương"]
    assert [one.quote for one in found.diagnostics if one.code == "D105"] == ["Rà soát quy hoạch chợ"]
