"""A row of a table that names a lead and no task goes with the task above, or is asked about: nobody falls silent."""

from __future__ import annotations

from compiler.compile import compile_text
from compiler.result import Compiled

BEFORE = "KẾ HOẠCH\nNgày hội trồng cây năm 2026\n\nPHỤ LỤC\n\nDANH MỤC NHIỆM VỤ\n\n"
HEAD = "STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian"


def compiled(*rows: str) -> Compiled:
    return compile_text(BEFORE + "\n".join(f"| {row} |" for row in (HEAD, *rows)) + "\n")


def said(found: Compiled) -> list[tuple[str, str, list[str], str | None]]:
    return [(one.holder, one.text, one.with_, one.due.text if one.due else None) for one in found.responsibilities]


def asked(found: Compiled, code: str) -> list[str]:
    return [one.quote for one in found.diagnostics if one.code == code]


def test_a_lead_below_a_task_that_reaches_over_both_rows_has_the_task_too() -> None:
    found = compiled(
        "1 | Ươm cây giống bản địa | Sở Y tế | Sở Tư pháp | Quý I/2026",
        " | | Sở Xây dựng | Công an tỉnh | Quý II/2026",
        " | | Sở Tài chính | | ",
        "2 | Trồng cây ven kênh | Sở Nội vụ | Sở Tư pháp | Quý III/2026",
    )
    assert said(found) == [
        ("Sở Y tế", "Ươm cây giống bản địa", ["Sở Tư pháp"], "Quý I/2026"),
        ("Sở Xây dựng", "Ươm cây giống bản địa", ["Công an tỉnh"], "Quý II/2026"),
        ("Sở Tài chính", "Ươm cây giống bản địa", ["Công an tỉnh"], "Quý II/2026"),
        ("Sở Nội vụ", "Trồng cây ven kênh", ["Sở Tư pháp"], "Quý III/2026"),
    ]


def test_a_further_time_or_partner_below_a_task_is_the_task_s() -> None:
    found = compiled(
        "1 | Ươm cây giống bản địa | Sở Y tế | Sở Tư pháp | Quý I/2026",
        " | | | Công an tỉnh | ",
        "2 | Trồng cây ven kênh | Sở Nội vụ | | Tháng 3/2026",
        " | | | | Tháng 9/2026",
    )
    assert said(found) == [
        ("Sở Y tế", "Ươm cây giống bản địa", ["Sở Tư pháp", "Công an tỉnh"], "Quý I/2026"),
        ("Sở Nội vụ", "Trồng cây ven kênh", [], "Tháng 3/2026"),
        ("Sở Nội vụ", "Trồng cây ven kênh", [], "Tháng 9/2026"),
    ]


def test_a_row_with_a_number_and_a_lead_but_no_task_is_asked_about() -> None:
    found = compiled(
        "1 | Ươm cây giống bản địa | Sở Y tế | Sở Tư pháp | Quý I/2026",
        "2 | | Sở Xây dựng | | Quý II/2026",
        "3 | Trồng cây ven kênh | Sở Nội vụ | | Quý III/2026",
    )
    assert [holder for holder, *_ in said(found)] == ["Sở Y tế", "Sở Nội vụ"]
    assert asked(found, "D138") == ["Sở Xây dựng"]


def test_a_lead_below_the_title_of_a_section_takes_no_task_from_above_it() -> None:
    found = compiled(
        "1 | Ươm cây giống bản địa | Sở Y tế | Sở Tư pháp | Quý I/2026",
        "II | CHĂM SÓC | | | ",
        " | | Sở Xây dựng | | ",
        "1 | Trồng cây ven kênh | Sở Nội vụ | | Quý III/2026",
    )
    assert [holder for holder, *_ in said(found)] == ["Sở Y tế", "Sở Nội vụ"]
    assert asked(found, "D138") == ["Sở Xây dựng"]


def test_the_rest_of_a_name_that_a_page_broke_goes_on_with_it() -> None:
    found = compiled(
        "1 | Ươm cây giống bản địa | Sở Văn hóa, Thể thao và | Sở Tư pháp | Quý I/2026",
        " | | Du lịch | | ",
        "2 | Trồng cây ven kênh | Sở Nội vụ | | Quý III/2026",
    )
    assert [holder for holder, *_ in said(found)] == ["Sở Văn hóa, Thể thao và Du lịch", "Sở Nội vụ"]


def test_who_is_in_charge_beside_who_carries_out_is_named_once() -> None:
    fields = "- Thực hiện: Công an xã.\n- Phụ trách: đồng chí Phó Chủ tịch UBND xã.\n"
    text = f"KẾ HOẠCH\nNgày hội trồng cây năm 2026\n\nII. NHIỆM VỤ\n\n1. Dọn đường vào bãi cây\n{fields}2. Cắm biển báo ở bãi cây\n{fields}"
    found = compile_text(text)
    assert [one.holder for one in found.responsibilities] == ["Công an xã", "Công an xã"]
    assert asked(found, "D139") == ["đồng chí Phó Chủ tịch UBND xã."]


def test_the_head_of_the_holder_s_own_body_in_charge_is_not_worth_a_word() -> None:
    rows = (
        "STT | Nhiệm vụ | Đơn vị thực hiện | Lãnh đạo phụ trách | Thời gian",
        "1 | Ươm cây giống bản địa | Sở Y tế | Giám đốc Sở Y tế | Quý I/2026",
        "2 | Trồng cây ven kênh | Sở Nội vụ | Đồng chí Phó Chủ tịch UBND tỉnh | Quý III/2026",
    )
    found = compile_text(BEFORE + "\n".join(f"| {row} |" for row in rows) + "\n")
    assert asked(found, "D139") == ["Đồng chí Phó Chủ tịch UBND tỉnh"]
