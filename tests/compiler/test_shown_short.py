"""What a coordinator sees of a plan is short and in usual letters: titles, lanes, long proposals."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Diagnostic, Proposal, Severity
from compiler.show.findings import Shown, offered
from compiler.show.lanes import lane_of

HEAD = (
    "UBND PHƯỜNG BÌNH AN\nSố: 61/KH-UBND\nBình An, ngày 06 tháng 10 năm 2025\n\nKẾ HOẠCH\n"
    "CHẤN CHỈNH TRẬT TỰ ĐÔ THỊ, VỆ SINH MÔI TRƯỜNG QUÝ IV NĂM 2025 VÀ NĂM 2026\n\nI. MỤC TIÊU\n\n"
    "1. Năm 2026: phố sạch.\n\nII. TỔ CHỨC THỰC HIỆN\n\n"
)


def test_a_title_in_capitals_takes_none_from_a_department_s_name_or_a_sentence_s_beginning() -> None:
    body = "1. Phòng Kinh tế, Hạ tầng và Đô thị: Theo dõi.\n\n2. Sở Nông nghiệp và Môi trường: Kiểm tra.\n"
    title = "Chấn chỉnh trật tự đô thị, vệ sinh môi trường quý IV năm 2025 và năm 2026"
    assert compile_text(HEAD + body).plan.title == title


@pytest.mark.parametrize(
    ("holder", "lane"),
    [
        ("Giám đốc Sở Nông nghiệp và Phát triển nông thôn", "province"),
        ("Giám đốc Trung tâm Nước sạch và Vệ sinh môi trường nông thôn tỉnh", "province"),
        ("Trưởng các thôn", "commune"),
    ],
)
def test_the_countryside_in_a_department_s_name_is_no_hamlet(holder: str, lane: str) -> None:
    assert lane_of(holder, group=False) == lane


@pytest.mark.parametrize(("count", "said"), [(4, "1; 2; 3; 4"), (53, "1; 2; 3; 4; 5; 6; … (53 kỳ) …; 53")])
def test_a_proposal_of_many_rounds_names_the_first_and_the_last(count: int, said: str) -> None:
    rounds = {"periods": [{"name": str(n)} for n in range(1, count + 1)]}
    asked = Diagnostic(
        code="D209",
        severity=Severity.QUESTION,
        message="Thiếu hạn.",
        proposal=Proposal(path="regime", value=rounds, reason=""),
    )
    assert list(offered(Shown(asked))) == [f"đề nghị: {said}"]
