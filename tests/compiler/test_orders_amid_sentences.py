"""Whom a sentence charges amid its words, behind what is to be done, and in brackets; names that a line break cuts."""

from __future__ import annotations

from compiler.compile import compile_text
from tests.fuzz_hostile import HEAD

PLAN = """ỦY BAN NHÂN DÂN
TỈNH SÔNG LAM
Số: 12/KH-UBND
Sông Lam, ngày 12 tháng 01 năm 2026

KẾ HOẠCH
Phòng, chống bệnh truyền nhiễm năm 2026

II. HOẠT ĐỘNG
{items}
III. TỔ CHỨC THỰC HIỆN
1. Sở Y tế
- Chủ trì thực hiện Kế hoạch này.
"""


def told(items: str) -> list[tuple[str, str, str | None]]:
    """Holder, words and rule of each duty of the part before the assigning one."""
    found = compile_text(PLAN.format(items=items)).responsibilities
    return [(duty.holder, duty.text, duty.due.rule if duty.due else None) for duty in found[:-1]]


def test_an_order_behind_what_is_to_be_done_makes_its_sentence_a_duty() -> None:
    item = "Lễ phát động tại Quảng trường vào sáng 18/4/2026, giao Sở Y tế chủ trì, phối hợp với Tỉnh đoàn tổ chức."
    assert [(holder, text) for holder, text, _ in told(f"1. {item}")] == [("Sở Y tế", item)]
    item = "Xây dựng mô hình điểm tại 06 xã; giao Sở Nội vụ hướng dẫn các xã hoàn thành trước ngày 30/8/2026."
    assert told(f"1. {item}") == [("Sở Nội vụ", item, "by:2026-08-30")]


def test_what_another_paper_ordered_and_what_is_done_for_a_class_is_no_order() -> None:
    assert told("1. Thủ tướng Chính phủ đã ban hành Chỉ thị, giao Bộ Y tế chủ trì việc tiêm chủng.") == []
    assert told("1. Cơ chế đặt hàng, giao nhiệm vụ cho các doanh nghiệp thực hiện các nhiệm vụ trọng điểm.") == []


def test_who_carries_out_in_brackets_behind_a_task_holds_it() -> None:
    item = "Tổ chức phân luồng, đặt bàn sàng lọc (Sở Y tế thực hiện từ ngày 06/02/2026)."
    assert [(holder, text) for holder, text, _ in told(f"1. {item}")] == [("Sở Y tế", item)]


def test_a_field_that_says_who_watches_parts_no_record() -> None:
    fields = (
        "1. Giám sát việc thực hiện tại 06 xã.\n- Đơn vị thực hiện: Sở Nội vụ.\n"
        "- Phụ trách: đồng chí Phó Giám đốc Sở.\n- Thời gian: Hoàn thành trước 30/10/2026."
    )
    assert told(fields) == [("Sở Nội vụ", "Giám sát việc thực hiện tại 06 xã.", "by:2026-10-30")]
    alone = "1. Giám sát việc thực hiện tại 06 xã.\n- Phụ trách: Sở Nội vụ.\n- Thời gian: Tháng 9/2026."
    assert [(holder, due) for holder, _, due in told(alone)] == [("Sở Nội vụ", "period:2026-09-01..2026-09-30")]


def test_a_line_below_each_item_that_says_who_is_in_charge_is_that_item_s() -> None:
    bodies = ("Sở Công Thương", "Sở Nội vụ", "Sở Xây dựng")
    tasks = ("Rà soát hạ tầng số.", "Tổ chức hội thi tin học.", "Cắm biển cảnh báo.")
    items = "\n".join(
        f"{n}. {task}\nPhụ trách: {body}." for n, (task, body) in enumerate(zip(tasks, bodies, strict=True), 1)
    )
    assert [(holder, text) for holder, text, _ in told(items)] == list(zip(bodies, tasks, strict=True))


def test_an_item_that_charges_its_own_body_keeps_it_above_a_field_behind_the_list() -> None:
    items = (
        "1. Rà soát hạ tầng số, giao Sở Công Thương chủ trì, hoàn thành trước ngày 30/4/2026.\n"
        "2. Tổ chức hội thi tin học (Sở Nội vụ thực hiện, xong trong tháng 6/2026).\n"
        "3. Cắm biển cảnh báo các điểm ngập sâu.\nCơ quan chủ trì: Sở Xây dựng."
    )
    assert [holder for holder, _, _ in told(items)] == ["Sở Công Thương", "Sở Nội vụ", "Sở Xây dựng"]


def test_a_dash_inside_a_name_that_the_line_break_brought_to_the_front_opens_no_item() -> None:
    text = f"{HEAD}1. Sở Y tế\n- Báo cáo kết quả về Ủy ban nhân dân tỉnh và Bộ Lao động\n- Thương binh và Xã hội hằng quý.\n- Tổ chức tập huấn."
    found = compile_text(text).responsibilities
    assert [duty.text for duty in found][-1] == "Tổ chức tập huấn."
    assert found[-2].reports_to == ["Ủy ban nhân dân tỉnh", "Bộ Lao động - Thương binh và Xã hội"]
