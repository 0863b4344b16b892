"""Times that are periods are read; those that no calendar dates, and days counted from or before nothing, are asked about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compiler.asks.check import check
from compiler.compile import compile_text
from compiler.planfile.model import PlanFile
from compiler.result import Due, Responsibility, Role, Severity
from compiler.rounds.statements import since
from compiler.text.manuscript import same_tone
from compiler.when.due import read_due
from tests.compiler.conftest import DUTIES
from tests.compiler.test_days_of_a_duty import HEAD, compiled

MakePlan = Callable[..., PlanFile]


def rule(text: str, *, time: bool = False) -> str | None:
    found = read_due(text, same_tone(text), year=2026, time=time)
    return found.due.rule if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đắp xong đê trong 6 tháng cuối năm.", "by:2026-12-31"),
        ("Hoàn thành đắp đê trước 6 tháng đầu năm.", "other"),
        ("hoàn thành trong sáu tháng đầu năm", "by:2026-06-30"),
        ("tổ chức đua thuyền trong 6 tháng cuối năm", "period:2026-07-01..2026-12-31"),
        ("hoàn thành trong quý đầu năm", "by:2026-03-31"),
        ("tổ chức đua thuyền vào quý cuối năm", "period:2026-10-01..2026-12-31"),
        ("xong trước cuối năm", "by:2026-12-31"),
        ("tổ chức đua thuyền vào cuối năm", "by:2026-12-31"),
        ("hoàn thành giữa năm", "other"),
        ("hoàn thành đầu năm 2026", "other"),
        ("thực hiện trong tháng cao điểm", "other"),
        ("sơn cầu trước Tết Nguyên đán", "other"),
        ("kiểm kê sau khi kết thúc năm học", "other"),
    ],
)
def test_a_part_of_the_year_is_a_period_and_what_no_calendar_dates_stays_open(text: str, expected: str | None) -> None:
    assert rule(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6 tháng cuối năm", "period:2026-07-01..2026-12-31"),
        ("Quý cuối năm", "period:2026-10-01..2026-12-31"),
        ("Cuối năm", "by:2026-12-31"),
        ("Giữa năm", "other"),
        ("Trước Tết", "other"),
        ("Trong tháng cao điểm", "other"),
    ],
)
def test_a_field_of_time_that_names_a_part_of_the_year(text: str, expected: str) -> None:
    assert rule(text, time=True) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Xác định nhiệm vụ trọng tâm 6 tháng cuối năm.",
        "Bình xét thi đua cuối năm.",
        "Đánh giá mực nước còn lại từ nay đến cuối năm.",
        "Nghỉ Tết theo lịch chung.",
        "Ổn định nền nếp năm học mới 2026 - 2027.",
    ],
)
def test_a_part_of_the_year_that_is_only_spoken_of_is_no_due(text: str) -> None:
    assert rule(text) is None


def test_a_time_without_a_day_is_one_question_for_all_duties_that_it_times() -> None:
    found = compiled(
        "Sơn cầu, hoàn thành trước Tết Nguyên đán.", "Thay đèn trước Tết Nguyên đán.", "Đắp đê xong trước ngày 30/6."
    )
    (one,) = [each for each in found.diagnostics if each.code == "D137"]
    assert (one.severity, one.about, one.quote) == (Severity.QUESTION, "R1.due", "trước Tết Nguyên đán")
    assert "R1 (Sở Nội vụ), R2 (Sở Nội vụ)" in one.message and "R3" not in one.message


def test_a_time_column_without_a_day_asks_too() -> None:
    table = (
        "PHỤ LỤC\n\n| TT | Nội dung | Cơ quan chủ trì | Thời gian |\n|---|---|---|---|\n"
        "| 1 | Sửa cầu phao số hai | Sở Xây dựng | Trong tháng cao điểm |\n"
        "| 2 | Sửa cầu phao số ba | Sở Xây dựng | Cuối năm |\n"
    )
    found = compile_text(HEAD.split("II.")[0] + table)
    assert [(one.quote, one.about) for one in found.diagnostics if one.code == "D137"] == [
        ("Trong tháng cao điểm", "R1.due")
    ]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Lập sổ trong 10 ngày kể từ ngày ký Kế hoạch này.", "ký Kế hoạch này"),
        ("Lập sổ trong vòng 30 ngày (kể từ ngày ban hành Kế hoạch).", "ban hành Kế hoạch"),
        ("Sau khi kết thúc đợt đo, trong thời hạn 05 ngày làm việc nộp sổ.", "kết thúc đợt đo"),
        ("Kể từ ngày nhận văn bản, trong vòng 10 ngày trả lời.", "nhận văn bản"),
        ("Huy động vốn từ ngân sách xã; hoàn thành trong vòng 10 ngày.", None),
        ("Huy động vốn từ ngân sách xã, hoàn thành trong vòng 10 ngày.", None),
        ("Đo đạc trong vòng 30 ngày. Từ ngày 01/7/2026 cấp sổ mới.", None),
        ("Hoàn thành trong 10 ngày, sau đó nộp sổ.", None),
    ],
)
def test_days_count_from_what_their_own_clause_names(text: str, start: str | None) -> None:
    found = read_due(text, text, year=2026)
    assert found is not None and since(found.due, text) == start


def test_days_in_a_field_of_their_own_count_from_nothing_that_the_task_says() -> None:
    due = Due(text="Trong vòng 10 ngày", rule="within:10d")
    assert since(due, "Sau khi kết thúc đợt đo, lập sổ kênh.") is None


@pytest.mark.parametrize(
    "text",
    [
        "gửi giấy mời trong vòng 05 ngày trước khi tổ chức hội nghị",
        "nộp bản vẽ trong thời hạn 15 ngày làm việc trước ngày họp",
        "chậm nhất 07 ngày trước hội thi",
        "thông báo 03 ngày trước khi cắt nước",
        "phát giấy mời trước khi khai mạc 05 ngày",
    ],
)
def test_days_before_an_event_are_not_counted_from_the_issue(text: str, make_plan: MakePlan) -> None:
    found = read_due(text, text, year=2027)
    assert found is not None and found.due.rule == "other"
    duty = Responsibility(id="R7", holder="Sở Y tế", text=f"Phối hợp và {text}.", roles=[Role.EXECUTE], due=found.due)
    asked = [one for one in check(make_plan(duties=(*DUTIES, duty))) if one.code in {"D254", "D257"}]
    assert [(one.code, one.about) for one in asked] == [("D257", "responsibilities.R7.due")]
    assert "tính lùi" in asked[0].message


def test_ten_days_ago_are_no_deadline() -> None:
    assert rule("đã đo lòng kênh 10 ngày trước đó") is None
