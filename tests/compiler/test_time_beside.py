"""A time that stands beside a duty: the field of its step, the item for all, the words of the duty itself."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.text.manuscript import same_tone
from compiler.when.due import read_due


def dues(*lines: str) -> list[str | None]:
    """The due rules of a plan of 2026 with these lines in its assigning part."""
    head = ["KẾ HOẠCH", "Nạo vét lạch tàu năm 2026", "", "II. TỔ CHỨC THỰC HIỆN"]
    return [duty.due and duty.due.rule for duty in compile_text("\n\n".join([*head, *lines])).responsibilities]


def test_each_step_of_a_series_is_due_at_the_time_that_closes_it() -> None:
    found = dues(
        "1. Bước 1: Đo đạc lạch tàu.",
        "Sở Xây dựng tổ chức đo đạc lạch tàu tại các cửa sông.",
        "Thời gian hoàn tất: trước ngày 05 tháng 3 năm 2026.",
        "2. Bước 2: Lập dự án.",
        "Sở Tài chính lập dự án nạo vét lạch tàu của tỉnh.",
        "Thời gian hoàn tất: trước ngày 20 tháng 5 năm 2026.",
    )
    assert found == ["by:2026-03-05", "by:2026-05-20"]


def test_a_step_without_a_time_does_not_take_that_of_the_next() -> None:
    found = dues(
        "1. Bước 1: Đo đạc lạch tàu.",
        "Sở Xây dựng tổ chức đo đạc lạch tàu tại các cửa sông.",
        "2. Bước 2: Lập dự án.",
        "Sở Tài chính lập dự án nạo vét lạch tàu của tỉnh.",
        "Thời gian hoàn tất: trước ngày 20 tháng 5 năm 2026.",
    )
    assert found == [None, "by:2026-05-20"]


def test_a_month_of_completion_is_its_last_day() -> None:
    found = dues(
        "1. Bước 1: Đo đạc lạch tàu.",
        "Sở Xây dựng tổ chức đo đạc lạch tàu tại các cửa sông.",
        "Thời gian hoàn thành: tháng 4/2026.",
    )
    assert found == ["by:2026-04-30"]


def test_a_day_beside_outweighs_an_event_in_the_sentence() -> None:
    found = dues(
        "1. Bước 1: Cấp vốn.",
        "Sau khi Ủy ban nhân dân tỉnh phê duyệt dự án, Sở Tài chính bố trí vốn cho các ban quản lý cảng.",
        "Thời gian hoàn tất: trước ngày 20 tháng 5 năm 2026.",
    )
    assert found == ["by:2026-05-20"]


@pytest.mark.parametrize(
    "text",
    [
        "Lồng ghép vào kế hoạch phát triển kinh tế - xã hội hằng năm và từng giai đoạn",
        "rà soát danh mục đầu tư trung hạn, hằng năm",
        "góp ý theo yêu cầu của Văn phòng tỉnh tại công văn số 12/VP",
        "cung cấp bản đồ theo đề nghị của nhà đầu tư",
        "triển khai Chiến lược biển đến năm 2030.",
        "rà soát quy hoạch cảng cá đến năm 2030, tầm nhìn đến năm 2045.",
    ],
)
def test_words_of_time_that_say_which_or_how_are_no_deadline(text: str) -> None:
    assert read_due(text, same_tone(text), year=2026) is None


def test_an_item_whose_time_stands_behind_its_act_is_a_duty_of_its_heading_with_that_time() -> None:
    text = (
        "KẾ HOẠCH\n\nNạo vét lạch tàu năm 2026\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. Sở Xây dựng\n\n"
        "- Hướng dẫn các xã đo đạc lạch tàu. Thời gian thực hiện: Từ tháng 3/2026 đến khi kết thúc nạo vét.\n\n"
        "- Tổng hợp số đo. Thời gian hoàn thành: Trước ngày 31/5/2026.\n\n"
    )
    duties = [duty for duty in compile_text(text).responsibilities if duty.basis == "stated"]
    assert [(duty.holder, duty.text[:9], duty.due and duty.due.rule) for duty in duties] == [
        ("Sở Xây dựng", "Hướng dẫn", "other"),
        ("Sở Xây dựng", "Tổng hợp ", "by:2026-05-31"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "theo Nghị quyết hằng năm của Hội đồng nhân dân tỉnh",
        "cấp nước đảm bảo liên tục cho các khu dân cư",
        "nhiệm vụ quan trọng, thường xuyên của cả hệ thống",
        "việc tuyên truyền trước, trong và sau sự kiện",
        "dự phòng cho tình huống phát sinh, đột xuất xảy ra",
    ],
)
def test_what_only_sounds_like_a_time_is_no_deadline(words: str) -> None:
    text = f"Thực hiện {words}."
    assert read_due(text, same_tone(text), year=2026) is None
