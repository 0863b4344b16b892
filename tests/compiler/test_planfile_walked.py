"""A corrected document read by a coordinator: what was answered is not called an edit by hand, what ended is asked again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from compiler.asks.check import open_questions_of
from compiler.document import compile_document
from compiler.planfile.against import carry_over, changes_text
from compiler.planfile.decide import decide
from compiler.planfile.differences import answer_said
from compiler.planfile.model import PlanFile, Question
from compiler.planfile.read import read_planfile
from compiler.planfile.write import planfile_text

RECORD: dict[str, Any] = {"by": "Lê Tâm", "why": "theo biên bản", "at": datetime(2027, 1, 20, 2, tzinfo=UTC)}
PAPER = """ỦY BAN NHÂN DÂN
TỈNH ĐÔNG HÀ
Số: 71/KH-UBND
Đông Hà, ngày 11 tháng 01 năm 2027

KẾ HOẠCH
Đắp đập tạm giữ nước năm 2027

III. TỔ CHỨC THỰC HIỆN
1. Sở Nông nghiệp và Môi trường
a) Theo dõi, đôn đốc việc thực hiện; tổng hợp kết quả, báo cáo Ủy ban nhân dân tỉnh trước ngày 25 tháng 6 năm 2027.
b) Chủ trì, phối hợp
- Sở Xây dựng và các đơn vị liên quan tham mưu Ủy ban nhân dân tỉnh bố trí máy xúc, xe tải.
2. Ủy ban nhân dân các xã, phường
- Đắp đập tạm trước ngày 20 tháng 3 năm 2027.
"""
Compiled = Callable[..., PlanFile]


@pytest.fixture
def compiled(tmp_path: Path) -> Compiled:
    def make(text: str = PAPER) -> PlanFile:
        paper = tmp_path / "dap-tam.txt"
        paper.write_text(text, "utf-8")
        return compile_document(paper)

    return make


@pytest.fixture
def answered(compiled: Compiled) -> PlanFile:
    file = compiled()
    question = next(each for each in open_questions_of(file) if each.code == "D128")
    settled = decide(file, question.id, accept=True, **RECORD)
    assert next(duty for duty in settled.responsibilities if "máy xúc" in duty.text).group
    return read_planfile(planfile_text(settled))


def test_what_follows_from_an_answer_is_no_edit_by_hand(compiled: Compiled, answered: PlanFile) -> None:
    for text in (PAPER, PAPER.replace("20 tháng 3", "22 tháng 3")):
        carried = carry_over(compiled(text), answered)
        assert carried.kept == [] and "giữ sửa tay" not in changes_text(carried)
        held = next(duty for duty in carried.file.responsibilities if "máy xúc" in duty.text)
        assert held.holder.startswith("Sở Xây dựng và") and held.group


def test_a_group_that_was_edited_by_hand_is_still_told_of(compiled: Compiled) -> None:
    text = planfile_text(compiled())
    old = read_planfile(text.replace("    group: true\n", "", 1))
    assert "nhóm cơ quan" in changes_text(carry_over(compiled(), old))


def test_an_answer_that_new_words_end_is_asked_again_and_nothing_of_it_stays(
    compiled: Compiled, answered: PlanFile
) -> None:
    carried = carry_over(compiled(PAPER.replace("- Sở Xây dựng và", "- Sở Công Thương và")), answered)
    duty = next(each for each in carried.file.responsibilities if "máy xúc" in each.text)
    assert (duty.holder, duty.group) == ("Sở Nông nghiệp và Môi trường", False)
    (question,) = (each for each in open_questions_of(carried.file) if each.code == "D128")
    said = changes_text(carried)
    assert f"hết hiệu lực {question.id}" in said
    assert f"hỏi       {question.id}: {question.asks}" in said


@pytest.mark.parametrize(
    ("sets", "answer", "said"),
    [
        ("regime.periods.2027-Y.due", "2027-12-10", "10/12/2027"),
        ("responsibilities.R3.due", "by:2027-06-30", "chậm nhất 30/6/2027"),
        (
            "responsibilities.R3.due",
            {"text": "định kỳ", "rule": "quarterly:20"},
            "hằng quý, ngày 20 của tháng cuối quý",
        ),
        ("responsibilities.R3.with", ["Sở Y tế", "Công an tỉnh"], "Sở Y tế; Công an tỉnh"),
        ("responsibilities.R3.roles", ["lead", "fund"], "chủ trì; kinh phí"),
        ("plan.level", "commune", "cấp xã"),
        ("regime.events.E1", {"key": "E1", "name": "Báo cáo sự cố"}, "Báo cáo sự cố"),
        ("responsibilities.R3.holder", "Sở Y tế", "Sở Y tế"),
    ],
)
def test_an_answer_is_told_in_words(sets: str, answer: Any, said: str) -> None:
    question = Question(id="Q1", code="D247", asks="…", about=sets, sets=sets, answer=answer)
    assert answer_said(question) == said
