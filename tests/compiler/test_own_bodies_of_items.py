"""An item of a record that names its own body is that body's, whoever leads by the field behind all items."""

from __future__ import annotations

from compiler.compile import compile_text

BEFORE = "KẾ HOẠCH\nHội chợ quê năm 2026\n\nI. NHIỆM VỤ\n\n1. Nâng cao chất lượng hội chợ\n\n"
BEHIND = "\n\nCơ quan chủ trì: Sở Nội vụ. Thời gian: Quý III/2026.\n"
QUARTER = "period:2026-07-01..2026-09-30"


def read(*items: str) -> list[tuple[str, str, str]]:
    found = compile_text(BEFORE + "\n\n".join(items) + BEHIND).responsibilities
    return [(one.holder, one.text, one.due.rule if one.due else "") for one in found]


def test_an_item_keeps_its_own_body_and_shares_the_time() -> None:
    assert read(
        "- Sở Y tế kiểm tra vệ sinh tại hội chợ.",
        "- Giao Sở Tư pháp rà soát quy chế.",
        "- Sở Công Thương: Dựng gian hàng cho làng nghề.",
        "- Mở chuyên mục về hội chợ.",
    ) == [
        ("Sở Y tế", "Sở Y tế kiểm tra vệ sinh tại hội chợ.", QUARTER),
        ("Sở Tư pháp", "Giao Sở Tư pháp rà soát quy chế.", QUARTER),
        ("Sở Công Thương", "Dựng gian hàng cho làng nghề.", QUARTER),
        ("Sở Nội vụ", "Mở chuyên mục về hội chợ.", QUARTER),
    ]


def test_where_all_items_have_their_own_the_lead_keeps_the_whole() -> None:
    found = read("- Sở Y tế kiểm tra vệ sinh tại hội chợ.", "- Sở Tư pháp rà soát quy chế.")
    assert ("Sở Nội vụ", "Nâng cao chất lượng hội chợ", QUARTER) in found
    assert {"Sở Y tế", "Sở Tư pháp", "Sở Nội vụ"} == {holder for holder, _, _ in found}


def test_partners_in_an_act_and_classes_leave_it_to_the_lead() -> None:
    assert {
        holder
        for holder, _, _ in read(
            "- Phối hợp với Sở Y tế kiểm tra vệ sinh.",
            "- Các cơ quan, đơn vị tiếp tục nâng cao chất lượng gian hàng.",
            "- Hướng dẫn UBND các xã tổ chức hội chợ.",
        )
    } == {"Sở Nội vụ"}
