"""Tables under the heading of a day, and drafts whose date has no day yet: the heading and the year still say when."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Compiled

DRAFT = """TRƯỜNG THPT PHÚ HÒA
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số:      /KH-THPTPH
Phú Hòa, ngày ... tháng 8 năm 2026

KẾ HOẠCH
Tổ chức tuần lễ đọc sách

I. NỘI DUNG

NGÀY 1: THỨ HAI, NGÀY 24/8/2026

| Thời gian | Nội dung | Đơn vị phụ trách |
|---|---|---|
| 7h00 - 7h30 | Khai mạc tuần lễ | Tổ Toán |
| 8 giờ 00 | Trưng bày sách mới | Tổ Thư viện |
| Trước ngày 30/8 | Nộp bài cảm nhận | Tổ Ngữ văn |

II. TỔ CHỨC THỰC HIỆN

1. Tổ Thư viện

- Mở cửa phòng đọc trước ngày 20/8.
"""


def rules(compiled: Compiled) -> dict[str, str | None]:
    return {duty.text: duty.due.rule if duty.due else None for duty in compiled.responsibilities}


def test_rows_that_say_the_hour_are_due_on_the_day_of_their_table_s_heading() -> None:
    said = rules(compile_text(DRAFT))
    assert said["Khai mạc tuần lễ"] == "by:2026-08-24"
    assert said["Trưng bày sách mới"] == "by:2026-08-24"


def test_a_row_that_says_its_own_day_keeps_it() -> None:
    assert rules(compile_text(DRAFT))["Nộp bài cảm nhận"] == "by:2026-08-30"


@pytest.mark.parametrize(
    "heading",
    [
        "Lịch hoạt động của các tổ",  # no day
        "Thực hiện Kế hoạch ngày 24/8/2026 của Sở Giáo dục và Đào tạo",  # the day of an act
        "Tuần 1 từ ngày 24/8/2026 và tuần 2 từ ngày 31/8/2026",  # two
    ],
)
def test_a_heading_that_names_no_one_day_gives_none(heading: str) -> None:
    said = rules(compile_text(DRAFT.replace("NGÀY 1: THỨ HAI, NGÀY 24/8/2026", heading)))
    assert said["Khai mạc tuần lễ"] in {None, "other"}


def test_days_of_a_draft_without_a_day_of_issue_are_of_the_year_that_its_date_gives() -> None:
    compiled = compile_text(DRAFT)
    assert compiled.plan.year == 2026
    assert compiled.plan.issued_on is None
    assert rules(compiled)["Mở cửa phòng đọc trước ngày 20/8."] == "by:2026-08-20"
    undated = compile_text(DRAFT.replace("năm 2026", "năm ...."))
    assert undated.plan.year is None
