"""Deadlines: what the text says, and nothing that it does not say."""

from __future__ import annotations

import pytest

from compiler.text.manuscript import same_tone
from compiler.when.due import read_due


def rule(text: str, *, time: bool = False) -> str | None:
    found = read_due(text, same_tone(text), year=2026, time=time)
    return found.due.rule if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Báo cáo quý, 6 tháng, năm về Sở Nội vụ.", "quarterly+half-yearly+yearly"),
        ("báo cáo định kỳ hằng quý và đột xuất", "quarterly+on-demand"),
        ("gửi về Sở Nội vụ trước ngày 15/11/2026 để tổng hợp", "by:2026-11-15"),
        ("hằng năm, chậm nhất ngày 10 tháng 12", "yearly:12-10"),
        ("Trước ngày 20 hằng tháng gửi số liệu", "monthly:20"),
        ("trong thời hạn 15 ngày làm việc kể từ ngày nhận", "within:15wd"),
        ("hoàn thành việc rà soát trong tháng 3/2026", "by:2026-03-31"),
        ("định kỳ tổng hợp báo cáo", "other"),
        ("báo cáo UBND tỉnh trước 19h00’ hằng ngày và đột xuất khi cần thiết", "daily:19:00+on-demand"),
        (
            "gửi số liệu trước 17 giờ hàng ngày, từ ngày 01/9 đến ngày 10/9/2026",
            "daily:17:00+period:2026-09-01..2026-09-10",
        ),
        ("chậm nhất 16:30 mỗi ngày", "daily:16:30"),
        ("báo cáo hằng ngày", "continuous"),
        ("báo cáo 02 lần/ngày (trước 9h00’ và 16h00’)", "continuous"),
        ("mở cửa từ 7h30 đến 17h hằng ngày", "continuous"),
        ("từ ngày 01/10 đến ngày 15/10/2026", "period:2026-10-01..2026-10-15"),
    ],
)
def test_a_deadline_is_read(text: str, expected: str) -> None:
    assert rule(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Chỉ thị số 10/CT-TTg ngày 05/3/2025 của Thủ tướng Chính phủ",
        "bố trí trong dự toán ngân sách hằng năm của đơn vị",
        "kịp thời phản ánh khó khăn, vướng mắc",
        "Đề án giai đoạn 2026 - 2030, định hướng đến năm 2045",
        "chăm sóc trẻ từ 06 tháng tuổi",
        "người hưởng trợ cấp hằng tháng",
    ],
)
def test_what_is_no_deadline_gives_none(text: str) -> None:
    assert rule(text) is None


def test_a_bare_year_counts_only_where_the_text_speaks_of_time() -> None:
    assert rule("Năm 2026 và các năm tiếp theo", time=True) == "year:2026+yearly"
    assert rule("kế hoạch năm 2026") is None


def test_a_date_range_that_ends_before_it_begins_is_none() -> None:
    assert rule("từ ngày 20/12 đến ngày 10/12/2026") != "period:2026-12-20..2026-12-10"
