"""A day without a year has the year said next to it, else the plan's; a plan of several years has rounds in each."""

from __future__ import annotations

from datetime import date

import pytest

from compiler.compile import compile_text
from compiler.grammar import load
from compiler.result import Compiled, Severity
from compiler.rounds.pattern import complete
from compiler.text.manuscript import same_tone
from compiler.when.due import read_due
from compiler.when.years import PlanYears

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HÒA AN
Số: 12/KH-UBND
Hòa An, ngày {issued}

KẾ HOẠCH
Nạo vét kênh mương {when}

II. TỔ CHỨC THỰC HIỆN

1. Sở Nội vụ

"""
TWO_YEARS = ("quý IV năm 2025 và năm 2026", "15 tháng 9 năm 2025")


def compiled(*acts: str, when: str = TWO_YEARS[0], issued: str = TWO_YEARS[1]) -> Compiled:
    return compile_text(HEAD.format(when=when, issued=issued) + "\n\n".join(f"- {act}" for act in acts) + "\n")


def rule(text: str, plan: PlanYears, *, time: bool = False) -> str | None:
    found = read_due(text, same_tone(text), year=plan.year, plan=plan, time=time)
    return found.due.rule if found else None


DATED = sorted({line["teaches"] for line in load("periods")["rules"] if "2026" in line["rule"]} - {
    "mở 02 lớp bơi (lớp 1: tháng 3/2026; lớp 2: tháng 4)", "tổ chức hội thao từ tháng Ba đến tháng Năm năm 2026",
})  # fmt: skip


@pytest.mark.parametrize("said", [text for text in DATED if "2026" in text])
def test_a_year_of_a_phrase_is_never_lost_to_the_plan_s(said: str) -> None:
    for time in (False, True):
        there = read_due(said, same_tone(said), year=2026, time=time)
        later = said.replace("2027", "2033").replace("2026", "2032")
        here = read_due(later, same_tone(later), year=2026, time=time)
        if there is not None and here is not None and "2026-" in there.due.rule:
            assert "2026-" not in here.due.rule


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("tổ chức trong quý IV năm 2027", "period:2027-10-01..2027-12-31"),
        ("Hoàn thành trong tháng 01, 02, 3 và 4 năm 2027.", "period:2027-01-01..2027-04-30"),
        ("Năm 2027, gửi bản kê trước ngày 20/5.", "by:2027-05-20"),
        ("Gửi bản kê trước ngày 20/5 của năm 2027.", "by:2027-05-20"),
        ("Gửi báo cáo các tháng 01, 02, 3 và 4 năm 2027 trước ngày 25/4.", "by:2027-04-25"),
        ("Lập dự toán năm 2027, trình trước ngày 20/7.", "by:2026-07-20"),
        ("Gửi kế hoạch năm 2027 trước ngày 15/12.", "by:2026-12-15"),
        ("Gửi báo cáo tổng kết năm 2026 trước ngày 10/01.", "by:2027-01-10"),
        ("Gửi báo cáo quý I năm 2026 trước ngày 20/3.", "by:2026-03-20"),
        ("Gửi báo cáo kết quả năm 2025 trước ngày 20/11.", "by:2026-11-20"),  # past at the issue
        ("Theo Luật Thủy lợi năm 2027, nạo vét xong trước ngày 20/5.", "by:2026-05-20"),
        ("Trong giai đoạn đến năm 2030, nạo vét xong trước ngày 20/5.", "by:2026-05-20"),
    ],
)
def test_a_day_takes_the_year_said_next_to_it(said: str, expected: str) -> None:
    assert rule(said, PlanYears(2026, issued_on=date(2026, 1, 5))) == expected


def test_a_day_of_the_first_year_is_still_to_come_in_a_plan_of_two() -> None:
    found = compiled("Gửi báo cáo kết quả năm 2025 về Chi cục Thủy lợi trước ngày 20/11.")
    assert found.responsibilities[0].due and found.responsibilities[0].due.rule == "by:2025-11-20"
    assert "D141" not in {each.code for each in found.diagnostics}


def test_work_in_the_first_year_of_two_is_not_looked_back_on() -> None:
    found = compiled("Sửa cống đầu kênh, hoàn thành trong năm 2025.")
    assert found.responsibilities[0].due and found.responsibilities[0].due.rule == "year:2025"


def test_a_day_that_either_year_may_have_is_asked_about() -> None:
    found = compiled("Sửa cống đầu kênh trước ngày 20/11.", "Sửa cống cuối kênh trước ngày 20/5.")
    (one,) = [each for each in found.diagnostics if each.code == "D141"]
    assert one.severity is Severity.QUESTION and one.quote == "trước ngày 20/11"
    assert "20/11/2025" in one.message and "20/11/2026" in one.message
    assert one.proposal is not None and one.proposal.value["rule"] == "by:2025-11-20"


def test_a_report_on_a_day_without_a_year_comes_in_each_year_of_the_plan() -> None:
    found = compiled("Gửi báo cáo về Chi cục Thủy lợi trước ngày 20/11.")
    assert found.responsibilities[0].due and found.responsibilities[0].due.rule == "yearly:11-20"


@pytest.mark.parametrize(
    ("when", "issued", "rounds"),
    [
        (*TWO_YEARS, ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]),
        ("năm 2025 và 2026", "15 tháng 9 năm 2025", ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]),
        ("quý IV/2025 đến quý II/2026", "15 tháng 9 năm 2025", ["2025-Q4", "2026-Q1", "2026-Q2"]),
        ("từ tháng 11/2025 đến tháng 3/2026", "15 tháng 9 năm 2025", ["2025-Q4", "2026-Q1"]),
        ("6 tháng cuối năm 2025 và năm 2026", "15 tháng 6 năm 2025",
         ["2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]),
        ("năm 2025, phương hướng năm 2026", "15 tháng 12 năm 2025", ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]),
        ("năm 2026", "15 tháng 9 năm 2025", ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]),
    ],
)  # fmt: skip
def test_a_plan_from_one_year_into_the_next_has_the_rounds_of_both(when: str, issued: str, rounds: list[str]) -> None:
    found = complete(
        compiled("Hằng quý báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng cuối quý.", when=when, issued=issued)
    )
    assert found.regime is not None
    assert [each.key for each in found.regime.periods] == rounds
