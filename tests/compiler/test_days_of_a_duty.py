"""A day that a duty states is in its due or in a finding: days of no calendar, short years, rows of days, torn figures."""

from __future__ import annotations

import re
from datetime import date

import pytest

from compiler.compile import compile_text
from compiler.result import Compiled, Severity
from compiler.rounds.regime import draft_regime
from compiler.text.manuscript import Manuscript, same_tone
from compiler.when.due import read_due
from compiler.when.written_days import written_days

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HÒA AN
Số: 12/KH-UBND
Hòa An, ngày 03 tháng 02 năm 2026

KẾ HOẠCH
Dọn dẹp kênh mương năm 2026

II. TỔ CHỨC THỰC HIỆN

1. Sở Nội vụ

"""


def compiled(*acts: str, year: int = 2026) -> Compiled:
    return compile_text(HEAD.replace("2026", str(year)) + "\n\n".join(f"- {act}" for act in acts) + "\n")


def rule(text: str, *, time: bool = False, year: int | None = 2026) -> str | None:
    found = read_due(text, same_tone(text), year=year, time=time)
    return found.due.rule if found else None


@pytest.mark.parametrize(
    ("act", "said", "proposed"),
    [
        ("Nạo vét kênh chính, xong trước ngày 31/6.", "31/6", "by:2026-06-30"),
        ("Hoàn thành việc cắm mốc trước ngày 30/02/2026.", "30/02/2026", "by:2026-02-28"),
        ("Bàn giao sổ mốc chậm nhất ngày 31/4/2026.", "31/4/2026", "by:2026-04-30"),
        ("Sửa cống đầu kênh đến ngày 29/02/2027.", "29/02/2027", "by:2027-02-28"),
        ("Hằng năm, đo lại lòng kênh trước ngày 31 tháng 9.", "31 tháng 9", "yearly:09-30"),
        ("Trồng cây hai bờ trước ngày 15/6 và 31/11.", "31/11", "by:2026-06-15+by:2026-11-30"),
        ("Vớt bèo, thời gian từ ngày 01/6 đến ngày 31/6.", "31/6", "by:2026-06-30"),
    ],
)
def test_a_day_of_no_calendar_is_asked_about_with_the_last_of_its_month(act: str, said: str, proposed: str) -> None:
    (one,) = [each for each in compiled(act).diagnostics if each.code == "D133"]
    assert (one.severity, one.quote) == (Severity.QUESTION, said)
    assert one.proposal is not None and one.proposal.path == "responsibilities.R1.due"
    assert one.proposal.value["rule"] == proposed


def test_a_month_that_is_none_is_asked_about_without_a_guess() -> None:
    (one,) = [each for each in compiled("Xây kè, hoàn thành trước ngày 15/13.").diagnostics if each.code == "D133"]
    assert one.proposal is None and one.about == "R1.due"


@pytest.mark.parametrize("act", ["Xây kè trước ngày 30/6.", "Xây kè trước ngày 28/02/2026.", "Hoàn thành 2/3 số kè."])
def test_a_day_that_exists_and_a_share_of_something_ask_nothing(act: str) -> None:
    assert not [each for each in compiled(act).diagnostics if each.code in {"D133", "D134", "D135", "D136"}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hoàn thành trước ngày 30/9/26", "by:2026-09-30"),
        ("nộp sổ chậm nhất ngày 15-8-26, kèm bản vẽ", "by:2026-08-15"),
        ("xong trước 30.9.27", "by:2027-09-30"),
        ("từ ngày 15/3/26 đến ngày 30/6/26", "period:2026-03-15..2026-06-30"),
        ("trước ngày 30/9/31 và 15/12/31", "by:2031-09-30+by:2031-12-15"),
    ],
)
def test_a_year_of_two_digits_near_the_plan_s_is_read(text: str, expected: str) -> None:
    assert rule(text) == expected


def test_the_words_of_a_due_with_a_short_year_are_those_of_the_text() -> None:
    text = "Nộp sổ trước ngày 30/9/26, báo cáo trước ngày 15/12/26 để tổng hợp"
    found = read_due(text, text, year=2026)
    assert found is not None
    assert found.due.text == "trước ngày 30/9/26, báo cáo trước ngày 15/12/26" == text[found.start : found.end]


def test_a_short_year_that_is_not_the_plan_s_is_remarked_on_and_one_far_off_is_asked_about() -> None:
    found = compiled("Xây kè trước 30/9/26.", "Sơn lan can trước 30/9/27.", "Thay cửa cống trước 5/6/12.").diagnostics
    assert [(one.code, one.about) for one in found if one.code > "D132"] == [("D136", "R2.due"), ("D134", "R3.due")]
    assert rule("trước 5/6/12", time=True) in {None, "other"}, "no 6 December"
    assert rule("trước 5/6/26", year=None) in {None, "other"}, "nobody knows the plan's year"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trước 30/4, 30/8", "by:2026-04-30+by:2026-08-30"),
        ("nộp bản kê trước ngày 15/6 và 15/12", "half-yearly:06-15,12-15"),
        ("trước ngày 30/4 và 30/8 hằng năm", "yearly:04-30+yearly:08-30"),
        ("ngày 30/4, ngày 30/8 và 30/12 hằng năm", "yearly:04-30+yearly:08-30+yearly:12-30"),
        ("trước ngày 10/6/2026, 10/9/2026 và 10/12/2026", "by:2026-06-10+by:2026-09-10+by:2026-12-10"),
        ("chậm nhất các ngày 31/3, 30/6, 30/9", "by:2026-03-31+by:2026-06-30+by:2026-09-30"),
        ("xong trước ngày 10, 20 và 30/6", "by:2026-06-10+by:2026-06-20+by:2026-06-30"),
        ("trước ngày 5 tháng 4 và ngày 5 tháng 10 năm 2027", "by:2027-04-05+by:2027-10-05"),
        ("trước ngày 10/01 và 10/7 hằng năm", "half-yearly:07-10,01-10"),
        ("hằng năm gửi bản kê trước ngày 15/6 và 15/12", "half-yearly:06-15,12-15"),
        ("hằng năm gửi bản kê trước ngày 10/3, 10/9", "yearly:03-10+yearly:09-10"),
        ("trước ngày 15/6", "by:2026-06-15"),
        ("trước ngày 15/6, 20 hộ dân dời nhà", "by:2026-06-15"),
    ],
)
@pytest.mark.parametrize("time", [False, True])
def test_every_day_of_a_row_is_kept(text: str, expected: str, time: bool) -> None:
    assert rule(text, time=time) == expected


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("trước ngày 30/6/202 6", "trước ngày 30/6/2026"),
        ("trước ngày 3 0/6/2026", "trước ngày 30/6/2026"),
        ("ngày 1 5 tháng 6", "ngày 15 tháng 6"),
        ("ngày 15 tháng 1 2 năm 202 6.", "ngày 15 tháng 12 năm 2026."),
        ("(trước ngày 11 /12) về", "(trước ngày 11/12) về"),
        ("trước ngày 15/ 6/ 2026", "trước ngày 15/6/2026"),
        ("Quý I/20 26", "Quý I/2026"),
        ("trước ngày 1 5 hằng tháng", "trước ngày 15 hằng tháng"),
    ],
)
def test_a_day_with_a_blank_in_its_figures_is_one(broken: str, whole: str) -> None:
    assert Manuscript(broken).clean == whole


@pytest.mark.parametrize(
    "said",
    [
        "Phụ lục 1 5/6/2026",
        "trước 30/6/20 26",
        "ngày 15 tháng 1 2 xe chở đất",
        "trước 15/1 2 hộ dời nhà",
        "mỗi năm 2 000 hộ",
        "điểm 1 / 2 bản đồ",
        "hơn 2 3/4 số kè",
        "trước ngày 31/ 6/ 2026",
        "| 1 | 5/6/2026 |",
        "từ 10 đến 12 người",
    ],
)
def test_figures_that_mean_something_apart_stay_apart(said: str) -> None:
    assert Manuscript(said).clean == said


def test_torn_figures_with_two_readings_are_asked_about() -> None:
    found = compiled("Xây kè trước 30/6/20 26.", "Dời nhà trước 15/1 2 hộ.").diagnostics
    assert [(one.code, one.about) for one in found if one.code > "D132"] == [("D134", "R1.due"), ("D135", "R2.due")]


OPERATORS = ["trước", "trước ngày", "chậm nhất ngày", "chậm nhất là ngày", "đến ngày", "hoàn thành trước", "xong trước ngày",
             "hoàn thành trong ngày", "muộn nhất ngày", "hạn cuối ngày", "hoàn thành", "đến hết ngày"]  # fmt: skip
DAYS = ["30/6", "31/6", "15/8/2026", "29/02/2027", "05-9-26", "1/1/40", "31.4.2026", "32/5", "7/7/2027", "20 tháng 10",
        "31 tháng 11 năm 2026", "30/9/25", "10/3, 10/7 và 31/9", "28/02 và 30/02 hằng năm"]  # fmt: skip


@pytest.mark.parametrize("operator", OPERATORS)
def test_a_day_behind_a_word_of_deadline_is_in_the_due_or_in_a_finding(operator: str) -> None:
    frames = ["Rào kênh phía tây, {}.", "{} phải rào xong kênh phía đông.", "Đắp bờ {} để kịp vụ mới, có báo cáo."]
    days = [day for _ in frames for day in DAYS]
    acts = [frame.format(f"{operator} {day}") for frame in frames for day in DAYS]
    found = compiled(*(act[0].upper() + act[1:] for act in acts))
    for duty, day in zip(found.responsibilities, days, strict=True):
        told = " ".join(one.message for one in found.diagnostics if one.about == f"{duty.id}.due")
        for said in re.findall(r"\d+(?:[/.-]\d+)+|\d+ tháng \d+(?: năm \d+)?", day):
            (written,) = written_days(said, time=True)
            held = duty.due is not None and written.in_rule(duty.due.rule)
            assert held or f"“{said}”" in told, (duty.text, duty.due, told)


def test_a_field_of_time_loses_no_day_either() -> None:
    table = (
        "PHỤ LỤC\n\n| TT | Nội dung | Cơ quan chủ trì | Thời gian |\n|---|---|---|---|\n"
        "| 1 | Sửa cầu phao số hai | Sở Xây dựng | Trước 31/6 |\n"
        "| 2 | Sửa cầu phao số ba | Sở Xây dựng | Từ ngày 15/8/2026 |\n"
    )
    found = compile_text(HEAD.split("II.")[0] + table)
    assert [(one.code, one.quote) for one in found.diagnostics if one.code > "D132"] == [("D133", "31/6")]


def test_the_week_of_a_month_is_no_day_of_it() -> None:
    assert list(written_days("Tuần 2 tháng 12/2026", time=True)) == []
    assert [day.said for day in written_days("Ngày 2 tháng 12/2026", time=True)] == ["2 tháng 12/2026"]


def test_what_is_past_and_what_figures_cover_is_no_deadline_left_out() -> None:
    acts = (
        "Sửa kè hư hỏng từ trận lũ, đã hoàn thành trước ngày 15/01/2026.",
        "Cấp sổ cho nhà ven kênh dựng trước ngày 01/7/2004.",
        "Gửi báo cáo hằng năm, số liệu tính từ ngày 15/12 đến ngày 14/11.",
    )
    assert not [one for one in compiled(*acts).diagnostics if one.code in {"D133", "D134", "D135"}]


@pytest.mark.parametrize(
    ("act", "days"),
    [
        ("Gửi báo cáo về Sở Tài chính trước ngày 30/4, 30/8.", [date(2026, 4, 30), date(2026, 8, 30)]),
        (
            "Gửi báo cáo về Sở Tài chính trước ngày 27/4, 27/8 và 28/12 hằng năm.",
            [date(2026, 4, 27), date(2026, 8, 27), date(2026, 12, 28)],
        ),
    ],
)
def test_a_report_due_on_several_days_has_a_round_for_each(act: str, days: list[date]) -> None:
    found = compiled(act)
    drafted = draft_regime(found.plan, found.responsibilities, "Sở Tài chính", "cchc")
    assert drafted is not None
    assert [period.due for period in drafted.regime.periods if period.due.year == 2026] == days
