"""Partners and times that a field gives amid a sentence, in brackets, or below the items of a holder's heading."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Responsibility

PARTNERS = ["Công an tỉnh", "Sở Tư pháp"]


def only(line: str) -> Responsibility:
    (found,) = compile_text(f"KẾ HOẠCH\nNgày hội trồng cây năm 2026\n\nII. NHIỆM VỤ\n\n1. {line}\n").responsibilities
    return found


@pytest.mark.parametrize(
    "line",
    [
        "Cắm biển báo ở bãi cây (Sở Xây dựng chủ trì; Công an tỉnh, Sở Tư pháp phối hợp).",
        "Cắm biển báo ở bãi cây (Sở Xây dựng chủ trì; Công an tỉnh, Sở Tư pháp phối hợp thực hiện; thời gian: Quý II/2026).",
        "Cắm biển báo ở bãi cây (Sở Xây dựng chủ trì; Công an tỉnh, Sở Tư pháp tham gia).",
        "Cắm biển báo ở bãi cây (Sở Xây dựng chủ trì; phối hợp: Công an tỉnh, Sở Tư pháp; thời gian: Quý II/2026).",
    ],
)
def test_who_only_cooperates_behind_a_semicolon_is_a_partner_and_has_no_duty(line: str) -> None:
    found = only(line)
    assert (found.holder, found.with_) == ("Sở Xây dựng", PARTNERS)


def test_who_does_something_of_its_own_behind_a_semicolon_has_a_duty() -> None:
    text = "KẾ HOẠCH\nTrồng cây năm 2026\n\nII. NHIỆM VỤ\n\n1. Sở Y tế chủ trì phát cây; Sở Tư pháp phối hợp kiểm tra việc phát.\n"
    assert [one.holder for one in compile_text(text).responsibilities] == ["Sở Y tế", "Sở Tư pháp"]


def test_a_time_in_a_field_amid_the_words_is_when_the_duty_is_due() -> None:
    due = only("Cắm biển báo ở bãi cây (Sở Xây dựng chủ trì; thời gian: Quý II/2026).").due
    assert due is not None and due.rule == "period:2026-04-01..2026-06-30"


def told(*lines: str) -> dict[str, tuple[list[str], str | None]]:
    text = "KẾ HOẠCH\nNgày hội trồng cây năm 2026\n\nIII. TỔ CHỨC THỰC HIỆN\n\n" + "\n".join(lines) + "\n"
    compiled = compile_text(text)
    assert [one.code for one in compiled.diagnostics if one.code in {"D102", "D114"}] == []
    return {one.text: (one.with_, one.due.text if one.due else None) for one in compiled.responsibilities}


def test_a_field_of_partners_behind_the_items_of_a_holder_is_for_all_of_them() -> None:
    assert told(
        "1. Sở Y tế:",
        "- Phát cây giống cho các thôn.",
        "- Cắm biển báo ở bãi cây.",
        "- Đơn vị phối hợp: Công an tỉnh, Sở Tư pháp.",
        "2. Sở Nội vụ:",
        "- Đếm cây sống sau mùa khô.",
    ) == {
        "Phát cây giống cho các thôn.": (PARTNERS, None),
        "Cắm biển báo ở bãi cây.": (PARTNERS, None),
        "Đếm cây sống sau mùa khô.": ([], None),
    }


def test_fields_below_one_item_of_a_holder_are_that_item_s() -> None:
    assert told(
        "1. Sở Y tế:",
        "a) Phát cây giống cho các thôn.",
        "b) Cắm biển báo ở bãi cây.",
        "- Thời gian: Quý II/2026.",
        "- Đơn vị phối hợp: Công an tỉnh, Sở Tư pháp.",
        "2. Sở Nội vụ:",
        "- Đếm cây sống sau mùa khô.",
    ) == {
        "Phát cây giống cho các thôn.": ([], None),
        "Cắm biển báo ở bãi cây.": (PARTNERS, "Quý II/2026"),
        "Đếm cây sống sau mùa khô.": ([], None),
    }
