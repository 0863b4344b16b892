"""A time named by a holiday is asked about with the day that the working calendar gives, and the reason."""

from __future__ import annotations

import pytest

from compiler.compile import compile_text
from compiler.result import Diagnostic, Severity

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HÒA AN
Số: 12/KH-UBND
Hòa An, ngày {issued}

KẾ HOẠCH
Nạo vét kênh mương năm {year}

II. TỔ CHỨC THỰC HIỆN

1. Sở Nội vụ

- {act}
"""


def asked(act: str, *, issued: str = "05 tháng 01 năm 2026", year: int = 2026) -> Diagnostic:
    found = compile_text(HEAD.format(act=act, issued=issued, year=year)).diagnostics
    (one,) = [each for each in found if each.code == "D137"]
    assert one.severity is Severity.QUESTION
    return one


@pytest.mark.parametrize(
    ("act", "rule"),
    [
        ("Dọn kênh trước Tết Nguyên đán 2026.", "by:2026-02-13"),  # the last working day before the days off
        ("Dọn kênh trước Tết.", "by:2026-02-13"),
        ("Dọn kênh trước Tết Nguyên đán Đinh Mùi 10 ngày.", "by:2027-01-27"),
        ("Gửi báo cáo về huyện chậm nhất 10 ngày trước Tết Nguyên đán.", "by:2026-02-07"),
        ("Gửi báo cáo về huyện ngay sau Tết.", "by:2026-02-23"),
        ("Trực bơm trong dịp Tết Nguyên đán Bính Ngọ.", "period:2026-02-14..2026-02-22"),
        ("Dọn kênh trước Tết Dương lịch.", "by:2026-12-31"),
        ("Dọn kênh trước kỳ nghỉ lễ 30/4 và 01/5.", "by:2026-04-29"),
        ("Dọn kênh trước Quốc khánh 2/9.", "by:2026-08-28"),
        ("Tổ chức ra quân rằm tháng Giêng.", "by:2026-03-03"),
        ("Dâng hương ngày 10/3 âm lịch.", "by:2026-04-26"),
        ("Hoàn thành dọn kênh vào giữa năm 2026.", "by:2026-06-30"),
    ],
)
def test_a_holiday_gives_the_day_that_is_proposed(act: str, rule: str) -> None:
    proposal = asked(act).proposal
    assert proposal is not None and proposal.path == "responsibilities.R1.due"
    assert proposal.value["rule"] == rule
    assert proposal.reason


def test_the_reason_names_the_holiday_and_its_days_off() -> None:
    proposal = asked("Dọn kênh trước Tết Nguyên đán 2026.").proposal
    assert proposal is not None
    assert all(day in proposal.reason for day in ("17/02/2026", "14/02/2026", "22/02/2026"))


def test_a_holiday_that_was_over_at_the_issue_is_the_next_one() -> None:
    proposal = asked("Dọn kênh trước Tết.", issued="05 tháng 3 năm 2026").proposal
    assert proposal is not None and proposal.value["rule"] == "by:2027-02-03"


def test_a_holiday_of_next_year_s_plan_is_in_that_year() -> None:
    proposal = asked("Dọn kênh trước Quốc khánh.", issued="05 tháng 3 năm 2026", year=2027).proposal
    assert proposal is not None and proposal.value["rule"] == "by:2027-09-01"


@pytest.mark.parametrize(
    "act",
    ["Dọn kênh trước Tết 2099.", "Dâng hương ngày 20 tháng Chạp.", "Dọn kênh trước mùa mưa.", "Trình Hội đồng nhân dân xã tại kỳ họp giữa năm."],
)  # fmt: skip
def test_what_no_calendar_dates_is_asked_about_without_a_guess(act: str) -> None:
    assert asked(act).proposal is None
