"""Days that a sentence gives to each round of a work, and days counted from an event: none is lost, none is made a period."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compiler.asks.check import check
from compiler.planfile.model import PlanFile
from compiler.result import Responsibility, Role
from compiler.rounds.statements import since
from compiler.text.manuscript import same_tone
from compiler.when.due import read_due
from compiler.when.written_days import written_days
from tests.compiler.conftest import DUTIES
from tests.compiler.test_days_of_a_duty import compiled


def rule(text: str) -> str | None:
    found = read_due(text, same_tone(text), year=2026)
    return found.due.rule if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nộp sổ chậm nhất ngày 05/02/2026 (đợt 1) và ngày 20/3/2026 (đợt 2).", "by:2026-02-05+by:2026-03-20"),
        ("nộp sổ trước ngày 05/4 (lần 1), ngày 05/8 (lần 2) và ngày 05/10 (lần 3).", "by:2026-04-05+by:2026-08-05+by:2026-10-05"),
        ("nộp sổ trước ngày 05/4 đối với đợt 1 và ngày 05/8 đối với đợt 2.", "by:2026-04-05+by:2026-08-05"),
        ("nộp sổ trước ngày 15/6 (báo cáo 6 tháng) và 15/12 (báo cáo năm)", "half-yearly:06-15+yearly:12-15"),
        ("đo mực nước 02 đợt (tháng 2, tháng 5).", "period:2026-02-01..2026-02-28+period:2026-05-01..2026-05-31"),
        ("mở hai lớp bơi (lớp 1 ngày 07/4/2026, lớp 2 ngày 09/4/2026).", "by:2026-04-07+by:2026-04-09"),
        ("mở lớp bơi (đợt 1: tháng 3/2026; đợt 2: tháng 5/2026).", "period:2026-03-01..2026-03-31+period:2026-05-01..2026-05-31"),
    ],
)  # fmt: skip
def test_the_day_of_each_round_of_a_work_is_in_its_due(text: str, expected: str) -> None:
    assert rule(text) == expected


def test_a_day_behind_the_note_on_another_is_written_too() -> None:
    found = written_days("nộp sổ chậm nhất ngày 05/02 (đợt 1) và ngày 20/3 (đợt 2)")
    assert [one.said for one in found] == ["05/02", "20/3"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("diễn tập dẫn dòng ít nhất 01 lần trong quý II.", "period:2026-04-01..2026-06-30"),
        ("diễn tập dẫn dòng ít nhất 01 lần trong tháng 5.", "period:2026-05-01..2026-05-31"),
        ("diễn tập dẫn dòng ít nhất 01 lần trong năm 2026.", "year:2026"),
        ("diễn tập dẫn dòng ít nhất 01 lần trong quý.", "quarterly"),
        ("mở cửa kho lưu động (2 lần/tháng)", "other"),
    ],
)
def test_once_in_a_quarter_that_is_named_is_no_period_that_comes_back(text: str, expected: str) -> None:
    assert rule(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "start"),
    [
        ("nộp sổ điểm sau kỳ thi 10 ngày làm việc.", "within:10wd", "kỳ thi"),
        ("nộp sổ đo sau mỗi kỳ 03 ngày.", "within:3d", "mỗi kỳ"),
        ("nộp sổ mốc sau khi bàn giao 05 ngày làm việc.", "within:5wd", "bàn giao"),
        ("niêm yết sau khi công bố kết quả 07 ngày.", "within:7d", "công bố kết quả"),
        ("trả mẫu nước trong vòng 48 giờ kể từ khi nhận mẫu.", "within:2d", "nhận mẫu"),
    ],
)
def test_days_behind_an_event_are_counted_from_it(text: str, expected: str, start: str) -> None:
    found = read_due(text, text, year=2026)
    assert found is not None and (found.due.rule, since(found.due, text)) == (expected, start)


def test_hours_are_told_with_what_they_count_from() -> None:
    text = "trả mẫu nước trong vòng 48 giờ kể từ khi nhận mẫu."
    found = read_due(text, text, year=2026)
    assert found is not None and found.due.text == "trong vòng 48 giờ kể từ khi nhận mẫu"


@pytest.mark.parametrize(
    "text",
    [
        "kê xong bàn ghế trước kỳ thi ít nhất 05 ngày",
        "nộp bản vẽ trước 02 ngày của mỗi đợt nêu trên",
        "đóng cống trước mỗi đợt 03 ngày",
    ],
)
def test_days_before_a_contest_or_a_round_are_asked_about(text: str, make_plan: Callable[..., PlanFile]) -> None:
    found = read_due(text, text, year=2027)
    assert found is not None and found.due.rule == "other"
    duty = Responsibility(id="R7", holder="Sở Y tế", text=text, roles=[Role.EXECUTE], due=found.due)
    asked = [one.about for one in check(make_plan(duties=(*DUTIES, duty))) if one.code == "D257"]
    assert asked == ["responsibilities.R7.due"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đăng tải lịch cắt nước trên trang thông tin trong 03 ngày làm việc.", "within:3wd"),
        ("hoàn thiện thủ tục giao kho trong 20 ngày.", "within:20d"),
        ("tổ chức trưng bày trong 03 ngày.", None),
        ("niêm yết lịch cắt nước trong 15 ngày.", None),
        ("bàn giao kho, trực đê trong 10 ngày.", None),
        ("trả lời công dân trong ngày.", "other"),
        ("trực các ngày trong tuần", None),
    ],
)
def test_so_many_days_are_a_deadline_of_what_ends_and_a_length_of_what_lasts(text: str, expected: str | None) -> None:
    assert rule(text) == expected


@pytest.mark.parametrize(
    ("act", "phrase"),
    [
        ("Trình Hội đồng nhân dân xã tại kỳ họp giữa năm.", "tại kỳ họp giữa năm"),
        ("Thay cửa cống xong trước mùa mưa bão.", "xong trước mùa mưa bão"),
        ("Bàn giao kho số 3 ngay trong tuần này.", "ngay trong tuần này"),
        ("Treo đèn trước Tết Nguyên đán 15 ngày.", "trước Tết Nguyên đán 15 ngày"),
    ],
)
def test_a_session_a_season_or_this_week_is_asked_about_in_its_own_words(act: str, phrase: str) -> None:
    assert [each.quote for each in compiled(act).diagnostics if each.code == "D137"] == [phrase]


@pytest.mark.parametrize("time", ["sau Tết 10 ngày", "sau kỳ thi 10 ngày làm việc"])  # fmt: skip
def test_no_recipient_is_called_by_what_comes_before_or_after(time: str) -> None:
    (one,) = compiled(f"Lập sổ mốc, báo cáo UBND tỉnh {time}.").responsibilities
    assert one.reports_to == ["UBND tỉnh"]


def test_the_day_by_which_another_body_reports_in_its_turn_is_told_of_and_is_not_the_senders() -> None:
    found = compiled(
        "Kiểm kê trước ngày 30/6/2026, gửi Chi cục Thủy lợi tổng hợp trình Giám đốc ký báo cáo UBND tỉnh trước ngày 10/7/2026."
    )
    (one,) = found.responsibilities
    assert one.due is not None and one.due.rule == "by:2026-06-30"
    assert [each.quote for each in found.diagnostics if each.code == "D135"] == ["10/7/2026"]


def test_two_days_of_ones_own_stay_both() -> None:
    assert (
        rule("nộp sổ trước ngày 30/6/2026 và tổng hợp, báo cáo trước ngày 10/7/2026.") == "by:2026-06-30+by:2026-07-10"
    )


def test_a_month_with_a_day_other_than_the_rest_is_told_of() -> None:
    found = compiled("Báo cáo Sở Y tế trước ngày 05 hằng tháng, riêng tháng 5 báo cáo trước ngày 28.")
    assert [each.quote for each in found.diagnostics if each.code == "D135"] == ["riêng tháng 5 báo cáo trước ngày 28"]
