"""A task that shares its paragraph with the words that open a list stays a task, and the list is of whom it names."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from tests.compiler.plan_writer import STYLES, write

HEAD = (
    "UBND TỈNH AN LẠC\nSố: 12/KH-UBND\nAn Lạc, ngày 05 tháng 01 năm 2026\n\nKẾ HOẠCH\nCải cách hành chính năm 2026\n\n"
    "I. MỤC ĐÍCH\n\n1. Nâng cao chất lượng phục vụ.\n\nII. TỔ CHỨC THỰC HIỆN\n\n"
)
ITEMS = "\n\n+ Rà soát hồ sơ tồn đọng.\n\n+ Cập nhật số liệu vào hệ thống.\n"


def duties(body: str) -> list[tuple[str, str]]:
    """Holder and words of each duty that the text says."""
    return [(one.holder, one.text) for one in compile_text(HEAD + body).responsibilities if one.basis != "assumed"]


@pytest.mark.parametrize("mark", ["", "1. ", "a) ", "- "])
def test_the_sentence_before_another_body_s_list_is_its_own_body_s(mark: str) -> None:
    told = "Sở Nội vụ theo dõi, tổng hợp kết quả, báo cáo UBND tỉnh."
    found = duties(f"{mark}{told} Các cơ quan, đơn vị tập trung thực hiện các nhiệm vụ sau:{ITEMS}")
    assert found == [
        ("Sở Nội vụ", told),
        ("Các cơ quan, đơn vị", "Rà soát hồ sơ tồn đọng."),
        ("Các cơ quan, đơn vị", "Cập nhật số liệu vào hệ thống."),
    ]


def test_its_day_and_its_recipient_stay_with_it() -> None:
    text = f"1. Giao Thanh tra tỉnh lập danh mục gửi Sở Tư pháp trước ngày 15/3/2026. Các phòng, ban làm những việc sau:{ITEMS}"
    first, *others = compile_text(HEAD + text).responsibilities
    assert (first.holder, first.reports_to, first.due.rule if first.due else "") == (
        "Thanh tra tỉnh",
        ["Sở Tư pháp"],
        "by:2026-03-15",
    )
    assert [(one.due, one.reports_to) for one in others] == [(None, []), (None, [])]


def test_items_that_name_their_bodies_are_shared_out_behind_it() -> None:
    told = "Sở Nội vụ theo dõi, đôn đốc việc thực hiện."
    items = "\n\n1. Sở Y tế: Rà soát hồ sơ.\n\n2. Sở Tài chính: Bố trí kinh phí.\n"
    assert duties(f"{told} Phân công nhiệm vụ như sau:{items}") == [
        ("Sở Nội vụ", told),
        ("Sở Y tế", "Rà soát hồ sơ."),
        ("Sở Tài chính", "Bố trí kinh phí."),
    ]


@pytest.mark.parametrize("heading", ["1. Sở Y tế\n\n- ", "1. Sở Y tế: "])
def test_a_task_under_its_holder_stays_one_before_what_it_consists_of(heading: str) -> None:
    told = "Tổ chức hội nghị tổng kết trước ngày 15/3/2026."
    items = "\n+ Báo cáo kết quả với đại biểu.\n+ Khen thưởng các tập thể.\n"
    found = duties(f"{heading}{told} Nội dung hội nghị gồm:{items}")
    assert found[0] == ("Sở Y tế", told)
    assert {holder for holder, _ in found} == {"Sở Y tế"}


def test_the_list_of_the_same_body_stays_its_own() -> None:
    found = duties(f"1. Sở Y tế chủ trì lập đề án. Định kỳ hằng quý báo cáo UBND tỉnh. Một số việc cụ thể:{ITEMS}")
    assert [holder for holder, _ in found] == ["Sở Y tế"] * 3
    assert found[0][1].endswith("báo cáo UBND tỉnh.")


def test_words_that_only_lead_a_list_in_are_no_task() -> None:
    for led in (
        "Trong thời gian tới có nhiều việc mới. Các sở, ban, ngành thực hiện các nhiệm vụ sau:",
        "Đây là nhiệm vụ trọng tâm của năm. Yêu cầu các sở, ban, ngành:",
        "Sở Y tế, Sở Tư pháp (TP. Tân An) làm những việc sau:",
    ):
        assert [text for _, text in duties(led + ITEMS)] == [
            "Rà soát hồ sơ tồn đọng.",
            "Cập nhật số liệu vào hệ thống.",
        ], led


def test_plans_without_such_a_paragraph_are_read_as_before() -> None:
    assert all(not one.text.endswith(":") for one in compile_text(write(STYLES[0])).responsibilities)
