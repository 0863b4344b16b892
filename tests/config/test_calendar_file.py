"""A calendar file is read whole, and every fault is named by its line with what to do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.calendar_file import Finding, parse_calendar
from config.workdays import count_by, counting_by, is_working_day, overlaid_by, shipped

TODAY = date(2026, 11, 22)
HOURS = "hours:\n  hè: {from: 16/4, until: 15/10, morning: ['07:00', '11:30']}\n"

ALL_YEAR = HOURS.replace("16/4", "1/1").replace("15/10", "31/12")


def findings(text: str) -> list[Finding]:
    return parse_calendar(text, "lich.yaml", shipped().works, TODAY)[1]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("off:\n  2026-02-30: sai", 2, "không có ngày 2026-02-30"),
        ("off:\n  30/02/2026: sai", 2, "không có ngày 30/02/2026"),
        ("off:\n  1994-01-03: xa", 2, "1995"),
        ("off:\n  2026-12-01: a\nworked:\n  2026-12-01: b", 4, "vừa là ngày nghỉ vừa là ngày làm bù (dòng 2)"),
        ("worked:\n  2026-11-25: thứ Tư", 2, "vốn là ngày làm việc bình thường"),
        ("off:\n  2026-12-01: a\n  1/12/2026: b", 3, "được ghi hai lần"),
        ("off:\n  2026-12-01:", 2, "chưa ghi lý do"),
        ("off:\n  Tết: nghỉ", 2, "mỗi dòng phải là một ngày"),
        ("off:\n- 2026-12-01", 2, "mỗi dòng phải là một ngày"),
        ("nghỉ:\n  2026-12-01: a", 1, "chỉ có ba phần"),
        ("- 1", 1, "chỉ có ba phần"),
        ("off: [", 1, "không đọc được"),
        (HOURS.replace("'07:00', '11:30'", "'11:30', '07:00'"), 2, "bắt đầu lúc 11:30 nhưng kết thúc lúc 07:00"),
        (HOURS.replace("'11:30'", "'25:00'"), 2, "phải là hai giờ"),
        (HOURS.replace("16/4", "31/4"), 2, "không có ngày 31/4"),
        (HOURS.replace("16/4", "tháng 4"), 2, "phải có from, until"),
        (HOURS.replace("morning", "sáng"), 2, "phải có from, until"),
        (HOURS, 2, "ngày 01/01 không thuộc mùa nào"),
        (ALL_YEAR + ALL_YEAR.splitlines()[1].replace("hè", "đông"), 3, "thuộc nhiều mùa cùng lúc: hè, đông"),
        (HOURS.replace("'11:30']", "'11:30'], afternoon: ['11:00', '17:00']"), 2, "buổi chiều bắt đầu trước"),
    ],
)
def test_a_fault_is_named_by_its_line_with_a_remedy(text: str, line: int, said: str) -> None:
    errors = [found for found in findings(text) if found.severity == "error"]
    named = [found for found in errors if found.place == f"lich.yaml:{line}" and said in found.reason]
    assert named, errors
    assert named[0].remedy


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("off:\n  2026-11-22: Chủ nhật", "là Chủ nhật, vốn đã nghỉ"),
        ("off:\n  2062-01-02: gõ nhầm", "cách năm nay (2026) quá xa"),
    ],
)
def test_an_oddity_is_noted_and_does_not_refuse_the_file(text: str, said: str) -> None:
    (found,) = findings(text)
    assert (found.severity, found.place) == ("warning", "lich.yaml:2")
    assert said in found.reason


def test_all_faults_of_a_file_are_told_at_once_in_the_order_of_its_lines() -> None:
    text = "off:\n  2026-02-30: a\n  2026-11-22: b\nworked:\n  2026-11-25: c\n  2026-13-01: d\n"
    assert [found.place.split(":")[1] for found in findings(text)] == ["2", "3", "5", "6"]


def test_a_good_file_has_no_findings_and_its_lines_win_over_the_shipped_ones() -> None:
    text = (
        "worked:\n  2026-11-24: Vẫn làm việc\n  05/12/2026: Làm bù\noff:\n  2026-12-04: Hoán đổi\n"
        "hours:\n  cả năm: {from: 1/1, until: 31/12, morning: ['07:30', '11:30'], afternoon: [13h30, 17h30]}\n"
    )
    assert findings(text) == []
    ours = overlaid_by(text)
    assert ours.works(date(2026, 11, 24))
    assert ours.works(date(2026, 12, 5))
    assert ours.off_name(date(2026, 12, 4)) == "Hoán đổi"
    assert ours.off_name(date(2026, 1, 2)), "the shipped lines hold where the file says nothing"
    assert [season.name for season in ours.hours.seasons] == ["cả năm"]


def test_an_empty_file_changes_nothing() -> None:
    assert findings("") == []
    assert findings("off:\nworked: ~\nhours: null\n") == []
    assert overlaid_by("").decreed() == shipped().decreed()


def test_the_shipped_calendar_has_no_fault(tmp_path: Path) -> None:
    import config

    text = (Path(config.__path__[0]) / "calendar.yaml").read_text("utf-8")
    assert findings(text) == []


def test_a_context_counts_by_the_calendar_that_it_chose() -> None:
    friday = date(2026, 12, 4)
    ours = overlaid_by("off:\n  2026-12-04: Hoán đổi\n")
    with counting_by(ours):
        assert not is_working_day(friday)
        with counting_by(shipped()):
            assert is_working_day(friday)
        assert not is_working_day(friday)
    assert is_working_day(friday)
    count_by(ours)
    assert not is_working_day(friday)


PIECES = [
    "off:",
    "worked:",
    "hours:",
    "2026-02-30",
    "2026-12-01",
    "1/12/2026",
    ": ",
    "\n",
    "\n  ",
    "\n- ",
    "{",
    "}",
    "[",
    "]",
    "from: 1/1",
    "until: 31/12",
    "morning",
    "'07:00'",
    "~",
    "&a ",
    "*a",
    "!!int ",
    "? ",
    "#",
    ",",
    "\t",
    "\x00",
]
pieces = st.sampled_from(PIECES)


@given(st.lists(pieces, max_size=30).map("".join) | st.text(max_size=60))
def test_whatever_stands_in_a_file_it_is_read_or_refused_and_never_breaks(text: str) -> None:
    file, found = parse_calendar(text, "lich.yaml", shipped().works, TODAY)
    assert all(each.place.startswith("lich.yaml:") and each.reason and each.remedy for each in found)
    if not any(each.severity == "error" for each in found):
        assert not set(file.off) & set(file.worked)
        assert shipped().overlaid(file).hours.windows(date(2026, 12, 2)) is not None
