"""An annex of tasks that came as a file of its own is read as the plan that it is attached to."""

from __future__ import annotations

from datetime import date

import pytest

from compiler.compile import compile_text
from compiler.result import Compiled, DocumentClass

TABLE = (
    "| STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian |\n"
    "| 1 | Ươm cây giống bản địa | Sở Y tế | Sở Tư pháp | Quý I |\n"
    "| 2 | Trồng cây ven kênh | Sở Nội vụ | Các sở, ngành | Quý II |\n"
)
ATTACHED = "(Kèm theo Kế hoạch số 15/KH-UBND ngày 02 tháng 02 năm 2026 của UBND tỉnh Bình An)"


def annex(
    attached: str = ATTACHED, title: str = "PHỤ LỤC I\nDANH MỤC NHIỆM VỤ TRỒNG CÂY", table: str = TABLE
) -> Compiled:
    return compile_text(f"{title}\n{attached}\n\n{table}")


def codes(found: Compiled) -> set[str]:
    return {one.code for one in found.diagnostics}


def test_its_number_day_and_issuer_are_the_plan_s() -> None:
    plan = annex().plan
    assert (plan.cls, plan.number, plan.issued_on) == (DocumentClass.PLAN, "15/KH-UBND", date(2026, 2, 2))
    assert (plan.issuer, plan.title) == ("Ủy ban nhân dân tỉnh Bình An", "Phụ lục I: Danh mục nhiệm vụ trồng cây")


def test_its_rows_are_duties_and_one_word_is_said_on_the_part_that_is_missing() -> None:
    found = annex()
    assert [(one.holder, one.due and one.due.rule) for one in found.responsibilities] == [
        ("Sở Y tế", "period:2026-01-01..2026-03-31"),
        ("Sở Nội vụ", "period:2026-04-01..2026-06-30"),
    ]
    assert "D140" in codes(found) and "D130" not in codes(found)


def test_what_a_decision_issued_is_a_decision_s() -> None:
    attached = "(Ban hành kèm theo Quyết định số 7/QĐ-UBND ngày 05/3/2026 của Chủ tịch UBND xã Hòa Bình)"
    assert (annex(attached).plan.cls, annex(attached).plan.number) == (DocumentClass.DECISION, "7/QĐ-UBND")


def test_a_letterhead_above_it_changes_nothing() -> None:
    assert annex(title="ỦY BAN NHÂN DÂN\nTỈNH BÌNH AN\n\nPHỤ LỤC\nNHIỆM VỤ TRỒNG CÂY").plan.number == "15/KH-UBND"


def test_a_number_that_is_left_blank_is_not_made_up() -> None:
    plan = annex("(Kèm theo Kế hoạch số      /KH-UBND ngày      tháng 02 năm 2026 của UBND tỉnh Bình An)").plan
    assert (plan.cls, plan.number, plan.issued_on) == (DocumentClass.PLAN, None, None)


@pytest.mark.parametrize(
    "table",
    [
        "| STT | Chỉ tiêu | Đơn vị tính | Số lượng |\n| 1 | Số cây | cây | 12 |\n| 2 | Số xã | xã | 3 |\n",
        "Cây xanh giữ nước và cho bóng mát.\n",
    ],
)
def test_an_annex_that_gives_nobody_a_task_is_no_plan(table: str) -> None:
    assert annex(table=table).plan.cls is DocumentClass.NEWS


def test_an_article_with_a_table_is_no_plan() -> None:
    found = annex(title="Tỉnh Bình An sắp trồng một vạn cây", attached="Theo đó, các sở có nhiệm vụ như bảng sau đây.")
    assert found.plan.cls is DocumentClass.NEWS
