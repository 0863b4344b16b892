"""What a table orders beside its tasks, in notes, rows of one cell and cells of partners, is each somebody's duty."""

from __future__ import annotations

from compiler.compile import compile_text
from tests.compiler.plan_table_shapes import document

HEAD = "| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian | Ghi chú |\n|---|---|---|---|---|---|\n"


def told(*rows: str) -> list[tuple[str, str, str | None]]:
    compiled = compile_text(document(HEAD + "\n".join(rows)))
    return [(one.holder, one.text, one.due.rule if one.due else None) for one in compiled.responsibilities[2:]]


def test_a_note_that_orders_a_body_is_its_duty() -> None:
    assert told("| 1 | Mở lớp tập huấn | Sở Y tế | | Quý I/2026 | Giao Sở Tài chính đôn đốc |") == [
        ("Sở Y tế", "Mở lớp tập huấn", "period:2026-01-01..2026-03-31"),
        ("Sở Tài chính", "Giao Sở Tài chính đôn đốc", None),
    ]


def test_a_note_that_asks_for_a_report_by_a_day_is_the_holder_s() -> None:
    assert told("| 1 | Mở lớp tập huấn | Sở Y tế | | Quý I/2026 | Báo cáo trước ngày 05/4/2026 |") == [
        ("Sở Y tế", "Mở lớp tập huấn", "period:2026-01-01..2026-03-31"),
        ("Sở Y tế", "Báo cáo trước ngày 05/4/2026", "by:2026-04-05"),
    ]


def test_a_note_that_remarks_is_nobody_s() -> None:
    assert len(told("| 1 | Mở lớp tập huấn | Sở Y tế | | Quý I/2026 | Chuyển tiếp từ kế hoạch năm 2025 |")) == 1


def test_a_sentence_over_the_table_s_width_is_told_once() -> None:
    said = "UBND các xã, phường gửi kết quả về Sở Nội vụ trước ngày 15 tháng 12."
    assert told("| 1 | Mở lớp tập huấn | Sở Y tế | | Quý I/2026 | |", "| " + " | ".join([said] * 6) + " |")[1:] == [
        ("UBND các xã, phường", said, "by:2026-12-15")
    ]


def test_partners_that_are_told_what_to_do_have_duties_and_are_partners() -> None:
    partners = "Sở Nội vụ hỗ trợ giảng viên; UBND các xã bố trí hội trường trước ngày 15/5/2026"
    compiled = compile_text(document(HEAD + f"| 1 | Mở lớp tập huấn | Sở Y tế | {partners} | Quý II/2026 | |"))
    assert [(one.holder, one.text) for one in compiled.responsibilities[2:]] == [
        ("Sở Y tế", "Mở lớp tập huấn"),
        ("Sở Nội vụ", "Sở Nội vụ hỗ trợ giảng viên"),
        ("UBND các xã", "UBND các xã bố trí hội trường trước ngày 15/5/2026"),
    ]
    assert compiled.responsibilities[2].with_ == ["Sở Nội vụ", "UBND các xã"]


def test_a_class_that_is_called_by_what_it_does_is_a_partner_only() -> None:
    assert len(told("| 1 | Mở lớp tập huấn | Sở Y tế | Các doanh nghiệp đầu tư hạ tầng | Quý I/2026 | |")) == 1
