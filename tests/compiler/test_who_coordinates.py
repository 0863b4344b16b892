"""Who coordinates a plan is a fact where a sentence says so; thin evidence is a proposal with a question."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from compiler.asks.check import open_questions_of
from compiler.document import compile_document
from compiler.planfile.model import PlanFile

PAPER = """ỦY BAN NHÂN DÂN
TỈNH ĐÔNG HÀ
Số: 61/KH-UBND
Đông Hà, ngày 11 tháng 01 năm 2027

KẾ HOẠCH
Giữ nước ngọt mùa khô năm 2027

III. TỔ CHỨC THỰC HIỆN
1. Sở Nông nghiệp và Môi trường
- {one}
2. Sở Xây dựng
- {other}
3. Ủy ban nhân dân các xã, phường
- Khoanh vùng thiếu nước; gửi danh sách hộ thiếu nước về Sở Nông nghiệp và Môi trường trước ngày 20 tháng 3 năm 2027.
"""
Compiled = Callable[..., PlanFile]


@pytest.fixture
def compiled(tmp_path: Path) -> Compiled:
    def make(one: str, other: str = "Sửa các trạm bơm trước mùa khô.") -> PlanFile:
        paper = tmp_path / "nuoc-ngot.txt"
        paper.write_text(PAPER.format(one=one, other=other), "utf-8")
        return compile_document(paper)

    return make


def asked(file: PlanFile) -> list[str | None]:
    return [each.about for each in open_questions_of(file) if each.code == "D206"]


@pytest.mark.parametrize(
    "says",
    [
        "Theo dõi, đôn đốc các xã, phường thực hiện Kế hoạch này.",
        "Là cơ quan thường trực, giúp Ủy ban nhân dân tỉnh điều hành Kế hoạch; kiểm tra các trạm bơm.",
        "Làm đầu mối, tổng hợp các đề nghị của xã, phường.",
        "Tổng hợp kết quả, báo cáo Ủy ban nhân dân tỉnh trước ngày 25 tháng 3 năm 2027.",
    ],
)
def test_a_body_that_urges_on_or_puts_reports_together_coordinates(compiled: Compiled, says: str) -> None:
    file = compiled(says)
    assert file.coordinator == "Sở Nông nghiệp và Môi trường"
    assert asked(file) == []


@pytest.mark.parametrize(
    "says",
    [
        "Theo dõi độ mặn tại các cửa cống và công bố hằng ngày.",
        "Rà soát, tổng hợp danh mục trạm bơm hư hỏng.",
    ],
)
def test_a_body_that_watches_or_lists_a_thing_is_proposed_and_asked_about(compiled: Compiled, says: str) -> None:
    file = compiled(says)
    assert asked(file) == ["coordinator"]
    (question,) = (each for each in open_questions_of(file) if each.code == "D206")
    assert question.proposes and file.coordinator is not None


BOTH = "Tổng hợp kết quả, báo cáo Ủy ban nhân dân tỉnh trước ngày 25 tháng 3 năm 2027."


def test_of_two_bodies_that_put_reports_together_the_one_written_to_coordinates(compiled: Compiled) -> None:
    file = compiled(BOTH, BOTH)
    assert file.coordinator == "Sở Nông nghiệp và Môi trường" and asked(file) == []


def test_of_two_bodies_with_as_much_to_show_one_is_proposed_and_asked_about(tmp_path: Path) -> None:
    paper = tmp_path / "hai-so.txt"
    text = PAPER.format(one=BOTH, other=BOTH).replace("về Sở Nông nghiệp và Môi trường", "cho Ủy ban nhân dân tỉnh")
    paper.write_text(text, "utf-8")
    file = compile_document(paper)
    assert asked(file) == ["coordinator"]
    assert file.coordinator == "Sở Nông nghiệp và Môi trường"
