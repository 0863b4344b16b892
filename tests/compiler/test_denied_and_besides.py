"""What a body need not do is no duty and is asked about; who is told beside a clause on effect or a label is told."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Severity

HEAD = "KẾ HOẠCH\n\nCẤP NƯỚC VÙNG HẠN NĂM 2027\n\nI. MỤC ĐÍCH\n\n- Đủ nước.\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. Việc chung\n"


@pytest.mark.parametrize(
    "said",
    [
        "Sở Y tế không phải báo cáo hằng tháng.",
        "Sở Y tế miễn báo cáo quý III.",
        "Sở Nội vụ chưa phải báo cáo.",
        "Sở Tài chính không bố trí kinh phí cho nội dung này.",
        "Sở Nội vụ thôi không thực hiện việc này.",
        "Sở Y tế trước đây được giao chủ trì việc này.",
    ],
)
def test_what_a_body_need_not_do_is_asked_about_and_no_duty(said: str) -> None:
    compiled = compile_text(f"{HEAD}- {said}\n- Sở Xây dựng lập sổ giếng.\n")
    assert [duty.holder for duty in compiled.responsibilities] == ["Sở Xây dựng"]
    loud = [one for one in compiled.diagnostics if one.severity in (Severity.QUESTION, Severity.WARNING)]
    assert any(said.startswith(compiled.text[one.source.start : one.source.end][:20]) for one in loud if one.source)


@pytest.mark.parametrize(
    ("said", "holder", "rule"),
    [
        (
            "Kế hoạch này được công bố trên Cổng thông tin do Văn phòng UBND tỉnh đăng tải trong 2 ngày kể từ ngày ban hành.",
            "Văn phòng UBND tỉnh",
            "within:2d",
        ),
        (
            "Kế hoạch này có hiệu lực từ ngày ký, Sở Tài chính bố trí kinh phí trước ngày 20/9/2027.",
            "Sở Tài chính",
            "by:2027-09-20",
        ),
        ("Y tế: Sở Y tế cấp thuốc trước ngày 20/9/2027.", "Sở Y tế", "by:2027-09-20"),
    ],
)
def test_who_is_told_beside_a_clause_on_effect_or_behind_a_label_is_told(said: str, holder: str, rule: str) -> None:
    duties = compile_text(f"{HEAD}{said}\n").responsibilities
    assert [(duty.holder, duty.due.rule if duty.due else None) for duty in duties] == [(holder, rule)]


def test_a_clause_on_effect_alone_asks_nothing() -> None:
    said = "Kế hoạch này có hiệu lực từ ngày ký và thay thế Kế hoạch số 12/KH-UBND do UBND tỉnh ban hành."
    compiled = compile_text(f"{HEAD}- Sở Xây dựng lập sổ giếng.\n{said}\n")
    assert len(compiled.responsibilities) == 1
    begin = compiled.text.index(said)
    assert not [one for one in compiled.diagnostics if one.source and one.source.start >= begin]
